"""The one value that the faces see: a catalog, a person's progress and a day, with what follows.

A snapshot never changes; every action hands out a new one. What is derived is worked out when it
is first asked for and kept; a snapshot that comes after another one takes over what still holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import field
from datetime import date
from functools import cached_property

from mltrack.core.catalog import Catalog
from mltrack.core.derived import RequiredLine
from mltrack.core.entries import Kind, Strength, earnable
from mltrack.core.history import Status
from mltrack.core.progress import Progress
from mltrack.core.readiness import Assessed, standings
from mltrack.core.records import dataclass
from mltrack.core.requirements import (
    BARE_LEVEL,
    NOT_STARTED,
    Level,
    Requirement,
    Standing,
    State,
    Verdict,
    judge,
    leaves,
)

_Standings = Mapping[str, Standing]
_Moves = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was worked out before, each with the standings that it follows from; never a snapshot itself."""

    readiness: tuple[_Standings, Assessed] | None = None
    moves: tuple[_Standings, _Moves] | None = None


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What is known at one moment. Two snapshots are equal only if they are the same one."""

    catalog: Catalog
    progress: Progress
    today: date
    _known: _Known = field(default=_Known(), repr=False)

    def after(self, progress: Progress, today: date) -> Snapshot:
        """What is known with this progress on that day, at the cost of what has changed since this snapshot.

        Readiness and moves that nothing has changed for are taken over, and nothing is worked out
        before it is asked for.
        """
        worked_out = vars(self)
        readiness, moves = self._known.readiness, self._known.moves
        if "readiness" in worked_out:
            readiness = (self.standings, self.readiness)
        if "_moves" in worked_out:
            moves = (self.standings, self._moves)
        return Snapshot(self.catalog, progress, today, _Known(readiness, moves))

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """What the person holds of each milestone today; milestones not named are open."""
        return standings(self.catalog, self.progress, self.today)

    def standing(self, milestone_id: str) -> Standing:
        """What the person holds of one milestone today."""
        return self.standings.get(milestone_id, NOT_STARTED)

    @cached_property
    def readiness(self) -> Assessed:
        """Role id to readiness, in catalog order; of each role it is worked out when it is first asked for."""
        if self._known.readiness is None:
            return Assessed(self.catalog.roles, self.standings)
        before, known = self._known.readiness
        changed = _changed(before, self.standings)
        return known.after(self.standings, changed, self._asking(changed))

    @cached_property
    def touched(self) -> Set[str]:
        """Ids of the roles that name something of which more is held than nothing; all others are at 0 of all.

        So of these the readiness is known without judging one of their requirements.
        """
        return self._asking(one for one, standing in self.standings.items() if standing.state is not State.OPEN)

    @cached_property
    def _touched_lines(self) -> Set[RequiredLine]:
        """The required requirements that name something of which more is held than nothing."""
        held = (one for one, standing in self.standings.items() if standing.state is not State.OPEN)
        return {line for one in held for line in self.catalog.required_lines.get(one, ())}

    def _asking(self, milestone_ids: Iterable[str]) -> Set[str]:
        return {role_id for one in milestone_ids for role_id in self.catalog.asked_by.get(one, ())}

    @cached_property
    def _waits(self) -> dict[str, Verdict | None]:
        return {}

    def waiting_for(self, milestone_id: str) -> Verdict | None:
        """The judged prerequisites of a milestone, where they are neither met nor waived; else None."""
        if milestone_id not in self._waits:
            needs = self.catalog.milestones[milestone_id].prerequisites
            verdict = None if needs is None else judge(needs, self.standings)
            self._waits[milestone_id] = None if verdict is None or verdict.state.satisfied else verdict
        return self._waits[milestone_id]

    @cached_property
    def done_count(self) -> int:
        """How many milestones the person has marked as done, lapsed ones and departed ones included."""
        return sum(mark.status is Status.DONE for mark in self.progress.marks.values())

    @property
    def targets(self) -> tuple[str, ...]:
        """Ids of the targets that the catalog has, the primary one first."""
        return tuple(role for role, _ in self.progress.aims if role in self.catalog.roles)

    @property
    def primary_target(self) -> str | None:
        """Id of the first of the targets that the catalog has; None when there is none."""
        return next(iter(self.targets), None)

    @cached_property
    def brought_along(self) -> tuple[str, ...]:
        """Ids of what is not marked as done and met all the same, by something done that brings it along; in order."""
        marks = self.progress.marks
        brought = {
            one
            for one, standing in self.standings.items()
            if standing.state is State.MET and not (one in marks and marks[one].status is Status.DONE)
        }
        return tuple(one for one in self.catalog.milestones if one in brought) if brought else ()

    @cached_property
    def departed(self) -> tuple[str, ...]:
        """Ids of milestones that are no longer in the catalog, and of which something was told: it is kept."""
        return tuple(sorted(self.progress.milestones - self.catalog.milestones.keys()))

    def known(self, name: str) -> str:
        """The id of the milestone with this id or alias, also of one that is `departed`; raises UnknownId."""
        today = self.catalog.renames.milestones.get(name, name)
        return today if today in self.departed else self.catalog.milestone(name).id

    def retired(self, milestone_id: str) -> str:
        """That a certification cannot be earned any more, and what to take instead; empty for all else."""
        milestones = self.catalog.milestones
        milestone = milestones[milestone_id]
        if earnable(milestone, self.today):
            return ""
        heir = milestones.get((milestone.credential and milestone.credential.replaced_by) or "")
        if heir is None:
            return "retired"
        return f"retired, now {(heir.credential and heir.credential.code) or heir.title}"

    @cached_property
    def _moves(self) -> dict[str, tuple[str, ...]]:
        if self._known.moves is None:
            return {}
        before, known = self._known.moves
        moves = dict(known)
        for milestone_id in self._affected(_changed(before, self.standings)):
            moves.pop(milestone_id, None)
        return moves

    def _affected(self, changed: Iterable[str]) -> set[str]:
        """The milestones whose moves may be others, now that those in `changed` stand differently.

        They are those in a required requirement that names a changed one, and all that bring such a
        one, or a changed one itself, along.
        """
        catalog, named = self.catalog, set(changed)
        for line in {line for one in named for line in catalog.required_lines.get(one, ())}:
            named.update(leaf.has for leaf in leaves(catalog.roles[line.role].requirements[line.line].needs))
        return named.union(*(catalog.implied_by.get(one, ()) for one in named))

    def moves(self, milestone_id: str) -> tuple[str, ...]:
        """Ids of the roles whose required share would rise if this milestone were done.

        A skill counts as done at the highest level that a role asks for. Roles come in catalog order.
        """
        if milestone_id not in self._moves:
            self._moves[milestone_id] = tuple(dict.fromkeys(line.role for line in self.lines_moved(milestone_id)))
        return self._moves[milestone_id]

    def lines_moved(self, milestone_id: str) -> tuple[RequiredLine, ...]:
        """The required requirements whose credit would rise if this milestone were done, in catalog order.

        A role's required share is the mean of these credits, and none of them can fall: so the share
        rises exactly if one of them does.
        """
        gained = self.gained(milestone_id)
        asking: Collection[RequiredLine] = self.catalog.required_lines.get(milestone_id, ())
        if len(gained) > 1:
            asking = sorted({line for one in gained for line in self.catalog.required_lines.get(one, ())})
        return tuple(line for line in asking if self._rises(line, gained))

    def _rises(self, line: RequiredLine, gained: _Standings) -> bool:
        if line not in self._touched_lines:
            return True  # its credit is nothing, and whatever is held of what it names makes it more
        verdict = self.readiness.verdict(line.role, line.line)
        if verdict.state is State.MET:
            return False
        supposed = self.with_gained(verdict.requirement, gained)
        return judge(verdict.requirement, supposed).credit > verdict.credit

    def with_gained(self, requirement: Requirement, gained: Mapping[str, Standing]) -> Mapping[str, Standing]:
        """The standings of what `requirement` names, those in `gained` in place of today's."""
        # A copy of all standings for each question would make the moves of thousands slow.
        return {leaf.has: gained.get(leaf.has) or self.standing(leaf.has) for leaf in leaves(requirement)}

    def gained(self, milestone_id: str, level: Level | None = None) -> Mapping[str, Standing]:
        """What would be held, or held higher, if this milestone were done; a skill at `level`, or at the highest."""
        gained: dict[str, Standing] = {}
        for implied in self.catalog.implied_closure[milestone_id]:
            if not _holds(gained.get(implied.has) or self.standing(implied.has), implied.level):
                gained[implied.has] = Standing(State.MET, implied.level)
        if self.catalog.milestones[milestone_id].kind is Kind.SKILL:
            level = level or Level.EXPERT
        return {**gained, milestone_id: Standing(State.MET, level)}

    def supposed_level(self, milestone_id: str) -> Level | None:
        """The level at which a skill counts as done where none is said: the highest that a role asks for.

        One that no role asks for counts as working, and none below the level that is held. None for
        other kinds.
        """
        if self.catalog.milestones[milestone_id].kind is not Kind.SKILL:
            return None
        standing = self.standing(milestone_id)
        held = standing.level if standing.state is State.MET else None
        asked = self.catalog.highest_level.get(milestone_id, BARE_LEVEL)
        return max(asked, held or asked)

    def wanted_level(self, milestone_id: str) -> Level | None:
        """The level to take a skill to: the highest that a target asks for, else the highest that any role does."""
        targets = [role_id for role_id in self.progress.targets if role_id in self.catalog.roles]
        asked = [level for role_id in targets if (level := self.needed_level(milestone_id, role_id))]
        return max(asked, default=self.supposed_level(milestone_id))

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
        """Role id to the firmest strength with which it names a milestone: the targets first, then in catalog order."""
        firmest, asking = list(Strength), self.catalog.asked_by.get(milestone_id, ())
        found: dict[str, Strength] = {}
        for role_id in dict.fromkeys((*(one for one in self.targets if one in asking), *asking)):
            strengths = [
                requirement.strength
                for requirement in self.catalog.roles[role_id].requirements
                if any(leaf.has == milestone_id for leaf in leaves(requirement.needs))
            ]
            found[role_id] = min(strengths, key=firmest.index)
        return found


def _holds(standing: Standing, level: Level | None) -> bool:
    if standing.state is not State.MET:
        return False
    return level is None or (standing.level is not None and standing.level >= level)


def _changed(before: _Standings, now: _Standings) -> Set[str]:
    """Ids of the milestones that stand differently in `now`."""
    return {one for one in before.keys() | now.keys() if before.get(one, NOT_STARTED) != now.get(one, NOT_STARTED)}
