"""Roles side by side in 80 columns: what is short in columns, what has a source line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import ascii_uppercase

from mltrack.cli.role_text import Footnotes
from mltrack.cli.text import BOXES, WIDTH, cells, wrapped
from mltrack.core.catalog import Catalog
from mltrack.core.compare import AskedLine, Comparison, Part
from mltrack.core.compare_words import SHARED, ask_words, how_much, line_title, missing_titles
from mltrack.core.entries import Strength
from mltrack.core.figure_words import outlook_words, pay_words
from mltrack.core.figures import Outlook, Pay
from mltrack.core.nearest import Near
from mltrack.core.readiness import readiness_words
from mltrack.core.snapshot import Snapshot
from mltrack.core.total_words import plan_words

_LABEL = 12
"""Cells of the first column of the table at the head."""
_SIGNS = {Strength.REQUIRED: "{}", Strength.RECOMMENDED: "({})", Strength.OPTIONAL: "{}?"}
"""How a cell says how firmly something is asked for."""


def compare_lines(snapshot: Snapshot, comparison: Comparison) -> list[str]:
    """Roles side by side in 80 columns; each has a letter that stands for it below."""
    catalog, letters = snapshot.catalog, _letters(comparison)
    notes = Footnotes(catalog.sources)
    lines = [line for one in comparison.roles for line in wrapped(_name(catalog, one), f"{letters[one]}  ")]
    lines += ["", *_grid(["", *letters.values()], fact_rows(snapshot, comparison))]
    lines += [*_figure_lines(comparison, notes), *_shared_lines(snapshot, comparison)]
    for one in comparison.roles:
        lines += _alone_lines(snapshot, comparison, one)
    lines += [""]
    for one in comparison.roles:
        missing = ", ".join(missing_titles(catalog, comparison.near[one]))
        lines += wrapped(f"Missing for {letters[one]}: {missing}.", "", "  ")
    return [*lines, *notes.lines()]


def _letters(comparison: Comparison) -> dict[str, str]:
    return dict(zip(comparison.roles, ascii_uppercase, strict=False))


def _name(catalog: Catalog, role_id: str) -> str:
    return f"{catalog.role_title(role_id)} ({role_id})"


def fact_rows(snapshot: Snapshot, comparison: Comparison) -> list[list[str]]:
    """Level, readiness, what is missing and effort, a row each, with a cell for every role."""
    roles = [snapshot.catalog.roles[one] for one in comparison.roles]
    near = [comparison.near[one] for one in comparison.roles]
    return [
        ["Level", *(role.level.value for role in roles)],
        ["Readiness", *(_readiness(one) for one in near)],
        ["Missing", *(_missing(one) for one in near)],
        ["Effort left", *("unknown" if one.plan is None else plan_words(one.plan) for one in near)],
    ]


def _readiness(near: Near) -> str:
    required = near.readiness.required
    return f"{required.percent}%" if required.total else readiness_words(required)


def _missing(near: Near) -> str:
    required = near.readiness.required
    if not required.total:
        return "unknown"
    waived = f", {required.waived} waived" if required.waived else ""
    return f"{required.missing} of {required.total} required{waived}"


def _figure_lines(comparison: Comparison, notes: Footnotes) -> Iterator[str]:
    """Pay by measure and the projections; of several figures that disagree every one."""
    letters, outlook = _letters(comparison), any(comparison.outlook.values())
    if comparison.pay:
        yield from ("", "Pay")
    for figures in comparison.pay.values():
        yield from _stated_lines(letters, figures, notes)
    if outlook:
        yield from ("", "Outlook")
        yield from _stated_lines(letters, comparison.outlook, notes)
    if comparison.pay or outlook:
        yield "  Notes on the figures, and where each stands in its source: mltrack role ROLE"


def _stated_lines(
    letters: Mapping[str, str], figures: Mapping[str, Sequence[Pay | Outlook]], notes: Footnotes
) -> Iterator[str]:
    """Every figure with those who state it; a figure that several state is one line."""
    for one, stated in figures.items():
        said: dict[str, dict[str, list[str]]] = {}
        for figure in stated:
            words = outlook_words(figure) if isinstance(figure, Outlook) else pay_words(figure)
            marks = said.setdefault(words, {}).setdefault(f", {figure.origin}" if figure.origin else "", [])
            marks.append(notes.mark(figure.source))
        for words, marks_by in said.items():
            whose = "".join(f"{origin} {''.join(dict.fromkeys(marks))}" for origin, marks in marks_by.items())
            yield from wrapped(f"{words}{whose}", f"  {letters[one]}  ")


def _box(snapshot: Snapshot, line: AskedLine) -> str:
    return BOXES[line.state(snapshot)]


def _shared_lines(snapshot: Snapshot, comparison: Comparison) -> Iterator[str]:
    """What two or more ask for, a column for each role."""
    shared = [line for line in comparison.lines if len(line.parts) > 1]
    if not shared:
        return
    table = [[_cell(line.parts.get(one)) for one in comparison.roles] for line in shared]
    widths = [max(map(cells, column)) for column in zip(_letters(comparison).values(), *table, strict=True)]
    room = WIDTH - 6 - sum(width + 2 for width in widths)
    titles = [_broken(line_title(snapshot.catalog, line), room) for line in shared]
    room = max(cells(text) for title in titles for text in title)
    yield ""
    yield from wrapped(f"{SHARED}: required, (recommended), optional?")
    yield _columns(["", *_letters(comparison).values()], [room + 6, *widths])
    for line, title, row in zip(shared, titles, table, strict=True):
        yield _columns([f"  {_box(snapshot, line)} {title[0]}", *row], [room + 6, *widths])
        yield from (f"      {text}" for text in title[1:])


def _cell(part: Part | None) -> str:
    return "-" if part is None else _SIGNS[part.strength].format(how_much(part) or "yes")


def _columns(texts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (width - cells(text)) for text, width in zip(texts, widths, strict=True))
    return "  ".join(padded).rstrip()


def _alone_lines(snapshot: Snapshot, comparison: Comparison, role_id: str) -> Iterator[str]:
    alone = [line for line in comparison.lines if set(line.parts) == {role_id}]
    yield from ("", f"Asked for by {_letters(comparison)[role_id]} alone{'' if alone else ': nothing'}")
    for line in alone:
        words = f"{line_title(snapshot.catalog, line)}: {ask_words(line.parts[role_id])}"
        yield from wrapped(words, f"  {_box(snapshot, line)} ")


def _grid(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Columns of the same width, each cell broken within its own."""
    width = (WIDTH - _LABEL) // (len(headings) - 1) - 2
    for label, *others in (headings, *rows):
        columns = [[label], *(_broken(cell, width) for cell in others)]
        for number in range(max(map(len, columns))):
            texts = [column[number] if number < len(column) else "" for column in columns]
            yield _columns(texts, [_LABEL, *([width] * len(others))])


def _broken(text: str, width: int) -> list[str]:
    """`text` in lines of `width` cells; a longer word is cut."""
    return [line.removeprefix(" " * (WIDTH - width)) for line in wrapped(text, " " * (WIDTH - width))]
