"""What stood on any day, as it is known now: the net history laid out over time.

What was undone never was. What is told for an earlier day stood from that day on, and what is told
without one from the local day on which it was told. Ticking a milestone and making it open again
takes the completion out of the past as well; a corrected day moves it. What a document says without
a day stood always, and is nobody's learning of the day on which it was taken in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias, TypeVar

from mltrack.core.catalog import Catalog
from mltrack.core.history import (
    Change,
    DueChange,
    EffortChange,
    EvidenceChange,
    MarkChange,
    NoteChange,
    OwnEffort,
    Subject,
    Target,
    TargetChange,
)
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.core.stages import Feat, Stage, stages_of

_Value = TypeVar("_Value")
_Laid: TypeAlias = Mapping[str, Sequence[tuple[date, _Value | None]]]
"""For each id what was told of it, in the order of telling: from which day on, and what."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A milestone done on a day."""

    milestone: str
    on: date
    level: Level | None = None
    """The level of a skill on that day."""
    again: bool = False
    """True where it had been done before and had lapsed."""


@dataclass(frozen=True, slots=True)
class Rise:
    """A skill that was done already, taken to a higher level on a day."""

    milestone: str
    on: date
    old: Level | None
    new: Level | None


@dataclass(frozen=True, eq=False)
class Timeline:
    """A person's progress over time."""

    catalog: Catalog
    progress: Progress

    @cached_property
    def stages(self) -> Mapping[str, Sequence[Stage]]:
        """Milestone id to how its mark stood over time, oldest first; each stage lasts until the next one."""
        told = ((day, one.milestone, one.old, one.new) for day, one in self._changes if isinstance(one, MarkChange))
        marks = _laid_out(self.progress.marks, told)
        return {
            one: self._had_before(one, stages_of(self.catalog.milestones.get(one), said)) for one, said in marks.items()
        }

    def _had_before(self, milestone_id: str, stages: Sequence[Stage]) -> Sequence[Stage]:
        """The stages, in which nothing begins on the day on which a document was taken in that states no day."""
        days = self._imported.get(milestone_id)
        if not days:
            return stages
        known: list[Stage] = []
        for stage in stages:
            if stage.on in days and stage.feat is not None:
                always = all(one.mark is None for one in known)
                known = [] if always else known
                known.append(replace(stage, on=date.min if always else stage.on, feat=None))
            else:
                known.append(stage)
        return known

    @cached_property
    def _imported(self) -> Mapping[str, set[date]]:
        """Milestone id to the local days on which documents told of it."""
        found: dict[str, set[date]] = {}
        for subject, told in self.progress.net.items():
            days = {one.at.date() for one in told if one.is_import}
            if subject.noun == "mark" and days:
                found[subject.id] = days
        return found

    @cached_property
    def completions(self) -> Sequence[Completion]:
        """Every completion, oldest first; one a milestone, and one for each renewal of what had lapsed."""
        found = [
            Completion(milestone_id, stage.on, stage.level, stage.again)
            for milestone_id, stages in self.stages.items()
            for stage in stages
            if stage.feat is Feat.COMPLETED
        ]
        return sorted(found, key=lambda one: (one.on, one.milestone))

    @cached_property
    def rises(self) -> Sequence[Rise]:
        """Every rise of a skill's level after it was completed, oldest first."""
        found = [
            Rise(milestone_id, stage.on, below.level, stage.level)
            for milestone_id, stages in self.stages.items()
            for below, stage in pairwise(stages)
            if stage.feat is Feat.RAISED
        ]
        return sorted(found, key=lambda one: (one.on, one.milestone))

    @cached_property
    def learning_days(self) -> Sequence[date]:
        """The days on which time was logged, or something started, completed or raised; in order, each once."""
        days = {entry.on for entry in self.progress.log.values()}
        for stages in self.stages.values():
            for stage in stages:
                if stage.feat is not None:
                    days.add(stage.on)
                    # Who tells only when all is done says when it was begun too.
                    if stage.mark is not None and stage.mark.started_on is not None:
                        days.add(min(stage.on, stage.mark.started_on))
        return sorted(days - {date.min})

    @cached_property
    def first_day(self) -> date | None:
        """The first day of which anything is known."""
        return min([*self.learning_days, *(day for day, _ in self._changes)], default=None)

    def touched(self, milestone_id: str, until: date) -> date | None:
        """The last day up to `until` on which a milestone's mark, note or evidence changed or time was logged on it."""
        told = [self.progress.net.get(Subject(noun, milestone_id), ()) for noun in ("mark", "note")]
        days = [one.at.date() for changes in told for one in changes]
        days += [stage.on for stage in self.stages.get(milestone_id, ()) if stage.on != date.min]
        days += [entry.on for entry in self.progress.log.values() if entry.milestone == milestone_id]
        days += [day for day, one in self._changes if isinstance(one, EvidenceChange) and one.milestone == milestone_id]
        return max((day for day in days if day <= until), default=None)

    def progress_on(self, day: date) -> Progress:
        """What stood at the end of `day`; without the history that led to it."""
        marks = {one: [(stage.on, stage.mark) for stage in stages] for one, stages in self.stages.items()}
        return Progress(
            marks=_standing(day, marks),
            notes=_standing(day, self._notes),
            targets=_standing(day, self._targets),
            log={entry: time for entry, time in self.progress.log.items() if time.on <= day},
            efforts=_standing(day, self._efforts),
            due=_standing(day, self._due),
            evidence={entry: piece for entry, piece in self.progress.evidence.items() if piece.on <= day},
        )

    def snapshot_on(self, day: date) -> Snapshot:
        """What could be known on `day`, of the catalog as it is now."""
        return Snapshot(self.catalog, self.progress_on(day), day)

    @cached_property
    def _changes(self) -> Sequence[tuple[date, Change]]:
        """What still counts of the history, with the local day on which it was told."""
        return [(one.at.date(), one.change) for told in self.progress.net.values() for one in told]

    @cached_property
    def _notes(self) -> _Laid[str]:
        told = ((day, one.milestone, one.old, one.new) for day, one in self._changes if isinstance(one, NoteChange))
        return _laid_out(self.progress.notes, told)

    @cached_property
    def _targets(self) -> _Laid[Target]:
        told = ((day, one.role, one.old, one.new) for day, one in self._changes if isinstance(one, TargetChange))
        return _laid_out(self.progress.targets, told)

    @cached_property
    def _efforts(self) -> _Laid[OwnEffort]:
        told = ((day, one.milestone, one.old, one.new) for day, one in self._changes if isinstance(one, EffortChange))
        return _laid_out(self.progress.efforts, told)

    @cached_property
    def _due(self) -> _Laid[date]:
        told = ((day, one.milestone, one.old, one.new) for day, one in self._changes if isinstance(one, DueChange))
        return _laid_out(self.progress.due, told)


def _laid_out(
    now: Mapping[str, _Value], told: Iterable[tuple[date, str, _Value | None, _Value | None]]
) -> _Laid[_Value]:
    """For each id what was told of it, from which day on; what no history tells the day of stood always."""
    known: dict[str, list[tuple[date, _Value | None]]] = {one: [(date.min, value)] for one, value in now.items()}
    seen: set[str] = set()
    for day, one, old, new in told:
        if one not in seen:
            seen.add(one)
            known[one] = [(date.min, old)]
        known[one].append((day, new))
    return known


def _on(day: date, told: Sequence[tuple[date, _Value | None]]) -> _Value | None:
    return next((value for since, value in reversed(told) if since <= day), None)


def _standing(day: date, laid: _Laid[_Value]) -> dict[str, _Value]:
    held = {one: _on(day, told) for one, told in laid.items()}
    return {one: value for one, value in held.items() if value}
