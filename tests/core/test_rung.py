"""One role of the ladder, with all that leads to it and from it."""

from __future__ import annotations

from mltrack.core.entries import Seniority, Step
from mltrack.core.figures import Citation
from mltrack.core.ladder import carry_over, edges, way_to
from mltrack.core.least_cost import Work
from mltrack.core.plan import WORK
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has
from mltrack.core.rung import rung, steps_around
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import TODAY, catalog, project, role


def steps(*told: tuple[str, str]) -> tuple[Step, ...]:
    return tuple(Step(one, "survey", at) for one, at in told)


HOUSE = catalog(
    [project("app"), project("talk")],
    [
        role(
            "junior", Has("app"), leads_to=steps(("engineer", "Steps"), ("engineer", "Page 2")), level=Seniority.ENTRY
        ),
        role("engineer", Has("app"), Has("talk"), leads_to=steps(("lead", "Steps"), ("junior", "Page 3"))),
        role("lead", Has("talk"), level=Seniority.SENIOR),
        role("alone", Has("app")),
    ],
)
NEW = Snapshot(HOUSE, Progress(), TODAY)


def test_the_steps_around_a_role_and_who_tells_of_them_by_number() -> None:
    around = steps_around(NEW, "engineer")
    assert [(edge.former, edge.next) for edge in around.into] == [("junior", "engineer")]
    assert [(edge.former, edge.next) for edge in around.onward] == [("engineer", "lead"), ("engineer", "junior")]
    assert around.sources() == (Citation("survey", "Steps"), Citation("survey", "Page 2"), Citation("survey", "Page 3"))
    assert [list(around.numbers(edge)) for edge in (*around.into, *around.onward)] == [[1, 2], [1], [3]]


def test_a_role_alone_has_no_steps_and_a_way_without_a_route() -> None:
    around, found = steps_around(NEW, "alone"), rung(NEW, "alone")
    assert not around.into
    assert not around.onward
    assert around.sources() == ()
    assert found.carried == {}
    assert found.way.route is None
    assert [pick.milestone for pick in found.way.direct.picks] == ["app"]


def test_a_rung_holds_what_is_worked_out_one_by_one_elsewhere() -> None:
    found = rung(NEW, "engineer")
    assert set(found.carried) == {edge for edge in edges(NEW) if "engineer" in (edge.former, edge.next)}
    for edge, carried in found.carried.items():
        assert carried == carry_over(NEW, edge.former, edge.next)
    assert found.way == way_to(NEW, "engineer")
    assert found.way.route is not None
    assert found.way.route.roles == ("junior", "engineer")


def test_work_that_was_stopped_still_ends_with_something() -> None:
    work = Work(WORK)
    work.stop()
    assert rung(NEW, "lead", work=work).way.goal == "lead"
