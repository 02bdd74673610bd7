"""The part of the app that supposes: ticks are tried, every view answers to them, and nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.screen import ModalScreen

from mltrack.core.snapshot import Snapshot
from mltrack.errors import MltrackError
from mltrack.session import Session
from mltrack.tui.present.bars import Supposing
from mltrack.tui.present.keys import keyed
from mltrack.tui.saving import SavingApp, Words, no_words

if TYPE_CHECKING:
    from mltrack.supposing import Supposition
    from mltrack.tui.screens.supposing import End

_TICKS_ONLY = "What if takes ticks and targets only. {app.what-if} ends it; then write, log and set days."

Act: TypeAlias = Callable[[Session], Snapshot]
"""Something to do with a session, the real one or a copy."""


class SupposingApp(SavingApp):
    """Every verb goes to the session or, while something is supposed, to a copy of it in memory."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "W",
            "suppose",
            "What if",
            show=False,
            id="app.what-if",
            tooltip="Try ticks on a copy; the same key keeps or discards them",
        ),
    ]

    supposing: reactive[Supposing | None] = reactive(None, bindings=True, repaint=False)
    """What is supposed at the moment, in a word; None for nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._supposition: Supposition | None = None

    def do(
        self,
        verb: Act,
        announce: Words = no_words,
        give_back: Callable[[], object] | None = None,
        what: str = "the last change",
    ) -> None:
        """Do what a person asked for: for real, or on the copy while something is supposed."""
        if self._supposition is None:
            self.save(lambda: verb(self._session), announce, give_back, what)
        else:
            self._suppose(self._supposition, verb, announce)

    def _suppose(self, supposition: Supposition, verb: Act, announce: Words) -> None:
        try:
            self.snapshot = snapshot = verb(supposition.session)
        except MltrackError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.supposing = Supposing(len(supposition.changes))
        if words := announce(snapshot):
            self.clear_notifications()
            self.notify(words, markup=False)

    def show(self, snapshot: Snapshot) -> None:
        """Show what is on disk, unless something is supposed: then it is shown once that has ended."""
        if self._supposition is None:
            super().show(snapshot)

    @property
    def is_covered(self) -> bool:
        """No dialog comes by itself into the middle of supposing."""
        return self._supposition is not None or super().is_covered

    def may_save(self) -> bool:
        """False while something is supposed, and then that is said: what is written or logged is for real."""
        if self._supposition is not None:
            self.notify(keyed(_TICKS_ONLY), markup=False)
            return False
        return super().may_save()

    def may_mark(self) -> bool:
        """True where a tick can be saved, or supposed."""
        return self._supposition is not None or self.may_save()

    @property
    def can_undo(self) -> bool:
        """True when there is something to take back: of what is supposed, while something is."""
        if self._supposition is not None:
            return self._supposition.can_undo
        return self.snapshot is not None and self.snapshot.progress.undoable is not None

    async def action_quit(self) -> None:
        """Leave; what is supposed and would be gone is asked about first."""
        if self._supposition is not None and self._supposition.changes and not self.is_ending:
            if not isinstance(self.front, ModalScreen):
                await self.action_suppose()
        else:
            await super().action_quit()

    async def action_suppose(self) -> None:
        """Begin to suppose; while something is supposed, ask what becomes of it."""
        if self._supposition is None:
            from mltrack.supposing import Supposition

            await self._at_rest.wait()
            if self.has_unsaved:
                return  # what could not be saved comes first
            self._supposition = Supposition(self._session)
            self.supposing = Supposing(0)
        elif not self._supposition.changes:
            self._end()
        else:
            from mltrack.tui.screens.supposing import EndSupposing

            self.push_screen(EndSupposing(self._supposition.base, self._supposition.session.snapshot), self._ended)

    def _ended(self, end: End | None) -> None:
        from mltrack.tui.screens.supposing import End

        supposition = self._supposition
        if supposition is None or end not in {End.KEEP, End.DISCARD}:
            return
        self._end()
        if end is End.KEEP:
            words = keyed("What you supposed is saved. {app.undo} takes it back.")
            self.save(supposition.keep, lambda _: words, lambda: self._take_up(supposition), "what was supposed")

    def _take_up(self, supposition: Supposition) -> None:
        """Go on with what was to be kept and could not be saved."""
        if self._supposition is None:
            self._supposition = supposition
            self.snapshot = supposition.session.snapshot
            self.supposing = Supposing(len(supposition.changes))

    def _end(self) -> None:
        self._supposition = self.supposing = None
        self.show(self._session.snapshot)
        self.call_later(self.come_forward)
