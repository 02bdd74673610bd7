"""What other programs' files say is looked through, ticked and recorded as one change; nothing without a key."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

import mltrack.importing
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document
from mltrack.core.matching import Confidence, Match
from mltrack.core.proposals import proposal_for
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.errors import ImportFault
from mltrack.importing import Import
from mltrack.session import Session
from mltrack.tui.screens.at_work import AtWork
from mltrack.tui.screens.proposals import ProposalsScreen
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.trouble import NotSaved
from mltrack.tui.screens.upkeep import MergeOffer
from mltrack.tui.screens.welcome import WelcomeScreen
from mltrack.upkeep import Upkeep
from tests.tui.conftest import ML_ENGINEER
from tests.tui.desk import Desk, fragile
from tests.tui.driver import NARROW, WIDE, User, user_of
from tests.tui.registry import exercises

MARKUP = "[b]x[/nope] [@click=app.quit]y[]"
CERTAIN, LIKELY = Confidence.CERTAIN, Confidence.LIKELY
SKILL, DEGREE = ClaimKind.SKILL, ClaimKind.DEGREE
CLAIMS = [
    (Claim(SKILL, "Python 3", "row 1"), [Match("python", CERTAIN, "another name")]),
    (Claim(SKILL, "SQL", "row 2"), [Match("sql", CERTAIN, "the same name")]),
    (Claim(SKILL, f"Jay {MARKUP}", "row 3"), [Match("java", LIKELY, "alike"), Match("javascript", LIKELY, "alike")]),
    (Claim(DEGREE, "BSc Informatics", "row 4"), [Match("bachelors-computer-science", LIKELY, "a near field")]),
    (Claim(SKILL, "Juggling", "row 5"), []),
]


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file, and a reader that says the same of each but for those that it cannot read."""

    def proposals_of(snapshot: Snapshot, document: Document) -> Import:
        if b"broken" in document.only:
            raise ImportFault(f"{document.name}, row 1: it is broken.")
        proposals = tuple(proposal_for(snapshot, claim, matches) for claim, matches in CLAIMS)
        return Import(document.name, "List of things", proposals, ("Two lines were empty.",))

    monkeypatch.setattr(mltrack.importing, "proposals_of", proposals_of)
    file = tmp_path / "my things.csv"
    file.write_text("name\nPython 3\n")
    return file


async def brings(user: User, file: object) -> None:
    await user.command("Import from a file")
    await user.answer(str(file))


@exercises("import.tick", "import.all", "import.raise", "import.lower", "import.other", "question.complete")
async def test_proposals_are_looked_through_ticked_changed_and_recorded_as_one_change(
    desk: Desk, session: Session, document: Path
) -> None:
    async with user_of(session, WIDE) as user:
        before = await user.meter("Data scientist")
        await user.command("Import from a file")
        await user.type(f"{document.parent}/my")
        await user.press("tab", "enter")
        await user.meets(ProposalsScreen)
        for words in (
            "List of things · 5 entries: 2 certain, 2 to confirm, 1 not in the catalog",
            "[x] Python 3",
            "[ ] BSc Informatics",
            f"Jay {MARKUP[:7]}",
            "Two lines were empty.",
            "enter Record the 2 ticked entries",
        ):
            await user.see(words, user.dialog)
        about = user.app.screen.query_one("#about")
        await user.see("Why another name; no level stated, taken as working", about)
        await user.press("+")
        await user.see("[x] Python 3 → Python ●●●· proficient", user.dialog)
        await user.press("j", "space")
        await user.see("[ ] SQL", user.dialog)
        await user.press("j", "o")
        await user.see("[x] Jay", user.dialog)
        await user.see("JavaScript", user.dialog)
        await user.press("-", "j", "a")
        await user.see("2 of 2 ticked", user.dialog)
        await user.press("G")
        await user.see("The catalog has nothing near enough to ask you about.", about)
        await user.press("enter")
        await user.toast("Recorded: 3 done")
        await user.toast("u takes all of it back")
        assert await user.meter("Data scientist") > before
        levels = {name: mark.level for name, mark in desk.saved.marks.items()}
        assert levels == {
            "python": Level.PROFICIENT,
            "javascript": Level.FAMILIAR,
            "bachelors-computer-science": None,
        }
        await user.press("u")
        assert not user.progress.marks


@exercises("import.record", "import.leave")
async def test_the_same_again_is_known_already_and_leaving_records_nothing(
    desk: Desk, session: Session, document: Path
) -> None:
    async with user_of(session, NARROW) as user:
        await brings(user, f"'{document}'")  # as a terminal drops it
        await user.meets(ProposalsScreen)
        await user.see("→ Python: another name", user.dialog)
        await user.press("escape")
        assert not desk.saved.marks
        await brings(user, document.as_uri())
        await user.press("ctrl+s")
        assert set(desk.saved.marks) == {"python", "sql"}
        await brings(user, document)
        await user.see("known already", user.dialog)
        await user.press("enter")
        assert isinstance(user.app.screen, ProposalsScreen)
        await user.press("space", "enter")
        assert set(desk.saved.marks) == {"python", "sql", "java"}


async def test_what_cannot_be_read_is_said_under_the_path_which_is_kept_for_mending(
    desk: Desk, session: Session, document: Path
) -> None:
    files = desk.files
    (document.parent / "bad.csv").write_text("broken")
    async with user_of(session, NARROW) as user:
        await brings(user, "")
        await user.see("Say which: the path of a file or a folder.", user.dialog)
        await user.answer(f"{document.parent}/none.csv")
        await user.see("There is no file", user.dialog)
        await user.rush(*["backspace"] * len("none.csv"), *"bad.csv", "enter")
        await user.see("row 1: it is broken.", user.dialog)
        await user.press("escape")
        assert isinstance(user.app.screen, RolesScreen)
    assert desk.files == files


async def test_an_export_of_mltrack_is_offered_as_any_other_copy(
    desk: Desk, session: Session, document: Path, tmp_path: Path
) -> None:
    other = Desk(tmp_path / "other", desk.clock).session()
    other.tick(["java"])
    Upkeep(other).write_export(tmp_path / "all.json")
    async with user_of(session, WIDE) as user:
        await brings(user, tmp_path / "all.json")
        await user.meets(MergeOffer)
        await user.see("An export of mltrack. What you have stays", user.dialog)
        await user.see("Tick Java (working)", user.dialog)
        await user.press("enter")
        await user.toast("1 change taken over")
        await brings(user, tmp_path / "all.json")
        await user.toast("holds nothing that you do not have here")
    assert set(desk.saved.marks) == {"java"}


@exercises("work.stop")
async def test_long_reading_shows_and_can_be_stopped(
    session: Session, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    read = mltrack.importing.proposals_of

    def slowly(snapshot: Snapshot, document: Document) -> Import:
        goes_on.wait(30)
        return read(snapshot, document)

    monkeypatch.setattr(mltrack.importing, "proposals_of", slowly)
    monkeypatch.setattr("mltrack.tui.exchanging._SOON", 0.01)
    async with user_of(session, NARROW) as user:
        await user.command("Import from a file")
        await user.retype(str(document))
        await user.hurry("enter")
        await user.until(lambda: isinstance(user.app.screen, AtWork), "that it is read")
        await user.see("Reading my things.csv", user.dialog)
        await user.press("escape")
        assert isinstance(user.app.screen, RolesScreen)
        goes_on.set()
        await brings(user, document)
        await user.meets(ProposalsScreen)


async def test_what_was_agreed_to_and_not_saved_is_given_back(desk: Desk, document: Path) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        keeper.full = True
        await brings(user, document)
        await user.press("space", "enter")
        await user.meets(NotSaved)
        await user.see("import from my things.csv", user.dialog)
        await user.press("escape")
        await user.meets(ProposalsScreen)
        await user.see("1 of 2 ticked", user.dialog)
        keeper.full = False
        await user.press("enter")
        await user.toast("Recorded: 1 done")
        assert set(user.progress.marks) == {"sql"}


@exercises("welcome.file", "welcome.roles")
async def test_a_newcomer_begins_with_a_role_and_a_file_and_stands_on_the_role(desk: Desk, document: Path) -> None:
    async with user_of(desk.session(), NARROW) as user:
        for back in ("escape", "up", "shift+tab"):
            await user.press("tab")
            await user.type("x")
            assert "space Choose" not in user.lines[-1]
            await user.press("backspace", back)
        assert isinstance(user.app.screen, WelcomeScreen)
        await user.type("machine learning engineer")
        await user.press("tab")
        await user.type(str(document))
        await user.press("enter")
        await user.meets(ProposalsScreen)
        await user.press("enter")
        await user.toast("Recorded: 2 done")
        assert isinstance(user.app.screen, RolesScreen)
        assert user.under_cursor == ML_ENGINEER
    assert set(desk.saved.targets) == {ML_ENGINEER}
    assert set(desk.saved.marks) == {"python", "sql"}
