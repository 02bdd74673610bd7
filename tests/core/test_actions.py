from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mltrack.core import actions
from mltrack.core.entries import Span
from mltrack.core.history import (
    DueChange,
    EffortChange,
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
)
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.errors import InvalidInput
from tests.core.worlds import EXPERT, FAMILIAR, STARTED, TODAY, WAIVED, WORKING, cert, degree, done, happen, skill

PYTHON, MSC, AWS = skill("python"), degree("msc"), cert("aws", 12)
LAST_YEAR = date(2025, 5, 4)
EXPIRY = date(2027, 1, 1)


def python_is(mark: Mark | None) -> Progress:
    return Progress({"python": mark} if mark else {})


@pytest.mark.parametrize(
    ("old", "level", "on", "new"),
    [
        (None, None, None, done(WORKING)),
        (None, EXPERT, None, done(EXPERT)),
        (None, None, LAST_YEAR, done(WORKING, LAST_YEAR)),
        (None, None, TODAY, done(WORKING, TODAY)),
        (done(EXPERT, LAST_YEAR), FAMILIAR, None, done(FAMILIAR, LAST_YEAR)),
        (done(FAMILIAR, LAST_YEAR), EXPERT, None, done(EXPERT, LAST_YEAR)),
        (done(FAMILIAR, LAST_YEAR), None, TODAY, done(FAMILIAR, TODAY)),
        (done(None, LAST_YEAR), None, None, done(WORKING, LAST_YEAR)),
        (WAIVED, None, None, replace(done(WORKING), reason=WAIVED.reason)),
        (
            Mark(Status.STARTED, started_on=LAST_YEAR),
            None,
            None,
            Mark(Status.DONE, WORKING, started_on=LAST_YEAR, done_on=TODAY),
        ),
        (
            Mark(Status.DONE, WORKING, LAST_YEAR, LAST_YEAR, EXPIRY),
            EXPERT,
            None,
            Mark(Status.DONE, EXPERT, LAST_YEAR, LAST_YEAR, EXPIRY),
        ),
    ],
)
def test_a_tick_marks_a_skill_done_and_keeps_what_is_not_said_again(
    old: Mark | None, level: Level | None, on: date | None, new: Mark
) -> None:
    changes = actions.tick(python_is(old), PYTHON, TODAY, level=level, on=on)
    assert changes == (MarkChange("python", old, new),)


def test_a_second_tick_changes_nothing_not_even_the_day_or_the_level() -> None:
    mark = done(EXPERT, LAST_YEAR)
    assert actions.tick(python_is(mark), PYTHON, TODAY) == ()
    assert actions.tick(python_is(mark), PYTHON, TODAY, level=EXPERT, on=LAST_YEAR) == ()


def test_only_skills_get_a_level() -> None:
    assert actions.tick(Progress(), MSC, TODAY) == (MarkChange("msc", None, done()),)
    with pytest.raises(InvalidInput, match=r"^'Msc' is a degree; only skills have a level\.$"):
        actions.tick(Progress(), MSC, TODAY, level=WORKING)


def test_nothing_is_done_in_the_future() -> None:
    with pytest.raises(InvalidInput, match=r"21 Nov 2026 lies in the future; .* up to today, 20 Nov 2026\."):
        actions.tick(Progress(), MSC, TODAY, on=TODAY + timedelta(days=1))


@pytest.mark.parametrize("mark", [done(EXPERT), STARTED, WAIVED])
def test_untick_opens_whatever_the_status_and_leaves_the_note(mark: Mark) -> None:
    progress = Progress({"python": mark}, {"python": "mine"})
    assert actions.untick(progress, "python") == (MarkChange("python", mark, None),)


def test_untick_of_what_is_open_changes_nothing() -> None:
    assert actions.untick(Progress(), "python") == ()


def test_start_notes_the_day_and_a_second_start_keeps_it() -> None:
    assert actions.start(Progress(), PYTHON, TODAY) == (MarkChange("python", None, STARTED),)
    assert actions.start(python_is(STARTED), PYTHON, TODAY + timedelta(days=9)) == ()
    assert actions.start(python_is(WAIVED), PYTHON, TODAY) == (MarkChange("python", WAIVED, STARTED),)


def test_what_is_done_is_not_started_again() -> None:
    with pytest.raises(InvalidInput, match=r"^'Python' is done already; untick it before you start it again\.$"):
        actions.start(python_is(done(EXPERT)), PYTHON, TODAY)


def test_a_waiver_has_a_reason_without_control_characters() -> None:
    expected = Mark(Status.WAIVED, reason="employer accepts portfolio")
    for old in (None, STARTED):
        changes = actions.waive(python_is(old), PYTHON, TODAY, " employer\naccepts\x1b portfolio\u202e ")
        assert changes == (MarkChange("python", old, expected),)
    assert actions.waive(python_is(expected), PYTHON, TODAY, "employer accepts portfolio") == ()


def test_a_lapsed_milestone_can_be_started_again() -> None:
    lapsed = Mark(Status.DONE, EXPERT, None, LAST_YEAR, LAST_YEAR)
    assert actions.start(python_is(lapsed), PYTHON, TODAY) == (
        MarkChange("python", lapsed, Mark(Status.STARTED, None, TODAY)),
    )


def test_a_note_that_another_saved_meanwhile_is_kept_below() -> None:
    theirs = Progress(notes={"python": "theirs"})
    assert actions.note(theirs, "python", "mine", "") == (NoteChange("python", "theirs", "mine\n\ntheirs"),)
    assert actions.note(theirs, "python", "mine", "theirs") == (NoteChange("python", "theirs", "mine"),)
    assert actions.note(theirs, "python", "theirs", "") == ()
    assert actions.note(Progress(), "python", "mine", "gone since") == (NoteChange("python", "", "mine"),)


def test_what_is_done_is_not_waived_and_a_reason_has_an_end() -> None:
    with pytest.raises(InvalidInput, match="is done already"):
        actions.waive(python_is(done(EXPERT)), PYTHON, TODAY, "portfolio")
    with pytest.raises(InvalidInput, match="300 characters"):
        actions.waive(Progress(), PYTHON, TODAY, "x" * 301)


def test_a_lapsed_milestone_is_renewed_by_a_tick_and_by_a_toggle() -> None:
    lapsed = Mark(Status.DONE, EXPERT, None, LAST_YEAR, LAST_YEAR)
    renewed = (MarkChange("python", lapsed, Mark(Status.DONE, WORKING, None, TODAY)),)
    assert actions.tick(python_is(lapsed), PYTHON, TODAY) == renewed
    assert actions.toggle(python_is(lapsed), PYTHON, TODAY) == renewed
    assert actions.waive(python_is(lapsed), PYTHON, TODAY, "portfolio")


@pytest.mark.parametrize(
    ("old", "steps", "level"),
    [
        (None, 1, FAMILIAR),
        (None, -1, FAMILIAR),
        (done(FAMILIAR), 1, WORKING),
        (done(WORKING), -1, FAMILIAR),
        (done(EXPERT), 1, EXPERT),
        (done(FAMILIAR), -1, FAMILIAR),
        (STARTED, 1, FAMILIAR),
    ],
)
def test_a_level_steps_within_the_four_there_are(old: Mark | None, steps: int, level: Level) -> None:
    progress = python_is(old)
    after = happen(progress, actions.step_level(progress, PYTHON, TODAY, steps))
    assert after.marks["python"].level is level


@pytest.mark.parametrize("reason", ["", "  ", "\n\t", "\x1b\u200b"])
def test_a_waiver_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(InvalidInput, match=r"^Say why it is not needed: a waiver has a reason\.$"):
        actions.waive(Progress(), PYTHON, TODAY, reason)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("read chapter 3", "read chapter 3"),
        ("  two\r\nlines \n", "two\nlines"),
        ("\x1b]52;c;aGk=\x07bell", "]52;c;aGk=bell"),
        ("caf\u0065\u0301", "café"),
    ],
)
def test_a_note_is_made_safe_and_keeps_its_lines(typed: str, kept: str) -> None:
    assert actions.note(Progress(), "python", typed) == (NoteChange("python", "", kept),)


def test_a_note_replaces_the_one_before_and_an_empty_one_removes_it() -> None:
    noted = Progress(notes={"python": "old"})
    assert actions.note(noted, "python", "new") == (NoteChange("python", "old", "new"),)
    assert actions.note(noted, "python", " old\n") == ()
    assert actions.note(noted, "python", " \n") == (NoteChange("python", "old", ""),)
    assert actions.note(Progress(), "python", "") == ()


def test_a_note_has_a_limit_counted_after_it_was_made_safe() -> None:
    longest = "x" * actions.LONGEST_NOTE
    assert actions.note(Progress(), "python", f" {longest}\x1b ") == (NoteChange("python", "", longest),)
    with pytest.raises(InvalidInput, match=r"^A note may have 20,000 characters; this one has 20,001\.$"):
        actions.note(Progress(), "python", longest + "x")


PRIMARY, OTHER = Target(primary=True), Target(primary=False)
BY = date(2027, 6, 1)


def test_the_first_target_of_all_is_primary_and_later_ones_are_not() -> None:
    assert actions.target(Progress(), ["a", "b"]) == [TargetChange("a", None, PRIMARY), TargetChange("b", None, OTHER)]
    assert actions.target(Progress(targets={"a": PRIMARY}), ["b"]) == [TargetChange("b", None, OTHER)]


def test_a_repeated_target_keeps_what_is_not_said_again() -> None:
    aimed = Progress(targets={"a": Target(primary=True, by=BY)})
    assert actions.target(aimed, ["a"]) == []
    assert actions.target(aimed, ["a"], by=TODAY) == [
        TargetChange("a", Target(primary=True, by=BY), Target(primary=True, by=TODAY))
    ]
    assert actions.target(aimed, ["a", "a"]) == []


def test_a_new_primary_target_takes_over_from_the_old_one() -> None:
    aimed = Progress(targets={"a": PRIMARY, "b": Target(primary=False, by=BY)})
    assert actions.target(aimed, ["b"], primary=True) == [
        TargetChange("a", PRIMARY, OTHER),
        TargetChange("b", Target(primary=False, by=BY), Target(primary=True, by=BY)),
    ]
    assert actions.target(aimed, ["a"], primary=True) == []


def test_of_several_primary_targets_the_first_is_primary() -> None:
    changes = actions.target(Progress(targets={"a": PRIMARY}), ["c", "b"], primary=True)
    assert changes == [
        TargetChange("a", PRIMARY, OTHER),
        TargetChange("c", None, PRIMARY),
        TargetChange("b", None, OTHER),
    ]


def test_the_target_that_is_due_first_inherits_from_a_primary_one_that_goes() -> None:
    due = Target(primary=False, by=BY)
    aimed = Progress(targets={"b": OTHER, "a": PRIMARY, "c": due})
    assert set(actions.untarget(aimed, "a")) == {
        TargetChange("c", due, Target(primary=True, by=BY)),
        TargetChange("a", PRIMARY, None),
    }
    assert actions.untarget(aimed, "b") == [TargetChange("b", OTHER, None)]


def test_of_targets_without_a_day_the_first_by_id_inherits() -> None:
    aimed = Progress(targets={"c": OTHER, "a": PRIMARY, "b": OTHER})
    assert TargetChange("b", OTHER, PRIMARY) in actions.untarget(aimed, "a")


def test_untarget_of_the_only_or_of_no_target() -> None:
    assert actions.untarget(Progress(targets={"a": PRIMARY}), "a") == [TargetChange("a", PRIMARY, None)]
    assert actions.untarget(Progress(targets={"a": PRIMARY}), "z") == []


# Going back

TOMORROW = TODAY + timedelta(days=1)
EFFORT, MONTHS = OwnEffort(Span(30, 50)), OwnEffort(months=Span(1, 2))


def shown(text: str) -> Evidence:
    return Evidence("python", TODAY, text)


def spent(minutes: int) -> TimeEntry:
    return TimeEntry("python", TODAY, minutes)


def test_to_restore_is_to_change_what_is_different_and_nothing_else() -> None:
    due = Target(primary=True, by=BY)
    now = Progress(
        {"python": done(WORKING), "msc": done(), "sql": done(WORKING)},
        {"python": "chapter 4", "msc": "apply in June", "sql": "the same"},
        {"a": PRIMARY, "b": OTHER, "d": OTHER},
        log={"t1": spent(1), "t2": spent(2), "t4": spent(4)},
        efforts={"python": EFFORT, "msc": MONTHS, "sql": EFFORT},
        due={"python": TODAY, "msc": TOMORROW, "sql": TODAY},
        evidence={"e1": shown("a"), "e2": shown("b"), "e4": shown("d")},
    )
    goal = Progress(
        {"python": done(EXPERT), "aws": STARTED, "sql": done(WORKING)},
        {"python": "chapter 3", "aws": "in May", "sql": "the same"},
        {"b": due, "c": OTHER, "d": OTHER},
        log={"t2": spent(2), "t3": spent(3), "t4": spent(5)},
        efforts={"python": MONTHS, "aws": EFFORT, "sql": EFFORT},
        due={"python": LAST_YEAR, "aws": TODAY, "sql": TODAY},
        evidence={"e2": shown("b"), "e3": shown("c"), "e4": shown("e")},
    )
    assert actions.restored(now, goal) == [
        MarkChange("python", done(WORKING), done(EXPERT)),
        MarkChange("msc", done(), None),
        MarkChange("aws", None, STARTED),
        NoteChange("python", "chapter 4", "chapter 3"),
        NoteChange("msc", "apply in June", ""),
        NoteChange("aws", "", "in May"),
        TargetChange("a", PRIMARY, None),
        TargetChange("b", OTHER, due),
        TargetChange("c", None, OTHER),
        LogChange("t1", spent(1), None),
        LogChange("t4", spent(4), spent(5)),
        LogChange("t3", None, spent(3)),
        EffortChange("python", EFFORT, MONTHS),
        EffortChange("msc", MONTHS, None),
        EffortChange("aws", None, EFFORT),
        DueChange("python", TODAY, LAST_YEAR),
        DueChange("msc", TOMORROW, None),
        DueChange("aws", None, TODAY),
        EvidenceChange("e1", shown("a"), None),
        EvidenceChange("e4", shown("d"), shown("e")),
        EvidenceChange("e3", None, shown("c")),
    ]
    assert actions.restored(now, now) == []


def test_to_restore_nothing_is_to_take_everything_away() -> None:
    full = Progress({"python": done(WORKING)}, {"python": "mine"}, {"a": PRIMARY})
    full = replace(full, log={"t": spent(1)}, efforts={"python": EFFORT}, due={"python": TODAY})
    full = replace(full, evidence={"e": shown("a")})
    assert happen(full, actions.restored(full, Progress())).holds_same(Progress())
    assert happen(Progress(), actions.restored(Progress(), full)).holds_same(full)
