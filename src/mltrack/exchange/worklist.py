"""What is to do and what is done, as calendars and lists of tasks hold it: milestones with their days and order.

To do is what the plan of least effort has for the targets, or for the one role that an export is about, and
what is told of and neither done nor waived. Of an export about one role, nothing that has no part in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from mltrack.core.catalog import Catalog
from mltrack.core.history import Mark, Status, Subject, TargetChange
from mltrack.core.journal import at_level
from mltrack.core.links import link_in
from mltrack.core.plan import Plan, Wish, least_effort
from mltrack.core.readiness import expires_on
from mltrack.core.records import dataclass
from mltrack.core.requirements import Level, leaves
from mltrack.core.schedule import Schedule, Slot, schedule
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import plain
from mltrack.core.timesheet import due_of
from mltrack.exchange.writing import Export

_LONGEST_TITLE: Final = 300
"""Characters of a title."""
_OURS: Final = UUID("8e1262df-6f26-583a-bba3-a114ddccdc0b")
"""The name space of everything that mltrack names for other programs; it must never change."""


@dataclass(frozen=True, slots=True)
class Item:
    """One milestone that is to do, or was."""

    milestone: str
    """Its id."""
    title: str
    """With the level to reach or reached, of a skill; on one line, safe to write."""
    kind: str
    """"skill", "degree" ...; empty for what nothing is known of any more."""
    mark: Mark | None
    """What its person says of it."""
    level: Level | None = None
    """Of a skill: the level to reach, or for what is done the one that is held."""
    slots: tuple[Slot, ...] = ()
    """When the plan has it, in parts where something else waits for a lower level."""
    due: date | None = None
    expires: date | None = None
    """The last day on which it counts, of what is done."""
    told: datetime | None = None
    """When its person first said anything of it."""
    needs: tuple[str, ...] = ()
    """Ids of those to do before it; never in a circle."""

    @property
    def begins(self) -> date | None:
        """The day on which the plan begins with it, at the latest."""
        return min((slot.begins.late for slot in self.slots), default=None)

    @property
    def ends(self) -> date | None:
        """The last day that the plan has for it, at the latest."""
        return max((slot.ends.late for slot in self.slots), default=None)

    @property
    def is_started(self) -> bool:
        """True for what is under way."""
        return self.mark is not None and self.mark.status is Status.STARTED


class Annotation(NamedTuple):
    """Something that is said of a milestone."""

    at: datetime
    """When it was told."""
    text: str
    """On one line."""


class Worklist:
    """What an export is about, as work."""

    def __init__(self, export: Export) -> None:
        self._export: Final = export
        self._snapshot: Final[Snapshot] = export.snapshot
        self._progress: Final = export.snapshot.progress

    @property
    def roles(self) -> tuple[str, ...]:
        """Ids of the roles that it is about: the one, or the targets."""
        return self._snapshot.targets if self._export.role is None else (self._export.role,)

    @cached_property
    def plan(self) -> Plan:
        """The plan of least effort for them; an empty one without any."""
        return least_effort(self._snapshot, Wish(self.roles, self._export.hours_per_week))

    @cached_property
    def schedule(self) -> Schedule:
        """When that comes."""
        return schedule(self._snapshot, self.plan, self._snapshot.today)

    @cached_property
    def concerned(self) -> tuple[str, ...]:
        """Ids of all milestones that have a part in it, in catalog order; then what has left the catalog."""
        catalog, told = self._snapshot.catalog, self._progress.milestones
        named = {
            leaf.has
            for role_id in self.roles
            for requirement in catalog.roles[role_id].requirements
            for leaf in leaves(requirement.needs)
        } | {pick.milestone for pick in self.plan.picks}
        found = named if self._export.role else named | told
        return tuple([one for one in catalog.milestones if one in found] + sorted(found - catalog.milestones.keys()))

    @cached_property
    def to_do(self) -> tuple[Item, ...]:
        """What is to do: in the order of the plan, then what is due soonest."""
        planned = list(self._planned())
        in_plan = {item.milestone for item in planned}
        others = [self._item(one) for one in self.concerned if one not in in_plan and self._is_open(one)]
        placed = set(in_plan)
        for item in sorted(others, key=lambda one: one.due or date.max):
            planned.append(self._after(item, placed))
            placed.add(item.milestone)
        return tuple(planned)

    @cached_property
    def done(self) -> tuple[Item, ...]:
        """What is done, by day; also what is to be renewed, or taken to a higher level."""
        items = [self._item(one) for one in self.concerned if self._status(one) is Status.DONE]
        return tuple(sorted(items, key=lambda item: (item.mark and item.mark.done_on) or date.max))

    @cached_property
    def waived(self) -> tuple[Item, ...]:
        """What is waived."""
        return tuple(self._item(one) for one in self.concerned if self._status(one) is Status.WAIVED)

    @cached_property
    def settled(self) -> tuple[Item, ...]:
        """What is done, without what is to do again or further: of each milestone one thing is said."""
        again = {item.milestone for item in self.to_do}
        return tuple(item for item in self.done if item.milestone not in again)

    def _planned(self) -> Iterator[Item]:
        slots: dict[str, list[Slot]] = {}
        for slot in self.schedule.slots:
            slots.setdefault(slot.pick.milestone, []).append(slot)
        for milestone_id, parts in slots.items():
            levels = [slot.pick.level for slot in parts if slot.pick.level is not None]
            # What comes before its first part comes before all of it; of later parts it could be the other way round.
            before = [self.schedule.slots[place].pick.milestone for place in parts[0].needs]
            needs = tuple(dict.fromkeys(one for one in before if one != milestone_id))
            yield self._item(milestone_id, max(levels, default=None), tuple(parts), needs)

    def _after(self, item: Item, placed: Collection[str]) -> Item:
        """The same, after those of its prerequisites that are to do and placed already."""
        milestone = self._snapshot.catalog.milestones.get(item.milestone)
        named = leaves(milestone.prerequisites) if milestone and milestone.prerequisites else ()
        needs = tuple(dict.fromkeys(leaf.has for leaf in named if leaf.has in placed))
        return replace(item, needs=needs)

    def _item(
        self, milestone_id: str, level: Level | None = None, slots: tuple[Slot, ...] = (), needs: tuple[str, ...] = ()
    ) -> Item:
        catalog, progress = self._snapshot.catalog, self._progress
        milestone, mark = catalog.milestones.get(milestone_id), progress.marks.get(milestone_id)
        if not slots and mark is not None:
            level = mark.level
        removed = catalog.removed.get(milestone_id)
        kind = milestone.kind.value if milestone else removed.was.value if removed else ""
        is_done = mark is not None and mark.status is Status.DONE
        return Item(
            milestone_id,
            at_level(title_of(catalog, milestone_id), level),
            kind,
            mark,
            level,
            slots,
            progress.due.get(milestone_id),
            expires_on(milestone, mark) if mark is not None and is_done else None,
            self._first_told.get(milestone_id),
            needs,
        )

    def _status(self, milestone_id: str) -> Status | None:
        mark = self._progress.marks.get(milestone_id)
        return mark.status if mark else None

    def _is_open(self, milestone_id: str) -> bool:
        """True for what is told of and neither done nor waived, or is due all the same."""
        if self._status(milestone_id) in {Status.DONE, Status.WAIVED}:
            day = self._progress.due.get(milestone_id)
            return day is not None and due_of(self._snapshot, milestone_id, day).counts
        return milestone_id in self._progress.milestones

    @cached_property
    def _first_told(self) -> Mapping[str, datetime]:
        first: dict[str, datetime] = {}
        for told in self._progress.net.values():
            for one in told:
                if not isinstance(one.change, TargetChange):
                    milestone = one.change.milestone
                    first[milestone] = min(one.at, first.get(milestone, one.at))
        return first

    def annotations(self, milestone_id: str) -> Sequence[Annotation]:
        """The note on it and the evidence, in the order in which they were told."""
        found = []
        if note := self._progress.notes.get(milestone_id):
            found.append(self._annotation(Subject("note", milestone_id), note))
        for entry, piece in self._progress.evidence.items():
            if piece.milestone == milestone_id:
                found.append(self._annotation(Subject("evidence", entry), piece.text))
        return sorted((one for one in found if one.text), key=lambda one: one.at)

    def _annotation(self, subject: Subject, text: str) -> Annotation:
        told = self._progress.net.get(subject, ())
        return Annotation(told[-1].at if told else self._export.now, " ".join(plain(text).split()))

    def link(self, milestone_id: str) -> str:
        """The first link by https among the evidence on it, in ASCII; empty where there is none."""
        links = (link_in(piece.text) for piece in self._progress.evidence_on.get(milestone_id, ()))
        return next((link.url for link in links if link and link.url.startswith("https://")), "")


def title_of(catalog: Catalog, milestone_id: str) -> str:
    """The title of a milestone on one line that is no longer than programs take; its id where there is none."""
    title = " ".join(plain(catalog.milestone_title(milestone_id)).split()) or milestone_id
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}..."


def identity(catalog: Catalog, of: str, milestone_id: str) -> UUID:
    """The name of what is written of a milestone, such as its task or its due day: always the same, on every machine.

    It goes by the first id that the milestone had, so that another id makes nothing new of it.
    """
    milestone = catalog.milestones.get(milestone_id)
    first = milestone.former_ids[0] if milestone and milestone.former_ids else milestone_id
    return uuid5(_OURS, f"{of}:{first}")


def moment(day: date, at: time) -> datetime:
    """That time of a day on this machine's clock, in UTC; at the ends of the calendar, that of UTC itself."""
    local = datetime.combine(day, at)
    try:
        return local.astimezone(UTC)
    except (OSError, OverflowError, ValueError):
        return local.replace(tzinfo=UTC)


def stamp(at: datetime) -> str:
    """A moment as iCalendar and Taskwarrior write it: 20261128T093000Z."""
    utc = at.astimezone(UTC)
    return f"{utc.year:04d}{utc:%m%dT%H%M%SZ}"  # the year by itself, for %Y writes early ones shorter
