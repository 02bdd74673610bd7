"""Earlier states: made at each save, thinned out by a calendar, and there to go back to."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mltrack.errors import StoreError
from mltrack.store.backups import Backups
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from tests.store.damages import emptied, harm, lose_copy
from tests.store.disks import Disk, Machine, Stopped
from tests.store.histories import Seen, at, backups, nothing, same, started, ticking

EVENING = datetime(2023, 11, 20, 21, tzinfo=UTC)


def generations(places: Places) -> list[int]:
    return sorted(one.generation for one in Backups(places.backups).files())


def labels(places: Places) -> list[tuple[int, str]]:
    return sorted((one.generation, one.label) for one in Backups(places.backups).files())


def save(places: Places, milestone: str, at: datetime | None = None, label: str = "") -> None:
    """One save, made at that moment."""
    moment = at.timestamp() if at else None
    with pytest.MonkeyPatch.context() as patch:
        if moment is not None:  # what reaches the disk, does so then
            patch.setattr(os, "fsync", lambda descriptor: os.utime(descriptor, (moment, moment)))
        ProgressStore(places).commit(ticking(milestone), label)


# How a backup is made


@pytest.mark.parametrize("saves", [1, 2, 3])
def test_every_save_is_backed_up_at_once_by_a_file_of_its_own(saves: int, tmp_path: Path) -> None:
    places = started(tmp_path, saves)
    backup = backups(places)[-1]
    moment = datetime.fromtimestamp(int(places.progress.stat().st_mtime), UTC)
    assert backup.name == f"progress-{saves:08}-{moment:%Y%m%dT%H%M%SZ}.json"
    assert backup.read_bytes() == places.progress.read_bytes()
    assert generations(places) == list(range(1, saves + 1))
    assert {path.stat().st_nlink for path in [places.progress, *backups(places)]} == {1}


@pytest.mark.parametrize("copied", [True, False], ids=["copied before", "not copied before"])
def test_every_save_makes_a_backup_of_the_bytes_that_it_replaces(copied: bool, tmp_path: Path) -> None:
    places = started(tmp_path, 2)
    held = places.progress.read_bytes()
    if not copied:
        lose_copy(places.progress)
    ProgressStore(places).commit(ticking("new"))
    assert backups(places)[-2].read_bytes() == held
    assert generations(places) == [1, 2, 3]
    ProgressStore(places).commit(nothing)
    assert generations(places) == [1, 2, 3]


@pytest.mark.parametrize(("function", "nth"), [("write", 2), ("fsync", 4), ("replace", 2)])
def test_a_save_whose_backup_does_not_fit_on_the_disk_is_saved_and_thinned_out_all_the_same(
    function: str, nth: int, tmp_path: Path
) -> None:
    places = started(tmp_path, 5)
    Backups(places.backups).copy(1, places.progress.stat().st_mtime_ns, "", backups(places)[0].read_bytes())
    assert generations(places) == [1, 2, 3, 4, 5]
    disk = Disk(function, nth, sticky=True, error=errno.ENOSPC)
    with disk.failing():
        after = ProgressStore(places).commit(ticking("new"))
    assert disk.failed_on
    assert same(ProgressStore(places).load(), after)
    assert generations(places) == [2, 3, 4, 5]
    held = places.progress.read_bytes()
    save(places, "newer")
    assert generations(places) == [4, 5, 6, 7]
    assert backups(places)[-2].read_bytes() == held
    assert sorted(places.backups.iterdir()) == backups(places)


def test_a_backup_that_a_crash_left_under_the_next_name_is_no_obstacle(tmp_path: Path) -> None:
    places = started(tmp_path, 2)
    for round_ in range(3):
        lose_copy(places.progress)
        for nth in range(1, 20):
            with Machine(nth).stopping(), pytest.raises(Stopped):
                ProgressStore(places).commit(ticking("lost"))
            if backups(places)[-1].samefile(places.progress):
                break
        assert backups(places)[-1].samefile(places.progress)
        ProgressStore(places).commit(ticking(f"round-{round_}"))
    assert generations(places) == [2, 3, 4, 5]
    assert all(path.stat().st_nlink == 1 for path in backups(places))


@pytest.mark.parametrize(
    ("label", "copied"),
    [("", True), ("", False), ("before-merge", True)],
    ids=["copied before", "not copied before", "before something large"],
)
def test_after_a_save_that_failed_no_backup_shares_anything_with_the_file(
    label: str, copied: bool, tmp_path: Path
) -> None:
    places = started(tmp_path, 2)
    if not copied:
        lose_copy(places.progress)
    held = {path: path.read_bytes() for path in backups(places)}
    with Disk("replace", 1, error=errno.ENOSPC).failing(), pytest.raises(StoreError):
        ProgressStore(places).commit(ticking("lost"), label)
    with places.progress.open("r+b") as stream:  # another program, which writes in place
        stream.write(b"nonsense")
    assert {path: path.read_bytes() for path in backups(places)} == held
    assert set(ProgressStore(places).load().marks) == ({"old-0", "old-1"} if copied else {"old-0"})


def test_backups_on_another_file_system_are_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    places = started(tmp_path, 2)
    held = places.progress.read_bytes()
    monkeypatch.setattr(os, "link", refuse)
    lose_copy(places.progress)
    ProgressStore(places).commit(ticking("new"))
    assert generations(places) == [1, 2, 3]
    assert backups(places)[-2].read_bytes() == held
    assert backups(places)[-2].stat().st_mode & 0o777 == 0o600


def test_after_going_back_by_hand_the_newer_states_are_kept_and_the_newest_one_for_longer(tmp_path: Path) -> None:
    places = started(tmp_path, 4)
    oldest, *_, newest = backups(places)
    held = {path: path.read_bytes() for path in backups(places)}
    shutil.copyfile(oldest, places.progress)
    os.utime(places.progress, (EVENING.timestamp(), EVENING.timestamp()))
    longer = newest.with_name(newest.name.replace(".json", "-before-rollback.json"))
    ProgressStore(places).commit(ticking("another way"))
    held[longer] = held[newest]
    del held[oldest]  # it is there as it was copied, which is the last of its day
    assert {path: path.read_bytes() for path in backups(places) if path in held} == held
    assert ProgressStore(places).load().marks.keys() == {"old-0", "another way"}
    assert generations(places) == [1, 2, 3, 4, 4, 5]
    ProgressStore(places).commit(ticking("and on"))
    assert generations(places) == [1, 3, 4, 4, 5, 6]
    for number in range(4):
        save(places, f"m{number}")
    assert labels(places) == [(1, ""), (4, "before-rollback"), *((number, "") for number in (7, 8, 9, 10))]
    assert longer.read_bytes() == held[longer]


@pytest.mark.parametrize("moment", ["-20261120T101500Z", ""], ids=["a name of today", "one of the first release"])
def test_to_keep_a_backup_longer_gives_it_a_label_once(moment: str, tmp_path: Path) -> None:
    backup = tmp_path / f"progress-00000007{moment}.json"
    backup.write_text("held")
    longer = tmp_path / f"progress-00000007{moment}-before-rollback.json"
    files = Backups(tmp_path)
    files.keep_longer(backup, "before-rollback")
    files.keep_longer(backup, "before-rollback")
    files.keep_longer(longer, "before-merge")
    assert [(one.path, one.label) for one in files.files()] == [(longer, "before-rollback"), (backup, "")]
    assert longer.read_text() == "held"


def test_what_only_looks_like_a_backup_does_not_stand_in_the_way(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    strange = {
        "notes.txt": "mine",
        "progress-00000001-20261301T000000Z.json": "no such month",
        "progress-1.json": "too short",
        "progress.new": "cut short by a crash",
        "mine.new": "mine too",
    }
    for name, text in strange.items():
        (places.backups / name).write_text(text)
    (places.backups / "progress-00000009.json").symlink_to("nowhere")
    (places.backups / "progress-00000008.json").mkdir()
    assert set(ProgressStore(places).commit(ticking("new")).marks) == {"old-0", "new"}
    harm(places, emptied)
    assert set(ProgressStore(places).load().marks) == {"old-0"}
    left = {path.name for path in places.backups.iterdir()}
    assert left > strange.keys() - {"progress.new"}
    assert "progress.new" not in left


@pytest.mark.parametrize("seconds", [-(2**31), 2**31, 2**33])
def test_a_file_of_a_strange_year_is_backed_up_like_any_other(seconds: int, tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    os.utime(places.progress, (seconds, seconds))
    held = places.progress.read_bytes()
    save(places, "new")
    assert any(path.read_bytes() == held for path in backups(places))
    harm(places, emptied)
    assert set(ProgressStore(places).load().marks) == {"old-0"}


@pytest.mark.parametrize("saved_ns", [2**62, 2**80, -(2**80)])
def test_there_is_a_name_for_every_moment_of_a_file_system(saved_ns: int, tmp_path: Path) -> None:
    path = Backups(tmp_path).path(1, saved_ns)
    path.touch()
    assert [one.path for one in Backups(tmp_path).files()] == [path]


# The calendar


def days_of_saves(places: Places, first: date, days: int) -> None:
    """Names of backups, one of every evening: only those of the last two are made by real saves."""
    save(places, "first")
    raw = places.progress.read_bytes()
    for path in backups(places):
        path.unlink()
    files = Backups(places.backups)
    for number in range(days):
        evening = datetime(first.year, first.month, first.day, 21, tzinfo=UTC) + timedelta(days=number)
        files.copy(number + 1, int(evening.timestamp()) * 10**9, "", raw)
        files.thin_out(lambda _: True)


def kept_days(places: Places) -> list[str]:
    return [f"{one.saved_at:%Y-%m-%d}" for one in reversed(Backups(places.backups).files())]


def test_three_years_of_daily_saves_keep_what_the_calendar_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    places = at(tmp_path)
    days_of_saves(places, date(2023, 11, 21), 3 * 365 + 1)
    assert kept_days(places) == [
        # The last evenings of 12 months, the present one among them.
        *("2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"),
        *("2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"),
        # The Sundays that end 4 weeks, the present one among them.
        *("2026-11-01", "2026-11-08"),
        # 7 days; 2026-11-15 ends a week, 2026-11-20 is a Friday.
        *("2026-11-14", "2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"),
    ]


def test_at_every_moment_of_those_years_there_is_a_state_of_every_age(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    monkeypatch.setattr(Backups, "thin_out", checked_thin_out(Backups.thin_out))
    days_of_saves(at(tmp_path), date(2025, 1, 1), 400)


def checked_thin_out(real: object) -> object:
    def thin_out(self: Backups, is_ours: Callable[[Path], bool]) -> None:
        assert callable(real)
        real(self, is_ours)
        files = self.files()
        newest = files[0].saved_at.date()
        ages = {(newest - one.saved_at.date()).days for one in files}
        days = files[0].generation
        assert ages >= set(range(min(7, days)))
        for least, most in ((8, 14), (15, 21), (29, 62), (304, 337)):
            assert days <= most or any(least <= age <= most for age in ages), (newest, sorted(ages))
        assert len(files) <= 4 + 7 + 4 + 12

    return thin_out


def test_of_many_saves_of_one_day_the_present_state_and_the_three_before_it_stay(tmp_path: Path) -> None:
    places = started(tmp_path, 8)
    assert generations(places) == [5, 6, 7, 8]
    assert backups(places)[-1].read_bytes() == places.progress.read_bytes()


def test_real_saves_follow_the_calendar_too(tmp_path: Path) -> None:
    places = at(tmp_path)
    for number in range(30):  # three a day on ten days, of which the last two are a month later
        day = number // 3 + (30 if number >= 24 else 0)
        save(places, f"m{number}", EVENING + timedelta(days=day))
    # Generation 30 is the file itself; with it, 27 to 29 are the newest four, 27 the last of its day.
    assert generations(places) == [12, 15, 18, 21, 24, 27, 28, 29, 30]


def test_what_was_asked_for_stays_for_ever_and_five_of_what_came_before_something_large(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    backup, new = ProgressStore(places).keep()
    assert new
    assert (backup.number, backup.label, backup.fault) == (1, "kept", "")
    assert backup.progress is not None
    assert same(backup.progress, ProgressStore(places).load())
    for number in range(7):
        save(places, f"before-{number}", label="before-merge" if number % 2 else "before-restore")
        save(places, f"m{number}")
    for number in range(10):
        save(places, f"n{number}")
    assert labels(places) == [
        (1, "kept"),
        *[
            (generation, "before-restore" if generation % 4 == 1 else "before-merge")
            for generation in (5, 7, 9, 11, 13)
        ],
        *[(generation, "") for generation in (22, 23, 24, 25)],
    ]


def test_asking_twice_for_a_backup_of_one_state_makes_one(tmp_path: Path) -> None:
    places = started(tmp_path, 2)
    first, _ = ProgressStore(places).keep()
    seen = Seen(places)
    second, new = ProgressStore(places).keep()
    assert (second.file, new) == (first.file, False)
    assert Seen(places) == seen


@pytest.mark.parametrize("nth", range(1, 8))
def test_a_backup_that_was_cut_short_is_not_taken_for_one(nth: int, tmp_path: Path) -> None:
    places = started(tmp_path, 2)
    with Machine(nth).stopping(), pytest.raises(Stopped):
        ProgressStore(places).keep()
    backup, _ = ProgressStore(places).keep()
    assert backup.fault == ""
    assert Path(backup.file).read_bytes() == places.progress.read_bytes()


def test_a_backup_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    places = started(tmp_path, 2)
    with Disk("write", 1, error=errno.ENOSPC).failing(), pytest.raises(StoreError, match="No space left on device"):
        ProgressStore(places).keep()
    assert labels(places) == [(1, ""), (2, "")]


@pytest.mark.parametrize("state", ["nothing", "damaged"])
def test_there_is_nothing_to_keep_of_a_file_that_is_not_there_or_damaged(state: str, tmp_path: Path) -> None:
    places = started(tmp_path, 0 if state == "nothing" else 2)
    if state == "damaged":
        harm(places, emptied)
    with pytest.raises(StoreError, match="nothing to back up" if state == "nothing" else "mltrack recover"):
        ProgressStore(places).keep()
    assert not any(label for _, label in labels(places))
    assert places.data.exists() == (state == "damaged")


def test_a_folder_that_was_copied_with_new_times_loses_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    days_of_saves(at(tmp_path / "one"), date(2026, 1, 1), 300)
    shutil.copytree(tmp_path / "one", tmp_path / "two", copy_function=shutil.copyfile)
    here, there = (Backups(at(tmp_path / name).backups) for name in ("one", "two"))
    there.thin_out(lambda _: True)
    assert [one.path.name for one in there.files()] == [one.path.name for one in here.files()]
    assert len(there.files()) == 7 + 2 + 9  # days, weeks and months


def thinned(folder: Path, days: Iterable[date]) -> list[int]:
    """The generations that stay, of one save on each of these days in this order."""
    for generation, day in enumerate(days, start=1):
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        Backups(folder).path(generation, int(moment.timestamp()) * 10**9).touch()
        Backups(folder).thin_out(lambda _: True)
    return sorted(one.generation for one in Backups(folder).files())


def test_a_clock_that_was_set_back_costs_nothing_that_is_new(tmp_path: Path) -> None:
    wrong = [date(2031, 1, day) for day in range(1, 11)]
    right = [date(2026, 11, day) for day in range(1, 21)]
    kept = thinned(tmp_path, [*right[:10], *wrong, *right[10:]])
    # The last seven saves are seven days, whatever the clock said before them.
    assert kept[-7:] == list(range(24, 31))
    assert len(kept) <= 4 + 7 + 4 + 12


def test_a_clock_that_starts_anew_at_1970_every_day_keeps_the_newest_four(tmp_path: Path) -> None:
    assert thinned(tmp_path, [date(1970, 1, 1)] * 9) == [6, 7, 8, 9]


def test_whoever_comes_back_once_a_year_finds_twelve_years(tmp_path: Path) -> None:
    assert thinned(tmp_path, [date(year, 11, 20) for year in range(2012, 2027)]) == list(range(4, 16))


def test_what_came_before_something_large_is_a_state_of_its_day_like_any_other(tmp_path: Path) -> None:
    for day in range(1, 8):
        for label in ("", "before-merge"):
            evening = datetime(2026, 11, day, 21, tzinfo=UTC)
            Backups(tmp_path).path(2 * day - (not label), int(evening.timestamp()) * 10**9, label).touch()
    Backups(tmp_path).thin_out(lambda _: True)
    # The newest four, and of every day the last one: for 1 and 2 November the calendar keeps it.
    assert [(one.generation, one.label) for one in reversed(Backups(tmp_path).files()) if one.generation < 6] == [
        (2, "before-merge"),
        (4, "before-merge"),
    ]
