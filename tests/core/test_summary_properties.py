"""The timeline and the summary on any life that a person can lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mltrack.core import actions
from mltrack.core.entries import Kind
from mltrack.core.history import Change, Evidence, EvidenceChange, LogChange, Mark, Status, TimeEntry, Turn
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has, Level
from mltrack.core.snapshot import Snapshot
from mltrack.core.stages import stages_of
from mltrack.core.summary import Period, Summary, Window, summarise, window
from mltrack.core.timeline import Timeline
from mltrack.errors import InvalidInput
from tests.core.worlds import PROFICIENT, TODAY, catalog, cert, degree, happen, project, redo, role, skill, undo

HOUSE = catalog(
    [skill("python"), skill("sql"), cert("aws", 2), degree("msc"), project("app")],
    [role("ml", Has("python", PROFICIENT), Has("app"), Has("aws")), role("data", Has("sql", PROFICIENT))],
)
SPAN = 400
"""Days over which a life goes."""
NOTHING = Progress()

Doing = tuple[str, str, int, int, Level | None]
"""What, on which milestone or role, how many days after the last doing, told for how many days before, the level."""

doings = st.tuples(
    st.sampled_from(
        [
            *("tick", "tick", "tick", "untick", "start", "waive", "note"),
            *("target", "untarget", "log", "evidence", "undo"),
        ]
    ),
    st.sampled_from(sorted(HOUSE.milestones)),
    st.integers(0, 40),
    st.sampled_from([0, 0, 1, 5, 60]),
    st.sampled_from([None, *Level]),
)
lives = st.lists(doings, max_size=12)


def live(progress: Progress, doing: Doing, day: date) -> Progress:
    """The progress after one doing; the same where it is refused or changes nothing."""
    if doing[0] == "undo":
        step = progress.undoable
        return happen(progress, step.changes, turn=Turn.UNDO, of=step.action, on=day) if step else progress
    try:
        changes = changes_of(progress, doing, day)
    except InvalidInput:
        return progress
    return happen(progress, changes, on=day) if changes else progress


def changes_of(progress: Progress, doing: Doing, day: date) -> Sequence[Change]:  # noqa: PLR0911 - one a doing
    what, one, _, back, level = doing
    milestone, on = HOUSE.milestones[one], day - timedelta(days=back)
    match what:
        case "tick":
            level = level if milestone.kind is Kind.SKILL else None
            return actions.tick(progress, milestone, day, level=level, on=on if back else None)
        case "untick":
            return actions.untick(progress, one)
        case "start":
            return actions.start(progress, milestone, day)
        case "waive":
            return actions.waive(progress, milestone, day, "not needed")
        case "note":
            return actions.note(progress, one, f"after {back} days")
        case "target":
            return actions.target(progress, ["ml"])
        case "untarget":
            return actions.untarget(progress, "ml")
        case "evidence":
            return [EvidenceChange(f"piece {len(progress.history)}", None, Evidence(one, on, f"after {back} days"))]
        case _:
            return [LogChange(f"entry {len(progress.history)}", None, TimeEntry(one, on, 30 + back))]


def lived(doings_: Sequence[Doing], progress: Progress = NOTHING) -> Progress:
    day = TODAY - timedelta(days=SPAN)
    for doing in doings_:
        day = min(day + timedelta(days=doing[2]), TODAY)
        progress = live(progress, doing, day)
    return progress


def of(progress: Progress, span: Period | Window) -> Summary:
    return summarise(Snapshot(HOUSE, progress, TODAY), span)


cuts = st.sets(st.integers(0, SPAN + 80), max_size=6)


@given(lives, cuts)
def test_disjoint_windows_that_cover_all_time_add_up_to_all_time(doings_: Sequence[Doing], cut: set[int]) -> None:
    progress = lived(doings_)
    whole = of(progress, Period.ALL)
    starts = [date(2020, 1, 1), *sorted(TODAY - timedelta(days=days) for days in cut)]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), TODAY + timedelta(days=40)]
    parts = [of(progress, Window(start, end)) for start, end in zip(starts, ends, strict=True)]
    for name in ("completed", "raised"):
        found = [one for part in reversed(parts) for one in getattr(part, name)]
        assert tuple(found) == getattr(whole, name)
    assert sum(part.hours.minutes for part in parts) == whole.hours.minutes
    for one in parts:
        assert sum(week.minutes for week in one.weeks) == one.hours.minutes == sum(one.hours.by_kind.values())
        assert sum(week.completed for week in one.weeks) == len(one.completed)


@given(lives)
def test_one_window_ends_where_the_next_one_begins(doings_: Sequence[Doing]) -> None:
    aimed = happen(NOTHING, actions.target(NOTHING, ["ml", "data"]), on=TODAY - timedelta(days=SPAN + 90))
    progress = lived(doings_, aimed)
    for day in Timeline(HOUSE, progress).learning_days:
        earlier, later = (of(progress, window(Period.DAY, day, ago=days)) for days in (1, 0))
        ended = {target.role: target.now for target in earlier.targets}
        begun = {target.role: target.before for target in later.targets}
        assert all(ended[role_id] == begun[role_id] for role_id in ended.keys() & begun.keys())
        for one in (earlier, later):
            assert [point.tallies for point in one.readiness] == (
                [{target.role: target.now for target in one.targets}] if one.targets else []
            )


@given(lives)
def test_what_stands_today_is_the_progress_itself(doings_: Sequence[Doing]) -> None:
    progress = lived(doings_)
    assert Timeline(HOUSE, progress).progress_on(TODAY).holds_same(progress)


@given(lives, doings)
def test_undo_restores_the_same_summary(doings_: Sequence[Doing], doing: Doing) -> None:
    before = lived(doings_)
    after = live(before, doing, TODAY)
    if doing[0] != "undo" and after is not before:
        undone = undo(after)
        for period in Period:
            assert of(undone, period) == of(before, period)
        assert of(redo(undone), Period.ALL) == of(after, Period.ALL)


@given(lives, st.sampled_from(sorted(HOUSE.milestones)), st.integers(0, 60), st.integers(1, 10))
def test_ticking_on_and_off_counts_nothing(doings_: Sequence[Doing], one: str, back: int, times: int) -> None:
    before = lived(doings_)
    if one in before.marks:
        return
    day, progress = TODAY - timedelta(days=2), before
    for _ in range(times):
        ticked = actions.tick(progress, HOUSE.milestones[one], day, on=day - timedelta(days=back))
        progress = happen(progress, ticked, on=day)
        progress = happen(progress, actions.untick(progress, one), on=TODAY)
    for span in (Period.YEAR, Period.MONTH, window(Period.YEAR, TODAY, ago=1), Window(date(2020, 1, 1), TODAY)):
        assert of(progress, span) == of(before, span)


days = st.sampled_from([date.min, date.max]) | st.dates(date(2024, 1, 1), date(2027, 1, 1))
marks = st.none() | st.builds(
    Mark,
    st.sampled_from(Status),
    level=st.none() | st.sampled_from(Level),
    started_on=st.none() | days,
    done_on=st.none() | days,
    expires_on=st.none() | days,
)


@given(st.lists(st.tuples(days, marks), max_size=7))
def test_stages_come_in_order_and_the_last_one_holds_the_last_mark(told: Sequence[tuple[date, Mark | None]]) -> None:
    stages = stages_of(HOUSE.milestones["sql"], told)
    assert all(earlier.on < later.on for earlier, later in pairwise(stages))
    assert (stages[-1].mark if stages else None) == (told[-1][1] if told else None)
