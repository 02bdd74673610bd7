"""How the mark of one milestone stood over time, worked out from all that was told of it and still counts.

A step of its own is what makes something started, completed or raised. What corrects an earlier
step moves it, and what takes it back takes it out; so ticking on and off leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

from mltrack.core.entries import Milestone
from mltrack.core.history import Mark, Status
from mltrack.core.readiness import expires_on
from mltrack.core.records import dataclass
from mltrack.core.requirements import BARE_LEVEL, Level


class Feat(Enum):
    """What a stage begins with, where that is learning."""

    STARTED = "started"
    COMPLETED = "completed"
    RAISED = "raised"


@dataclass(frozen=True, slots=True)
class Stage:
    """Days on which a mark stood, until the next stage begins."""

    on: date
    """The first of them; `date.min` where it is not known."""
    mark: Mark | None
    """None for open."""
    feat: Feat | None = None
    """What it begins with."""
    again: bool = False
    """True for a completion of what had been completed before and had lapsed."""

    @property
    def level(self) -> Level | None:
        """The level of a skill that is done."""
        return self.mark.level if self.mark is not None else None


def stages_of(milestone: Milestone | None, told: Iterable[tuple[date, Mark | None]]) -> Sequence[Stage]:
    """The stages, oldest first, of marks that were told one after the other: the day of telling, and the mark.

    A completion begins on the day that it states, a start likewise, and anything else on the day on
    which it was told. Redone before it lapsed is a corrected day; after that it is a renewal.
    The last stage holds the last mark.
    """
    fold = _Fold(milestone)
    for day, mark in told:
        fold.take(day, mark)
    return tuple(fold.stages)


class _Fold:
    def __init__(self, milestone: Milestone | None) -> None:
        self.stages: list[Stage] = []
        self._milestone = milestone

    def take(self, told: date, mark: Mark | None) -> None:
        if mark is None:
            self._open(told)
        elif mark.status is Status.DONE:
            self._done(told, mark)
        elif mark.status is Status.STARTED:
            self._stand(Stage(mark.started_on or told, mark, Feat.STARTED), told)
        else:
            self._stand(Stage(told, mark), told)

    def _open(self, told: date) -> None:
        """Open again: the start or the completion that it takes back never was."""
        if self._held is not None:
            del self.stages[self._episode :]
        elif self.stages and self.stages[-1].feat is Feat.STARTED:
            del self.stages[-1]
        if self.stages and self.stages[-1].mark is not None:
            self._lay(Stage(self._after_done(told), None))

    def _stand(self, stage: Stage, told: date) -> None:
        """Started or waived. What is in force is neither, unless an older state was brought back."""
        if self._held is not None and not self._lapsed(self._held, told):
            del self.stages[self._episode :]
        elif stage.feat is not None and self.stages and self.stages[-1].feat is stage.feat:
            del self.stages[-1]
        self._lay(replace(stage, on=self._after_done(stage.on)))

    def _done(self, told: date, mark: Mark) -> None:
        day, held = mark.done_on or told, self._held
        if held is None or self._lapsed(held, day):
            self._complete(day, mark)
        elif _rank(mark) > _rank(held):
            self._raise(max(told, day) if mark.done_on == held.done_on else day, mark)
        else:
            self._correct(day, held, mark)

    def _complete(self, day: date, mark: Mark) -> None:
        again = any(stage.feat is Feat.COMPLETED and stage.on < day for stage in self.stages)
        self._lay(Stage(day, mark, Feat.COMPLETED, again))

    def _raise(self, day: date, mark: Mark) -> None:
        """A higher level; from the day of the completion, or before, it is the completion."""
        if day <= self.stages[self._episode].on:
            self._complete(day, mark)
        else:
            self._lay(Stage(day, mark, Feat.RAISED))

    def _correct(self, day: date, held: Mark, mark: Mark) -> None:
        """The same level or a lower one: it moves the step of the day that was stated, and takes higher ones back."""
        stated = held.done_on or day

        def moved(on: date) -> date:
            return day if on == stated else max(on, day) if on > stated else on

        steps = [
            (moved(step.on), step.mark)
            for step in self.stages[self._episode :]
            if step.mark is not None and (step.feat is Feat.COMPLETED or _rank(step.mark) <= _rank(mark))
        ]
        del self.stages[self._episode :]
        for on, old in sorted(steps, key=lambda step: (step[0], _rank(step[1]))):
            new = replace(
                mark,
                level=mark.level if _rank(old) >= _rank(mark) else old.level,
                done_on=mark.done_on if old.done_on == held.done_on else old.done_on,
            )
            if self._held is None or self._lapsed(self._held, on):
                self._complete(on, new)
            elif _rank(new) > _rank(self._held):
                self._raise(on, new)
        self.stages[-1] = replace(self.stages[-1], mark=mark)

    def _lay(self, stage: Stage) -> None:
        """From its day on, it stands; what began on that day or later does not."""
        while self.stages and self.stages[-1].on >= stage.on:
            del self.stages[-1]
        self.stages.append(stage)

    @property
    def _held(self) -> Mark | None:
        """The mark that stands last, if it is done."""
        mark = self.stages[-1].mark if self.stages else None
        return mark if mark is not None and mark.status is Status.DONE else None

    @property
    def _episode(self) -> int:
        """The place of the last completion, which the raises of its level follow."""
        return max(place for place, stage in enumerate(self.stages) if stage.feat is Feat.COMPLETED)

    def _lapsed(self, mark: Mark, day: date) -> bool:
        ends = expires_on(self._milestone, mark)
        return ends is not None and day > ends

    def _after_done(self, day: date) -> date:
        """`day`, or the first one on which what is done can have lapsed or been taken back."""
        last = max((stage.on for stage in self.stages if stage.feat in _DONE), default=date.min)
        return max(day, last + timedelta(days=1)) if date.min < last < date.max else day


_DONE = (Feat.COMPLETED, Feat.RAISED)


def _rank(mark: Mark) -> int:
    return (mark.level or BARE_LEVEL).rank
