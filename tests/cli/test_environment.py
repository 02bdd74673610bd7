"""Strange surroundings: mltrack does its work or says in one sentence why not, and what was there stays there."""

from __future__ import annotations

import ctypes
import itertools
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.small_catalog import write_catalog
from tests.cli.surroundings import Surroundings
from tests.terminal.installed import installed
from tests.terminal.pseudo_terminal import Terminal

READS = (("roles",), ("role", "engineer"), ("summary",), ("state", "--json"), ("history",), ("note", "python"))
READ_ONLY = 0o500


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """mltrack, installed with the small catalog for its own."""
    return installed(write_catalog(tmp_path_factory.mktemp("small") / "catalog"))


@pytest.fixture
def usual(tmp_path: Path, program: Path) -> Surroundings:
    """An ordinary computer, before the first start."""
    return Surroundings(tmp_path / "home", program)


@pytest.fixture
def begun(usual: Surroundings) -> Surroundings:
    """The same, with Python ticked."""
    usual.works("tick", "python")
    return usual


def ticked(surroundings: Surroundings) -> list[str]:
    """What is on disk, as an ordinary process sees it."""
    usual = Surroundings(surroundings.home, surroundings.program)
    ids: list[str] = json.loads(usual.works("state", "--json"))["ticked"]
    return ids


def files(home: Path) -> dict[Path, bytes]:
    """Every file below `home` and what it holds, but for lock files and the cache."""
    found = (path for path in home.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path: path.read_bytes() for path in found if home / "cache" not in path.parents}


@pytest.fixture
def python_that(tmp_path: Path, program: Path) -> Callable[[str], dict[str, str]]:
    """Makes the variables of a Python that runs some lines before the program."""

    def make(lines: str) -> dict[str, str]:
        folder = tmp_path / "site"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(lines, "utf-8")
        return {"PYTHONPATH": f"{folder}{os.pathsep}{program}"}

    return make


# A home that may not be written to.


def _drop_privileges() -> None:
    # For root, permissions count only without CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH.
    libc = ctypes.CDLL(None)
    for capability in (1, 2):
        if hasattr(libc, "prctl"):
            libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.fixture
def permissions_bind(tmp_path: Path) -> None:
    """Skips where a process that gives up its privileges may still write to what is read-only."""
    folder = tmp_path / "read-only"
    folder.mkdir(READ_ONLY)
    if not subprocess.call(["mkdir", folder / "sub"], preexec_fn=_drop_privileges, stderr=subprocess.DEVNULL):
        pytest.skip("permissions do not bind here")


@pytest.mark.usefixtures("permissions_bind")
def test_a_read_only_home_can_be_read_and_says_that_it_cannot_be_written(begun: Surroundings) -> None:
    before, data = files(begun.home), begun.home / "data"
    begun.prepare = _drop_privileges
    data.chmod(READ_ONLY)
    for arguments in READS:
        begun.works(*arguments)
    progress = data / "progress.json"
    reason = f"{progress} could not be saved: Permission denied; nothing was changed."
    assert begun.sentence("tick", "sql").endswith(reason)
    (data / "progress.json.lock").chmod(0)
    reason = f"{progress} could not be locked because of {progress}.lock: Permission denied; nothing was changed."
    assert begun.sentence("tick", "sql").endswith(reason)
    data.chmod(0o700)
    assert files(begun.home) == before


@pytest.mark.usefixtures("permissions_bind")
def test_a_first_start_in_a_read_only_home_is_refused_with_a_sentence(usual: Surroundings) -> None:
    usual.prepare = _drop_privileges
    usual.home.mkdir(READ_ONLY)
    usual.works("roles")
    progress = usual.home / "data" / "progress.json"
    reason = f"{progress} could not be locked because of {usual.home}: Permission denied; nothing was changed."
    assert usual.sentence("tick", "sql").endswith(reason)
    said = " ".join(usual.run("doctor").stdout.split())
    assert f"Saving ✗ {usual.home} may not be written, so nothing can be saved" in said
    assert list(usual.home.iterdir()) == []


@pytest.mark.parametrize("closed", ["data", "data/progress.json"])
@pytest.mark.usefixtures("permissions_bind")
def test_what_may_not_be_looked_into_is_no_first_start(begun: Surroundings, closed: str) -> None:
    before, progress = files(begun.home), begun.home / "data" / "progress.json"
    begun.prepare = _drop_privileges
    (begun.home / closed).chmod(0)
    for arguments in ("roles",), ("tick", "sql"):
        done = begun.run(*arguments)
        sentence, _, way = done.stderr.partition(" To be let in again: ")
        assert (done.returncode, done.stdout, way.startswith("chmod u+rwX ")) == (1, "", True)
        assert sentence == f"mltrack: {progress} could not be read: Permission denied; nothing was changed."
    if closed != "data":
        assert way == f"chmod u+rwX {progress}\n"
    (begun.home / closed).chmod(0o700)
    assert files(begun.home) == before


def test_a_file_in_the_place_of_the_home_is_named_and_left(usual: Surroundings) -> None:
    usual.home.write_text("mine")
    assert "Not a directory" in usual.sentence("tick", "sql")
    assert usual.home.read_text() == "mine"


# No HOME.


def test_without_home_the_places_that_are_given_do(begun: Surroundings, tmp_path: Path) -> None:
    begun.without = ["HOME"]
    begun.works("tick", "sql")
    assert ticked(begun) == ["python", "sql"]
    folders = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE")}
    if sys.platform == "linux":
        by_xdg = Surroundings(begun.home, begun.program, folders, ["HOME", "MLTRACK_HOME"])
        by_xdg.works("tick", "portfolio")
        assert (tmp_path / "data" / "mltrack" / "progress.json").exists()
        assert ticked(begun) == ["python", "sql"]


NOBODY = """
import pwd
def unknown(uid):
    raise KeyError(uid)
pwd.getpwuid = unknown
"""


def test_a_person_without_any_home_is_told_which_variable_to_set(
    usual: Surroundings, tmp_path: Path, python_that: Callable[[str], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    usual.more, usual.without = python_that(NOBODY), ["HOME", "MLTRACK_HOME"]
    for arguments in (("paths",), ("roles",), ("tick", "sql")):
        assert usual.sentence(*arguments) == (
            "Your home directory is not known; set MLTRACK_HOME to a directory for mltrack."
        )
    assert list(Path.cwd().iterdir()) == []


# No room.


@pytest.mark.parametrize("most", [0, 1, 100])
@pytest.mark.parametrize("start", ["usual", "begun"])
def test_a_quota_leaves_the_old_file_whole(start: str, most: int, request: pytest.FixtureRequest) -> None:
    surroundings: Surroundings = request.getfixturevalue(start)
    before = files(surroundings.home)
    surroundings.prepare = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    # Python would leave its compiled modules cut short too, for every later test to stumble over.
    surroundings.more = {"PYTHONDONTWRITEBYTECODE": "1"}
    progress = surroundings.home / "data" / "progress.json"
    reason = f"{progress} could not be saved: File too large; nothing was changed."
    assert surroundings.sentence("tick", "sql").endswith(reason)
    surroundings.works("roles")
    assert files(surroundings.home) == before
    surroundings.prepare = None
    surroundings.works("tick", "sql")
    assert ticked(surroundings) == [*(["python"] if before else []), "sql"]


def test_without_room_for_the_cache_a_catalog_elsewhere_is_read_anew(usual: Surroundings, catalog: Path) -> None:
    usual.more = {"PYTHONDONTWRITEBYTECODE": "1", "MLTRACK_CATALOG": str(catalog)}
    usual.prepare = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    assert usual.works("roles") == usual.works("roles") != ""
    assert files(usual.home) == {}


def test_without_room_for_temporary_files_everything_is_done_as_ever(begun: Surroundings, tmp_path: Path) -> None:
    unwritable = tmp_path / "file"
    unwritable.write_text("mine")
    for milestone, folder in (("sql", tmp_path / "nowhere"), ("portfolio", unwritable)):
        begun.more = {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}
        begun.works("tick", milestone)
        begun.works("roles")
    assert ticked(begun) == ["portfolio", "python", "sql"]
    assert not (tmp_path / "nowhere").exists()
    assert unwritable.read_text() == "mine"


NO_TEMPORARY_FOLDER = """
import tempfile
tempfile._candidate_tempdir_list = lambda: ["/dev/null"]
"""


def test_a_demo_without_room_for_temporary_files_says_so(
    begun: Surroundings, python_that: Callable[[str], dict[str, str]]
) -> None:
    window = Terminal(begun.home, "--demo", env=python_that(NO_TEMPORARY_FOLDER), size=(300, 40))
    assert window.exit_status() == 1
    window.close()
    assert window.row(0).startswith("mltrack: ")
    assert window.row(1) == ""
    assert ticked(begun) == ["python"]


# No locks.

NO_FLOCK = """
import errno, fcntl, os
def flock(descriptor, operation):
    raise OSError(errno.{name}, os.strerror(errno.{name}))
fcntl.flock = flock
"""


@pytest.mark.parametrize("name", ["ENOSYS", "ENOLCK"])
def test_a_home_on_a_file_system_without_locks_can_be_read_and_says_what_to_do(
    begun: Surroundings, name: str, python_that: Callable[[str], dict[str, str]]
) -> None:
    before = files(begun.home)
    begun.more = python_that(NO_FLOCK.format(name=name))
    told = begun.sentence("tick", "sql")
    assert f"{begun.home / 'data' / 'progress.json'} could not be locked, for its file system has no locks (" in told
    assert told.endswith("nothing was changed. Set MLTRACK_HOME to a folder on another disk.")
    for arguments in READS:
        begun.works(*arguments)
    assert files(begun.home) == before
    begun.more = {}
    begun.works("tick", "sql")
    assert ticked(begun) == ["python", "sql"]


# A terminal of 1980.

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0"}
NOTE = "Größe – 大きさ"


@pytest.fixture
def ascii_only(begun: Surroundings) -> Surroundings:
    """A process that reads and writes ASCII."""
    begun.more, begun.without = ASCII, ["LANG", "PYTHONIOENCODING"]
    return begun


def test_an_ascii_process_reads_and_saves_letters_that_it_cannot_show(ascii_only: Surroundings) -> None:
    usual = Surroundings(ascii_only.home, ascii_only.program)
    assert ascii_only.run("note", "python", "-", stdin=NOTE.encode()).returncode == 0
    assert usual.works("note", "python").rstrip("\n") == NOTE
    for arguments in READS:
        assert ascii_only.works(*arguments).isascii()
    assert json.loads(ascii_only.works("note", "python", "--json"))
    ascii_only.works("tick", "sql")
    assert usual.works("note", "python").rstrip("\n") == NOTE
    assert ticked(usual) == ["python", "sql"]


def test_an_ascii_process_takes_letters_of_its_arguments_for_what_they_are(ascii_only: Surroundings) -> None:
    ascii_only.works("note", "python", NOTE)
    assert Surroundings(ascii_only.home, ascii_only.program).works("note", "python").rstrip("\n") == NOTE


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_gets_text_and_nothing_else(begun: Surroundings, term: str) -> None:
    for arguments in (*READS, ("tick", "sql"), ("undo",), ("tick", "nonsense"), ("--help",)):
        window = Terminal(begun.home, *arguments, env={**begun.env, "TERM": term})
        assert window.exit_status() == (1 if "nonsense" in arguments else 0)
        window.close()
        assert window.raw
        assert b"\x1b" not in window.raw
        assert b"Traceback" not in window.raw
    assert ticked(begun) == ["python"]


# No streams.


CLOSED = [" ".join(streams) for count in (1, 2, 3) for streams in itertools.combinations(("<&-", ">&-", "2>&-"), count)]


@pytest.mark.parametrize("closed", CLOSED)
def test_closed_streams_keep_nothing_from_being_saved_nor_get_into_what_is(begun: Surroundings, closed: str) -> None:
    done = begun.run("tick", "sql", shell=closed)
    assert (done.returncode, done.stderr) == (0, "")
    assert ticked(begun) == ["python", "sql"]
    refused = begun.run("tick", "nonsense", shell=closed)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert ticked(begun) == ["python", "sql"]


@pytest.mark.parametrize("closed", [streams for streams in CLOSED if "<&-" in streams])
def test_a_note_from_a_closed_stream_is_no_note(begun: Surroundings, closed: str) -> None:
    begun.works("note", "python", "joins")
    done = begun.run("note", "python", "-", shell=closed)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert begun.works("note", "python") == "joins\n"


# A clock that goes back.

A_DAY_BACK = """
import datetime
class Back(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return real.now(tz) - datetime.timedelta(days=1)
real = datetime.datetime
datetime.datetime = Back
"""


def test_a_clock_set_back_a_day_changes_nothing_of_the_order(
    begun: Surroundings, python_that: Callable[[str], dict[str, str]]
) -> None:
    begun.more = python_that(A_DAY_BACK)
    begun.works("tick", "sql")
    begun.works("note", "python", "joins")
    for arguments in READS:
        begun.works(*arguments)
    events = json.loads(begun.works("history", "--json"))
    assert [event["told"] for event in events] == ["note on Python", "tick SQL (working)", "tick Python (working)"]
    assert events[0]["at"] < events[2]["at"]
    begun.works("undo")
    begun.works("undo")
    assert ticked(begun) == ["python"]
    begun.more = {}
    begun.works("redo")
    assert ticked(begun) == ["python", "sql"]
    begun.works("undo")
    begun.works("undo")
    assert ticked(begun) == []
