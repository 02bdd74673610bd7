"""Actions told in words, as history, undo and a failed save tell them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from mltrack.core.dates import day_words
from mltrack.core.entries import Kind, Span
from mltrack.core.history import (
    Action,
    Change,
    DueChange,
    EffortChange,
    Evidence,
    EvidenceChange,
    LogChange,
    MarkChange,
    NoteChange,
    OwnEffort,
    Target,
    TargetChange,
    TimeEntry,
    Turn,
)
from mltrack.core.journal import counts_words, told, told_changes
from mltrack.core.requirements import Has
from tests.core.devices import Device
from tests.core.worlds import (
    EXPERT,
    STARTED,
    TODAY,
    WAIVED,
    WORKING,
    catalog,
    cert,
    degree,
    done,
    milestone,
    role,
    skill,
)

MANY = [f"s{number}" for number in range(1, 13)]
HOUSE = catalog(
    [skill("python"), skill("sql"), degree("msc"), *(milestone(one, Kind.PROJECT) for one in MANY)],
    [role("ml", Has("python", WORKING)), role("data", Has("sql", WORKING)), role("free", Has("msc"))],
)
BY = date(2027, 1, 1)
SPENT = TimeEntry("python", BY, 90, "chapter 3")
SHOWN, BLUE = Evidence("python", BY, "https://example.org/me"), Evidence("msc", BY, "in the blue folder")
FIRST, OTHER = Target(primary=True), Target(primary=False)


EARLIER, LATER = TODAY - timedelta(days=18), TODAY + timedelta(days=3)
CARD = cert("card", 12)


def words(*changes: Change, turn: Turn = Turn.FORWARD, label: str = "", on: date = TODAY) -> str:
    at = datetime.combine(on, time(12), UTC)
    return told(HOUSE, Action("one", at, turn, None, changes, label))


def ticks(number: int) -> list[MarkChange]:
    return [MarkChange(one, None, done()) for one in MANY[:number]]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([MarkChange("python", None, done(WORKING))], "tick Python (working)"),
        ([MarkChange("msc", None, done())], "tick Msc"),
        ([MarkChange("msc", done(), None)], "untick Msc"),
        ([MarkChange("msc", None, STARTED)], "start Msc"),
        ([MarkChange("msc", None, WAIVED)], "waive Msc (employer accepts a portfolio)"),
        ([MarkChange("left-the-catalog", None, done())], "tick left-the-catalog"),
        ([NoteChange("msc", "", "apply in June")], "note on Msc"),
        ([NoteChange("msc", "apply in June", "")], "remove the note on Msc"),
        ([TargetChange("ml", None, OTHER)], "aim for Ml"),
        ([TargetChange("ml", None, Target(primary=True, by=BY))], "aim for Ml by 2027-01-01, primary"),
        ([TargetChange("ml", FIRST, None)], "stop aiming for Ml"),
        ([TargetChange("ml", FIRST, OTHER), TargetChange("data", OTHER, FIRST)], "aim for Data, primary"),
        ([TargetChange("ml", FIRST, None), TargetChange("data", OTHER, FIRST)], "stop aiming for Ml"),
        ([TargetChange("ml", FIRST, FIRST)], "aim for Ml, primary"),
        ([TargetChange("ml", FIRST, OTHER)], "no longer aim first for Ml"),
        (
            [MarkChange("python", None, done(WORKING)), MarkChange("sql", None, done(WORKING))],
            "tick Python (working) and Sql (working)",
        ),
        (
            [MarkChange("python", None, done(EXPERT)), MarkChange("msc", STARTED, None), NoteChange("msc", "", "x")],
            "tick Python (expert); untick Msc; note on Msc",
        ),
        ([LogChange("t", None, SPENT)], "log 1 h 30 min on Python"),
        ([LogChange("t", SPENT, None)], "remove 1 h 30 min on Python"),
        ([LogChange("t", None, None)], "remove time that was removed already"),
        (
            [LogChange("t", None, SPENT), MarkChange("python", None, STARTED)],
            "log 1 h 30 min on Python; start Python",
        ),
        ([EffortChange("python", None, OwnEffort(Span(30, 50)))], "expect 30-50 h for Python"),
        ([EffortChange("msc", None, OwnEffort(months=Span(12, 24)))], "expect 12-24 months for Msc"),
        ([EffortChange("msc", OwnEffort(Span(1, 1)), None)], "remove the own effort of Msc"),
        ([DueChange("python", None, BY), DueChange("msc", None, BY)], "Python and Msc due 2027-01-01"),
        ([DueChange("python", BY, None)], "remove the due day of Python"),
        ([DueChange("gone", None, BY), NoteChange("msc", "", "x")], "gone due 2027-01-01; note on Msc"),
        ([EvidenceChange("e", None, SHOWN)], "evidence on Python: https://example.org/me"),
        ([EvidenceChange("e", BLUE, None)], "remove the evidence on Msc: in the blue folder"),
        ([EvidenceChange("e", None, None)], "remove evidence that was removed already"),
        (
            [EvidenceChange("e", None, SHOWN), EvidenceChange("f", None, BLUE)],
            "evidence on Python: https://example.org/me; evidence on Msc: in the blue folder",
        ),
        (
            [EvidenceChange(one, None, Evidence(one, BY, "the same")) for one in ("python", "gone")],
            "evidence on Python and gone: the same",
        ),
        ([EvidenceChange("e", None, Evidence("msc", BY, "x" * 80))], f"evidence on Msc: {'x' * 80}"),
        ([EvidenceChange("e", None, Evidence("msc", BY, "x" * 81))], f"evidence on Msc: {'x' * 77}..."),
        (ticks(2), "tick S1 and S2"),
        (ticks(9), "tick S1, S2, S3, S4, S5, S6, S7, S8 and S9"),
        (ticks(10), "tick S1, S2, S3, S4, S5, S6, S7, S8 and 2 more"),
        (ticks(12), "tick S1, S2, S3, S4, S5, S6, S7, S8 and 4 more"),
    ],
)
def test_an_action_is_told_in_words(changes: list[Change], sentence: str) -> None:
    assert words(*changes) == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([MarkChange("msc", None, done(on=EARLIER))], "tick Msc, done on 2026-11-02"),
        (
            [MarkChange("python", STARTED, done(WORKING, EARLIER)), MarkChange("sql", None, done(WORKING, EARLIER))],
            "tick Python (working) and Sql (working), done on 2026-11-02",
        ),
        ([MarkChange("msc", done(), done(on=EARLIER))], "set Msc done on 2026-11-02"),
        ([MarkChange("msc", done(on=EARLIER), done())], "set Msc done on 2026-11-20"),
        (
            [MarkChange("s1", done(), done(on=EARLIER)), MarkChange("s2", done(), done(on=EARLIER))],
            "set S1 and S2 done on 2026-11-02",
        ),
        ([MarkChange("python", done(WORKING), done(EXPERT))], "raise Python to expert"),
        ([MarkChange("python", done(EXPERT), done(WORKING))], "lower Python to working"),
        ([MarkChange("python", done(WORKING, EARLIER), done(EXPERT, EARLIER))], "raise Python to expert"),
        ([MarkChange("python", done(WORKING), done(EXPERT, EARLIER))], "raise Python to expert, done on 2026-11-02"),
        ([MarkChange("python", done(WORKING, EARLIER), done(EXPERT))], "raise Python to expert"),
        ([MarkChange("python", None, done(EXPERT))], "tick Python (expert)"),
        # What had lapsed is done afresh, and the day is that of the action.
        ([MarkChange("msc", done(on=EARLIER, expires=EARLIER), done())], "tick Msc"),
        ([MarkChange("left-the-catalog", done(on=EARLIER), done())], "set left-the-catalog done on 2026-11-20"),
    ],
)
def test_a_day_that_is_set_and_a_level_that_is_raised_are_told_as_such(changes: list[Change], sentence: str) -> None:
    assert words(*changes) == sentence
    back = [change.inverse() for change in reversed(changes)]
    assert words(*back, turn=Turn.UNDO) == f"undo: {sentence}"


def test_what_is_taken_back_later_is_told_with_its_day() -> None:
    assert words(MarkChange("msc", done(), None), turn=Turn.UNDO, on=LATER) == "undo: tick Msc, done on 2026-11-20"
    back = MarkChange("python", done(EXPERT), done(WORKING))
    assert words(back, turn=Turn.UNDO, on=LATER) == "undo: raise Python to expert"


def test_a_certification_is_ticked_again_once_it_has_lapsed_and_corrected_before() -> None:
    held = catalog([CARD], [])
    old, new = done(on=TODAY - timedelta(days=400)), done()
    assert told_changes(held, [MarkChange("card", old, new)]) == "tick Card"
    assert told_changes(held, [MarkChange("card", done(on=EARLIER), new)]) == "set Card done on 2026-11-20"


def test_a_screen_has_days_told_its_own_way() -> None:
    day = MarkChange("msc", done(), done(on=EARLIER))
    due, aim = DueChange("python", None, BY), TargetChange("ml", None, Target(primary=False, by=BY))
    assert told_changes(HOUSE, [day, due, aim], day_words) == (
        "set Msc done on 2 Nov 2026; Python due 1 Jan 2027; aim for Ml by 1 Jan 2027"
    )


def test_a_label_says_what_the_action_was_and_the_changes_stand_behind_it() -> None:
    assert words(*ticks(1), label="restore backup 12") == "restore backup 12 (tick S1)"
    assert words(MarkChange("s1", None, done(on=EARLIER)), label="restore backup 12") == "restore backup 12 (tick S1)"
    assert words(*ticks(12)) == "tick S1, S2, S3, S4, S5, S6, S7, S8 and 4 more"
    assert words(TargetChange("ml", FIRST, OTHER), label="join both sides") == (
        "join both sides (no longer aim first for Ml)"
    )


def test_of_an_action_with_a_label_and_many_changes_the_counts_are_told() -> None:
    shown = [EvidenceChange(f"e{number}", None, SHOWN) for number in range(2)]
    taken_over: list[Change] = [
        *ticks(12),
        MarkChange("msc", None, STARTED),
        *shown,
        NoteChange("msc", "", "apply in June"),
    ]
    sentence = "import from resume.json (12 done, 1 started, 2 pieces of evidence, 1 note)"
    assert words(*taken_over, label="import from resume.json") == sentence
    back = [change.inverse() for change in reversed(taken_over)]
    assert words(*back, turn=Turn.UNDO, label="import from resume.json") == f"undo: {sentence}"


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        (MarkChange("msc", done(), None), "1 open again"),
        (MarkChange("msc", STARTED, done()), "1 done"),
        (MarkChange("msc", None, WAIVED), "1 waived"),
        (MarkChange("python", done(WORKING), done(EXPERT)), "1 raised"),
        (MarkChange("python", done(EXPERT), done(WORKING)), "1 lowered"),
        (MarkChange("msc", done(), done(on=EARLIER)), "1 with another day"),
        (EvidenceChange("one", SHOWN, None), "1 piece of evidence removed"),
        (LogChange("t", None, SPENT), "1 entry of time"),
        (DueChange("python", None, BY), "1 due day"),
        (TargetChange("ml", FIRST, None), "1 target removed"),
        (EffortChange("msc", None, OwnEffort(Span(1, 2))), "1 own effort"),
    ],
)
def test_each_sort_of_change_has_its_count(change: Change, counted: str) -> None:
    assert counts_words([change]) == counted


def test_undo_and_redo_tell_what_they_took_back_and_did_again() -> None:
    back = [MarkChange("s2", done(), None), MarkChange("s1", done(), None)]
    assert words(*back, turn=Turn.UNDO) == "undo: tick S1 and S2"
    assert words(*ticks(2), turn=Turn.REDO) == "redo: tick S1 and S2"
    assert words(*back, turn=Turn.UNDO, label="restore backup 12") == "undo: restore backup 12 (tick S1 and S2)"
    assert words(LogChange("t", SPENT, None), turn=Turn.UNDO) == "undo: log 1 h 30 min on Python"
    assert words(LogChange("t", SPENT, None), turn=Turn.REDO) == "redo: remove 1 h 30 min on Python"
    assert words(EvidenceChange("e", SHOWN, None), turn=Turn.UNDO) == "undo: evidence on Python: https://example.org/me"
    away = [TargetChange("data", FIRST, OTHER), TargetChange("ml", None, FIRST)]
    assert words(*away, turn=Turn.UNDO) == "undo: stop aiming for Ml"


def test_every_action_of_a_merged_history_has_words() -> None:
    laptop, phone = Device("laptop"), Device("phone")
    for device in (laptop, phone):
        device.act(TargetChange("ml", None, FIRST))
        device.act(MarkChange("msc", None, done()))
    phone.act(TargetChange("ml", FIRST, None), TargetChange("data", None, FIRST))
    phone.act(TargetChange("ml", None, OTHER))
    laptop.act(TargetChange("free", None, OTHER))
    laptop.act(TargetChange("ml", FIRST, OTHER), TargetChange("free", OTHER, FIRST))
    laptop.merge(phone.progress)
    assert [told(HOUSE, action) for action in laptop.progress.actions] == [
        "aim for Ml, primary",
        "aim for Ml, primary",
        "tick Msc",
        "tick Msc",
        "aim for Free",
        "stop aiming for Ml; aim for Data, primary",
        # The phone had dropped it by then, so it did come back.
        "aim for Ml; aim for Free, primary",
        "aim for Ml",
        "no longer aim first for Data",
    ]
