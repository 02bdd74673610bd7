"""Certifications: by code, by name and issuer, and by the courses that they consist of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from mltrack.core.certificate_names import (
    Certificate,
    alike,
    base_of,
    certificate,
    codes_written,
    levels_in,
    telling_words,
)
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.entries import Milestone
from mltrack.core.issuers import Fit, fit, words_of
from mltrack.core.matches import Confidence, Match
from mltrack.core.name_index import ALIKE, NameIndex, folded, key, percent_alike, words

_AGAINST = re.compile(
    r"\b(prep|prepar\w+|practi[cs]e|mock|crash course|hands[- ]on|stud(?:y|ying)|boot ?camp|voucher|workshop|webinar"
    r"|tutorial|learning path|training|course|masterclass|attend\w+|accreditation|challenge|guide|dumps?|questions)\b"
)
"""What is about a certification and is not it."""
_UNFINISHED = re.compile(
    r"\b(in progress|ongoing|expected|planned|pending|not (?:yet )?(?:passed|finished|completed|taken)|failed"
    r"|audit(?:ed)?|candidate|scheduled|revoked)\b"
)

_OVER = re.compile(r"\b(?:expired|lapsed|void(?:ed)?|invalid(?:ated)?|no longer valid)\b")
"""Words of a certification that was held and counts no more."""


class CertificateMatching:
    """The certifications of a catalog by code, name and part."""

    def __init__(self, certifications: Iterable[Milestone]) -> None:
        every = [certificate(one, one.credential) for one in certifications if one.credential is not None]
        self._all = {one.milestone.id: one for one in every}
        self._exact = NameIndex((name, one.milestone.id) for one in every for name in one.names)
        self._parts = NameIndex((part, one.milestone.id) for one in every for part in one.credential.parts)
        self._codes: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._versions: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._by_word: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for one in every:
            for code in one.codes:
                self._codes[key(code)].setdefault(one.milestone.id, code)
                if base := base_of(code):
                    self._versions[base].setdefault(one.milestone.id, code)
            for word in frozenset[str]().union(*one.telling):
                self._by_word[word][one.milestone.id] = None

    def matches(self, claim: Claim) -> list[Match]:
        """The certifications that it may be, or be a part of."""
        found = self._by_code(claim)
        if not found:
            found = self._namesakes(self._by_name(claim) or self._part(claim) or self._nearly(claim), claim)
            if not found and _UNFINISHED.search(folded(claim.name)):
                named = _UNFINISHED.sub(" ", folded(claim.name))
                found = [_begun(one) for one in self.matches(replace(claim, name=named))]
        if sum(one.confidence is Confidence.CERTAIN for one in found) > 1:
            found = [_less_sure(one, "one of several that it names") for one in found]
        return [self._in_its_time(one, claim) for one in found]

    def parts(self, milestone: str) -> tuple[str, ...]:
        """The courses that a certification consists of; none where the catalog names none."""
        known = self._all.get(milestone)
        return known.credential.parts if known else ()

    def _by_code(self, claim: Claim) -> list[Match]:
        if claim.kind is ClaimKind.COURSE and not claim.code:
            return []
        text = f"{claim.name} | {claim.code}"
        spelled = words(text)
        windows = {"".join(spelled[at : at + long]) for at in range(len(spelled)) for long in (1, 2, 3)}
        found: list[Match] = []
        for window in sorted(windows & self._codes.keys()):
            for milestone, code in self._codes[window].items():
                if self._has_code(self._all[milestone], claim, code):
                    found += self._judged(claim, milestone, f"its code, {code}")
        if found:
            return found
        for written in codes_written(text):
            for milestone, code in self._versions.get(base_of(written), {}).items():
                found += self._judged(claim, milestone, f"another version of its code, {code}", is_exact=False)
        return found

    def _has_code(self, one: Certificate, claim: Claim, code: str) -> bool:
        """True where it is the code: written as one word, and if it is letters only beside nothing else that tells."""
        if key(claim.code) == key(code) or key(claim.name) == key(code):
            return True
        if not any(letter.isdigit() for letter in code):
            others = telling_words(claim.name) - {key(code)} - words_of(one.credential.issuer) - set(words(code))
            return not others or any(others <= telling for telling in one.telling)
        joined = folded(code).replace("-", "[-–_]?")
        return re.search(rf"(?<![a-z0-9]){joined}(?![a-z0-9])", folded(claim.name)) is not None

    def _by_name(self, claim: Claim) -> list[Match]:
        found: list[Match] = []
        for milestone, name in self._exact.exact(claim.name):
            is_title = key(name) in self._all[milestone].titles
            why = "the same name" if is_title else f"another name for it, {name}"
            found += self._judged(claim, milestone, why)
        return found

    def _judged(self, claim: Claim, milestone: str, why: str, *, is_exact: bool = True) -> list[Match]:
        """How sure a name or code is once issuer, level and the other words have been heard."""
        one, said = self._all[milestone], folded(claim.name)
        is_named = key(claim.name) in {key(name) for name in one.names}
        if not is_named and _AGAINST.search(said):
            return []
        issued = fit(claim.issuer, one.credential.issuer, one.is_course)
        if issued is Fit.OTHER:
            # Exams are named after their issuer; "Machine Learning Specialization" is what several call theirs.
            told = not one.is_course or self._tells_issuer(one, claim)
            return [Match(milestone, Confidence.POSSIBLE, f"{why}, but another issuer")] if told else []
        if not is_named and levels_in(claim.name) - one.levels:
            return [Match(milestone, Confidence.POSSIBLE, f"{why}, but another level")]
        match = Match(milestone, Confidence.CERTAIN if is_exact else Confidence.LIKELY, why)
        if one.is_course and issued is Fit.UNSTATED and not self._tells_issuer(one, claim):
            match = _less_sure(match, "and no issuer is stated")
        if _OVER.search(said):
            match = _less_sure(match, "though it is said to have expired")
        return [_begun(match) if _UNFINISHED.search(said) else match]

    def _part(self, claim: Claim) -> list[Match]:
        """One course of a program; sure where the issuer says so, or the name is too long to be another's."""
        found: list[Match] = []
        for near in self._parts.near(claim.name):
            one = self._all[near.milestone]
            issued = fit(claim.issuer, one.credential.issuer, one.is_course)
            if issued is Fit.SAME or (issued is Fit.UNSTATED and near.alike == 1):
                own = issued is Fit.SAME or len(words(near.name)) > 3
                why = f"one of its {len(one.credential.parts)} courses"
                sure = Confidence.LIKELY if own else Confidence.POSSIBLE
                found.append(Match(near.milestone, sure, why, is_part=True, part=near.name))
        return found

    def _nearly(self, claim: Claim) -> list[Match]:
        said, wanted = telling_words(claim.name), levels_in(claim.name)
        if _AGAINST.search(folded(claim.name)):
            return []
        candidates = {one: None for word in said for one in self._by_word.get(word, ())}
        near: list[tuple[Certificate, float, bool]] = []
        for one in map(self._all.__getitem__, candidates):
            issued = fit(claim.issuer, one.credential.issuer, one.is_course)
            told = said - words_of(one.credential.issuer)
            is_issued = issued is Fit.SAME or self._tells_issuer(one, claim)
            # Without its issuer a name is a mere subject, unless there is much of it and its level is told.
            is_known = is_issued or (len(told) > 2 and (wanted or not one.title_has_level))
            if issued is Fit.OTHER or not is_known or wanted - one.levels:
                continue
            if (claim.kind is ClaimKind.COURSE and not one.is_course) or not told:
                continue
            if (likeness := max(alike(told, name) for name in one.telling)) >= ALIKE:
                near.append((one, likeness, is_issued))
        near.sort(key=lambda found: -found[1])
        return [_near(one, likeness, wanted, is_sure=is_issued and len(near) == 1) for one, likeness, is_issued in near]

    @staticmethod
    def _tells_issuer(one: Certificate, claim: Claim) -> bool:
        return bool(words_of(one.credential.issuer) & set(words(claim.name)))

    def _in_its_time(self, match: Match, claim: Claim) -> Match:
        """What was no longer to be had on its day is not certain."""
        last, day = self._all[match.milestone].credential.retired_on, claim.on.first if claim.on else None
        if match.confidence is Confidence.CERTAIN and last and day and day > last:
            return _less_sure(match, f"though it was to be had until {last} only")
        return match

    def _namesakes(self, found: list[Match], claim: Claim) -> list[Match]:
        """Of two certifications that had the same name one after the other, first the one of its day."""
        day = claim.on.first if claim.on else None
        older = {one.milestone: before for one in found if (before := self._before(one.milestone, day)) is not None}
        told: list[Match] = []
        for one in found:
            if one.milestone in older:
                before = older[one.milestone]
                told.append(Match(before, Confidence.LIKELY, "the one that had this name at the time"))
                told.append(replace(one, confidence=Confidence.POSSIBLE, why=f"{one.why}, but it is newer"))
            elif one.milestone not in older.values():
                told.append(one)
        return told

    def _before(self, milestone: str, day: date | None) -> str | None:
        """The retired certification of the same name that this one took the place of, unless `day` is after its end."""
        telling = {*self._all[milestone].telling}
        for one in self._all.values():
            if one.credential.replaced_by == milestone and telling & {*one.telling}:
                last = one.credential.retired_on
                if day is None or last is None or day <= last:
                    return one.milestone.id
        return None


def _begun(match: Match) -> Match:
    return replace(_less_sure(match, "though not finished"), is_part=True)


def _less_sure(match: Match, why: str) -> Match:
    sure = Confidence.LIKELY if match.confidence is Confidence.CERTAIN else match.confidence
    return replace(match, confidence=sure, why=f"{match.why}, {why}")


def _near(one: Certificate, likeness: float, wanted: frozenset[str], *, is_sure: bool) -> Match:
    if likeness < 1:
        return Match(one.milestone.id, Confidence.POSSIBLE, f"a similar name, {percent_alike(likeness)}")
    why = "the same words, but its level is not stated" if one.title_has_level and not wanted else "the same words"
    return Match(one.milestone.id, Confidence.LIKELY if is_sure else Confidence.POSSIBLE, why)
