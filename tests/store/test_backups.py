"""Earlier states: made at each save, thinned out by a simple rule, and there to go back to."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from tests.store.histories import at, started, ticking


def test_a_backup_that_a_crash_left_under_the_next_name_is_no_obstacle(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    places.backups.mkdir()
    for round_ in range(3):
        generation = len(ProgressStore(places).load().history)
        os.link(places.progress, places.backups / f"progress-{generation:08}.json")
        ProgressStore(places).commit(ticking(f"round-{round_}"))
    assert [path.name for path in sorted(places.backups.iterdir())] == [f"progress-{n:08}.json" for n in (1, 2, 3)]
    assert all(path.stat().st_nlink == 1 for path in places.backups.iterdir())


def test_backups_on_another_file_system_are_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    places = started(tmp_path, 1)
    held, status = places.progress.read_bytes(), places.progress.stat()
    monkeypatch.setattr(os, "link", refuse)
    ProgressStore(places).commit(ticking("new"))
    (backup,) = places.backups.iterdir()
    assert backup.read_bytes() == held
    assert (backup.stat().st_mtime_ns, backup.stat().st_mode) == (status.st_mtime_ns, status.st_mode)


def generations(places: Places) -> list[int]:
    return sorted(int(path.stem.removeprefix("progress-")) for path in places.backups.glob("progress-*.json"))


def test_the_newest_three_backups_stay(tmp_path: Path) -> None:
    places = started(tmp_path, 8)
    # They are all of one day, whose last one is among the three.
    assert generations(places) == [5, 6, 7]


def test_the_last_backup_of_each_of_the_last_seven_days_stays(tmp_path: Path) -> None:
    places, day = at(tmp_path), 86_400
    (places.data / "backups").mkdir(parents=True)
    (places.backups / "notes.txt").write_text("mine")
    for number in range(30):  # three saves on each of ten days, of which the last two are a month later
        ProgressStore(places).commit(ticking(f"m{number}"))
        when = (number // 3 + (30 if number >= 24 else 0)) * day + 1_700_000_000
        os.utime(places.progress, (when, when))
    # Generation 30 is the file itself; 27 to 29 are the newest three, 27 the last of its day.
    assert generations(places) == [12, 15, 18, 21, 24, 27, 28, 29]
    assert (places.backups / "notes.txt").read_text() == "mine"


def test_after_going_back_the_newer_states_keep_their_names(tmp_path: Path) -> None:
    places = started(tmp_path, 4)
    newest = (places.backups / "progress-00000003.json").read_bytes()
    shutil.copyfile(places.backups / "progress-00000001.json", places.progress)
    ProgressStore(places).commit(ticking("another way"))
    assert (places.backups / "progress-00000003.json").read_bytes() == newest
    assert ProgressStore(places).load().marks.keys() == {"old-0", "another way"}
    ProgressStore(places).commit(ticking("and on"))
    assert generations(places) == [2, 3, 4]
