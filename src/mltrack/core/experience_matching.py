"""Positions: what a job's title, its text and its length show, as far as a stranger can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from mltrack.core.claims import Claim
from mltrack.core.entries import Milestone
from mltrack.core.history import Status
from mltrack.core.matches import Confidence, Match
from mltrack.core.name_index import NameIndex, folded
from mltrack.core.position_words import (
    ENTRY,
    FIELD,
    IN_SERVICE,
    IN_THE_FIELD,
    KINDS,
    LEADING,
    MID,
    ML,
    MODELS,
    OPERATIONS,
    OTHER_WORK,
    SENIOR,
    SERVICE,
    SOFTWARE,
    UNPAID,
    PositionKind,
)
from mltrack.core.stated_dates import StatedDay
from mltrack.core.text import counted

_LONGEST_TEXT = 3_000
"""Characters of a description that are looked at."""


class ExperienceMatching:
    """The experience milestones of a catalog by what positions show. `today` ends what is running still."""

    def __init__(self, experience: Iterable[Milestone], today: date) -> None:
        self._all = {one.id: one for one in experience}
        self._names = NameIndex((name, one.id) for one in self._all.values() for name in (one.title, *one.aliases))
        self._today = today

    def matches(self, claim: Claim) -> list[Match]:
        """What a position may be; never certain, for titles mean one thing here and another there."""
        title, months = _title(claim.name), months_of(claim, self._today)
        text = f"{title} {_text_of(claim)}"
        is_bare = any(kind.title.fullmatch(title) for kind in KINDS)
        if is_bare and IN_THE_FIELD.search(folded(claim.issuer)):  # a title that says no more: the company does
            text = f"{text} data software"
        shown = self._shown(title, text) if not OTHER_WORK.search(title) else []
        if not shown:
            shown = [(one, Confidence.LIKELY) for one, _ in self._names.exact(claim.name)]
        if UNPAID.search(f"{title} {claim.remark.casefold()}"):
            shown = [(FIELD, sure) for one, sure in shown if one in {ENTRY, MID, SOFTWARE}] or shown
        return [self._match(one, sure, claim, months) for one, sure in shown if one in self._all]

    def least_months(self, milestone: str) -> int:
        """The months that a position should have lasted; 0 where the catalog states none."""
        known = self._all.get(milestone)
        return round(known.effort.months.low) if known and known.effort and known.effort.months else 0

    @staticmethod
    def _shown(title: str, text: str) -> list[tuple[str, Confidence]]:
        for kind in KINDS:
            if kind.title.search(title) and (not kind.in_the_field or _is_in_the_field(title, text)):
                return [*kind.shows, *_besides(kind, text)]
        return []

    def _match(self, milestone: str, sure: Confidence, claim: Claim, months: int | None) -> Match:
        """The time it took beside the time that is asked for: less of it is a beginning."""
        least = self.least_months(milestone)
        if months is None:
            return Match(milestone, Confidence.POSSIBLE, f"as {claim.name[:60]}, for how long is not stated")
        why = f"{in_words(months)} as {claim.name[:60]}"
        if months < least:
            return Match(milestone, sure, f"{why}, of about {in_words(least)}", is_part=True, months=months)
        return Match(milestone, sure, why, months=months)


def _besides(kind: PositionKind, text: str) -> list[tuple[str, Confidence]]:
    """What the text of a position shows beside its title."""
    shown = {one for one, _ in kind.shows}
    more: list[tuple[str, Confidence]] = []
    if shown & {SOFTWARE, ENTRY, FIELD, OPERATIONS} and len(set(MODELS.findall(text))) > 1:
        more.append((ML, Confidence.POSSIBLE))
    if shown & {MID, SOFTWARE} and MODELS.search(text) and len(set(IN_SERVICE.findall(text))) > 1:
        more.append((SERVICE, Confidence.POSSIBLE))
    if shown & {MID, SOFTWARE} and SENIOR.search(text[:80]):
        more.append((LEADING, Confidence.POSSIBLE))
    return [one for one in more if one[0] not in shown]


def _is_in_the_field(title: str, text: str) -> bool:
    return IN_THE_FIELD.search(title) is not None or len(set(IN_THE_FIELD.findall(text))) > 1


def _title(name: str) -> str:
    return re.sub(r"\s+", " ", folded(name).replace("(", " ").replace(")", " ")).strip()


def _text_of(claim: Claim) -> str:
    """What is said of a position, in small letters and cut to what is looked at."""
    return " ".join(claim.text[:_LONGEST_TEXT].casefold().split())


def months_of(claim: Claim, today: date) -> int | None:
    """How long it lasted, in months; what is running still lasts until today. None where no beginning is stated."""
    if claim.since is None or claim.since.first > today:
        return None
    end = (
        claim.on if claim.on is not None and claim.on.first <= today else StatedDay(today.year, today.month, today.day)
    )
    if claim.on is None and claim.status is Status.DONE and claim.until is not None:
        end = claim.until
    if not (claim.since.month and end.month):
        months = (end.year - claim.since.year) * 12
    else:
        months = (end.year - claim.since.year) * 12 + end.month - claim.since.month + 1
    return months if months >= 0 else None


def months_together(claims: Iterable[Claim], today: date) -> int:
    """How long several positions lasted, months in two of them counted once."""
    stretches = []
    for claim in claims:
        if claim.since is not None and (months := months_of(claim, today)):
            first = claim.since.year * 12 + (claim.since.month or 1)
            stretches.append((first, first + months))
    total, reached = 0, 0
    for first, end in sorted(stretches):
        total += max(0, end - max(first, reached))
        reached = max(reached, end)
    return total


def in_words(months: int) -> str:
    """A length of time, such as "2 years 3 months"."""
    years, rest = divmod(months, 12)
    parts = [counted(years, "year") if years else "", counted(rest, "month") if rest or not years else ""]
    return " ".join(filter(None, parts))
