"""Whatever lies in a place where mltrack looks for a file: a sentence within a second, and nothing of it is touched.

The rows are what can lie there, the tests the places. Copies of progress have a table in `test_odd_files`.
"""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import Run
from tests.cli.hostile import assert_harmless
from tests.cli.small_catalog import write_catalog

VICTIM: Final = b"root:x:0:0\n"
"""What a file of somebody else holds, to which a link leads."""


def _huge(path: Path) -> None:
    path.touch()
    os.truncate(path, 1024**3)


def _link(path: Path) -> None:
    path.symlink_to(next(folder / "victim" for folder in path.parents if (folder / "victim").is_file()))


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may be 108 bytes long
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)


ODD: Final[Mapping[str, Callable[[Path], object]]] = {
    "nothing": lambda path: None,
    "a FIFO": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": Path.mkdir,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to a file of somebody else": _link,
    "a gigabyte": _huge,
    "a socket": _socket,
    "an unreadable file": Path.touch,
    "a name that is too long": lambda path: None,
    "a name below a file": lambda path: None,
}


@dataclass(frozen=True)
class Place:
    """Where mltrack looks for something."""

    at: str
    """The path, below the folder of the test."""
    command: Sequence[str]
    """What looks there; `{}` is the path."""
    fine: Sequence[str] = ()
    """What may lie there: the command succeeds all the same."""
    says: bool = True
    """True where the command names the place in what it says of it."""
    skipped: Sequence[str] = ("a name that is too long", "a name below a file")
    """What cannot lie there, or must not for the sake of this computer."""


GIVEN: Final[Sequence[str]] = ()
PLACES: Final[Mapping[str, Place]] = {
    "the folder of the catalog": Place("other/catalog", ["roles"], ["a folder"]),
    "a file of the catalog": Place("catalog/odd.toml", ["roles"], ["nothing"]),
    "a file of one's own": Place("home/config/catalog/odd.toml", ["catalog", "check"], ["nothing"]),
    "the folder of one's own": Place("home/config/catalog", ["catalog", "check"], ["nothing", "a folder"]),
    "progress, to read": Place(
        "home/data/progress.json", ["state"], [*[*ODD][:4], "a gigabyte", "a link to a file of somebody else"]
    ),
    "progress, to save": Place(
        "home/data/progress.json",
        ["tick", "sql"],
        ["nothing", "a FIFO", "a folder", "a gigabyte"],
        skipped=("a device", "a name that is too long", "a name below a file"),
    ),
    "settings, to read": Place("home/config/config.toml", ["hours"], [*ODD]),
    "settings, to save": Place(
        "home/config/config.toml", ["hours", "7"], ["nothing"], skipped=("a device", *[*ODD][-2:])
    ),
    "the cache": Place("home/cache", ["roles"], [*ODD], says=False),
    "a file to import": Place("given/odd", ["import", "{}", "--yes"], skipped=GIVEN),
    "a file to export to": Place("given/odd", ["export", "csv", "-o", "{}"], ["nothing", "a folder"], skipped=GIVEN),
    "a file to back up to": Place("given/odd.json", ["backup", "{}"], ["nothing", "a folder"], skipped=GIVEN),
    "a file to check": Place("given/odd.toml", ["catalog", "check", "{}"], ["a folder"], skipped=GIVEN),
    "a wheel to check": Place("given/odd.whl", ["catalog", "check", "{}"], ["a folder"], skipped=GIVEN),
    "a catalog to compare with": Place("given/odd", ["catalog", "diff", "{}"], skipped=GIVEN),
}


@pytest.mark.parametrize("name", PLACES)
def test_whatever_lies_there_is_answered_in_a_sentence_at_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    place = PLACES[name]
    run("tick", "python")
    shutil.move(tmp_path / "home", tmp_path / "usual")
    for odd, make in ODD.items():
        if odd in place.skipped:
            continue
        root = tmp_path / odd.replace(" ", "-")
        path = _prepared(root, tmp_path / "usual", place)
        if "too long" in odd:
            path = path.with_name("x" * 300 + path.suffix)
        elif "below" in odd:
            path = root / "victim" / path.name
        make(path)
        monkeypatch.setenv("MLTRACK_HOME", str(root / "home"))
        monkeypatch.setenv("MLTRACK_CATALOG", str(root / ("other/catalog" if "other" in place.at else "catalog")))
        begin = time.process_time()
        with monkeypatch.context() as patch:
            if "unreadable" in odd:
                _refuse(patch, path)
            result = run(*(one.format(path) for one in place.command))
        where = f"{name}, {odd}: {result}"
        assert time.process_time() - begin < 1, where
        assert (result.status == 0) == (odd in place.fine), where
        assert "Traceback" not in result.err, where
        assert_harmless(result.out + result.err)
        if result.status:
            told = result.err or result.out
            assert not place.says or path.name[:80] in told or "victim" in told, where
            assert len(result.err.splitlines()) <= (4 if "progress" in name else 2), where
        assert (root / "victim").read_bytes() == VICTIM, where
        others = [one.name for one in root.iterdir() if "victim" in one.name and one.suffix != ".lock"]
        assert others == ["victim"], where


def _prepared(root: Path, usual: Path, place: Place) -> Path:
    """A person's files as usual, without what lies in the place; the place."""
    root.mkdir()
    shutil.copytree(usual, root / "home")
    write_catalog(root / "catalog")
    (root / "victim").write_bytes(VICTIM)
    path = root / place.at
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    return path


def _refuse(patch: pytest.MonkeyPatch, path: Path) -> None:
    """Opening it is refused, as the permissions of a file do for everybody but root."""
    real = os.open

    def refusing(name: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if str(name) == str(path):
            raise PermissionError(13, "Permission denied", str(name))
        return real(name, flags, mode, dir_fd=dir_fd)

    patch.setattr(os, "open", refusing)


def test_a_link_to_a_file_of_somebody_else_moves_nothing_and_is_in_nobodys_way_once_it_is_gone(
    run: Run, tmp_path: Path, progress_file: Path
) -> None:
    run("tick", "python")
    victim = tmp_path / "victim"
    victim.write_bytes(VICTIM)
    progress_file.unlink()
    progress_file.symlink_to(victim)
    for command in (("tick", "sql"), ("recover",), ("undo",)):
        refused = run(*command)
        assert refused.status == 1
        assert (
            f"{progress_file} is a link to {victim}, which is no file of mltrack. It was left as it is" in refused.err
        )
        assert victim.read_bytes() == VICTIM
    progress_file.unlink()
    assert run("tick", "sql").status == 0
    assert victim.read_bytes() == VICTIM
    assert '"python"' in run("state", "--json").out


def test_a_catalog_file_that_vanishes_while_it_is_looked_for_is_not_there(
    run: Run, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (catalog / "odd.toml").touch()
    real = os.open

    def gone(path: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        (catalog / "odd.toml").unlink(missing_ok=True)
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", gone)
    result = run("roles")
    assert (result.status, result.err) == (0, "")
