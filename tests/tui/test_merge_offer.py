"""A copy beside the progress file is offered for merging: told in words, never taken unasked, never in the way."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from mltrack.core.keeping import Copy
from mltrack.core.requirements import Level
from mltrack.session import Session
from mltrack.tui.screens.help import HelpScreen
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.upkeep import MergeOffer
from mltrack.tui.screens.welcome import WelcomeScreen
from mltrack.tui.widgets.key_bar import KeyBar
from mltrack.tui.widgets.reading import Reading
from mltrack.upkeep import Upkeep
from tests.store.damages import Tables, rebuilt
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.registry import exercises

CONFLICT = "progress.sync-conflict-20261119-201500-K3J2M4Q.json"
HOSTILE = "progress [b]x[nope] [@click=app.quit]y[] \x1b[2J\u202e.json"
SHOWN = "progress [b]x[nope] [@click=app.quit]y[] [2J.json"


def other_device(desk: Desk, tmp_path: Path) -> Session:
    """The same progress on another machine, from which both go on."""
    folder = tmp_path / "other"
    shutil.copytree(desk.folder, folder)
    return Desk(folder, desk.clock).session()


def arrives(desk: Desk, tmp_path: Path, name: str = CONFLICT) -> Path:
    """A synchronising program leaves the other machine's file beside this one's."""
    copy = desk.file.with_name(name)
    shutil.copy(Desk(tmp_path / "other").file, copy)
    return copy


@pytest.fixture
def copy(desk: Desk, session: Session, tmp_path: Path) -> Path:
    """Both sides noted on Python, and ticked SQL at different levels; the other one ticked two more."""
    session.tick(["python"])
    other = other_device(desk, tmp_path)
    other.tick(["java"])  # first, so that by the clock all that follows is later than what is done here
    other.note("python", "theirs")
    other.tick(["sql"], level=Level.EXPERT)
    other.waive("internship", "[b]two[/nope] years of work")
    session.note("python", "ours")
    session.tick(["sql"], level=Level.WORKING)
    return arrives(desk, tmp_path)


@exercises("merge.take-over")
async def test_a_copy_is_told_in_words_and_enter_takes_its_changes_over(desk: Desk, copy: Path) -> None:
    left = copy.read_bytes()
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(MergeOffer)
        await user.see(CONFLICT, user.dialog)
        await user.see("holds 4 changes that you do not have here:", user.dialog)
        for words in ("Tick Java (working)", "Waive Internship ([b]two[/nope] years of work)", "Note on Python"):
            await user.see(f"· {words}", user.dialog)
        await user.see("Note on Python: both are kept, one below the other", user.dialog)
        await user.see("· here tick SQL (working) there tick SQL (expert): this holds, it came later", user.dialog)
        await user.press("enter")
        await user.toast("4 changes taken over. u takes back one change at a time; the whole state before is kept")
        await user.see("3 done, saved")
        assert isinstance(user.app.screen, RolesScreen)
        await user.press("u")
        await user.toast("Undone: join the notes of both sides (note on Python)")
    assert desk.saved.marks["sql"].level is Level.EXPERT
    assert "java" in desk.saved.marks
    assert copy.read_bytes() == left
    assert "before merge" in [backup.label for backup in Upkeep(desk.session()).backups()]
    async with user_of(desk.session(), WIDE) as user:
        assert isinstance(user.app.screen, RolesScreen)


async def test_a_tick_holds_against_a_start_that_came_with_time_logged(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    other_device(desk, tmp_path).tick(["java"])
    session.tick(["python"])
    session.log("java", 30)
    arrives(desk, tmp_path)
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(MergeOffer)
        words = "· here start Java there tick Java (working): this holds, the other only came with time logged"
        await user.see(words, user.dialog)
        await user.press("enter")
        await user.see("2 done, saved")
    assert desk.saved.marks["java"].level is Level.WORKING
    assert [time.minutes for time in desk.saved.log.values()] == [30]


async def test_notes_written_on_both_sides_are_both_there(desk: Desk, copy: Path) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(MergeOffer)
        await user.press("enter")
        await user.see("3 done, saved")
    assert desk.saved.notes == {"python": "theirs\n\nours"}


@exercises("merge.not-now")
async def test_escape_leaves_everything_and_it_is_asked_again_at_the_next_start(desk: Desk, copy: Path) -> None:
    before = desk.files
    for _ in range(2):
        async with user_of(desk.session(), WIDE) as user:
            await user.meets(MergeOffer)
            await user.press("escape")
            assert isinstance(user.app.screen, RolesScreen)
            await user.see("2 done, saved")
    assert desk.files == before


async def test_what_a_copy_brings_once_is_not_asked_for_a_second_copy_too(
    desk: Desk, copy: Path, tmp_path: Path
) -> None:
    arrives(desk, tmp_path, "progress (2).json")
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(MergeOffer)
        await user.see("Other copies of your progress")
        await user.see("progress (2).json", user.dialog)
        await user.see(CONFLICT, user.dialog)
        await user.press("enter")
        await user.toast("4 changes taken over")
        await user.see("3 done, saved")


async def test_a_newcomer_is_asked_for_a_target_first(desk: Desk, tmp_path: Path) -> None:
    Desk(tmp_path / "other").session().tick(["java"])
    desk.file.parent.mkdir(parents=True)
    arrives(desk, tmp_path)
    async with user_of(desk.session(), WIDE) as user:
        assert isinstance(user.app.screen, WelcomeScreen)
        await user.press("escape")
        await user.meets(MergeOffer)
        await user.press("enter")
        await user.see("1 done, saved")


class Slowly:
    """A disk that takes its time to look for copies, until it is told to go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.goes_on = threading.Event()
        found = Upkeep.siblings

        def siblings(upkeep: Upkeep) -> Sequence[Copy]:
            self.goes_on.wait(30)
            return found(upkeep)

        monkeypatch.setattr(Upkeep, "siblings", siblings)


async def test_nothing_waits_for_the_look_and_the_offer_waits_for_who_is_writing(
    desk: Desk, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Slowly(monkeypatch)
    async with user_of(desk.session(), WIDE, settled=False) as user:
        await user.see("ENTRY")
        await user.hurry("2", "n", *"half")
        disk.goes_on.set()
        await user.settle()
        await user.type(" a thought")
        await user.see("half a thought")
        await user.press("escape")
        await user.meets(MergeOffer)
        await user.press("escape")
    assert desk.saved.notes["bachelors-computer-science"] == "half a thought"


async def test_keys_typed_before_it_was_seen_decide_nothing(
    desk: Desk, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MergeOffer, "PAUSE", 600.0)
    before = desk.files
    async with user_of(desk.session(), WIDE, settled=False) as user:
        await user.until(lambda: isinstance(user.app.screen, MergeOffer), "the offer")
        await user.hurry("enter", "space", "enter", "escape")
        assert isinstance(user.app.screen, MergeOffer)
    assert desk.files == before


def of_somebody_else(tables: Tables) -> None:
    first = min(tables["events"].values(), key=lambda fields: fields["clock"])
    first["device"] = "somebody else"


def _newest_of_somebody_else(tables: Tables) -> None:
    newest = max(tables["events"].values(), key=lambda fields: int(fields["clock"]))
    newest["device"] = "somebody else"


async def test_a_copy_that_was_altered_is_named_and_not_merged(desk: Desk, session: Session, tmp_path: Path) -> None:
    other_device(desk, tmp_path).tick(["java"])
    copy = arrives(desk, tmp_path, HOSTILE)
    copy.write_bytes(rebuilt(of_somebody_else)(copy.read_bytes()))
    async with user_of(desk.session(), (200, 50)) as user:
        await user.toast("cannot be merged: entry")
        await user.toast("[b]x[nope]")
        assert isinstance(user.app.screen, RolesScreen)


async def test_of_copies_that_contradict_each_other_the_first_is_offered_with_those_that_go_with_it(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    session.tick(["python"])
    other = other_device(desk, tmp_path)
    other.tick(["java"])
    arrives(desk, tmp_path, "progress (1).json")
    contradicts = arrives(desk, tmp_path, "progress (2).json")
    contradicts.write_bytes(rebuilt(_newest_of_somebody_else)(contradicts.read_bytes()))
    other.tick(["r"])
    arrives(desk, tmp_path, "progress (3).json")
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(MergeOffer)
        await user.toast("progress (2).json cannot be merged: entry")
        headings = [line for line in user.rows(user.app.screen.query_one(Reading)) if line.startswith("progress (")]
        assert [line.split(" ─")[0] for line in headings] == ["progress (1).json", "progress (3).json"]
        await user.press("enter")
        await user.toast("2 changes taken over")
        await user.see("3 done, saved")
    assert set(desk.saved.marks) == {"python", "java", "r"}


LOOK = "Look for copies to merge"


async def test_a_command_looks_for_copies_that_came_later_and_again_after_not_now(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    other_device(desk, tmp_path).tick(["java"])
    async with user_of(desk.session(), WIDE) as user:
        assert isinstance(user.app.screen, RolesScreen)
        arrives(desk, tmp_path)
        for _ in range(2):
            await user.command(LOOK)
            await user.meets(MergeOffer)
            await user.see("holds 1 change that you do not have here: · Tick Java (working)", user.dialog)
            await user.press("escape")
            assert isinstance(user.app.screen, RolesScreen)
        await user.command(LOOK)
        await user.meets(MergeOffer)
        await user.press("enter")
        await user.toast("1 change taken over")
        await user.see("1 done, saved")
        await user.command(LOOK)
        await user.toast("No copy beside your progress file holds anything new.")
    assert set(desk.saved.marks) == {"java"}


async def test_the_command_says_that_there_is_none_and_the_way_for_one_from_elsewhere(
    desk: Desk, session: Session
) -> None:
    before = desk.files
    async with user_of(desk.session(), WIDE) as user:
        await user.command(LOOK)
        await user.toast("No copy beside your progress file holds anything new. mltrack merge FILE takes one from")
        assert isinstance(user.app.screen, RolesScreen)
    assert desk.files == before


async def test_the_command_does_not_say_that_a_copy_it_cannot_merge_holds_nothing_new(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    other_device(desk, tmp_path).tick(["java"])
    async with user_of(desk.session(), (200, 50)) as user:
        copy = arrives(desk, tmp_path)
        copy.write_bytes(rebuilt(of_somebody_else)(copy.read_bytes()))
        await user.command(LOOK)
        await user.toast("cannot be merged: entry")
        await user.does_not_see("No copy beside your progress file")


@pytest.mark.parametrize("content", [b"", b"not JSON", None], ids=["empty", "garbage", "nothing new"])
async def test_what_brings_nothing_is_not_offered(desk: Desk, session: Session, content: bytes | None) -> None:
    desk.file.with_name(CONFLICT).write_bytes(desk.file.read_bytes() if content is None else content)
    async with user_of(desk.session(), WIDE) as user:
        assert isinstance(user.app.screen, RolesScreen)
        await user.press("2", "space")
        await user.see("1 done, saved")


async def test_a_file_name_that_looks_like_markup_is_shown_as_it_is(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    other_device(desk, tmp_path).tick(["java"])
    arrives(desk, tmp_path, HOSTILE)
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(MergeOffer)
        await user.see(SHOWN, user.dialog)
        assert not any(char in user.shown for char in "\x1b\u202e")
        await user.press("enter")
        await user.see("1 done, saved")


async def test_help_and_the_mouse_work(desk: Desk, copy: Path) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.meets(MergeOffer)
        await user.press("?")
        assert isinstance(user.app.screen, HelpScreen)
        await user.see("Take these changes over; the copy stays where it is")
        await user.press("escape")
        await user.click("Merge", user.app.screen.query_one(KeyBar))
        await user.see("3 done, saved")


@pytest.mark.parametrize("size", [(60, 16), NARROW, WIDE, (200, 60)], ids=str)
async def test_what_can_be_done_is_in_view_in_every_size(desk: Desk, copy: Path, size: tuple[int, int]) -> None:
    async with user_of(desk.session(), size) as user:
        await user.meets(MergeOffer)
        await user.see("Another copy of your progress")
        for words in ("enter Take these changes over", "escape Not now; asked again at the next start"):
            await user.see(words, user.dialog)
        await user.press("G")
        await user.see("this holds, it came later", user.dialog)
