"""The door of the catalog: what may come in, and how each fault is told. Hostile files are in test_hostile_catalogs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Availability, Basis, Kind, Seniority, Span, Strength
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Level
from mltrack.errors import CatalogError
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder, catalog_folder

SOURCES = """
[[source]]
id = "survey"
title = "A survey"
"""
MILESTONES = """
[[skill]]
id = "python"
title = "Python"
summary = "A language."
aliases = ["py"]

[[degree]]
id = "msc"
title = "Master's degree"
summary = "Two years."
implies = [{ has = "bsc" }]
effort = { basis = "estimate", months = { low = 12, high = 24 } }

[[degree]]
id = "bsc"
title = "Bachelor's degree"
summary = "Three years."

[[certification]]
id = "aws"
title = "AWS ML"
summary = "An exam."
prerequisites = { has = "python", level = "working" }
[certification.credential]
issuer = "AWS"
status = "retired"
verified_on = 2026-11-20
source = { source = "survey", at = "Exams" }
valid_months = 36
"""
ROLE = """
[role]
id = "ml"
title = "ML engineer"
level = "mid"
family = "Engineering"
summary = "Builds models."

[[role.requirements]]
label = "Foundations"
strength = "required"
needs = { all = [
  { has = "python", level = "expert" },
  { any = [{ has = "msc" }, { at_least = 1, of = [{ has = "aws" }] }] },
] }
cites = [{ source = "survey", at = "Roles" }]

[[role.pay]]
low = 100_000
open_ended = true
measure = "median"
source = "survey"
at = "Pay"
"""


def write(folder: Path, **files: str | bytes) -> Path:
    """Write one file a keyword; `roles__ml` is `roles/ml.toml`."""
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def faults_in(folder: Path) -> list[tuple[str, str, str]]:
    """File name, key and sentence of every fault."""
    with pytest.raises(CatalogError) as refused:
        load_catalog(folder)
    return [(Path(fault.place).name, fault.key, fault.sentence) for fault in refused.value.faults]


# A good folder


@pytest.fixture
def good(tmp_path: Path) -> Catalog:
    return load_catalog(write(tmp_path, sources=SOURCES, milestones=MILESTONES, roles__ml=ROLE))


def test_files_of_a_folder_and_below_become_one_catalog(good: Catalog) -> None:
    assert list(good.sources) == ["survey"]
    assert list(good.milestones) == ["python", "msc", "bsc", "aws"]
    assert list(good.roles) == ["ml"]


def test_the_kind_comes_from_the_table(good: Catalog) -> None:
    kinds = [milestone.kind for milestone in good.milestones.values()]
    assert kinds == [Kind.SKILL, Kind.DEGREE, Kind.DEGREE, Kind.CERTIFICATION]


def test_every_value_arrives_as_the_core_knows_it(good: Catalog) -> None:
    python, msc, aws, role = good.milestone("py"), good.milestones["msc"], good.milestones["aws"], good.roles["ml"]
    assert (python.title, python.summary, python.aliases) == ("Python", "A language.", ("py",))
    assert msc.implies == (Has("bsc"),)
    assert msc.effort is not None
    assert (msc.effort.basis, msc.effort.months, msc.effort.hours) == (Basis.ESTIMATE, Span(12, 24), None)
    assert aws.prerequisites == Has("python", Level.WORKING)
    assert aws.credential is not None
    assert (aws.credential.status, aws.credential.verified_on) == (Availability.RETIRED, date(2026, 11, 20))
    assert (role.level, role.requirements[0].strength) == (Seniority.MID, Strength.REQUIRED)
    assert role.requirements[0].needs == AllOf(
        (Has("python", Level.EXPERT), AnyOf((Has("msc"), AtLeast(1, (Has("aws"),)))))
    )
    assert (role.pay[0].low, role.pay[0].high, role.pay[0].open_ended) == (100_000, None, True)


def test_files_are_read_in_path_order(tmp_path: Path) -> None:
    text = '[role]\nid = "{0}"\ntitle = "{0}"\nlevel = "entry"\nfamily = "f"\nsummary = "s"\nrequirements = []\n'
    roles = {name: text.format(name[-1]) for name in ("b__x", "c", "a", "b__w")}
    assert list(load_catalog(write(tmp_path, **roles)).roles) == ["a", "w", "x", "c"]


def test_what_is_not_toml_is_left_alone_and_an_empty_folder_is_an_empty_catalog(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("[not toml")
    assert load_catalog(tmp_path).roles == {}


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    write(tmp_path, sources=b"\xef\xbb\xbf" + SOURCES.replace("\n", "\r\n").encode())
    assert load_catalog(tmp_path).sources["survey"].title == "A survey"


def test_strings_are_made_safe_on_the_way_in(tmp_path: Path) -> None:
    write(
        tmp_path,
        sources=SOURCES,
        evil=r"""
        [[skill]]
        id = "py\u200bthon"
        title = "\u001b]52;c;aGk=\u0007Py\u202ethon\n3"
        summary = "cafe\u0301"
        aliases = ["a\u0000b"]
        resources = [{ title = "\u009b2J", url = "https://example.org/\u001b" }]
        """,
    )
    python = load_catalog(tmp_path).milestones["python"]
    assert (python.title, python.summary, python.aliases) == ("]52;c;aGk=Python 3", "café", ("ab",))
    assert (python.resources[0].title, python.resources[0].url) == ("2J", "https://example.org/")


# Where the catalog is


def test_the_environment_goes_before_the_catalog_that_mltrack_ships() -> None:
    assert catalog_folder({"MLTRACK_CATALOG": "/elsewhere"}) == Path("/elsewhere")
    assert catalog_folder({"MLTRACK_CATALOG": ""}) == catalog_folder({}) == bundled_folder()
    assert (bundled_folder() / "sources.toml").is_file()


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert faults_in(tmp_path / "nowhere") == [("nowhere", "", "there is no catalog folder here")]
    (tmp_path / "file").touch()
    assert faults_in(tmp_path / "file") == [("file", "", "there is no catalog folder here")]


# Each fault, once

HEAD = '[[skill]]\nid = "x"\ntitle = "X"\nsummary = "s"\n'
CERT = '[[certification]]\nid = "x"\ntitle = "X"\nsummary = "s"\n'
PAY = '[[benchmark]]\nid = "b"\ntitle = "B"\n[[benchmark.pay]]\nmeasure = "m"\nsource = "survey"\nat = "x"\n'
OUTLOOK = PAY.replace("pay", "outlook").replace('measure = "m"', 'group = "g"\npercent = 5')
NEEDS = ROLE[: ROLE.index("needs = ")].replace('"ml"', '"x"') + 'cites = [{ source = "survey", at = "x" }]\n'
TABLES = "source, benchmark, role, degree, certification, skill, experience, project, removed"
ONLY_CERTIFICATIONS = "a certification needs a [certification.credential], and nothing else has a credential"
ONE_AMOUNT = "give either an amount or a low end, not both or neither"
MAY_STAND = "here may stand aliases, former_ids, prerequisites, implies, effort, resources, cites"
EMPTY = "the list is empty; at least one has to stand in it"
SHAPES = "a requirement says has = ..., all = [...], any = [...] or at_least = n with of = [...]"

FAULTS: dict[str, tuple[str, str, str]] = {
    "unknown table": ('[hobby]\nid = "x"', "hobby", f"unknown table; a file may hold {TABLES}"),
    "unknown value": ("answer = 42", "answer", f"unknown table; a file may hold {TABLES}"),
    "steering table name": (r'["\u001b[2Jx"]', "[2Jx", f"unknown table; a file may hold {TABLES}"),
    "unknown key": (HEAD + "colour = 1", "x: colour", f"unknown key; {MAY_STAND}"),
    "unknown key in a table": (
        "[source]\nid = 's'\ntitle = 'T'\nurls = []",
        "s: urls",
        "unknown key 'urls'; did you mean url?",
    ),
    "missing key": (HEAD.replace('title = "X"', ""), "x: title", "this key is missing"),
    "text expected": (HEAD.replace('"X"', "5"), "x: title", 'text stands in "quotes"'),
    "list expected": (HEAD + 'aliases = "x"', "x: aliases", 'a list of texts stands in [ ]: ["one", "another"]'),
    "a credential on a skill": (
        HEAD + MILESTONES[MILESTONES.index("[certification.") :].replace("certification", "skill"),
        "x",
        ONLY_CERTIFICATIONS,
    ),
    "no credential": (CERT, "x", ONLY_CERTIFICATIONS),
    "effort of nothing": (HEAD + 'effort = { basis = "estimate" }', "x: effort", "give hours, months or both"),
    "effort without its source": (
        HEAD + 'effort = { basis = "source", hours = { low = 1, high = 2 } }',
        "x: effort",
        'basis "source" needs a cite, basis "estimate" has none',
    ),
    "range upside down": (
        HEAD + 'effort = { basis = "estimate", hours = { low = 3, high = 2 } }',
        "x: effort.hours.low",
        "low = 3 lies above high = 2",
    ),
    "word outside its list": (
        HEAD + 'prerequisites = { has = "python", level = "good" }',
        "x: prerequisites.level",
        "one of familiar, working, proficient, expert, not 'good'",
    ),
    "requirement without a shape": (HEAD + "prerequisites = {}", "x: prerequisites", SHAPES),
    "requirement of another shape": (HEAD + "prerequisites = { none = [] }", "x: prerequisites", SHAPES),
    "requirement that is text": (HEAD + 'prerequisites = "python"', "x: prerequisites", SHAPES),
    "requirement of two shapes": (
        HEAD + 'prerequisites = { has = "python", level = "expert", any = [] }',
        "x: prerequisites.any",
        "a requirement has one of has, all, any, of; another one stands in a { } of its own",
    ),
    "empty group": (HEAD + "prerequisites = { all = [] }", "x: prerequisites.all", EMPTY),
    "at least too many": (
        HEAD + 'prerequisites = { at_least = 2, of = [{ has = "msc" }] }',
        "x: prerequisites",
        "at_least must be 1 to 1, the number of parts, not 2",
    ),
    "at least of nothing": (
        HEAD + "prerequisites = { at_least = 1 }",
        "x: prerequisites.of",
        "this key is missing",
    ),
    "fault deep in a tree": (
        HEAD + 'prerequisites = { all = [{ has = "msc" }, { any = [{ has = "msc", at = 1 }] }] }',
        "x: prerequisites.all[2].any[1].at",
        "unknown key; here may stand level",
    ),
    "role without a needs": (NEEDS, "x: requirement 'Foundations': needs", "this key is missing"),
    "pay of neither": (PAY, "b: pay[1]", ONE_AMOUNT),
    "pay of both": (PAY + "amount = 1\nlow = 1", "b: pay[1]", ONE_AMOUNT),
    "pay range closed": (
        PAY + "low = 1",
        "b: pay[1]",
        "a range without a high end must say open_ended = true",
    ),
    "pay upside down": (
        PAY + "low = 2\nhigh = 1",
        "b: pay[1].low",
        "low = 2 lies above high = 1",
    ),
    "pay with a high end alone": (PAY + "amount = 1\nhigh = 2", "b: pay[1]", "a high end needs a low end"),
    "word nearly of its list": (
        HEAD + 'prerequisites = { has = "python", level = "Proficent" }',
        "x: prerequisites.level",
        "one of familiar, working, proficient, expert, not 'Proficent'; did you mean proficient?",
    ),
    "word that is a number": (
        HEAD + 'prerequisites = { has = "python", level = 3 }',
        "x: prerequisites.level",
        'one of familiar, working, proficient, expert, in "quotes"',
    ),
    "percent in quotes": (
        OUTLOOK.replace("percent = 5", 'percent = "9,5 %"') + "from_year = 2024\nto_year = 2034",
        "b: outlook[1].percent",
        "a number, without quotes and without %: 9.5",
    ),
    "hours in quotes": (
        HEAD + 'effort = { basis = "estimate", hours = { low = "3", high = 4 } }',
        "x: effort.hours.low",
        "a number, without quotes: 3",
    ),
    "outlook backwards": (
        OUTLOOK + "from_year = 2034\nto_year = 2024",
        "b: outlook[1].from_year",
        "from_year = 2034 must lie before to_year = 2024",
    ),
    "used twice": (MILESTONES[: MILESTONES.index("[[degree]]")], "python: id", "this id is used twice"),
    "leads nowhere": (HEAD + 'prerequisites = { has = "ghost" }', "x: prerequisites", "there is no milestone 'ghost'"),
    "cites nowhere": (
        HEAD + 'cites = [{ source = "ghost", at = "x" }]',
        "x: cites[1].source",
        "there is no source 'ghost'",
    ),
}


@pytest.mark.parametrize(("text", "key", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_by_file_key_and_sentence(text: str, key: str, sentence: str, tmp_path: Path) -> None:
    write(tmp_path, sources=SOURCES, milestones=MILESTONES, zz_faulty=text)
    told = faults_in(tmp_path)
    # An id used twice is told of the file that had it first.
    assert told == [("milestones.toml" if sentence == "this id is used twice" else "zz_faulty.toml", key, sentence)]


def test_the_second_of_several_tables_is_told_by_its_number(tmp_path: Path) -> None:
    write(tmp_path, faulty=HEAD + HEAD.replace('"x"', "1"))
    assert faults_in(tmp_path) == [("faulty.toml", "skill[2]: id", 'text stands in "quotes"')]


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        a="not toml",
        b__deep=HEAD.replace('summary = "s"', "more = 1"),
        c=b"\xff",
        d=HEAD.replace('"X"', "1") + CERT.replace('"X"', "2") + "[hobby]",
        e=HEAD,
    )
    told = [(file, key) for file, key, _ in faults_in(tmp_path)]
    assert told == [
        ("a.toml", ""),
        ("deep.toml", "x: summary"),
        ("deep.toml", "x: more"),
        ("c.toml", ""),
        ("d.toml", "x: title"),
        ("d.toml", "x: title"),
        ("d.toml", "hobby"),
    ]


def test_references_that_land_nowhere_are_told_by_file_all_at_once(tmp_path: Path) -> None:
    lost = 'prerequisites = { all = [{ has = "ghost" }, { has = "wraith" }] }\n'
    write(tmp_path, a=HEAD + lost, b=HEAD.replace('"x"', '"y"') + lost)
    assert faults_in(tmp_path) == [
        (file, f"{name}: prerequisites.all[{place}]", f"there is no milestone '{ghost}'")
        for file, name in (("a.toml", "x"), ("b.toml", "y"))
        for place, ghost in ((1, "ghost"), (2, "wraith"))
    ]


def test_the_message_has_one_line_a_fault_with_the_whole_path(tmp_path: Path) -> None:
    write(tmp_path, faulty=HEAD + "colour = 1\nsize = 2")
    with pytest.raises(CatalogError) as refused:
        load_catalog(tmp_path)
    path = tmp_path / "faulty.toml"
    assert str(refused.value) == (
        f"{path}:5: x: colour: unknown key; {MAY_STAND}\n{path}:6: x: size: unknown key; {MAY_STAND}"
    )


def test_a_file_name_that_would_steer_a_terminal_is_told_safely(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.toml").write_text("not toml")
    assert [file for file, _, _ in faults_in(tmp_path)] == ["a[2J.toml"]
