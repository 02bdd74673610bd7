"""Files that earlier versions wrote mean today what they meant then, by hand."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mltrack.core.entries import Span
from mltrack.core.history import Evidence, Mark, NoteChange, OwnEffort, Status, Target, TimeEntry, Turn
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from mltrack.store.sealed_file import CURRENT, Form
from tests.store.damages import emptied, harm
from tests.store.deeds import LATER, consistent
from tests.store.histories import Seen, at, backups, doing, ticking

GOLDEN = Path(__file__).with_name("golden")
PORTFOLIO = 'employer accepts "portfolio" – ü'
TODAY = date(2026, 11, 20)
SUMMER = date(2027, 6, 30)


@dataclass(frozen=True)
class Meaning:
    """What is in a file."""

    marks: Mapping[str, Mark]
    notes: Mapping[str, str]
    targets: Mapping[str, Target]
    """In the order in which they were chosen."""
    history: str
    """Clock, noun, id, turn and label of every event."""
    generation: int
    schema: int = 1
    log: Mapping[str, TimeEntry] = field(default_factory=dict)
    """In the order in which it was told."""
    efforts: Mapping[str, OwnEffort] = field(default_factory=dict)
    due: Mapping[str, date] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """In the order in which it was told."""
    moments: Mapping[int, str] = field(default_factory=dict)
    """When the event with a clock happened."""


FIRST_RELEASE = Meaning(
    marks={
        "python": Mark(Status.DONE, Level.PROFICIENT, done_on=TODAY),
        "bachelors-statistics": Mark(Status.DONE, done_on=date(2021, 5, 28)),
        "internship": Mark(Status.WAIVED, reason=PORTFOLIO),
    },
    notes={"python": "chapter 4 next\nthen “asyncio” 漢字 🎓"},
    targets={
        "machine-learning-engineer": Target(primary=False, by=SUMMER),
        "data-scientist": Target(primary=True, by=SUMMER),
    },
    history="""
        1 mark python
        2 mark bachelors-statistics
        3 mark apache-spark
        4 mark internship
        5 note python
        6 target machine-learning-engineer
        7 target data-scientist
        8 note sql
        9 note sql
        10 mark sql
        11 mark sql undo
        12 mark sql redo
        13 mark sql undo
        14 mark apache-spark
        15 target machine-learning-engineer
        16 target data-scientist
    """,
    generation=14,
    moments={1: "2026-11-20T14:23:35.964708+00:00"},
)
EVERYTHING = Meaning(
    marks={
        "python": Mark(Status.DONE, Level.EXPERT, date(2025, 1, 5), date(2025, 3, 1), date(2028, 2, 29)),
        "internship": Mark(Status.DONE, done_on=date(2025, 3, 3), reason=PORTFOLIO),
        "left-the-catalog": Mark(Status.DONE, Level.FAMILIAR, done_on=date(2024, 2, 29)),
        "statistics": Mark(Status.STARTED, started_on=date(2025, 3, 7)),
    },
    notes={"python": 'first line\nsecond: ü, 漢字, \\ and "quotes" 🧑‍🎓'},
    targets={"zoologist": Target(primary=True, by=date(2026, 6, 30)), "analyst": Target(primary=False)},
    history="""
        1 mark python
        2 mark python
        3 mark internship
        4 mark internship
        5 note python
        6 target zoologist
        6 mark left-the-catalog
        7 target analyst
        8 note sql
        9 note sql undo
        10 note sql redo
        11 note sql undo
        12 mark statistics (restore backup 3)
        13 target analyst (restore backup 3)
        14 target analyst
    """,
    generation=41,
    moments={1: "2025-01-05T09:00:00+01:00", 2: "2025-03-01T23:59:59.999999-11:30"},
)
WITH_TIME = replace(
    EVERYTHING,
    marks={**EVERYTHING.marks, "sql": Mark(Status.STARTED, started_on=date(2026, 11, 19))},
    history=f"""
        {EVERYTHING.history.strip()}
        15 log t01
        15 log t04
        16 log t02
        17 log t03
        18 mark sql
        19 log t03
        20 effort python
        21 effort python
        22 effort statistics
        23 effort statistics
        24 due statistics
        25 due statistics
        26 due sql
        27 due sql undo
        28 log t01
        29 log t01 undo
    """,
    generation=55,
    schema=2,
    log={
        "t04": TimeEntry("python", date(2026, 11, 18), 30),
        "t02": TimeEntry("left-the-catalog", date(2026, 11, 17), 1440),
        "t01": TimeEntry("python", date(2026, 11, 18), 90, "chapter 3 – ü 漢字"),
    },
    efforts={"python": OwnEffort(Span(0, 40), Span(1.5, 3))},
    due={"statistics": date(2027, 2, 28)},
)
WITH_EVIDENCE = replace(
    WITH_TIME,
    history=f"""
        {WITH_TIME.history.strip()}
        30 evidence p01
        31 evidence p02
        31 evidence p04
        32 evidence p03
        33 evidence p03
        34 evidence p01
        35 evidence p01 undo
    """,
    generation=69,
    schema=3,
    evidence={
        "p02": Evidence("left-the-catalog", date(2024, 2, 29), "certificate in the “blue folder” 🎓"),
        "p04": Evidence("python", date(2026, 11, 19), "https://example.org/talk"),
        "p01": Evidence("python", date(2026, 11, 18), "https://example.org/me?q=ü漢字"),
    },
)
IN_LINES = replace(
    WITH_EVIDENCE,
    notes={**WITH_EVIDENCE.notes, "lines": "an entry a line: ü “\n”"},
    history=f"""
        {WITH_EVIDENCE.history.strip()}
        36 note lines
        37 log t00
        38 evidence p04
    """,
    generation=71,
    log={**WITH_EVIDENCE.log, "t00": TimeEntry("lines", date(2026, 11, 21), 25, "later")},
    evidence={one: piece for one, piece in WITH_EVIDENCE.evidence.items() if one != "p04"},
)
FILES = {
    "first-release": FIRST_RELEASE,
    "schema-1": EVERYTHING,
    "schema-2": WITH_TIME,
    "schema-3": WITH_EVIDENCE,
    "schema-3-lines": IN_LINES,
}
every_file = pytest.mark.parametrize("name", FILES)
every_form = pytest.mark.parametrize("form", [CURRENT, LATER], ids=["as it is", "migrated"])


@pytest.fixture
def places(name: str, tmp_path: Path) -> Places:
    """A copy of a golden store."""
    places = at(tmp_path)
    shutil.copytree(GOLDEN / name, places.data)
    return places


def lines(progress: Progress) -> list[str]:
    """The history in the words of `Meaning.history`."""
    return [
        " ".join(
            [
                str(event.clock),
                *event.change.subject,
                *([event.turn.value] if event.turn is not Turn.FORWARD else []),
                *([f"({event.label})"] if event.label else []),
            ]
        )
        for event in progress.history
    ]


def expect(progress: Progress, meaning: Meaning) -> None:
    assert progress.marks == meaning.marks
    assert progress.notes == meaning.notes
    assert list(progress.targets.items()) == list(meaning.targets.items())
    assert list(progress.log.items()) == list(meaning.log.items())
    assert list(progress.evidence.items()) == list(meaning.evidence.items())
    assert (progress.efforts, progress.due) == (meaning.efforts, meaning.due)
    assert lines(progress) == [line.strip() for line in meaning.history.strip().splitlines()]
    moments = {event.clock: event.at.isoformat() for event in progress.history}
    assert moments.items() >= meaning.moments.items()


@every_form
@every_file
def test_a_golden_file_means_what_it_meant_and_is_not_changed_by_reading(name: str, form: Form, places: Places) -> None:
    seen, store = Seen(places), ProgressStore(places, form=form)
    expect(store.load(), FILES[name])
    assert (store.recovery, store.newer) == (None, None)
    content = store.reader.fetch()
    assert (content.schema, content.generation, content.app) == (FILES[name].schema, FILES[name].generation, "0.1.0")
    assert consistent(store) or name != "first-release"  # the others have documents that are not ours
    assert Seen(places) == seen


@pytest.mark.parametrize(
    ("name", "nouns"),
    [
        ("schema-1", {"mark", "note", "target"}),
        ("schema-2", {"mark", "note", "target", "log", "effort", "due"}),
        ("schema-3", {"mark", "note", "target", "log", "effort", "due", "evidence"}),
    ],
)
def test_every_sort_of_event_is_in_the_golden_file(name: str, nouns: set[str]) -> None:
    fields: list[dict[str, Any]] = list(json.loads((GOLDEN / name / "progress.json").read_bytes())["events"].values())
    assert {key for one in fields for key in one} >= {*nouns, "old", "new", "turn", "of", "label"}
    marks = [one["new"] for one in fields if "mark" in one and one["new"]]
    assert {mark["status"] for mark in marks} == {status.value for status in Status}
    assert {key for mark in marks for key in mark} == set(Mark.__dataclass_fields__)
    assert {one.get("turn") for one in fields} == {None, "undo", "redo"}
    assert len({one["device"] for one in fields}) == 2


@every_form
@every_file
def test_a_save_keeps_all_of_it_and_what_is_not_known(name: str, form: Form, places: Places) -> None:
    before = json.loads(places.progress.read_bytes())
    before["_meta"]["file"].pop("summary", None)
    store = ProgressStore(places, form=form)
    python = FILES[name].notes["python"]
    store.commit(doing(NoteChange("python", python, "new")))
    after = json.loads(places.progress.read_bytes())
    assert after["_meta"]["file"].pop("summary")["events"] == len(after["events"])
    assert after["_meta"]["file"] == {
        **before["_meta"]["file"],
        "generation": FILES[name].generation + 1,
        "schema": form.schema,
        "sha256": after["_meta"]["file"]["sha256"],
    }
    assert {**after["_meta"], "file": None} == {**before["_meta"], "file": None}
    assert after["state"] == {**before["state"], "note:python": {"text": "new"}}
    assert {event: after["events"][event].items() >= fields.items() for event, fields in before["events"].items()} == (
        dict.fromkeys(before["events"], True)
    )
    assert len(after["events"]) == len(before["events"]) + 1
    others = {key: table for key, table in after.items() if key not in {"_meta", "events", "state", "trail"}}
    assert others == {key: table for key, table in before.items() if key not in {"_meta", "events", "state"}}
    assert ("trail" in after) == (form is LATER)


# The backups of the first release


@pytest.mark.parametrize("name", ["first-release"])
def test_backups_without_a_moment_in_their_names_are_backups_like_any_other(name: str, places: Places) -> None:
    found = ProgressStore(places).backups()
    assert [(one.number, one.label, one.fault) for one in found] == [(13, "", ""), (12, "", ""), (11, "", "")]
    assert all(one.progress is not None for one in found)
    assert [one.saved_at.timestamp() for one in found] == [
        pytest.approx(Path(one.file).stat().st_mtime) for one in found
    ]


@pytest.mark.parametrize("name", ["first-release"])
def test_they_stand_in_for_a_damaged_file(name: str, places: Places) -> None:
    harm(places, emptied)
    store = ProgressStore(places)
    progress = store.load()
    assert lines(progress)[-1] == "14 mark apache-spark"
    assert progress.primary_target == "machine-learning-engineer"
    assert store.recovery is not None
    assert store.recovery.backup.endswith("/progress-00000013.json")


@pytest.mark.parametrize("name", ["first-release"])
def test_they_give_way_to_newer_ones_by_the_calendar(name: str, places: Places) -> None:
    for path in [places.progress, *backups(places)]:
        os.utime(path)  # today, whenever this was checked out
    for number in range(4):
        ProgressStore(places).commit(ticking(f"m{number}"))
    kept = [path for path in backups(places) if "before-migration" not in path.name]
    assert [path.name[:17] for path in kept] == [f"progress-000000{number}" for number in (15, 16, 17, 18)]
    (original,) = set(backups(places)) - set(kept)
    assert original.read_bytes() == (GOLDEN / name / "progress.json").read_bytes()
