"""Which roles and milestones a person wants to see, and in which order, as values.

A query is made by a face, kept as state, and applied to a snapshot; matching never changes either.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from mltrack.core.entries import Kind, Milestone, Role, Seniority, Strength
from mltrack.core.records import dataclass
from mltrack.core.requirements import State
from mltrack.core.snapshot import Snapshot
from mltrack.core.timesheet import due_of
from mltrack.core.yardstick import lowest, outlook_by, outlook_yardstick, pay_by, pay_yardstick


class RoleOrder(Enum):
    """How roles are sorted."""

    LADDER = "ladder"
    """Entry, mid, senior, then those of no stated level; catalog order within."""
    NEAREST = "nearest"
    """Fewest required requirements missing, then the higher share."""
    TITLE = "title"
    PAY = "pay"
    """Highest first, by one yardstick; those without a figure of it come last."""
    OUTLOOK = "outlook"
    """Highest first, by one yardstick; those without a figure of it come last."""


class RoleView(Enum):
    """Which roles are listed, by how they stand or where on the ladder."""

    ALL = "all"
    TARGETS = "targets"
    READY = "ready"
    BEGUN = "begun"
    """Something that they require is done, started or waived, but not everything."""
    ENTRY = "entry"
    MID = "mid"
    SENIOR = "senior"


class MilestoneView(Enum):
    """Which milestones are listed, by how they stand."""

    ALL = "all"
    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    WAIVED = "waived"
    LAPSED = "lapsed"
    DUE = "due"
    """Those with a due day that counts, by that day."""
    DEPARTED = "no longer in the catalog"
    """Those that the catalog has no more, see `matching_departed`."""


@dataclass(frozen=True, slots=True)
class RoleQuery:
    """Roles whose title, family, level or other names hold every word of `text`, in one view and order."""

    text: str = ""
    order: RoleOrder = RoleOrder.LADDER
    view: RoleView = RoleView.ALL


@dataclass(frozen=True, slots=True)
class MilestoneQuery:
    """Milestones whose title, kind or other names hold every word of `text`, in one view."""

    text: str = ""
    view: MilestoneView = MilestoneView.ALL
    kind: Kind | None = None


_LADDER = list(Seniority)
_KINDS = list(Kind)
_STATES = {
    MilestoneView.OPEN: State.OPEN,
    MilestoneView.STARTED: State.STARTED,
    MilestoneView.DONE: State.MET,
    MilestoneView.WAIVED: State.WAIVED,
    MilestoneView.LAPSED: State.LAPSED,
}
_STEPS = {RoleView.ENTRY: Seniority.ENTRY, RoleView.MID: Seniority.MID, RoleView.SENIOR: Seniority.SENIOR}

_Choice = TypeVar("_Choice", RoleOrder, RoleView, MilestoneView)


def following(choice: _Choice, steps: int) -> _Choice:
    """The order or view that comes so many steps after one, round and round."""
    every = list(type(choice))
    return every[(every.index(choice) + steps) % len(every)]


def matching_roles(snapshot: Snapshot, query: RoleQuery) -> tuple[Role, ...]:
    """The roles that fit `query`, in its order; equals keep catalog order."""
    words, catalog = query.text.casefold().split(), snapshot.catalog
    found = [
        role
        for role in catalog.roles.values()
        if _holds_all(words, _role_words(role)) and _is_in_view(snapshot, role, query.view)
    ]
    match query.order:
        case RoleOrder.LADDER:
            found.sort(key=lambda role: _LADDER.index(role.level))
        case RoleOrder.NEAREST:
            found.sort(key=lambda role: _distance(snapshot, role))
        case RoleOrder.TITLE:
            found.sort(key=lambda role: role.title.casefold())
        case RoleOrder.PAY:
            by_pay = pay_yardstick(catalog)
            found.sort(key=lambda role: _highest_first(lowest(pay_by(catalog, role, by_pay))))
        case RoleOrder.OUTLOOK:
            by_outlook = outlook_yardstick(catalog)
            found.sort(key=lambda role: _highest_first(lowest(outlook_by(catalog, role, by_outlook))))
    return tuple(found)


def _highest_first(figure: float | None) -> tuple[bool, float]:
    return (True, 0) if figure is None else (False, -figure)


def _is_in_view(snapshot: Snapshot, role: Role, view: RoleView) -> bool:
    match view:
        case RoleView.ALL:
            return True
        case RoleView.TARGETS:
            return role.id in snapshot.progress.targets
        case RoleView.READY:
            return snapshot.readiness[role.id].ready
        case RoleView.BEGUN:
            readiness = snapshot.readiness[role.id]
            required = [line for line in readiness.lines if line.requirement.strength is Strength.REQUIRED]
            return not readiness.ready and any(line.verdict.state is not State.OPEN for line in required)
        case RoleView.ENTRY | RoleView.MID | RoleView.SENIOR:
            return role.level is _STEPS[view]


def matching_milestones(snapshot: Snapshot, query: MilestoneQuery) -> tuple[Milestone, ...]:
    """The milestones that fit `query`, by kind, in catalog order within a kind; those that are due by their day."""
    words = query.text.casefold().split()
    found = [
        milestone
        for milestone in snapshot.catalog.milestones.values()
        if (query.kind is None or milestone.kind is query.kind)
        and _holds_all(words, _milestone_words(milestone))
        and _stands_in_view(snapshot, milestone.id, query.view)
    ]
    if query.view is MilestoneView.DUE:
        return tuple(sorted(found, key=lambda milestone: snapshot.progress.due[milestone.id]))
    return tuple(sorted(found, key=lambda milestone: _KINDS.index(milestone.kind)))


def matching_departed(snapshot: Snapshot, query: MilestoneQuery) -> tuple[str, ...]:
    """Ids of those that fit `query`, of which something was told, and which are no longer in the catalog."""
    if query.kind is not None:
        return ()
    words, everyone = query.text.casefold().split(), query.view is MilestoneView.DEPARTED
    return tuple(
        one
        for one in snapshot.departed
        if _holds_all(words, f"{one} {snapshot.catalog.milestone_title(one).casefold()}")
        and (everyone or _stands_in_view(snapshot, one, query.view))
    )


def _stands_in_view(snapshot: Snapshot, milestone_id: str, view: MilestoneView) -> bool:
    match view:
        case MilestoneView.ALL:
            return True
        case MilestoneView.DEPARTED:
            return False
        case MilestoneView.DUE:
            day = snapshot.progress.due.get(milestone_id)
            return day is not None and due_of(snapshot, milestone_id, day).counts
        case _:
            return snapshot.standing(milestone_id).state is _STATES[view]


def closest(found: Iterable[Role | Milestone], text: str) -> str | None:
    """Id of the one that `text` names: by its whole title or another name, else by how its title begins; or the first.

    None where nothing is found, or nothing is typed.
    """
    word = text.casefold().strip()
    if not word:
        return None
    entries = list(found)
    for entry in entries:
        if word in {name.casefold() for name in (entry.title, *entry.aliases)}:
            return entry.id
    first = entries[0].id if entries else None
    return next((entry.id for entry in entries if entry.title.casefold().startswith(word)), first)


def _distance(snapshot: Snapshot, role: Role) -> tuple[bool, int, Fraction]:
    required = snapshot.readiness[role.id].required
    # Where no source states what is required, nothing says that the role is near.
    return (required.total == 0, required.missing, -required.share)


def _holds_all(words: list[str], text: str) -> bool:
    return all(word in text for word in words)


def _role_words(role: Role) -> str:
    return " ".join((role.title, role.family, role.level.value, *role.aliases)).casefold()


def _milestone_words(milestone: Milestone) -> str:
    return " ".join((milestone.title, milestone.kind.value, *milestone.aliases)).casefold()
