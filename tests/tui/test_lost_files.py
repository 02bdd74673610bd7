"""Files that vanish, and an older copy put back in their place: what is not lost, and what is said of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mltrack.core.progress import Progress
from mltrack.tui import saving
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.trouble import RecoveryScreen
from mltrack.tui.screens.upkeep import MergeOffer
from mltrack.upkeep import Upkeep
from tests.store.damages import lose_copy, rebuilt
from tests.tui.desk import Desk, begun
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.test_merge_offer import CONFLICT, of_somebody_else

OLDER = "Your progress file is older than a backup of it, as where an old copy was put back in its place."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two milestones are done, and then a note was written; files are told with ~ for the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return begun(tmp_path / "home")


def of_save(desk: Desk, number: int) -> Path:
    """The backup of a save."""
    [backup] = (desk.file.parent / "backups").glob(f"progress-{number:08}-*Z.json")
    return backup


def put_back(desk: Desk, number: int) -> Progress:
    """Put the file of an earlier save back in its place, and return what was there."""
    before = desk.saved
    shutil.copyfile(of_save(desk, number), desk.file)
    return before


# Gone


async def test_a_file_that_is_gone_is_no_first_start_and_nothing_is_lost(desk: Desk) -> None:
    before = desk.saved
    desk.file.unlink()
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(RecoveryScreen)
        await user.see("Your progress file is gone", user.dialog)
        await user.see("Your progress is here: 2 milestones done.", user.dialog)
        await user.see("progress.json is gone, but it has backups.", user.dialog)
        await user.see("~/home/data/backups/progress-00000003-", user.dialog)
        await user.see("At most the last save is missing.", user.dialog)
        for words in ("cannot be used", "cannot be read", "as it was found", "as it stands"):
            await user.does_not_see(words)
        await user.press("enter")
        await user.toast("so mltrack went on from the backup.")
        await user.does_not_see("is kept in")
        await user.see("2 done, saved")
    assert desk.saved.holds_same(before)
    assert not desk.aside


async def test_of_a_file_that_is_gone_with_the_backup_of_its_last_save_all_the_rest_is_there(desk: Desk) -> None:
    lose_copy(desk.file)
    desk.file.unlink()
    async with user_of(desk.session(), WIDE) as user:
        await user.see("At most the last save is missing.", user.dialog)
        await user.press("enter")
        await user.see("2 done, saved")
    assert set(desk.saved.marks) == {"python", "sql"}
    assert not desk.saved.notes


async def test_a_data_folder_that_vanishes_while_the_app_is_open_is_put_back_and_that_is_said(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.press("2", "space")
        before = desk.saved
        shutil.rmtree(desk.file.parent)
        await user.toast("took 5 changes out of the progress file; mltrack has put back what it knew.")
        await user.see("3 done, saved")
        assert desk.saved.holds_same(before)
        await user.press("u")
        await user.see("2 done, saved")
    assert set(desk.saved.marks) == {"python", "sql"}
    assert desk.saved.notes == {"python": "chapter 4"}


async def test_a_change_made_before_the_app_notices_puts_everything_back_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_LOOK_OUTSIDE", 600.0)
    async with user_of(desk.session(), WIDE) as user:
        await user.press("2")
        shutil.rmtree(desk.file.parent)
        await user.press("space")
        await user.see("3 done, saved")
    assert set(desk.saved.marks) == {"python", "sql", "bachelors-computer-science"}
    assert desk.saved.notes == {"python": "chapter 4"}


async def test_a_file_that_vanishes_while_the_app_is_open_loses_nothing_that_was_on_the_screen(desk: Desk) -> None:
    before = desk.saved
    async with user_of(desk.session(), WIDE) as user:
        desk.file.unlink()
        await user.meets(RecoveryScreen)
        await user.see("Your progress file is gone", user.dialog)
        await user.see("✓ All that was on the screen", user.dialog)
        await user.see("At most what another mltrack saved at the last moment.", user.dialog)
        await user.does_not_see("as it was found")
        await user.press("enter")
        await user.see("2 done, saved")
    assert desk.saved.holds_same(before)


# Put back


async def test_of_an_older_copy_put_back_the_newest_backup_is_offered_and_enter_takes_it_over(desk: Desk) -> None:
    before = put_back(desk, 1)
    backup = of_save(desk, 3)
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(MergeOffer)
        await user.see("Your progress file is an older one", user.dialog)
        await user.see(OLDER, user.dialog)
        await user.see(backup.name, user.dialog)
        await user.see("it holds 2 changes that you do not have here:", user.dialog)
        for words in ("· Note on Python", "· Tick Python (working) and SQL (working)"):
            await user.see(words, user.dialog)
        await user.does_not_see("synchronising")
        await user.does_not_see("asked again at the next start")
        await user.press("enter")
        await user.toast("2 changes taken over.")
        await user.see("2 done, saved")
    assert desk.saved.holds_same(before)
    async with user_of(desk.session(), WIDE) as user:
        assert isinstance(user.app.screen, RolesScreen)


async def test_escape_goes_on_from_the_older_file_and_the_backup_is_kept(desk: Desk) -> None:
    before = put_back(desk, 1)
    untouched = desk.files
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(MergeOffer)
        await user.see("escape Not now; the backup is kept", user.dialog)
        await user.press("escape")
        await user.see("0 done, saved")
        assert desk.files == untouched
        await user.press("2", "space")
        await user.see("1 done, saved")
    assert set(desk.saved.marks) == {"bachelors-computer-science"}
    [kept] = [one for one in Upkeep(desk.session()).backups() if one.label == "before rollback"]
    assert kept.progress is not None
    assert kept.progress.holds_same(before)


async def test_an_older_copy_put_back_while_the_app_is_open_is_brought_up_to_date(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        before = put_back(desk, 1)
        await user.toast("took 3 changes out of the progress file; mltrack has put back what it knew.")
        await user.see("2 done, saved")
    assert desk.saved.holds_same(before)


def copy_beside(desk: Desk, tmp_path: Path) -> Path:
    """A synchronising program leaves what another machine did after the first save."""
    other = Desk(tmp_path / "other", desk.clock)
    shutil.copytree(desk.folder, other.folder)
    other.session().tick(["java"])
    copy = desk.file.with_name(CONFLICT)
    shutil.copy(other.file, copy)
    return copy


async def test_a_copy_beside_the_older_file_is_offered_after_the_backup(desk: Desk, tmp_path: Path) -> None:
    copy_beside(desk, tmp_path)
    before = put_back(desk, 1)
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(MergeOffer)
        await user.see(OLDER, user.dialog)
        await user.see("Beside your progress file lies another copy of it", user.dialog)
        await user.see("It stays there either way.", user.dialog)
        await user.press("enter")
        await user.see("3 done, saved")
    assert set(desk.saved.marks) == {*before.marks, "java"}
    assert desk.saved.notes == before.notes


async def test_a_copy_is_not_taken_for_the_backup_that_cannot_be_merged(desk: Desk, tmp_path: Path) -> None:
    copy_beside(desk, tmp_path)
    put_back(desk, 1)
    backup = of_save(desk, 3)
    backup.write_bytes(rebuilt(of_somebody_else)(backup.read_bytes()))
    session = desk.session()
    assert session.ahead is not None
    async with user_of(session, (200, 50)) as user:
        await user.meets(MergeOffer)
        await user.toast("cannot be merged: entry")
        await user.see("Another copy of your progress", user.dialog)
        await user.see("escape Not now; asked again at the next start", user.dialog)
        await user.does_not_see(OLDER)


@pytest.mark.parametrize("size", [(60, 16), NARROW, WIDE, (200, 60)], ids=str)
async def test_what_can_be_done_is_in_view_in_every_size(desk: Desk, size: tuple[int, int]) -> None:
    put_back(desk, 1)
    async with user_of(desk.session(), size) as user:
        await user.meets(MergeOffer)
        await user.see("Your progress file is an older one", user.dialog)
        for words in ("enter Take these changes over", "escape Not now; the backup is kept"):
            await user.see(words, user.dialog)
        await user.press("G")
        await user.see("· Tick Python (working) and SQL", user.dialog)
