"""Changes as the events that are written: with ids of their own, after all that has happened; and what they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.dates import day_words
from mltrack.core.history import Change, Event, EvidenceChange, LogChange, Turn
from mltrack.core.journal import told
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass

_NAMED = 5
"""Actions that are told before the others are counted."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every event of one action shares."""

    now: datetime
    turn: Turn = Turn.FORWARD
    of: str | None = None
    label: str = ""


def events_of(progress: Progress, device: str, stamp: Stamp, changes: Sequence[Change]) -> Sequence[Event]:
    """One action: an event for each change, after all that `progress` holds."""
    from uuid import uuid4

    action, clock = uuid4().hex, progress.clock_at(stamp.now)
    return [
        Event(
            uuid4().hex,
            action,
            stamp.now,
            clock + number,
            device,
            change,
            stamp.turn,
            stamp.of,
            stamp.label,
        )
        for number, change in enumerate(progress.spelled(changes))
    ]


def same_deed(events: Sequence[Event], tried: Sequence[Event]) -> bool:
    """True when `events` say what `tried` said, whatever their ids and moments."""
    said, before = (
        [(one.device, _said(one.change), one.turn, one.of, one.label) for one in some] for some in (events, tried)
    )
    return bool(said) and said == before


def _said(change: Change) -> Change:
    """`change`, without the id that a new entry of the time log or new evidence gets."""
    if isinstance(change, LogChange | EvidenceChange) and change.old is None:
        return replace(change, entry="")
    return change


def deeds_told(catalog: Catalog, before: Progress, after: Progress) -> str:
    """What the actions that are in `after` and not in `before` did, in words; of many the first few."""
    known = {action.id for action in before.actions}
    deeds = [told(catalog, action, day_words) for action in after.actions if action.id not in known]
    return "; ".join(deeds[:_NAMED]) + (f"; {len(deeds) - _NAMED} more" if len(deeds) > _NAMED else "")


def taken_over(progress: Progress, altered: Progress, device: str, now: datetime) -> Sequence[Event]:
    """What a file that something else has changed says differently, as entries after those of `progress`.

    An entry never changes under its id, or the file could not be merged with any other one.
    """
    held = {event.id for event in progress.history}
    added = [event for event in altered.history if event.id not in held]
    joined = Progress.replay((*progress.history, *added))
    stamp = Stamp(now, label="take the file as it stands")
    return [*added, *events_of(joined, device, stamp, actions.restored(joined, altered))]
