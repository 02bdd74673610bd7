"""What a document says without a day was there before: it is nobody's learning of the day on which it is taken in."""

from __future__ import annotations

from datetime import date, timedelta

from mltrack.core import actions
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.history import IMPORT, Status
from mltrack.core.progress import Progress
from mltrack.core.proposals import proposed
from mltrack.core.recording import recorded
from mltrack.core.requirements import Has
from mltrack.core.snapshot import Snapshot
from mltrack.core.stated_dates import stated_day
from mltrack.core.timeline import Completion, Timeline
from tests.core.worlds import EXPERT, TODAY, WORKING, catalog, cert, happen, role, skill, undo

HOUSE = catalog([skill("python"), skill("sql"), cert("aws")], [role("analyst", Has("python", WORKING), Has("aws"))])
YESTERDAY, MAY = TODAY - timedelta(days=1), date(2024, 5, 4)


def taken_in(progress: Progress, *claims: Claim, on: date = TODAY) -> Progress:
    snapshot = Snapshot(HOUSE, progress, on)
    changes = recorded(HOUSE, progress, on, proposed(snapshot, claims))
    return happen(progress, changes, on=on, label=f"{IMPORT}resume.json")


PYTHON = Claim(ClaimKind.SKILL, "Python", "row 2")
AWS = Claim(ClaimKind.CERTIFICATION, "Aws", "row 3", on=stated_day("2024-05-04"))


def test_what_states_a_day_was_completed_on_it_and_the_rest_stood_always() -> None:
    timeline = Timeline(HOUSE, taken_in(Progress(), PYTHON, AWS))
    assert timeline.completions == [Completion("aws", MAY)]
    assert timeline.learning_days == [MAY]
    before = timeline.snapshot_on(YESTERDAY).readiness["analyst"].required
    assert before.share == timeline.snapshot_on(TODAY).readiness["analyst"].required.share == 1


def test_what_is_ticked_by_hand_is_a_completion_of_its_day() -> None:
    progress = taken_in(Progress(), PYTHON)
    progress = happen(progress, actions.tick(progress, HOUSE.milestones["sql"], TODAY))
    assert [one.milestone for one in Timeline(HOUSE, progress).completions] == ["sql"]


def test_a_level_raised_by_a_document_is_no_rise_and_one_raised_later_is() -> None:
    progress = happen(Progress(), actions.tick(Progress(), HOUSE.milestones["python"], MAY), on=MAY)
    progress = taken_in(progress, Claim(ClaimKind.SKILL, "Python", "row 2", level=EXPERT), on=YESTERDAY)
    timeline = Timeline(HOUSE, progress)
    assert (len(timeline.completions), timeline.rises) == (1, [])
    low = taken_in(Progress(), PYTHON, on=YESTERDAY)
    raised = happen(low, actions.tick(low, HOUSE.milestones["python"], TODAY, level=EXPERT))
    assert [one.on for one in Timeline(HOUSE, raised).rises] == [TODAY]


def test_what_is_begun_by_a_document_without_a_day_is_no_learning_of_today() -> None:
    progress = taken_in(Progress(), Claim(ClaimKind.CERTIFICATION, "Aws", "row", Status.STARTED))
    assert Timeline(HOUSE, progress).learning_days == []


def test_taken_back_it_never_was() -> None:
    progress = undo(taken_in(Progress(), PYTHON, AWS))
    assert Timeline(HOUSE, progress).completions == []
    assert not any(stage.mark for stages in Timeline(HOUSE, progress).stages.values() for stage in stages)
