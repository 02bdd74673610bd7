"""Lists without a header: a name a line."""

from __future__ import annotations

import pytest

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document
from mltrack.core.matching import Confidence
from mltrack.core.outcomes import Fate, fates
from mltrack.core.progress import Progress
from mltrack.core.proposals import proposed
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.errors import ImportFault
from mltrack.exchange import bare_list
from mltrack.exchange.listed import MAX_CLAIMS
from mltrack.exchange.reading import read
from tests.core.claimed import CATALOG, MATCHER, TODAY
from tests.exchange.documents import document, folder

TOLD = "It has no header, so each line was taken for something that you have; look at what you take over."


@pytest.mark.parametrize(
    ("line", "name", "level"),
    [
        ("Python", "Python", None),
        ("- Python", "Python", None),
        ("2. Python (basic)", "Python", Level.FAMILIAR),
        ("* Python - advanced", "Python", Level.PROFICIENT),
        ("Python: expert", "Python", Level.EXPERT),
        ("Python,beginner", "Python", Level.FAMILIAR),
        ("Python\tIntermediate", "Python", Level.WORKING),
        ("scikit-learn", "scikit-learn", None),
        ("**Python** #code", "Python", None),
        ("\tCI/CD", "CI/CD", None),
    ],
)
def test_a_line_is_a_name(line: str, name: str, level: Level | None) -> None:
    reading = bare_list.read(document(f"# Skills\n\n{line}\r\nSQL\n", "mine.txt"))
    assert reading.claims[0] == Claim(ClaimKind.MILESTONE, name, "line 3", level=level, is_mention=True)
    assert (reading.claims[1].name, reading.remarks) == ("SQL", (TOLD,))


def test_nothing_of_it_is_recorded_unasked() -> None:
    before = Snapshot(CATALOG, Progress(), TODAY)
    found = proposed(before, read(document("Python\nSQL\nstars", "mine.txt")).claims, MATCHER)
    assert fates(before, found) == (Fate.ASK, Fate.ASK, Fate.UNMATCHED)
    assert found[0].matches[0].confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    ("name", "content", "is_one"),
    [
        ("skills.csv", "Python\nSQL\nKeras\n", True),
        ("mine.TXT", "Python\n\nSQL", True),
        ("mine.md", "# Skills\n- Python\n- SQL\n", True),
        ("mine.csv", "Python,advanced\nSQL,basic", True),
        ("mine.txt", "a\nb\nc\nd\nHere I write a sentence.", True),
        ("mine.txt", "a\nb\nHere I write a sentence.", False),
        ("mine.txt", "Python", False),
        ("mine.csv", "Python,3\nSQL,2", False),
        ("mine.csv", "Skill\nPython\nSQL", False),
        ("mine.json", "Python\nSQL", False),
        ("The input", "Python\nSQL", False),
        ("mine.txt", "We look for a person who can do the work of three\nwho is kind to all of us every day", False),
        ("mine.txt", "a = 1\nb = 2", False),
        ("mine.txt", "\0\n\0", False),
        ("mine.txt", "", False),
    ],
)
def test_a_list_is_known_by_its_short_lines(name: str, content: str, is_one: bool) -> None:
    assert bare_list.recognises(document(content, name)) is is_one


def test_a_line_that_is_no_name_is_left_out() -> None:
    reading = bare_list.read(document("Python\nSQL\nI like it.\n\\*\n", "mine.txt"))
    assert reading.remarks == (TOLD, "Lines 3 and 4: left out: no name.")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (document("a\n" * (MAX_CLAIMS + 1), "a.txt"), f"a.txt: it tells more than {MAX_CLAIMS:,} things."),
        (document(b"a\0b\n", "a.txt"), "a.txt: it is no text."),
        (folder({"a.txt": b"a"}), "folder: name one file in it."),
        (document("Hello. There.\n", "a.txt"), f"a.txt: nothing in it can be taken over. {TOLD} Line 1: left out: no"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(given: Document, fault: str) -> None:
    with pytest.raises(ImportFault) as raised:
        bare_list.read(given)
    assert str(raised.value).startswith(fault)
    assert not given.is_folder or not bare_list.recognises(given)
