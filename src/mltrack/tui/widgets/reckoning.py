"""A list part of which takes time to work out: it comes when it is there, and keys never wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from fractions import Fraction
from typing import ClassVar, Generic, TypeAlias, TypeVar

from textual import work
from textual.reactive import reactive

from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.least_cost import Work
from mltrack.core.plan import WORK
from mltrack.tui.widgets.milestone_keys import MilestoneKeys

_GROUP = "reckoning"

_Answer = TypeVar("_Answer")

Question: TypeAlias = Callable[[Work], _Answer]
"""What is to be worked out, in a thread; it ends soon after its work was stopped."""


class Reckoning(MilestoneKeys, Generic[_Answer]):
    """A subclass says with `question` what is to be worked out, and shows `answer` in its rows.

    Only what is in view is worked out, and a new question takes the place of the one before.
    """

    PAUSE: ClassVar[float] = 0.1
    """Seconds without a new question before one is looked into: whoever runs through a list asks nothing."""

    weekly_hours: reactive[Fraction] = reactive(Fraction(DEFAULT_HOURS_PER_WEEK), repaint=False)
    """Study hours a week that plans reckon with."""

    answer: _Answer | None = None
    """What was found; None while nothing is known."""
    is_waiting: bool = False
    """True while the answer is being worked out; what is shown meanwhile is out of date."""

    def question(self) -> Question[_Answer] | None:
        """What is to be worked out now; None for nothing."""
        raise NotImplementedError

    def ask(self, *, afresh: bool = False) -> None:
        """Work it out, once the list is in view; what was found before is shown until then, unless `afresh`."""
        if afresh:
            self.answer = None
        self.is_waiting = True
        if self.is_attached and self.screen.is_active:
            self._reckon(self.question())
        else:
            self.workers.cancel_group(self, _GROUP)

    def take_up(self) -> None:
        """The screen is back in view: work out what was asked meanwhile."""
        if self.is_waiting:
            self.ask()

    def watch_snapshot(self) -> None:
        """Show the new state of things, and work out what follows from it."""
        self.ask()
        super().watch_snapshot()

    def watch_weekly_hours(self) -> None:
        """Other hours make other plans."""
        self.ask()

    @work(exclusive=True, group=_GROUP, description="an answer")
    async def _reckon(self, question: Question[_Answer] | None) -> None:
        if question is not None:
            await asyncio.sleep(self.PAUSE)
            effort = Work(WORK)
            try:
                self.answer = await asyncio.to_thread(question, effort)
            finally:
                effort.stop()  # a thread that nobody waits for ends soon
        self.is_waiting = False
        self.rebuild()
