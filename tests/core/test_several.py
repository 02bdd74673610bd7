from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core import several
from mltrack.core.entries import Milestone
from mltrack.core.history import Change, Mark, Status
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.errors import InvalidInput
from tests.core.worlds import STARTED, TODAY, WAIVED, WORKING, catalog, cert, done, happen, project, skill

APP, BOT, PYTHON, AWS = project("app"), project("bot"), skill("python"), cert("aws", 12)
HOUSE = catalog([APP, BOT, PYTHON, AWS])
EVERY = list(HOUSE.milestones.values())
LONG_AGO = done(on=date(2020, 1, 1))


def test_all_are_done_only_where_each_is_in_force_and_a_departed_mark_counts_as_done() -> None:
    def is_done(*ids: str, **marks: Mark) -> bool:
        return several.all_done(Snapshot(HOUSE, Progress(marks), TODAY), ids)

    assert is_done("app", "bot", app=done(), bot=done())
    assert not is_done("app", "bot", app=done())
    assert not is_done("app", "bot", app=done(), bot=WAIVED)
    assert not is_done("aws", aws=LONG_AGO)
    assert is_done("app", "gone", app=done(), gone=STARTED)
    assert not is_done("gone", "app", gone=STARTED)


def test_those_that_are_not_done_are_started_and_what_is_done_stays() -> None:
    progress = Progress({"app": done(), "bot": STARTED, "aws": LONG_AGO})
    marks = happen(progress, several.toggle_started(progress, EVERY, TODAY)).marks
    assert marks["app"] == done()
    assert {one: mark.status for one, mark in marks.items() if one != "app"} == dict.fromkeys(
        ("bot", "python", "aws"), Status.STARTED
    )


def test_where_all_that_are_not_done_are_started_they_are_opened_again() -> None:
    progress = Progress({"app": done(), "bot": STARTED, "python": STARTED})
    assert happen(progress, several.toggle_started(progress, [APP, BOT, PYTHON], TODAY)).marks == {"app": done()}


def test_those_that_are_not_done_are_waived_for_one_reason() -> None:
    progress = Progress({"app": done(), "bot": STARTED})
    marks = happen(progress, several.waive(progress, [APP, BOT, PYTHON], TODAY, " portfolio ")).marks
    assert marks["app"] == done()
    assert [marks[one].reason for one in ("bot", "python")] == ["portfolio", "portfolio"]


def test_a_due_day_is_for_all_that_can_still_be_done_and_none_takes_them_all_away() -> None:
    progress, day = Progress({"app": done(), "python": done(WORKING)}), TODAY + timedelta(days=3)
    dated = happen(progress, several.due(progress, [APP, BOT, PYTHON], day, TODAY))
    assert dated.due == {"bot": day, "python": day}
    assert happen(dated, several.due(dated, [APP, BOT, PYTHON], None, TODAY)).due == {}
    with pytest.raises(InvalidInput, match="is past"):
        several.due(progress, [BOT], TODAY - timedelta(days=1), TODAY)


@pytest.mark.parametrize(
    "deed",
    [
        lambda progress: several.toggle_started(progress, [APP, PYTHON], TODAY),
        lambda progress: several.waive(progress, [APP, PYTHON], TODAY, "portfolio"),
        lambda progress: several.due(progress, [APP, PYTHON], TODAY, TODAY),
    ],
    ids=["start", "waive", "due"],
)
def test_where_all_are_done_it_is_refused(deed: Callable[[Progress], Sequence[Change]]) -> None:
    with pytest.raises(InvalidInput, match="all done already"):
        deed(Progress({"app": done(), "python": done(Level.EXPERT)}))


@given(
    st.dictionaries(st.sampled_from(list(HOUSE.milestones)), st.sampled_from([done(), LONG_AGO, STARTED, WAIVED])),
    st.lists(st.sampled_from(EVERY), unique_by=lambda one: one.id, min_size=1),
)
def test_starting_touches_only_what_was_named_and_what_is_done_never(
    marks: dict[str, Mark], which: list[Milestone]
) -> None:
    progress = Progress(marks)
    try:
        changes = several.toggle_started(progress, which, TODAY)
    except InvalidInput:
        changes = []
    now = happen(progress, changes).marks
    named = {one.id for one in which}
    for one in HOUSE.milestones:
        if one not in named or marks.get(one) == done() or (one != "aws" and marks.get(one) == LONG_AGO):
            assert now.get(one) == marks.get(one)
        else:
            assert one not in now or now[one].status is Status.STARTED
