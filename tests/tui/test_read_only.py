"""A file of a newer mltrack is shown and never written; a save that waits for another mltrack says so."""

from __future__ import annotations

import pytest

from mltrack.core.keeping import Newer
from mltrack.core.snapshot import Snapshot
from mltrack.session import Session, open_session, places_below
from mltrack.store import whole_file
from mltrack.store.whole_file import locked
from mltrack.tui import saving
from mltrack.tui.messages import SaveWaits
from mltrack.tui.screens.roles import RolesScreen
from tests.store.damages import harm, of_schema
from tests.tui.desk import Desk, fragile
from tests.tui.driver import NARROW, WIDE, User, user_of

UPDATE = "Update mltrack to go on."


@pytest.fixture
def session(desk: Desk, session: Session) -> Session:
    """What a newer mltrack has written: one milestone is done."""
    session.tick(["python"])
    harm(places_below(desk.folder), of_schema(9))
    return desk.session()


@pytest.mark.parametrize("size", [NARROW, WIDE, (60, 16)], ids=str)
async def test_a_newer_file_is_shown_and_every_attempt_to_save_says_why_not(
    session: Session, desk: Desk, size: tuple[int, int]
) -> None:
    before = desk.files
    async with user_of(session, size) as user:
        await user.toast(UPDATE)
        await user.see("read-only")
        await user.press("2")
        before_keys = user.rows(user.listed)
        for key in ("space", "s", "u", "n", "w", "D"):
            user.app.clear_notifications()
            await user.press(key)
            await user.toast(UPDATE)
        await user.press("1")
        for key in ("t", "T", "d"):
            user.app.clear_notifications()
            await user.press(key)
            await user.toast(UPDATE)
        assert isinstance(user.app.screen, RolesScreen)
        user.app.clear_notifications()
        await user.see("! 1 done, read-only")
        await user.press("2")
        assert user.rows(user.listed) == before_keys
        await user.press("q")
        assert not user.app.is_running
    assert desk.files == before


async def test_it_is_said_once_at_the_start(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "_LOOK_OUTSIDE", 0.01)
    looks, reload = [0], session.reload

    def counted() -> Snapshot:
        looks[0] += 1
        return reload()

    monkeypatch.setattr(session, "reload", counted)
    async with user_of(session, WIDE) as user:
        await user.until(lambda: looks[0] > 5, "some looks")
        assert len(user.app._notifications) == 1


async def test_an_export_from_a_newer_file_is_refused_before_it_is_asked_where_to(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        user.app.clear_notifications()
        await user.command("Export to a file")
        await user.toast(UPDATE)
        assert isinstance(user.app.screen, RolesScreen)


async def test_in_a_newer_file_no_copies_are_looked_for(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        user.app.clear_notifications()
        await user.command("Look for copies to merge")
        await user.toast(UPDATE)
        await user.does_not_see("No copy beside")


async def test_a_newcomer_to_a_newer_file_is_asked_nothing(desk: Desk) -> None:
    session, keeper = fragile(desk)
    keeper.disk.clear()
    keeper.newer = Newer("progress.json", 2, "9.0", 3)
    async with user_of(Session(session.catalog, keeper, desk.clock), WIDE) as user:
        assert isinstance(user.app.screen, RolesScreen)
        await user.toast("3 of its entries cannot be shown here")


async def test_a_newer_mltrack_that_comes_while_the_app_is_open_makes_it_read_only(desk: Desk) -> None:
    session = desk.session()
    session.tick(["python"])
    async with user_of(session, WIDE) as user:
        await user.press("2", "n")
        await user.type("precious")
        harm(places_below(desk.folder), of_schema(9))
        await user.until(lambda: user.session.newer is not None, "the app to notice")
        await user.press("escape")
        await user.toast(UPDATE)
        await user.see("precious")
        await user.press("ctrl+x")
        await user.see("1 done, read-only")
    assert not desk.session().snapshot.progress.notes


# Waiting for another mltrack


def session_that_tells(desk: Desk, users: list[User]) -> Session:
    """A session whose saves tell the app of the user, as the program has it."""

    def waiting() -> None:
        users[0].app.post_message(SaveWaits())

    return open_session(places_below(desk.folder), desk.clock, waiting=waiting)


async def test_while_another_mltrack_saves_the_header_says_that_it_is_waited_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_file, "PATIENCE", 0.05)
    users: list[User] = []
    desk.session().target(["data-scientist"])
    async with user_of(session_that_tells(desk, users), WIDE) as user:
        users.append(user)
        await user.press("2")
        with locked(desk.file):
            await user.hurry("space", "j", "space")
            await user.see("0 done, waiting for another mltrack")
            await user.hurry("1", "2")  # nothing else waits
            await user.see("0 done, waiting for another mltrack")
        await user.see("2 done, saved")


@pytest.mark.parametrize("size", [(60, 16), NARROW], ids=str)
async def test_the_header_says_it_whole_in_a_narrow_window(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setattr(whole_file, "PATIENCE", 0.05)
    users: list[User] = []
    desk.session().target(["data-scientist"])
    async with user_of(session_that_tells(desk, users), size) as user:
        users.append(user)
        await user.press("2")
        with locked(desk.file):
            await user.hurry("space")
            await user.see("waiting for another mltrack")
        await user.see("saved", user.app.screen.query_one("PlaceBar"))
