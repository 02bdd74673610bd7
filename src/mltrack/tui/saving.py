"""The part of the app that saves: every verb in its turn, and what is done when a save fails.

Every verb runs in a thread, one after another in the order of the keys, and the new snapshot is
shown only when it is on disk. When a save fails nothing is assigned, so that the screens go on
telling the truth. The verbs behind it wait until a person has said what is to be done: what was
typed after a change, such as an undo, was not meant to be done without it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from textual import on, work
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen

from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.keeping import Aside, Newer
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.snapshot import Snapshot
from mltrack.errors import MltrackError, StoreError, StoreTooNew, StoreUncertain
from mltrack.session import Session
from mltrack.tui.dialogs import DialogApp, Document
from mltrack.tui.messages import SaveWaits
from mltrack.tui.present.bars import SaveState, Saving
from mltrack.tui.present.words import at_home, count

if TYPE_CHECKING:
    from mltrack.tui.screens.trouble import Choice
    from mltrack.upkeep import Upkeep

_LOOK_OUTSIDE = 1.0
"""Seconds between two looks at whether another process has saved."""

_READ_A_SECOND = 20
"""Characters that somebody reads in a second, at leisure."""

Verb: TypeAlias = Callable[[], Snapshot]
Words: TypeAlias = Callable[[Snapshot], str]


def no_words(_: Snapshot) -> str:
    """Nothing to say."""
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """Something that a person did and that is to be saved."""

    verb: Verb
    announce: Words
    """What to say of it once it is on disk; empty for nothing."""
    give_back: Callable[[], object] | None
    """Gives back to the person what they wrote, when it was not saved."""
    what: str
    """What it is, where the error does not say it."""


class SavingApp(DialogApp):
    """Holds the session: one person's progress, and whether it is on disk."""

    snapshot: reactive[Snapshot | None] = reactive(None, bindings=True, repaint=False)
    saving: reactive[SaveState] = reactive(SaveState(), repaint=False)
    weekly_hours: reactive[Fraction] = reactive(Fraction(DEFAULT_HOURS_PER_WEEK), repaint=False)
    """Study hours a week that plans reckon with."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._turn = asyncio.Lock()
        self._deeds: deque[Deed] = deque()
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self._failure: StoreError | None = None
        self._outside_trouble = ""
        self._is_ready = False
        self._told: Newer | Aside | None = None
        self.settings = session.settings()
        self.set_reactive(SavingApp.snapshot, session.snapshot)
        self.set_reactive(SavingApp.weekly_hours, self.settings.weekly_hours)
        self.set_reactive(SavingApp.saving, self._standing())

    def on_mount(self) -> None:
        """Listen for other processes."""
        self.set_interval(_LOOK_OUTSIDE, self._look_outside)
        self._tell()

    @cached_property
    def _upkeep(self) -> Upkeep:
        from mltrack.upkeep import Upkeep

        return Upkeep(self._session)

    @property
    def shown(self) -> Snapshot:
        """What the screens show."""
        return self.snapshot or self._session.snapshot

    @property
    def has_unsaved(self) -> bool:
        """True while something that was asked for is not on disk."""
        return bool(self._deeds)

    def may_save(self) -> bool:
        """True unless the file is one of a newer mltrack, and then that is said."""
        newer = self._session.newer
        if newer is not None:
            self.notify(at_home(str(newer)), title="Read-only", severity="warning", markup=False)
        return newer is None

    def show(self, snapshot: Snapshot) -> None:
        """Show what is on disk."""
        if snapshot is not self.snapshot:
            self.snapshot = snapshot

    # Every verb in its turn

    def save(
        self,
        verb: Verb,
        announce: Words = no_words,
        give_back: Callable[[], object] | None = None,
        what: str = "the last change",
    ) -> None:
        """Do what a person asked for, after all that they asked for before."""
        self._deeds.append(Deed(verb, announce, give_back, what))
        self._go_on()

    def _go_on(self) -> None:
        """Work off what waits, beginning with what could not be saved before."""
        if self._at_rest.is_set():
            self._at_rest.clear()
            self._failure = None
            self._work_off()

    @work
    async def _work_off(self) -> None:
        while self._deeds and await self._is_over(self._deeds[0]):
            self._deeds.popleft()
        self._at_rest.set()
        self.come_forward()

    async def _is_over(self, deed: Deed) -> bool:
        """Do it; False when it could not be saved and somebody has to say what is to be done."""
        state, kept = self.saving, self._kept
        async with self._turn:
            self.saving = SaveState(Saving.SAVING)
            try:
                snapshot = await asyncio.to_thread(deed.verb)
            except StoreTooNew as error:
                self._refuse(deed, error, SaveState(Saving.READ_ONLY))
                return True
            except StoreUncertain as error:
                self.show(self._session.snapshot)
                self.saving = self._standing()
                self.notify(at_home(str(error)), severity="warning", timeout=12, markup=False)
                return True
            except StoreError as error:
                from mltrack.tui.present.trouble import short_reason

                self.saving = self._failed(short_reason(error))
                self._fail(error)
                return False
            except MltrackError as error:
                self._refuse(deed, error, state)
                return True
            self.show(snapshot)
            nothing_saved = kept == self._kept
            self.saving = state if nothing_saved and state.saving is Saving.FAILED else self._standing()
        if words := deed.announce(snapshot):
            self.clear_notifications()
            self.notify(words, timeout=4 + len(words) / _READ_A_SECOND, markup=False)
        self._tell()
        return True

    @property
    def _kept(self) -> tuple[int, object]:
        """What is another one after everything that was saved."""
        return len(self._session.snapshot.progress.history), self._session.recovery

    def _refuse(self, deed: Deed, error: MltrackError, state: SaveState) -> None:
        self.saving = state
        self.notify(at_home(str(error)), severity="warning", markup=False)
        if deed.give_back is not None:
            deed.give_back()

    @on(SaveWaits)
    def _save_waits(self) -> None:
        if self.saving.saving is Saving.SAVING:
            self.saving = SaveState(Saving.WAITING)

    # When a save fails

    def _fail(self, error: StoreError) -> None:
        self._failure = error
        if self.is_covered:
            self.notify(at_home(str(error)), title="Not saved", severity="error", timeout=12, markup=False)

    @property
    def front(self) -> Screen[object] | None:
        """The screen in front; None while the app ends."""
        return self.screen_stack[-1] if self.screen_stack else None

    @property
    def is_covered(self) -> bool:
        """True while a dialog is open: nothing else comes before it by itself."""
        return self.front is None or isinstance(self.front, ModalScreen)

    def come_forward(self) -> None:
        """Show the next thing that waits for an answer, unless somebody is at a dialog; what is settled goes."""
        self._settled_elsewhere()
        if not self.is_covered:
            self.show_next()

    def _settled_elsewhere(self) -> None:
        """Close the dialog about a save that is no longer the one that failed."""
        if isinstance(self.front, ModalScreen):  # its module is loaded with the first dialog, and not before
            from mltrack.tui.screens.trouble import NotSaved

            if isinstance(self.front, NotSaved) and self.front.failure is not self._failure:
                self.pop_screen()

    def show_next(self) -> bool:
        """Open the dialog that comes next; False when there is none."""
        if self._failure is None:
            return False
        from mltrack.tui.present.trouble import Unsaved
        from mltrack.tui.screens.trouble import NotSaved

        deed = self._deeds[0]
        what = self._failure.unsaved or deed.what
        unsaved = Unsaved(what, str(self._failure), len(self._deeds) - 1, deed.give_back is not None)
        self.push_screen(NotSaved(self._failure, unsaved), self._decided)
        return True

    async def _decided(self, choice: Choice | None) -> None:
        from mltrack.tui.screens.trouble import Choice

        if choice is Choice.AGAIN:
            self._go_on()
        elif choice is Choice.ELSEWHERE:
            failure = self._failure
            await self.ask_export(self._session.unsaved, lambda: self._saved_elsewhere(failure))
        else:
            self._let_go(list(self._deeds))

    def _saved_elsewhere(self, failure: StoreError | None) -> None:
        if self._failure is not failure or not self._deeds:
            return  # it was tried again meanwhile
        waiting = list(self._deeds)[1:]
        self._let_go(waiting)
        if waiting:
            words = (
                f"What was asked for after it, {count(len(waiting), 'change')}, was not made and is not in the file."
            )
            self.notify(words, severity="warning", timeout=15, markup=False)

    def _let_go(self, given_back: list[Deed]) -> None:
        """Give up what waits, unless it is being tried again; what was written goes back to whoever wrote it."""
        if not self._at_rest.is_set():
            return
        self._failure = None
        self._deeds.clear()
        self._settled_elsewhere()
        for deed in given_back:
            if deed.give_back is not None:
                deed.give_back()

    async def wind_up(self) -> bool:
        """Try once more what could not be saved, and let every save finish; True when nothing is unsaved."""
        self._go_on()
        await self._at_rest.wait()
        return not self._deeds

    # What there is beside saving

    def _standing(self) -> SaveState:
        if self._session.newer is not None:
            return SaveState(Saving.READ_ONLY)
        if self._session.recovery is not None:
            return SaveState(Saving.STAND_IN)
        return SaveState()

    def _failed(self, reason: str) -> SaveState:
        return SaveState(Saving.FAILED, reason, stand_in=self._session.recovery is not None)

    def _tell(self) -> None:
        """Say once that nothing can be saved, and once where a damaged file is kept."""
        newer, aside = self._session.newer, self._session.aside
        if newer is not None and newer != self._told:
            self.notify(at_home(str(newer)), title="Read-only", severity="warning", timeout=15, markup=False)
        elif aside is not None and aside != self._told:
            from mltrack.tui.present.trouble import aside_words

            self.notify(aside_words(aside, self._session.snapshot.progress), timeout=15, markup=False)
        self._told = newer or aside

    @work
    async def _look_outside(self) -> None:
        if self._turn.locked():
            return
        if not self._is_ready:
            self._is_ready = True
            await asyncio.to_thread(self._session.make_ready)
        put_back = self._session.put_back
        async with self._turn:
            try:
                snapshot = await asyncio.to_thread(self._session.reload)
            except StoreError as error:
                if str(error) != self._outside_trouble:
                    self._outside_trouble = str(error)
                    self.notify(at_home(str(error)), title="Cannot read", severity="error", timeout=12, markup=False)
                return
            self._outside_trouble = ""
            self.show(snapshot)
            failed = self.saving.saving is Saving.FAILED
            self.saving = self._failed(self.saving.reason) if failed else self._standing()
        if put_back != self._session.put_back:
            lost = count(self._session.put_back - put_back, "change")
            words = f"Something took {lost} out of the progress file; mltrack has put back what it knew."
            self.notify(words, severity="warning", timeout=15, markup=False)
        self._tell()
        self.come_forward()

    # A copy of everything

    async def ask_export(self, progress: Progress | None, then: Callable[[], object] = lambda: None) -> None:
        """Ask for a place, and write all of `progress`, by default what is saved, there."""
        included = "" if progress is None else ", this change included,"
        await self.ask_place(
            Document(
                "Export everything",
                "Everything goes into one new file, for mltrack on any machine to take in. Where?",
                (f"mltrack-export-{self._session.snapshot.today:%Y%m%d}", ".json"),
                lambda path: self._upkeep.write_export(path, progress),
                lambda place: f"Everything{included} is in {place}. Later, mltrack import json FILE takes it in.",
                then,
            )
        )
