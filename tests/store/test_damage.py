"""A progress file that is not what mltrack wrote: the newest good backup stands in, and not a byte is changed."""

from __future__ import annotations

import errno
import os
import random
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from mltrack.core.progress import Progress
from mltrack.errors import StoreDamaged, StoreError, StoreTooNew
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from tests.store.damages import (
    ALTERED,
    DAMAGES,
    UNFIT,
    UNREADABLE,
    emptied,
    first_clock,
    harm,
    lose_copy,
    of_schema,
    vouched,
)
from tests.store.disks import Disk
from tests.store.histories import Seen, asides, at, backups, event_of, nothing, same, started, ticking, varied


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A store of three saves, each with its backup; the last one ticked "b"."""
    return varied(tmp_path)


@pytest.fixture
def backed_up(places: Places) -> Progress:
    """What the newest backup holds where there is none of the last save."""
    b = event_of(ProgressStore(places).load(), "b")
    return Progress.replay(event for event in ProgressStore(places).load().history if event != b)


@pytest.fixture(params=[False, True], ids=["without the backup of the last save", "with it"])
def at_hand(request: pytest.FixtureRequest, places: Places, backed_up: Progress) -> Progress:
    """What the newest backup holds, where there is one of the last save and where there is none."""
    if request.param:
        return ProgressStore(places).load()
    lose_copy(places.progress)
    return backed_up


every_damage = pytest.mark.parametrize("kind", DAMAGES)


@every_damage
def test_reading_shows_the_newest_good_backup_and_changes_nothing(
    kind: str, places: Places, backed_up: Progress
) -> None:
    harm(places, DAMAGES[kind])
    before = Seen(places)
    store = ProgressStore(places)
    assert same(store.load(), backed_up)
    assert same(store.commit(nothing), backed_up)
    assert same(store.load(), backed_up)
    assert Seen(places) == before
    recovery = store.recovery
    assert recovery is not None
    assert store.aside is None
    assert recovery.file == str(places.progress)
    assert recovery.reason.startswith("is damaged (")
    newest = backups(places)[-1]
    assert newest.name.startswith("progress-00000002-")
    assert recovery.backup == str(newest)
    assert recovery.behind == 1
    assert str(recovery) == (
        f"{places.progress} {recovery.reason}; in use is the backup {newest}, "
        f"saved {recovery.saved_at:%Y-%m-%d %H:%M} UTC."
    )
    assert str(recovery).isprintable()
    assert recovery.loss == "At most the last save is missing."


@every_damage
def test_the_next_save_puts_the_file_aside_and_keeps_all_of_the_backup(
    kind: str, places: Places, backed_up: Progress
) -> None:
    damaged = harm(places, DAMAGES[kind])
    earlier = {path: path.read_bytes() for path in backups(places)}
    store = ProgressStore(places)
    after = store.commit(ticking("c"))
    assert set(after.marks) == {*backed_up.marks, "c"}
    assert after.history[:-1] == backed_up.history
    assert after.history[-1] == event_of(after, "c")
    assert same(ProgressStore(places).load(), after)
    (aside,) = asides(places)
    assert aside.read_bytes() == damaged
    assert store.recovery is None
    assert store.aside is not None
    assert store.aside.kept_as == str(aside)
    assert store.aside.recovery.reason.startswith("is damaged (")
    assert {path: path.read_bytes() for path in earlier} == earlier
    assert store.reader.fetch().generation == 3  # one past the newest backup
    assert same(store.commit(ticking("d")), ProgressStore(places).load())
    assert asides(places) == [aside]


@pytest.mark.parametrize("kind", [*UNREADABLE, *UNFIT, *ALTERED])
def test_what_is_missing_is_told_as_far_as_the_file_can_be_read(kind: str, places: Places) -> None:
    b = event_of(ProgressStore(places).load(), "b")
    harm(places, DAMAGES[kind])
    store = ProgressStore(places)
    store.load()
    assert store.recovery is not None
    assert store.recovery.missing == (None if kind in UNREADABLE else (b,))
    assert store.recovery.whole == (kind in ALTERED)


def test_of_a_file_that_is_only_written_anew_by_another_program_nothing_is_missing(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    places.progress.write_bytes(ALTERED["written as JSON by another program"](places.progress.read_bytes()))
    store = ProgressStore(places)
    store.load()
    assert store.recovery is not None
    assert (store.recovery.behind, store.recovery.missing, store.recovery.altered) == (0, (), 0)
    assert store.recovery.loss == "Nothing is missing."


def test_entries_that_say_something_else_in_the_file_are_counted(places: Places) -> None:
    harm(places, lambda raw: raw.replace(b"gone soon", b"stays on"))
    store = ProgressStore(places)
    store.load()
    assert store.recovery is not None
    assert (store.recovery.altered, len(store.recovery.missing or ())) == (2, 1)


@every_damage
def test_with_the_backup_of_the_last_save_there_nothing_is_missing(kind: str, places: Places) -> None:
    before = ProgressStore(places).load()
    damaged = DAMAGES[kind](places.progress.read_bytes())
    places.progress.write_bytes(damaged)
    seen, store = Seen(places), ProgressStore(places)
    assert same(store.load(), before)
    recovery = store.recovery
    assert recovery is not None
    assert recovery.backup == str(backups(places)[-1])
    assert backups(places)[-1].name.startswith("progress-00000003-")
    # Of a file that cannot be read it is not known whether it was saved once more, and that without a backup.
    assert recovery.behind == (0 if kind in ALTERED else 1)
    assert recovery.missing == (None if kind in UNREADABLE else ())
    assert Seen(places) == seen
    after = store.commit(ticking("c"))
    assert after.history[:-1] == before.history
    assert same(ProgressStore(places).load(), after)
    assert [path.read_bytes() for path in asides(places)] == [damaged]


def test_a_flipped_bit_anywhere_is_noticed_and_stood_in_for(tmp_path: Path) -> None:
    places = started(tmp_path, 2)
    raw = places.progress.read_bytes()
    lose_copy(places.progress)
    for offset in [*range(250), *range(250, len(raw), 7), len(raw) - 1]:
        bit = 1 << random.Random(offset).randrange(8)
        flipped = bytearray(raw)
        flipped[offset] ^= bit
        places.progress.write_bytes(flipped)
        store = ProgressStore(places)
        assert set(store.load().marks) == {"old-0"}, offset  # that of the schema too
        assert store.recovery is not None
        assert places.progress.read_bytes() == flipped
    places.progress.write_bytes(raw)
    assert set(ProgressStore(places).load().marks) == {"old-0", "old-1"}


def mangled(raw: bytes, draw: random.Random) -> bytes:
    """Some accident: bytes changed, cut out, doubled, swapped or filled, anywhere."""
    start = draw.randrange(len(raw))
    end = min(len(raw), start + draw.choice([1, 2, 16, 512, 4096]))
    part = raw[start:end]
    middle = draw.choice(
        [b"", part * 2, bytes(len(part)), draw.randbytes(len(part)), part[::-1], part.upper(), b"\n", b'{"a":1}']
    )
    return draw.choice([raw[:start] + middle + raw[end:], raw[:start] + middle, raw[start:]])


@pytest.mark.parametrize("left", [2, 3], ids=["without the backup of the last save", "with it"])
def test_300_accidents_are_each_told_and_none_loses_more_than_has_no_backup(left: int, tmp_path: Path) -> None:
    places = started(tmp_path, 3)
    raw = places.progress.read_bytes()
    if left == 2:
        lose_copy(places.progress)
    for number in range(300):
        damaged = mangled(raw, random.Random(number))
        places.progress.write_bytes(damaged)
        store = ProgressStore(places)
        held = set(store.load().marks)
        if damaged == raw:
            assert store.recovery is None
            continue
        assert held == {f"old-{one}" for one in range(left)}, number
        assert store.recovery is not None
        assert store.recovery.behind <= 1
        assert places.progress.read_bytes() == damaged


# Files of other kinds


def put_a_folder(path: Path) -> None:
    path.mkdir()
    (path / "mine").write_text("mine")


def put_a_huge_file(path: Path) -> None:
    path.touch()
    os.truncate(path, 65 * 1024 * 1024)


KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (lambda path: None, "is gone, but it has backups"),
    "a folder": (put_a_folder, "is damaged (it is not a regular file)"),
    "a FIFO": (os.mkfifo, "is damaged (it is not a regular file)"),
    "huge": (put_a_huge_file, "is damaged (it is larger than 67,108,864 bytes)"),
}
every_kind = pytest.mark.parametrize(("put", "reason"), KINDS.values(), ids=KINDS)


@every_kind
def test_something_else_in_its_place_is_told_and_left(
    put: Callable[[Path], object], reason: str, places: Places, at_hand: Progress
) -> None:
    places.progress.unlink()
    put(places.progress)
    before = Seen(places)
    store = ProgressStore(places)
    assert same(store.load(), at_hand)
    assert store.recovery is not None
    assert (store.recovery.reason, store.recovery.missing, store.recovery.behind) == (reason, None, 1)
    assert store.recovery.gone == (not places.progress.exists())
    assert Seen(places) == before


@every_kind
def test_something_else_in_its_place_is_put_aside_by_the_next_save(
    put: Callable[[Path], object], reason: str, places: Places, at_hand: Progress
) -> None:
    places.progress.unlink()
    put(places.progress)
    status = places.progress.lstat() if places.progress.exists() else None
    store = ProgressStore(places)
    after = store.commit(ticking("c"))
    assert set(after.marks) == {*at_hand.marks, "c"}
    assert after.history[:-1] == at_hand.history
    assert same(ProgressStore(places).load(), after)
    assert [path.lstat().st_ino for path in asides(places)] == ([status.st_ino] if status else [])
    assert store.aside is not None
    assert store.aside.kept_as == (str(asides(places)[0]) if status else "")
    assert [path.read_text() for path in places.data.glob("progress.json.damaged-*/mine")] == ["mine"] * (
        reason == KINDS["a folder"][1] and put is put_a_folder
    )


def test_a_link_that_leads_nowhere_is_a_missing_file_and_stays_a_link(places: Places, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "mine.json"
    places.progress.unlink()
    places.progress.symlink_to(elsewhere)
    store = ProgressStore(places)
    store.load()
    assert store.recovery is not None
    assert (store.recovery.file, store.recovery.reason) == (str(elsewhere), "is gone, but it has backups")
    assert not elsewhere.parent.exists()
    assert "c" in store.commit(ticking("c")).marks
    assert places.progress.is_symlink()
    assert "c" in ProgressStore(places).load().marks


def test_a_loop_of_symbolic_links_is_told(tmp_path: Path) -> None:
    places = at(tmp_path)
    places.data.mkdir(parents=True)
    places.progress.symlink_to(places.data / "other")
    (places.data / "other").symlink_to(places.progress)
    with pytest.raises(StoreError, match="could not be read: Too many levels"):
        ProgressStore(places).commit(ticking("a"))


def test_a_file_that_the_disk_does_not_give_back_is_left_and_the_way_on_is_told(places: Places) -> None:
    before = Seen(places)
    with Disk("open", 1, sticky=True).failing(), pytest.raises(StoreError) as caught:
        ProgressStore(places).load()
    assert str(caught.value) == (
        f"{places.progress} could not be read: Input/output error; nothing was changed. If that lasts, "
        f"move it away: mltrack goes on from the newest backup in {places.backups}."
    )
    with Disk("open", 1, error=errno.EACCES).failing(), pytest.raises(StoreError) as caught:
        ProgressStore(places).load()
    assert str(caught.value).endswith(
        f"Permission denied; nothing was changed. To be let in again: chmod u+rwX {shlex.quote(str(places.progress))}"
    )
    assert Seen(places) == before
    places.progress.unlink()
    store = ProgressStore(places)
    store.load()
    assert store.recovery is not None
    assert store.recovery.reason == "is gone, but it has backups"


def test_backups_that_cannot_be_read_are_told_where_none_stands_in(places: Places) -> None:
    harm(places, emptied)
    for backup in backups(places):
        backup.unlink()
        backup.symlink_to(backup.name)  # a loop: to open it is an error
    with pytest.raises(StoreDamaged) as caught:
        ProgressStore(places).load()
    reason = os.strerror(errno.ELOOP)
    assert f"no good backup in {places.backups} (some could not be read: {reason}). Nothing" in str(caught.value)


def test_a_file_in_the_place_of_the_directory_is_told(tmp_path: Path) -> None:
    places = at(tmp_path)
    places.data.parent.mkdir()
    places.data.write_text("mine")
    for attempt in (ProgressStore(places).load, lambda: ProgressStore(places).commit(ticking("a"))):
        with pytest.raises(StoreError, match=f"{places.progress} could not be read: Not a directory"):
            attempt()
    assert places.data.read_text() == "mine"


def test_a_device_is_not_put_aside(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    # Somebody whose progress.json leads to /dev/null, and who is root, needs /dev/null afterwards.
    places.progress.unlink()
    places.progress.symlink_to("/dev/null")
    store = ProgressStore(places)
    store.load()
    monkeypatch.setattr(store.storage, "path", places.data / "null")
    (places.data / "null").symlink_to("/dev/null")  # so that a failure of this test harms nothing
    with pytest.raises(StoreError, match="is a device"):
        store.commit(ticking("c"))
    assert Path("/dev/null").is_char_device()


# The backups


def test_without_a_good_backup_the_ways_out_are_told(tmp_path: Path) -> None:
    places = started(tmp_path, 4)
    for path in backups(places):
        path.write_bytes(b"{")
    harm(places, emptied)
    before = Seen(places)
    store = ProgressStore(places)
    for attempt in (store.load, lambda: store.commit(ticking("c"))):
        with pytest.raises(StoreDamaged) as caught:
            attempt()
        assert str(caught.value) == (
            f"{places.progress} is damaged (it is empty), and there is no good backup in {places.backups}. "
            "Nothing was changed. mltrack restore FILE goes on from a copy elsewhere, "
            "mltrack recover --afresh from nothing; the file is kept either way."
        )
    assert Seen(places) == before


def test_a_backup_of_a_newer_mltrack_is_shown_and_nothing_older_is_put_in_its_place(tmp_path: Path) -> None:
    places = started(tmp_path, 4)
    harm(places, emptied)
    newest = backups(places)[-1]
    newest.write_bytes(of_schema(9)(newest.read_bytes()))
    before = Seen(places)
    store = ProgressStore(places)
    assert set(store.load().marks) == {"old-0", "old-1", "old-2"}
    assert store.newer is not None
    with pytest.raises(StoreTooNew):
        store.commit(ticking("c"))
    assert Seen(places) == before


def test_a_checksum_that_was_made_to_fit_does_not_hide_an_entry_that_cannot_be(places: Places) -> None:
    harm(places, lambda raw: vouched(first_clock(raw, b'"clock":1.5,')))
    store = ProgressStore(places)
    store.load()
    assert store.recovery is not None
    assert "clock is not a whole number" in store.recovery.reason


def test_control_characters_of_a_path_do_not_reach_the_sentence(tmp_path: Path) -> None:
    places = at(tmp_path / "a\x1b[2Jb")
    places.data.mkdir(parents=True)
    places.progress.write_bytes(b"")
    with pytest.raises(StoreDamaged) as caught:
        ProgressStore(places).load()
    assert str(caught.value).isprintable()
