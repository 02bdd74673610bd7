"""Whatever bytes they are given, the readers of lists say what they found or one sentence, soon and within bounds."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.claims import Claim
from mltrack.core.documents import MAX_TEXT, Document, Reading
from mltrack.core.text import plain
from mltrack.errors import ImportFault
from mltrack.exchange import linkedin, progress_csv, task_list
from mltrack.exchange.reading import Reader

NAMES: Final = (
    *("Certifications.csv", "Education.csv", "Positions.csv", "Projects.csv", "Skills.csv", "Courses.csv"),
    *("Learning.csv", "mine.csv", "plan.md", "The input"),
)
SOUND: Final = (
    'Notes:\n"said, and"\n\nName,Url,Authority,Started On,Finished On,License Number\n'
    'A,https://a.example,B,Jun 2021,2024,"1"\n',
    "School Name,Start Date,End Date,Notes,Degree Name,Activities\r\nN,2015,2018,x &amp; y,BSc,\r\n",
    'Company Name,Title,Description,Location,Started On,Finished On\nM,T,"a\n""b""",,Mar 2021,\n',
    "Content Title,Content Type,Content Completed At (if completed)\nL,Course,2021-06-14 10:20 UTC\n",
    'id,title,kind,status,level,done_on,due,reason,note,evidence\npy,Py,skill,done,expert,2026-05-01,,,\'=x,"a\nb"\n',
    "sep=;\nname;status\nA;waived\nB;started\n",
    "- [x] A (expert, expires 2027-01-01) ✅ 2026-05-01 <!-- mltrack:a -->\n  - Note: n\n  - Evidence: e\n",
    "> 1. [ ] B [due:: 2026-12-01] 🛫 2026-01-01 (waived: why (so)) ^mltrack-b\n```\n- [x] C\n",
)
PIECES: Final = (
    *('"', '""', ",", ";", "\n", "\r", "\0", "'", "=", "(", ")", "[", "]", "<!--", "-->", "::", "\\", "`", "#", "^"),
    *(
        "\ufeff",
        "\u202e",
        "\x1b[31m",
        "é",
        "📅 ",
        "2026-13-45",
        "03/04/2021",
        "&#0;",
        "&#27;",
        "- [x] ",
        "Name\n",
        "\ud7ff",
    ),
)
READERS: Final[Sequence[Reader]] = (linkedin, progress_csv, task_list)

whole = st.sampled_from(SOUND)
cuts = st.integers(0, 200)
edits = st.lists(st.tuples(cuts, st.integers(0, 12), st.sampled_from(PIECES)), max_size=6)
encodings = st.sampled_from(["utf-8", "utf-16", "utf-16-be", "cp1252", "utf-8-sig"])


def edited(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    for at, length, piece in changes:
        text = text[:at] + piece + text[at + length :]
    return text


def check(name: str, content: bytes) -> None:
    alone = Document(name, {name: content})
    assert sum(reader.recognises(alone) for reader in READERS) <= 1
    for document in (alone, Document("all.zip", {f"a/{name}": content}, is_folder=True)):
        for reader in READERS:
            reading = said_by(reader, document)
            if isinstance(reading, str):
                assert reading.startswith(document.name)
                assert plain(reading) == reading
            else:
                assert reading.claims
                for claim in reading.claims:
                    check_claim(claim)
                assert all(len(remark) < 500 and plain(remark) == remark for remark in reading.remarks)


def said_by(reader: Reader, document: Document) -> Reading | str:
    try:
        return reader.read(document)
    except ImportFault as fault:
        return str(fault)


def check_claim(claim: Claim) -> None:
    assert claim.name
    lines = (claim.name, claim.place, claim.issuer, claim.field, claim.number, claim.link, claim.id, claim.reason)
    assert all(plain(one) == one and len(one) <= 2_048 for one in (*lines, claim.remark))
    assert all(plain(one, lines=True) == one for one in (claim.text, claim.note))
    assert len(claim.text) <= 2 * MAX_TEXT + 1


@given(st.sampled_from(NAMES), st.binary(max_size=200))
def test_any_bytes(name: str, content: bytes) -> None:
    check(name, content)


@given(st.sampled_from(NAMES), whole, edits, encodings, cuts)
def test_sound_files_with_faults_in_them(
    name: str, text: str, changes: list[tuple[int, int, str]], encoding: str, cut: int
) -> None:
    content = edited(text, changes).encode(encoding, "replace")
    check(name, content)
    check(name, content[:cut])


def test_what_is_huge_is_refused_at_once() -> None:
    content = b"name\n- [x] a\n" + b"  - Note: a, b\n" * 600_000
    for reader, name in zip(READERS, ("Skills.csv", "mine.csv", "plan.md"), strict=True):
        assert "longer than 8,000,000 bytes" in str(said_by(reader, Document(name, {name: content})))


def test_evidence_without_end_is_refused() -> None:
    rows = ("name,evidence\n" + ('A,"' + "\n".join(map(str, range(50))) + '"\n') * 500).encode()
    said = said_by(progress_csv, Document("mine.csv", {"mine.csv": rows}))
    assert said == "mine.csv: it tells more than 20,000 things."


@pytest.mark.parametrize(
    "line",
    [
        *(
            "[",
            "(",
            "[[",
            "<!--",
            "[a](",
            "[due::",
            "(due:: x",
            " (",
            " ^a",
            "#a ",
            "`",
            "\\",
            "🔁 ",
            "📅 ",
            "> ",
            "\t",
        ),
        *(",", '"', "'", "&#", "&amp;", "- [x] ", "[x] "),
    ],
)
def test_work_grows_no_faster_than_the_file(line: str) -> None:
    tasks = (f"- [x] {line * (4_900 // len(line))}\n" * 40).encode()
    rows = ("name,note,done\n" + f"A,{line * (4_900 // len(line))},2021\n" * 40).encode()
    began = time.perf_counter()
    for name, content in (("plan.md", tasks), ("mine.csv", rows), ("Courses.csv", rows)):
        check(name, content)
    assert time.perf_counter() - began < 5  # a fraction of a second, unless it grows with the square
