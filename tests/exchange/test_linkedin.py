"""LinkedIn's data export, as LinkedIn lays it out and as people hand it on: what it claims, and what it does not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document, Reading
from mltrack.core.history import Status
from mltrack.core.stated_dates import StatedDay
from mltrack.errors import ImportFault
from mltrack.exchange import linkedin, progress_csv, task_list
from mltrack.exchange.csv_tables import MAX_ROWS
from mltrack.exchange.reading import read
from mltrack.store.foreign_files import document_of

CERTIFICATIONS = "Name,Url,Authority,Started On,Finished On,License Number\r\n"
EDUCATION = "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
POSITIONS = "Company Name,Title,Description,Location,Started On,Finished On\n"
PROJECTS = "Title,Description,Url,Started On,Finished On\n"
LEARNING = (
    "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),"
    "Content Completed At (if completed),Content Saved,Notes taken on videos (if taken),\n"
)
WHOLE = {
    "Certifications.csv": CERTIFICATIONS
    + '"Cloud Basics, Associate",https://badges.example/1,Cloud House,Jun 2021,Jun 2024,CB-77\r\n',
    "Education.csv": EDUCATION + "North College,2015,2018,Thesis on &amp; about trees,BSc Computer Science,Chess\n",
    "Positions.csv": POSITIONS + 'Mill Ltd,Data Analyst,"Wrote SQL.\r\nDrew ""plots"".",Hill,Mar 2021,\n',
    "Projects.csv": PROJECTS + "Bird counter,Counts birds,https://code.example/birds,Jan 2023,Feb 2023\n",
    "Skills.csv": "Name\nPython\nSQL\n",
    "Courses.csv": "Name,Number\nLinear Algebra,MA-101\n",
    "Learning.csv": LEARNING + "Looms,All about looms,Course,2021-01-01 09:00 UTC,2021-06-14 10:20 UTC,true,N/A,\n",
    "messages.csv": "FROM,TO,CONTENT\nA,B,Python\n",
    "Connections.csv": 'Notes:\n"You may notice, that…"\n\nFirst Name,Last Name,Company\nA,B,C\n',
}


def folder(files: Mapping[str, str | bytes]) -> Document:
    as_bytes = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    return Document("export.zip", as_bytes, is_folder=True)


def single(name: str, content: str | bytes) -> Document:
    return Document(name, {name: content.encode() if isinstance(content, str) else content})


def read_one(name: str, content: str | bytes) -> Reading:
    return linkedin.read(folder({name: content}))


def only(name: str, content: str | bytes) -> Claim:
    (claim,) = read_one(name, content).claims
    return claim


EXPECTED = (
    Claim(
        ClaimKind.CERTIFICATION,
        "Cloud Basics, Associate",
        "Certifications.csv, row 2",
        issuer="Cloud House",
        number="CB-77",
        link="https://badges.example/1",
        on=StatedDay(2021, 6),
        until=StatedDay(2024, 6),
    ),
    Claim(
        ClaimKind.DEGREE,
        "BSc Computer Science",
        "Education.csv, row 2",
        issuer="North College",
        text="Thesis on & about trees\nChess",
        since=StatedDay(2015),
        on=StatedDay(2018),
    ),
    Claim(
        ClaimKind.EXPERIENCE,
        "Data Analyst",
        "Positions.csv, row 2",
        issuer="Mill Ltd",
        text='Wrote SQL.\nDrew "plots".',
        since=StatedDay(2021, 3),
    ),
    Claim(
        ClaimKind.PROJECT,
        "Bird counter",
        "Projects.csv, row 2",
        link="https://code.example/birds",
        text="Counts birds",
        since=StatedDay(2023, 1),
        on=StatedDay(2023, 2),
    ),
    Claim(ClaimKind.SKILL, "Python", "Skills.csv, row 2"),
    Claim(ClaimKind.SKILL, "SQL", "Skills.csv, row 3"),
    Claim(ClaimKind.COURSE, "Linear Algebra", "Courses.csv, row 2", number="MA-101"),
    Claim(
        ClaimKind.COURSE,
        "Looms",
        "Learning.csv, row 2",
        issuer="LinkedIn Learning",
        text="All about looms",
        on=StatedDay(2021, 6, 14),
    ),
)


@pytest.mark.parametrize("below", ["", "Complete_LinkedInDataExport/", "a/b/"])
@pytest.mark.parametrize("case", [str, str.upper, str.lower])
def test_an_archive_is_read_wherever_its_files_lie(below: str, case: type[str]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in WHOLE.items():
            archive.writestr(below + case(name), text)
    reading = read(document_of(packed.getvalue(), "export.zip"))
    assert reading.format == "LinkedIn data export"
    assert [claim.place.casefold() for claim in reading.claims] == [one.place.casefold() for one in EXPECTED]
    assert [(claim.kind, claim.name, claim.on) for claim in reading.claims] == [
        (one.kind, one.name, one.on) for one in EXPECTED
    ]


def test_each_file_says_all_that_it_has() -> None:
    assert read(folder(WHOLE)) == Reading("LinkedIn data export", EXPECTED)


PLAIN = CERTIFICATIONS + "Café Skills,,Maison,Jun 2021,,\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\r\n", "\r").replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "old mac", "semicolons", "tabs"],
)
def test_encodings_line_ends_and_separators_do_not_matter(content: bytes) -> None:
    claim = only("Certifications.csv", content)
    assert (claim.name, claim.issuer, str(claim.on)) == ("Café Skills", "Maison", "2021-06")


def test_another_encoding_is_told() -> None:
    (remark,) = read_one("Certifications.csv", PLAIN.encode("cp1252")).remarks
    assert remark == (
        "Certifications.csv: it is not in UTF-8; it was read as Windows-1252, so look at letters with accents."
    )


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ('Notes:\n"Some words, and more."\n\nTitle,Company Name\nAnalyst,Mill', 5),
        ("Notes:\nSome words\nTitle,Company Name\n\n\nAnalyst,Mill", 6),
        ("Company Name,Extra,TITLE \nMill,x,Analyst", 2),
        ("title,company_name,title\nAnalyst,Mill,Other", 2),
        ('"Title","Company Name"\n\n"Analyst","Mill"\n,,\n', 3),
        ('Title,Description,Company Name\n"Analyst","two\r\nlines",Mill', 2),
        ('Title,Description,Company Name\nAnalyst,"he said "so" there",Mill', 2),
        ('Title,Description,Company Name\nAnalyst,"half "so",Mill', 2),
    ],
)
def test_the_header_is_found_and_rows_count_as_in_a_spreadsheet(table: str, row: int) -> None:
    claim = only("Positions.csv", table)
    assert claim.name == "Analyst"
    assert claim.place == f"Positions.csv, row {row}"


@pytest.mark.parametrize(
    ("start", "end", "status", "said"),
    [
        ("2015", "2018", Status.DONE, ""),
        ("", "2018", Status.DONE, ""),
        ("", "", Status.DONE, ""),
        ("Jul 2023", "", Status.STARTED, "no end of it is stated"),
        ("Jul 2023", "Present", Status.STARTED, "no end of it is stated"),
        ("2015", "03/04/2018", Status.STARTED, 'in "03/04/2018" nobody can tell the day from the month'),
        ("2015", "some day", Status.STARTED, '"some day" could not be read as a day'),
    ],
)
def test_a_degree_is_under_way_until_an_end_is_stated(start: str, end: str, status: Status, said: str) -> None:
    claim = only("Education.csv", EDUCATION + f"North College,{start},{end},,BSc,\n")
    assert (claim.status, claim.remark) == (status, said)


@pytest.mark.parametrize(
    ("start", "end", "since", "on", "said"),
    [
        ("Mar 2021", "", "2021-03", "None", ""),
        ("Mar 2021", "Present", "2021-03", "None", ""),
        ("Mar 2019", "Feb 2021", "2019-03", "2021-02", ""),
        ("", "", "None", "None", ""),
        (
            *("Mar 2019", "03/04/2021", "None", "None"),
            'in "03/04/2021" nobody can tell the day from the month; so how long it was is not known',
        ),
    ],
)
def test_a_position_runs_only_where_no_end_is_stated(start: str, end: str, since: str, on: str, said: str) -> None:
    claim = only("Positions.csv", POSITIONS + f"Mill,Analyst,,,{start},{end}\n")
    assert (claim.status, str(claim.since), str(claim.on), claim.remark) == (Status.DONE, since, on, said)


@pytest.mark.parametrize(
    ("name", "rows", "remark"),
    [
        ("Learning.csv", LEARNING + "A,,Course,N/A,N/A,,,", "Learning.csv, row 2: left out: not completed."),
        (
            *("Learning.csv", LEARNING + "A,,VIDEO,,2021-06-14 10:20 UTC,,,"),
            "Learning.csv, row 2: left out: not a whole course.",
        ),
        (
            *("Education.csv", EDUCATION + "North,2015,,,,\n\nSouth,2016,,,,"),
            "Education.csv, rows 2 and 4: left out: no degree is stated.",
        ),
        ("Positions.csv", POSITIONS + "Mill,,,,,\n" * 9, "Positions.csv, 9 rows: left out: no position is stated."),
        (
            *("Certifications.csv", CERTIFICATIONS + "A,javascript:alert(1),B,,,1,too,much\n"),
            "Certifications.csv, row 2: more cells than there are columns; look at what was made of it.",
        ),
        (
            *("Certifications.csv", "You have no certifications yet, it seems."),
            'Certifications.csv holds no table with a column "Name", so nothing was read of it.',
        ),
        (
            "Certifications.csv",
            "",
            'Certifications.csv holds no table with a column "Name", so nothing was read of it.',
        ),
    ],
)
def test_what_is_left_out_is_told(name: str, rows: str, remark: str) -> None:
    reading = linkedin.read(folder({"Skills.csv": "Name\nPython\n", name: rows}))
    assert reading.remarks == (remark,)


def test_text_is_literal_short_and_without_addresses_of_other_kinds() -> None:
    long = "x" * 5_000
    claim = only(
        "Certifications.csv",
        CERTIFICATIONS + f'"A\x1b[31m\n\u202eB &#27;[0m {long}",javascript:x,B,2021,,\n',
    )
    assert claim.name.startswith("A[31m B [0m xxx")
    assert len(claim.name) == 300
    assert (claim.link, claim.on) == ("", StatedDay(2021))
    assert claim.remark == (
        "only the first 300 characters of its name were read; its address is not one of the web, and was left out"
    )


def test_the_same_twice_is_one_claim_and_two_files_of_one_name_are_told_apart() -> None:
    reading = linkedin.read(folder({"old/Skills.csv": "Name\nSQL\nSQL", "new/skills.csv": "Name\nSQL\nR"}))
    assert [(claim.name, claim.place) for claim in reading.claims] == [
        ("SQL", "old/Skills.csv, row 2"),
        ("R", "new/skills.csv, row 3"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "is_one"),
    [
        ("Skills.csv", "Name\nPython", True),
        ("SKILLS (2).csv", "Name\nPython", True),
        ("Skills.csv", "Name,Level\nPython,expert", False),
        ("Courses.csv", "id,name\npython,Python", False),
        ("courses.csv", "Title,Date\nPython,2021", False),
        ("Certifications.csv", "You have none", True),
        ("Certifications.csv", b"\x89PNG\0", True),
        ("The input", CERTIFICATIONS + "A,,B,,,\n", True),
        ("x.csv", EDUCATION + "A,,B,,,\n", True),
        ("x.csv", POSITIONS + "A,B,,,,\n", True),
        ("x.csv", PROJECTS + "A,B,,,\n", True),
        ("x.csv", LEARNING + "A\n", True),
        ("Skills.csv.txt", "Name\nPython", False),
        ("Languages.csv", "Name,Proficiency\nEnglish,Native", False),
        ("x.csv", "Name\nPython", False),
        ("x.md", "- [x] Python", False),
        ("x.json", '{"skills": []}', False),
    ],
)
def test_a_single_file_is_known_by_its_name_and_its_columns(name: str, content: str | bytes, is_one: bool) -> None:
    document = single(name, content)
    assert linkedin.recognises(document) is is_one
    if is_one:
        assert not task_list.recognises(document)
        assert not progress_csv.recognises(document)
    elif name.endswith(".csv"):
        assert progress_csv.recognises(document)


def test_a_folder_of_other_things_is_none() -> None:
    other = folder({"skills.json": "[]", "__MACOSX/._Skills.csv": "x", "messages.csv": "FROM,TO\n"})
    assert not linkedin.recognises(other)
    with pytest.raises(ImportFault, match=r"^export\.zip: this is no LinkedIn data export; it has none of Certif"):
        linkedin.read(other)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\x89PNG\0\0\0", "it is no text."),
        ("Name\n\n\n", "nothing in it can be taken over."),
        ("Name\nPython\x00", "it is no text."),
        ('Name\nA\n"Pyth', "row 3: a quotation mark is opened and not closed, so the file may be cut off."),
        ("Name\nA\n" + "x" * 200_000, "row 3: this row cannot be read as CSV."),
        (
            'Name\nA\n"' + "\n" * 30_000,
            "row 3: this row goes on and on; perhaps a quotation mark is not closed.",
        ),
        (
            "Name\nA\n" + "," * 30_000,
            "row 3: this row goes on and on; perhaps a quotation mark is not closed.",
        ),
        ("Name\n" + "A\n" * MAX_ROWS, f"there are more than {MAX_ROWS:,} rows."),
        (
            "<html><body>Skills</body></html>",
            'nothing in it can be taken over. Skills.csv holds no table with a column "Name", so',
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_its_place(content: str | bytes, fault: str) -> None:
    document = single("Skills.csv", content)
    assert linkedin.recognises(document)
    with pytest.raises(ImportFault) as raised:
        linkedin.read(document)
    said = str(raised.value)
    assert said.startswith(f"Skills.csv, {fault}" if fault.startswith("row") else f"Skills.csv: {fault}")
    assert "\n" not in said


def test_many_files_together_have_no_more_rows_than_one_may() -> None:
    many = {f"{number}/Skills.csv": "Name\n" + "A\n" * 15_000 for number in range(2)}
    with pytest.raises(ImportFault, match="there are more than 20,000 rows in its files"):
        linkedin.read(folder(many))
