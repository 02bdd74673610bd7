"""Which roles and milestones a person wants to see, and in which order, as values.

A query is made by a face, kept as state, and applied to a snapshot; matching never changes either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from mltrack.core.entries import Kind, Milestone, Role, Seniority
from mltrack.core.requirements import State
from mltrack.core.snapshot import Snapshot


class RoleOrder(Enum):
    """How roles are sorted."""

    LADDER = "ladder"
    """Entry, mid, senior, then those of no stated level; catalog order within."""
    NEAREST = "nearest"
    """Fewest required requirements missing, then the higher share."""
    TITLE = "title"


class MilestoneView(Enum):
    """Which milestones are listed, by how they stand."""

    ALL = "all"
    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    WAIVED = "waived"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class RoleQuery:
    """Roles whose title, family, level or other names hold every word of `text`."""

    text: str = ""
    order: RoleOrder = RoleOrder.LADDER


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


def matching_roles(snapshot: Snapshot, query: RoleQuery) -> tuple[Role, ...]:
    """The roles that fit `query`, in its order; equals keep catalog order."""
    words = query.text.casefold().split()
    found = [role for role in snapshot.catalog.roles.values() if _holds_all(words, _role_words(role))]
    match query.order:
        case RoleOrder.LADDER:
            found.sort(key=lambda role: _LADDER.index(role.level))
        case RoleOrder.NEAREST:
            found.sort(key=lambda role: _distance(snapshot, role))
        case RoleOrder.TITLE:
            found.sort(key=lambda role: role.title.casefold())
    return tuple(found)


def matching_milestones(snapshot: Snapshot, query: MilestoneQuery) -> tuple[Milestone, ...]:
    """The milestones that fit `query`, by kind, in catalog order within a kind."""
    words = query.text.casefold().split()
    state = _STATES.get(query.view)
    found = [
        milestone
        for milestone in snapshot.catalog.milestones.values()
        if (query.kind is None or milestone.kind is query.kind)
        and (state is None or snapshot.standing(milestone.id).state is state)
        and _holds_all(words, _milestone_words(milestone))
    ]
    return tuple(sorted(found, key=lambda milestone: _KINDS.index(milestone.kind)))


def closest(found: Iterable[Role | Milestone], text: str) -> str | None:
    """Id of the one that `text` names: by its whole title or another name, else by how its title begins."""
    word = text.casefold().strip()
    if not word:
        return None
    entries = list(found)
    for entry in entries:
        if word in {name.casefold() for name in (entry.title, *entry.aliases)}:
            return entry.id
    return next((entry.id for entry in entries if entry.title.casefold().startswith(word)), None)


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
