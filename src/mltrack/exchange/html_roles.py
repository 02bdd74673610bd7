"""All roles of the catalog with their meters, and what sources say of the pay and outlook of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element

from mltrack.core.cited import CitedRole, Statement, comparable, disagreement, statements
from mltrack.core.entries import Role, Seniority
from mltrack.core.figure_words import money, outlook_words, pay_words
from mltrack.core.figures import Outlook, Pay, Source
from mltrack.core.readiness import readiness_words, recommended_words
from mltrack.core.snapshot import Snapshot
from mltrack.exchange.html_elements import element, link
from mltrack.exchange.html_plots import meter

_LEVELS: Final = {
    Seniority.ENTRY: "Entry",
    Seniority.MID: "Mid",
    Seniority.SENIOR: "Senior",
    Seniority.UNSTATED: "No level stated",
}


def role_table(snapshot: Snapshot) -> Element:
    """By level, in the order of the catalog within."""
    names = ("Role", "Readiness", "", "How it stands", "Recommended")
    head = element("tr", *(element("th", name, scope="col") if name else element("td") for name in names))
    ordered = sorted(snapshot.catalog.roles.values(), key=lambda role: list(Seniority).index(role.level))
    bodies = [
        element("tbody", *_rows(snapshot, level, list(roles)))
        for level, roles in groupby(ordered, key=lambda role: role.level)
    ]
    return element("table", element("thead", head), *bodies, class_="roles")


def _rows(snapshot: Snapshot, level: Seniority, roles: list[Role]) -> Iterator[Element]:
    yield element("tr", element("th", _LEVELS[level], colspan=5, scope="rowgroup"), class_="group")
    for role in roles:
        readiness = snapshot.readiness[role.id]
        required = readiness.required
        target = element("span", " target", class_="tag") if role.id in snapshot.targets else None
        yield element(
            "tr",
            element("th", role.title, target, scope="row"),
            element("td", f"{required.percent}%" if required.total else "–", class_="number"),
            element(
                "td", meter(required.share, f"Readiness for {role.title}") if required.total else None, class_="bar"
            ),
            element("td", readiness_words(required)),
            element("td", recommended_words(readiness.recommended).partition(" ")[0], class_="number wide"),
        )


def figures(snapshot: Snapshot, role: Role) -> Iterator[Element]:
    """Pay and outlook as each source states them; none is merged, averaged or chosen."""
    catalog = snapshot.catalog
    told = statements(catalog, CitedRole(role.id))
    if not told:
        return
    yield element("h2", "What sources say of pay and outlook")
    rows = [_figure(one) for one in told]
    for benchmark in catalog.benchmarks.values():
        beside: Sequence[Pay | Outlook] = (*benchmark.pay, *benchmark.outlook)
        rows += [_figure(Statement(catalog.sources[one.source], one.at, one), benchmark.title) for one in beside]
    head = element("tr", *(element("th", name, scope="col") for name in ("Figure", "Of what", "Source")))
    yield element("table", element("thead", head), element("tbody", *rows), class_="figures")
    for words in dict.fromkeys(filter(None, map(disagreement, comparable(told)))):
        yield element("p", f"{words}. None of them is chosen.", class_="aside")


def _figure(statement: Statement, whose: str = "") -> Element:
    figure = statement.figure
    if isinstance(figure, Outlook):
        amount, what = f"{figure.percent:+g} %", outlook_words(figure).partition(" % ")[2]
    elif figure is not None:
        amount, what = money(figure), pay_words(figure).removeprefix(f"{money(figure)} ")
    else:
        amount, what = "", ""
    origin = f"{figure.origin}, in " if figure and figure.origin else ""
    note = element("p", figure.note, class_="aside") if figure and figure.note else None
    return element(
        "tr",
        element("th", amount, scope="row", class_="number"),
        element("td", f"For comparison, {whose}: {what}" if whose else what, note),
        element("td", origin, _source(statement.source), element("p", statement.at, class_="aside")),
    )


def _source(source: Source) -> Element:
    words = ", ".join(filter(None, (source.title, source.publisher, source.published)))
    return link(words, source.url) if source.url else element("span", words)
