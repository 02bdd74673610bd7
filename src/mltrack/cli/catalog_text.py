"""What a look at the catalog came to, and what of it is different, as text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from mltrack.cli.text import Glyphs, wrapped
from mltrack.core.audit import Concern, counts
from mltrack.core.catalog_diff import CatalogDiff
from mltrack.core.catalog_words import diff_words, sorted_words
from mltrack.core.entries import Kind
from mltrack.core.index import Name
from mltrack.core.text import counted
from mltrack.curation import Examined

_NOUNS = ("source", "benchmark", "milestone", "role", "removed")


def examined_lines(found: Examined, months: int, glyphs: Glyphs) -> list[str]:
    """What there is, the faults one a line, and what to look at."""
    lines = [*wrapped(f"Checked {found.what}."), "", *_counted(found)]
    lines += ["", f"Faults: {len(found.faults) or 'none'}"]
    # Never broken: a line a fault, as editors and other programs read them.
    for fault, after in zip_longest(found.faults, found.faults[1:]):
        lines.append(f"  {glyphs.fault} {fault}")
        is_last = after is None or (after.place, after.entry) != (fault.place, fault.entry)
        if fault.entry and is_last:
            lines += wrapped(_left_out(found, fault.entry), "    ")
    if found.not_read:
        lines.append(f"Not read: {len(found.not_read)}")
        for file in found.not_read:
            lines += wrapped(f"{file}: the name of a catalog file ends in .toml", f"  {glyphs.worth_knowing} ", "    ")
    for concern, points in found.points.items():
        lines.append(f"{_heading(concern, months)}: {len(points) or 'none'}")
        for point in points:
            lines += wrapped(f"{point.name}: {point.sentence}", f"  {glyphs.worth_knowing} ", "    ")
    return lines


def _left_out(found: Examined, entry: str) -> str:
    """What is left out for a fault."""
    noun, _, id_ = entry.partition(" ")
    is_there = noun in _NOUNS and found.catalog.index.has(Name(noun, id_))
    return f"left out: {entry}{'; another one of this id is in use' if is_there else ''}"


def diff_lines(diff: CatalogDiff) -> list[str]:
    """What is different, in one sentence, and then each difference."""
    lines = wrapped(diff_words(diff))
    for heading, told in sorted_words(diff):
        lines += ["", heading]
        for words in told:
            lines += wrapped(words, "  - ")
    return lines


def _heading(concern: Concern, months: int) -> str:
    words = f"not verified for {counted(months, 'month')}" if concern is Concern.STALE else concern.value
    return words.capitalize()


def _counted(found: Examined) -> Iterator[str]:
    number = counts(found.catalog)
    kinds = [counted(number[kind.value], kind.value) for kind in Kind]
    yield from wrapped(f"{counted(number['roles'], 'role')}")
    yield from wrapped(f"{counted(number['milestones'], 'milestone')}: {', '.join(kinds)}")
    others = [counted(number["sources"], "source"), counted(number["benchmarks"], "benchmark")]
    yield from wrapped(f"{', '.join(others)}, {number['removed']} removed")
