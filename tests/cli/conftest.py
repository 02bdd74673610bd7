"""A person at the command line: a home of their own, the small catalog, and one way to run a command."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from mltrack.__main__ import main
from mltrack.core.catalog import Catalog
from mltrack.store import catalog_files
from mltrack.store.catalog_folder import digest_of
from tests.cli.small_catalog import write_catalog


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Stdout with every run of white space as one space, so that line breaks do not matter."""
        return " ".join(self.out.split())

    def json(self) -> object:
        """Stdout as JSON."""
        parsed: object = json.loads(self.out)
        return parsed


Run: TypeAlias = Callable[..., Outcome]


def everything_in(folder: Path) -> dict[str, tuple[int, ...] | bytes]:
    """All that lies below a folder: what the files hold, and when each of them was made and changed.

    The cache is nobody's: what is in it, and that it came, is left out.
    """
    found: dict[str, tuple[int, ...] | bytes] = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        if os.path.lexists(path) and folder / "cache" not in (path, *path.parents):
            status = path.lstat()
            times = () if path == folder else (status.st_mtime_ns, status.st_ctime_ns)
            found[str(path)] = (status.st_ino, status.st_mode, *times)
            found[f"in {path}"] = path.read_bytes() if path.is_file() else b""
    return found


@pytest.fixture(autouse=True, scope="session")
def _same_files_read_once() -> Iterator[None]:
    """Nearly every command here reads the small catalog: the same files make the same catalog, which never changes."""
    known: dict[str, tuple[Catalog, str]] = {}
    read_anew = catalog_files.read_catalog

    def read(folder: Path) -> tuple[Catalog, str]:
        digest = digest_of(folder)
        if not digest:
            return read_anew(folder)
        if digest not in known:
            known[digest] = read_anew(folder)
        return known[digest]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalog_files, "read_catalog", read)
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything of this person goes; it does not exist before something is written."""
    monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def progress_file(home: Path) -> Path:
    """Where the progress of this person is kept."""
    return home / "data" / "progress.json"


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small catalog, in use."""
    folder = write_catalog(tmp_path / "catalog")
    monkeypatch.setenv("MLTRACK_CATALOG", str(folder))
    return folder


@pytest.fixture
def run(home: Path, catalog: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `mltrack` with arguments, in this process."""

    def _run(*arguments: str) -> Outcome:
        status = main(arguments)
        said = capsys.readouterr()
        return Outcome(status, said.out, said.err)

    return _run


@pytest.fixture
def on(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run `mltrack` on the machine of this name."""

    def _on(machine: str, *arguments: str) -> Outcome:
        monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / machine))
        outcome = run(*arguments)
        assert outcome.err == ""
        return outcome

    return _on
