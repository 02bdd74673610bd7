"""The picture of ladders that are not like the shipped one: crowded, filtered, or none at all."""

from __future__ import annotations

import pytest

from mltrack.core.entries import Role, Seniority, Step
from mltrack.core.history import Target
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.ladder import LadderPicture
from mltrack.tui.present.lanes import ARROW
from mltrack.tui.present.row import RoleRef
from tests.core.worlds import TODAY, catalog, done, project, role

ENTRY, MID, SENIOR, UNSTATED = Seniority


def rung(id_: str, level: Seniority, *leads: str) -> Role:
    return role(id_, Has("app"), level=level, leads_to=tuple(Step(one, "survey", "Steps") for one in leads))


def state(*roles: Role, progress: Progress | None = None) -> Snapshot:
    return Snapshot(catalog([project("app")], roles), progress or Progress(), TODAY)


def lines(snapshot: Snapshot, looked_at: str = "", text: str = "", width: int = 50) -> list[str]:
    return [row.fitted(width).plain.rstrip() for row in LadderPicture(snapshot, text, width).rows(looked_at)]


SMALL = (rung("a", ENTRY, "b"), rung("b", MID, "c"), rung("c", SENIOR), rung("d", UNSTATED))


def test_every_role_is_there_once_and_stands_for_itself() -> None:
    refs = [row.ref for row in LadderPicture(state(*SMALL), "", 50).rows("b")]
    assert [ref for ref in refs if ref is not None] == [RoleRef(one) for one in "abcd"]


def test_a_target_and_a_role_one_is_ready_for_can_be_told() -> None:
    told = lines(state(*SMALL, progress=Progress({"app": done()}, targets={"b": Target(primary=True)})))
    assert any("B ◎" in line for line in told)
    assert all(line.endswith("1/1") for line in told if "━━━━━" in line)
    assert sum("━━━━━" in line for line in told) == 4


@pytest.mark.parametrize(("text", "arrows"), [("", 2), ("zzz", 0), ("d", 0)])
def test_a_line_is_drawn_only_between_roles_that_are_listed(text: str, arrows: int) -> None:
    assert "".join(lines(state(*SMALL), text=text)).count(ARROW) == arrows


def test_without_roles_without_steps_and_without_a_fit_that_is_said() -> None:
    assert lines(state()) == ["The catalog has no roles."]
    assert lines(state(*SMALL), text="zzz")[0].startswith("Nothing fits.")
    alone = lines(state(rung("a", ENTRY), rung("b", MID)))
    assert alone[0].startswith("No source of this catalog says")
    assert not any("APART" in line for line in alone)


def test_of_more_lines_than_the_eye_can_follow_those_of_the_role_in_view_are_drawn() -> None:
    starts = [rung(f"s{number}", ENTRY, f"e{number}", "all") for number in range(30)]
    ends = [rung(f"e{number}", MID) for number in range(30)]
    crowded = state(*starts, *ends, rung("all", SENIOR))
    told = lines(crowded, "s3")
    assert [line.split(ARROW)[1].split()[0] for line in told if ARROW in line] == ["E3", "All"]
    assert len([line for line in lines(crowded, "all") if "━━ " in line]) == 30
    assert not any(ARROW in line for line in lines(crowded))
    assert max(len(line) for line in told) <= 50
