"""What the parts measure on, and what they say when something is not there."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pytest

from mltrack.__main__ import main
from mltrack.core.history import LogChange, MarkChange, NoteChange, TargetChange
from mltrack.session import open_session, places_below
from mltrack.store.progress_db import ProgressStore
from tests.benchmarks import commands, peers
from tests.benchmarks.cost_curve import generated
from tests.benchmarks.grown import catalog
from tests.benchmarks.grown_history import history
from tests.benchmarks.rounds import Setting
from tests.benchmarks.speed import PARTS, chosen
from tests.benchmarks.watched import NeverSeen, Program, Watched

HERE = Path(__file__).parent


def setting(folder: Path) -> Setting:
    return Setting(folder / "bin" / "mltrack", folder / "home", folder)


def test_a_generated_catalog_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / "home"))
    catalog(tmp_path / "grown", 20)
    assert main(["catalog", "check", str(tmp_path / "grown")]) == 0, capsys.readouterr()


@pytest.mark.parametrize("roles", [None, 20])
def test_a_grown_history_is_read_as_it_was_meant(tmp_path: Path, roles: int | None) -> None:
    about = generated(roles) if roles else None
    history(tmp_path, 400, about)
    store = ProgressStore(places_below(tmp_path))
    progress = store.load()
    assert len(progress.history) == 400
    assert {type(event.change) for event in progress.history} == {LogChange, MarkChange, NoteChange, TargetChange}
    known = about or open_session(places_below(tmp_path), bundled=True).catalog
    assert progress.marks.keys() <= known.milestones.keys()
    assert [target.primary for target in progress.targets.values()] == [True, False]
    days = [event.at for event in progress.history]
    assert days == sorted(days)
    assert (days[-1] - days[0]).days > 365 * 7
    assert store.recovery is None


def test_parts_are_chosen_by_name_and_stand_in_the_order_of_the_table() -> None:
    assert chosen("plan,screen") == ["screen", "plan"]
    assert list(PARTS) == ["screen", "commands", "catalogs", "histories", "peers", "plan"]
    with pytest.raises(argparse.ArgumentTypeError, match="'plans' is none of screen, commands"):
        chosen("plans,screen")


def test_without_a_folder_the_peers_are_left_out_and_it_is_said(tmp_path: Path) -> None:
    part = peers.part(setting(tmp_path))
    assert (part.lines, part.tasks) == ((), ())
    assert "--peers" in part.remarks[0]


def test_without_taskwarrior_its_list_is_left_out_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    part = commands.part(setting(tmp_path))
    assert [line.against for line in part.lines] == [commands.FLOOR] * 4
    assert "`task` is not installed" in part.remarks[0]


def test_a_start_is_taken_apart_without_a_remainder(tmp_path: Path) -> None:
    out = tmp_path / "told.json"
    line = (sys.executable, str(HERE / "start_timers.py"), str(out), "READY", str(HERE / "floors.py"), "hello")
    watched = Watched(Program("hello", line, "READY"))
    watched.seen()
    watched.settled()
    watched.leave("q")
    told = json.loads(out.read_text("ascii"))
    assert sum(told["spent"].values()) == pytest.approx((told["painted"] - told["began"]) * 1000, abs=0.01)
    assert told["spent"].keys() >= {
        *("imports: Textual and Rich", "imports: standard library", "compose", "layout", "lines drawn"),
        *("style sheets read and parsed", "styles applied"),
    }


def test_a_program_that_ends_too_soon_is_told_with_what_it_said() -> None:
    watched = Watched(Program("short", (sys.executable, "-c", "print('so it goes'); exit(3)"), "READY"))
    with pytest.raises(NeverSeen, match=r"short did not show 'READY' before it ended with status 3:\nso it goes"):
        watched.seen()


def test_an_update_that_pauses_is_over_when_its_end_is_seen() -> None:
    slow = "print('READY', flush=True); input(); print('saving', flush=True); time.sleep(0.4); print('saved'); input()"
    watched = Watched(Program("slow", (sys.executable, "-uc", f"import time; {slow}"), "READY"))
    watched.seen()
    assert watched.press("\r", "saved") > 0.35
    watched.end()
