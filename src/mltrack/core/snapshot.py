"""The one value that the faces see: a catalog, a person's progress and a day, with what follows.

A snapshot never changes; every action hands out a new one. What is derived is worked out when it
is first asked for and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind, Strength
from mltrack.core.history import Status
from mltrack.core.progress import Progress
from mltrack.core.readiness import Readiness, assess, required_share, standings
from mltrack.core.requirements import NOT_STARTED, Level, Standing, State, leaves


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What is known at one moment. Two snapshots are equal only if they are the same one."""

    catalog: Catalog
    progress: Progress
    today: date

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """What the person holds of each milestone today; milestones not named are open."""
        return standings(self.catalog, self.progress, self.today)

    def standing(self, milestone_id: str) -> Standing:
        """What the person holds of one milestone today."""
        return self.standings.get(milestone_id, NOT_STARTED)

    @cached_property
    def readiness(self) -> Mapping[str, Readiness]:
        """Role id to readiness, in catalog order."""
        return {role.id: assess(role, self.standings) for role in self.catalog.roles.values()}

    @cached_property
    def done_count(self) -> int:
        """How many milestones the person has marked as done, lapsed ones and departed ones included."""
        return sum(mark.status is Status.DONE for mark in self.progress.marks.values())

    @cached_property
    def departed(self) -> tuple[str, ...]:
        """Ids of marks whose milestone is no longer in the catalog; they are kept."""
        return tuple(sorted(set(self.progress.marks) - set(self.catalog.milestones)))

    @cached_property
    def _moves(self) -> dict[str, tuple[str, ...]]:
        return {}

    def moves(self, milestone_id: str) -> tuple[str, ...]:
        """Ids of the roles whose required share would rise if this milestone were done.

        A skill counts as done at the highest level that a role asks for. Roles come in catalog order.
        """
        if milestone_id not in self._moves:
            self._moves[milestone_id] = self._roles_moved(milestone_id)
        return self._moves[milestone_id]

    def _roles_moved(self, milestone_id: str) -> tuple[str, ...]:
        milestone = self.catalog.milestones[milestone_id]
        brought = {milestone_id, *(implied.has for implied in self.catalog.implied_closure[milestone_id])}
        supposed = dict(self.standings)
        for implied in self.catalog.implied_closure[milestone_id]:
            if not _holds(supposed.get(implied.has), implied.level):
                supposed[implied.has] = Standing(State.MET, implied.level)
        level = Level.EXPERT if milestone.kind is Kind.SKILL else None
        supposed[milestone_id] = Standing(State.MET, level)
        asking = {role_id for one in brought for role_id in self.catalog.asked_by.get(one, ())}
        return tuple(
            role.id
            for role in self.catalog.roles.values()
            if role.id in asking and required_share(role, supposed) > self.readiness[role.id].required.share
        )

    def needed_level(self, milestone_id: str, role_id: str) -> Level | None:
        """The highest level at which a role names a skill; None when it names none."""
        role = self.catalog.roles[role_id]
        levels = [
            leaf.level
            for requirement in role.requirements
            for leaf in leaves(requirement.needs)
            if leaf.has == milestone_id and leaf.level is not None
        ]
        return max(levels, default=None)

    def asked(self, milestone_id: str) -> Mapping[str, Strength]:
        """Role id to the firmest strength with which it names a milestone, in catalog order."""
        firmest = list(Strength)
        found: dict[str, Strength] = {}
        for role_id in self.catalog.asked_by.get(milestone_id, ()):
            strengths = [
                requirement.strength
                for requirement in self.catalog.roles[role_id].requirements
                if any(leaf.has == milestone_id for leaf in leaves(requirement.needs))
            ]
            found[role_id] = min(strengths, key=firmest.index)
        return found


def _holds(standing: Standing | None, level: Level | None) -> bool:
    if standing is None or standing.state is not State.MET:
        return False
    return level is None or (standing.level is not None and standing.level >= level)
