"""What is held while a history is gone through, change by change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from mltrack.core.history import (
    Change,
    DueChange,
    EffortChange,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    OwnEffort,
    Target,
    TargetChange,
    TimeEntry,
)

_Value = TypeVar("_Value")


class Held(NamedTuple):
    """Everything that is held so far, by id; it changes with every change that is put into it."""

    marks: dict[str, Mark]
    notes: dict[str, str]
    targets: dict[str, Target]
    log: dict[str, TimeEntry]
    efforts: dict[str, OwnEffort]
    due: dict[str, date]
    evidence: dict[str, Evidence]

    @classmethod
    def of(cls, holding: Holding, kinds: Collection[type[Change]]) -> Held:
        """What `holding` holds of what changes of these kinds are about, and nothing of all else."""
        return cls(
            dict(holding.marks if MarkChange in kinds else {}),
            dict(holding.notes if NoteChange in kinds else {}),
            dict(holding.targets if TargetChange in kinds else {}),
            dict(holding.log if LogChange in kinds else {}),
            dict(holding.efforts if EffortChange in kinds else {}),
            dict(holding.due if DueChange in kinds else {}),
            dict(holding.evidence if EvidenceChange in kinds else {}),
        )

    def put(self, change: Change) -> None:
        """Hold what the change led to."""
        match change:
            case MarkChange(milestone, _, mark):
                _put(self.marks, milestone, mark)
            case NoteChange(milestone, _, note):
                _put(self.notes, milestone, note or None)
            case TargetChange(role, _, target):
                _put(self.targets, role, target)
            case LogChange(entry, _, time):
                _put(self.log, entry, time)
            case EffortChange(milestone, _, effort):
                _put(self.efforts, milestone, effort)
            case DueChange(milestone, _, day):
                _put(self.due, milestone, day)
            case EvidenceChange(entry, _, piece):
                _put(self.evidence, entry, piece)


class Holding(Protocol):
    """Whatever holds what was told."""

    @property
    def marks(self) -> Mapping[str, Mark]: ...  # noqa: D102 - see `Progress`
    @property
    def notes(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def targets(self) -> Mapping[str, Target]: ...  # noqa: D102
    @property
    def log(self) -> Mapping[str, TimeEntry]: ...  # noqa: D102
    @property
    def efforts(self) -> Mapping[str, OwnEffort]: ...  # noqa: D102
    @property
    def due(self) -> Mapping[str, date]: ...  # noqa: D102
    @property
    def evidence(self) -> Mapping[str, Evidence]: ...  # noqa: D102


def since(held: Holding, change: Change) -> Change:  # noqa: PLR0911 - one a kind of change
    """`change`, from what is held."""
    match change:
        case MarkChange(milestone):
            return replace(change, old=held.marks.get(milestone))
        case NoteChange(milestone):
            return replace(change, old=held.notes.get(milestone, ""))
        case TargetChange(role):
            return replace(change, old=held.targets.get(role))
        case LogChange(entry):
            return replace(change, old=held.log.get(entry))
        case EffortChange(milestone):
            return replace(change, old=held.efforts.get(milestone))
        case DueChange(milestone):
            return replace(change, old=held.due.get(milestone))
        case EvidenceChange(entry):
            return replace(change, old=held.evidence.get(entry))


def _put(mapping: dict[str, _Value], key: str, value: _Value | None) -> None:
    if value is None:
        mapping.pop(key, None)
    else:
        mapping[key] = value
