"""Notes and waivers: written, kept, thrown away, refused, and never taken for markup."""

from __future__ import annotations

from mltrack.core.history import Status
from mltrack.session import Session
from mltrack.tui.screens.question import NoteEditor, Question
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, user_of
from tests.tui.registry import exercises

FIRST = "bachelors-computer-science"
MARKUP = "[b]x[/nope] [@click=app.quit]y[/] $primary \\[ ["
SHORT = "[b]x[/nope] ["


@exercises("milestone.note", "note.save")
async def test_leaving_a_note_with_escape_or_ctrl_s_keeps_it(session: Session, desk: Desk) -> None:
    async with user_of(session, (180, 40)) as user:
        await user.press("2")
        for key, words in (("escape", "Chapter 4"), ("ctrl+s", " and 5")):
            await user.press("n")
            await user.press("end")
            await user.type(words)
            await user.press(key)
            await user.toast("saved")
        assert desk.saved.notes == {FIRST: "Chapter 4 and 5"}
        assert "✎" in await user.row("Bachelor's in computer science")
        await user.see("Chapter 4 and 5", user.page)


@exercises("note.discard")
async def test_ctrl_x_throws_the_changes_away(session: Session, desk: Desk) -> None:
    session.note(FIRST, "kept")
    events = len(desk.saved.history)
    async with user_of(session, WIDE) as user:
        await user.press("2", "n")
        await user.type("thrown away ")
        await user.press("ctrl+x")
        await user.see("kept", user.page)
        await user.does_not_see("thrown away")
    assert desk.saved.notes == {FIRST: "kept"}
    assert len(desk.saved.history) == events


async def test_a_note_may_have_lines_and_every_letter(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "n")
        await user.type("q u 1 ?")
        await user.press("enter")
        await user.type("naïve 東京 /t")
        await user.press("escape")
        await user.see("naïve 東京 /t", user.page)
    assert desk.saved.notes == {FIRST: "q u 1 ?\nnaïve 東京 /t"}


async def test_looking_at_a_note_and_emptying_one(session: Session, desk: Desk) -> None:
    session.note(FIRST, "old")
    events = len(desk.saved.history)
    async with user_of(session, (180, 40)) as user:
        await user.press("2", "n", "escape")
        assert len(desk.saved.history) == events
        await user.press("n", "end", "backspace", "backspace", "backspace", "escape")
        assert not desk.saved.notes
        assert "✎" not in await user.row("Bachelor's in computer science")
        await user.press("u")
        await user.see("old", user.page)


async def test_a_note_that_looks_like_markup_is_shown_as_it_was_written(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "n")
        await user.type(MARKUP)
        await user.press("escape")
        await user.see(MARKUP, user.page)
        assert desk.saved.notes == {FIRST: MARKUP}
        await user.press("n")
        assert isinstance(user.app.screen, NoteEditor)
        await user.see(MARKUP)


@exercises("milestone.waive")
async def test_w_asks_why_and_w_again_opens(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "w")
        await user.answer("employer accepts portfolio")
        await user.see("waived: employer accepts portfolio", user.page)
        assert (await user.row("Bachelor's in computer science")).endswith("waived")
        mark = desk.saved.marks[FIRST]
        assert (mark.status, mark.reason) == (Status.WAIVED, "employer accepts portfolio")
        await user.press("w")
        assert not (await user.row("Bachelor's in computer science")).endswith("waived")
        assert not desk.saved.marks


async def test_a_waiver_without_a_reason_is_refused_and_can_be_dismissed(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "w")
        for nothing in ("", "   "):
            await user.answer(nothing)
            assert isinstance(user.app.screen, Question)
            await user.see("Say why it is not needed")
        await user.press("escape")
        assert user.under_cursor == FIRST
        assert not desk.saved.marks


async def test_a_reason_that_looks_like_markup_is_shown_as_it_was_written(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "w")
        await user.answer(SHORT)
        await user.see(f"waived: {SHORT}", user.page)
        assert desk.saved.marks[FIRST].reason == SHORT
        await user.press("u")
        await user.toast("Undone")
        await user.press("4", "end")
        await user.see("undo: ")


async def test_letters_in_a_reason_are_only_letters(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "w")
        await user.retype("quit 123 ?/:u")
        assert isinstance(user.app.screen, Question)
        await user.press("enter")
        assert desk.saved.marks[FIRST].reason == "quit 123 ?/:u"
        assert user.place == "milestones"


async def test_a_waived_requirement_raises_no_readiness(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        before = await user.meter("Data scientist")
        await user.open_role("data-scientist")
        await user.press("w")
        await user.answer("portfolio")
        await user.see("waived: portfolio", user.page)
        assert await user.meter("Data scientist") == before
