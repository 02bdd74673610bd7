"""Roles side by side as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mltrack.cli.compare_text import fact_rows
from mltrack.core.catalog import Catalog
from mltrack.core.compare import Comparison
from mltrack.core.compare_words import SHARED, ask_words, line_title, missing_titles
from mltrack.core.figure_words import money, outlook_words
from mltrack.core.figures import Outlook, Pay
from mltrack.core.snapshot import Snapshot
from mltrack.exchange.markdown import escaped, table


def compare_markdown(snapshot: Snapshot, comparison: Comparison) -> list[str]:
    """`compare --markdown`."""
    catalog = snapshot.catalog
    titles = {one: catalog.role_title(one) for one in comparison.roles}
    heading = escaped(" and ".join(titles.values()))
    lines = [f"## {heading}", "", *table(["", *titles.values()], fact_rows(snapshot, comparison))]
    blocks: list[tuple[str, Mapping[str, Sequence[Pay | Outlook]]]] = [
        (f"Pay: {measure.measure}, {measure.currency} a {measure.period}", figures)
        for measure, figures in comparison.pay.items()
    ]
    for what, figures in [*blocks, ("Outlook", comparison.outlook)]:
        stated = [
            (titles[one], *_cited(catalog, figure)) for one in comparison.roles for figure in figures.get(one, ())
        ]
        if stated:
            lines += ["", f"### {escaped(what)}", "", *table(["Role", "Figure", "Source"], stated)]
    shared = [
        [line_title(catalog, line), *(ask_words(line.parts[one]) if one in line.parts else "" for one in titles)]
        for line in comparison.lines
        if len(line.parts) > 1
    ]
    if shared:
        lines += ["", f"### {SHARED}", "", *table(["What", *titles.values()], shared)]
    for one, title in titles.items():
        alone = [
            (line_title(catalog, line), ask_words(line.parts[one]))
            for line in comparison.lines
            if set(line.parts) == {one}
        ]
        if alone:
            lines += ["", f"### Asked for by {escaped(title)} alone", "", *table(["What", "How"], alone)]
    for one, title in titles.items():
        missing = missing_titles(catalog, comparison.near[one])
        lines += ["", f"### Missing for {escaped(title)}", "", *(f"- {escaped(words)}" for words in missing)]
    return lines


def _cited(catalog: Catalog, figure: Pay | Outlook) -> tuple[str, str]:
    """A figure, and who states it and where, with its note."""
    origin = f"{figure.origin}, in " if figure.origin else ""
    note = f". {figure.note}" if figure.note else ""
    return _amount(figure), f"{origin}{catalog.sources[figure.source].title}, {figure.at}{note}"


def _amount(figure: Pay | Outlook) -> str:
    """A figure without what its heading says."""
    if isinstance(figure, Outlook):
        return outlook_words(figure)
    return f"{money(figure)}, {f'as of {figure.as_of}' if figure.as_of else 'no date stated'}"
