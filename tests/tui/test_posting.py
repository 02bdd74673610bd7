"""A pasted job posting becomes a role of one's own: all of it can be put right, and it is there at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from mltrack.core.entries import Strength
from mltrack.core.requirements import Level, State
from mltrack.core.snapshot import Snapshot
from mltrack.posting import pasted
from mltrack.session import Session, places_below
from mltrack.tui.present.posting import Drafting, posting_detail, posting_head, posting_rows
from mltrack.tui.screens.posting import PostingEditor, PostingScreen
from mltrack.tui.screens.roles import RolesScreen
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.registry import exercises

WORDS = """Data scientist at Example Ltd

Requirements
- You must know Python and SQL
- Nice to have: PyTorch
- You can juggle five balls
"""


@pytest.fixture
def drafting(session: Session) -> Drafting:
    session.tick(["sql"])
    return Drafting.of(pasted(WORDS, session.snapshot), session.snapshot)


def number(drafting: Drafting, label: str) -> int:
    return next(place for place, line in enumerate(drafting.draft.lines) if label in line.label)


def test_lines_are_left_out_asked_for_otherwise_and_at_other_levels(drafting: Drafting) -> None:
    python, sql = number(drafting, "Python"), number(drafting, "SQL")
    assert drafting.state(sql) is State.MET
    changed = drafting.toggled(python).asked_otherwise(sql).stepped(sql, 1)
    line = changed.draft.lines[sql]
    assert (line.strength, line.level) == (Strength.RECOMMENDED, Level.PROFICIENT)
    assert changed.state(python) is None
    assert changed.state(sql) is State.STARTED
    assert len(changed.kept.lines) == len(drafting.draft.lines) - 1
    assert changed.toggled(python).state(python) is State.OPEN
    assert not changed.stepped(sql, 1).can_step(sql, 1)


def test_what_is_shown_has_the_words_of_the_posting_and_how_one_stands(drafting: Drafting) -> None:
    rows = "\n".join(row.fitted(76).plain for row in posting_rows(drafting, 76))
    assert "You can juggle five balls" in rows
    assert posting_head(drafting).plain.startswith("Data scientist · Example Ltd\n")
    assert posting_head(drafting).plain.endswith("You meet 1 of 2 required")
    for brief in (False, True):
        detail = posting_detail(drafting, number(drafting, "Python"), 40, brief=brief)
        told = " ".join(row.fitted(40).plain.strip() for row in detail)
        assert "You must know Python and SQL" in told
        assert "Python (working)" in told


@exercises("posting.read", "posting.keep", "posting.strength", "posting.raise", "posting.lower", "posting.title")
async def test_a_posting_is_put_right_and_saved_and_the_role_is_there_at_once(desk: Desk, session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.command("Role from a job posting")
        await user.meets(PostingEditor)
        await user.press("ctrl+s")
        await user.see("There are no words yet.", user.dialog)
        await user.rush(*(("enter" if letter == "\n" else "space" if letter == " " else letter) for letter in WORDS))
        await user.press("ctrl+s")
        await user.meets(PostingScreen)
        await user.see("Data scientist · Example Ltd", user.dialog)
        await user.see("You meet 0 of 2 required", user.dialog)
        about = user.app.screen.query_one("#about")
        await user.see("You must know Python and SQL", about)
        await user.press("+", "+", "-", "o")
        await user.see("You meet 0 of 1 required", user.dialog)
        await user.press("space", "space", "e")
        await user.answer("Data [b]witch[/x]")
        await user.see("Data [b]witch[/x]", user.dialog)
        await user.press("enter")
        await user.toast("is a role of yours now")
        assert isinstance(user.app.screen, RolesScreen)
        assert user.under_cursor in session.catalog.roles
        assert session.catalog.role(user.under_cursor).title == "Data [b]witch[/x]"
        await user.press("t")
    (written,) = places_below(desk.folder).catalog.glob("*.toml")
    assert "You must know Python and SQL" in written.read_text(encoding="utf-8")
    assert desk.session().catalog.role(next(iter(set(desk.saved.targets) - {"machine-learning-engineer"})))


@exercises("posting.leave-words", "posting.leave", "posting.save")
async def test_a_file_is_read_and_leaving_saves_nothing(desk: Desk, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "a posting.txt"
    file.write_text(WORDS)
    async with user_of(session, NARROW) as user:
        await user.command("Role from a job posting")
        await user.press("escape")
        assert isinstance(user.app.screen, RolesScreen)
        await user.command("Role from a job posting")
        await user.type("nothing of use")
        await user.press("ctrl+s")
        await user.see("Nothing that it asks for was found in the catalog.", user.dialog)
        await user.rush(*["backspace"] * len("nothing of use"))
        await user.type(f"'{file}'")
        await user.press("ctrl+s")
        await user.meets(PostingScreen)
        await user.see("→ Python (working)", user.dialog)
        await user.press("escape")
        assert not places_below(desk.folder).catalog.exists()
        file.write_text(WORDS.partition("\n\n")[2])
        await user.command("Role from a job posting")
        await user.type(f"{file}")
        await user.press("ctrl+s", "ctrl+s")
        await user.see("What is the role to be called?", user.dialog)
        await user.answer("Juggler")
        await user.press("enter")
        await user.toast("Juggler is a role of yours now")
    assert len(list(places_below(desk.folder).catalog.glob("*.toml"))) == 1


def test_the_session_takes_in_a_catalog_that_has_changed(desk: Desk, session: Session) -> None:
    before: Snapshot = session.snapshot
    assert session.reopen_catalog().catalog.roles.keys() == before.catalog.roles.keys()
    assert session.snapshot.progress.targets == before.progress.targets
