from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.entries import Basis, Effort, Span
from mltrack.core.finish import Finish, calendar_time, finish, left
from mltrack.core.history import Mark, MarkChange, OwnEffort, Status, Target, TargetChange, TimeEntry
from mltrack.core.pace import Forecast, NoForecast, Pace, Unit
from mltrack.core.plan import Wish, least_effort
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has, Level
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import TODAY, World, catalog, degree, done, happen, project, role, skill, worlds

HOUSE = catalog(
    [
        skill("sql", effort=Effort(Basis.ESTIMATE, hours=Span(10, 20))),
        project("app", effort=Effort(Basis.ESTIMATE, hours=Span(30, 30))),
        degree("msc", effort=Effort(Basis.ESTIMATE, months=Span(12, 24))),
    ],
    [
        role("data", Has("app")),
        role("research", Has("app"), Has("msc")),
    ],
)
TEN = Fraction(10)


def logged(minutes: int, weeks: int = 9) -> dict[str, TimeEntry]:
    """So many minutes in each of the last weeks, on something that no role asks for."""
    return {str(week): TimeEntry("sql", TODAY - timedelta(weeks=week), minutes) for week in range(weeks)}


def of(progress: Progress, *roles: str) -> Finish:
    return finish(Snapshot(HOUSE, progress, TODAY), roles, TEN)


def ends(result: Finish) -> tuple[date | None, date | None]:
    assert isinstance(result.by_pace, Forecast)
    return result.by_pace.early, result.by_pace.late


def test_hours_of_the_plan_at_the_pace_beside_hours_of_the_plan_at_the_hours_wished_for() -> None:
    result = of(Progress(log=logged(120)), "data")
    # 30 hours at 2 a week, and at 10 a week: 3 weeks, the last day of which is the 21st.
    assert ends(result) == (TODAY + timedelta(weeks=15), TODAY + timedelta(weeks=15))
    assert result.by_plan.early == result.by_plan.late == TODAY + timedelta(days=20)


def test_calendar_time_is_there_however_fast_the_pace() -> None:
    result = of(Progress(log=logged(1440)), "research")
    floor = calendar_time(Snapshot(HOUSE, Progress(), TODAY), result.plan)
    # 12 and 24 mean months of 30.4375 days, rounded up, the first day included.
    assert (floor.early, floor.late) == (TODAY + timedelta(days=365), TODAY + timedelta(days=730))
    assert ends(result) == (floor.early, floor.late)


def test_milestones_are_counted_in_steps_of_the_plan() -> None:
    begun = happen(Progress(), [TargetChange("data", None, Target(primary=True))], on=TODAY - timedelta(days=21))
    one = happen(begun, [MarkChange("gone", None, done(on=TODAY - timedelta(20)))], on=TODAY - timedelta(20))
    two = happen(one, [MarkChange("sql", None, done(on=TODAY - timedelta(13)))], on=TODAY - timedelta(13))
    result = of(two, "data")
    assert isinstance(result.by_pace, Forecast)
    assert result.by_pace.pace == Pace(Unit.MILESTONES, TODAY - timedelta(days=20), (1, 1, 0))
    assert left(result.plan, result.by_pace.pace) == Span(1, 1)


def test_a_skill_that_is_learned_in_two_steps_is_one_milestone() -> None:
    after_python = replace(skill("sql"), prerequisites=Has("python", Level.FAMILIAR))
    house = catalog(
        [skill("python"), after_python], [role("data", Has("python", Level.WORKING), Has("sql", Level.WORKING))]
    )
    plan = least_effort(Snapshot(house, Progress(), TODAY), Wish(("data",)))
    assert [pick.milestone for pick in plan.picks].count("python") == 2
    assert left(plan, Pace(Unit.MILESTONES, TODAY, (1, 1))) == Span(2, 2)


def test_nothing_left_is_done_today() -> None:
    result = of(Progress({"app": done(on=TODAY - timedelta(20))}, log=logged(60)), "data")
    assert (result.plan.picks, ends(result)) == ((), (TODAY, TODAY))


def test_a_figure_of_ones_own_moves_the_finish() -> None:
    own = Progress(log=logged(120), efforts={"app": OwnEffort(hours=Span(4, 6))})
    assert ends(of(own, "data")) == (TODAY + timedelta(weeks=2), TODAY + timedelta(weeks=3))


@given(worlds(), st.integers(1, 600), st.integers(0, 300))
def test_a_finish_by_pace_is_never_before_the_calendar_time_of_the_plan(world: World, minutes: int, more: int) -> None:
    one = next(iter(world.catalog.milestones))
    log = {str(week): TimeEntry(one, TODAY - timedelta(weeks=week), minutes + more * (week % 2)) for week in range(8)}
    snapshot = Snapshot(world.catalog, Progress(world.progress.marks, log=log), TODAY)
    result = finish(snapshot, world.catalog.roles, TEN)
    assert not isinstance(result.by_pace, NoForecast)
    floor = calendar_time(snapshot, result.plan)
    assert floor.early <= result.by_plan.early
    assert floor.late <= result.by_plan.late
    assert result.by_pace.early is None or result.by_pace.early >= floor.early
    assert result.by_pace.late is None or result.by_pace.late >= floor.late


def test_what_is_started_counts_as_under_way() -> None:
    begun = Mark(Status.STARTED, started_on=TODAY - timedelta(days=183))
    result = of(Progress({"msc": begun}, log=logged(1440)), "research")
    early, late = ends(result)
    assert early is not None
    assert late is not None
    # Half a year of it has passed.
    assert (TODAY + timedelta(days=182), TODAY + timedelta(days=547)) == (early, late)
