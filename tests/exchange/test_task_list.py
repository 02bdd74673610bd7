"""Markdown task lists: ours, GitHub's and Obsidian's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document, Reading
from mltrack.core.history import Status
from mltrack.core.requirements import Level
from mltrack.core.stated_dates import StatedDay
from mltrack.core.text import plain
from mltrack.errors import ImportFault
from mltrack.exchange import linkedin, progress_csv, task_list
from mltrack.exchange.markdown import escaped
from mltrack.exchange.reading import read

MILESTONE = ClaimKind.MILESTONE
PYTHON = r"""# What I have

- [x] Python \& more (proficient, expires 2027-05-01) 🛫 2026-01-10 ✅ 2026-05-01 <!-- mltrack:python -->
  - Note: one
  - Note:
  - Note: two \*stars\*
  - Evidence: https://code.example/birds
  - Evidence: <https://code.example/a_b?c=\1>
  - Evidence: \<https\://code.example/c>
  - Evidence: a talk
  - something else
"""


def given_as(text: str | bytes, name: str = "plan.md") -> Document:
    return Document(name, {name: text.encode() if isinstance(text, str) else text})


def only(text: str) -> Claim:
    (claim,) = task_list.read(given_as(text)).claims
    return claim


def test_a_task_says_all_that_stands_on_its_line_and_below() -> None:
    python = Claim(
        *(MILESTONE, "Python & more", "line 3", Status.DONE),
        id="python",
        link="https://code.example/birds",
        level=Level.PROFICIENT,
        since=StatedDay(2026, 1, 10),
        on=StatedDay(2026, 5, 1),
        until=StatedDay(2027, 5, 1),
        note="one\n\ntwo *stars*",
    )
    others = tuple(
        Claim(MILESTONE, "Python & more", "line 3", None, id="python", link=link)
        for link in (r"https://code.example/a_b?c=\1", "<https://code.example/c>", "a talk")
    )
    assert read(given_as(PYTHON)) == Reading("Markdown task list", (python, *others))
    assert read(given_as(PYTHON.replace("\n", "\r\n").encode("utf-16"))).claims == (python, *others)


@pytest.mark.parametrize(
    ("line", "name", "status"),
    [
        ("- [x] SQL", "SQL", Status.DONE),
        ("* [X] SQL", "SQL", Status.DONE),
        ("+ [x]\tSQL ", "SQL", Status.DONE),
        ("12. [x] SQL", "SQL", Status.DONE),
        ("    - [x] SQL", "SQL", Status.DONE),
        ("> > - [x] SQL", "SQL", Status.DONE),
        ("- [/] SQL", "SQL", Status.STARTED),
        ("- [ ] SQL (started)", "SQL", Status.STARTED),
        ("- [x] **SQL** and `joins`", "SQL and joins", Status.DONE),
        ("- [x] [SQL](https://sql.example) #learn", "SQL", Status.DONE),
        ("- [x] SQL <https://sql.example/a_b>", "SQL", Status.DONE),
        ("- [x] [[notes/SQL|SQL]]", "SQL", Status.DONE),
        ("- [x] [[SQL]] ⏫ 🔁 every week 🆔 ab1 ⛔ cd2", "SQL", Status.DONE),
        ("- [x] SQL <!-- seen --> <!-- mltrack:sql -->", "SQL", Status.DONE),
        (r"- [x] SQL \<!-- x", "SQL <!-- x", Status.DONE),
        ("- [x] DP-100 (Azure)", "DP-100 (Azure)", Status.DONE),
        ("- [x] SQL (proficient) (draft)", "SQL (proficient) (draft)", Status.DONE),
        ("- [x] std::move [a::b]", "std::move [a::b]", Status.DONE),
        ("- [x] a __init__ of 2 == 2", "a __init__ of 2 == 2", Status.DONE),
        ("- [x] <!-- mltrack:sql -->", "sql", Status.DONE),
    ],
)
def test_the_box_and_the_title_in_each_style(line: str, name: str, status: Status) -> None:
    claim = only(line)
    assert (claim.name, claim.status, claim.remark) == (name, status, "")


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] SQL 🛫 2026-01-10 📅 2026-12-01 <!-- mltrack:sql -->",
        "- [ ] SQL 📅2026-12-01 🛫️ 2026-01-10 ➕ 2026-01-01 ⏳ 2026-02-02 ^mltrack-sql",
        "- [ ] SQL [due:: 2026-12-01] [start::2026-01-10] [priority:: high] ^mltrack-sql",
        "- [ ] SQL (due:: 2026-12-01) (Start:: 2026-01-10) <!--mltrack:sql-->",
    ],
)
def test_days_and_ids_in_each_style(line: str) -> None:
    due, since = StatedDay(2026, 12, 1), StatedDay(2026, 1, 10)
    assert only(line) == Claim(MILESTONE, "SQL", "line 1", None, id="sql", since=since, due=due)


@pytest.mark.parametrize("box", [" ", "-"])
def test_a_waiver_needs_its_reason(box: str) -> None:
    claim = only(f"- [{box}] BSc (x) (waived: the employer (a friend), agrees) ^mltrack-bsc")
    assert (claim.name, claim.status, claim.reason) == ("BSc (x)", Status.WAIVED, "the employer (a friend), agrees")
    bare = only(f"- [{box}] BSc (waived: )")
    assert (bare.status, bare.remark) == (None, "it is waived without a reason, so the waiver was left out")


def test_what_is_done_is_not_waived() -> None:
    assert only("- [x] BSc (waived: no need)").status is Status.DONE


@pytest.mark.parametrize(
    ("lines", "remark"),
    [
        ("- [ ] A", "Line 2: left out: nothing is told but that it is open."),
        ("- [ ] A\n\n- [ ] B", "Lines 2 and 4: left out: nothing is told but that it is open."),
        ("- [-] A", "Line 2: left out: dropped and not waived."),
        ("- [?] A", "Line 2: left out: the box says neither done nor open."),
        ("- [x] #tag ✅ 2026-05-01", "Line 2: left out: no name."),
    ],
)
def test_what_is_left_out_is_told(lines: str, remark: str) -> None:
    reading = task_list.read(given_as(f"- [x] SQL\n{lines}\n"))
    assert [claim.name for claim in reading.claims] == ["SQL"]
    assert reading.remarks[0] == remark


def test_a_line_without_end_is_cut() -> None:
    reading = task_list.read(given_as("- [x] SQL " + "x" * 6_000))
    assert reading.remarks == ("Line 1: only the first 5,000 characters were read.",)
    assert reading.claims[0].remark == "only the first 300 characters of its title were read"


def test_another_encoding_is_told() -> None:
    reading = task_list.read(given_as("- [x] Café".encode("cp1252")))
    assert reading.claims[0].name == "Café"
    assert reading.remarks == ("It is not in UTF-8; it was read as Windows-1252, so look at letters with accents.",)


def test_what_is_no_task_is_passed_over() -> None:
    text = (
        "- [x] SQL\n- Note: not below\n```\n- [x] code\n~~~\n- [x] code\n```\n- [] A\n- [xx] B\n[x] C\n-[x] D\n"
        "- [x](https://a.example)\n- x [x] E\n"
    )
    assert only(text).note == ""


def test_a_day_that_is_none_is_remarked() -> None:
    assert only("- [x] SQL ✅ 2026-13-01").remark == '"2026-13-01" could not be read as a day'


@given(st.text("\\`*_[]()<>#+-.!|~&$@:'\"/ ^xX1✅📅2026-0", max_size=30), st.sampled_from(["", " (proficient)"]))
def test_a_title_that_mltrack_writes_is_read_as_it_is(title: str, level: str) -> None:
    words = " ".join(plain(title).split())
    claim = only(f"- [x] {escaped(title) or 'x'}{level} ✅ 2026-05-01 <!-- mltrack:a-b -->")
    assert claim.id == "a-b"
    if not any(sign in words for sign in ("✅", "📅", "(", "#", "^")):
        assert claim.name == (words or "x")


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("plan.md", PYTHON, True),
        ("The input", "words\r\n\r\n* [ ] SQL", True),
        ("plan.md", "- x\n- [link](https://a.example)", False),
        ("plan.json", '{"a": [\n- [x] A\n', False),
        ("a.svg", "<svg>\n- [x] A\n", False),
        ("mine.csv", 'name,note\nSQL,"\n- [x] A\n"', False),
        ("plan.md", b"- [x] A\0", False),
        ("plan.md", "", False),
    ],
)
def test_a_list_is_known_by_its_tasks(name: str, text: str | bytes, is_one: bool) -> None:
    document = given_as(text, name)
    assert task_list.recognises(document) is is_one
    assert not linkedin.recognises(document)
    assert not (is_one and progress_csv.recognises(document))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("words", 'plan.md: there is no task in it, such as "- [x] Python".'),
        (
            "- [ ] SQL",
            "plan.md: nothing in it can be taken over. Line 1: left out: nothing is told but that it is open.",
        ),
        (b"\x00\x01\x02", "plan.md: it is no text."),
        ("- [x] A\n" * 20_001, "plan.md: there are more than 20,000 tasks."),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str | bytes, fault: str) -> None:
    with pytest.raises(ImportFault) as raised:
        task_list.read(given_as(text))
    assert str(raised.value) == fault


def test_a_folder_is_no_list() -> None:
    document = Document("vault", {"plan.md": PYTHON.encode()}, is_folder=True)
    assert not task_list.recognises(document)
    with pytest.raises(ImportFault, match="vault: name one Markdown file in it"):
        task_list.read(document)
