"""`man` and `completions`: made of the commands, readable by what they are for, and silent when something is broken."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mltrack.__main__ import main
from mltrack.cli.commands import mltrack
from mltrack.cli.manual import manual, roff
from tests.cli.conftest import Run


def completed(*words: str) -> list[str]:
    """What bash would offer for the last of the words."""
    asked = {"_MLTRACK_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    result = CliRunner().invoke(mltrack, [], env=asked, prog_name="mltrack", complete_var="_MLTRACK_COMPLETE")
    assert (result.exit_code, result.stderr) == (0, "")
    return [line.partition(",")[2] for line in result.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("tick", "py"), ["python"]),
        (("tick", "sql", "port"), ["portfolio"]),
        (("target", "a"), ["analyst"]),
        (("plan", "--pin", "clu"), ["cluster-admin"]),
        (("export", "to"), ["todotxt"]),
        (("export", "ical", "--role", "eng"), ["engineer"]),
        (("expo",), ["export"]),
        (("import", "--le"), ["--level"]),
        (("import", "a.csv", "--ta"), ["--take"]),
        (("import", "a.csv", "--format", "op"), ["open-badge"]),
        (("import", "a.csv", "--level", "pro"), ["proficient"]),
        (("import", "a.c"), ["a.c"]),
        (("import", "--yes", "res"), ["res"]),  # for whatever files there are
        (("import", "json", "mi"), ["mi"]),
        (("merge", "mi"), ["mi"]),
        (("restore", "mi"), ["mi"]),
        (("tick", "nothing-like-it"), []),
    ],
    ids=" ".join,
)
def test_commands_ids_roles_and_formats_are_completed(
    run: Run, home: Path, words: tuple[str, ...], offered: list[str]
) -> None:
    (home / "data").mkdir(parents=True)
    run("roles")  # which keeps the catalog compiled
    assert completed("mltrack", *words) == offered


def test_beside_the_subcommands_of_import_stand_the_files_that_are_here(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "here"
    (place / "jobs").mkdir(parents=True)
    for name in (".hidden", "resume.json", "joined.zip"):
        (place / name).touch()
    monkeypatch.chdir(place)
    assert completed("mltrack", "import", "j")[-3:] == ["json", "jobs/", "joined.zip"]
    assert completed("mltrack", "import", "")[-3:] == ["jobs/", "joined.zip", "resume.json"]


def test_without_a_compiled_catalog_nothing_is_read_and_nothing_is_said(run: Run, home: Path) -> None:
    assert completed("mltrack", "tick", "py") == []
    assert not home.exists()


def test_a_broken_catalog_is_no_matter_of_a_shell(catalog: Path, home: Path) -> None:
    (catalog / "milestones.toml").write_text("[[skill]\n", "utf-8")
    assert completed("mltrack", "tick", "py") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_its_shell_takes(run: Run, home: Path, shell: str) -> None:
    result = run("completions", shell)
    assert (result.status, result.err) == (0, "")
    assert f"_MLTRACK_COMPLETE={shell}_complete" in result.out
    assert not home.exists()
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=result.out, text=True, check=False).returncode == 0


def test_the_manual_has_every_command_and_option(run: Run) -> None:
    page = run("man").out
    assert page.isascii()
    root = click.Context(mltrack, info_name="mltrack")
    assert page == manual(root)
    for name in mltrack.list_commands(root):
        assert f"\\fBmltrack {roff(name)}" in page
    assert "\\fBmltrack import\\fR \\fIFILE" in page
    assert "mltrack import file" not in page
    for part in ("LinkedIn data export", "export ical", "catalog check", roff("--hours-per-week"), "MLTRACK_HOME"):
        assert part in page
    assert "\\fBmltrack import\\fR \\fIFILE|\\-\\fR\n" in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_has_nothing_to_say_about_it(run: Run) -> None:
    command = ["groff", "-ww", "-man", "-Tutf8"]
    result = subprocess.run(command, input=run("man").out, text=True, check=True, capture_output=True)
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (".SH x", "\\&.SH x"),
        ("it's `a-b` \\ ~^", "it\\(aqs \\(gaa\\-b\\(ga \\e \\(ti\\(ha"),
        ("é", "\\[u00E9]"),
        ("'\"", "\\(aq\\(dq"),
    ],
)
def test_text_stays_text_in_roff(text: str, written: str) -> None:
    assert roff(text) == written


def test_a_shell_that_there_is_not_is_refused() -> None:
    assert main(["completions", "tcsh"]) == 2
