"""Troubles that a person's files can be in: each a function that brings a sound store into it."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from mltrack.core.history import Event, MarkChange
from mltrack.core.keeping import Way
from mltrack.core.progress import Progress
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from mltrack.store.settings_file import save_setting
from tests.store.damages import ALTERED, Tables, emptied, harm, lose_copy, of_schema, rebuilt, vouched
from tests.store.deeds import THEIRS
from tests.store.disks import Machine, Stopped
from tests.store.histories import DONE, backups, started, ticking


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def nothing_special(places: Places, patch: pytest.MonkeyPatch) -> None:
    save_setting(places, "theme", "nord")


def nothing_yet(places: Places, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(places.data)


def nothing_yet_in_a_folder_of_others(places: Places, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(places.data)
    real = os.access
    patch.setattr(os, "access", lambda path, mode: path != places.data.parent and real(path, mode))


def one_save(places: Places, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(places.data)
    started(places.data.parents[1], 1)


def gone(places: Places, patch: pytest.MonkeyPatch) -> None:
    places.progress.unlink()


def damaged(places: Places, patch: pytest.MonkeyPatch) -> None:
    harm(places, emptied)


def hopeless(places: Places, patch: pytest.MonkeyPatch) -> None:
    harm(places, emptied)
    for path in backups(places):
        path.write_bytes(b"[]")


def newer(places: Places, patch: pytest.MonkeyPatch) -> None:
    harm(places, of_schema(9))


def newer_and_unsound(places: Places, patch: pytest.MonkeyPatch) -> None:
    harm(places, lambda raw: of_schema(9)(raw) + b"\n")


def newer_and_strange(places: Places, patch: pytest.MonkeyPatch) -> None:
    def change(tables: Tables) -> None:
        tables["_meta"]["file"].update(schema=9)
        for fields in tables["events"].values():
            del fields["clock"]

    harm(places, rebuilt(change))


def an_older_one_put_back(places: Places, patch: pytest.MonkeyPatch) -> None:
    shutil.copyfile(backups(places)[1], places.progress)


def begun_afresh(places: Places, patch: pytest.MonkeyPatch) -> None:
    damaged(places, patch)
    ProgressStore(places).recover(Way.AFRESH)


def astray(places: Places, patch: pytest.MonkeyPatch) -> None:
    """Facts that the events do not add up to: one more, one less, one other; a field of others is none."""

    def change(tables: Tables) -> None:
        state = tables["state"]
        state["mark:more"] = {"status": "done"}
        del state["mark:a"]
        state["mark:b"]["level"] = "expert"
        state["note:python"]["colour"] = "red"
        state["pin:python"] = {}

    harm(places, rebuilt(change))


def believed_astray(places: Places, patch: pytest.MonkeyPatch) -> None:
    """A file as mltrack saves it, but for a fact that its events do not add up to."""

    def change(raw: bytes) -> bytes:
        events, state = raw.split(b'"state":{\n')
        return vouched(events + b'"state":{\n' + state.replace(b'"mark:a"', b'"mark:c"'))

    harm(places, change)


def far_astray(places: Places, patch: pytest.MonkeyPatch) -> None:
    harm(places, rebuilt(lambda tables: tables.pop("state")))


def of_tomorrow(places: Places, patch: pytest.MonkeyPatch) -> None:
    def decide(progress: Progress, device: str) -> list[Event]:
        moment = datetime(2099, 1, 1, tzinfo=UTC)
        return [Event("e", "a", moment, progress.next_clock, device, MarkChange("x", None, DONE))]

    ProgressStore(places).commit(decide)


def without_backups(places: Places, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(places.backups)


def a_rotten_backup(places: Places, patch: pytest.MonkeyPatch) -> None:
    backups(places)[0].write_bytes(b"{")


def a_backup_that_cannot_be_read(places: Places, patch: pytest.MonkeyPatch) -> None:
    (places.backups / "progress-00000001-20200101T000000Z.json").symlink_to("progress-00000001-20200101T000000Z.json")


def backups_that_cannot_be_listed(places: Places, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(places.backups)
    places.backups.write_text("mine")


def a_full_disk(places: Places, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shutil, "disk_usage", lambda path: Usage(10**9, 10**9, 1_000_000))


def a_mute_disk(places: Places, patch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> Usage:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    patch.setattr(shutil, "disk_usage", refuse)


def a_folder_of_others(places: Places, patch: pytest.MonkeyPatch) -> None:
    real = os.access
    patch.setattr(os, "access", lambda path, mode: path != places.data and real(path, mode))


def backups_of_others(places: Places, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "access", lambda path, mode: path != places.backups)


def a_folder_in_place_of_the_lock(places: Places, patch: pytest.MonkeyPatch) -> None:
    lock = places.data / "progress.json.lock"
    lock.unlink()
    lock.mkdir()


def an_open_file(places: Places, patch: pytest.MonkeyPatch) -> None:
    places.progress.chmod(0o644)


def an_open_folder(places: Places, patch: pytest.MonkeyPatch) -> None:
    places.data.chmod(0o755)


def a_network_disk(places: Places, patch: pytest.MonkeyPatch) -> None:
    mounts = (
        f"/dev/sda1 / ext4 rw 0 0\nserver:/ {places.data.parent} nfs4 rw 0 0\nx {places.data.parent}x tmpfs rw 0 0\n"
    )
    patch.setattr(Path, "read_text", lambda path, *_: mounts)


def put_aside(places: Places, patch: pytest.MonkeyPatch) -> None:
    harm(places, emptied)
    ProgressStore(places).recover(Way.BACKUP)


def put_aside_with_an_entry_more(places: Places, patch: pytest.MonkeyPatch) -> None:
    harm(places, ALTERED["trailing newline"])
    ProgressStore(places).recover(Way.BACKUP)


def put_aside_with_entries_more(places: Places, patch: pytest.MonkeyPatch) -> None:
    ProgressStore(places).commit(ticking("c"))
    backups(places)[-2].unlink()
    put_aside_with_an_entry_more(places, patch)


def put_aside_with_something_else(places: Places, patch: pytest.MonkeyPatch) -> None:
    places.progress.write_bytes(places.progress.read_bytes().replace(b"gone soon", b"stays on!"))
    ProgressStore(places).recover(Way.BACKUP)


def put_aside_with_nothing_more(places: Places, patch: pytest.MonkeyPatch) -> None:
    places.progress.write_bytes(ALTERED["trailing newline"](places.progress.read_bytes()))
    ProgressStore(places).recover(Way.BACKUP)


def cut_short(places: Places, patch: pytest.MonkeyPatch) -> None:
    for nth in range(1, 20):
        with Machine(nth).stopping(), pytest.raises(Stopped):
            ProgressStore(places).commit(ticking("lost"))
        if (places.data / "progress.json.new").exists():
            return
    pytest.fail("no crash left anything behind")


def a_copy(places: Places, patch: pytest.MonkeyPatch) -> None:
    held = places.progress.read_bytes()
    ProgressStore(places).commit(ticking("theirs"))
    lose_copy(places.progress)  # that was elsewhere
    shutil.move(places.progress, places.data / THEIRS)
    places.progress.write_bytes(held)
    places.progress.chmod(0o600)


def a_copy_with_nothing_new(places: Places, patch: pytest.MonkeyPatch) -> None:
    shutil.copyfile(places.progress, places.data / THEIRS)


def a_broken_copy(places: Places, patch: pytest.MonkeyPatch) -> None:
    (places.data / THEIRS).write_bytes(b"\x1b[2J")


def strange_settings(places: Places, patch: pytest.MonkeyPatch) -> None:
    places.config.mkdir(parents=True)
    places.settings.write_text("theme: nord")
