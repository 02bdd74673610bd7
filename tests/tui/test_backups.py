"""The palette looks after a person's files: backups, going back, an export, a check-up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from mltrack import upkeep
from mltrack.core.history import Status
from mltrack.core.keeping import Finding, Grade
from mltrack.session import Session
from mltrack.tui.present.words import moment
from mltrack.tui.screens.dialog import ReadingScreen
from mltrack.tui.screens.help import HelpScreen
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.upkeep import BackupsScreen, RestorePreview
from mltrack.tui.widgets.key_bar import KeyBar
from mltrack.upkeep import Upkeep
from tests.tui.desk import Desk, fragile
from tests.tui.driver import NARROW, WIDE, User, user_of
from tests.tui.registry import exercises

HOSTILE = "[b]x[/nope] [@click=app.quit]y[/]"


@pytest.fixture
def session(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Three saves: a target, two ticks, a note; and ~ is a folder of one's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MLTRACK_HOME", str(desk.folder))
    session = desk.session()
    session.target(["machine-learning-engineer"])
    session.tick(["python", "sql"])
    session.note("python", HOSTILE)
    return session


def backups_of(desk: Desk) -> list[tuple[int, str]]:
    return [(backup.number, backup.label) for backup in Upkeep(desk.session()).backups()]


def when(session: Session, number: int) -> str:
    """The moment of a backup as the list tells it."""
    backups = {backup.number: backup for backup in Upkeep(session).backups()}
    return moment(backups[number].saved_at, session.snapshot.today)


async def open_backups(user: User) -> None:
    await user.command("Backups")
    await user.meets(BackupsScreen)


async def test_a_backup_is_made_now_and_kept_once(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.command("Back up now")
        await user.toast("Backup 3 stays until you remove it.")
        await user.command("Back up now")
        await user.toast("Backup 3 holds this very state already.")
    assert (3, "kept") in backups_of(desk)


async def test_where_there_is_nothing_to_back_up_that_is_said(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.press("escape")
        await user.command("Back up now")
        await user.toast("There is nothing to back up")
        await open_backups(user)
        await user.see("There are no backups yet.", user.dialog)
        await user.does_not_see("enter Show what")
    assert not backups_of(desk)


@exercises("restore.go-back")
async def test_enter_shows_what_going_back_would_change_and_enter_again_does_it(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await open_backups(user)
        await user.see(f"2 {when(session, 2)} 2 done 3 entries", user.dialog)
        await user.press("down", "down", "enter")
        await user.meets(RestorePreview)
        await user.see("Going back to backup 1 makes 3 changes:", user.dialog)
        for words in ("· Untick Python", "· Untick SQL", "· Remove the note on Python"):
            await user.see(words, user.dialog)
        assert len(desk.saved.marks) == 2
        await user.press("enter")
        await user.toast("Back to backup 1. u takes it back.")
        await user.see("0 done, saved")
        assert isinstance(user.app.screen, RolesScreen)
        assert not desk.saved.marks
        await user.press("u")
        await user.toast("Undone: restore backup 1 (untick Python and SQL; remove the note on Python)")
        await user.see("2 done, saved")
        await user.press("4", "end")
        await user.see("Undo: restore backup 1 (untick")
    assert desk.saved.notes == {"python": HOSTILE}
    assert "before restore" in [label for _, label in backups_of(desk)]


@exercises("restore.leave", "backups.close", "list.open")
async def test_escape_leaves_everything_and_comes_back_to_the_list(session: Session, desk: Desk) -> None:
    before = desk.files
    async with user_of(session, WIDE) as user:
        for key in ("escape", "q"):
            await open_backups(user)
            await user.press("down", "enter")
            await user.meets(RestorePreview)
            await user.see("· Remove the note on Python", user.dialog)
            await user.press("escape")
            assert isinstance(user.app.screen, BackupsScreen)
            await user.press(key)
            assert isinstance(user.app.screen, RolesScreen)
        assert user.app.is_running
    assert desk.files == before


async def test_a_backup_that_is_the_same_as_what_one_has_changes_nothing(session: Session, desk: Desk) -> None:
    before = desk.files
    async with user_of(session, WIDE) as user:
        await open_backups(user)
        await user.see(f"3 {when(session, 3)} 2 done 4 entries", user.dialog)
        await user.press("enter")
        await user.meets(RestorePreview)
        await user.see("What you have is the same as backup 3: there is nothing to change.")
        await user.press("enter")
        assert isinstance(user.app.screen, RestorePreview)
    assert desk.files == before


async def test_a_backup_that_cannot_be_used_says_why_and_is_passed_over(session: Session, desk: Desk) -> None:
    folder = desk.file.parent / "backups"
    (folder / "progress-00000009-20261119T180000Z.json").write_bytes(b"[b]no[/nope]")
    async with user_of(session, WIDE) as user:
        await open_backups(user)
        await user.see(f"9 {when(session, 9)} cannot be used is damaged (it is not JSON from character 1)", user.dialog)
        await user.press("home", "enter")
        await user.see("What you have is the same as backup 3")


async def test_a_file_with_a_number_for_a_name_is_not_taken_for_a_backup(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2").write_text("a shopping list", encoding="utf-8")
    async with user_of(session, WIDE) as user:
        await open_backups(user)
        await user.press("down", "enter")
        await user.see("Going back to backup 2 makes 1 change")


async def test_two_backups_of_one_number_open_each_its_own_state(session: Session, desk: Desk) -> None:
    folder = desk.file.parent / "backups"
    [second] = folder.glob("progress-00000002-*")
    (folder / "progress-00000001-20261101T120000Z.json").write_bytes(second.read_bytes())
    changes = {False: "makes 3 changes:", True: "makes 1 change:"}
    async with user_of(session, WIDE) as user:
        await open_backups(user)
        ones = [bool(one.progress and one.progress.marks) for one in Upkeep(session).backups() if one.number == 1]
        assert sorted(ones) == [False, True]
        await user.press("down")
        for has_marks in ones:
            await user.press("down", "enter")
            await user.meets(RestorePreview)
            await user.see(f"Going back to backup 1 {changes[has_marks]}", user.dialog)
            await user.press("escape")
        await user.press("enter", "enter")
        await user.toast("Back to backup 1. u takes it back.")
    assert bool(desk.saved.marks) is ones[-1]


async def test_a_backup_that_is_removed_meanwhile_is_said_to_be_gone(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await open_backups(user)
        for backup in (desk.file.parent / "backups").iterdir():
            backup.unlink()
        await user.press("enter")
        await user.toast("There is no file ~/home/data/backups/progress-00000003-")
        assert isinstance(user.app.screen, BackupsScreen)


async def test_everything_is_exported_and_can_be_taken_in_elsewhere(
    session: Session, desk: Desk, tmp_path: Path
) -> None:
    async with user_of(session, WIDE) as user:
        await user.command("Export to a file")
        await user.press("enter")
        await user.see("~/mltrack-export-20261120.json")
        await user.answer("~/all [b]of[/nope] it.json".replace("/nope", "nope"))
        await user.toast("Everything is in ~/all [b]of[nope] it.json.")
    copy = Upkeep(desk.session()).copy(tmp_path / "all [b]of[nope] it.json")
    assert copy.progress.holds_same(desk.saved)


async def test_an_export_is_offered_a_name_that_is_not_taken(session: Session, tmp_path: Path) -> None:
    async with user_of(session, WIDE) as user:
        for name in ("mltrack-export-20261120.json", "mltrack-export-20261120-2.json"):
            await user.command("Export to a file")
            await user.press("enter")
            await user.see(f"~/{name}")
            await user.press("enter")
            await user.toast(f"Everything is in ~/{name}.")
            assert (tmp_path / name).exists()


@exercises("reading.close")
async def test_the_check_up_tells_what_is_fine_and_what_is_not(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.command("Check my data")
        await user.meets(ReadingScreen)
        await user.see("✓ Nothing is wrong.")
        await user.see("✓ Progress file ~/home/data/progress.json is whole: save 3", user.dialog)
        await user.press("escape")
        assert isinstance(user.app.screen, RolesScreen)
        (desk.file.parent / "backups" / "progress-00000009-20261119T180000Z.json").write_bytes(b"[b]no[/nope]")
        await user.command("Check my data")
        await user.see("! 1 thing to look into, marked !")
        await user.see("is damaged (it is not JSON from character 1); it is never used", user.dialog)
        await user.press("q")
        assert isinstance(user.app.screen, RolesScreen)


async def test_a_long_check_up_can_be_scrolled_and_is_only_text(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def findings() -> Sequence[Finding]:
        return [Finding(Grade.NOTE, "data folder", f"{HOSTILE} number {one}") for one in range(60)]

    monkeypatch.setattr(upkeep, "check_up", findings)
    async with user_of(session, NARROW) as user:
        await user.command("Check my data")
        await user.see(f"· Data folder {HOSTILE} number 0", user.dialog)
        await user.press("end")
        await user.see(f"{HOSTILE} number 59", user.dialog)


async def test_progress_that_is_not_in_files_has_no_backups(desk: Desk) -> None:
    session, _ = fragile(desk)
    async with user_of(session, WIDE) as user:
        for command in ("Back up now", "Backups"):
            await user.command(command)
            await user.toast("This progress is not kept in files.")
            user.app.clear_notifications()


async def test_a_restore_that_cannot_be_saved_is_told_like_any_other_change(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await open_backups(user)
        await user.press("down", "enter")
        await user.meets(RestorePreview)
        lock = desk.file.with_name("progress.json.lock")
        lock.unlink(missing_ok=True)
        lock.mkdir()
        await user.press("enter")
        await user.see("! Restore backup 2 (remove the note on Python)")
        lock.rmdir()
        await user.press("r")
        await user.toast("Back to backup 2")
    assert not desk.saved.notes
    assert desk.saved.marks["python"].status is Status.DONE


@pytest.mark.parametrize("size", [(60, 16), NARROW, WIDE, (200, 60)], ids=str)
async def test_the_list_and_the_preview_are_useful_in_every_size(session: Session, size: tuple[int, int]) -> None:
    async with user_of(session, size) as user:
        await open_backups(user)
        await user.see("2 done", user.dialog)
        await user.see("enter Show what going back to it would change", user.dialog)
        await user.press("down", "enter")
        await user.see("enter Go back; u takes it back again", user.dialog)
        await user.see("escape Leave everything as it is", user.dialog)


async def test_help_and_the_mouse_work(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await open_backups(user)
        await user.press("?")
        assert isinstance(user.app.screen, HelpScreen)
        await user.press("escape")
        for _ in range(2):
            await user.click(f"1  {when(session, 1)}", user.dialog)
        await user.see("Going back to backup 1")
        await user.click("Go back", user.app.screen.query_one(KeyBar))
        await user.toast("Back to backup 1")
