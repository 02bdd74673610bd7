"""Somebody who looks around before they go on from a backup, or who cannot go on, is not asked over and over."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest

from mltrack.core.keeping import Recovery
from mltrack.core.snapshot import Snapshot
from mltrack.tui import saving
from mltrack.tui.screens.milestones import MilestonesScreen
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.trouble import NotSaved, RecoveryScreen
from tests.tui.desk import Desk, alter, begun, damage, fragile
from tests.tui.driver import WIDE, User, user_of
from tests.tui.registry import exercises

EMPTY = Recovery("progress.json", "is empty", "progress-1.json", datetime(2026, 11, 19, tzinfo=UTC), 1, None, False)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two milestones are done; files are told with ~ for the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return begun(tmp_path / "home")


def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks at the files all the time."""
    monkeypatch.setattr(saving, "_LOOK_OUTSIDE", 0.01)


async def several_looks(user: User) -> None:
    """Wait until the app has looked at the files a few times more."""
    looked, reload = 0, user.session.reload

    def counted() -> Snapshot:
        nonlocal looked
        looked += 1
        return reload()

    with patch.object(user.session, "reload", counted):
        await user.until(lambda: looked > 3, "looks at the files")
    await user.settle()


@exercises("recovery.later")
async def test_escape_looks_around_first_and_the_next_change_goes_on_from_the_backup(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks_often(monkeypatch)
    damaged = damage(desk)
    before = desk.files
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(RecoveryScreen)
        await user.press("escape")
        await user.toast("Nothing was written. Your next change goes on from the backup; before that, Recover my")
        await several_looks(user)
        assert isinstance(user.app.screen, RolesScreen)
        await user.press("2", "4", "1")
        await user.see("! 2 done, from a backup")
        assert desk.files == before
        await user.press("2", "space")
        await user.toast("The file as it was found is kept in ~/home/data as progress.json.damaged-")
        await user.see("✓ 3 done, saved")
    assert set(desk.saved.marks) == {"python", "sql", "bachelors-computer-science"}
    assert desk.aside == [damaged]


async def test_somebody_who_looks_around_may_leave_and_is_asked_again_at_the_next_start(desk: Desk) -> None:
    damage(desk)
    before = desk.files
    for _ in range(2):
        async with user_of(desk.session(), WIDE) as user:
            await user.meets(RecoveryScreen)
            await user.press("escape", "q")
            await user.until(lambda: not user.app.is_running, "the end")
    assert desk.files == before


async def test_a_command_comes_back_to_it_as_long_as_a_backup_stands_in(desk: Desk) -> None:
    altered = alter(desk)
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(RecoveryScreen)
        await user.press("escape")
        await user.command("Recover my progress file")
        await user.meets(RecoveryScreen)
        await user.press("e")
        await user.see("2 done, saved")
        await user.press(":")
        await user.type("recover my progress file")
        await user.see("No matches found")
    assert desk.saved.notes == {"python": "chapter 5"}
    assert desk.aside == [altered]


async def test_another_damage_is_told_to_somebody_who_looks_around(desk: Desk) -> None:
    damage(desk)
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(RecoveryScreen)
        await user.press("escape")
        desk.file.write_bytes(b"")
        await user.meets(RecoveryScreen)
        await user.see("progress.json is damaged (it is empty)")
        await user.see("At most the last save is missing.")
        await user.does_not_see("All that was on the screen")


async def test_the_same_damage_is_told_again_once_the_first_was_settled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks_often(monkeypatch)
    session, keeper = fragile(desk)
    keeper.recovery = EMPTY
    async with user_of(session, WIDE) as user:
        await user.meets(RecoveryScreen)
        await user.press("escape")
        keeper.recovery = None
        await user.see("0 done, saved")
        await several_looks(user)
        keeper.recovery = EMPTY
        await user.meets(RecoveryScreen)


async def test_a_recovery_that_cannot_be_saved_says_why_and_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks_often(monkeypatch)
    session, keeper = fragile(desk)
    keeper.recovery, keeper.full = EMPTY, True
    async with user_of(session, WIDE) as user:
        await user.press("enter")
        await user.meets(NotSaved)
        await user.see("! Go on from the backup")
        await user.press("escape")
        await several_looks(user)
        assert isinstance(user.app.screen, RolesScreen)
        await user.see("from a backup, not saved: disk full")
        await user.resize(60, 16)
        await user.see("from a backup, not saved")
        await user.command("Recover my progress file")
        await user.meets(RecoveryScreen)
        await user.press("enter")
        await user.meets(NotSaved)
        keeper.full = False
        await user.press("r")
        await user.see("0 done, saved")
        assert isinstance(user.app.screen, RolesScreen)


async def test_a_change_that_cannot_be_saved_beside_damage_is_told_and_the_backup_goes_on_being_told(
    desk: Desk,
) -> None:
    damaged = damage(desk)
    lock = desk.file.with_name("progress.json.lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(RecoveryScreen)
        await user.press("escape", "2", "space")
        await user.meets(NotSaved)
        await user.press("escape")
        assert isinstance(user.app.screen, MilestonesScreen)
        await user.see("! 2 done, from a backup, not saved")
        assert desk.file.read_bytes() == damaged
        lock.rmdir()
        await user.press("space")
        await user.see("✓ 3 done, saved")
    assert desk.aside == [damaged]
