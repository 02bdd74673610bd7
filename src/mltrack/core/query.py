"""Which roles and milestones a person wants to see, and in which order, as values.

A query is made by a face, kept as state, and applied to a snapshot; matching never changes either.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from mltrack.core.derived import MilestoneHead, RoleHead
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


_NOTHING = Fraction(0)
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
    roles = snapshot.catalog.roles
    return tuple(roles[head.id] for head in fitting_roles(snapshot, query))


def fitting_roles(snapshot: Snapshot, query: RoleQuery) -> Sequence[RoleHead]:
    """The same, as lists know them; a role is looked into only where the query is about what is in it."""
    words, catalog = query.text.casefold().split(), snapshot.catalog
    found = [*(catalog.up_the_ladder if query.order is RoleOrder.LADDER else catalog.role_heads)]
    for word in words:
        found = [head for head in found if word in head.text]
    if query.view is not RoleView.ALL:
        found = [head for head in found if _is_in_view(snapshot, head, query.view)]
    match query.order:
        case RoleOrder.LADDER:
            pass
        case RoleOrder.NEAREST:
            found.sort(key=lambda head: _distance(snapshot, head))
        case RoleOrder.TITLE:
            found.sort(key=lambda head: head.title.casefold())
        case RoleOrder.PAY:
            by_pay = pay_yardstick(catalog)
            found.sort(key=lambda head: _highest_first(lowest(pay_by(catalog, catalog.roles[head.id], by_pay))))
        case RoleOrder.OUTLOOK:
            by_outlook = outlook_yardstick(catalog)
            found.sort(key=lambda head: _highest_first(lowest(outlook_by(catalog, catalog.roles[head.id], by_outlook))))
    return found


def _highest_first(figure: float | None) -> tuple[bool, float]:
    return (True, 0) if figure is None else (False, -figure)


def _is_in_view(snapshot: Snapshot, role: RoleHead, view: RoleView) -> bool:
    match view:
        case RoleView.ALL:
            return True
        case RoleView.READY | RoleView.BEGUN if role.id not in snapshot.touched:
            return False
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
    milestones = snapshot.catalog.milestones
    return tuple(milestones[head.id] for head in fitting_milestones(snapshot, query))


def fitting_milestones(snapshot: Snapshot, query: MilestoneQuery) -> Sequence[MilestoneHead]:
    """The same, as lists know them: no milestone is looked into."""
    catalog, is_due = snapshot.catalog, query.view is MilestoneView.DUE
    found = [*(catalog.milestone_heads if is_due else catalog.by_kind)]
    for word in query.text.casefold().split():
        found = [head for head in found if word in head.text]
    if query.kind is not None:
        found = [head for head in found if head.kind is query.kind]
    if query.view is not MilestoneView.ALL:
        found = [head for head in found if _stands_in_view(snapshot, head.id, query.view)]
    return sorted(found, key=lambda head: snapshot.progress.due[head.id]) if is_due else found


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


def closest(found: Sequence[RoleHead] | Sequence[MilestoneHead], text: str) -> str | None:
    """Id of the one that `text` names: by its whole title or another name, else by how its title begins; or the first.

    None where nothing is found, or nothing is typed.
    """
    word = text.casefold().strip()
    if not word or not found:
        return None
    whole, beginning = f"\n{word}\n", f"\n{word}"
    for head in found:
        if whole in head.text:
            return head.id
    return next((head.id for head in found if head.text.startswith(beginning)), found[0].id)


def _distance(snapshot: Snapshot, role: RoleHead) -> tuple[bool, int, Fraction]:
    if role.id not in snapshot.touched:
        return (role.required == 0, role.required, _NOTHING)
    required = snapshot.readiness[role.id].required
    # Where no source states what is required, nothing says that the role is near.
    return (required.total == 0, required.missing, -required.share)


def _holds_all(words: list[str], text: str) -> bool:
    return all(word in text for word in words)
