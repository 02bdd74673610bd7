"""What a change of the catalog is to a person, and what is wrong with their own files, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mltrack.core.catalog_diff import CatalogDiff
from mltrack.core.catalog_words import diff_words, own_faults_words, sorted_words
from mltrack.errors import Fault
from mltrack.tui.present.row import BLANK, Row, bullet, heading, paragraph
from mltrack.tui.present.words import at_home

_NO_CHANGE = "The catalog is the one that you had from the beginning. When it changes, what is different stands here."


def change_rows(diff: CatalogDiff | None, width: int) -> Iterator[Row]:
    """What is different, those things first that concern the person."""
    if diff is None:
        yield from paragraph(_NO_CHANGE, width)
        return
    yield from paragraph(diff_words(diff), width)
    for title, told in sorted_words(diff):
        yield BLANK
        yield heading(title, width)
        for words in told:
            yield from bullet(words, width)


def fault_rows(faults: Sequence[Fault], width: int) -> Iterator[Row]:
    """Every fault, file by file, with its line."""
    yield from paragraph(f"{own_faults_words(faults)} mltrack starts with all that is sound of them.", width)
    for place, found in groupby(faults, key=lambda fault: fault.place):
        yield BLANK
        yield from paragraph(at_home(place), width, style="bold")
        for fault in found:
            line = f"line {fault.line}, " if fault.line else ""
            left_out = f"; left out: {fault.entry}" if fault.entry else ""
            said = f"{fault.key}: {fault.sentence}" if fault.key else fault.sentence
            yield from bullet(f"{line}{said}{left_out}", width)
