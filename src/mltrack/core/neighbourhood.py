"""What comes before a milestone or a role, and what that opens the way to, as trees of a few steps.

A milestone that several others name is followed further once, where it is nearest. So the trees are
never larger than the catalog, whatever it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from mltrack.core.entries import RoleRequirement, Strength
from mltrack.core.records import dataclass
from mltrack.core.requirements import AllOf, Has, Requirement, Verdict, judge, leaves
from mltrack.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Twig:
    """A milestone, or several of which some are enough, and what lies beyond."""

    verdict: Verdict
    """How it stands; its requirement is a milestone or a group."""
    beyond: tuple[Twig, ...] = ()
    """Of a milestone, what comes before or after it; of a group, its parts."""
    further: int = 0
    """How many milestones lie beyond that are not told here."""
    label: str = ""
    """What a role calls a group."""

    @property
    def milestone(self) -> Has | None:
        """The milestone, with the level asked for; None for a group."""
        needs = self.verdict.requirement
        return needs if isinstance(needs, Has) else None


def before(snapshot: Snapshot, milestone_id: str, steps: int, *, whole: bool = False) -> tuple[Twig, ...]:
    """What comes before a milestone, `steps` deep, in the order in which it is written.

    What is satisfied is not followed further: it has happened. `whole` follows it too.
    """
    needs = snapshot.catalog.milestones[milestone_id].prerequisites
    return _Before(snapshot, steps, whole=whole).told([] if needs is None else _parts(needs))


def before_role(snapshot: Snapshot, role_id: str, steps: int, *, whole: bool = False) -> tuple[Twig, ...]:
    """What a role requires, nearest first, what is satisfied last, with what comes before it; see `before`."""
    asked = [one for one in snapshot.catalog.roles[role_id].requirements if one.strength is Strength.REQUIRED]
    asked.sort(key=lambda one: _place(_away(snapshot, one.needs)))
    told = _Before(snapshot, steps, whole=whole).told([one.needs for one in asked])
    return tuple(_labelled(one, twig) for one, twig in zip(asked, told, strict=True))


def after(snapshot: Snapshot, milestone_id: str, steps: int) -> tuple[Twig, ...]:
    """What a milestone opens the way to, `steps` deep, in catalog order."""
    unlocks = snapshot.catalog.unlocks
    nearest = _nearest([milestone_id], steps, lambda one: unlocks.get(one, ()))
    followed = {milestone_id}

    def of(one: str, step: int) -> Iterator[Twig]:
        for later in unlocks.get(one, ()):
            goes_on = step < steps and nearest.get(later) == step and later not in followed
            followed.update([later] if goes_on else [])
            beyond = tuple(of(later, step + 1)) if goes_on else ()
            further = 0 if goes_on else len(unlocks.get(later, ()))
            yield Twig(judge(Has(later), snapshot.standings), beyond, further)

    return tuple(of(milestone_id, 1)) if steps > 0 else ()


def still_needed(snapshot: Snapshot, milestone_id: str, given: str | None = None) -> tuple[Has, ...]:
    """What the prerequisites of a milestone lack, along the nearest alternatives, once `given` is done.

    Empty for one that can be begun.
    """
    needs = snapshot.catalog.milestones[milestone_id].prerequisites
    if needs is None:
        return ()
    gained = snapshot.gained(given) if given is not None else {}
    return judge(needs, snapshot.with_gained(needs, gained)).missing()


class _Before:
    """Follows prerequisites."""

    def __init__(self, snapshot: Snapshot, steps: int, *, whole: bool) -> None:
        self._snapshot, self._steps, self._whole = snapshot, steps, whole
        self._followed: set[str] = set()
        self._nearest: Mapping[str, int] = {}

    def told(self, needs: Iterable[Requirement]) -> tuple[Twig, ...]:
        """The first step and all beyond."""
        if self._steps < 1:
            return ()
        verdicts = [judge(one, self._snapshot.standings) for one in needs]
        first = [leaf.has for verdict in verdicts for leaf in leaves(verdict.requirement)]
        self._nearest = _nearest(first, self._steps - 1, self._named, 1)
        return tuple(self._twig(verdict, 1) for verdict in verdicts)

    def _named(self, milestone_id: str) -> Iterable[str]:
        needs = self._snapshot.catalog.milestones[milestone_id].prerequisites
        return () if needs is None else dict.fromkeys(leaf.has for leaf in leaves(needs))

    def _twig(self, verdict: Verdict, step: int) -> Twig:
        if not isinstance(verdict.requirement, Has):
            return Twig(verdict, tuple(self._twig(part, step) for part in verdict.parts))
        one = verdict.requirement.has
        needs = self._snapshot.catalog.milestones[one].prerequisites
        if needs is None or (verdict.state.satisfied and not self._whole):
            return Twig(verdict)
        if step >= self._steps or self._nearest.get(one) != step or one in self._followed:
            return Twig(verdict, further=len(list(self._named(one))))
        self._followed.add(one)
        parts = [judge(part, self._snapshot.standings) for part in _parts(needs)]
        return Twig(verdict, tuple(self._twig(part, step + 1) for part in parts))


def _away(snapshot: Snapshot, needs: Requirement) -> int:
    """How many milestones are missing, along the nearest alternatives, with what has to come before them."""
    missing = list(judge(needs, snapshot.standings).missing())
    found = {leaf.has for leaf in missing}
    for leaf in missing:  # grows while it is gone through
        fresh = [one for one in still_needed(snapshot, leaf.has) if one.has not in found]
        found.update(one.has for one in fresh)
        missing += fresh
    return len(found)


def _place(away: int) -> tuple[bool, int]:
    return away == 0, away


def _labelled(requirement: RoleRequirement, twig: Twig) -> Twig:
    return twig if twig.milestone else replace(twig, label=requirement.label)


def _parts(needs: Requirement) -> tuple[Requirement, ...]:
    """What is needed, all of it, one by one."""
    if not isinstance(needs, AllOf):
        return (needs,)
    return tuple(one for part in needs.all for one in _parts(part))


def _nearest(
    first: Iterable[str], steps: int, following: Callable[[str], Iterable[str]], start: int = 0
) -> Mapping[str, int]:
    """The fewest steps to each of what can be reached in so many, `first` included."""
    found = dict.fromkeys(first, start)
    edge: list[str] = list(found)
    for step in range(start + 1, start + steps + 1):
        edge = list(dict.fromkeys(later for one in edge for later in following(one) if later not in found))
        found.update(dict.fromkeys(edge, step))
    return found
