"""Entries of the history as the fields of documents: what is written, what is read again, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.entries import Span
from mltrack.core.history import (
    Change,
    DueChange,
    EffortChange,
    Event,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    OwnEffort,
    Status,
    Target,
    TargetChange,
    TimeEntry,
    Turn,
)
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.core.strict_json import Fields, Json
from mltrack.core.text import plain
from mltrack.store.documents import event_fields, event_of, facts, readable
from tests.store.histories import NOW, rich
from tests.store.histories import facts as spelled_out
from tests.store.test_fold import changes

DONE = Mark(Status.DONE, Level.EXPERT, date(2024, 2, 29), date(2025, 1, 1), date(2028, 1, 1), "portfolio")

BLUE = Evidence("msc", date(2024, 2, 29), "in the blue folder")
WRITTEN: Fields = {"milestone": "msc", "on": "2024-02-29", "text": "in the blue folder"}


def event(change: Change, turn: Turn = Turn.FORWARD, of: str | None = None, label: str = "") -> Event:
    return Event("e1", "a1", NOW, 7, "laptop", change, turn, of, label)


COMMON: Fields = {"action": "a1", "at": "2025-11-20T21:30:15.123456+05:45", "clock": 7, "device": "laptop"}


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (
            event(MarkChange("python", None, DONE)),
            {
                "mark": "python",
                "old": None,
                "new": {
                    "status": "done",
                    "level": "expert",
                    "started_on": "2024-02-29",
                    "done_on": "2025-01-01",
                    "expires_on": "2028-01-01",
                    "reason": "portfolio",
                },
            },
        ),
        (
            event(MarkChange("python", Mark(Status.STARTED), None)),
            {"mark": "python", "old": {"status": "started"}, "new": None},
        ),
        (event(NoteChange("python", "", "a\nb")), {"note": "python", "old": "", "new": "a\nb"}),
        (
            event(TargetChange("ml", Target(primary=False), Target(primary=True, by=date(2027, 1, 1)))),
            {
                "target": "ml",
                "old": {"primary": False, "by": None},
                "new": {"primary": True, "by": "2027-01-01"},
            },
        ),
        (
            event(NoteChange("python", "a", ""), Turn.UNDO, "a0"),
            {"note": "python", "old": "a", "new": "", "turn": "undo", "of": "a0"},
        ),
        (
            event(NoteChange("python", "", "a"), Turn.REDO, "a0", "restore backup 3"),
            {"note": "python", "old": "", "new": "a", "turn": "redo", "of": "a0", "label": "restore backup 3"},
        ),
        (
            event(LogChange("t1", None, TimeEntry("python", date(2026, 11, 20), 90, "chapter 3"))),
            {
                "log": "t1",
                "old": None,
                "new": {"milestone": "python", "on": "2026-11-20", "minutes": 90, "text": "chapter 3"},
            },
        ),
        (
            event(LogChange("t1", TimeEntry("sql", date(2026, 11, 1), 1_440), None)),
            {"log": "t1", "old": {"milestone": "sql", "on": "2026-11-01", "minutes": 1440, "text": ""}, "new": None},
        ),
        (
            event(EffortChange("python", None, OwnEffort(Span(30, 50.5)))),
            {"effort": "python", "old": None, "new": {"hours": [30, 50.5], "months": None}},
        ),
        (
            event(EffortChange("msc", OwnEffort(Span(0, 0), Span(12, 24)), None)),
            {"effort": "msc", "old": {"hours": [0, 0], "months": [12, 24]}, "new": None},
        ),
        (
            event(DueChange("python", date(2026, 12, 1), date(2027, 1, 1))),
            {"due": "python", "old": "2026-12-01", "new": "2027-01-01"},
        ),
        (event(DueChange("python", None, None)), {"due": "python", "old": None, "new": None}),
        (event(EvidenceChange("e1", None, BLUE)), {"evidence": "e1", "old": None, "new": WRITTEN}),
        (event(EvidenceChange("e1", BLUE, None)), {"evidence": "e1", "old": WRITTEN, "new": None}),
    ],
    ids=[
        *("mark", "untick", "note", "target", "undo", "redo with a label"),
        *("time", "time removed", "effort", "effort removed", "due", "due, and not at all"),
        *("evidence", "evidence removed"),
    ],
)
def test_an_entry_is_written_so_and_read_again(entry: Event, fields: Fields) -> None:
    assert event_fields(entry) == {**COMMON, **fields}
    assert event_of("e1", {**COMMON, **fields}) == entry


zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
tokens = st.text("abc-XYZ 019", min_size=1, max_size=8)
events = st.builds(
    Event,
    id=tokens,
    action=tokens,
    at=st.datetimes(timezones=zones),
    clock=st.integers(-(2**62), 2**62),
    device=tokens,
    change=changes,
    turn=st.sampled_from(Turn),
    of=st.none() | tokens,
    label=st.text(max_size=12).map(plain),
)


@given(events)
def test_any_entry_comes_back_from_json_as_it_was(entry: Event) -> None:
    text = json.dumps(event_fields(entry), ensure_ascii=False, allow_nan=False)
    again = event_of(entry.id, json.loads(text))
    assert again == entry
    assert again.at.utcoffset() == entry.at.utcoffset()


@given(st.lists(events, max_size=8))
def test_facts_say_what_holds_and_nothing_else(entries: list[Event]) -> None:
    progress = Progress().after(entries)
    assert facts(progress) == spelled_out(progress)


# What is read all the same


def note(**more: Json) -> Fields:
    return {**COMMON, "note": "python", "old": "", "new": "mine", **more}


def mark(new: Json) -> Fields:
    return {**COMMON, "mark": "python", "old": None, "new": new}


def aim(new: Json) -> Fields:
    return {**COMMON, "target": "ml", "old": None, "new": new}


def time(**more: Json) -> Fields:
    return spent({"milestone": "python", "on": "2026-11-20", "minutes": 90, "text": "", **more})


def spent(new: Json) -> Fields:
    return {**COMMON, "log": "t1", "old": None, "new": new}


def evidence(**more: Json) -> Fields:
    return attached({"milestone": "python", "on": "2026-11-20", "text": "https://example.org", **more})


def attached(new: Json) -> Fields:
    return {**COMMON, "evidence": "e1", "old": None, "new": new}


def effort(new: Json) -> Fields:
    return {**COMMON, "effort": "python", "old": None, "new": new}


def due(new: Json) -> Fields:
    return {**COMMON, "due": "python", "old": None, "new": new}


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        (note(mood="good", weather={"of": ["others"]}), NoteChange("python", "", "mine")),
        (mark({"status": "done", "stars": 5}), MarkChange("python", None, Mark(Status.DONE))),
        (mark({"status": "done", "level": None, "reason": ""}), MarkChange("python", None, Mark(Status.DONE))),
        (aim({"primary": True}), TargetChange("ml", None, Target(primary=True))),
        (note(new="a\x1b[2Jb\r\nc\u202e\ttab"), NoteChange("python", "", "a[2Jb\nc tab")),
        (note(old="a\x1b\r\nb"), NoteChange("python", "a\nb", "mine")),
        (note(note="py\x9bthon\n2"), NoteChange("python 2", "", "mine")),
        (
            mark({"status": "waived", "reason": "a\nb\x07"}),
            MarkChange("python", None, Mark(Status.WAIVED, reason="a b")),
        ),
        (note(new="half \ud83e of a character"), NoteChange("python", "", "half  of a character")),
        (
            time(text="a\nb\x07", mood="fine", milestone="py\x9bthon"),
            LogChange("t1", None, TimeEntry("python", date(2026, 11, 20), 90, "a b")),
        ),
        (effort({"months": [1, 2.5]}), EffortChange("python", None, OwnEffort(months=Span(1, 2.5)))),
        (
            evidence(text="a\nb\x07", mood="fine", milestone="py\x9bthon"),
            EvidenceChange("e1", None, Evidence("python", date(2026, 11, 20), "a b")),
        ),
        (
            # Of characters that only the Unicode of the one who wrote it has.
            evidence(text="\U000e1000" * 2_000),
            EvidenceChange("e1", None, Evidence("python", date(2026, 11, 20), "")),
        ),
    ],
    ids=[
        "fields of a later version",
        "a field of a mark of a later version",
        "a mark that says nothing in full",
        "a target without a day",
        "control characters in a note",
        "control characters in the note before",
        "control characters in an id of the catalog",
        "control characters in a reason",
        "half a character",
        "control characters in time spent",
        "an effort without hours",
        "control characters in evidence",
        "nothing but unknown characters in evidence",
    ],
)
def test_what_is_more_or_less_than_needed_is_read_all_the_same(fields: Fields, change: Change) -> None:
    assert event_of("e1", fields).change == change


def test_a_label_is_read_as_plain_text() -> None:
    assert event_of("e1", note(label="restore\x1b]0;x\x07 backup\n3")).label == "restore]0;x backup 3"


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        ("2026-11-20T10:15:00+00:00", datetime(2026, 11, 20, 10, 15, tzinfo=UTC)),
        ("2026-11-20T10:15:00Z", datetime(2026, 11, 20, 10, 15, tzinfo=UTC)),
        ("2026-11-20 10:15:00.5-03:30", datetime(2026, 11, 20, 13, 45, 0, 500_000, tzinfo=UTC)),
    ],
)
def test_a_moment_may_be_written_in_several_ways(at: str, moment: datetime) -> None:
    assert event_of("e1", note(at=at)).at == moment


# What is refused

MINUTES = "its minutes are not a whole number from 1 to 1,440"
ENDS = "an end of a range is not a number from 0 to 1,000,000"


@pytest.mark.parametrize(
    ("fields", "misfit"),
    [
        ({}, "it has no 'clock'"),
        ({key: value for key, value in note().items() if key != "action"}, "it has no 'action'"),
        ({key: value for key, value in note().items() if key != "device"}, "it has no 'device'"),
        ({key: value for key, value in note().items() if key != "at"}, "it has no 'at'"),
        ({key: value for key, value in note().items() if key != "old"}, "it has no 'old'"),
        ({key: value for key, value in note().items() if key != "note"}, "it has no 'target'"),
        (note(clock="7"), "clock is not a whole number"),
        (note(clock=7.0), "clock is not a whole number"),
        (note(clock=True), "clock is not a whole number"),
        (note(clock=2**62 + 1), "its clock is out of range"),
        (note(clock=-(2**62) - 1), "its clock is out of range"),
        (note(at="yesterday"), "Invalid isoformat string: 'yesterday'"),
        (note(at=1763670615), "1763670615 is not text"),
        (note(note=""), "what it is about has no id"),
        (note(note="\u200b"), "what it is about has no id"),
        (note(action=""), "'' is not an id"),
        (note(action="a\n1"), "'a\\n1' is not an id"),
        (note(device="ü"), "'ü' is not an id"),
        (note(device="x" * 201), f"'{'x' * 40}' is not an id"),
        (note(turn="undo"), "it has no 'of'"),
        (note(turn="undo", of=3), "3 is not text"),
        (note(turn="sideways", of=None), "'sideways' is not a valid Turn"),
        (note(turn=["undo"], of=None), "['undo'] is not a valid Turn"),
        (note(label=None), "None is not text"),
        (note(new=None), "None is not text"),
        (note(old=["a"]), "['a'] is not text"),
        (note(note=7), "7 is not text"),
        (mark("done"), "a mark is not an object"),
        (mark({}), "it has no 'status'"),
        (mark({"status": "bored"}), "'bored' is not a valid Status"),
        (mark({"status": "done", "level": "guru"}), "'guru' is not a valid Level"),
        (mark({"status": "done", "level": 3}), "3 is not text"),
        (mark({"status": "done", "done_on": "2025-02-30"}), "day is out of range for month"),
        (mark({"status": "done", "done_on": 20250101}), "20250101 is not text"),
        (mark({"status": "waived", "reason": {"x" * 60: 1}}), "{'" + "x" * 38 + " is not text"),
        (aim(True), "a target is not an object with primary true or false"),
        (aim({"primary": 1}), "a target is not an object with primary true or false"),
        (aim({"by": "2027-01-01"}), "it has no 'primary'"),
        (aim({"primary": True, "by": "soon"}), "Invalid isoformat string: 'soon'"),
        ({**time(), "log": "ü"}, "'ü' is not an id"),
        (spent("90"), "an entry of the time log is not an object"),
        (time(minutes=0), MINUTES),
        (time(minutes=1_441), MINUTES),
        (time(minutes=True), MINUTES),
        (time(minutes=90.0), MINUTES),
        (time(minutes="90"), MINUTES),
        (time(on="2026-02-30"), "day is out of range for month"),
        (time(on=None), "None is not text"),
        (time(milestone=""), "what it is about has no id"),
        (time(text=None), "None is not text"),
        (spent({"minutes": 90, "on": "2026-11-20"}), "it has no 'milestone'"),
        (effort([30, 50]), "an effort is not an object"),
        (effort({}), "give hours, months or both"),
        (effort({"hours": None, "months": None}), "give hours, months or both"),
        (effort({"hours": 40}), "a range is not a list of its two ends"),
        (effort({"hours": [40]}), "a range is not a list of its two ends"),
        (effort({"hours": [50, 30]}), "low = 50 lies above high = 30"),
        (effort({"hours": [-1, 30]}), ENDS),
        (effort({"hours": [1, 10**400]}), ENDS),
        (effort({"hours": [1, float("inf")]}), ENDS),
        (effort({"hours": [float("nan"), 1]}), ENDS),
        (effort({"months": [False, True]}), ENDS),
        (effort({"months": ["1", "2"]}), ENDS),
        ({**evidence(), "evidence": "ü"}, "'ü' is not an id"),
        (attached("https://example.org"), "evidence is not an object"),
        (evidence(on="2026-02-30"), "day is out of range for month"),
        (evidence(on=None), "None is not text"),
        (evidence(milestone=""), "what it is about has no id"),
        (evidence(text=None), "None is not text"),
        (evidence(text=["a"]), "['a'] is not text"),
        (attached({"milestone": "python", "on": "2026-11-20"}), "it has no 'text'"),
        (due("soon"), "Invalid isoformat string: 'soon'"),
        (due(20261201), "20261201 is not text"),
        ({**due(None), "due": ""}, "what it is about has no id"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_id_and_the_reason(fields: Fields, misfit: str) -> None:
    with pytest.raises(ValueError, match=r"^event e1 does not fit: ") as caught:
        event_of("e1", fields)
    assert str(caught.value) == f"event e1 does not fit: {misfit}"


@pytest.mark.parametrize("event_id", ["", "a\x1b", "x" * 201, "\ud83e"])
def test_an_id_that_mltrack_would_not_make_is_refused(event_id: str) -> None:
    with pytest.raises(ValueError, match=r"is not an id$"):
        event_of(event_id, note())


json_values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["done", "2025-01-01", "undo"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = (
    *("action", "at", "clock", "device", "turn", "of", "label", "old", "new"),
    *("mark", "note", "target", "log", "effort", "due", "evidence"),
)
SOUND = [
    note(),
    mark({"status": "done"}),
    aim({"primary": True}),
    time(),
    effort({"hours": [1, 2]}),
    due("2026-12-01"),
    evidence(),
]


@given(st.sampled_from(SOUND), st.sampled_from(KEYS), json_values)
def test_any_other_value_of_any_field_is_read_or_refused_and_nothing_else_happens(
    fields: Fields, key: str, value: Json
) -> None:
    try:
        entry = event_of("e1", {**fields, key: value})
    except ValueError:
        return
    assert event_of("e1", event_fields(entry)) == entry


def test_of_entries_some_of_which_fit_those_are_read() -> None:
    entries = rich(Progress(), "laptop")
    documents = {one.id: event_fields(one) for one in entries}
    assert readable(documents) == entries
    spoilt: dict[str, Fields] = {**documents, entries[0].id: {"mood": "good"}, "x": note(clock=None)}
    assert readable(spoilt) == entries[1:]
