"""What a kept first frame depends on, and what happens where it cannot be shown."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest

from mltrack import kept_frame
from mltrack.kept_frame import Circumstances, Curtain, day_in
from mltrack.session import local_now

SIZE = (80, 24)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "data").mkdir(parents=True)
    return tmp_path / "home"


def kept(home: Path, *files: Path) -> None:
    made_of = Circumstances(SIZE, ascii=False)
    made_of.add(map(str, files))
    made_of.add_below(home / "data")
    made_of.keep({day_in(0): "a frame", day_in(1): "a frame", day_in(2): "another"})


def found(size: tuple[int, int] = SIZE, *, ascii: bool = False, days: int = 0) -> bytes | None:  # noqa: A002
    return kept_frame._kept(Circumstances(size, ascii=ascii), days)


def test_it_is_found_under_the_same_circumstances(home: Path) -> None:
    assert found() is None
    kept(home, home / "data" / "progress.json")
    assert found() == b"a frame"
    assert found((81, 24)) is None
    assert found(ascii=True) is None
    assert [found(days=days) for days in range(-1, 4)] == [None, b"a frame", b"a frame", b"another", None]
    assert (home / "cache" / "first-frame").stat().st_mode & 0o077 == 0


def test_a_file_that_comes_goes_or_changes_makes_another_frame(home: Path) -> None:
    path = home / "data" / "deep" / "one"
    for change in (
        path.parent.mkdir,
        lambda: path.write_text("1"),
        lambda: path.write_text("2 or more"),
        lambda: os.utime(path, ns=(0, 0)),
        lambda: path.chmod(0o400),
        lambda: put_in_place_of(path),
        path.unlink,
        path.parent.rmdir,
    ):
        kept(home)
        assert found() == b"a frame"
        change()
        assert found() is None, change


def put_in_place_of(path: Path) -> None:
    """Other words of the same length, with the times of before, as `cp -p` and editors can leave it."""
    path.chmod(0o600)
    was = path.stat()
    path.write_text("3 or even")
    assert path.stat().st_size == was.st_size
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def test_files_that_changed_since_a_moment_are_told(home: Path) -> None:
    path = home / "data" / "progress.json"
    path.write_text("")
    changed = path.stat().st_ctime_ns
    made_of = Circumstances(SIZE, ascii=False)
    made_of.add([str(path), str(home / "data" / "missing")])
    assert made_of.changed_since(changed)
    assert not made_of.changed_since(changed + 1)


@pytest.mark.parametrize(
    ("module", "name"),
    [(kept_frame, "__file__"), (sys, "executable"), (sys, "version")],
    ids=["place", "executable", "version"],
)
def test_the_frame_of_another_program_with_the_same_home_is_none(
    home: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    kept(home)
    monkeypatch.setattr(module, name, "another")
    assert found() is None


@pytest.mark.parametrize("zone", ["XXX-24", "XXX+24", "UTC", "Pacific/Kiritimati", "XXX-23:59"])
def test_the_day_is_that_of_the_session(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        before, day, after = local_now(), day_in(0), local_now()
        assert day in {str(before.date()), str(after.date())}
    time.tzset()


def test_a_folder_behind_a_link_counts_too(home: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (home / "data" / "link").symlink_to(tmp_path / "elsewhere")
    kept(home)
    (tmp_path / "elsewhere" / "new").write_text("")
    assert found() is None


def test_folders_without_end_are_not_looked_through(home: Path) -> None:
    (home / "data" / "round").symlink_to(home / "data")
    for number in range(200):
        (home / "data" / f"{number}").write_text("")
    kept(home)
    assert found() is None


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("TERM", True),
        ("NO_COLOR", True),
        ("LC_ALL", True),
        ("MLTRACK_CATALOG", True),
        ("XDG_CONFIG_HOME", True),
        ("TEXTUAL_THEME", True),
        ("PYTHONPATH", True),
        ("TEXTUAL_FPS", False),
        ("XDG_SESSION_ID", False),
        ("WINDOWID", False),
    ],
)
def test_what_the_look_depends_on_counts(home: Path, monkeypatch: pytest.MonkeyPatch, name: str, counts: bool) -> None:
    kept(home)
    monkeypatch.setenv(name, "other")
    assert (found() is None) == counts


def test_a_catalog_that_is_named_from_here_is_another_one_elsewhere(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MLTRACK_CATALOG", "mine")
    kept(home)
    assert found() == b"a frame"
    monkeypatch.chdir(tmp_path)
    assert found() is None


def badly_counted() -> bytes:
    general = Circumstances(SIZE, ascii=False).general
    return json.dumps({"general": general, "files": {}, "days": {day_in(0): 5}}).encode() + b"\nx"


@pytest.mark.parametrize("raw", [b"", b"\n", b"00000000{}\nx", b"no number of it\nx", b"\xff" * 100])
def test_what_is_no_kept_frame_is_none(home: Path, raw: bytes) -> None:
    kept(home)
    place = home / "cache" / "first-frame"
    place.write_bytes(raw)
    assert found() is None
    for strange in (b"[]\nx", b"{\nx", b'{"general":1,"files":2}\nx', badly_counted(), b"[" * 100_000 + b"\nx"):
        place.write_bytes(kept_frame._sum(strange) + strange)
        assert found() is None


def test_nothing_is_kept_where_nothing_is_kept_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / "home"))
    Circumstances(SIZE, ascii=False).keep({day_in(0): "a frame"})
    assert not (tmp_path / "home").exists()


def test_without_a_terminal_there_is_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(home)
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(kept_frame, "_OUTPUT", nothing.fileno())
        assert Curtain.raised(ascii=False) is None
