"""The app starts on whatever is sound, says once how the catalog has changed, and lists what left it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mltrack.tui.screens.dialog import ReadingScreen
from mltrack.tui.screens.roles import RolesScreen
from mltrack.upkeep import Upkeep
from tests.cli.small_catalog import write_catalog
from tests.session.changed_catalog import REMOVED, write_changed
from tests.store.own_files import SOUND, write_twelve
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, user_of

NEWS = "1 new requirement for your target, 3 changed requirements, 3 renamed"


@pytest.fixture
def filled(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The engineer is aimed for, Python and the portfolio are done, and the small catalog has been seen."""
    monkeypatch.setenv("MLTRACK_CATALOG", str(write_catalog(tmp_path / "before")))
    session = desk.session()
    session.target(["engineer"])
    session.tick(["python", "portfolio"])
    assert Upkeep(session).catalog_news() is None
    return desk


@pytest.fixture
def changed(filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """And a year later the catalog is another one."""
    monkeypatch.setenv("MLTRACK_CATALOG", str(write_changed(tmp_path / "after")))
    return filled


async def test_a_change_is_told_once_and_can_be_read_again(changed: Desk) -> None:
    async with user_of(changed.session(), WIDE) as user:
        await user.toast(NEWS)
        await user.command("What changed in the catalog")
        await user.meets(ReadingScreen)
        for words in ("For what you aim for", "ML engineer: new, required: Serving", "Python has another id"):
            await user.see(words)
        await user.press("escape")
        await user.meets(RolesScreen)
    async with user_of(changed.session(), NARROW) as user:
        await user.see("ML engineer")
        await user.command("What changed in the catalog")
        await user.meets(ReadingScreen)
        assert "The catalog has changed" not in user.text_of(user.app.screen)


async def test_where_nothing_has_changed_nothing_is_told(filled: Desk) -> None:
    async with user_of(filled.session(), WIDE) as user:
        await user.command("What changed in the catalog")
        await user.see("The catalog is the one that you had from the beginning.")


async def test_what_left_the_catalog_is_listed_by_its_title_with_what_became_of_it(changed: Desk) -> None:
    async with user_of(changed.session(), WIDE) as user:
        await user.press("2", "end")
        await user.see("No longer in the catalog", user.listed)
        await user.see("✓ Portfolio", user.listed)
        await user.see("In its place: Portfolio of notebooks and Project in use.", user.page)
        await user.see("What you said of it is kept", user.page)
    assert changed.saved.marks["portfolio"].status.value == "done"


async def test_what_was_renamed_is_done_under_its_new_id(changed: Desk) -> None:
    async with user_of(changed.session(), WIDE) as user:
        await user.press("2")
        await user.choose("python-language")
        await user.see("Python")
        await user.press("space")
        await user.see("1 done, saved")
        await user.press("u")
        await user.see("2 done, saved")
    assert changed.session().snapshot.progress.marks["python-language"].status.value == "done"


async def test_a_catalog_of_ones_own_with_faults_does_not_keep_the_app_from_starting(filled: Desk) -> None:
    session = filled.session()
    assert session.places is not None
    write_twelve(session.places.catalog)
    async with user_of(filled.session(), WIDE) as user:
        await user.toast("12 faults in your own catalog files")
        await user.toast("Faults in your catalog files is among the commands")
        await user.choose("clerk")
        await user.see("Keeps the books.", user.page)
        await user.see("Yours, from", user.page)
        await user.choose("analyst")
        await user.does_not_see("Yours, from")
        await user.press("2")
        await user.choose("bsc-of-arts")
        await user.see("Yours, from faulty.toml", user.page)


async def test_faults_can_be_read_in_the_app_by_file_and_line(filled: Desk) -> None:
    session = filled.session()
    assert session.places is not None
    write_twelve(session.places.catalog)
    async with user_of(filled.session(), WIDE) as user:
        await user.toast("12 faults in your own catalog files")
        await user.command("Faults in your catalog files")
        await user.meets(ReadingScreen)
        user.app.clear_notifications()  # they lie over it
        await user.see("in your own catalog files: what they concern is left out.")
        for fault in filled.session().catalog.left_out:
            await user.see(f"· line {fault.line}, {fault.key}")


async def test_without_a_fault_none_are_offered_to_be_read(filled: Desk) -> None:
    async with user_of(filled.session(), WIDE) as user:
        assert "Faults in your catalog files" not in [
            one.title for one in user.app.get_system_commands(user.app.screen)
        ]


async def test_text_of_what_was_removed_is_text(changed: Desk, tmp_path: Path) -> None:
    hostile = "[b]x[/nope] [@click=app.quit]y[/]"
    (tmp_path / "after" / "removed.toml").write_text(REMOVED.replace("It was split", f"{hostile} split"))
    async with user_of(changed.session(), WIDE) as user:
        await user.command("What changed in the catalog")
        await user.see(f"{hostile} split")
        await user.press("escape", "2", "end")
        await user.see(f"{hostile} split", user.page)


async def test_the_plan_says_when_all_that_was_aimed_for_left_the_catalog(filled: Desk, tmp_path: Path) -> None:
    session = filled.session()
    session.untarget("engineer")
    session.target(["wanderer"])
    (tmp_path / "before" / "roles" / "wanderer.toml").unlink()
    async with user_of(filled.session(), WIDE) as user:
        await user.press("3")
        await user.see("The role that you aim for, wanderer, is no longer in the catalog.")
        await user.see("press 1, go to a role and press t")


async def test_what_is_left_out_for_a_slip_is_said_to_be_left_out(filled: Desk) -> None:
    session = filled.session()
    assert session.places is not None
    own = session.places.catalog / "clerk.toml"
    own.parent.mkdir(parents=True)
    own.write_text(SOUND)
    session = filled.session()
    session.untarget("engineer")
    session.target(["clerk"])
    session.tick(["spreadsheets"])
    assert Upkeep(session).catalog_news() is not None
    own.write_text(SOUND.replace("summary =", "sumary ="))
    async with user_of(filled.session(), WIDE) as user:
        await user.toast("in your own catalog files")
        assert "The catalog has changed" not in user.text_of(user.app.screen)
        await user.press("2", "end")
        await user.see("LEFT OUT FOR NOW, KEPT", user.listed)
        await user.see("for a fault in clerk.toml:", user.page)
        await user.press("3")
        await user.see("The role that you aim for, clerk, is left out for now, for a fault in clerk.toml:")
        await user.press("4")
        await user.see("not there")
