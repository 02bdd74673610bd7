"""What a change of the catalog is to a person, as rows."""

from __future__ import annotations

from collections.abc import Iterator

from mltrack.core.catalog_diff import CatalogDiff
from mltrack.core.catalog_words import diff_words, sorted_words
from mltrack.tui.present.row import BLANK, Row, bullet, heading, paragraph

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
