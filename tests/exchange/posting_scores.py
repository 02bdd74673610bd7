"""How much of ten postings is read as a careful adviser reads them: `python -m tests.exchange.posting_scores`.

A line that was found counts as right when it can be met by just what the key says, or by a part of
it or more than it (then its alternatives are not right); what two advisers would judge differently
counts neither way. Strength and level are compared where a line is right.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mltrack.core.catalog import Catalog
from mltrack.core.posting import PostingReader
from mltrack.core.posting_draft import Line
from mltrack.core.requirements import AllOf, Level, Requirement, leaves
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder
from tests.exchange.postings import Asked, Posting, load_postings

TODAY = date(2026, 11, 28)


@dataclass(frozen=True)
class Score:
    """Of one posting, or of several together."""

    found: int
    """Lines that were found and that count."""
    right: int
    """Those of them that the key has."""
    asked: int
    """Requirements of the key that the catalog has."""
    met: int
    """Those of them that were found."""
    same_strength: int
    same_level: int
    with_level: int
    """Pairs of which the key states a level."""
    same_alternatives: int
    same_years: int
    with_years: int
    traps: int
    fallen: int
    same_title: int
    same_seniority: int
    postings: int = 1

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is asked for that was found."""
        return self.met / self.asked if self.asked else 1.0


@dataclass(frozen=True)
class Look:
    """A posting, what was found in it, and which of it belongs to which requirement of its key."""

    posting: Posting
    lines: tuple[Line, ...]
    pairs: tuple[tuple[Asked, Line], ...]
    wrong: tuple[Line, ...]
    missed: tuple[Asked, ...]
    fallen: tuple[str, ...]
    score: Score


def looked(posting: Posting, reader: PostingReader) -> Look:
    draft = reader.draft(posting.text)
    asked = [each for one in posting.asked for each in _each(one)]
    pairs = _pairs(asked, draft.lines)
    paired = {id(line) for _, line in pairs}
    fair = {one.milestone for one in posting.fair}
    known = {id_ for one in asked for id_ in one.milestones}
    traps = {one.milestone for one in posting.traps} - known - fair
    fallen = tuple(
        sorted(id_ for id_ in traps if any(id_ in line.ids for line in draft.lines if id(line) not in paired))
    )
    left = [line for line in draft.lines if id(line) not in paired]
    wrong = tuple(line for line in left if not set(line.ids) <= fair)
    met = {id(one) for one, _ in pairs}
    levels = [(one, line) for one, line in pairs if level_of(one.needs)]
    years = [(one, line) for one, line in pairs if one.years is not None]
    score = Score(
        found=len(pairs) + len(wrong),
        right=len(pairs),
        asked=len(asked),
        met=len(met),
        same_strength=sum(one.strength is line.strength for one, line in pairs),
        same_level=sum(level_of(one.needs) is line.level for one, line in levels),
        with_level=len(levels),
        same_alternatives=sum(one.milestones == frozenset(line.ids) for one, line in pairs),
        same_years=sum(line.years is not None and line.years.least == one.years for one, line in years),
        with_years=len(years),
        traps=len(traps),
        fallen=len(fallen),
        same_title=draft.title == posting.title,
        same_seniority=draft.seniority is posting.level,
    )
    return Look(posting, draft.lines, pairs, wrong, tuple(one for one in asked if id(one) not in met), fallen, score)


def _each(one: Asked) -> Sequence[Asked]:
    """What a requirement of several parts asks for, part by part: a draft has a line for each."""
    if one.needs is None:
        return ()
    return [replace(one, needs=part) for part in one.needs.parts] if isinstance(one.needs, AllOf) else [one]


def level_of(needs: Requirement | None) -> Level | None:
    return max((leaf.level for leaf in leaves(needs) if leaf.level), default=None) if needs is not None else None


def _pairs(asked: Sequence[Asked], lines: Sequence[Line]) -> tuple[tuple[Asked, Line], ...]:
    """Each requirement with a line of its own, those first that have most in common."""
    likeness = [
        (len(one.milestones & set(line.ids)) / len(one.milestones | set(line.ids)), -number, -place)
        for number, one in enumerate(asked)
        for place, line in enumerate(lines)
    ]
    pairs: dict[int, int] = {}
    for share, number, place in sorted(likeness, reverse=True):
        if share > 0 and -number not in pairs and -place not in pairs.values():
            pairs[-number] = -place
    return tuple((asked[number], lines[place]) for number, place in sorted(pairs.items()))


def total(scores: Iterable[Score]) -> Score:
    every = [*scores]
    names = Score.__dataclass_fields__
    return Score(**{name: sum(getattr(one, name) for one in every) for name in names})


def looks(catalog: Catalog | None = None) -> tuple[Look, ...]:
    reader = PostingReader(catalog or load_catalog(bundled_folder()), TODAY)
    return tuple(looked(posting, reader) for posting in load_postings())


def row(name: str, one: Score) -> str:
    shares = (
        (one.right, one.found), (one.met, one.asked), (one.same_strength, one.right), (one.same_level, one.with_level),
        (one.same_alternatives, one.right), (one.same_years, one.with_years), (one.fallen, one.traps),
        (one.same_title, one.postings), (one.same_seniority, one.postings),
    )  # fmt: skip
    return f"| {name:12} | " + " | ".join(f"{part:3}/{whole:3}" for part, whole in shares) + " |"


def report(found: Sequence[Look], *, details: bool) -> str:
    heads = ("precise", "recall", "strength", "level", "alternatives", "years", "traps", "title", "step")
    lines = [f"| {'posting':12} | " + " | ".join(f"{one[:7]:7}" for one in heads) + " |"]
    lines += [row(look.posting.name, look.score) for look in found]
    whole = total(look.score for look in found)
    lines += [row("all", whole), f"precision {whole.precision:.1%}, recall {whole.recall:.1%}"]
    for look in found if details else ():
        lines.append(f"\n{look.posting.name}")
        lines += [f"  missed  {sorted(one.milestones)[:4]} {one.strength.value}: {one.words}" for one in look.missed]
        lines += [f"  wrong   {line.ids[:4]} {line.strength.value}: {line.words[0].text[:110]}" for line in look.wrong]
        lines += [f"  trap    {one}" for one in look.fallen]
        for one, line in look.pairs:
            if told := _differences(one, line):
                lines.append(f"  differs {line.ids[:4]} {told}: {line.words[0].text[:110]}")
    return "\n".join(lines)


def _differences(one: Asked, line: Line) -> str:
    told = []
    if one.strength is not line.strength:
        told.append(f"{line.strength.value}, not {one.strength.value}")
    level = level_of(one.needs)
    if level is not line.level and level is not None:
        told.append(f"{line.level and line.level.value}, not {level.value}")
    if one.milestones != frozenset(line.ids):
        more, less = sorted({*line.ids} - one.milestones), sorted(one.milestones - {*line.ids})
        told.append(f"alternatives +{more} -{less}")
    if one.years is not None and (line.years is None or line.years.least != one.years):
        told.append(f"{line.years}, not {one.years} years")
    return "; ".join(told)


if __name__ == "__main__":
    sys.stdout.write(report(looks(), details="--details" in sys.argv) + "\n")
