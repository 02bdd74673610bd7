from __future__ import annotations

from datetime import date

import pytest

from mltrack.core.entries import Kind, Seniority
from mltrack.core.history import Mark, Target
from mltrack.core.progress import Progress
from mltrack.core.query import (
    MilestoneQuery,
    MilestoneView,
    RoleOrder,
    RoleQuery,
    RoleView,
    following,
    matching_departed,
    matching_milestones,
    matching_roles,
)
from mltrack.core.requirements import Has
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import STARTED, TODAY, WAIVED, WORKING, catalog, cert, degree, done, project, role, skill

A, B, C = Has("app"), Has("bot"), Has("cli")
HOUSE = catalog(
    [
        cert("aws", 12, title="AWS Certified ML"),
        skill("python", title="Python", aliases=("snake",)),
        project("app"),
        degree("msc", title="Master's degree", implies=(Has("bsc"),)),
        project("bot"),
        degree("bsc", title="Bachelor's degree"),
        skill("sql", title="SQL"),
        project("cli"),
    ],
    [
        role("zeta", A, B, C, title="Zeta engineer", level=Seniority.UNSTATED, family="Engineering"),
        role("free", recommended=[A], title="alpha scientist", level=Seniority.SENIOR, family="Research"),
        role("data", A, B, title="Data analyst", level=Seniority.ENTRY, family="Analytics", aliases=("BI",)),
        role("ml", A, C, title="ML engineer", level=Seniority.MID, family="Engineering"),
        role("dl", Has("msc"), A, title="Deep learning engineer", level=Seniority.ENTRY, family="Engineering"),
    ],
)


def roles_found(text: str = "", order: RoleOrder = RoleOrder.LADDER, **marks: Mark) -> list[str]:
    snapshot = Snapshot(HOUSE, Progress(marks), TODAY)
    return [role.id for role in matching_roles(snapshot, RoleQuery(text, order))]


def milestones_found(
    text: str = "", view: MilestoneView = MilestoneView.ALL, kind: Kind | None = None, **marks: Mark
) -> list[str]:
    snapshot = Snapshot(HOUSE, Progress(marks), TODAY)
    return [one.id for one in matching_milestones(snapshot, MilestoneQuery(text, view, kind))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["data", "dl", "ml", "free", "zeta"]),
        ("engineer", ["dl", "ml", "zeta"]),
        ("ENGINEER deep", ["dl"]),
        ("learn eng", ["dl"]),
        ("deep analyst", []),
        ("research", ["free"]),
        ("entry", ["data", "dl"]),
        ("entry engineering", ["dl"]),
        ("bi", ["data"]),
        ("  ml  ", ["ml"]),
        ("zzz", []),
        ("[", []),
    ],
)
def test_roles_hold_every_word_in_title_family_level_or_other_names(text: str, found: list[str]) -> None:
    assert roles_found(text) == found


def test_the_ladder_goes_entry_mid_senior_none_stated_in_catalog_order_within() -> None:
    assert roles_found(order=RoleOrder.LADDER) == ["data", "dl", "ml", "free", "zeta"]


def test_by_title_ignores_case() -> None:
    assert roles_found(order=RoleOrder.TITLE) == ["free", "data", "dl", "ml", "zeta"]


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        ({}, ["data", "ml", "dl", "zeta", "free"]),
        ({"cli": done()}, ["ml", "zeta", "data", "dl", "free"]),
        ({"app": done(), "cli": done()}, ["ml", "zeta", "data", "dl", "free"]),
        ({"bot": WAIVED, "msc": done()}, ["dl", "data", "zeta", "ml", "free"]),
        ({"app": done()}, ["data", "ml", "dl", "zeta", "free"]),
    ],
    ids=["nothing", "then by share", "a ready one first", "waived is not missing", "equals in catalog order"],
)
def test_the_nearest_lacks_the_fewest_then_has_the_higher_share_and_nothing_stated_comes_last(
    marks: dict[str, Mark], found: list[str]
) -> None:
    assert roles_found("", RoleOrder.NEAREST, **marks) == found


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("", None, ["msc", "bsc", "aws", "python", "sql", "app", "bot", "cli"]),
        ("", Kind.DEGREE, ["msc", "bsc"]),
        ("degree", None, ["msc", "bsc"]),
        ("master degree", None, ["msc"]),
        ("SNAKE", None, ["python"]),
        ("skill sql", None, ["sql"]),
        ("sql", Kind.PROJECT, []),
        ("certif aws", None, ["aws"]),
        ("aws python", None, []),
    ],
)
def test_milestones_hold_every_word_in_title_kind_or_other_names_and_come_by_kind(
    text: str, kind: Kind | None, found: list[str]
) -> None:
    assert milestones_found(text, kind=kind) == found


@pytest.mark.parametrize(
    ("view", "found"),
    [
        (MilestoneView.ALL, ["msc", "bsc", "aws", "python", "sql", "app", "bot", "cli"]),
        (MilestoneView.OPEN, ["sql", "cli"]),
        (MilestoneView.STARTED, ["app"]),
        (MilestoneView.DONE, ["msc", "bsc", "python"]),
        (MilestoneView.WAIVED, ["bot"]),
        (MilestoneView.LAPSED, ["aws"]),
    ],
)
def test_a_view_lists_what_stands_so_and_done_includes_what_is_implied(view: MilestoneView, found: list[str]) -> None:
    marks = {
        "python": done(WORKING),
        "msc": done(),
        "app": STARTED,
        "bot": WAIVED,
        "aws": done(on=date(2020, 1, 1)),
        "departed": done(),
    }
    assert milestones_found("", view, None, **marks) == found


def test_what_is_due_comes_by_its_day_as_long_as_that_counts() -> None:
    marks = {"app": done(), "bot": WAIVED, "python": STARTED}
    due = {"sql": date(2026, 12, 9), "python": date(2026, 11, 1), "aws": date(2026, 12, 1), "app": TODAY, "bot": TODAY}
    snapshot = Snapshot(HOUSE, Progress(marks, due=due), TODAY)
    query = MilestoneQuery("", MilestoneView.DUE)
    assert [one.id for one in matching_milestones(snapshot, query)] == ["python", "aws", "sql"]
    assert [one.id for one in matching_milestones(snapshot, MilestoneQuery("sql", MilestoneView.DUE))] == ["sql"]


@pytest.mark.parametrize(
    ("view", "text", "found"),
    [
        (MilestoneView.ALL, "", ["gone", "left"]),
        (MilestoneView.DEPARTED, "", ["gone", "left"]),
        (MilestoneView.DEPARTED, "ON", ["gone"]),
        (MilestoneView.DONE, "", ["gone"]),
        (MilestoneView.STARTED, "", ["left"]),
        (MilestoneView.OPEN, "", []),
        (MilestoneView.DUE, "", []),
    ],
)
def test_marks_that_left_the_catalog_are_found_by_their_id_and_how_they_stand(
    view: MilestoneView, text: str, found: list[str]
) -> None:
    snapshot = Snapshot(HOUSE, Progress({"left": STARTED, "gone": done(), "app": done()}), TODAY)
    assert list(matching_departed(snapshot, MilestoneQuery(text, view))) == found
    assert matching_departed(snapshot, MilestoneQuery(text, view, Kind.DEGREE)) == ()
    assert view is not MilestoneView.DEPARTED or matching_milestones(snapshot, MilestoneQuery(text, view)) == ()


@pytest.mark.parametrize(
    ("view", "found"),
    [
        (RoleView.ALL, ["data", "dl", "ml", "free", "zeta"]),
        (RoleView.TARGETS, ["ml"]),
        (RoleView.READY, ["data"]),
        (RoleView.BEGUN, ["dl", "ml", "zeta"]),
        (RoleView.ENTRY, ["data", "dl"]),
        (RoleView.MID, ["ml"]),
        (RoleView.SENIOR, ["free"]),
    ],
)
def test_roles_by_how_they_stand_and_by_the_ladder(view: RoleView, found: list[str]) -> None:
    progress = Progress({"app": done(), "bot": WAIVED}, targets={"ml": Target(primary=True)})
    snapshot = Snapshot(HOUSE, progress, TODAY)
    assert [role.id for role in matching_roles(snapshot, RoleQuery(view=view))] == found
    assert [role.id for role in matching_roles(snapshot, RoleQuery("engineer", RoleOrder.TITLE, view))] == [
        one for one in ("dl", "ml", "zeta") if one in found
    ]


def test_the_next_order_or_view_goes_round_and_back() -> None:
    assert following(RoleOrder.LADDER, 1) is RoleOrder.NEAREST
    assert following(RoleOrder.LADDER, -1) is RoleOrder.OUTLOOK
    assert following(RoleView.SENIOR, 1) is RoleView.ALL
    assert following(MilestoneView.ALL, -1) is MilestoneView.DEPARTED


def test_text_view_and_kind_narrow_together() -> None:
    marks = {"msc": done(), "python": done(WORKING)}
    assert milestones_found("degree", MilestoneView.DONE, Kind.DEGREE, **marks) == ["msc", "bsc"]
    assert milestones_found("master", MilestoneView.OPEN, Kind.DEGREE, **marks) == []
