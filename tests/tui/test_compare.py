"""Roles side by side: marking them, their columns, and ticking in place."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from mltrack.core.compare import compare, efforts
from mltrack.core.total_words import plan_words
from mltrack.session import Session
from mltrack.tui.present.columns import Columns
from mltrack.tui.screens.compare import CompareScreen
from mltrack.tui.screens.milestone import MilestoneScreen
from mltrack.tui.widgets.comparison import Comparing, ComparisonHeads
from tests.cli.small_catalog import write_catalog
from tests.tui.conftest import ML_ENGINEER
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, TALL, WIDE, User, user_of
from tests.tui.registry import exercises

DATA = "data-scientist"


def roles(user: User) -> tuple[str, ...]:
    """The roles in the columns."""
    screen = user.app.screen
    assert isinstance(screen, CompareScreen)
    return screen.role_ids


def heads(user: User) -> str:
    """What the heads of the columns say."""
    return user.text_of(user.app.screen.query_one(ComparisonHeads))


async def worked_out(user: User) -> None:
    """Wait until what is left to do is known."""
    await user.until(lambda: not user.app.screen.query_one(Comparing).is_waiting, "what is left to do")
    await user.settle()


@exercises("role.mark", "role.compare")
async def test_c_marks_roles_shift_c_compares_them_and_escape_comes_back_to_the_marks(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        for role in (DATA, "nlp-engineer", "mlops-engineer"):
            await user.choose(role)
            await user.press("c")
        assert (await user.row("NLP engineer")).startswith("◆")
        assert "3 marked, C compares" in str(user.listed.border_subtitle)
        await user.press("C")
        assert roles(user) == (DATA, "nlp-engineer", "mlops-engineer")
        await user.press("escape")
        assert user.place == "roles"
        assert (await user.row("NLP engineer")).startswith("◆")
        await user.press("c")
        assert "2 marked" in str(user.listed.border_subtitle)
        assert not (await user.row("MLOps engineer")).startswith("◆")


async def test_more_than_four_cannot_be_marked_and_that_is_said(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("home")
        for _ in range(5):
            await user.press("c", "j")
        await user.toast("4 roles are marked")
        await user.press("C")
        assert len(roles(user)) == 4


@pytest.mark.parametrize(
    ("cursor", "marked", "compared"),
    [
        (DATA, False, (DATA, ML_ENGINEER)),
        (DATA, True, (DATA, ML_ENGINEER)),
        (ML_ENGINEER, False, (ML_ENGINEER, "ai-research-scientist")),
    ],
)
async def test_with_one_or_none_marked_the_target_or_the_nearest_is_there_too(
    session: Session, cursor: str, marked: bool, compared: tuple[str, ...]
) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose(cursor)
        await user.press(*(["c"] if marked else []), "C")
        assert roles(user)[0] == compared[0]
        assert len(roles(user)) == 2
        if cursor == DATA:
            assert roles(user) == compared


async def test_shift_c_compares_from_the_ladder_too(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("5")
        await user.choose("mlops-engineer")
        await user.press("C")
        assert roles(user) == ("mlops-engineer", ML_ENGINEER)
        await user.press("escape")
        assert user.place == "paths"


async def test_a_role_alone_has_no_company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    folder = write_catalog(tmp_path / "catalog")
    for path in (folder / "roles").glob("*.toml"):
        if path.stem != "wanderer":
            path.unlink()
    monkeypatch.setenv("MLTRACK_CATALOG", str(folder))
    async with user_of(desk.session(), WIDE) as user:
        await user.press("escape", "C")
        await user.toast("no other role")
        assert not isinstance(user.app.screen, CompareScreen)


async def test_a_comparison_tells_what_the_command_line_tells(session: Session) -> None:
    session.tick(["python", "bachelors-computer-science"])
    async with user_of(session, TALL) as user:
        await user.choose(DATA)
        await user.press("C")
        await worked_out(user)
        snapshot, catalog = user.session.snapshot, user.session.catalog
        found = compare(snapshot, roles(user))
        for role in found.roles:
            assert catalog.role_title(role)[:14] in heads(user)
            required = snapshot.readiness[role].required
            assert f"{required.percent}%" in heads(user)
            await user.see(f"{required.missing} of {required.total} required", user.page)
            await user.see(f"Only {catalog.role_title(role)} asks for", user.page)
        for measure in found.pay:
            await user.see(measure.measure[:20], user.page)
        for outlooks in found.outlook.values():
            for outlook in outlooks:
                await user.see(f"{outlook.percent:+g}%", user.page)
        for row in (*found.shared, *(row for rows in found.only.values() for row in rows)):
            if not any(ask.choice for ask in row.asks.values()):
                await user.row(catalog.milestone_title(row.milestone), user.page)
        together = efforts(snapshot, roles(user), Fraction(10)).together
        await user.see(f"Both together: {plan_words(together)}.", user.page)


async def test_where_a_source_says_nothing_there_is_a_dash_and_whose_a_figure_is_stands_below(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose(DATA)
        await user.press("C")
        base = await user.row("average base salary", user.page)
        assert base.split()[3] == "–"
        assert "$176,188 [" in base
        total = await user.row("median total pay", user.page)
        assert total.index("$155k") < total.index("$161k")
        await user.see("Indeed, Sep 2025", user.page)


async def test_a_tick_in_place_moves_every_meter_and_what_is_left(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose(DATA)
        await user.press("C")
        await worked_out(user)
        before = user.text_of(user.page)
        assert heads(user).count("0%") == 2
        await user.choose("statistics")
        await user.press("space")
        assert "statistics" in desk.saved.marks
        assert heads(user).count(" 0%") == 0
        await worked_out(user)
        await user.press("home")
        assert user.text_of(user.page) != before


async def test_enter_opens_the_page_of_a_milestone_and_escape_comes_back_to_its_row(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("C")
        await user.choose("python")
        await user.press("enter")
        await user.meets(MilestoneScreen)
        await user.press("escape")
        await user.meets(CompareScreen)
        assert user.under_cursor == "python"


@exercises("compare.left", "compare.right", "compare.target", "compare.open", "compare.back")
async def test_keys_act_on_the_chosen_column(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose(DATA)
        await user.press("C", "right", "t")
        assert ML_ENGINEER not in desk.saved.targets
        await user.press("t", "left", "t")
        assert set(desk.saved.targets) == {ML_ENGINEER, DATA}
        assert "◎ Data scientist" in heads(user)
        await user.press("escape")
        assert user.place == "roles"
        await user.press("C", "right", "o")
        assert user.place == "roles"
        assert not isinstance(user.app.screen, CompareScreen)
        assert user.under_cursor == ML_ENGINEER


@exercises("compare.add", "compare.remove")
async def test_a_role_is_added_from_a_list_and_taken_out_again(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose(DATA)
        await user.press("C", "c")
        await user.find("MLOps engineer")
        assert roles(user) == (DATA, ML_ENGINEER, "mlops-engineer")
        assert "MLOps engineer" in heads(user)
        await worked_out(user)
        await user.press("home")
        await user.see("All 3 together", user.page)
        await user.press("c")
        await user.find("NLP engineer")
        assert len(roles(user)) == 4
        user.send("c")
        await user.settle()
        assert isinstance(user.app.screen, CompareScreen)
        await user.press("left", "x")
        assert roles(user) == (DATA, ML_ENGINEER, "nlp-engineer")
        await user.press("x")
        assert roles(user) == (DATA, ML_ENGINEER)
        user.send("x")
        await user.settle()
        assert roles(user) == (DATA, ML_ENGINEER)


async def test_what_is_typed_ahead_goes_into_the_list_of_roles(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose(DATA)
        await user.press("C")
        for key in ("c", *"mlops"):
            user.send(key)
        await user.settle()
        await user.find("")
        assert roles(user)[-1] == "mlops-engineer"


@exercises("compare.unfold")
async def test_a_lists_every_way_to_meet_a_choice_and_they_can_be_ticked(session: Session, desk: Desk) -> None:
    async with user_of(session, TALL) as user:
        await user.choose(DATA)
        await user.press("C")
        await user.does_not_see("one way")
        await user.press("a")
        await user.see("one way", user.page)
        await user.choose("bachelors-mathematics")
        await user.press("space")
        assert "bachelors-mathematics" in desk.saved.marks
        await user.press("a")
        await user.does_not_see("one way")


async def test_a_click_on_a_head_chooses_the_column_and_a_second_one_opens_the_role(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose(DATA)
        await user.press("C")
        screen = user.app.screen
        assert isinstance(screen, CompareScreen)
        await user.click("mid · Engineering", screen.query_one(ComparisonHeads))
        assert screen.column == 1
        await user.click("mid · Engineering", screen.query_one(ComparisonHeads))
        assert user.place == "roles"
        assert user.under_cursor == ML_ENGINEER


async def test_in_80_by_24_two_columns_are_in_view_and_the_others_follow(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        for role in (DATA, "nlp-engineer", "mlops-engineer"):
            await user.choose(role)
            await user.press("c")
        await user.press("C")
        assert "1–2 of 3" in heads(user)
        assert "MLOps" not in heads(user)
        await user.press("right", "right")
        assert "2–3 of 3" in heads(user)
        assert "MLOps" in heads(user)
        assert "Data scientist" not in heads(user)
        await user.does_not_see("Apache Hadoop")


async def test_what_is_supposed_moves_the_columns_and_is_not_saved(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose(DATA)
        await user.press("W", "C")
        await user.choose("python")
        await user.press("space")
        assert heads(user).count(" 0%") == 0
        assert "python" not in desk.saved.marks


@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize("width", [40, 56, 76, 116, 196])
def test_columns_fill_the_width_and_hold_the_chosen_one(number: int, width: int) -> None:
    for chosen in range(number):
        columns = Columns.within(width, number, chosen)
        assert chosen in columns.shown
        assert columns.label + len(columns.shown) * (columns.cell + 2) == width
        assert columns.cell >= 20
        ends = [columns.label + place * (columns.cell + 2) for place in range(len(columns.shown))]
        assert [columns.at(x) for x in ends] == list(columns.shown)
        assert columns.at(columns.label - 1) == -1
    assert Columns.within(width, number, 0).are_all_shown == (width >= 24 + number * 22)
