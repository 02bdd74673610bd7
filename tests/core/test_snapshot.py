from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from mltrack.core import snapshot as module
from mltrack.core.entries import Availability, Credential, Kind, Milestone, Span, Strength
from mltrack.core.history import Evidence, Mark, OwnEffort, Target, TimeEntry
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, Has, Requirement, Standing, State, Verdict, judge, leaves
from mltrack.core.snapshot import Snapshot
from mltrack.errors import UnknownId
from tests.core.worlds import (
    CITE,
    EXPERT,
    FAMILIAR,
    PROFICIENT,
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

HOUSE = catalog(
    [
        skill("python"),
        skill("sql"),
        degree("msc", implies=(Has("bsc"), Has("python", PROFICIENT))),
        degree("bsc"),
        cert("aws", 12),
    ],
    [
        role("ml", Has("python", PROFICIENT), Has("msc")),
        role("analyst", Has("sql", WORKING), recommended=[Has("python", WORKING)]),
        role("intern", AnyOf((Has("bsc"), Has("python", FAMILIAR))), optional=[Has("python", EXPERT)]),
        role("cloud", Has("aws"), recommended=[Has("msc")], optional=[Has("msc")]),
    ],
)


def snapshot(**marks: Mark) -> Snapshot:
    return Snapshot(HOUSE, Progress(marks), TODAY)


def test_a_milestone_moves_the_roles_that_require_it_in_catalog_order() -> None:
    assert snapshot().moves("python") == ("ml", "intern")
    assert snapshot().moves("sql") == ("analyst",)


def test_what_is_only_recommended_or_optional_moves_nothing() -> None:
    assert "analyst" not in snapshot().moves("python")
    assert "cloud" not in snapshot().moves("msc")


def test_a_milestone_moves_roles_through_what_it_implies() -> None:
    assert snapshot().moves("msc") == ("ml", "intern")
    assert snapshot(msc=done()).moves("python") == ()


def test_what_is_held_high_enough_moves_nothing_and_held_too_low_still_does() -> None:
    assert snapshot(python=done(FAMILIAR)).moves("python") == ("ml",)
    assert snapshot(python=done(PROFICIENT)).moves("python") == ()


def test_what_it_implies_never_counts_below_the_level_already_held() -> None:
    """Else the little that a bachelor's adds here would be hidden by the loss of a skill."""
    house = catalog(
        [skill("python"), degree("bsc", implies=(Has("python", FAMILIAR),)), degree("msc"), degree("phd")],
        [role("ml", Has("python", EXPERT), AllOf((Has("bsc"), Has("msc"), Has("phd"))))],
    )
    assert Snapshot(house, Progress({"python": done(EXPERT)}), TODAY).moves("bsc") == ("ml",)


def test_what_is_started_waived_or_lapsed_would_move() -> None:
    for mark in (STARTED, WAIVED, done(on=date(2020, 1, 1))):
        assert snapshot(aws=mark).moves("aws") == ("cloud",)
    assert snapshot(aws=done()).moves("aws") == ()


def test_a_met_alternative_moves_nothing() -> None:
    assert "intern" not in snapshot(bsc=done()).moves("python")


def test_the_needed_level_is_the_highest_a_role_names() -> None:
    house = catalog(
        [skill("python"), degree("msc")],
        [role("ml", Has("python", WORKING), Has("msc"), recommended=[Has("python", EXPERT)]), role("free")],
    )
    now = Snapshot(house, Progress(), TODAY)
    assert now.needed_level("python", "ml") is EXPERT
    assert now.needed_level("python", "free") is None
    assert now.needed_level("msc", "ml") is None


def test_asked_tells_the_firmest_strength_of_each_role() -> None:
    assert snapshot().asked("python") == {
        "ml": Strength.REQUIRED,
        "analyst": Strength.RECOMMENDED,
        "intern": Strength.REQUIRED,
    }
    assert snapshot().asked("msc") == {"ml": Strength.REQUIRED, "cloud": Strength.RECOMMENDED}
    assert list(snapshot().asked("python")) == ["ml", "analyst", "intern"]
    aimed = Snapshot(HOUSE, Progress(targets={"cloud": Target(primary=False), "intern": Target(primary=True)}), TODAY)
    assert list(aimed.asked("python")) == ["intern", "ml", "analyst"]


def test_done_counts_what_is_marked_done_and_nothing_else() -> None:
    now = snapshot(python=STARTED, sql=WAIVED, msc=done(), aws=done(on=date(2020, 1, 1)), departed=done())
    assert now.done_count == 3


def test_what_is_brought_along_is_met_and_not_marked_as_done() -> None:
    assert snapshot(msc=done()).brought_along == ("python", "bsc")
    assert snapshot(msc=done(), python=done(FAMILIAR), bsc=STARTED).brought_along == ("bsc",)
    assert snapshot(python=done(WORKING), aws=done(on=date(2020, 1, 1)), bsc=WAIVED).brought_along == ()


def test_departed_lists_marks_without_a_milestone() -> None:
    assert snapshot(zed=done(), python=done(WORKING), ada=STARTED).departed == ("ada", "zed")


@pytest.mark.parametrize(
    "told",
    [
        {"notes": {"ada": "ch 4"}},
        {"log": {"e1": TimeEntry("ada", TODAY, 60)}},
        {"efforts": {"ada": OwnEffort(hours=Span(1, 2))}},
        {"due": {"ada": TODAY}},
        {"evidence": {"e1": Evidence("ada", TODAY, "a link")}},
    ],
)
def test_whatever_is_told_of_what_left_is_listed_and_can_be_named(told: dict[str, Any]) -> None:
    now = Snapshot(HOUSE, Progress({"python": done(WORKING)}, **told), TODAY)
    assert now.departed == ("ada",)
    assert (now.known("ada"), now.known("python")) == ("ada", "python")
    with pytest.raises(UnknownId):
        now.known("zed")


def test_a_milestone_without_a_mark_is_open() -> None:
    assert snapshot().standing("python") == Standing(State.OPEN)
    assert snapshot().standing("nowhere") == Standing(State.OPEN)


def test_readiness_is_worked_out_once_in_catalog_order() -> None:
    now = snapshot(msc=done())
    assert list(now.readiness) == ["ml", "analyst", "intern", "cloud"]
    assert now.readiness is now.readiness
    assert now.readiness["ml"].ready


def test_two_snapshots_are_equal_only_if_they_are_the_same_one() -> None:
    one, other = Snapshot(HOUSE, Progress(), TODAY), Snapshot(HOUSE, Progress(), TODAY)
    assert one == one  # noqa: PLR0124 - identity is the point
    assert one != other


def tick(before: Snapshot, **marks: Mark) -> Snapshot:
    return before.after(Progress({**before.progress.marks, **marks}), TODAY)


def test_only_the_roles_that_name_what_was_ticked_are_judged_again() -> None:
    before = snapshot()
    known = dict(before.readiness)
    after = tick(before, sql=done(WORKING))
    assert [one for one in known if after.readiness[one] is not known[one]] == ["analyst"]
    assert after.readiness["analyst"].ready


def test_of_a_role_only_the_requirements_that_name_what_was_ticked_are_judged_again() -> None:
    before = snapshot()
    known = before.readiness["analyst"].lines
    now = tick(before, sql=done(WORKING)).readiness["analyst"].lines
    again = [line.requirement for line, was in zip(now, known, strict=True) if line is not was]
    assert again
    assert all("sql" in {leaf.has for leaf in leaves(one.needs)} for one in again)
    assert len(again) < len(known)


def test_a_role_that_names_what_is_brought_along_is_judged_again() -> None:
    before = snapshot()
    known = dict(before.readiness)
    after = tick(before, msc=done())
    assert [one for one in known if after.readiness[one] is not known[one]] == ["ml", "analyst", "intern", "cloud"]


def test_a_note_or_a_new_day_on_which_nothing_lapses_judges_nothing_again() -> None:
    before = snapshot(aws=done(on=date(2026, 1, 1)))
    known = before.readiness
    after = before.after(Progress(before.progress.marks, {"python": "a note"}), date(2026, 12, 24))
    assert after.readiness is known


def test_on_the_day_on_which_a_certification_lapses_its_roles_are_judged_again() -> None:
    before = snapshot(aws=done(on=date(2026, 1, 1)))
    known = dict(before.readiness)
    assert known["cloud"].ready
    after = before.after(before.progress, date(2027, 1, 2))
    assert not after.readiness["cloud"].ready
    assert after.readiness["ml"] is known["ml"]


def test_what_is_taken_over_outlives_a_snapshot_at_which_nobody_looked() -> None:
    first = snapshot()
    known = dict(first.readiness)
    last = tick(tick(first, sql=done(WORKING)), aws=done())
    assert [one for one in known if last.readiness[one] is not known[one]] == ["analyst", "cloud"]


def test_nothing_is_worked_out_before_somebody_asks() -> None:
    before = snapshot()
    after = tick(before, msc=done())
    assert not {"readiness", "standings", "_moves"} & {*vars(before), *vars(after)}


def test_a_role_is_judged_only_when_somebody_asks_for_it() -> None:
    before = snapshot(sql=done(WORKING))
    known = before.readiness["analyst"]
    assert vars(before.readiness)["_known"].keys() == {"analyst"}
    after = tick(before, aws=done())
    assert after.readiness["analyst"] is known
    assert after.readiness == Snapshot(HOUSE, after.progress, after.today).readiness


def test_no_snapshot_keeps_the_one_before_alive() -> None:
    first = snapshot()
    assert first.readiness
    assert first.moves("python")
    gone = weakref.ref(first)
    after = tick(first, msc=done())
    assert after.readiness
    assert after.moves("python") == ()
    del first
    gc.collect()
    assert gone() is None


def test_moves_are_worked_out_again_for_what_shares_a_requirement_with_what_was_ticked() -> None:
    before = snapshot()
    assert before.moves("bsc") == before.moves("msc")[1:] == ("intern",)
    after = tick(before, python=done(FAMILIAR))
    assert after.moves("bsc") == ()
    assert after.moves("msc") == ("ml",)


def test_moves_judge_only_the_required_trees_that_name_what_is_gained(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[Requirement] = []

    def seen(requirement: Requirement, standings: Mapping[str, Standing]) -> Verdict:
        judged.append(requirement)
        return judge(requirement, standings)

    now = snapshot(python=done(FAMILIAR))
    assert now.readiness
    monkeypatch.setattr(module, "judge", seen)
    for one in ("aws", "sql", "bsc"):
        now.moves(one)
        now.moves(one)
    assert judged == []  # what is met already cannot rise, and that of which nothing is held rises with whatever is
    now.moves("msc")
    assert judged == [Has("python", PROFICIENT)]


def test_moves_that_nothing_has_changed_for_are_taken_over() -> None:
    before = snapshot()
    known = {one: before.moves(one) for one in HOUSE.milestones}
    after = tick(before, sql=done(WORKING))
    assert [one for one in known if after.moves(one) is not known[one]] == ["sql"]


def test_what_is_supposed_of_a_skill_is_the_highest_level_that_a_role_asks_for() -> None:
    house = catalog(
        [skill("python"), skill("sql"), skill("chess"), degree("msc")], [role("ml", Has("python", PROFICIENT))]
    )
    now = Snapshot(house, Progress({"sql": done(EXPERT)}), TODAY)
    assert now.supposed_level("python") is PROFICIENT
    assert now.supposed_level("sql") is EXPERT
    assert now.supposed_level("chess") is WORKING
    assert now.supposed_level("msc") is None


def test_the_lines_that_move_say_which_requirements_would_rise() -> None:
    assert [(line.role, line.line) for line in snapshot().lines_moved("msc")] == [("ml", 0), ("ml", 1), ("intern", 0)]
    assert [(line.role, line.line) for line in snapshot(python=done(PROFICIENT)).lines_moved("msc")] == [("ml", 1)]


def test_what_cannot_be_earned_any_more_says_what_took_its_place() -> None:
    def exam(id_: str, **more: Any) -> Milestone:
        credential = replace(Credential("An issuer", Availability.ACTIVE, TODAY, CITE), **more)
        return milestone(id_, Kind.CERTIFICATION, credential=credential)

    gone: dict[str, Any] = {"status": Availability.RETIRED}
    house = catalog(
        [
            skill("python"),
            exam("new", code="N-1"),
            exam("plain"),
            exam("old", replaced_by="new", **gone),
            exam("older", replaced_by="plain", **gone),
            exam("oldest", **gone),
            exam("ends-today", retired_on=TODAY, replaced_by="new"),
            exam("ended", retired_on=TODAY - timedelta(days=1), replaced_by="new"),
        ]
    )
    now = Snapshot(house, Progress(), TODAY)
    assert {one: now.retired(one) for one in house.milestones} == {
        "python": "",
        "new": "",
        "plain": "",
        "old": "retired, now N-1",
        "older": "retired, now Plain",
        "oldest": "retired",
        "ends-today": "",
        "ended": "retired, now N-1",
    }
