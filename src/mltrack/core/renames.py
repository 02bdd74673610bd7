"""Ids that were changed: what was told under a former id is told of what has another id today.

The history keeps the ids of its time, for it is what was written and what other copies hold too.
It is read under the ids of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from mltrack.core.history import Change, Event, Evidence, EvidenceChange, LogChange, TargetChange, TimeEntry

_Piece = TypeVar("_Piece", TimeEntry, Evidence)


class Renames(NamedTuple):
    """Former ids to those of today."""

    milestones: Mapping[str, str] = {}
    roles: Mapping[str, str] = {}

    def concern(self, change: Change) -> bool:
        """True for a change that was told under a former id."""
        if isinstance(change, TargetChange):
            return change.role in self.roles
        return change.milestone in self.milestones

    def of(self, event: Event) -> Event:
        """The event, told under the ids of today."""
        return replace(event, change=self._changed(event.change)) if self.concern(event.change) else event

    def concern_any(self, events: Iterable[Event]) -> bool:
        """True where one of them was told under a former id."""
        milestones, roles = self
        return any(
            change.role in roles if isinstance(change, TargetChange) else change.milestone in milestones
            for change in (event.change for event in events)
        )

    def _changed(self, change: Change) -> Change:
        match change:
            case TargetChange(role):
                return replace(change, role=self.roles[role])
            case LogChange(_, old, new):
                return replace(change, old=self._piece(old), new=self._piece(new))
            case EvidenceChange(_, old, new):
                return replace(change, old=self._piece(old), new=self._piece(new))
            case _:
                return replace(change, milestone=self.milestones[change.milestone])

    def _piece(self, piece: _Piece | None) -> _Piece | None:
        if piece is None:
            return None
        return replace(piece, milestone=self.milestones.get(piece.milestone, piece.milestone))


NO_RENAMES = Renames()
"""Where every id is one of today."""
