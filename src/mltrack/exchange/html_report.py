"""A report on one page to share: how ready, what is missing, the plan and the year, drawn and in words.

The page is whole in itself. It names nobody, and of a person's own words it holds none: no notes, no
evidence in words, no reasons of waivers, no texts of the time log.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from xml.etree.ElementTree import Element

from mltrack.core.advice import next_steps
from mltrack.core.alternatives import together
from mltrack.core.dates import day_words
from mltrack.core.departed import lost_aims_words
from mltrack.core.journal import listed
from mltrack.core.plan import Wish
from mltrack.core.plan_words import Voice
from mltrack.core.planning import Search, advised
from mltrack.core.series import monday
from mltrack.core.summary import Window, summarise
from mltrack.exchange.html_elements import Part, element, page
from mltrack.exchange.html_held import held
from mltrack.exchange.html_plan import next_list, plan
from mltrack.exchange.html_roles import figures, role_table
from mltrack.exchange.html_style import STYLE
from mltrack.exchange.html_targets import About, targets
from mltrack.exchange.html_year import year
from mltrack.exchange.writing import Export

_MOST_STEPS: Final = 8
_YEAR: Final = timedelta(weeks=52)
_NO_TARGET: Final = "No target is chosen. The table of all roles says how far each of them is."
_ALSO: Final = "Done or started, and not among the requirements above."
_FOOTER: Final = (
    "Made by mltrack. This page names nobody and loads nothing: no script, no font, no picture, no tracker. "
    "Links that were given as evidence are on it. Notes, evidence in words, reasons of waivers and texts of the time "
    "log are private, and are not."
)


def written(export: Export) -> str:
    """The page."""
    about = _about(export)
    title, lead = _opening(export, about)
    body = element(
        "body",
        element(
            "header", element("p", "mltrack", class_="name"), element("h1", title), element("p", lead, class_="lead")
        ),
        element("main", *_sections(export, about)),
        element("footer", element("p", _FOOTER)),
    )
    return page(f"{title}, {day_words(export.snapshot.today)}", STYLE, body)


def _about(export: Export) -> About:
    snapshot, hours = export.snapshot, export.hours_per_week
    roles = (export.role,) if export.role else snapshot.targets
    voice = Voice(
        day_words,
        "mltrack plan --patience 10",
        "mltrack plan --pin",
        lambda milestone_id: f"Without {snapshot.catalog.milestone_title(milestone_id)}",
    )
    advice = advised(snapshot, Wish(roles, hours), snapshot.today, Search()) if roles else None
    return About(snapshot, roles, advice, voice)


def _opening(export: Export, about: About) -> tuple[str, str]:
    snapshot = export.snapshot
    today, titles = day_words(snapshot.today), [snapshot.catalog.role_title(role) for role in about.roles]
    if export.role:
        return titles[0], f"How ready for this role on {today}, what is missing, and the way there."
    if not titles:
        return "Progress report", f"{today}. {lost_aims_words(snapshot) or _NO_TARGET}"
    return "Progress report", f"{today}. How far it is to {listed(titles)}."


def _sections(export: Export, about: About) -> Iterator[Element]:
    snapshot, hours = export.snapshot, export.hours_per_week
    if about.roles:
        yield _section("Readiness", *targets(about))
    if (found := held(about)) is not None:
        if about.roles:
            yield _section("Also held", element("p", _ALSO, class_="aside"), found)
        else:
            yield _section("Held or under way", found)
    if steps := next_steps(snapshot, export.role, hours):
        groups = together(snapshot, steps, tuple(dict.fromkeys((*about.roles, *snapshot.targets))))
        yield _section("What to do next", next_list(snapshot, groups[:_MOST_STEPS]))
    if about.roles:
        yield _section("The plan of least effort", *plan(about))
    start = monday(snapshot.today)
    window = Window(start - min(_YEAR, start - start.min), snapshot.today)
    yield _section("The last year", *year(about, summarise(snapshot, window), hours))
    if export.role:
        yield element("section", *figures(snapshot, snapshot.catalog.roles[export.role]))
    yield _section("All roles", role_table(snapshot))


def _section(title: str, *parts: Part) -> Element:
    return element("section", element("h2", title), *parts)
