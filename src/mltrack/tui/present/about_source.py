"""A source as rows: what it is, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from mltrack.core.catalog import Catalog
from mltrack.core.figures import Source
from mltrack.tui.present.row import BLANK, Row, bullet, heading, paragraph
from mltrack.tui.present.words import as_of, count

_LABEL = 12


def about_source(catalog: Catalog, source: Source, width: int) -> Iterator[Row]:
    """Everything that is known of a source."""
    yield from paragraph(source.title, width, style="bold")
    yield BLANK
    facts = (
        ("Publisher", source.publisher or "not stated"),
        ("Published", as_of(source.published) if source.published else "not stated"),
        ("Read", as_of(source.accessed) if source.accessed else ""),
        ("Address", source.url or ""),
    )
    for name, words in facts:
        if words:
            yield from bullet(words, width, (name.ljust(_LABEL), "$quiet"))
    if source.note:
        yield BLANK
        yield from paragraph(source.note, width)
    roles = [role for role in catalog.roles.values() if any(cite.source == source.id for cite in role.citations())]
    yield BLANK
    yield heading(f"{count(len(roles), 'role')} {'rests' if len(roles) == 1 else 'rest'} on it", width)
    for role in roles:
        yield from bullet(role.title, width)
