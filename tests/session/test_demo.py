"""The demo tells one story, whatever the day, and leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from mltrack.core.history import Status, Turn
from mltrack.core.progress import Progress
from mltrack.core.summary import Period, summarise
from mltrack.demo import demo_session

FRIDAY = datetime(2026, 11, 20, 18, tzinfo=UTC)
WEEK = [FRIDAY + timedelta(days=days) for days in range(7)]


def told(moment: datetime) -> Progress:
    with demo_session(lambda: moment) as session:
        return session.snapshot.progress


@pytest.mark.parametrize("moment", WEEK, ids=lambda moment: f"{moment:%A}")
def test_on_every_day_of_the_week_there_is_something_of_everything_to_see(moment: datetime) -> None:
    with demo_session(lambda: moment) as session:
        snapshot = session.snapshot
        progress, summary = snapshot.progress, summarise(snapshot, Period.ALL)
    assert snapshot.done_count == 15
    assert [role for role, _ in progress.aims] == ["machine-learning-engineer", "data-scientist", "ai-engineer"]
    assert [aim.by is not None for _, aim in progress.aims] == [True, True, False]
    assert all(0 < snapshot.readiness[role].required.percent < 100 for role in progress.targets)
    assert [one.milestone for one in summary.stalled] == ["apache-spark"]
    assert [one.milestone for one in summary.overdue] == ["apache-spark"]
    assert [one.milestone for one in summary.due] == ["model-training"]
    assert [one.milestone for one in summary.lapsing] == ["oracle-database-sql-associate"]
    assert [one for one, mark in progress.marks.items() if mark.status is Status.WAIVED] == ["apache-hadoop"]
    assert "## Weak spots" in progress.notes["statistics"]
    assert list(progress.efforts) == ["c-plus-plus"]
    assert summary.raised
    assert sum(action.turn is Turn.UNDO for action in progress.actions) == 1


def test_time_is_logged_for_months_mostly_in_the_evenings_and_at_weekends_and_not_every_week() -> None:
    progress = told(FRIDAY)
    days = sorted({entry.on for entry in progress.log.values()})
    assert (days[-1] - days[0]).days > 200
    assert max((later - earlier).days for earlier, later in pairwise(days)) > 21
    assert 60 < sum(entry.minutes for entry in progress.log.values()) / 60 < 200
    learning = [event.at for event in progress.history if event.change.subject.noun == "log"]
    assert all(moment.hour >= 19 or moment.weekday() > 4 for moment in learning)


def test_the_same_moment_tells_the_same_story_and_nothing_of_it_is_still_to_come() -> None:
    first, second = told(FRIDAY), told(FRIDAY)
    assert first.holds_same(second)
    assert [event.at for event in first.history] == [event.at for event in second.history]
    assert max(event.at for event in first.history) < FRIDAY


def test_its_files_are_gone_afterwards_and_there_are_backups_until_then() -> None:
    with demo_session(lambda: FRIDAY) as session:
        places = session.places
        assert places is not None
        assert len(list(places.backups.iterdir())) == 3
    assert not places.data.exists()
