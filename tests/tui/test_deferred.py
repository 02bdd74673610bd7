"""What nobody has asked for is not loaded: the first paint waits for one place, and a dialog for its key."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"

PAINTED = """
import asyncio, sys
from pathlib import Path
from mltrack.session import open_session, places_below
from mltrack.tui.app import MltrackApp

def loaded(*rooms):
    print(*sorted(name for name in sys.modules if name.startswith(rooms)))

async def paint():
    session = open_session(places_below(Path(sys.argv[1])), bundled=True)
    session.target(["ai-engineer"])
    app = MltrackApp(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#list").stops == 20
        loaded("mltrack.tui.screens.")
        loaded("mltrack.core.plan", "mltrack.core.summary", "textual.widgets._text_area")
        await pilot.press("2", "n")
        loaded("mltrack.tui.screens.", "textual.widgets._text_area")

asyncio.run(paint())
"""


def run(code: str, *arguments: str) -> list[list[str]]:
    """The lines that `code` prints in a process of its own, each as its words."""
    environment = {key: value for key, value in os.environ.items() if key != "MLTRACK_CATALOG"}
    environment["PYTHONPATH"] = str(SOURCE)
    line = [sys.executable, "-c", code, *arguments]
    ran = subprocess.run(line, env=environment, check=False, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return [line.split() for line in ran.stdout.splitlines()]


def test_the_first_paint_loads_one_place_and_the_next_key_what_it_needs(tmp_path: Path) -> None:
    places, heavy, later = run(PAINTED, str(tmp_path))
    assert places == ["mltrack.tui.screens.place", "mltrack.tui.screens.roles"]
    assert heavy == []
    assert {"mltrack.tui.screens.milestones", "mltrack.tui.screens.question", "textual.widgets._text_area"} <= {*later}


READ = """
import sys
from pathlib import Path
from mltrack.session import open_session, places_below
session = open_session(places_below(Path(sys.argv[1])), bundled=True)
def loaded():
    print(*sorted({"tinydb", "filelock", "platformdirs", "pydantic", "tomllib", "uuid", "difflib"} & set(sys.modules)))
loaded()
session.tick(["python"])
loaded()
"""


def test_what_saves_is_loaded_with_the_first_save(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    run(READ, str(tmp_path))
    reading, saving = run(READ, str(tmp_path))
    assert reading == []
    assert {"tinydb", "filelock"} <= {*saving}


def test_the_version_is_told_without_a_face() -> None:
    code = "import sys; from mltrack.__main__ import main; main(['--version']); print(*sys.modules)"
    version, modules = run(code)
    assert version[0] == "mltrack"
    assert {"click", "textual", "dataclasses", "mltrack.errors"}.isdisjoint(modules)


COLLECTING = """
import asyncio, gc, sys
from pathlib import Path
from mltrack.session import open_session, places_below
from mltrack.tui.app import MltrackApp

async def paint():
    app = MltrackApp(open_session(places_below(Path(sys.argv[1])), bundled=True))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        print(gc.isenabled(), gc.get_freeze_count() > 0)

gc.disable()
asyncio.run(paint())
"""


def test_garbage_is_collected_from_the_first_paint_on(tmp_path: Path) -> None:
    assert run(COLLECTING, str(tmp_path)) == [["True", "True"]]
