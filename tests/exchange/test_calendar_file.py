"""iCalendar, read back by another library: days, names that stay, and text that ends no line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from mltrack.core.history import Change, DueChange, Evidence, EvidenceChange, MarkChange
from mltrack.core.text import plain
from mltrack.exchange.calendar_file import escaped, folded, written
from mltrack.exchange.writing import Export
from tests.core.worlds import TODAY, catalog, cert, done, skill
from tests.exchange.exports import HOSTILE, LIFE, NOW, SOON, export_of, harm, nothing

Dates: TypeAlias = dict[str, tuple[date | None, date | None]]


def read(export: Export) -> list[Component]:
    text = written(export)
    assert "\r" not in text.replace("\r\n", "")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    calendar = Calendar.from_ical(text)
    assert calendar.errors == []
    assert calendar["VERSION"] == "2.0"
    parts = calendar.subcomponents
    assert all(part.errors == [] and day(part, "DTSTAMP") == NOW for part in parts)
    assert len({str(part["UID"]) for part in parts}) == len(parts)
    return parts


def said(part: Component, name: str) -> str | None:
    found = part.get(name)
    return None if found is None else str(found)


def day(part: Component, name: str) -> date | None:
    found = part.get(name)
    value: date | None = getattr(found, "dt", None)
    return value


def days(parts: list[Component], first: str, last: str) -> Dates:
    return {str(part["SUMMARY"]): (day(part, first), day(part, last)) for part in parts}


def test_events_are_what_is_due_planned_expiring_and_wanted() -> None:
    parts = read(export_of())
    assert {part.name for part in parts} == {"VEVENT"}
    assert days(parts, "DTSTART", "DTEND") == {
        "Due: Portfolio": (SOON, None),
        "By the plan: Portfolio done": (date(2026, 12, 31), None),
        "By the plan: Python (proficient) done": (date(2027, 1, 21), None),
        "By the plan: Sql (working) done": (date(2027, 3, 4), None),
        "Expires: Cka": (date(2027, 2, 28), None),
        "To be ready: Engineer": (date(2027, 6, 30), None),
    }
    (python,) = (part for part in parts if "Python" in str(part["SUMMARY"]))
    assert said(python, "URL") == "https://example.org/python?a=1,2;3"
    assert str(python["DESCRIPTION"]).splitlines()[0] == (
        "By the plan: done 21 Jan 2027 at the latest; begun 1 Jan 2027 at the latest; 10-30 h (assumed)."
    )
    (portfolio,) = (part for part in parts if str(part["SUMMARY"]) == "By the plan: Portfolio done")
    assert "done 31 Dec 2026 at the latest; begun 1 Sep 2026;" in str(portfolio["DESCRIPTION"])
    assert "first line" not in written(export_of())  # notes stay at home


def test_to_dos_have_a_state_and_what_is_done_is_done() -> None:
    parts = read(export_of(as_todo=True))
    assert {part.name for part in parts} == {"VTODO"}
    assert days(parts, "DTSTART", "DUE") == {
        "Portfolio": (date(2026, 9, 1), SOON),
        "Python (proficient)": (None, date(2027, 1, 21)),
        "Sql (working)": (None, date(2027, 3, 4)),
        "Cka": (None, None),
        "Renew: Cka": (None, date(2027, 2, 28)),
        "To be ready: Engineer": (None, date(2027, 6, 30)),
    }
    states = {str(part["SUMMARY"]): str(part["STATUS"]) for part in parts}
    assert (states["Portfolio"], states["Sql (working)"], states["Cka"]) == ("IN-PROCESS", "NEEDS-ACTION", "COMPLETED")
    (cka,) = (part for part in parts if part["SUMMARY"] == "Cka")
    noon = datetime(2025, 2, 28, 12).astimezone()
    assert (said(cka, "PERCENT-COMPLETE"), day(cka, "COMPLETED")) == ("100", noon)


@pytest.mark.parametrize(
    ("as_todo", "trigger", "named"),
    [
        (False, "TRIGGER:-P7D", ["Due: Portfolio", "Expires: Cka"]),
        (True, "TRIGGER;RELATED=END:-P7D", ["Portfolio", "Renew: Cka"]),
    ],
)
def test_what_is_due_or_expires_has_a_reminder_a_week_before(as_todo: bool, trigger: str, named: list[str]) -> None:
    export = export_of(as_todo=as_todo)
    reminded = [part for part in read(export) if part.subcomponents]
    assert [str(part["SUMMARY"]) for part in reminded] == named
    for part in reminded:
        (alarm,) = part.subcomponents
        assert (alarm.name, str(alarm["ACTION"]), str(alarm["DESCRIPTION"])) == ("VALARM", "DISPLAY", part["SUMMARY"])
        assert b":-P7D\r\n" in alarm.to_ical()
    assert written(export).count(f"\r\n{trigger}\r\n") == 2


@pytest.mark.parametrize(("ahead", "reminders"), [(-3, 0), (6, 0), (7, 1)])
def test_no_reminder_is_for_a_day_that_is_over(ahead: int, reminders: int) -> None:
    (part,) = read(export_of([DueChange("sql", None, TODAY + timedelta(days=ahead))]))
    assert len(part.subcomponents) == reminders


@pytest.mark.parametrize("as_todo", [False, True])
@pytest.mark.parametrize(("ahead", "is_told"), [(-1, False), (0, True)])
def test_a_certificate_that_has_passed_has_no_day_left(ahead: int, is_told: bool, as_todo: bool) -> None:
    mark = done(on=date(2024, 1, 1), expires=TODAY + timedelta(days=ahead))
    titles = {str(part["SUMMARY"]) for part in read(export_of([MarkChange("cka", None, mark)], as_todo=as_todo))}
    assert (titles - {"Cka"} == {"Renew: Cka" if as_todo else "Expires: Cka"}) is is_told


@pytest.mark.parametrize("as_todo", [False, True])
def test_without_the_plan_there_are_the_days_of_ones_own(as_todo: bool) -> None:
    whole = {str(part["UID"]): part for part in read(export_of(as_todo=as_todo))}
    parts = read(replace(export_of(as_todo=as_todo), due_only=True))
    assert whole.keys() > {str(part["UID"]) for part in parts}
    assert [str(part["SUMMARY"]) for part in parts] == (
        ["Portfolio", "Cka", "Renew: Cka", "To be ready: Engineer"]
        if as_todo
        else ["Due: Portfolio", "Expires: Cka", "To be ready: Engineer"]
    )


def test_of_one_role_there_is_what_that_asks_for() -> None:
    parts = read(export_of(role="analyst"))
    assert set(days(parts, "DTSTART", "DTEND")) == {"By the plan: Sql (working) done", "Expires: Cka"}


def test_names_stay_from_day_to_day_and_when_a_milestone_gets_another_id() -> None:
    now = export_of()
    later = replace(now, now=datetime.fromisoformat("2027-03-28T01:59:59+02:00"))
    assert {part["UID"] for part in Calendar.from_ical(written(later)).subcomponents} == {p["UID"] for p in read(now)}
    uids = set()
    for house, one in (
        (catalog([cert("old", 12)]), "old"),
        (catalog([cert("new", 12, former_ids=("old",))]), "new"),
        (catalog([cert("newest", 12, former_ids=("old", "new"))]), "newest"),
    ):
        (part,) = read(export_of([MarkChange(one, None, done())], house))
        uids.add(str(part["UID"]))
    assert len(uids) == 1


def test_nothing_is_a_calendar_all_the_same() -> None:
    assert read(nothing()) == []


@pytest.mark.parametrize("as_todo", [False, True])
def test_text_that_means_harm_stays_text(as_todo: bool) -> None:
    parts = read(replace(harm(), as_todo=as_todo))
    assert {part.name for part in parts} == {"VTODO" if as_todo else "VEVENT"}
    told = " ".join(str(part["SUMMARY"]) for part in parts)
    for text in HOSTILE:
        assert " ".join(plain(text).split())[:300] in told
    assert all(str(part["DESCRIPTION"]).splitlines()[-1].startswith("mltrack milestone ") for part in parts[:3])


@pytest.mark.parametrize("day", [date.min, date(999, 2, 3), date.max])
def test_days_at_the_ends_of_the_calendar(day: date) -> None:
    house = catalog([cert("cka", 1200)])
    for as_todo in (False, True):
        parts = read(export_of([MarkChange("cka", None, done(on=day))], house, as_todo=as_todo))
        assert any(str(part["SUMMARY"]).endswith(": Cka") for part in parts) == (day == date.max)


@pytest.mark.parametrize(
    ("evidence", "url"),
    [("http://example.org", None), ("words", None), ("https://exämple.org/ä", "https://xn--exmple-cua.org/%C3%A4")],
)
def test_only_a_link_by_https_is_one(evidence: str, url: str | None) -> None:
    told: list[Change] = [
        MarkChange("a", None, done(expires=SOON)),
        EvidenceChange("e", None, Evidence("a", TODAY, evidence)),
    ]
    (part,) = read(export_of(told, catalog([skill("a")])))
    assert said(part, "URL") == url


@given(st.text(max_size=200) | st.sampled_from(HOSTILE))
def test_any_text_comes_back_from_one_folded_line(text: str) -> None:
    lines = f"BEGIN:VEVENT\r\n{folded(f'SUMMARY:{escaped(text)}')}END:VEVENT\r\n"
    assert str(Component.from_ical(lines).get("SUMMARY", "")) == plain(text, lines=True)
    assert max(len(line.encode()) for line in lines.split("\r\n")) <= 75


def test_life_has_no_event_for_what_is_waived() -> None:
    assert any(isinstance(change, MarkChange) and change.milestone == "diploma" for change in LIFE)
    assert "Diploma" not in written(export_of(as_todo=True))
