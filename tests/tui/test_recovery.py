"""A progress file that cannot be used: a calm screen, nothing lost, and nothing written before the answer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mltrack.tui import saving
from mltrack.tui.screens.help import HelpScreen
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.trouble import RecoveryScreen
from mltrack.tui.widgets.key_bar import KeyBar
from mltrack.tui.widgets.reading import Reading
from tests.tui.desk import Desk, alter, begun, damage, edit
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.registry import exercises

HOSTILE = "[b]x[nope] [@click=app.quit]y[] \x1b[2J\u202e"
SHOWN = "[b]x[nope] [@click=app.quit]y[] [2J"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two milestones are done, and then a note was written; files are told with ~ for the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return begun(tmp_path / "home")


@exercises("recovery.backup")
async def test_at_a_damaged_start_enter_goes_on_from_the_backup_and_the_file_lies_aside(desk: Desk) -> None:
    damaged = damage(desk)
    before = desk.files
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(RecoveryScreen)
        await user.see("Your progress is here: 2 milestones done.")
        await user.see("~/home/data/progress.json is damaged (it is not JSON from character 9).")
        await user.see("✓ The backup of ")
        await user.see("~/home/data/backups/progress-00000002-", user.dialog)
        await user.does_not_see("All that was on the screen")
        await user.see("At most the last save is missing. The file cannot be read,")
        await user.see("! 2 done, from a backup")
        assert desk.files == before
        await user.press("enter")
        await user.toast("The file as it was found is kept in ~/home/data as progress.json.damaged-")
        await user.see("✓ 2 done, saved")
        assert isinstance(user.app.screen, RolesScreen)
        assert desk.aside == [damaged]
        await user.press("2", "space")
        await user.see("3 done, saved")
    assert set(desk.saved.marks) == {"python", "sql", "bachelors-computer-science"}
    assert desk.aside == [damaged]


@exercises("recovery.quit")
async def test_q_leaves_everything_on_disk_as_it_was(desk: Desk) -> None:
    damage(desk)
    before = desk.files
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(RecoveryScreen)
        await user.press("q")
        await user.until(lambda: not user.app.is_running, "the end")
    assert desk.files == before


@exercises("recovery.as-it-stands")
async def test_a_file_that_something_else_changed_can_be_taken_as_it_stands(desk: Desk) -> None:
    altered = alter(desk)
    async with user_of(desk.session(), WIDE) as user:
        await user.see("is damaged (its checksum does not fit)")
        await user.see("Something other than mltrack changed it. All of it can be read.")
        await user.see("The file holds, and what you see here does not: · Note on Python", user.dialog)
        await user.press("e")
        await user.toast("went on from the progress file as it stood.")
        await user.see("2 done, saved")
    assert desk.saved.notes == {"python": "chapter 5"}
    assert desk.aside == [altered]


async def test_a_file_that_cannot_be_read_whole_is_not_offered_as_it_stands(desk: Desk) -> None:
    damage(desk)
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(RecoveryScreen)
        await user.does_not_see("as it stands")
        await user.press("e")
        assert isinstance(user.app.screen, RecoveryScreen)


async def test_where_the_backup_has_it_all_nothing_is_missing(desk: Desk) -> None:
    edited = edit(desk)
    async with user_of(desk.session(), WIDE) as user:
        await user.see("~/home/data/backups/progress-00000003-", user.dialog)
        await user.see("Nothing is missing. 1 change says something else in the file than here.", user.dialog)
        await user.press("enter")
        await user.see("2 done, saved")
    assert desk.saved.notes == {"python": "chapter 4"}
    assert desk.aside == [edited]


async def test_a_file_that_says_something_else_than_the_backup_can_be_taken_as_it_stands(desk: Desk) -> None:
    edited = edit(desk)
    async with user_of(desk.session(), WIDE) as user:
        await user.see("Something other than mltrack changed it.", user.dialog)
        await user.press("e")
        await user.toast("went on from the progress file as it stood.")
        await user.see("2 done, saved")
    assert desk.saved.notes == {"python": "chapter 5"}
    assert desk.aside == [edited]


async def test_with_the_backup_of_the_last_save_damage_loses_nothing(desk: Desk) -> None:
    desk.file.write_bytes(b"")
    async with user_of(desk.session(), WIDE) as user:
        await user.see("At most the last save is missing. The file cannot be read,")
        await user.press("enter")
        await user.see("2 done, saved")
    assert desk.saved.notes == {"python": "chapter 4"}
    assert desk.aside == [b""]


async def test_damage_while_the_app_is_open_loses_nothing_that_was_on_the_screen(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.press("2", "space")
        damaged = damage(desk)
        await user.meets(RecoveryScreen)
        await user.see("Your progress is here: 3 milestones done.")
        await user.see("✓ All that was on the screen")
        await user.see("At most what another mltrack saved at the last moment.")
        await user.press("enter")
        await user.see("3 done, saved")
        await user.press("u")
        await user.see("2 done, saved")
    assert desk.aside == [damaged]
    assert desk.saved.notes == {"python": "chapter 4"}


async def test_damage_does_not_come_between_somebody_and_what_they_write(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.press("2", "n")
        await user.type("half a ")
        damage(desk)
        await user.until(lambda: user.session.recovery is not None, "the app to notice")
        await user.type("thought")
        await user.press("escape")
        await user.toast("Note saved")
        await user.see("half a thought", user.page)
    assert desk.saved.notes["bachelors-computer-science"] == "half a thought"
    assert desk.saved.notes["python"] == "chapter 4"
    assert len(desk.aside) == 1


async def test_a_save_that_meets_damage_goes_on_and_says_where_the_file_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_LOOK_OUTSIDE", 600.0)
    async with user_of(desk.session(), WIDE) as user:
        await user.press("2")
        damaged = damage(desk)
        await user.press("space")
        await user.toast("The file as it was found is kept in ~/home/data as progress.json.damaged-")
        await user.see("3 done, saved")
    assert desk.aside == [damaged]
    assert len(desk.saved.marks) == 3


async def test_what_another_process_settles_meanwhile_is_settled(desk: Desk) -> None:
    damage(desk)
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(RecoveryScreen)
        desk.session().tick(["java"])
        await user.until(lambda: isinstance(user.app.screen, RolesScreen), "the place")
        await user.see("3 done, saved")
    assert len(desk.aside) == 1


async def test_keys_typed_before_it_was_seen_decide_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecoveryScreen, "PAUSE", 600.0)
    alter(desk)
    before = desk.files
    async with user_of(desk.session(), WIDE, settled=False) as user:
        await user.until(lambda: isinstance(user.app.screen, RecoveryScreen), "the screen")
        await user.hurry("enter", "e", "space", "escape", "enter")
        assert isinstance(user.app.screen, RecoveryScreen)
        user.send("q")
        await user.until(lambda: not user.app.is_running, "the end")
    assert desk.files == before


async def test_help_lists_its_keys_and_comes_back(desk: Desk) -> None:
    alter(desk)
    async with user_of(desk.session(), WIDE) as user:
        await user.press("?")
        assert isinstance(user.app.screen, HelpScreen)
        for words in ("Go on from the backup;", "Take the file as it stands", "Look around first", "Quit, and change"):
            await user.see(words)
        await user.press("escape")
        assert isinstance(user.app.screen, RecoveryScreen)


async def test_it_is_answered_by_mouse(desk: Desk) -> None:
    alter(desk)
    async with user_of(desk.session(), WIDE) as user:
        await user.click("Go on", user.app.screen.query_one(KeyBar))
        await user.see("2 done, saved")


@pytest.mark.parametrize("size", [(60, 16), NARROW, WIDE, (200, 60)], ids=str)
async def test_what_can_be_done_is_in_view_in_every_size_and_the_rest_can_be_scrolled_to(
    desk: Desk, size: tuple[int, int]
) -> None:
    alter(desk)
    async with user_of(desk.session(), size) as user:
        await user.see("Your progress is here: 2 milestones done")
        for words in (
            "enter Go on from the backup",
            "e Take the file as it stands instead",
            "escape Look around first, and write nothing",
            "q Quit, and change nothing",
        ):
            await user.see(words)
        await user.press("G")
        await user.see("Note on Python")
        await user.see("enter Go on from the backup")
        await user.resize(50, 12)
        await user.see("mltrack needs a window of at least 60 columns and 16 rows.")
        await user.press("enter", "e")
        await user.resize(*size)
        assert isinstance(user.app.screen, RecoveryScreen)


async def test_a_hundred_missing_entries_are_all_told(desk: Desk) -> None:
    session = desk.session()
    old = desk.file.read_bytes()
    for one in [one for one in session.catalog.milestones if one not in session.snapshot.progress.marks][:100]:
        session.start(one)
    backups = desk.file.parent / "backups"
    shutil.rmtree(backups)
    backups.mkdir()
    (backups / "progress-00000003-20261119T180000Z.json").write_bytes(old)
    alter(desk)
    async with user_of(desk.session(), NARROW) as user:
        reading, seen, last = user.app.screen.query_one(Reading), set[str](), -1.0
        while reading.scroll_offset.y > last:
            last = reading.scroll_offset.y
            seen |= {line[: line.index("20 Nov")] for line in user.lines if "· Start " in line}
            await user.press("pagedown")
        assert len(seen) == 100


@pytest.mark.parametrize("spoil", [alter, damage], ids=["altered", "damaged"])
async def test_text_from_outside_is_only_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Desk], bytes]
) -> None:
    desk = Desk(tmp_path / HOSTILE)
    session = desk.session()
    session.note("python", "chapter 4")
    session.waive("sql", "[b]w[/nope]")
    session.waive("java", "[@click=app.quit]here[/]")
    spoil(desk)
    async with user_of(desk.session(), (200, 60)) as user:
        await user.see(f"/{SHOWN}/data/progress.json is damaged", user.dialog)
        if spoil is alter:
            await user.see("Waive Java ([@click=app.quit]here[/])", user.dialog)
        assert not any(char in user.shown for char in "\x1b\u202e")
        await user.press("enter")
        await user.toast("so mltrack went on from the backup.")
        assert user.app.is_running
