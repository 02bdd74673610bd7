"""The app: it turns requests into verbs, and moves between screens.

What it is made of stands below it: keys in their order, endings, saving, dialogs, upkeep.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import ModalScreen, Screen
from textual.theme import Theme

from mltrack.errors import StoreError
from mltrack.session import Session, open_session
from mltrack.tui import messages
from mltrack.tui.palette import Commands, Jump
from mltrack.tui.present.changes import level_hint, turn_words
from mltrack.tui.present.row import RoleRef
from mltrack.tui.screens.help import HelpScreen
from mltrack.tui.screens.milestone import MilestoneScreen
from mltrack.tui.screens.milestones import MilestonesScreen
from mltrack.tui.screens.place import TwoPanes
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.summary import SummaryScreen
from mltrack.tui.screens.welcome import WelcomeScreen
from mltrack.tui.theme import DARK, LIGHT, THEMES, semantic_defaults
from mltrack.tui.upkeep import UpkeepApp
from mltrack.tui.widgets.place_bar import PLACES

_WIDTHS: list[tuple[int, str]] | None = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]
_HEIGHTS: list[tuple[int, str]] | None = [(0, "-flat"), (16, "-tall")]


class MltrackApp(UpkeepApp):
    """One person's tracker, on the screen."""

    TITLE = "mltrack"
    COMMANDS: ClassVar = App.COMMANDS | {Commands, Jump}
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
        "roles": lambda: RolesScreen().data_bind(MltrackApp.snapshot, MltrackApp.saving),
        "milestones": lambda: MilestonesScreen().data_bind(MltrackApp.snapshot, MltrackApp.saving),
        "summary": lambda: SummaryScreen().data_bind(MltrackApp.snapshot, MltrackApp.saving),
    }
    DEFAULT_MODE = "roles"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        for theme in THEMES:
            self.register_theme(theme)
        self._settings = session.settings()
        self.theme = self._settings.theme if self._settings.theme in self.available_themes else DARK.name
        self._is_new = session.newer is None

    # Life

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The semantic colours, for themes that do not name them."""
        return semantic_defaults(self.current_theme)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002 - Textual's signature
        """What the palette offers beside the keys: the person's files, and the look."""
        yield from self.upkeep_commands()
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        for theme, words in ((DARK, "Dark"), (LIGHT, "Light")):
            yield SystemCommand(f"Theme: {words.lower()}", f"{words} colours", lambda name=theme.name: self._wear(name))

    def _wear(self, theme: str) -> None:
        self.theme = theme

    def on_mount(self) -> None:
        """Keep the theme that is chosen, and show what comes before the places."""
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        if self._settings.problem:
            self.notify(self._settings.problem, severity="warning", timeout=12, markup=False)
        self.come_forward()

    @property
    def is_covered(self) -> bool:
        """The first question is a dialog too."""
        return super().is_covered or isinstance(self.front, WelcomeScreen)

    def show_next(self) -> bool:
        """Last of all, ask a newcomer once for a target."""
        if super().show_next():
            return True
        if not self._is_new or self._session.snapshot.progress.history:
            return False
        self._is_new = False
        self.push_screen(WelcomeScreen().data_bind(MltrackApp.snapshot), self._begin)
        return True

    def takes(self, key: str) -> bool:
        """In a window too small to show anything, only leaving."""
        return key in {"q", "ctrl+q"} or not (self.screen.has_class("-tiny") or self.screen.has_class("-flat"))

    def _begin(self, role_ids: tuple[str, ...] | None) -> None:
        if role_ids:
            self.save(lambda: self._session.target(role_ids))
            self.post_message(messages.ShowRole(role_ids[0]))
        self.come_forward()

    @work
    async def _keep_theme(self, _: Theme) -> None:
        async with self._turn:
            try:
                await asyncio.to_thread(self._session.keep_theme, self.theme)
            except StoreError as error:
                self.notify(str(error), severity="warning", markup=False)

    # Verbs

    @on(messages.ToggleMilestone)
    def _toggle_milestone(self, request: messages.ToggleMilestone) -> None:
        name = request.milestone_id
        self.save(lambda: self._session.toggle(name, request.level), lambda now: level_hint(now, name))

    @on(messages.SetLevel)
    def _set_level(self, request: messages.SetLevel) -> None:
        self.save(lambda: self._session.tick([request.milestone_id], level=request.level))

    @on(messages.StepLevel)
    def _step_level(self, request: messages.StepLevel) -> None:
        self.save(lambda: self._session.step_level(request.milestone_id, request.steps))

    @on(messages.ToggleStarted)
    def _toggle_started(self, request: messages.ToggleStarted) -> None:
        self.save(lambda: self._session.toggle_started(request.milestone_id))

    @on(messages.ToggleTarget)
    def _toggle_target(self, request: messages.ToggleTarget) -> None:
        self.save(lambda: self._session.toggle_target(request.role_id))

    @on(messages.MakePrimary)
    def _make_primary(self, request: messages.MakePrimary) -> None:
        self.save(lambda: self._session.target([request.role_id], primary=True))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Undo and redo rest when there is nothing to take back or do again; a dialog keeps its place."""
        if action == "show_place":
            return not isinstance(self.screen, ModalScreen)
        if action in {"undo", "redo"} and self.snapshot is not None and not self.has_unsaved:
            progress = self.snapshot.progress
            return True if (progress.undoable if action == "undo" else progress.redoable) else None
        return super().check_action(action, parameters)

    def action_undo(self) -> None:
        """Take the newest change back, and say which."""
        self.save(self._session.undo, turn_words)

    def action_redo(self) -> None:
        """Do the undone change again, and say which."""
        self.save(self._session.redo, turn_words)

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
        page = MilestoneScreen(request.milestone_id, self.current_mode)
        self.push_screen(page.data_bind(MltrackApp.snapshot, MltrackApp.saving))

    def action_help(self) -> None:
        """Show the keys that work here."""
        self.push_screen(HelpScreen(self.screen.active_bindings.values(), self))

    async def action_open_palette(self) -> None:
        """Open the palette, ready for the next key."""
        if not isinstance(self.screen, ModalScreen):
            await self.open(CommandPalette(id="--command-palette"), lambda _: None)

    def action_help_quit(self) -> None:
        """Say how to leave: ctrl+c copies here."""
        self.notify("Press q to quit. Everything is saved.", markup=False)


def run(*, demo: bool = False) -> int:
    """Open the app and return its exit status; raises CatalogError or StoreError when it cannot open."""
    from mltrack.demo import demo_session

    if demo:
        with demo_session() as session:
            return _run(MltrackApp(session))
    apps: list[MltrackApp] = []

    def waiting() -> None:
        for app in apps:
            app.post_message(messages.SaveWaits())

    apps.append(MltrackApp(open_session(waiting=waiting)))
    return _run(apps[0])


def _run(app: MltrackApp) -> int:
    app.run()
    return app.return_code or 0
