"""How much of what a document would have recorded its person agrees to, while they are at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mltrack.core.outcomes import Fate, outcomes
from mltrack.core.proposal_words import added_words
from mltrack.core.proposals import Proposal, proposal_for
from mltrack.core.records import dataclass
from mltrack.core.requirements import BARE_LEVEL, Level
from mltrack.core.snapshot import Snapshot

_RECORDABLE = {Fate.CERTAIN, Fate.ASK, Fate.SAID}


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """Proposals, and those of them that are to be recorded; a proposal is known by its number from 0."""

    snapshot: Snapshot
    proposals: tuple[Proposal, ...]
    """As their person has changed them."""
    first: tuple[Proposal, ...]
    """As they were made."""
    groups: tuple[Fate, ...]
    """What would have become of each as it was made; what they are listed by, so that none moves under a hand."""
    fates: tuple[Fate, ...]
    """What becomes of each as it is now."""
    added: tuple[str, ...]
    """What each adds that changes nothing else, such as "adds evidence"; empty for the others."""
    taken: frozenset[int]
    """The numbers of those to record."""

    @classmethod
    def offered(cls, snapshot: Snapshot, proposals: Sequence[Proposal]) -> Agreement:
        """Where it begins: what is certain is to be recorded, all else is for its person to say."""
        found = outcomes(snapshot, proposals)
        told = tuple(one.fate for one in found)
        certain = frozenset(number for number, fate in enumerate(told) if fate is Fate.CERTAIN)
        return cls(snapshot, tuple(proposals), tuple(proposals), told, told, tuple(map(added_words, found)), certain)

    @property
    def agreed(self) -> tuple[Proposal, ...]:
        """What is to be recorded, in the order of the document."""
        return tuple(self.proposals[number] for number in sorted(self.taken))

    def can_take(self, number: int) -> bool:
        """True where there is something to record."""
        return self.fates[number] in _RECORDABLE

    def can_step(self, number: int, steps: int) -> bool:
        """True for a skill that may be recorded so many levels above or below the present one."""
        level = self.proposals[number].level
        return level is not None and 1 <= level.rank + steps <= max(one.rank for one in Level)

    def others(self, number: int) -> int:
        """How many other milestones it may be."""
        return max(0, len(self.first[number].matches) - 1)

    def toggled(self, number: int) -> Agreement:
        """With one more, or one less, to record."""
        return replace(self, taken=self.taken ^ {number}) if self.can_take(number) else self

    def group(self, fate: Fate) -> frozenset[int]:
        """The numbers of a group that can be recorded."""
        return frozenset(one for one, its in enumerate(self.groups) if its is fate and self.can_take(one))

    def group_toggled(self, fate: Fate) -> Agreement:
        """With all of a group to record; where all of it was, with none of it."""
        group = self.group(fate)
        return replace(self, taken=self.taken - group if group <= self.taken else self.taken | group)

    def stepped(self, number: int, steps: int) -> Agreement:
        """With a skill so many levels above or below; who says a level says that it is to be recorded."""
        level = self.proposals[number].level
        if level is None or not self.can_step(number, steps):
            return self
        return self._with(number, self.proposals[number].at_level(Level.of_rank(level.rank + steps)))

    def taken_for_next(self, number: int) -> Agreement:
        """Taken for the next of the milestones that it may be, after the last for the first; to be recorded."""
        was, now = self.first[number], self.proposals[number]
        if now.match is None or not self.others(number):
            return self
        place = [match.milestone for match in was.matches].index(now.match.milestone)
        match = was.matches[(place + 1) % len(was.matches)]
        others = [one for one in was.matches if one.milestone != match.milestone]
        new = proposal_for(self.snapshot, was.claim, (match, *others), self._bare)
        keeps_level = new.level is not None and now.level is not None and now.level_is_stated
        return self._with(number, new.at_level(now.level) if keeps_level and now.level else new)

    @property
    def _bare(self) -> Level:
        """The level that skills without a stated one are taken at."""
        assumed = (one.level for one in self.first if one.level is not None and not one.level_is_stated)
        return next(assumed, BARE_LEVEL)

    def _with(self, number: int, proposal: Proposal) -> Agreement:
        (outcome,) = outcomes(self.snapshot, [proposal])
        return replace(
            self,
            proposals=(*self.proposals[:number], proposal, *self.proposals[number + 1 :]),
            fates=(*self.fates[:number], outcome.fate, *self.fates[number + 1 :]),
            added=(*self.added[:number], added_words(outcome), *self.added[number + 1 :]),
            taken=self.taken - {number} if outcome.fate is Fate.KNOWN else self.taken | {number},
        )
