"""How ready a person is for a role: exact, explained, and never flattering.

A role's required requirements give "k of n met" and a share, the mean of their credits. Percentages
are floored, and 100 % stands only where every required requirement is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from fractions import Fraction

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Milestone, Role, RoleRequirement, Strength
from mltrack.core.history import Mark, Status
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.requirements import (
    BARE_LEVEL,
    Has,
    Standing,
    State,
    Verdict,
    judge,
    judge_again,
    leaves,
    mean_of_best,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement of a role with its verdict."""

    requirement: RoleRequirement
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """How the requirements of one strength stand."""

    met: int
    """How many are met; waived ones are not."""
    waived: int
    """How many are waived (in part or whole) with nothing left to do."""
    total: int
    """How many there are; 0 when the sources state none."""
    share: Fraction
    """Mean credit, 0 to 1, exact; 0 when there are none to meet."""

    @property
    def percent(self) -> int:
        """The share in whole percent, floored: 100 only when all are met."""
        return int(self.share * 100)

    @property
    def missing(self) -> int:
        """How many are neither met nor waived."""
        return self.total - self.met - self.waived


def readiness_words(tally: Tally) -> str:
    """How the required requirements stand, in words."""
    if tally.total == 0:
        return "nothing stated as required"
    if tally.missing:
        waived = f", {tally.waived} waived" if tally.waived else ""
        return f"required {tally.met} of {tally.total}{waived}"
    return f"ready, {tally.waived} waived" if tally.waived else f"ready, {tally.met} of {tally.total}"


def recommended_words(tally: Tally) -> str:
    """How far the recommended requirements are met, in words; empty where nothing is recommended."""
    return f"{tally.percent}% of what is recommended" if tally.total else ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready a person is for one role on one day."""

    role: str
    """Id of the role."""
    lines: tuple[Line, ...]
    """Every requirement in catalog order; optional ones are listed and never counted."""
    required: Tally
    recommended: Tally

    @property
    def ready(self) -> bool:
        """True when every required requirement is met or waived, and there is at least one.

        A role of which no source states what it requires is never "ready": unknown is unknown.
        With `required.waived` above 0 it is to be shown as "ready, n waived".
        """
        return self.required.total > 0 and self.required.missing == 0

    def missing(self, effort: Callable[[Has], float] | None = None) -> tuple[Has, ...]:
        """What the required requirements still lack, along the nearest alternatives, without repeats.

        Between equally near ones `effort` decides, see `Verdict.missing`. A skill lacking at two
        levels is named once, at the higher.
        """
        needed: dict[str, Has] = {}
        for line in self.lines:
            if line.requirement.strength is Strength.REQUIRED:
                for leaf in line.verdict.missing(effort):
                    known = needed.get(leaf.has)
                    if known is None or (leaf.level and known.level and leaf.level > known.level):
                        needed[leaf.has] = leaf
        return tuple(needed.values())


def assess(role: Role, standings: Mapping[str, Standing]) -> Readiness:
    """Judge every requirement of `role` by what a person holds."""
    lines = tuple(Line(requirement, judge(requirement.needs, standings)) for requirement in role.requirements)
    return Readiness(
        role=role.id,
        lines=lines,
        required=_tally(lines, Strength.REQUIRED),
        recommended=_tally(lines, Strength.RECOMMENDED),
    )


def assess_again(
    role: Role, standings: Mapping[str, Standing], before: Readiness, changed: Set[str], named: Sequence[Set[str]]
) -> Readiness:
    """What `assess` makes of `role`, at the cost of what is other in `standings` than `before`: those `changed`.

    `named` has the ids of the milestones that are named in each of its requirements.
    """
    lines = tuple(
        line if changed.isdisjoint(ids) else _line_again(line, judge_again(line.verdict, standings, changed))
        for line, ids in zip(before.lines, named, strict=True)
    )
    moved = {line.requirement.strength for line, known in zip(lines, before.lines, strict=True) if line is not known}
    return Readiness(
        role=role.id,
        lines=lines,
        required=_tally(lines, Strength.REQUIRED) if Strength.REQUIRED in moved else before.required,
        recommended=_tally(lines, Strength.RECOMMENDED) if Strength.RECOMMENDED in moved else before.recommended,
    )


def _line_again(line: Line, verdict: Verdict) -> Line:
    return line if verdict is line.verdict else Line(line.requirement, verdict)


class Assessed(Mapping[str, Readiness]):
    """Role id to readiness, in the order of the roles; each is worked out when it is first asked for, and kept."""

    def __init__(
        self,
        roles: Mapping[str, Role],
        standings: Mapping[str, Standing],
        known: Mapping[str, Readiness] | None = None,
        stale: Mapping[str, tuple[Readiness, Set[str]]] | None = None,
    ) -> None:
        """The readiness of `roles` by `standings`; what is `known` holds by these too.

        What is `stale` held by others, which are other ones for the milestones named beside it.
        """
        self._roles, self._standings = roles, standings
        self._known = dict(known or {})
        self._stale = dict(stale or {})
        self._named: dict[str, Sequence[Set[str]]] = {}

    def __getitem__(self, role_id: str) -> Readiness:
        found = self._known.get(role_id)
        if found is None:
            role, before = self._roles[role_id], self._stale.get(role_id)
            if before is None:
                found = assess(role, self._standings)
            else:
                found = assess_again(role, self._standings, *before, self._named_by(role))
            self._known[role_id] = found
        return found

    def _named_by(self, role: Role) -> Sequence[Set[str]]:
        if role.id not in self._named:
            self._named[role.id] = [{leaf.has for leaf in leaves(one.needs)} for one in role.requirements]
        return self._named[role.id]

    def verdict(self, role_id: str, line: int) -> Verdict:
        """The verdict of one requirement of a role, by its number, at the cost of that one."""
        if (found := self._known.get(role_id)) is not None:
            return found.lines[line].verdict
        return judge(self._roles[role_id].requirements[line].needs, self._standings)

    def __contains__(self, role_id: object) -> bool:
        return role_id in self._roles

    def __iter__(self) -> Iterator[str]:
        return iter(self._roles)

    def __len__(self) -> int:
        return len(self._roles)

    def after(self, standings: Mapping[str, Standing], changed: Set[str], asking: Set[str]) -> Assessed:
        """The readiness by other standings, which are other ones for those `changed`; `asking` ask for them."""
        if not asking:
            return self
        known, stale = self._known.copy(), self._stale.copy()
        for role_id, (before, earlier) in stale.items():
            stale[role_id] = before, earlier | changed
        for role_id in asking & known.keys():
            stale[role_id] = known.pop(role_id), changed
        for role_id in known.keys() & stale.keys():
            del stale[role_id]
        after = Assessed(self._roles, standings, known, stale)
        after._named = self._named  # it follows from the roles alone
        return after


def _tally(lines: Iterable[Line], strength: Strength) -> Tally:
    verdicts = [line.verdict for line in lines if line.requirement.strength is strength]
    return Tally(
        met=sum(verdict.state is State.MET for verdict in verdicts),
        waived=sum(verdict.state is State.WAIVED for verdict in verdicts),
        total=len(verdicts),
        share=mean_of_best(len(verdicts), verdicts) if verdicts else Fraction(0),
    )


def standings(catalog: Catalog, progress: Progress, today: date) -> dict[str, Standing]:
    """What a person holds of each milestone on `today`; milestones not named are open.

    A certification past its last day is lapsed. What a held milestone implies is held too, through
    any number of steps, at the level implied; of several ways to hold something the best counts.
    """
    own = {
        milestone_id: _own_standing(catalog.validities.get(milestone_id), mark, today)
        for milestone_id, mark in progress.marks.items()
    }
    found = dict(own)
    # In the order of ids, so that of two that bring the same along it is always the same one that is named.
    for milestone_id in sorted(own):
        if own[milestone_id].state is State.MET:
            for implied in catalog.implied_closure.get(milestone_id, ()):
                waived = implied.has in own and (own[implied.has].state is State.WAIVED or own[implied.has].waived)
                offered = Standing(State.MET, implied.level, implied_by=milestone_id, waived=waived)
                if _better(offered, found.get(implied.has)):
                    found[implied.has] = offered
    return found


def _better(offered: Standing, known: Standing | None) -> bool:
    if known is None or known.state is not State.MET:
        return True
    return offered.level is not None and offered.level > (known.level or BARE_LEVEL)


def _own_standing(valid_months: int | None, mark: Mark, today: date) -> Standing:
    match mark.status:
        case Status.STARTED:
            return Standing(State.STARTED)
        case Status.WAIVED:
            return Standing(State.WAIVED)
        case Status.DONE:
            expiry = _last_day(valid_months, mark)
            if expiry is not None and today > expiry:
                return Standing(State.WAIVED if mark.reason else State.LAPSED)
            return Standing(State.MET, mark.level, waived=bool(mark.reason))


def expires_on(milestone: Milestone | None, mark: Mark) -> date | None:
    """The last day on which a done milestone counts; None when it does not expire.

    What the person stated goes before the issuer's validity, counted in calendar months from the
    day it was done (a month too short for that day ends it on its last day, and so does the calendar).
    """
    credential = milestone.credential if milestone is not None else None
    return _last_day(credential.valid_months if credential is not None else None, mark)


def _last_day(valid_months: int | None, mark: Mark) -> date | None:
    if mark.expires_on is not None or mark.done_on is None:
        return mark.expires_on
    if valid_months is None:
        return None
    months = mark.done_on.year * 12 + mark.done_on.month - 1 + valid_months
    year, month = divmod(months, 12)
    if year > date.max.year:
        return date.max
    from calendar import monthrange

    return date(year, month + 1, min(mark.done_on.day, monthrange(year, month + 1)[1]))
