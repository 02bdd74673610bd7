"""A disk that will not vouch for a save, and a note that is longer than one may write."""

from __future__ import annotations

from mltrack.core.actions import LONGEST_NOTE
from mltrack.tui.screens.question import NoteEditor
from mltrack.tui.screens.trouble import NotSaved
from tests.store.disks import Disk
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, user_of

FIRST = "bachelors-computer-science"


async def test_a_tick_that_may_not_outlast_a_power_cut_is_shown_and_not_asked_about(desk: Desk) -> None:
    session = desk.session()
    session.tick(["python"])
    session.note("python", "4")  # then a save has three: the file, the folder of backups, the folder
    async with user_of(desk.session(), WIDE) as user:
        await user.press("2")
        with Disk("fsync", 3).failing():
            await user.press("space")
            await user.toast("was saved, but may not outlast a power cut")
        await user.see("2 done, saved")
        assert not isinstance(user.app.screen, NotSaved)
    assert set(desk.saved.marks) == {"python", FIRST}


async def test_a_note_that_grew_past_the_limit_by_joining_can_be_read_and_shortened(desk: Desk) -> None:
    session = desk.session()
    session.note(FIRST, "a" * LONGEST_NOTE)
    session.note(FIRST, "b" * LONGEST_NOTE, before="")
    joined = session.snapshot.progress.notes[FIRST]
    assert len(joined) > LONGEST_NOTE
    async with user_of(desk.session(), WIDE) as user:
        await user.press("2", "n")
        await user.meets(NoteEditor)
        await user.press("escape")
        assert not isinstance(user.app.screen, NoteEditor)
        assert desk.saved.notes[FIRST] == joined
        await user.press("n", "backspace", "escape")
        await user.see("saved")
    assert desk.saved.notes[FIRST] == joined[:-1]
