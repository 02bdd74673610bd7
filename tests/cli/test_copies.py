"""`merge`, `export` and `import`: two machines of one person, and what each knows of the other."""

from __future__ import annotations

import io
import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.cli.conftest import Outcome, Run, everything_in
from tests.store.damages import ALTERED, DAMAGES

OnMachine: TypeAlias = Callable[..., Outcome]

CONFLICTS = [
    "progress.sync-conflict-20261120-101500-ABCDEFG.json",
    "progress (Ann's conflicted copy 2026-11-20).json",
    "progress-laptop.json",
]


@pytest.fixture
def on(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OnMachine:
    """Run `mltrack` on the machine of this name; each has a home of its own, `home` being that of the desktop."""

    def _on(machine: str, *arguments: str) -> Outcome:
        monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / ("home" if machine == "desktop" else machine)))
        return run(*arguments)

    return _on


@pytest.fixture
def laptop(on: OnMachine, home: Path, tmp_path: Path) -> Path:
    """The progress file of the laptop: both machines knew the same, and then each went its way."""
    on("desktop", "tick", "python")
    on("desktop", "note", "sql", "left joins")
    shutil.copytree(home, tmp_path / "laptop")
    on("laptop", "untick", "python")
    on("laptop", "note", "sql", "explain plans")
    on("laptop", "target", "analyst")
    on("laptop", "start", "portfolio")
    on("desktop", "note", "sql", "window functions")
    on("desktop", "target", "engineer")
    on("desktop", "tick", "python", "--level", "4")
    return tmp_path / "laptop" / "data" / "progress.json"


def _state(on: OnMachine, machine: str) -> Any:
    return on(machine, "state", "--json").json()


def _typed(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))


# Merging


def test_merging_says_what_it_took_over_and_what_both_sides_changed(on: OnMachine, laptop: Path) -> None:
    held = laptop.read_bytes()
    result = on("desktop", "merge", str(laptop))
    assert (result.status, result.err) == (0, "")
    assert result.text == (
        f"{laptop}: 4 changes taken over: untick Python; note on SQL; aim for Data analyst, primary; start Portfolio. "
        "Both sides changed Python: raise Python to expert here, untick Python there. "
        "What holds is raise Python to expert, which came later. "
        "Both sides wrote a note on SQL: both are kept, one below the other. "
        "No role moved. "
        "To go back to the state before it: mltrack restore 5"
    )
    assert on("desktop", "note", "sql").out == "window functions\n\nexplain plans\n"
    state = _state(on, "desktop")
    assert (state["levels"], state["started"]) == ({"python": "expert"}, ["portfolio"])
    assert "before merge" in on("desktop", "backups").out
    assert laptop.read_bytes() == held


def test_what_the_merge_says_to_type_goes_back_to_the_state_before_it(on: OnMachine, laptop: Path) -> None:
    phone = laptop.parents[2] / "phone" / "data" / "progress.json"
    on("phone", "start", "cluster-admin")
    for copy in (phone, laptop):
        before = {**_state(on, "desktop"), "counts": {}}
        heading, _, advice = on("desktop", "merge", str(copy)).out.splitlines()[-1].partition(": mltrack ")
        assert heading == "To go back to the state before it"
        on("desktop", "target", "wanderer", "--primary")
        assert on("desktop", *shlex.split(advice)).status == 0
        assert {**_state(on, "desktop"), "counts": {}} == before


def test_a_merge_into_nothing_has_no_state_before_it(on: OnMachine, laptop: Path) -> None:
    text = on("phone", "merge", str(laptop)).text
    assert "6 changes taken over: " in text
    assert "To go back" not in text


def test_the_other_way_round_comes_to_the_same(on: OnMachine, home: Path, laptop: Path) -> None:
    desktop = home.parent / "desktop.json"
    on("desktop", "backup", str(desktop))
    text = on("laptop", "merge", str(desktop)).text
    assert "Both sides changed Python: untick Python here, raise Python to expert there. " in text
    assert "What holds is raise Python to expert, which came later. " in text
    on("desktop", "merge", str(laptop))
    on("laptop", "merge", str(home / "data" / "progress.json"))
    on("desktop", "merge", str(laptop))
    assert _state(on, "desktop") == _state(on, "laptop")


def test_what_was_done_later_holds_however_much_the_other_machine_has_done(on: OnMachine, tmp_path: Path) -> None:
    for deed in ("tick sql", "note sql joins", "tick portfolio", "start cluster-admin", "tick python", "untick python"):
        on("laptop", *deed.split())
    on("desktop", "tick", "python", "--level", "4")
    text = on("desktop", "merge", str(tmp_path / "laptop" / "data" / "progress.json")).text
    assert "untick Python there. What holds is tick Python (expert), which came later." in text
    assert _state(on, "desktop")["levels"]["python"] == "expert"


def test_merging_again_finds_nothing_new(on: OnMachine, home: Path, laptop: Path) -> None:
    on("desktop", "merge", str(laptop))
    before = everything_in(home)
    result = on("desktop", "merge", str(laptop))
    assert (result.status, result.err) == (0, "")
    assert result.text == f"{laptop}: nothing new; all that it holds is here already."
    assert everything_in(home) == before


def test_looking_first_changes_nothing(on: OnMachine, home: Path, laptop: Path) -> None:
    on("desktop", "untick", "python")
    on("laptop", "tick", "python", "sql", "--level", "3")
    before = everything_in(home)
    result = on("desktop", "merge", str(laptop), "--dry-run")
    assert (result.status, result.err) == (0, "")
    assert f"{laptop}: 5 changes would be taken over: untick Python " in result.text
    assert [line for line in result.out.splitlines() if line.startswith("  ")] == [
        "  untick Python",
        "  note on SQL",
        "  aim for Data analyst, primary",
        "  start Portfolio",
        "  tick Python (proficient) and SQL (proficient)",
    ]
    assert "2 roles would move: " in result.text
    assert result.out.endswith("\nNothing was changed.\n")
    assert everything_in(home) == before
    assert on("desktop", "merge", str(laptop)).out.count("Both sides") == result.out.count("Both sides") > 0


def test_several_copies_at_once_are_counted_apart(on: OnMachine, home: Path, laptop: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "phone")
    on("phone", "start", "cluster-admin")
    phone, twin = tmp_path / "phone" / "data" / "progress.json", tmp_path / "twin.json"
    shutil.copyfile(laptop, twin)
    text = on("desktop", "merge", str(laptop), str(phone), str(twin)).text
    assert f"{laptop}: 4 changes taken over: untick Python;" in text
    assert f"{phone}: 1 change taken over: start Cluster administrator." in text
    assert f"{twin}: nothing new; all that it holds is here already." in text
    assert _state(on, "desktop")["started"] == ["cluster-admin", "portfolio"]


def test_many_changes_are_all_told_before_and_counted_afterwards(on: OnMachine, laptop: Path) -> None:
    for number in range(1, 5):
        on("laptop", "tick", "sql", "--level", str(number))
    dry = on("desktop", "merge", str(laptop), "--dry-run")
    assert f"{laptop}: 8 changes would be taken over: untick Python note on SQL" in dry.text
    levels = ["  tick SQL (familiar)", *(f"  raise SQL to {level}" for level in ("working", "proficient", "expert"))]
    assert [line for line in dry.out.splitlines() if line.startswith("  ")][3:] == ["  start Portfolio", *levels]
    text = on("desktop", "merge", str(laptop)).text
    assert f"{laptop}: 8 changes taken over: 3 more before, start Portfolio; tick SQL (familiar);" in text


def test_targets_that_both_sides_changed_have_words(on: OnMachine, home: Path, tmp_path: Path) -> None:
    on("desktop", "target", "engineer")
    on("desktop", "target", "analyst")
    shutil.copytree(home, tmp_path / "laptop")
    on("desktop", "target", "engineer", "--by", "2030-01-31")
    on("laptop", "target", "analyst", "--primary")
    text = on("desktop", "merge", str(tmp_path / "laptop" / "data" / "progress.json")).text
    assert (
        "Both sides changed ML engineer: aim for ML engineer by 2030-01-31, primary here, "
        "no longer aim first for ML engineer there."
    ) in text


def test_a_note_that_one_side_removed(on: OnMachine, laptop: Path) -> None:
    on("laptop", "note", "sql", "")
    on("laptop", "note", "sql", "")
    text = on("desktop", "merge", str(laptop)).text
    assert "Both sides changed SQL: note on SQL here, remove the note on SQL there." in text
    assert "Both sides wrote" not in text


def test_the_copies_beside_the_progress_are_offered(
    on: OnMachine, home: Path, progress_file: Path, laptop: Path
) -> None:
    copies = [progress_file.with_name(name) for name in CONFLICTS]
    for copy in copies:
        shutil.copyfile(laptop, copy)
    progress_file.with_name("progress (broken).json").write_bytes(b"{")
    before = everything_in(home)
    result = on("desktop", "merge")
    assert (result.status, result.err) == (0, "")
    heading, blank, *lines = result.out.splitlines()
    assert (heading, blank) == ("Beside your progress lies what it lacks. To take it over:", "")
    offered = [shlex.split(line) for line in lines[::2]]
    assert sorted(offered) == sorted(["mltrack", "merge", str(copy)] for copy in copies)
    assert lines[1::2] == ["    4 changes, saved just now"] * 3
    assert everything_in(home) == before
    for _, *arguments in offered:
        assert on("desktop", *arguments).status == 0
    assert on("desktop", "merge").out == (
        "No copy beside your progress holds anything new. Name another: mltrack merge FILE\n"
    )


@pytest.mark.parametrize("arguments", [("--dry-run",), ("--altered",)], ids=" ".join)
def test_without_a_file_there_is_nothing_to_look_at(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("merge", *arguments)
    assert (result.status, result.out) == (2, "")
    assert "Name the FILE that --dry-run or --altered is about." in result.err


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_copy_that_something_else_changed_is_taken_when_asked(
    on: OnMachine, home: Path, laptop: Path, damage: Callable[[bytes], bytes]
) -> None:
    raw = damage(laptop.read_bytes())
    laptop.write_bytes(raw)
    before = everything_in(home)
    result = on("desktop", "merge", str(laptop))
    assert (result.status, result.out) == (1, "")
    ours = b'"_meta"' in raw or not raw
    assert result.err.startswith(f"mltrack: {laptop} is {'damaged (' if ours else 'not a file of mltrack: '}")
    readable = damage in ALTERED.values()
    advice = f" All of it can be read, and mltrack merge {laptop} --altered takes it over as it is.\n"
    assert result.err.endswith(advice) == readable
    assert everything_in(home) == before
    taken = on("desktop", "merge", str(laptop), "--altered")
    assert (taken.status == 0, "4 changes taken over" in taken.text) == (readable, readable)
    assert (everything_in(home) != before) == readable


def test_an_entry_that_says_two_things_stays_as_it_is_here(
    on: OnMachine, home: Path, laptop: Path, tmp_path: Path
) -> None:
    on("desktop", "merge", str(laptop))
    export = tmp_path / "altered.json"
    export.write_text(on("laptop", "export", "json").out.replace("left joins", "anti joins"), "utf-8")
    before = everything_in(home)
    result = on("desktop", "merge", str(export))
    assert (result.status, result.out) == (1, "")
    assert "so one of them was altered. Nothing was changed." in result.err
    assert everything_in(home) == before
    taken = on("desktop", "merge", str(export), "--altered")
    assert taken.status == 0
    assert "nothing new" in taken.text
    assert everything_in(home) == before


def test_ones_own_file_is_nothing_new(on: OnMachine, progress_file: Path, laptop: Path) -> None:
    assert on("desktop", "merge", str(progress_file)).text.endswith("all that it holds is here already.")


# Taking along


@pytest.fixture
def life(on: OnMachine, laptop: Path) -> str:
    """What the desktop exports after one of everything."""
    on("desktop", "merge", str(laptop))
    on("desktop", "tick", "masters-computing", "--on", "2020-02-29")
    on("desktop", "waive", "cluster-admin", "--reason", "employer accepts Größe 大きさ 👩🏽‍💻")
    on("desktop", "note", "python", 'first "line"\nsecond \\ line\n\nGröße')
    on("desktop", "target", "wanderer", "--by", "2031-01-31", "--primary")
    on("desktop", "target", "analyst", "--remove")
    on("desktop", "undo")
    on("desktop", "undo")
    on("desktop", "redo")
    on("desktop", "restore", "2")
    on("desktop", "undo")
    return on("desktop", "export", "json").out


def _all_of(on: OnMachine, machine: str) -> Any:
    reads = [("state",), ("history", "-n", "1000"), ("roles",), ("summary", "--period", "all"), ("milestone", "python")]
    return [on(machine, *read, "--json").json() for read in reads]


@pytest.mark.parametrize("way", ["file", "stdout", "stdin"])
def test_an_export_read_elsewhere_is_the_same_life(
    on: OnMachine, life: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    file = tmp_path / "export.json"
    if way == "file":
        said = on("desktop", "export", "json", "-o", str(file))
        entries = len(json.loads(life)["events"])
        assert (said.status, said.out) == (0, f"Exported {entries} events of history to {file}\n")
    else:
        file.write_text(life, "utf-8")
    if way == "stdin":
        _typed(monkeypatch, life.encode())
    result = on("phone", "import", "json", "-" if way == "stdin" else str(file))
    assert (result.status, result.err) == (0, "")
    assert _all_of(on, "phone") == _all_of(on, "desktop")
    events = json.loads(on("phone", "export", "json").out)["events"]
    assert events == json.loads(life)["events"]


def test_importing_twice_changes_nothing(on: OnMachine, life: str, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_text(life, "utf-8")
    assert on("phone", "import", "json", str(file)).status == 0
    before = everything_in(tmp_path / "phone")
    result = on("phone", "import", "json", str(file))
    assert (result.status, result.err) == (0, "")
    assert result.text == f"{file}: nothing new; all that it holds is here already."
    assert everything_in(tmp_path / "phone") == before


def test_looking_into_an_export_writes_nothing(on: OnMachine, life: str, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_text(life, "utf-8")
    result = on("phone", "import", "json", str(file), "--dry-run")
    assert (result.status, result.err) == (0, "")
    assert "changes would be taken over: " in result.text
    assert result.out.endswith("\nNothing was changed.\n")
    assert not (tmp_path / "phone").exists()


def test_an_export_is_json_that_every_terminal_can_show(on: OnMachine, home: Path, life: str) -> None:
    before = everything_in(home)
    result = on("desktop", "export", "json", "-o", "-")
    assert (result.status, result.err, result.out.isascii()) == (0, "", True)
    whole = json.loads(result.out)
    assert list(whole) == ["format", "version", "app", "device", "saved_at", "events", "state"]
    assert (whole["format"], whole["version"]) == ("mltrack progress", 3)
    assert whole["state"]["note:python"] == {"text": 'first "line"\nsecond \\ line\n\nGröße'}
    assert {**whole, "saved_at": ""} == {**json.loads(life), "saved_at": ""}
    assert everything_in(home) == before


def test_an_export_never_overwrites(on: OnMachine, laptop: Path) -> None:
    held = laptop.read_bytes()
    for file in (laptop, laptop.parent):
        result = on("desktop", "export", "json", "-o", str(file))
        assert (result.status, result.out) == (1, "")
        assert result.err == f"mltrack: {file} is there already and was left as it is; choose another name.\n"
    assert laptop.read_bytes() == held


def test_any_copy_can_be_imported(on: OnMachine, laptop: Path) -> None:
    assert "4 changes taken over" in on("desktop", "import", "json", str(laptop)).text


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "it is empty"),
        (b"\xff", "it is not UTF-8 text from byte 0"),
        (b"hello", "it is not JSON"),
        (b"[]", 'it is not an export of mltrack, which has "format": "mltrack progress"'),
        (
            b'{"format": "mltrack progress", "version": 4}',
            "it has version 4 of the format and this mltrack reads up to 3",
        ),
        (b'{"format": "mltrack progress", "version": 1}', "it lacks version, app, device, events or state"),
        (b'{"format": "mltrack progress", "format": ""}', "a key stands twice in one object"),
        (b" " * (64 * 1024 * 1024) + b"{}", ""),
    ],
    ids=["empty", "bytes", "words", "another JSON", "newer", "cut", "twice", "too long"],
)
def test_what_is_no_export_is_refused(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes, sentence: str
) -> None:
    _typed(monkeypatch, raw)
    result = run("import", "json", "-")
    assert (result.status, result.out) == (1, "")
    said = f"The input cannot be used: {sentence}." if sentence else "The input is longer than 67,108,864 bytes."
    assert result.err == f"mltrack: {said}\n"
    assert not home.exists()


def test_a_closed_stdin_is_no_export(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    result = run("import", "json", "-")
    assert (result.status, result.err) == (1, "mltrack: There is no input to read an export from.\n")
