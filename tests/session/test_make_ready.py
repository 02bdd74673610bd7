"""Nobody waits for the modules that save, once they were loaded ahead."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from mltrack import session


def loaded_by_a_save(home: Path, *, before: str) -> list[str]:
    code = (
        "import sys; from pathlib import Path; from mltrack.session import open_session, places_below\n"
        f"session = open_session(places_below(Path(sys.argv[1]))); {before}\n"
        "known = set(sys.modules); session.tick(['python']); print(*set(sys.modules) - known)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(session.__file__).parents[1])}
    line = [sys.executable, "-c", code, str(home)]
    said = subprocess.run(line, env=environment, capture_output=True, text=True, check=True).stdout
    return [name for name in said.split() if name.startswith(("filelock", "tinydb", "mltrack.store"))]


def test_what_saves_can_be_loaded_before_something_is_saved(tmp_path: Path) -> None:
    assert "filelock" in loaded_by_a_save(tmp_path / "one", before="pass")
    assert loaded_by_a_save(tmp_path / "other", before="session.make_ready()") == []
