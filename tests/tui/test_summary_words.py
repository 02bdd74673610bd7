"""What the summary says: times, figures with their words, and what the plots are told with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from mltrack.core.catalog import Missing
from mltrack.core.entries import Basis, Effort, Span
from mltrack.core.history import Mark, MarkChange, Target, TargetChange, TimeEntry
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has
from mltrack.core.review import BurnUp, Review, burn_up, review
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Window, window
from mltrack.errors import Fault
from mltrack.tui.present import summary, trends
from mltrack.tui.present.periods import file_name, said, title
from mltrack.tui.present.row import MilestoneRef, RoleRef, Row
from mltrack.tui.present.summary import Figure
from tests.core.worlds import PROFICIENT, STARTED, TODAY, WORKING, catalog, degree, done, happen, project, role, skill

HOUSE = catalog(
    [
        skill("sql", effort=Effort(Basis.ESTIMATE, hours=Span(10, 20))),
        project("app", effort=Effort(Basis.ESTIMATE, hours=Span(30, 40))),
    ],
    [role("data", Has("sql", PROFICIENT), Has("app")), role("silent")],
)
TEN = Fraction(10)
BEGUN = TODAY - timedelta(days=60)


def aiming(by: date | None = None, role_id: str = "data") -> Progress:
    return happen(Progress(), [TargetChange(role_id, None, Target(primary=True, by=by))], on=BEGUN)


def ticked(progress: Progress, milestone: str, mark: Mark, old: Mark | None = None) -> Progress:
    assert mark.done_on is not None
    return happen(progress, [MarkChange(milestone, old, mark)], on=mark.done_on)


def logged(progress: Progress, minutes: int, weeks: int = 9) -> Progress:
    """So many minutes in each of the last weeks."""
    log = {str(week): TimeEntry("app", TODAY - timedelta(weeks=week), minutes) for week in range(weeks)}
    return replace(progress, log=log)


def reviewed(progress: Progress, span: Period | Window = Period.MONTH) -> Review:
    return review(Snapshot(HOUSE, progress, TODAY), span, TEN)


def way_of(progress: Progress, hours: Fraction = TEN) -> BurnUp:
    found = burn_up(Snapshot(HOUSE, progress, TODAY), hours)
    assert found is not None
    return found


def read(rows: list[Row]) -> list[str]:
    """The rows as they are read, left and right."""
    return [" ".join(f"{row.left.plain} {row.right.plain}".split()) for row in rows]


def past(period: Period = Period.MONTH) -> Window:
    return window(period, TODAY, ago=1)


# Times


@pytest.mark.parametrize(
    ("span", "called", "file", "in_words"),
    [
        (window(Period.WEEK, TODAY), "Week of 16 Nov 2026", "2026-W47", "in the week of 16 Nov 2026"),
        (window(Period.WEEK, date(2027, 1, 2)), "Week of 28 Dec 2026", "2026-W53", "in the week of 28 Dec 2026"),
        (window(Period.MONTH, TODAY), "November 2026", "2026-11", "in November 2026"),
        (window(Period.QUARTER, TODAY), "Q4 2026, Oct – Dec", "2026-Q4", "in Q4 2026, Oct – Dec"),
        (window(Period.YEAR, TODAY), "2026", "2026", "in 2026"),
        (
            window(Period.ALL, TODAY, first=BEGUN),
            "All time, since 21 Sep 2026",
            "2026-09-21-to-2026-11-20",
            "in All time, since 21 Sep 2026",
        ),
        (Window(BEGUN, TODAY), "21 Sep 2026 – 20 Nov 2026", "2026-09-21-to-2026-11-20", "in 21 Sep 2026 – 20 Nov 2026"),
    ],
)
def test_a_time_has_a_name_on_screen_and_in_a_file(span: Window, called: str, file: str, in_words: str) -> None:
    assert (title(span), file_name(span), said(span, current=False)) == (called, file, in_words)


def test_the_time_around_today_is_this_one() -> None:
    words = [said(window(period, TODAY), current=True) for period in Period if period is not Period.DAY]
    assert words == ["this week", "this month", "this quarter", "this year", "in all"]


# Cards


def figures(found: Review) -> dict[str, tuple[str, str]]:
    return {one.name: (one.figure, next(iter(one.words), "")) for one in summary.cards(found, TEN)}


def test_cards_of_a_month() -> None:
    progress = ticked(aiming(), "sql", done(WORKING, on=TODAY - timedelta(days=40)))
    progress = ticked(progress, "sql", done(PROFICIENT, on=TODAY), done(WORKING, on=TODAY - timedelta(days=40)))
    found = figures(reviewed(logged(ticked(progress, "app", done(on=TODAY)), 90)))
    assert found == {
        "Completed": ("1", "and 1 raised"),
        "Time": ("4 h 30 min", "1.6 h a week"),
        "Streak": ("9", "weeks, the longest"),
        "Readiness": ("100%", "+67 points"),
        "Done in all": ("2", "of 2"),
    }


def test_cards_of_a_week_have_the_goal_and_those_of_a_past_time_its_name() -> None:
    assert figures(reviewed(logged(aiming(), 90), Period.WEEK))["Time"] == ("1 h 30 min", "of 10 h")
    found = figures(reviewed(aiming(), past()))
    assert found["Completed"] == ("0", "in October 2026")
    assert found["Time"] == ("0 min", "")


@pytest.mark.parametrize(("role_id", "words"), [("silent", "not stated"), ("", "no target yet")])
def test_where_there_is_no_readiness_that_is_said(role_id: str, words: str) -> None:
    progress = aiming(role_id=role_id) if role_id else Progress()
    assert figures(reviewed(progress))["Readiness"] == ("–", words)


@pytest.mark.parametrize(
    ("width", "shown"), [(20, "5  weeks, longest 9"), (18, "5  of 9 weeks"), (9, "5  weeks"), (3, "5")]
)
def test_a_card_says_as_much_as_there_is_room_for(width: int, shown: str) -> None:
    assert Figure("Streak", "5", ["weeks, longest 9", "of 9 weeks", "weeks"]).content(width).plain == shown


# Lists


def test_what_is_next_late_due_and_started_has_its_words() -> None:
    progress = replace(aiming(), due={"app": TODAY - timedelta(days=3), "sql": TODAY + timedelta(days=5)})
    rows = list(summary.ahead_rows(reviewed(progress), 60))
    words = read(rows)
    assert words[0] == "○ App"
    assert words[1].startswith("required by 1 target, due 17 Nov")
    assert "! App 3 days late" in words
    assert "○ Sql 25 Nov" in words
    assert rows[0].ref == MilestoneRef("app")


def test_a_skill_to_be_raised_is_under_way_and_not_done() -> None:
    progress = ticked(ticked(aiming(), "app", done()), "sql", done(WORKING))
    assert read(list(summary.ahead_rows(reviewed(progress), 60)))[0] == "◐ Sql (proficient)"


def test_what_has_left_the_catalog_is_named_and_opens_nothing() -> None:
    rows = list(summary.completed_rows(reviewed(ticked(aiming(), "gone", done(on=TODAY))), 60))
    assert read(rows) == ["✓ gone 20 Nov"]
    assert rows[0].ref is None


def test_completed_tells_the_time_spent_and_the_level_raised_newest_first() -> None:
    progress = ticked(aiming(), "sql", done(WORKING, on=TODAY - timedelta(days=4)))
    progress = ticked(progress, "sql", done(PROFICIENT, on=TODAY), done(WORKING, on=TODAY - timedelta(days=4)))
    progress = logged(ticked(progress, "app", done(on=TODAY - timedelta(days=2))), 50)
    assert read(list(summary.completed_rows(reviewed(progress), 60))) == [
        "✓ Sql, raised to proficient 20 Nov",
        "✓ App 7.5 h · 18 Nov",
        "✓ Sql 16 Nov",
    ]


def test_a_past_time_with_nothing_in_it_says_so() -> None:
    found = reviewed(aiming(), past())
    assert read(list(summary.completed_rows(found, 60))) == ["Nothing was completed in October 2026."]
    assert summary.ahead_title(found) == "Do next, as it was on 31 Oct 2026"
    assert read(list(trends.hours_rows(found, TEN, 40, 8))) == ["No time was logged."]
    assert read(list(trends.readiness_rows(reviewed(Progress(), past()), 40, 8))) == ["You aimed for no role then."]


def test_one_done_shows_in_the_bar_of_its_kind() -> None:
    rows = read(list(summary.kind_rows(reviewed(ticked(aiming(), "sql", done(WORKING))), 40)))
    assert rows[2] == "Skills ━━━━━━━━━━ 1 of 1"
    assert rows[4] == "Projects ────────── 0 of 1"


def test_what_is_brought_along_is_told_beside_the_kinds() -> None:
    assert summary.beside_kinds(reviewed(ticked(aiming(), "sql", done(WORKING)))) == ""
    taught = catalog([degree("msc", implies=(Has("bsc"), Has("sql", WORKING))), degree("bsc"), skill("sql")], [])
    found = review(Snapshot(taught, Progress({"msc": done()}), TODAY), Period.MONTH, TEN)
    assert summary.beside_kinds(found) == "and 2 brought along"
    assert read(list(summary.kind_rows(found, 40)))[0].endswith("1 of 2")


def test_a_milestone_has_the_sign_of_its_state_in_every_section() -> None:
    due = {"app": TODAY + timedelta(days=3), "sql": TODAY + timedelta(days=4)}
    rows = read(list(summary.ahead_rows(reviewed(replace(aiming(), marks={"app": STARTED}, due=due)), 60)))
    assert [row for row in rows if "App" in row] == ["◐ App", "◐ App 23 Nov", "◐ App since 20 Nov"]
    assert "○ Sql 24 Nov" in rows


def test_the_history_of_a_past_time_ends_with_it_and_its_rows_open_what_they_are_about() -> None:
    snapshot = Snapshot(HOUSE, ticked(aiming(), "sql", done(WORKING, on=TODAY)), TODAY)
    now, then = reviewed(snapshot.progress), reviewed(snapshot.progress, past())
    assert [row.ref for row in summary.history_rows(snapshot, now)] == [MilestoneRef("sql"), RoleRef("data")]
    assert [row.ref for row in summary.history_rows(snapshot, then)] == [RoleRef("data")]
    assert read(list(summary.history_rows(Snapshot(HOUSE, Progress(), TODAY), now))) == ["Nothing has happened yet."]


# Plots


@pytest.mark.parametrize(
    ("by", "promise"),
    [
        (None, None),
        (TODAY + timedelta(days=700), "in time"),
        (TODAY + timedelta(weeks=25), "it may come too soon"),
        (TODAY + timedelta(days=7), "it comes too soon"),
    ],
)
def test_the_way_says_when_at_the_pace_and_whether_that_is_in_time(by: date | None, promise: str | None) -> None:
    found = list(trends.way_words(way_of(logged(aiming(by), 120))))
    assert found[0].startswith("At your pace of 2 h a week: ready ")
    assert found[1:] == ([f"Target day {by.day} {by:%b} {by.year}: {promise}."] if by else [])


def test_without_a_pace_the_way_says_why_and_goes_by_the_plan() -> None:
    fresh = happen(Progress(), [TargetChange("data", None, Target(primary=True))], on=TODAY)
    assert next(trends.way_words(way_of(fresh))).startswith("A pace shows after 14 days. By the plan: ready ")
    idle = next(trends.way_words(way_of(aiming())))
    assert idle.startswith("Nothing was logged or done in 8 weeks. By the plan: ready ")


NOBODYS = Snapshot(HOUSE, Progress(), TODAY)


@pytest.mark.parametrize("missing", [False, True])
def test_targets_that_are_not_there_are_no_lack_of_a_target(missing: bool) -> None:
    fault = Missing("role", "gone", Fault("/own/gone.toml", "role[0].x", "unknown key", 7))
    house = replace(HOUSE, missing=(fault,)) if missing else HOUSE
    snapshot = Snapshot(house, aiming(role_id="gone"), TODAY)
    said = (
        "The role that you aim for, gone, is left out for now, for a fault in gone.toml:7: role[0].x: unknown key. "
        "What you told of it is kept. mltrack catalog check lists all faults."
        if missing
        else "The role that you aim for, gone, is no longer in the catalog."
    )
    found = review(snapshot, Period.MONTH, TEN)
    assert " ".join(read(list(trends.way_rows(snapshot, None, 300, 9)))) == said
    assert " ".join(read(list(trends.readiness_rows(found, 300, 9)))) == said
    assert "target not in the catalog" in [words for one in summary.cards(found, TEN) for words in one.words]


def test_a_slow_pace_is_said_as_it_is() -> None:
    assert next(trends.way_words(way_of(logged(aiming(), 1)))).endswith("ready in more than 30 years.")


def test_a_target_that_is_reached_and_one_that_states_nothing_are_told() -> None:
    progress = ticked(ticked(aiming(), "app", done()), "sql", done(PROFICIENT))
    assert list(trends.way_words(way_of(progress))) == ["All that is required is met or waived."]
    silent = way_of(aiming(role_id="silent"))
    assert "No source says" in read(list(trends.way_rows(NOBODYS, silent, 70, 12)))[0]
    assert trends.way_title(None, HOUSE) == ("The way to your target", "")
    assert trends.way_title(way_of(progress), HOUSE) == ("The way to Data", "2 of 2 required met")


@pytest.mark.parametrize("height", range(1, 16))
def test_the_way_fits_and_where_it_is_too_low_to_be_drawn_it_is_told(height: int) -> None:
    rows = list(trends.way_rows(NOBODYS, way_of(logged(aiming(TODAY + timedelta(days=90)), 120)), 64, height))
    drawn = any("░" in line for line in read(rows))
    assert drawn is (height >= 8)
    assert len(rows) <= max(2, height)
    assert "At your pace of 2 h a week" in read(rows)[-2]


def test_hours_are_those_of_weeks_with_a_goal_and_in_a_week_those_of_days() -> None:
    progress = logged(aiming(), 120)
    weeks = "\n".join(read(list(trends.hours_rows(reviewed(progress), TEN, 40, 9))))
    assert "10 h" in weeks
    assert "┄" in weeks
    assert "Nov" in weeks
    days = "\n".join(read(list(trends.hours_rows(reviewed(progress, Period.WEEK), TEN, 40, 9))))
    assert "Mon Tue Wed Thu Fri Sat Sun" in days
    assert "┄" not in days
    assert trends.hours_title(reviewed(progress), TEN) == ("Hours a week", "┄ goal 10 h")
    assert trends.hours_title(reviewed(progress, Period.WEEK), TEN) == ("Hours a day", "goal 10 h a week")


def test_the_year_names_its_best_week_and_its_days() -> None:
    assert trends.year_title(reviewed(Progress())) == "A year of learning"
    progress = logged(aiming(), 120, weeks=2)
    assert trends.year_title(reviewed(progress)) == "A year of learning · 2 days active · best week 16 Nov, 2 h"
    ticks = ticked(aiming(), "sql", done(WORKING))
    assert trends.year_title(reviewed(ticks, Period.YEAR)) == "2026 day by day · 1 day active"


@pytest.mark.parametrize("height", range(1, 16))
def test_as_many_targets_have_a_curve_as_there_is_room_for(height: int) -> None:
    both = happen(aiming(), [TargetChange("silent", None, Target(primary=False))], on=BEGUN)
    rows = read(list(trends.readiness_rows(reviewed(ticked(both, "app", done())), 40, height)))
    assert rows[0] == "◎ Data 50% +50"
    assert ("◎ Silent –" in rows) is (height >= 9)
    assert trends.readiness_title(reviewed(both)) == ("Readiness over time", "2 targets")
    assert len(rows) <= max(3, height)
    wide = read(list(trends.readiness_rows(reviewed(ticked(both, "app", done())), 60, height)))
    assert wide[0] == "◎ Data 50% +50 points"
