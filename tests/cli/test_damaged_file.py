"""A progress file that cannot be used: what is shown instead, what is told, and what the next save does with it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, everything_in
from tests.cli.harm import aside_of, harm
from tests.store.damages import ALTERED, DAMAGES, UNFIT, UNREADABLE, emptied

ON = "  To go on from the backup: mltrack recover. The next save does it too; either way, nothing is thrown away."
AS_IT_STANDS = (
    "  Something other than mltrack changed the file. To take it over as it is: mltrack recover --as-it-stands"
)
READS = [
    ("state",),
    ("state", "--json"),
    ("roles",),
    ("role", "engineer"),
    ("milestones",),
    ("milestone", "sql"),
    ("ids",),
    ("note", "sql"),
    ("target", "--json"),
    ("summary",),
    ("history",),
    ("backups",),
    ("restore", "2", "--dry-run"),
    ("merge",),
]


@pytest.fixture
def backup_output(run: Run) -> dict[tuple[str, ...], str]:
    """Three saves, and what the reading commands say after the second one."""
    run("tick", "python")
    run("target", "analyst")
    said = {arguments: run(*arguments).out for arguments in READS}
    run("note", "python", "chapter 4")
    return said


@pytest.fixture
def begun(backup_output: object) -> None:
    """The same three saves: a tick of Python, a target and a note on Python."""


def _newest_backup(home: Path) -> Path:
    return max((home / "data" / "backups").iterdir())


def _empty(file: Path) -> None:
    file.write_bytes(b"")


# Reading


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_whatever_befell_the_file_is_told_and_the_backup_shown(
    run: Run,
    home: Path,
    progress_file: Path,
    backup_output: dict[tuple[str, ...], str],
    damage: Callable[[bytes], bytes],
) -> None:
    harm(progress_file, damage)
    before = everything_in(home)
    result = run("state", "--json")
    assert (result.status, result.out) == (0, backup_output["state", "--json"])
    first, *rest = result.err.splitlines()
    assert first.startswith(f"mltrack: {progress_file} is damaged (")
    assert f"; in use is the backup {_newest_backup(home)}, saved " in first
    assert first.endswith(" UTC.")
    assert rest[0] == "  At most the last save is missing."
    assert ON in rest
    assert (AS_IT_STANDS in rest) == (damage in ALTERED.values())
    assert everything_in(home) == before


@pytest.mark.parametrize("arguments", [one for one in READS if one[0] not in {"backups", "restore"}], ids=" ".join)
def test_every_reading_command_goes_on_and_writes_nothing(
    run: Run,
    home: Path,
    progress_file: Path,
    backup_output: dict[tuple[str, ...], str],
    arguments: tuple[str, ...],
) -> None:
    harm(progress_file, emptied)
    before = everything_in(home)
    result = run(*arguments)
    assert (result.status, result.out) == (0, backup_output[arguments])
    assert result.err.startswith(f"mltrack: {progress_file} is damaged (it is empty); in use is the backup ")
    assert everything_in(home) == before


@pytest.mark.usefixtures("begun")
def test_what_only_the_file_says_is_told_in_words(run: Run, progress_file: Path) -> None:
    harm(progress_file, ALTERED["trailing newline"])
    assert run("state").err.splitlines()[1:] == [
        "  At most the last save is missing.",
        "  In the file, but not in use: note on Python.",
        ON,
        AS_IT_STANDS,
    ]


@pytest.mark.usefixtures("begun")
def test_many_missing_actions_are_counted(run: Run, home: Path, progress_file: Path) -> None:
    run("backup")
    for level in "123412":
        run("tick", "sql", "python", "--level", level)
    for backup in (home / "data" / "backups").glob("*Z.json"):
        backup.unlink()
    harm(progress_file, ALTERED["trailing newline"])
    raised = [f"raise SQL and Python to {level}" for level in ("working", "proficient", "expert")]
    deeds = "; ".join([*raised, "lower SQL and Python to familiar", raised[0]])
    assert run("state").err.splitlines()[1:3] == [
        "  The last 6 saves may be missing.",
        f"  In the file, but not in use: {deeds}; and 1 more before.",
    ]


@pytest.mark.usefixtures("begun")
def test_the_entries_that_can_be_read_in_a_file_that_does_not_fit_are_told(run: Run, progress_file: Path) -> None:
    harm(progress_file, UNFIT["a clock that is text"])
    assert "  In the file, but not in use: note on Python." in run("state").err.splitlines()
    assert AS_IT_STANDS not in run("state").err


@pytest.mark.parametrize("folder", [False, True], ids=["gone", "a folder"])
@pytest.mark.usefixtures("begun")
def test_a_file_that_is_gone_is_no_first_start(run: Run, progress_file: Path, folder: bool) -> None:
    progress_file.unlink()
    if folder:
        progress_file.mkdir()
    result = run("state")
    assert "1 done, 0 started, 0 waived, 1 note, 1 target; 3 events of history." in result.text
    reason = "damaged (it is not a regular file)" if folder else "gone, but it has backups"
    assert result.err.startswith(f"mltrack: {progress_file} is {reason}; in use is the backup ")
    saved = run("tick", "portfolio")
    assert (saved.status, "The file that could not be used is now" in saved.err) == (0, folder)
    assert "2 done, 0 started, 0 waived, 1 note, 1 target; 4 events of history." in run("state").text
    assert len(list(progress_file.parent.glob("*.damaged-*"))) == folder


@pytest.mark.parametrize("lost", [Path.unlink, _empty], ids=["deleted", "emptied"])
@pytest.mark.usefixtures("begun")
def test_the_loss_of_the_file_loses_nothing(
    run: Run, home: Path, progress_file: Path, lost: Callable[[Path], object]
) -> None:
    held = [run(*arguments, "--json").out for arguments in (("state",), ("history", "-n", "100"), ("role", "analyst"))]
    gone = lost is not _empty
    lost(progress_file)
    before = everything_in(home)
    shown = run("state", "--json")
    reason = "gone, but it has backups" if gone else "damaged (it is empty)"
    words = f"{progress_file} is {reason}; in use is the backup {_newest_backup(home)}, saved "
    assert (shown.status, shown.out) == (0, held[0])
    assert shown.err.startswith(f"mltrack: {words}")
    assert shown.err.splitlines()[1:] == ["  At most the last save is missing.", ON]
    found = run("doctor")
    assert (found.status, found.err, f"✗ {words}" in found.text) == (1, "", True)
    ending = " UTC. mltrack recover goes on from it" + ("." if gone else " and keeps the file aside.")
    assert f"{ending} Backups ✓ 3 good ones, " in found.text
    assert everything_in(home) == before
    result = run("recover")
    assert (result.status, result.text.startswith("Recovered from the backup of 20")) == (0, True)
    assert result.text.endswith(": 1 done, 0 started, 0 waived, 1 note, 1 target; 3 events of history.")
    assert ("The file that could not be used is now" in result.err) != gone
    again = [run(*arguments, "--json") for arguments in (("state",), ("history", "-n", "100"), ("role", "analyst"))]
    assert [(one.out, one.err) for one in again] == [(out, "") for out in held]
    assert run("doctor").status == 0


@pytest.mark.usefixtures("begun")
def test_an_error_comes_after_what_explains_it(run: Run, progress_file: Path) -> None:
    harm(progress_file, emptied)
    result = run("role", "nobody")
    assert (result.status, result.out) == (1, "")
    first, *_, last = result.err.splitlines()
    assert first.startswith(f"mltrack: {progress_file} is damaged")
    assert last == "mltrack: There is no role 'nobody' in the catalog."


# Saving


@pytest.mark.usefixtures("begun")
def test_a_save_puts_the_file_aside_and_says_where(run: Run, home: Path, progress_file: Path) -> None:
    damaged = harm(progress_file, ALTERED["trailing newline"])
    backup = _newest_backup(home)
    result = run("tick", "portfolio")
    aside = aside_of(progress_file)
    assert (result.status, aside.read_bytes()) == (0, damaged)
    assert result.out.startswith("Done: Portfolio, today.")
    first, *rest = result.err.splitlines()
    assert first.startswith(f"mltrack: {progress_file} is damaged (its checksum does not fit); in use is the backup")
    assert str(backup) in first
    assert rest == [
        f"  The file that could not be used is now {aside}",
        "  At most the last save is missing.",
        "  In the file, but not in use: note on Python.",
        f"  To take that over too: mltrack merge {aside} --altered",
    ]
    again = run("tick", "portfolio")
    assert (again.text, again.err) == ("Portfolio was done already; nothing to change.", "")


def test_what_the_warning_says_to_type_brings_the_missing_entries_back(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / "Ann's home"))
    run("tick", "python")
    run("note", "python", "chapter 4")
    harm(tmp_path / "Ann's home" / "data" / "progress.json", ALTERED["trailing newline"])
    advice = run("tick", "portfolio").err.splitlines()[-1].partition("mltrack ")[2]
    assert run("note", "python").out == "There is no note on Python.\n"
    result = run(*shlex.split(advice))
    assert (result.status, result.err) == (0, "")
    assert "1 change taken over: note on Python." in result.text
    assert run("note", "python").out == "chapter 4\n"
    assert "2 done" in run("state").out


@pytest.mark.usefixtures("begun")
def test_where_nothing_is_missing_there_is_nothing_to_take_over(run: Run, progress_file: Path) -> None:
    run("backup")
    harm(progress_file, ALTERED["trailing newline"])
    assert run("tick", "portfolio").err.splitlines()[1:] == [
        f"  The file that could not be used is now {aside_of(progress_file)}",
        "  Nothing is missing.",
    ]


@pytest.mark.usefixtures("begun")
def test_an_entry_that_says_something_else_in_the_file_is_told_and_can_be_had(
    run: Run, home: Path, progress_file: Path
) -> None:
    says = "  An entry says something else in the file than what is in use."
    progress_file.write_bytes(progress_file.read_bytes().replace(b"chapter 4", b"chapter 5"))
    before = everything_in(home)
    shown = run("note", "python")
    assert (shown.status, shown.out) == (0, "chapter 4\n")
    assert shown.err.splitlines()[1:] == ["  Nothing is missing.", says, ON, AS_IT_STANDS]
    assert everything_in(home) == before
    saved = run("tick", "portfolio")
    aside = aside_of(progress_file)
    assert saved.err.splitlines()[1:] == [
        f"  The file that could not be used is now {aside}",
        "  Nothing is missing.",
        says,
        f"  To make all as that file says: mltrack restore {aside} --altered",
    ]
    assert f"{aside} was kept aside and says something else than yours: mltrack restore FILE --altered makes all" in (
        run("doctor").text
    )
    assert "2 changes: untick Portfolio; note on Python." in run("restore", str(aside), "--altered").text
    assert run("note", "python").out == "chapter 5\n"
    run("undo")
    assert (run("note", "python").out, "2 done" in run("state").out) == ("chapter 4\n", True)


@pytest.mark.usefixtures("begun")
def test_entries_that_say_something_else_in_the_file_are_counted(run: Run, progress_file: Path) -> None:
    raw = progress_file.read_bytes()
    progress_file.write_bytes(raw.replace(b"chapter 4", b"chapter 5").replace(b'"working"', b'"expert"'))
    assert "  2 entries say something else in the file than what is in use." in run("state").err.splitlines()


@pytest.mark.parametrize("damage", [*UNREADABLE.values(), *UNFIT.values()], ids=[*UNREADABLE, *UNFIT])
@pytest.mark.usefixtures("begun")
def test_nothing_is_advised_that_would_not_work(
    run: Run, progress_file: Path, damage: Callable[[bytes], bytes]
) -> None:
    damaged = harm(progress_file, damage)
    result = run("undo")
    assert (result.status, aside_of(progress_file).read_bytes()) == (0, damaged)
    assert result.text.startswith("Undone: aim for Data analyst, primary.")
    assert "merge" not in result.err


@pytest.mark.usefixtures("begun")
def test_a_save_of_nothing_leaves_the_file_where_it_is(run: Run, home: Path, progress_file: Path) -> None:
    damaged = harm(progress_file, emptied)
    result = run("tick", "python")
    assert result.text.startswith("Python was done already; nothing to change.")
    assert ON in result.err.splitlines()
    assert progress_file.read_bytes() == damaged
