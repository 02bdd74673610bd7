"""What somebody has or is at that no role of the report asks for: it took its time all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from mltrack.core import actions
from mltrack.core.dates import day_words
from mltrack.core.entries import Kind
from mltrack.core.history import Mark, Status
from mltrack.core.journal import at_level
from mltrack.core.readiness import expires_on
from mltrack.core.requirements import State
from mltrack.core.snapshot import Snapshot
from mltrack.exchange.html_elements import element
from mltrack.exchange.html_targets import About, links, listing, named, sign

_TITLES: Final = {
    Kind.DEGREE: "Degrees",
    Kind.CERTIFICATION: "Certifications",
    Kind.SKILL: "Skills",
    Kind.EXPERIENCE: "Experience",
    Kind.PROJECT: "Projects",
    None: "No longer in the catalog",
}


def held(about: About) -> Element | None:
    """All that is done or started and not named among the requirements, by kind, the newest first; None for nothing."""
    catalog, shown = about.snapshot.catalog, named(about)
    by_kind: dict[Kind | None, list[tuple[str, Mark]]] = {kind: [] for kind in _TITLES}
    for milestone_id, mark in about.snapshot.progress.marks.items():
        if mark.status in {Status.DONE, Status.STARTED} and milestone_id not in shown:
            milestone = catalog.milestones.get(milestone_id)
            by_kind[milestone.kind if milestone else None].append((milestone_id, mark))
    lists = [
        listing(f"{_TITLES[kind]}: {len(found)}", [_item(about, *one) for one in sorted(found, key=_age)])
        for kind, found in by_kind.items()
        if found
    ]
    return element("div", *lists, class_="columns") if lists else None


def _age(one: tuple[str, Mark]) -> tuple[bool, int, str]:
    """What is under way first, then by day, the newest first."""
    milestone_id, mark = one
    day = mark.done_on or mark.started_on
    return mark.status is Status.DONE, -day.toordinal() if day else 0, milestone_id


def _item(about: About, milestone_id: str, mark: Mark) -> Element:
    snapshot = about.snapshot
    state = _state(snapshot, milestone_id, mark)
    days = ", ".join(_days(snapshot, milestone_id, mark, state))
    return element(
        "li",
        sign(state),
        element("span", at_level(snapshot.catalog.milestone_title(milestone_id), mark.level), class_="label"),
        element("p", days, *links(about.evidence.get(milestone_id, ())), class_="way"),
        class_=state.value,
    )


def _state(snapshot: Snapshot, milestone_id: str, mark: Mark) -> State:
    if mark.status is Status.STARTED:
        return State.STARTED
    milestone = snapshot.catalog.milestones.get(milestone_id)
    return State.MET if milestone is None or actions.in_force(milestone, mark, snapshot.today) else State.LAPSED


def _days(snapshot: Snapshot, milestone_id: str, mark: Mark, state: State) -> Iterator[str]:
    if state is State.STARTED:
        yield f"started {day_words(mark.started_on)}" if mark.started_on else "started"
        return
    yield f"done {day_words(mark.done_on)}" if mark.done_on else "done"
    milestone = snapshot.catalog.milestones.get(milestone_id)
    if milestone is not None and (ends := expires_on(milestone, mark)) is not None:
        yield f"{'lapsed' if state is State.LAPSED else 'until'} {day_words(ends)}"
