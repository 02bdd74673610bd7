"""The app: it holds the Session, turns requests into verbs, and moves between screens.

Every verb runs in a thread, one after another in the order of the keys, and the new snapshot is
shown only when it is on disk. An error becomes a toast and assigns nothing, so that the screens go
on telling the truth.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.theme import Theme

from mltrack.core.actions import future_day, in_force, note_kept, past_day, reason_given
from mltrack.core.dates import parse_day
from mltrack.core.progress import Status
from mltrack.core.snapshot import Snapshot
from mltrack.errors import MltrackError, StoreError
from mltrack.session import Session, open_session
from mltrack.tui import messages
from mltrack.tui.ending import EndingApp
from mltrack.tui.palette import Commands, Jump
from mltrack.tui.present.bars import Saving
from mltrack.tui.present.changes import level_hint, turn_words
from mltrack.tui.present.row import RoleRef
from mltrack.tui.screens.help import HelpScreen
from mltrack.tui.screens.milestone import MilestoneScreen
from mltrack.tui.screens.milestones import MilestonesScreen
from mltrack.tui.screens.place import TwoPanes
from mltrack.tui.screens.question import NoteEditor, Question
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.summary import SummaryScreen
from mltrack.tui.screens.welcome import WelcomeScreen
from mltrack.tui.theme import DARK, LIGHT, THEMES, semantic_defaults
from mltrack.tui.widgets.place_bar import PLACES

_LOOK_OUTSIDE = 1.0
"""Seconds between two looks at whether another process has saved."""

_WIDTHS: list[tuple[int, str]] | None = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]
_HEIGHTS: list[tuple[int, str]] | None = [(0, "-flat"), (16, "-tall")]

_Answer = TypeVar("_Answer")
_Words = Callable[[Snapshot], str]


def _no_words(_: Snapshot) -> str:
    return ""


class MltrackApp(EndingApp):
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

    snapshot: reactive[Snapshot | None] = reactive(None, bindings=True, repaint=False)
    saving: reactive[Saving] = reactive(Saving.SAVED, repaint=False)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._turn = asyncio.Lock()
        self._outside_trouble = ""
        for theme in THEMES:
            self.register_theme(theme)
        self._settings = session.settings()
        self.theme = self._settings.theme if self._settings.theme in self.available_themes else DARK.name
        self.set_reactive(MltrackApp.snapshot, session.snapshot)

    # Life

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The semantic colours, for themes that do not name them."""
        return semantic_defaults(self.current_theme)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002 - Textual's signature
        """What the palette offers beside the keys: the look."""
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        for theme, words in ((DARK, "Dark"), (LIGHT, "Light")):
            yield SystemCommand(f"Theme: {words.lower()}", f"{words} colours", lambda name=theme.name: self._wear(name))

    def _wear(self, theme: str) -> None:
        self.theme = theme

    def on_mount(self) -> None:
        """Listen for other processes, and ask a newcomer for a target."""
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self.set_interval(_LOOK_OUTSIDE, self._look_outside)
        if self._settings.problem:
            self.notify(self._settings.problem, severity="warning", timeout=12, markup=False)
        if not self._session.snapshot.progress.history:
            self.push_screen(WelcomeScreen().data_bind(MltrackApp.snapshot), self._begin)

    def takes(self, key: str) -> bool:
        """In a window too small to show anything, only leaving."""
        return key in {"q", "ctrl+q"} or not (self.screen.has_class("-tiny") or self.screen.has_class("-flat"))

    def _begin(self, role_ids: tuple[str, ...] | None) -> None:
        if role_ids:
            self._perform(lambda: self._session.target(role_ids))
            self.post_message(messages.ShowRole(role_ids[0]))

    @work
    async def _keep_theme(self, _: Theme) -> None:
        async with self._turn:
            try:
                await asyncio.to_thread(self._session.keep_theme, self.theme)
            except StoreError as error:
                self.notify(str(error), severity="warning", markup=False)

    @work
    async def _look_outside(self) -> None:
        if self._turn.locked():
            return
        async with self._turn:
            try:
                snapshot = await asyncio.to_thread(self._session.reload)
            except StoreError as error:
                if str(error) != self._outside_trouble:
                    self._outside_trouble = str(error)
                    self.notify(str(error), title="Cannot read", severity="error", timeout=12, markup=False)
                return
            self._outside_trouble = ""
            if snapshot is not self.snapshot:
                self.snapshot = snapshot

    async def wind_up(self) -> None:
        """Keep the note that is being written, and let every save finish."""
        if isinstance(self.screen, NoteEditor):
            editor = self.screen
            await self._saved(lambda: self._session.note(editor.milestone_id, editor.text, editor.before))
        async with self._turn:
            return

    # Verbs

    @work
    async def _perform(self, verb: Callable[[], Snapshot], announce: _Words = _no_words) -> None:
        await self._saved(verb, announce)

    async def _saved(self, verb: Callable[[], Snapshot], announce: _Words = _no_words) -> bool:
        """Run a verb when its turn comes; True when what it did is on disk and on screen."""
        async with self._turn:
            self.saving = Saving.SAVING
            try:
                snapshot = await asyncio.to_thread(verb)
            except StoreError as error:
                self.saving = Saving.FAILED
                self.notify(str(error), title="Not saved", severity="error", timeout=12, markup=False)
                return False
            except MltrackError as error:
                self.saving = Saving.SAVED
                self.notify(str(error), severity="warning", markup=False)
                return False
            self.snapshot = snapshot
            self.saving = Saving.SAVED
        if words := announce(snapshot):
            self.clear_notifications()
            self.notify(words, timeout=4, markup=False)
        return True

    @on(messages.ToggleMilestone)
    def _toggle_milestone(self, request: messages.ToggleMilestone) -> None:
        name = request.milestone_id
        self._perform(lambda: self._session.toggle(name, request.level), lambda now: level_hint(now, name))

    @on(messages.SetLevel)
    def _set_level(self, request: messages.SetLevel) -> None:
        self._perform(lambda: self._session.tick([request.milestone_id], level=request.level))

    @on(messages.StepLevel)
    def _step_level(self, request: messages.StepLevel) -> None:
        self._perform(lambda: self._session.step_level(request.milestone_id, request.steps))

    @on(messages.ToggleStarted)
    def _toggle_started(self, request: messages.ToggleStarted) -> None:
        self._perform(lambda: self._session.toggle_started(request.milestone_id))

    @on(messages.ToggleTarget)
    def _toggle_target(self, request: messages.ToggleTarget) -> None:
        self._perform(lambda: self._session.toggle_target(request.role_id))

    @on(messages.MakePrimary)
    def _make_primary(self, request: messages.MakePrimary) -> None:
        self._perform(lambda: self._session.target([request.role_id], primary=True))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Undo and redo rest when there is nothing to take back or do again; a dialog keeps its place."""
        if action == "show_place":
            return not isinstance(self.screen, ModalScreen)
        if action in {"undo", "redo"} and self.snapshot is not None and not self._turn.locked():
            progress = self.snapshot.progress
            return True if (progress.undoable if action == "undo" else progress.redoable) else None
        return super().check_action(action, parameters)

    def action_undo(self) -> None:
        """Take the newest change back, and say which."""
        self._perform(self._session.undo, turn_words)

    def action_redo(self) -> None:
        """Do the undone change again, and say which."""
        self._perform(self._session.redo, turn_words)

    # Dialogs. What was typed is kept until it is saved: when that fails, the dialog opens with it again.

    async def _open(self, dialog: Screen[_Answer], then: Callable[[_Answer | None], object]) -> None:
        """Show a dialog, ready for the next key when this returns."""

        def answered(answer: _Answer | None) -> None:
            then(answer)

        await self.push_screen(dialog, answered)
        dialog.set_focus(dialog.query("Input, TextArea").first())

    async def action_edit_note(self, milestone_id: str, text: str | None = None) -> None:
        """Open a note for writing, with `text` in the place of the one that is kept."""
        title = self._session.catalog.milestone(milestone_id).title
        before = self._session.snapshot.progress.notes.get(milestone_id, "")
        editor = NoteEditor(title, milestone_id, before, note_kept)
        await self._open(editor, lambda typed: self._keep_note(editor, typed))
        if text is not None:
            editor.text = text

    @work
    async def _keep_note(self, editor: NoteEditor, typed: str | None) -> None:
        if typed is None or note_kept(typed) == editor.before:
            return
        name, before = editor.milestone_id, editor.before
        if not await self._saved(lambda: self._session.note(name, typed, before), lambda _: "Note saved"):
            await self.action_edit_note(name, typed)

    async def action_ask_waiver(self, milestone_id: str, text: str = "") -> None:
        """Ask why a milestone is not needed; one that is waived becomes open again."""
        mark = self._session.snapshot.progress.marks.get(milestone_id)
        milestone = self._session.catalog.milestone(milestone_id)
        if mark is not None and mark.status is Status.WAIVED:
            self._perform(lambda: self._session.untick([milestone_id]))
        elif in_force(milestone, mark, self._session.snapshot.today):
            self.notify(f"{milestone.title} is done; there is nothing to waive.", markup=False)
        else:
            hint = "Why is it not needed? For example: employer accepts portfolio."
            question = Question(f"Waive {milestone.title}", hint, text, reason_given)
            await self._open(question, lambda reason: self._keep_waiver(milestone_id, reason))

    @work
    async def _keep_waiver(self, milestone_id: str, reason: str | None) -> None:
        if reason is not None and not await self._saved(lambda: self._session.waive(milestone_id, reason)):
            await self.action_ask_waiver(milestone_id, reason)

    async def action_ask_done_on(self, milestone_id: str) -> None:
        """Ask on which day a milestone was done."""
        title, today = self._session.catalog.milestone(milestone_id).title, self._session.snapshot.today
        mark = self._session.snapshot.progress.marks.get(milestone_id)
        before = str(mark.done_on) if mark and mark.done_on else ""
        hint = f"On which day was it done? Write it like {today} or yesterday."

        def keep(typed: str | None) -> None:
            if typed is not None:
                self._perform(lambda: self._session.tick([milestone_id], on=parse_day(typed, today)))

        check = Question(f"{title} done", hint, before, lambda typed: past_day(parse_day(typed, today), today))
        await self._open(check, keep)

    async def action_ask_target_day(self, role_id: str) -> None:
        """Ask by which day to be ready for a role."""
        title, today = self._session.catalog.role(role_id).title, self._session.snapshot.today
        target = self._session.snapshot.progress.targets.get(role_id)
        before = str(target.by) if target and target.by else ""
        hint = f"By which day? Write it like {today + timedelta(days=365)}; leave it empty for no day."

        def day(typed: str) -> date | None:
            return future_day(parse_day(typed, today), today) if typed.strip() else None

        def keep(typed: str | None) -> None:
            if typed is not None:
                self._perform(lambda: self._session.target_day(role_id, day(typed)))

        await self._open(Question(f"Be ready for {title}", hint, before, day), keep)

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
            await self._open(CommandPalette(id="--command-palette"), lambda _: None)

    def action_help_quit(self) -> None:
        """Say how to leave: ctrl+c copies here."""
        self.notify("Press q to quit. Everything is saved.", markup=False)


def run(*, demo: bool = False) -> int:
    """Open the app and return its exit status; raises CatalogError or StoreError when it cannot open."""
    from mltrack.demo import demo_session

    if demo:
        with demo_session() as session:
            return _run(session)
    return _run(open_session())


def _run(session: Session) -> int:
    app = MltrackApp(session)
    app.run()
    return app.return_code or 0
