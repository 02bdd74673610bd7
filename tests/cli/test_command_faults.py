"""What goes wrong is told in a sentence: the status, no traceback, and not one control character."""

from __future__ import annotations

from pathlib import Path

import pytest

from mltrack.__main__ import main
from mltrack.cli.output import complain, say
from mltrack.errors import MltrackError
from tests.cli.conftest import Run
from tests.cli.hostile import HOSTILE, assert_harmless
from tests.cli.small_catalog import ANALYST, FILES, write_catalog
from tests.cli.test_command_reads import READS

REFUSED = [
    (("role", "engneer"), 1, "There is no role 'engneer' in the catalog. Did you mean engineer?"),
    (("milestone", "pyhton"), 1, "There is no milestone 'pyhton' in the catalog. Did you mean python?"),
    (("tick", "python", "zzz"), 1, "There is no milestone 'zzz' in the catalog."),
    (("untick", "zzz"), 1, "There is no milestone 'zzz'"),
    (("target", "zzz"), 1, "There is no role 'zzz'"),
    (("target", "zzz", "--remove"), 1, "There is no role 'zzz'"),
    (("tick", "portfolio", "--level", "2"), 1, "'Portfolio' is a project; only skills have a level."),
    (("tick", "bachelors-computing", "--level", "2"), 1, "'Bachelor's in computing' is a degree; only skills"),
    (("tick", "python", "--on", "tomorrow"), 1, "lies in the future"),
    (("tick", "python", "--on", "soon"), 1, "'soon' is not a day; write it like"),
    (("tick", "python", "--on", ""), 1, "'' is not a day"),
    (("target", "analyst", "--by", "20301231"), 1, "'20301231' is not a day"),
    (("waive", "sql", "--reason", " "), 1, "a waiver has a reason"),
    (("note", "sql", "x" * 20_001), 1, "A note may have 20,000 characters; this one has 20,001."),
    (("tick", "python", "--level", "5"), 2, "'5' is not a level; levels are 1 familiar, 2 working"),
    (("tick",), 2, "Missing argument"),
    (("waive", "sql"), 2, "--reason"),
    (("tikc", "python"), 2, "There is no command 'tikc'. Did you mean tick"),
    (("xyzzy",), 2, "There is no command 'xyzzy'."),
    (("--nonsense",), 2, "--nonsense"),
    (("--ascii", "roles"), 2, "--ascii opens the app and goes with no command."),
    (("--demo", "roles"), 2, "--demo opens the app and goes with no command."),
    (("summary", "--period", "decade"), 2, "decade"),
    (("history", "-n", "0"), 2, "-n"),
    (("target", "--primary"), 2, "Name the ROLE"),
    (("target", "analyst", "--remove", "--primary"), 2, "--remove goes with neither --by nor --primary."),
    (("target", "analyst", "--json"), 2, "--json goes with listing targets"),
    (("note", "sql", "joins", "--json"), 2, "--json goes with reading a note"),
]


@pytest.mark.parametrize(("arguments", "status", "words"), REFUSED, ids=lambda value: str(value)[:40])
def test_refused_with_a_sentence_and_nothing_written(
    run: Run, home: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    result = run(*arguments)
    assert (result.status, result.out) == (status, "")
    assert words in " ".join(result.err.split())
    assert "Traceback" not in result.err
    assert not home.exists()


def test_start_of_what_is_done_is_refused(run: Run) -> None:
    run("tick", "sql")
    result = run("start", "sql")
    assert (result.status, result.err) == (1, "mltrack: 'SQL' is done already; untick it before you start it again.\n")


def test_a_broken_catalog_names_file_key_and_fault(run: Run, catalog: Path) -> None:
    write_catalog(
        catalog,
        analyst=ANALYST.replace('level = "entry"', 'level = "boss"').replace('has = "sql"', 'haz = "sql"'),
        milestones="[[skill]\n",
    )
    for arguments in READS:
        if arguments not in {("paths",), ("doctor",)}:
            result = run(*arguments)
            assert (result.status, result.out) == (1, "")
            heading, *faults = result.err.splitlines()
            assert heading == "mltrack: The catalog cannot be used:"
            assert any("milestones.toml:1: " in fault for fault in faults)
            assert any("analyst.toml:5: analyst: level: " in fault for fault in faults)
            assert any("analyst.toml:20: analyst: requirement 'Databases': needs" in fault for fault in faults)
            assert "Traceback" not in result.err


def test_a_missing_catalog_is_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLTRACK_CATALOG", str(tmp_path / "nowhere"))
    result = run("roles")
    assert result.status == 1
    assert "nowhere" in result.err


def _hostile_files() -> dict[str, str]:
    """The small catalog with the payload at the end of every string that a person would read."""
    escaped = "".join(char if char.isalnum() else f"\\u{ord(char):04x}" for char in HOSTILE)
    hostile: dict[str, str] = {}
    keys = ("title", "summary", "label", "measure", "at", "group", "origin", "note", "text", "family", "issuer", "code")
    for name, text in FILES.items():
        worse = text.replace('["', f'["{escaped}')
        for key in keys:
            worse = worse.replace(f'{key} = "', f'{key} = "{escaped}')
        hostile[Path(name).stem] = worse
    return hostile


@pytest.mark.parametrize("json", [False, True], ids=["text", "json"])
def test_a_hostile_catalog_reaches_the_terminal_as_letters(run: Run, catalog: Path, json: bool) -> None:
    write_catalog(catalog, **_hostile_files())
    writes: list[tuple[str, ...]] = [
        ("tick", "python"),
        ("tick", "python"),
        ("start", "sql"),
        ("waive", "portfolio", "--reason", HOSTILE),
        ("note", "python", f"one{HOSTILE}\ntwo"),
        ("evidence", "python", f"https://example.org/{HOSTILE}"),
        ("target", "engineer", "analyst"),
        ("undo",),
        ("redo",),
        ("untick", "python"),
        ("tick", "python"),
    ]
    for arguments in writes:
        result = run(*arguments)
        assert (result.status, result.err) == (0, "")
        assert_harmless(result.out)
    for arguments in [*READS, ("catalog", "check"), ("catalog", "diff", str(catalog))]:
        result = run(*arguments, *(["--json"] if json else []))
        assert (result.status, result.err) == (0, "")
        assert_harmless(result.out)
        if arguments[0] in {"roles", "role", "milestone", "state", "history"}:
            assert "evil" in result.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("role", HOSTILE),
        ("tick", HOSTILE),
        ("tick", "python", "--on", HOSTILE),
        ("tick", "python", "--level", HOSTILE),
        (f"--{HOSTILE}",),
        (HOSTILE,),
        ("summary", "--period", HOSTILE),
        ("roles", HOSTILE),
        ("role", "\udcff\udcfe"),
    ],
    ids=str,
)
def test_what_was_typed_comes_back_as_letters(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.status in {1, 2}
    assert result.out == ""
    assert_harmless(result.err)


def test_a_hostile_file_name_and_key_come_back_as_letters(run: Run, catalog: Path) -> None:
    (catalog / "bad\x1b]0;title\x07\n.toml").write_text('"\\u001b[2J" = 1\n[role]\n"\\u202e" = "\\u009b"\n', "utf-8")
    result = run("roles")
    assert result.status == 1
    assert_harmless(result.err)
    assert len(result.err.splitlines()) > 2


def test_the_way_out_lets_nothing_through(capsys: pytest.CaptureFixture[str]) -> None:
    say([HOSTILE, "\ud800 lone"])
    complain(MltrackError(f"bad {HOSTILE}\nmltrack: all is well"))
    said = capsys.readouterr()
    assert_harmless(said.out + said.err)
    assert len(said.out.splitlines()) == 2
    assert len(said.err.splitlines()) == 1


def test_ctrl_c_ends_quietly(
    home: Path, catalog: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mltrack.cli.opening.open_session", interrupted)
    assert main(["state"]) == 130
    said = capsys.readouterr()
    assert said.out + said.err.strip() == ""
