"""What the reading subcommands say as text, and that they leave no trace on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from mltrack.cli.text import cells
from tests.cli.conftest import Run, everything_in

READS = [
    ("roles",),
    ("role", "engineer"),
    ("role", "analyst"),
    ("role", "wanderer"),
    ("milestones",),
    ("milestones", "--view", "lapsed", "--kind", "skill", "no", "such"),
    ("milestone", "python"),
    ("milestone", "cluster-admin"),
    ("milestone", "masters-computing"),
    ("note", "python"),
    ("evidence",),
    ("evidence", "python"),
    ("target",),
    ("summary",),
    ("summary", "--period", "all"),
    ("history",),
    ("state",),
    ("ids",),
    ("paths",),
    ("backups",),
    ("doctor",),
]


@pytest.mark.parametrize("arguments", READS, ids=" ".join)
@pytest.mark.parametrize("json", [False, True], ids=["text", "json"])
def test_reads_write_nothing_anywhere(run: Run, home: Path, arguments: tuple[str, ...], json: bool) -> None:
    result = run(*arguments, *(["--json"] if json else []))
    assert (result.status, result.err) == (0, "")
    assert not home.exists()


LOOKS = [
    ("catalog", "check"),
    ("catalog", "schema"),
    ("merge",),
    ("export", "json"),
    ("restore", "4", "--dry-run"),
    ("restore", "yesterday", "--dry-run"),
]


@pytest.mark.parametrize("arguments", [*READS, *LOOKS], ids=" ".join)
def test_reads_leave_every_file_as_it_is(run: Run, home: Path, arguments: tuple[str, ...]) -> None:
    _lead_a_life(run)
    before = everything_in(home)
    result = run(*arguments)
    assert (result.status, result.err) == (0, "")
    assert everything_in(home) == before


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("tick", "--help")], ids=" ".join)
def test_help_writes_nothing_either(run: Run, home: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.status, result.err) == (0, "")
    assert not home.exists()


def test_version(run: Run) -> None:
    assert run("--version").out == "mltrack 0.1.0\n"


def test_help_names_every_subcommand_in_full(run: Run) -> None:
    lines = run("--help").out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert not any(line.endswith("...") for line in lines[1:])
    for name in ("roles", "tick", "waive", "target", "summary", "undo", "paths", "backups", "import"):
        assert any(line.split()[:1] == [name] for line in lines)


@pytest.mark.parametrize("arguments", READS, ids=" ".join)
def test_text_fits_80_columns(run: Run, arguments: tuple[str, ...]) -> None:
    _lead_a_life(run)
    if arguments not in {("paths",), ("doctor",)}:  # a path stays whole, to be copied
        assert all(cells(line) <= 80 for line in run(*arguments).out.splitlines())


def _lead_a_life(run: Run) -> None:
    run("tick", "python", "masters-computing")
    run("tick", "cluster-admin", "--on", "2020-02-29")
    run("start", "sql")
    run("waive", "portfolio", "--reason", "employer accepts " + "good " * 30)
    run("note", "python", "one\ntwo")
    run("target", "engineer", "wanderer", "--by", "2031-01-31")


def test_roles(run: Run) -> None:
    run("target", "engineer")
    run("tick", "python")
    assert run("roles").out.splitlines() == [
        "Entry",
        "  Data analyst  ━━━━━─────   50%  required 1 of 2",
        "",
        "Mid",
        "◎ ML engineer   ━━────────   22%  required 0 of 3",
        "",
        "No level stated",
        "  Wanderer      -  nothing stated as required",
    ]


def test_ready_says_what_is_waived(run: Run) -> None:
    run("tick", "python")
    assert "required 1 of 2" in run("roles").out
    run("waive", "sql", "--reason", "no database there")
    assert "ready, 1 waived" in run("roles").out
    run("tick", "sql")
    assert "━━━━━━━━━━  100%  ready, 2 of 2" in run("roles").out


def test_role_shows_every_figure_with_source_and_date(run: Run) -> None:
    lines = run("role", "number cruncher").out.splitlines()
    assert lines[0] == "Data analyst (analyst)"
    text = run("role", "engineer").text
    for words in (
        "$161,000 a year, median total pay, as of 2026-04 Glassdoor, in [1] Engineer Bonus included.",
        "$180,000-400,000 a year, total, experienced, no date stated [1] Engineer",
        "$300,000 and more a year, total, famous houses, no date stated [1] Engineer",
        "+34 % from 2024 to 2034, data scientists Bureau of Labor, in [2] Table 2",
        "All workers: +3.1 % from 2024 to 2034, all [2] Table 1",
        "[1] A survey of roles, The Surveyors, 2026-03",
        "[2] Projections, publisher unknown, no date stated",
        "Wanted everywhere. [1]",
        "O*NET-SOC 15-2051.00 Data Scientists",
        "Missing, along the nearest way: Python (proficient), Portfolio, SQL (working).",
    ):
        assert words in text
    assert "Leads to ML engineer [2]." in run("role", "analyst").text


def test_role_draws_the_requirement_tree(run: Run) -> None:
    run("tick", "python", "masters-computing")
    run("tick", "cluster-admin", "--on", "2020-02-29")
    run("start", "sql")
    run("waive", "portfolio", "--reason", "no time")
    out = run("role", "engineer").out
    assert out[out.index("Required") : out.index("Missing")] == (
        "Required\n"
        "  [~] Programming: Python (proficient), held at working [1]\n"
        "  [x] Background, one of [1]:\n"
        "      [x] Bachelor's in computing, implied by Master's in computing\n"
        "      [-] Portfolio, waived\n"
        "  [!] Two of these, at least 2 of [1]:\n"
        "      [~] SQL (working), started\n"
        "      [!] Cluster administrator, lapsed\n"
        "      [-] Portfolio, waived\n"
        "\n"
        "Recommended\n"
        "  [-] Study, all of [2]:\n"
        "      [x] Master's in computing\n"
        "      [-] Portfolio, waived\n"
        "\n"
    )


def test_milestone(run: Run) -> None:
    run("tick", "python", "--level", "working", "--on", "2026-01-02")
    text = run("milestone", "py").text
    for words in (
        "Python (python) Skill, done (working) on 2026-01-02",
        "Effort: 40-80 hours to working (an estimate).",
        "Asked for by 3 roles; doing it would move 1",
        "- ML engineer: required, proficient",
        "The tutorial https://docs.python.org/3/tutorial/",
        "Named by [1].",
    ):
        assert words in text
    exam = run("milestone", "cluster-admin").text
    assert "The Foundation, active, code CA-1, holds 24 months; checked on 2026-11-01 [1]." in exam
    assert "Brings along Bachelor's in computing." in run("milestone", "masters-computing").text
    assert "First [x] Python (familiar)" in run("milestone", "sql").text


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        ((), ["Bachelor's", "Master's", "Cluster", "Python", "SQL", "Portfolio"]),
        (("--kind", "degree"), ["Bachelor's", "Master's"]),
        (("--view", "done"), ["Python"]),
        (("--view", "open", "--kind", "skill"), ["SQL"]),
        (("--view", "lapsed"), ["Cluster"]),
        (("py",), ["Python"]),
        (("nothing", "like", "it"), []),
    ],
)
def test_milestones(run: Run, arguments: tuple[str, ...], titles: list[str]) -> None:
    run("tick", "python")
    run("tick", "cluster-admin", "--on", "2020-02-29")
    lines = [line for line in run("milestones", *arguments).out.splitlines() if line.startswith("  [")]
    assert [line[6:].split()[0] for line in lines] == titles


def test_summary(run: Run) -> None:
    run("target", "analyst", "wanderer", "--by", "2031-01-31")
    run("tick", "python")
    run("start", "sql")
    run("tick", "cluster-admin", "--on", "2020-02-29")
    text = run("summary", "--period", "year").text
    for words in (
        "Done by kind degree 0 of 2 certification 1 of 1 skill 1 of 2",
        "Completed in this time: 1 today Python",
        "Streak: 1 week in a row",
        "Started: SQL",
        "◎ Data analyst ━━━━━───── 0% -> 50% required 1 of 2, by 2031-01-31",
        "nothing stated as required",
        "Lapsed, to renew: Cluster administrator",
    ):
        assert words in text
    assert run("summary", "--period", "all").text.startswith("All time, 2020-02-29 to ")


def test_empty_states_say_what_to_do(run: Run) -> None:
    assert run("target").out == "No target yet. Choose one: mltrack target ROLE\n"
    assert run("history").out == "Nothing has happened yet.\n"
    assert run("milestones", "--view", "waived").out == "No milestone fits.\n"
    assert run("note", "python").text.startswith("There is no note on Python")


def test_ids_are_one_a_line_in_catalog_order(run: Run) -> None:
    assert run("ids", "--kind", "skill").out == "python\nsql\n"
    assert run("ids", "py").out == "python\n"


def test_paths(run: Run, home: Path, catalog: Path) -> None:
    lines = dict(line.split(maxsplit=1) for line in run("paths").out.splitlines() if "user" not in line)
    assert lines["catalog"] == str(catalog)
    assert Path(lines["progress"]).is_relative_to(home)


def test_history_tells_in_the_words_of_the_subcommands(run: Run) -> None:
    run("tick", "python", "sql", "--level", "expert")
    run("untick", "python")
    run("start", "python")
    run("waive", "portfolio", "--reason", "no time")
    run("note", "sql", "joins")
    run("note", "sql", "")
    run("target", "analyst", "engineer")
    run("target", "engineer", "--primary")
    run("target", "engineer", "--remove")
    run("undo")
    told = [line[18:] for line in run("history").out.splitlines()]
    assert told == [
        "undo: stop aiming for ML engineer",
        "stop aiming for ML engineer",
        "aim for ML engineer, primary",
        "aim for Data analyst, primary; aim for ML engineer",
        "remove the note on SQL",
        "note on SQL",
        "waive Portfolio (no time)",
        "start Python",
        "untick Python",
        "tick Python (expert) and SQL (expert)",
    ]
    assert len(run("history", "-n", "3").out.splitlines()) == 3
