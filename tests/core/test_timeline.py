from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from mltrack.core import actions
from mltrack.core.history import (
    Change,
    DueChange,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
    Subject,
    Target,
    TargetChange,
    TimeEntry,
)
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.core.stages import Feat, Stage, stages_of
from mltrack.core.timeline import Completion, Rise, Timeline
from tests.core.worlds import (
    EXPERT,
    FAMILIAR,
    PROFICIENT,
    WAIVED,
    WORKING,
    catalog,
    cert,
    done,
    happen,
    project,
    redo,
    skill,
    undo,
)

HOUSE = catalog([skill("python"), cert("aws", 12), project("app")])
AWS, APP = HOUSE.milestones["aws"], HOUSE.milestones["app"]
Told = Sequence[tuple[int, Mark | None]]


def day(number: int) -> date:
    """So many days after the first of January."""
    return date(2026, 1, 1) + timedelta(days=number)


def at(number: int, level: Level | None = None) -> Mark:
    return done(level, on=day(number))


def begun(number: int) -> Mark:
    return Mark(Status.STARTED, started_on=day(number))


def said(told: Told) -> list[tuple[int, str]]:
    """The stages: on which day, and what they begin with."""
    stages = stages_of(AWS, [(day(number), mark) for number, mark in told])
    return [((stage.on - day(0)).days, word(stage)) for stage in stages]


def word(stage: Stage) -> str:
    if stage.feat is Feat.COMPLETED:
        return "again" if stage.again else "completed"
    if stage.feat is not None:
        return f"{stage.feat.value}{f' {stage.level.value}' if stage.level else ''}"
    return stage.mark.status.value if stage.mark else "open"


@pytest.mark.parametrize(
    ("told", "stages"),
    [
        ([], []),
        ([(5, None)], []),
        ([(5, at(5))], [(5, "completed")]),
        ([(9, at(5))], [(5, "completed")]),
        ([(3, begun(3)), (9, at(9))], [(3, "started"), (9, "completed")]),
        ([(3, begun(3)), (9, at(2))], [(2, "completed")]),
        ([(9, begun(3))], [(3, "started")]),
        ([(9, begun(3)), (10, begun(7))], [(7, "started")]),
        ([(4, WAIVED)], [(4, "waived")]),
        ([(4, WAIVED), (8, None)], [(4, "waived"), (8, "open")]),
        # taken back
        ([(5, at(5)), (7, None)], []),
        ([(50, at(5)), (50, None)], []),
        ([(3, begun(3)), (7, None)], []),
        ([(3, begun(3)), (5, at(5)), (7, None)], [(3, "started"), (7, "open")]),
        ([(5, at(5)), (7, None), (9, at(9)), (10, None)], []),
        ([(5, at(5)), (7, None), (9, at(9))], [(9, "completed")]),
        # another day
        ([(5, at(5)), (9, at(2))], [(2, "completed")]),
        ([(5, at(5)), (9, at(8))], [(8, "completed")]),
        ([(5, at(5)), (9, at(8)), (10, None)], []),
        # another last day
        ([(5, at(5)), (9, done(on=day(5), expires=day(400)))], [(5, "completed")]),
        # lapsed after 12 months: 365 days on it still counts
        ([(0, at(0)), (365, at(365))], [(365, "completed")]),
        ([(0, at(0)), (366, at(366))], [(0, "completed"), (366, "again")]),
        ([(0, at(0)), (400, at(380)), (401, at(390))], [(0, "completed"), (390, "again")]),
        ([(0, at(0)), (400, at(400)), (401, None)], [(0, "completed"), (401, "open")]),
        ([(0, at(0)), (380, begun(380)), (400, at(400))], [(0, "completed"), (380, "started"), (400, "again")]),
        ([(0, at(0)), (380, begun(380)), (390, None)], [(0, "completed"), (390, "open")]),
        ([(0, at(0)), (380, WAIVED), (390, None)], [(0, "completed"), (380, "waived"), (390, "open")]),
        # an older state brought back
        ([(5, at(5)), (9, begun(3))], [(3, "started")]),
        ([(5, at(5)), (9, WAIVED)], [(9, "waived")]),
    ],
)
def test_how_a_mark_stood_over_time(told: Told, stages: list[tuple[int, str]]) -> None:
    assert said(told) == stages


@pytest.mark.parametrize(
    ("told", "stages"),
    [
        ([(5, at(5, WORKING)), (9, at(5, EXPERT))], [(5, "completed"), (9, "raised expert")]),
        ([(5, at(5, WORKING)), (5, at(5, EXPERT))], [(5, "completed")]),
        ([(5, at(5, WORKING)), (9, at(7, EXPERT))], [(5, "completed"), (7, "raised expert")]),
        ([(5, at(5, WORKING)), (9, at(2, EXPERT))], [(2, "completed")]),
        # told a day before the completion, by the clock of another place
        ([(5, at(5, WORKING)), (4, at(5, EXPERT))], [(5, "completed")]),
        (
            [(5, at(5, FAMILIAR)), (9, at(5, WORKING)), (12, at(5, EXPERT))],
            [(5, "completed"), (9, "raised working"), (12, "raised expert")],
        ),
        # taken back
        ([(5, at(5, WORKING)), (9, at(5, EXPERT)), (12, at(5, WORKING))], [(5, "completed")]),
        ([(5, at(5, WORKING)), (9, at(5, EXPERT)), (12, at(5, FAMILIAR))], [(5, "completed")]),
        (
            [(5, at(5, FAMILIAR)), (9, at(5, WORKING)), (12, at(5, EXPERT)), (13, at(5, WORKING))],
            [(5, "completed"), (9, "raised working")],
        ),
        ([(5, at(5, WORKING)), (9, at(5, EXPERT)), (12, None)], []),
        # another day
        ([(5, at(5, WORKING)), (9, at(5, EXPERT)), (12, at(7, EXPERT))], [(7, "completed"), (9, "raised expert")]),
        ([(5, at(5, WORKING)), (9, at(5, EXPERT)), (12, at(11, EXPERT))], [(11, "completed")]),
        ([(5, at(5, WORKING)), (9, at(8, EXPERT)), (12, at(7, EXPERT))], [(5, "completed"), (7, "raised expert")]),
    ],
)
def test_how_a_skill_rose_over_time(told: Told, stages: list[tuple[int, str]]) -> None:
    assert said(told) == stages


def lived(*deeds: tuple[int, MarkChange]) -> Progress:
    progress = Progress()
    for number, change in deeds:
        progress = happen(progress, [change], on=day(number))
    return progress


def test_completions_and_rises_come_oldest_first() -> None:
    progress = lived(
        (3, MarkChange("python", None, at(3, WORKING))),
        (4, MarkChange("app", None, at(1))),
        (5, MarkChange("python", at(3, WORKING), at(3, EXPERT))),
        (6, MarkChange("gone", None, at(2))),
    )
    timeline = Timeline(HOUSE, progress)
    assert timeline.completions == [
        Completion("app", day(1)),
        Completion("gone", day(2)),
        Completion("python", day(3), WORKING),
    ]
    assert timeline.rises == [Rise("python", day(5), WORKING, EXPERT)]
    assert timeline.learning_days == [day(1), day(2), day(3), day(5)]


def test_what_was_undone_never_was_and_what_was_done_again_is() -> None:
    ticked = lived((3, MarkChange("app", None, begun(3))), (5, MarkChange("app", begun(3), at(5))))
    undone = undo(ticked)
    assert Timeline(HOUSE, undone).completions == []
    assert Timeline(HOUSE, undone).progress_on(day(9)).marks == {"app": begun(3)}
    assert Timeline(HOUSE, redo(undone)).completions == [Completion("app", day(5))]


def test_the_net_history_has_what_still_counts_from_what_to_what() -> None:
    ticked = lived((3, MarkChange("app", None, begun(3))), (5, MarkChange("app", begun(3), at(5))))
    again = happen(undo(ticked), [MarkChange("app", begun(3), at(6))], on=day(8))
    subject = Subject("mark", "app")
    assert [(one.at.date(), one.change) for one in again.net[subject]] == [
        (day(3), MarkChange("app", None, begun(3))),
        (day(8), MarkChange("app", begun(3), at(6))),
    ]
    assert undo(undo(again)).net == {subject: ()}
    assert Progress().net == {}


def test_a_history_that_begins_in_the_middle_tells_what_was_there_before() -> None:
    progress = happen(Progress(), [MarkChange("app", at(2), None), NoteChange("app", "half", "")], on=day(9))
    timeline = Timeline(HOUSE, progress)
    assert timeline.progress_on(day(4)).notes == {"app": "half"}
    assert (timeline.completions, timeline.progress_on(day(9)).marks) == ([], {})
    kept = happen(Progress(), [MarkChange("app", at(2), at(3))], on=day(9))
    assert Timeline(HOUSE, kept).completions == [Completion("app", day(3))]


def test_everything_that_is_told_stands_from_its_day_on() -> None:
    aim, entry, piece = Target(primary=True), TimeEntry("app", day(4), 30), Evidence("app", day(3), "a link")
    progress = Progress()
    told: list[tuple[int, Change]] = [
        (2, NoteChange("app", "", "first")),
        (3, TargetChange("ml", None, aim)),
        (9, LogChange("e", None, entry)),
        (5, DueChange("app", None, day(90))),
        (6, NoteChange("app", "first", "second")),
        (7, DueChange("app", day(90), None)),
        (8, TargetChange("ml", aim, None)),
        (9, EvidenceChange("p", None, piece)),
    ]
    for number, change in told:
        progress = happen(progress, [change], on=day(number))
    timeline = Timeline(HOUSE, progress)
    notes = [timeline.progress_on(day(number)).notes.get("app") for number in (1, 2, 5, 6)]
    assert notes == [None, "first", "first", "second"]
    assert [timeline.progress_on(day(number)).targets for number in (2, 3, 7, 8)] == [{}, {"ml": aim}, {"ml": aim}, {}]
    assert [timeline.progress_on(day(number)).due for number in (4, 5, 7)] == [{}, {"app": day(90)}, {}]
    assert [timeline.progress_on(day(number)).log for number in (3, 4)] == [{}, {"e": entry}]
    assert [timeline.progress_on(day(number)).evidence for number in (2, 3)] == [{}, {"p": piece}]
    assert timeline.first_day == day(2)


def test_what_no_history_tells_the_day_of_stood_always() -> None:
    progress = Progress({"app": WAIVED, "aws": at(5)}, {"app": "half"}, {"ml": Target(primary=True)})
    before = Timeline(HOUSE, progress).progress_on(date(2000, 1, 1))
    assert (before.marks, before.notes, before.targets) == ({"app": WAIVED}, progress.notes, progress.targets)
    assert Timeline(HOUSE, progress).progress_on(day(5)).holds_same(progress)


def test_a_certification_lapses_on_the_day_of_the_question_and_not_on_that_of_the_asking() -> None:
    timeline = Timeline(HOUSE, lived((0, MarkChange("aws", None, at(0)))))
    states = [timeline.snapshot_on(day(number)).standing("aws").state.value for number in (-1, 0, 365, 366)]
    assert states == ["open", "met", "met", "lapsed"]


def test_ticks_by_the_rules_of_the_session_make_the_same_stages() -> None:
    progress = Progress()
    progress = happen(progress, actions.tick(progress, AWS, day(0)), on=day(0))
    progress = happen(progress, actions.tick(progress, AWS, day(400)), on=day(400))
    assert Timeline(HOUSE, progress).completions == [
        Completion("aws", day(0)),
        Completion("aws", day(400), again=True),
    ]
    python = HOUSE.milestones["python"]
    for level, number in ((WORKING, 401), (PROFICIENT, 410), (PROFICIENT, 420)):
        progress = happen(progress, actions.tick(progress, python, day(number), level=level), on=day(number))
    assert Timeline(HOUSE, progress).rises == [Rise("python", day(410), WORKING, PROFICIENT)]


def test_evidence_is_a_touch_on_the_day_on_which_it_was_told_or_removed() -> None:
    piece = Evidence("app", day(1), "a link")
    progress = happen(Progress(), [EvidenceChange("p", None, piece)], on=day(4))
    progress = happen(progress, [EvidenceChange("p", piece, None)], on=day(6))
    timeline = Timeline(HOUSE, happen(progress, [EvidenceChange("q", None, Evidence("aws", day(8), "b"))], on=day(8)))
    assert [timeline.touched("app", day(number)) for number in (3, 4, 5, 6, 9)] == [
        None,
        day(4),
        day(4),
        day(6),
        day(6),
    ]
    assert timeline.learning_days == []


def test_undone_evidence_is_no_touch() -> None:
    progress = happen(Progress(), [EvidenceChange("p", None, Evidence("app", day(1), "a link"))], on=day(4))
    assert Timeline(HOUSE, undo(progress)).touched("app", day(9)) is None


def test_the_last_touch_is_of_a_mark_a_note_or_time() -> None:
    progress = lived((3, MarkChange("app", None, begun(1))))
    progress = happen(progress, [NoteChange("app", "", "half")], on=day(6))
    progress = happen(progress, [LogChange("e", None, TimeEntry("app", day(8), 5))], on=day(20))
    timeline = Timeline(HOUSE, progress)
    touched = [timeline.touched("app", day(number)) for number in (0, 1, 3, 6, 7, 8, 30)]
    assert touched == [None, day(1), day(3), day(6), day(6), day(8), day(8)]
    assert timeline.touched("aws", day(30)) is None
