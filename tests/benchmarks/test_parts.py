"""What the parts measure on, and what they say when something is not there."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mltrack.__main__ import main
from mltrack.core.history import LogChange, MarkChange, NoteChange, TargetChange
from mltrack.session import open_session, places_below
from mltrack.store.progress_db import ProgressStore
from tests.benchmarks import commands, growth, peers
from tests.benchmarks.cost_curve import generated
from tests.benchmarks.grown import catalog
from tests.benchmarks.grown_history import history
from tests.benchmarks.profile_start import FLOOR, OWN, STANDARD, THIRD, grouped, table
from tests.benchmarks.rounds import Setting
from tests.benchmarks.screens import visit
from tests.benchmarks.speed import PARTS, chosen
from tests.benchmarks.start_timers import PYTHON
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
    assert sum(told["spent"].values()) == pytest.approx(told["whole"], abs=0.01)
    groups = grouped(told["spent"])
    assert groups.keys() >= {PYTHON, FLOOR, STANDARD, THIRD, "compose", "layout", "lines drawn", "styles applied"}
    assert OWN not in groups
    assert min(groups[name] for name in (PYTHON, FLOOR, STANDARD, "lines drawn")) > 0


def test_a_profile_names_the_largest_costs() -> None:
    own = {"import textual.app": 50.0, "import rich.text": 20.0, "import mltrack.tui": 60.0, "import json": 5.0}
    told = "\n".join(
        table({**own, "import mltrack.core": 5.0, "layout": 9.0}, {"import textual.app": 68.0, "layout": 1.0})
    )
    assert f"| {FLOOR} | 70.0 | 47% | 68.0 | +2.0 |" in told
    assert f"three largest costs: {FLOOR} 70.0 ms, {OWN} 65.0 ms, layout 9.0 ms\n" in told
    assert f"beside hello: {OWN} 65.0 ms, layout 8.0 ms, {STANDARD} 5.0 ms\n" in told
    assert f"dearest of 2 {OWN}: mltrack.tui 60.0 ms, mltrack.core 5.0 ms\n" in told


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


CURTAIN = "print('READY', flush=True); time.sleep(0.3); print('\\x1b[?2026$p', flush=True); time.sleep(0.3)"
OWN_FRAME = "print('\\x1b[?2026$p', flush=True); time.sleep(0.3); print('READY', flush=True); input()"


@pytest.mark.parametrize(("code", "own"), [(CURTAIN, False), (OWN_FRAME, True)])
def test_a_frame_from_before_the_app_has_begun_is_told_from_its_own(code: str, own: bool) -> None:
    watched = Watched(Program("app", (sys.executable, "-c", f"import time; {code}"), "READY"))
    watched.seen()
    assert watched.drew_itself is own
    watched.end()


def test_behind_a_frame_from_before_it_is_waited_for_the_app_itself() -> None:
    watched = Watched(Program("app", (sys.executable, "-c", f"import time; {CURTAIN}"), "READY"))
    shown = watched.seen()
    watched.settled()
    assert watched.last - shown > 0.2
    watched.end()


def test_a_kept_frame_is_never_counted_as_a_first_paint(tmp_path: Path) -> None:
    kept = Program("app", (sys.executable, "-c", f"import time; {CURTAIN}"), "READY", {"MLTRACK_HOME": str(tmp_path)})
    with pytest.raises(SystemExit, match="app showed a frame of an earlier visit, which is no first paint"):
        visit(kept, 0)


def test_what_a_program_leaves_running_is_waited_for_and_counted() -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    leaves = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}], start_new_session=True)"
    code = (
        "import subprocess, sys\nfrom tests.benchmarks.watched import adopt, left_behind\nadopt()\n"
        f"subprocess.run([sys.executable, '-c', {leaves!r}])\nprint(left_behind())"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=HERE.parents[1], capture_output=True, text=True, check=True)
    assert float(ran.stdout) >= 0.3


def test_growth_is_held_against_the_smallest_of_each() -> None:
    lines = [*growth.catalog_lines(), *growth.history_lines()]
    assert {line.against for line in lines} == {"20 roles", "300 events"}
    assert {line.program for line in lines} == {"1,000 roles", "10,000 roles", "10,000 events", "100,000 events"}
    assert {line.name: line.goal for line in lines if "10,000 roles" in line.name or "100,000" in line.name} == {
        "first paint, 10,000 roles": 1.5,
        "shown first, nothing changed, 10,000 roles": None,
        "arrow key, p95, 10,000 roles": 1.5,
        "filter key, p95, 10,000 roles": 1.5,
        "first filter key, 10,000 roles": None,
        "first paint, 100,000 events": 1.5,
        "shown first, nothing changed, 100,000 events": None,
        "tick, p95, 100,000 events": 5.0,
        "first tick, 100,000 events": None,
    }
