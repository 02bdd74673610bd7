"""CSV of one's own: what mltrack writes, and any list that has names."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document, Reading
from mltrack.core.history import Status
from mltrack.core.requirements import Level
from mltrack.core.stated_dates import StatedDay
from mltrack.errors import ImportFault
from mltrack.exchange import linkedin, progress_csv, task_list
from mltrack.exchange.csv_columns import COLUMNS, guarded, unguarded
from mltrack.exchange.csv_tables import MAX_ROWS
from mltrack.exchange.level_words import level_in
from mltrack.exchange.reading import read

MILESTONE = ClaimKind.MILESTONE


def given_as(content: str | bytes, name: str = "mine.csv") -> Document:
    return Document(name, {name: content.encode() if isinstance(content, str) else content})


def ours(*rows: dict[str, str]) -> str:
    """As mltrack writes it."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows({name: guarded(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()


def only(content: str) -> Claim:
    (claim,) = progress_csv.read(given_as(content)).claims
    return claim


def test_what_mltrack_writes_is_read_with_all_that_it_says() -> None:
    written = ours(
        {
            "id": "python",
            "title": "Python",
            "kind": "skill",
            "status": "done",
            "level": "proficient",
            "done_on": "2026-05-01",
            "started_on": "2026-01-10",
            "note": '=1+1\n\nmore, "said"',
            "evidence": "https://code.example/birds\n-a talk",
        },
        {"id": "sql", "title": "SQL", "kind": "skill", "status": "open"},
        {"id": "stats", "title": "Statistics", "kind": "skill", "status": "open", "due": "2026-12-01"},
        {"id": "msc", "title": "MSc", "kind": "degree", "status": "started", "started_on": "2025-09-01"},
        {"id": "bsc", "title": "BSc", "kind": "degree", "status": "waived", "reason": "-the employer agrees"},
        {"id": "dp-100", "title": "DP-100", "kind": "certification", "status": "done", "expires_on": "2027-05-01"},
    )
    python = Claim(
        *(MILESTONE, "Python", "row 2", Status.DONE),
        id="python",
        link="https://code.example/birds",
        level=Level.PROFICIENT,
        since=StatedDay(2026, 1, 10),
        on=StatedDay(2026, 5, 1),
        note='=1+1\n\nmore, "said"',
    )
    assert read(given_as(written)) == Reading(
        "CSV of mltrack",
        (
            python,
            Claim(MILESTONE, "Python", "row 2", None, id="python", link="-a talk"),
            Claim(MILESTONE, "Statistics", "row 4", None, id="stats", due=StatedDay(2026, 12, 1)),
            Claim(MILESTONE, "MSc", "row 5", Status.STARTED, id="msc", since=StatedDay(2025, 9, 1)),
            Claim(MILESTONE, "BSc", "row 6", Status.WAIVED, id="bsc", reason="-the employer agrees"),
            Claim(MILESTONE, "DP-100", "row 7", Status.DONE, id="dp-100", until=StatedDay(2027, 5, 1)),
        ),
        ("Row 3: left out: nothing is told but that it is open.",),
    )


@given(st.text("'=+-@ aＡ＝\n", max_size=6))
def test_guarding_and_unguarding_change_nothing(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).lstrip()[:1] not in set("=+-@＝＋－＠")


@pytest.mark.parametrize(
    ("content", "status", "level", "on"),
    [
        ("name\nSQL", Status.DONE, None, None),
        ("NAME;Level\nSQL;Expert", Status.DONE, Level.EXPERT, None),
        ("Level\tName\nadvanced\tSQL", Status.DONE, Level.PROFICIENT, None),
        ("sep=;\nTitle;Level\nSQL;Basic", Status.DONE, Level.FAMILIAR, None),
        ("name,status\nSQL,In progress", Status.STARTED, None, None),
        ("name,status,date\nSQL,done,14/06/2021", Status.DONE, None, StatedDay(2021, 6, 14)),
        ("name,date\nSQL,Jun 2021", Status.DONE, None, StatedDay(2021, 6)),
        ("name,completed\nSQL,yes", Status.DONE, None, None),
        ("name,completed\nSQL,2021-06-14", Status.DONE, None, StatedDay(2021, 6, 14)),
        ("name,status,completed on\nSQL,,2021", Status.DONE, None, StatedDay(2021)),
        ("name,started_on\nSQL,2021", Status.STARTED, None, None),
        ("\ufeffid\nsql", Status.DONE, None, None),
    ],
)
def test_any_list_of_names_is_read(content: str, status: Status, level: Level | None, on: StatedDay | None) -> None:
    claim = only(content)
    assert claim.name.casefold() == "sql"
    assert (claim.status, claim.level, claim.on, claim.remark) == (status, level, on, "")


@pytest.mark.parametrize("word", ["beginner", "basic", "intermediate", "advanced", "expert", "fluent", "Familiar"])
def test_a_level_in_words_is_what_it_is_in_a_resume(word: str) -> None:
    claim = only(f"Skill,Proficiency\nSQL,{word}")
    assert (claim.level, claim.is_level_unclear) == (level_in(word), False)
    assert claim.level is not None


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        (["great"], [None]),
        (["4/5"], [None]),
        (["1", "4"], [Level.FAMILIAR, Level.EXPERT]),
        (["4", "5"], [None, None]),
        (["expert", "9"], [Level.EXPERT, None]),
        (["0"], [None]),
    ],
)
def test_a_level_of_nobody_knows_which_scale_is_asked_about(levels: list[str], found: list[Level | None]) -> None:
    claims = progress_csv.read(given_as("Skill,Rating\n" + "".join(f"SQL,{one}\n" for one in levels))).claims
    assert [claim.level for claim in claims] == found
    assert [claim.is_level_unclear for claim in claims] == [one != "expert" for one in levels]


@pytest.mark.parametrize("kind", ["Skill", "certificate", "degree", "experience", "project", "course"])
def test_a_kind_is_taken_where_there_is_no_id(kind: str) -> None:
    assert only(f"name,kind\nSQL,{kind}").kind.value == {"certificate": "certification"}.get(kind, kind.casefold())
    assert only(f"id,name,kind\nsql,SQL,{kind}").kind is MILESTONE


@pytest.mark.parametrize(
    ("content", "status", "remark"),
    [
        ("name,level\nSQL,great", Status.DONE, "its level 'great' is not understood"),
        ("name,status\nSQL,maybe", None, '"maybe" is not one of planned, doing and done'),
        ("name,status\nSQL,waived", None, "it is waived without a reason, so the waiver was left out"),
        ("name,date\nSQL,03/04/2021", Status.DONE, 'in "03/04/2021" nobody can tell the day from the month'),
        ("name,done\nSQL,soon", None, '"soon" could not be read as a day'),
        (
            *("name,status,reason\nSQL,waived," + "r" * 301, Status.WAIVED),
            "only the first 300 characters of its reason were read",
        ),
        (
            'name,evidence\nSQL,"' + "\n".join(map(str, range(51))) + '"',
            Status.DONE,
            "only 50 pieces of its evidence were read",
        ),
    ],
)
def test_what_cannot_be_taken_is_remarked(content: str, status: Status | None, remark: str) -> None:
    claim = progress_csv.read(given_as(content)).claims[0]
    assert (claim.status, claim.remark) == (status, remark)


@pytest.mark.parametrize(
    ("content", "remarks"),
    [
        ("name,Mood\nSQL,good", ('The column "mood" was not read.',)),
        ("name,Mood,Luck\nSQL,good,bad", ('The columns "mood", "luck" were not read.',)),
        ("name,a,b,c,d,e,f\nSQL", ("6 columns were not read.",)),
        ("name,level\n,expert\nSQL,", ("Row 2: left out: no id and no name.",)),
        ("name\nSQL,more", ("Row 2: more cells than there are columns; look at what was made of it.",)),
        ("name,done\nSQL,yes\nA,\nB,no", ("Rows 3 and 4: left out: nothing is told but that it is open.",)),
    ],
)
def test_what_is_left_out_is_told(content: str, remarks: tuple[str, ...]) -> None:
    reading = progress_csv.read(given_as(content))
    assert [claim.name for claim in reading.claims] == ["SQL"]
    assert reading.remarks == remarks


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("file", ["Skills.csv", "mine.csv", "mine.txt"])
def test_a_list_is_the_same_whatever_parts_it(file: str, sign: str, encoding: str) -> None:
    rows = ("Skill", "Level", "Date"), ("Python", "expert", "12.03.2024"), ("SQL", "basic", "2025")
    reading = read(given_as("\r\n".join(map(sign.join, rows)).encode(encoding), file))
    assert [(one.name, one.level, str(one.on)) for one in reading.claims] == [
        ("Python", Level.EXPERT, "2024-03-12"),
        ("SQL", Level.FAMILIAR, "2025"),
    ]
    assert (reading.format, reading.remarks) == ("CSV list", ())


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        *((name, MILESTONE) for name in ("Skill", "Skills", "Topic", "Technology", "Name", "Title", "What", "Course")),
        *((name, ClaimKind.CERTIFICATION) for name in ("Certificate", "CERTIFICATION", "certificates")),
        ("Degree", ClaimKind.DEGREE),
    ],
)
def test_a_column_of_names_is_headed_as_people_head_it(heading: str, kind: ClaimKind) -> None:
    (claim,) = read(given_as(f"{heading}\nMachine learning\n")).claims
    assert (claim.name, claim.kind, claim.status, claim.is_mention) == (
        *("Machine learning", kind, Status.DONE),
        heading == "Course",
    )


@pytest.mark.parametrize("heading", ["Date", "When", "Completed", "Done on", "Earned", "Issued", "finished_on"])
def test_a_day_is_headed_as_people_head_it(heading: str) -> None:
    assert only(f"Topic,{heading}\nSQL,14/06/2021").on == StatedDay(2021, 6, 14)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *((word, Status.DONE) for word in ("done", "Completed", "passed", "finished", "earned")),
        *((word, Status.STARTED) for word in ("in progress", "Doing", "started", "learning")),
        *((word, None) for word in ("planned", "todo", "To do", "to-do", "not started")),
    ],
)
def test_a_status_in_the_words_that_people_use(word: str, status: Status | None) -> None:
    assert only(f"What,Status,Due\nSQL,{word},2027-01-31").status is status


@pytest.mark.parametrize(
    ("word", "kind"), [("cert", "certification"), ("Certs", "certification"), ("job", "experience")]
)
def test_a_type_in_the_words_that_people_use(word: str, kind: str) -> None:
    assert only(f"Title,Type\nSQL,{word}").kind.value == kind


def test_a_link_is_not_evidence_for_what_is_open() -> None:
    assert only("name,status,url,due\nSQL,open,https://a.example,2026-12-01").link == ""
    assert only("name,status,url\nSQL,done,https://a.example").link == "https://a.example"


@pytest.mark.parametrize(
    ("name", "content", "is_one"),
    [
        ("mine.csv", "name\nSQL", True),
        ("mine.CSV", "Title\nSQL", True),
        ("mine.txt", "name\nSQL", False),
        ("The input", "name,level\nSQL,expert", True),
        ("The input", ours({"id": "sql"}), True),
        ("posting.txt", "Title: Analyst\nWe look for SQL, Python", False),
        ("posting.txt", "Name, place and more\n", False),
        ("mine.csv", "first,second\nSQL,R", False),
        ("mine.csv", '{"name": "x"}', False),
        ("mine.md", "- [x] name, title\n", False),
        ("mine.csv", b"name\0\0,x", False),
        ("mine.csv", "", False),
    ],
)
def test_a_list_is_known_by_its_header(name: str, content: str | bytes, is_one: bool) -> None:
    document = given_as(content, name)
    assert progress_csv.recognises(document) is is_one
    assert not linkedin.recognises(document)
    assert not (is_one and task_list.recognises(document))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (
            "a,b\n1,2",
            "mine.csv: its first row must name the columns, such as Skill,Level,Date,Status; understood are a name"
            " (Skill, Certificate, Course, Topic, Name or Title), Level, Date, Status (planned, doing, done) and Type.",
        ),
        ("name\n", "mine.csv: nothing in it can be taken over."),
        (
            "name,done\nA,no",
            "mine.csv: nothing in it can be taken over. Row 2: left out: nothing is told but that it is open.",
        ),
        (b"\x89PNG\0", "mine.csv: it is no text."),
        ("name\n" + "A\n" * MAX_ROWS, f"mine.csv: there are more than {MAX_ROWS:,} rows."),
        (
            'name,note\nA,"cut',
            "mine.csv, row 2: a quotation mark is opened and not closed, so the file may be cut off.",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_its_place(content: str | bytes, fault: str) -> None:
    with pytest.raises(ImportFault) as raised:
        progress_csv.read(given_as(content))
    assert str(raised.value) == fault


def test_a_folder_is_no_list() -> None:
    document = Document("lists", {"mine.csv": b"name\nSQL"}, is_folder=True)
    assert not progress_csv.recognises(document)
    with pytest.raises(ImportFault, match="lists: name one CSV file in it"):
        progress_csv.read(document)
