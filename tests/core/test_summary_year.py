"""One person's year, told as it happened; every figure is derived by hand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from mltrack.core import actions
from mltrack.core.entries import Kind
from mltrack.core.history import Change, DueChange, Event, LogChange, TimeEntry, Turn
from mltrack.core.progress import Progress
from mltrack.core.readiness import Tally
from mltrack.core.requirements import Has
from mltrack.core.series import Week
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Stalled, Summary, Window, summarise
from mltrack.core.timeline import Completion, Rise
from tests.core.worlds import PROFICIENT, TODAY, WORKING, catalog, cert, degree, project, role, skill

HOUSE = catalog(
    [skill("python"), skill("sql"), cert("aws", 12), degree("bsc"), project("app"), project("blog"), project("talk")],
    [role("ml", Has("python", PROFICIENT), Has("app"), Has("aws"))],
)
PYTHON, SQL, AWS, BSC, APP, BLOG, TALK = HOUSE.milestones.values()


class Diary:
    """What is told at moments with an explicit offset from UTC, written down as the session writes it."""

    def __init__(self) -> None:
        self.progress = Progress()
        self._logged = 0

    def tell(self, at: str, changes: Sequence[Change], turn: Turn = Turn.FORWARD, of: str | None = None) -> None:
        moment, action = datetime.fromisoformat(at), f"action {len(self.progress.history)}"
        first = self.progress.clock_at(moment)
        self.progress = self.progress.after(
            Event(f"{action}.{number}", action, moment, first + number, "laptop", change, turn, of)
            for number, change in enumerate(changes)
        )

    def log(self, at: str, milestone_id: str, minutes: int) -> None:
        self._logged += 1
        entry = TimeEntry(milestone_id, datetime.fromisoformat(at).date(), minutes)
        self.tell(at, [LogChange(f"entry {self._logged}", None, entry)])

    def undo(self, at: str) -> None:
        step = self.progress.undoable
        assert step is not None
        self.tell(at, step.changes, Turn.UNDO, step.action)

    def redo(self, at: str) -> None:
        step = self.progress.redoable
        assert step is not None
        self.tell(at, step.changes, Turn.REDO, step.action)

    def due(self, at: str, milestone_id: str, day: date) -> None:
        self.tell(at, [DueChange(milestone_id, None, day)])


def year() -> Progress:
    """From Berlin, with a summer from the end of June on in New York; today is Friday, 20 November 2026."""
    diary = Diary()

    def day(at: str) -> date:
        return datetime.fromisoformat(at).date()

    def tick(at: str, one: object, **more: object) -> None:
        diary.tell(at, actions.tick(diary.progress, one, day(at), **more))  # type: ignore[arg-type]

    diary.tell("2025-12-30T10:00+01:00", actions.target(diary.progress, ["ml"]))
    tick("2025-12-30T10:05+01:00", AWS, on=date(2025, 2, 10))  # counts until 10 February 2026
    diary.tell("2026-01-05T09:00+01:00", actions.start(diary.progress, PYTHON, date(2026, 1, 5)))
    diary.log("2026-01-12T10:00+01:00", "python", 90)
    diary.log("2026-01-20T20:00+01:00", "python", 120)
    tick("2026-01-31T23:30+01:00", PYTHON)
    for minute in range(10):  # on and off, ten times
        tick(f"2026-02-14T12:{minute:02}:00+01:00", BLOG)
        diary.tell(f"2026-02-14T12:{minute:02}:30+01:00", actions.untick(diary.progress, "blog"))
    # Summer time began on 29 March; in UTC it is still 31 March.
    tick("2026-04-01T00:15+02:00", PYTHON, level=PROFICIENT)
    diary.log("2026-04-02T18:00+02:00", "python", 45)
    tick("2026-05-10T18:00+02:00", BSC, on=date(2026, 3, 20))  # told late
    tick("2026-05-20T18:00+02:00", SQL)
    diary.undo("2026-05-20T18:01+02:00")
    diary.redo("2026-05-21T08:00+02:00")
    tick("2026-06-05T18:00+02:00", BLOG)
    diary.undo("2026-06-06T18:00+02:00")  # for good: another action follows
    # In UTC it is 1 July already.
    waived = actions.waive(diary.progress, APP, date(2026, 6, 30), "employer accepts the blog")
    diary.tell("2026-06-30T22:00-04:00", waived)
    diary.log("2026-07-06T09:00-04:00", "aws", 300)
    diary.log("2026-07-13T09:00-04:00", "aws", 300)
    tick("2026-07-15T17:00-04:00", AWS)  # had lapsed after 10 February
    diary.tell("2026-09-01T09:00+02:00", actions.start(diary.progress, BLOG, date(2026, 9, 1)))
    diary.log("2026-09-10T09:00+02:00", "blog", 60)
    diary.due("2026-10-01T09:00+02:00", "talk", date(2026, 12, 10))
    diary.due("2026-10-01T09:01+02:00", "blog", date(2026, 11, 1))
    return diary.progress


YEAR = Snapshot(HOUSE, year(), TODAY)
Q1, Q2 = Window(date(2026, 1, 1), date(2026, 3, 31)), Window(date(2026, 4, 1), date(2026, 6, 30))
JULY = Window(date(2026, 7, 1), date(2026, 7, 31))
WEEK = Window(date(2026, 7, 13), date(2026, 7, 19))


def change(summary: Summary) -> tuple[Tally, Tally]:
    [target] = summary.targets
    assert target.role == "ml"
    return target.before, target.now


def share(met: int, credit: Fraction, waived: int = 0) -> Tally:
    """A tally of the three requirements, by the sum of their credits."""
    return Tally(met, waived, 3, credit / 3)


def test_the_year() -> None:
    summary = summarise(YEAR, Period.YEAR)
    assert (summary.window, summary.end) == (Window(date(2026, 1, 1), date(2026, 12, 31)), TODAY)
    # The blog was ticked eleven times and taken back eleven times; the first AWS exam was in 2025.
    assert summary.completed == (
        Completion("aws", date(2026, 7, 15), again=True),
        Completion("sql", date(2026, 5, 20), WORKING),
        Completion("bsc", date(2026, 3, 20)),
        Completion("python", date(2026, 1, 31), WORKING),
    )
    assert summary.raised == (Rise("python", date(2026, 4, 1), WORKING, PROFICIENT),)
    # 90 + 120 + 45 on Python, 300 + 300 on AWS, 60 on the blog.
    assert summary.hours.minutes == 915
    assert summary.hours.by_kind == {Kind.CERTIFICATION: 600, Kind.SKILL: 255, Kind.PROJECT: 60}
    assert list(summary.hours.by_milestone.items()) == [("aws", 600), ("python", 255), ("blog", 60)]
    # On 31 December 2025 AWS counted: 1 of 3. Now Python and AWS are met and the app is waived, which earns nothing.
    assert change(summary) == (share(1, Fraction(1)), share(2, Fraction(2), waived=1))
    assert summary.done == {
        Kind.DEGREE: 1,
        Kind.CERTIFICATION: 1,
        Kind.SKILL: 2,
        Kind.EXPERIENCE: 0,
        Kind.PROJECT: 0,
    }
    # Learning weeks, by their Mondays: 10 Feb 2025; 5, 12, 19, 26 Jan; 16 and 30 Mar; 18 May; 6 and 13 Jul;
    # 31 Aug and 7 Sep.
    assert (summary.streak_weeks, summary.longest_streak_weeks) == (0, 4)
    assert summary.started == ("blog",)
    assert summary.stalled == (Stalled("blog", date(2026, 9, 10)),)
    assert [(one.milestone, one.day) for one in summary.due] == [("talk", date(2026, 12, 10))]
    assert [(one.milestone, one.day) for one in summary.overdue] == [("blog", date(2026, 11, 1))]
    # 12 months from 15 July 2026: more than 90 days away.
    assert (summary.lapsing, summary.lapsed) == ((), ())
    # From the week of 29 December 2025 to that of 16 November: 47.
    assert len(summary.weeks) == len(summary.readiness) == 47
    assert sum(week.minutes for week in summary.weeks) == 915
    assert sum(week.completed for week in summary.weeks) == 4


def test_the_first_quarter() -> None:
    summary = summarise(YEAR, Q1)
    assert [(one.milestone, one.on.isoformat()) for one in summary.completed] == [
        ("bsc", "2026-03-20"),  # told in May
        ("python", "2026-01-31"),
    ]
    assert summary.raised == ()
    assert summary.hours.minutes == 210  # 90 + 120
    # On 31 March Python is working, 2/3 of proficient, the app open, and AWS has lapsed.
    assert change(summary) == (share(1, Fraction(1)), share(0, Fraction(2, 3)))
    assert summary.lapsed == ("aws",)
    assert summary.done[Kind.SKILL] == summary.done[Kind.DEGREE] == summary.done[Kind.CERTIFICATION] == 1
    # Up to 31 March, nothing in its week nor in the one before.
    assert (summary.streak_weeks, summary.longest_streak_weeks) == (0, 4)
    assert (summary.started, summary.stalled, summary.due, summary.overdue) == ((), (), (), ())


def test_the_second_quarter() -> None:
    summary = summarise(YEAR, Q2)
    assert summary.completed == (Completion("sql", date(2026, 5, 20), WORKING),)
    assert summary.raised == (Rise("python", date(2026, 4, 1), WORKING, PROFICIENT),)
    assert summary.hours.by_milestone == {"python": 45}
    # The app was waived on 30 June where the person was; AWS has lapsed.
    assert change(summary) == (share(0, Fraction(2, 3)), share(1, Fraction(1), waived=1))
    assert summary.lapsed == ("aws",)


def test_a_month() -> None:
    summary = summarise(YEAR, JULY)
    assert summary.completed == (Completion("aws", date(2026, 7, 15), again=True),)
    assert summary.weeks == (
        Week(date(2026, 6, 29), 0, 0),
        Week(date(2026, 7, 6), 300, 0),
        Week(date(2026, 7, 13), 300, 1),
        Week(date(2026, 7, 20), 0, 0),
        Week(date(2026, 7, 27), 0, 0),
    )
    assert change(summary) == (share(1, Fraction(1), waived=1), share(2, Fraction(2), waived=1))
    # The week of 27 July and the one before have nothing.
    assert (summary.streak_weeks, summary.lapsed) == (0, ())
    [before, *_, after] = [point.tallies["ml"].met for point in summary.readiness]
    assert [point.on.day for point in summary.readiness] == [5, 12, 19, 26, 31]
    assert (before, after) == (1, 2)


def test_a_week() -> None:
    summary = summarise(YEAR, WEEK)
    assert [one.milestone for one in summary.completed] == ["aws"]
    assert summary.hours.minutes == 300
    assert change(summary)[1].met - change(summary)[0].met == 1
    # The weeks of 6 and 13 July.
    assert (summary.streak_weeks, summary.longest_streak_weeks) == (2, 4)
    assert summary.readiness[-1].on == date(2026, 7, 19)


def test_what_is_started_stalls_after_14_days_and_shows_so_in_past_windows() -> None:
    def stalled(day: date) -> tuple[tuple[str, ...], int]:
        summary = summarise(YEAR, Window(day, day))
        return summary.started, len(summary.stalled)

    assert stalled(date(2026, 1, 31)) == ((), 0)  # Python was done that day
    assert stalled(date(2026, 1, 30)) == (("python",), 0)  # last touched on 20 January
    assert stalled(date(2026, 9, 23)) == (("blog",), 0)  # 13 days after the log of 10 September
    assert stalled(date(2026, 9, 24)) == (("blog",), 1)


def test_a_lapse_is_announced_in_the_window_before_it() -> None:
    january = summarise(YEAR, Window(date(2026, 1, 1), date(2026, 1, 31)))
    assert january.lapsing == (Completion("aws", date(2026, 2, 10)),)
    assert january.streak_weeks == 4  # 5, 12, 19 and 26 January
    assert summarise(YEAR, Window(date(2026, 2, 1), date(2026, 2, 10))).lapsed == ()
    assert summarise(YEAR, Window(date(2026, 2, 1), date(2026, 2, 11))).lapsed == ("aws",)


def test_the_windows_of_all_time_add_up_to_all_time() -> None:
    windows = [Window(date(2025, 1, 1), date(2025, 12, 31)), Q1, Q2, Window(date(2026, 7, 1), date(2026, 12, 31))]
    parts = [summarise(YEAR, window) for window in windows]
    whole = summarise(YEAR, Period.ALL)
    assert whole.window == Window(date(2025, 2, 10), TODAY)
    assert sorted(one.milestone for part in parts for one in part.completed) == sorted(
        one.milestone for one in whole.completed
    )
    assert sum(part.hours.minutes for part in parts) == whole.hours.minutes
    assert [one.milestone for one in whole.completed] == ["aws", "sql", "bsc", "python", "aws"]
