"""What cannot work is said in a sentence, and what a person has is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.terminal.conftest import Open
from tests.terminal.pseudo_terminal import ALTERNATE_SCREEN, command


def test_a_damaged_progress_file_without_a_backup_is_named_and_left_as_it_is(open_app: Open, home: Path) -> None:
    command(home, "tick", "python")
    progress = home / "data" / "progress.json"
    damaged = progress.read_bytes()[:-1]
    progress.write_bytes(damaged)
    shutil.rmtree(home / "data" / "backups")

    app = open_app(size=(300, 20))
    assert app.exit_status() == 1
    assert app.row(0).startswith("mltrack: ")
    assert str(progress) in app.row(0)
    assert "there is no good backup" in app.row(0)
    assert ALTERNATE_SCREEN not in app.modes()
    assert progress.read_bytes() == damaged


def test_faults_of_a_catalog_are_told_one_a_line(open_app: Open, home: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "catalog"
    catalog.mkdir()
    (catalog / "broken.toml").write_text("[[skill]\n", "utf-8")
    (catalog / "wrong.toml").write_text('[[skill]]\nid = "sql"\nheight = 3\n', "utf-8")

    app = open_app(env={"MLTRACK_CATALOG": str(catalog)}, size=(300, 20))
    assert app.exit_status() == 1
    told = app.text
    assert told.startswith("mltrack: ")
    assert f"{catalog / 'broken.toml'}:1: " in told
    assert f"{catalog / 'wrong.toml'}:3: sql: height: " in told
    assert "Traceback" not in told
    assert ALTERNATE_SCREEN not in app.modes()
    assert not home.exists()


def test_a_missing_catalog_is_named(open_app: Open, tmp_path: Path) -> None:
    app = open_app(env={"MLTRACK_CATALOG": str(tmp_path / "nowhere")})
    assert app.exit_status() == 1
    assert str(tmp_path / "nowhere") in app.text.replace("\n", "")
    assert "Traceback" not in app.text
    assert ALTERNATE_SCREEN not in app.modes()


def test_with_its_screen_sent_to_a_file_the_app_refuses_with_a_sentence(open_app: Open, tmp_path: Path) -> None:
    app = open_app(stderr=tmp_path / "stderr")
    assert app.exit_status() == 2
    assert "needs a terminal" in (tmp_path / "stderr").read_text("utf-8")


def test_into_a_file_the_app_refuses_with_a_sentence(open_app: Open, tmp_path: Path) -> None:
    app = open_app(stdout=tmp_path / "stdout")
    assert app.exit_status() == 2
    assert "needs a terminal" in app.text
    assert "mltrack --help" in app.text
    assert ALTERNATE_SCREEN not in app.modes()
    assert (tmp_path / "stdout").read_bytes() == b""


@pytest.mark.parametrize(
    "env",
    [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": "linux"}, {"TERM": "no-such-terminal"}, {"TERM": None}],
    ids=lambda env: "=".join(map(str, *env.items())),
)
def test_poor_terminals_show_the_app_all_the_same(open_app: Open, home: Path, env: dict[str, str | None]) -> None:
    command(home, "tick", "python")
    app = open_app(env=env)
    app.see("1 done, saved", "ENTRY")
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()


def test_a_window_that_is_too_small_says_so(open_app: Open, home: Path) -> None:
    command(home, "tick", "python")
    app = open_app(size=(40, 10))
    app.see("mltrack needs a window of at least")
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()
