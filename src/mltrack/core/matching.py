"""Which milestone of a catalog a claim is about, how sure that is, and why.

An id, a code and a name count for what they are; everything that is only near is asked about. What
the catalog lacks matches nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from mltrack.core.catalog import Catalog
from mltrack.core.certificate_matching import CertificateMatching
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.degree_matching import DegreeMatching
from mltrack.core.entries import Kind, Milestone
from mltrack.core.experience_matching import ExperienceMatching, in_words, months_together
from mltrack.core.history import Status
from mltrack.core.loose_names import LooseName, loosened
from mltrack.core.matches import Confidence, Match, best
from mltrack.core.name_index import NameIndex, Near, near_words
from mltrack.core.project_matching import ProjectMatching
from mltrack.core.requirements import Level
from mltrack.core.skill_matching import SkillMatching

__all__ = ["Confidence", "Match", "Matcher"]
_LONGEST_TASK = 120
"""Characters of an entry of a list in which a name is looked for among other words."""


class Matcher:
    """The names of a catalog, ready to be looked up. `today` is the day that running things are measured by."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self._catalog, self._today = catalog, today
        kinds: defaultdict[Kind, list[Milestone]] = defaultdict(list)
        for one in catalog.milestones.values():
            kinds[one.kind].append(one)
        self._names = NameIndex((name, one.id) for one in catalog.milestones.values() for name in _names(one))
        self._degrees = DegreeMatching(kinds[Kind.DEGREE])
        self._certificates = CertificateMatching(kinds[Kind.CERTIFICATION])
        self._skills = SkillMatching(kinds[Kind.SKILL])
        self._experience = ExperienceMatching(kinds[Kind.EXPERIENCE], today)
        self._projects = ProjectMatching([*kinds[Kind.PROJECT], *kinds[Kind.EXPERIENCE]])

    def matches(self, claim: Claim) -> Sequence[Match]:
        """The milestones that it may be, best first; none where none is near enough to ask about."""
        return best(self._by_id(claim) or self._by_kind(claim))

    def of_all(self, claims: Iterable[Claim]) -> Sequence[Sequence[Match]]:
        """The matches of each claim, in their order, beside the others.

        Who claims all courses of a certificate has likely the certificate, and positions that are too
        short each may be long enough together: the last of them is taken for the whole.
        """
        every = list(claims)
        found = [self.matches(one) for one in every]
        for milestone, places in _parts_of(every, found).items():
            told = [found[one][0] for one in places]
            courses, least = self._certificates.parts(milestone), self._experience.least_months(milestone)
            if courses and {one.part for one in told} >= {*courses}:
                why = f"all {len(courses)} of its courses"
            elif least and len(told) > 1 and (months := self._months(every, places)) >= least:
                why = f"{in_words(months)} in {len(told)} positions"
            else:
                continue
            last = max(places, key=lambda place: _ended(every[place]))
            match = replace(found[last][0], why=why, is_part=False)
            found[last] = (match, *found[last][1:])
        return found

    def _months(self, claims: Sequence[Claim], places: Iterable[int]) -> int:
        return months_together((claims[one] for one in places), self._today)

    def _by_id(self, claim: Claim) -> list[Match]:
        stated = claim.id.strip()
        if not stated:
            return []
        known = self._catalog.renames.milestones.get(stated, stated)
        if known in self._catalog.milestones and self._catalog.left_out_for("milestone", stated) is None:
            return [Match(known, Confidence.CERTAIN, "its id" if known == stated else "an id that it had before")]
        return []

    def _by_kind(self, claim: Claim) -> list[Match]:
        match claim.kind:
            case ClaimKind.DEGREE:
                return self._degrees.matches(claim) or self._certificates.matches(claim)
            case ClaimKind.CERTIFICATION | ClaimKind.COURSE:
                return self._certificates.matches(claim)
            case ClaimKind.SKILL:
                return self._skills.matches(claim)
            case ClaimKind.EXPERIENCE:
                return self._experience.matches(claim)
            case ClaimKind.PROJECT:
                return self._projects.matches(claim)
            case ClaimKind.MILESTONE:
                return self._by_name(claim)

    def _by_name(self, claim: Claim) -> list[Match]:
        """A milestone of whatever kind by its name, for lists that give nothing else."""
        if claim.id and not claim.name:
            return []
        found = self._names.exact(claim.name)
        if found and not claim.id and self._skills.is_doubtful(claim.name):
            return [Match(one, Confidence.POSSIBLE, "the same name, which can mean other things") for one, _ in found]
        # What names an id that there is not may be something that has left the catalog.
        sure = Confidence.CERTAIN if len(found) == 1 and not claim.id else Confidence.LIKELY
        why = "the same name, though not the same id" if claim.id else "the same name"
        return [Match(one, sure, why) for one, _ in found] or self._by_words(claim)

    def _by_words(self, claim: Claim) -> list[Match]:
        """What is not called so, but nearly, or as one of its kind may be, or with words round its name."""
        near = [Match(one.milestone, _sure(one), near_words(one)) for one in self._names.near(claim.name)]
        if claim.id or len(claim.name) > _LONGEST_TASK:
            return near
        loose = loosened(claim.name)
        if loose is None:
            return [*near, *self._skills.matches(claim), *self._others(claim)]
        named = replace(claim, name=loose.name)
        found = [*self._named_in(loose.name), *self._others(named), *self._others(claim)]
        found += map(_asked, self._skills.matches(named))
        return [*near, *(self._as_told(one, loose) for one in found)]

    def _named_in(self, name: str) -> list[Match]:
        sure = Confidence.POSSIBLE if self._skills.is_doubtful(name) else Confidence.LIKELY
        return [Match(one, sure, f"{name} is named in it") for one, _ in self._names.exact(name)]

    def _others(self, claim: Claim) -> list[Match]:
        """The certificates and degrees that it may be; a list does not say that it is one, so none is certain."""
        return [_asked(one) for one in (*self._certificates.matches(claim), *self._degrees.matches(claim))]

    def _as_told(self, match: Match, loose: LooseName) -> Match:
        """The match for what was done of it: a course on a skill shows little of it, and to prepare is not to pass."""
        kind = self._catalog.milestones[match.milestone].kind
        if kind is Kind.CERTIFICATION and loose.is_learnt:
            return replace(match, confidence=Confidence.POSSIBLE, is_part=True, why=f"{match.why}, as learnt or begun")
        if kind is not Kind.SKILL or not (loose.is_little or loose.is_exam):
            return match
        sure = Confidence.POSSIBLE if loose.is_exam else match.confidence
        return replace(match, confidence=sure, most=Level.FAMILIAR, why=f"{match.why}, which shows a beginning")


def _sure(near: Near) -> Confidence:
    return Confidence.LIKELY if near.alike == 1 else Confidence.POSSIBLE


def _asked(match: Match) -> Match:
    return replace(match, confidence=Confidence.LIKELY) if match.confidence is Confidence.CERTAIN else match


def _names(one: Milestone) -> tuple[str, ...]:
    code = (one.credential.code,) if one.credential is not None and one.credential.code else ()
    return (one.title, one.id, *one.aliases, *one.former_ids, *code)


def _parts_of(claims: Sequence[Claim], found: Sequence[Sequence[Match]]) -> dict[str, list[int]]:
    """The places of claims that are done and a part of something, by what they are a part of."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, (claim, matches) in enumerate(zip(claims, found, strict=True)):
        has_it = claim.status is Status.DONE or claim.kind is ClaimKind.EXPERIENCE
        if matches and matches[0].is_part and has_it and claim.status is not None:
            places[matches[0].milestone].append(place)
    return places


def _ended(claim: Claim) -> date:
    """When it was over; a position without an end is still running."""
    if claim.on is not None:
        return claim.on.last
    return date.max if claim.kind is ClaimKind.EXPERIENCE else date.min
