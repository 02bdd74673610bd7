"""The app: it turns requests into verbs, and moves between screens.

What it is made of stands below it: keys in their order, endings, saving, dialogs, upkeep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from mltrack.session import Session, open_session
from mltrack.tui import messages
from mltrack.tui.keymap import commands, keys_shown
from mltrack.tui.present.changes import turn_words
from mltrack.tui.present.keys import key
from mltrack.tui.present.row import MilestoneRef, RoleRef
from mltrack.tui.screens.place import PlaceScreen, TwoPanes
from mltrack.tui.settings import SettingsApp
from mltrack.tui.widgets.place_bar import PLACES
from mltrack.tui.widgets.swift_bar import draw_bars_swiftly

if TYPE_CHECKING:
    from mltrack.kept_frame import Curtain
    from mltrack.tui.screens.welcome import Beginning

_WIDTHS: list[tuple[int, str]] | None = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]
_HEIGHTS: list[tuple[int, str]] | None = [(0, "-flat"), (16, "-tall")]


_SEARCH = "a command, a role, a milestone or a source"


def _place(module: str, name: str) -> Callable[[], PlaceScreen]:
    """Makes a place, which is imported when it is first shown: most visits see one or two of the five."""

    def make() -> PlaceScreen:
        screen: PlaceScreen = getattr(import_module(f"mltrack.tui.screens.{module}"), name)()
        return _bound(screen)

    return make


draw_bars_swiftly()


def _palette() -> type[Provider]:
    """What the palette offers; it is imported when it is first opened."""
    from mltrack.tui.palette import Palette

    return Palette


class MltrackApp(SettingsApp):
    """One person's tracker, on the screen."""

    TITLE = "mltrack"
    COMMANDS: ClassVar = {_palette}
    # With the style sheet of the places: one that came with the first of them would have all parsed again.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/place.tcss"]
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                f"{number}",
                f"show_place('{mode}')",
                name,
                show=False,
                priority=True,
                id=f"app.{mode}",
                tooltip=f"Go to {name}",
            )
            for number, (mode, name) in enumerate(PLACES, start=1)
        ),
        Binding("u", "undo", "Undo", id="app.undo", tooltip="Take the newest change back"),
        Binding("ctrl+r", "redo", "Redo", show=False, id="app.redo", tooltip="Do the undone change again"),
        Binding("question_mark", "help", "Help", key_display="?", id="app.help", tooltip="All keys and signs"),
        Binding(
            "colon,ctrl+p",
            "open_palette",
            "Commands",
            show=False,
            priority=True,
            id="app.palette",
            tooltip="Every command, and jump to any role or milestone",
        ),
        Binding("q", "quit", "Quit", id="app.quit", tooltip="Quit; everything is saved already"),
    ]
    MODES: ClassVar = {
        "roles": _place("roles", "RolesScreen"),
        "milestones": _place("milestones", "MilestonesScreen"),
        "plan": _place("plan", "PlanScreen"),
        "summary": _place("summary", "SummaryScreen"),
        "paths": _place("paths", "PathsScreen"),
    }

    def __init__(
        self,
        session: Session,
        *,
        ascii: bool = False,  # noqa: A002 - as the option is called
        curtain: Curtain | None = None,
    ) -> None:
        self.curtain = curtain  # before anything is known of the terminal
        super().__init__(session, ascii=ascii)
        self._is_new = session.newer is None
        self.recent: list[str] = []
        """What was chosen in the palette, the last first."""

    # Life

    def refresh_css(self, animate: bool = True) -> None:
        """Make the styles anew; without a screen there are none yet, and they need not be made twice."""
        if self.screen_stack:
            super().refresh_css(animate)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002 - Textual's signature
        """What the palette offers beside the keys: the person's files, and the look."""
        if self.supposing is None:
            yield from self.exchange_commands()
            yield from self.upkeep_commands()
        yield from self.settings_commands()

    def on_mount(self) -> None:
        """Show what comes before the places."""
        self.come_forward()

    @property
    def is_covered(self) -> bool:
        """The first question is a dialog too: what is no place is one."""
        return super().is_covered or not isinstance(self.front, PlaceScreen)

    def show_next(self) -> bool:
        """Last of all, ask a newcomer once for a target."""
        if super().show_next():
            return True
        if not self._is_new or self._session.snapshot.progress.history:
            return False
        self._is_new = False
        from mltrack.tui.screens.welcome import WelcomeScreen

        self.push_screen(WelcomeScreen().data_bind(MltrackApp.snapshot), self._begin)
        return True

    def takes(self, key: str) -> bool:
        """In a window too small to show anything, only leaving."""
        return key in {"q", "ctrl+q"} or not (self.screen.has_class("-tiny") or self.screen.has_class("-flat"))

    def _begin(self, beginning: Beginning | None) -> None:
        if beginning is not None and beginning.role_ids:
            self.do(lambda session: session.target(beginning.role_ids))
            self.post_message(messages.ShowRole(beginning.role_ids[0]))
        if beginning is not None and beginning.path:
            self.call_later(self.read, beginning.path)  # once the role is shown, which closes what is above it
        else:
            self.come_forward()

    # Verbs

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Undo and redo rest when there is nothing to take back or do again; a dialog keeps its place."""
        if action in {"show_place", "suppose"}:
            return not self.in_dialog
        if action == "undo" and not self.has_unsaved:
            return True if self.can_undo else None
        if action == "redo" and self.snapshot is not None and not self.has_unsaved:
            return True if self.snapshot.progress.redoable else None
        return super().check_action(action, parameters)

    def action_undo(self) -> None:
        """Take the newest change back, and say which."""
        self.do(lambda session: session.undo(), turn_words)

    def action_redo(self) -> None:
        """Do the undone change again, and say which."""
        self.do(lambda session: session.redo(), turn_words)

    # Moving about

    def action_show_place(self, place: str) -> None:
        """Go to a place; from a page over it, back to it.

        It runs as the app's own callback, because data binds to the app only there.
        """
        self.call_next(self._go, place)

    async def _go(self, place: str) -> None:
        await self.switch_mode(place)
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    @on(messages.ShowRole)
    async def _show_role(self, request: messages.ShowRole) -> None:
        await self._go("roles")
        if isinstance(self.screen, TwoPanes):
            self.screen.show_ref(RoleRef(request.role_id))

    @on(messages.ShowMilestone)
    def _show_milestone(self, request: messages.ShowMilestone) -> None:
        from mltrack.tui.screens.milestone import MilestoneScreen

        self.push_screen(_bound(MilestoneScreen(request.milestone_id, self.current_mode)))

    @on(messages.ShowGraph)
    def _show_graph(self, request: messages.ShowGraph) -> None:
        from mltrack.tui.screens.graph import GraphScreen

        self.push_screen(_bound(GraphScreen(MilestoneRef(request.milestone_id), self.current_mode)))

    @on(messages.ShowRoleGraph)
    def _show_role_graph(self, request: messages.ShowRoleGraph) -> None:
        from mltrack.tui.screens.graph import GraphScreen

        self.push_screen(_bound(GraphScreen(RoleRef(request.role_id), self.current_mode)))

    @on(messages.ShowComparison)
    def _show_comparison(self, request: messages.ShowComparison) -> None:
        from mltrack.core.compare import FEWEST, in_company
        from mltrack.tui.screens.compare import CompareScreen

        roles = in_company(self.shown, request.role_ids)
        if len(roles) < FEWEST:
            self.notify("There is no other role to compare with.", markup=False)
        else:
            self.push_screen(_bound(CompareScreen(roles, self.current_mode)))

    @on(messages.RunCommand)
    async def _run_command(self, request: messages.RunCommand) -> None:
        await self._go(request.place)
        command, screen = commands()[request.command_id], self.screen
        if isinstance(screen, command.owner):
            await self.run_action(command.action, screen)
            return
        for widget in screen.query(Widget):
            if isinstance(widget, command.owner):
                screen.set_class(widget.id == "page", "-paging")
                screen.set_focus(widget)
                self.notify(f"{keys_shown(command.keys)} here: {command.words}.", markup=False)
                return

    def action_read_source(self, source_id: str) -> None:
        """Show what is known of a source."""
        from mltrack.tui.present.about_source import about_source
        from mltrack.tui.screens.dialog import ReadingScreen

        source, catalog = self.shown.catalog.sources[source_id], self.shown.catalog
        self.push_screen(ReadingScreen("Source", lambda width: about_source(catalog, source, width)))

    def action_help(self) -> None:
        """Show the keys that work here."""
        from mltrack.tui.screens.help import HelpScreen

        place = "this dialog" if isinstance(self.screen, ModalScreen) else dict(PLACES)[self.current_mode]
        self.push_screen(HelpScreen(place, self.screen.active_bindings.values(), self))

    async def action_open_palette(self) -> None:
        """Open the palette, ready for the next key."""
        if not isinstance(self.screen, ModalScreen):
            await self.open(CommandPalette(id="--command-palette", placeholder=_SEARCH), lambda _: None)

    def action_help_quit(self) -> None:
        """Say how to leave: ctrl+c copies here."""
        rest = "Everything is saved."
        if self.has_unsaved:
            rest = "The last change is not saved yet."
        elif self.supposing is not None and self.supposing.changes:
            rest = "What you suppose is not kept: it asks you first."
        self.notify(f"Press {key('app.quit')} to quit. {rest}", markup=False)


def _bound(screen: PlaceScreen) -> PlaceScreen:
    """The screen, with all that the app knows carried to it."""
    return screen.data_bind(MltrackApp.snapshot, MltrackApp.saving, MltrackApp.supposing, MltrackApp.weekly_hours)


def run(
    *,
    demo: bool = False,
    ascii: bool = False,  # noqa: A002 - as the option is called
    curtain: Curtain | None = None,
) -> int:
    """Open the app, behind a `curtain` if there is one, and return its exit status.

    Raises CatalogError or StoreError when it cannot open.
    """
    if demo:
        from mltrack.demo import demo_session

        with demo_session() as session:
            return _run(MltrackApp(session, ascii=ascii))
    apps: list[MltrackApp] = []

    def waiting() -> None:
        for app in apps:
            app.post_message(messages.SaveWaits())

    apps.append(MltrackApp(open_session(waiting=waiting), ascii=ascii, curtain=curtain))
    return _run(apps[0])


def _run(app: MltrackApp) -> int:
    app.run()
    return app.return_code or 0
