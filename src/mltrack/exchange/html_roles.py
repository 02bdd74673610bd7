"""All roles of the catalog in a table, each with its meter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element

from mltrack.core.entries import Role, Seniority
from mltrack.core.readiness import readiness_words, recommended_words
from mltrack.core.snapshot import Snapshot
from mltrack.exchange.html_elements import element
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
