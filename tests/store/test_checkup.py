"""The check-up: every finding there is, and that it looks and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from mltrack.core.keeping import Finding, Grade
from mltrack.store import checkup
from mltrack.store.checkup import check_files
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from mltrack.upkeep import check_up
from tests.store import troubles
from tests.store.damages import emptied, harm
from tests.store.deeds import THEIRS
from tests.store.histories import Seen, asides, backups, started, varied

FINE, NOTE, FAULT = Grade
Prepare = Callable[[Places, pytest.MonkeyPatch], object]
Wanted = tuple[Grade, str, str]
"""A finding: how grave, about what, and a part of its sentence."""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A store of three saves."""
    return varied(tmp_path)


WHOLE = (FINE, "progress file", "{file} is whole: save 3, 27 entries, ")
NOTHING_YET = (
    (NOTE, "progress file", "{file} does not exist yet; the first save makes it"),
    (NOTE, "backups", "there are none yet; every save makes one"),
)
LESS = (
    (FINE, "progress file", "{file} is whole: save 3, 26 entries, "),
    (FINE, "progress file", "its state, 13 facts, follows from its events"),
)
AGAIN = (FINE, "progress file", "{file} is whole: save 4, 27 entries, ")
FOLLOWS = (FINE, "progress file", "its state, 14 facts, follows from its events")
KEPT = (FINE, "backups", "3 good ones, ")
FOUR = (FINE, "backups", "4 good ones, ")
OLDER = (FINE, "backups", "2 good ones, ")
ROOM = (FINE, "saving", " bytes are free on the disk")
UNUSABLE = (NOTE, "data folder", "{aside} was kept aside because it could not be used; keep it until")
ALTERED = "mltrack merge FILE --altered takes over what is new"
PRIVATE = (FINE, "privacy", "only you can read your progress")
SETTINGS = (FINE, "settings", "can be read")
ALL_FINE = (WHOLE, FOLLOWS, KEPT, ROOM, PRIVATE, SETTINGS)


def but(*others: Wanted, without: tuple[Wanted, ...] = ()) -> list[Wanted]:
    """What is found when all is fine, but for this."""
    return [*(one for one in ALL_FINE if one not in without), *others]


TABLE: dict[str, tuple[Prepare, list[Wanted]]] = {
    "nothing special": (troubles.nothing_special, but()),
    "nothing yet": (
        troubles.nothing_yet,
        [*NOTHING_YET, ROOM, SETTINGS],
    ),
    "nothing yet, in a folder of others": (
        troubles.nothing_yet_in_a_folder_of_others,
        [*NOTHING_YET, (FAULT, "saving", "{home} may not be written, so nothing can be saved"), SETTINGS],
    ),
    "one save": (
        troubles.one_save,
        but(
            (FINE, "progress file", "{file} is whole: save 1, 1 entry, "),
            (FINE, "progress file", "its state, 1 fact, follows from its events"),
            (FINE, "backups", "1 good one, "),
            without=(WHOLE, FOLLOWS, KEPT),
        ),
    ),
    "damage": (
        troubles.damaged,
        but(
            (
                FAULT,
                "progress file",
                "{file} is damaged (it is empty); in use is the backup {backups}/progress-00000002-",
            ),
            OLDER,
            without=(WHOLE, FOLLOWS, KEPT),
        ),
    ),
    "a file that is gone": (
        troubles.gone,
        [(FAULT, "progress file", " UTC. mltrack recover goes on from it."), KEPT, ROOM, SETTINGS],
    ),
    "damage and no good backup": (
        troubles.hopeless,
        [
            (FAULT, "progress file", "and there is no good backup in {backups}. Nothing was changed."),
            (FAULT, "backups", "/progress-00000002-"),
            (FAULT, "backups", "/progress-00000001-"),
            SETTINGS,
        ],
    ),
    "a newer file": (
        troubles.newer,
        but(
            (FAULT, "progress file", "which is newer: nothing can be saved. Update mltrack"),
            OLDER,
            without=(WHOLE, FOLLOWS, KEPT),
        ),
    ),
    "a newer file that cannot be shown": (
        troubles.newer_and_strange,
        [(FAULT, "progress file", "It cannot be shown either."), OLDER, SETTINGS],
    ),
    "a newer file that is damaged": (
        troubles.newer_and_unsound,
        but(
            (FAULT, "progress file", " UTC. mltrack recover goes on from it and keeps the file aside."),
            OLDER,
            without=(WHOLE, FOLLOWS, KEPT),
        ),
    ),
    "an older file put in its place": (
        troubles.an_older_one_put_back,
        but(
            (FINE, "progress file", "{file} is whole: save 2, 26 entries, "),
            (FINE, "progress file", "its state, 13 facts, follows from its events"),
            (
                FAULT,
                "progress file",
                "{file} is older than the backup {newest}, which holds what it lacks. "
                "To take that over: mltrack merge FILE",
            ),
            without=(WHOLE, FOLLOWS),
        ),
    ),
    "begun afresh": (
        troubles.begun_afresh,
        but(
            (FINE, "progress file", "{file} is whole: save 3, 0 entries, "),
            (FINE, "progress file", "its state, 0 facts, follows from its events"),
            (
                NOTE,
                "backups",
                ".json holds 26 entries that your progress lacks: mltrack merge FILE takes over what is new",
            ),
            UNUSABLE,
            without=(WHOLE, FOLLOWS),
        ),
    ),
    "facts that do not follow": (
        troubles.astray,
        but(
            (
                FAULT,
                "progress file",
                "its state does not follow from its events: mark:a, mark:b, mark:more. "
                "The events hold; the next save mends it",
            ),
            OLDER,
            without=(FOLLOWS, KEPT),
        ),
    ),
    "facts that were believed and do not follow": (
        troubles.believed_astray,
        but(
            (
                FAULT,
                "progress file",
                "its state does not follow from its events: mark:a, mark:c. That is a fault of mltrack: please report",
            ),
            OLDER,
            without=(FOLLOWS, KEPT),
        ),
    ),
    "no facts at all": (
        troubles.far_astray,
        but(
            (FAULT, "progress file", "effort:statistics, evidence:e1, evidence:e2 and 9 more."),
            OLDER,
            without=(FOLLOWS, KEPT),
        ),
    ),
    "an entry of tomorrow": (
        troubles.of_tomorrow,
        but(
            (FINE, "progress file", "{file} is whole: save 4, 28 entries, "),
            (FINE, "progress file", "its state, 15 facts, follows from its events"),
            FOUR,
            (NOTE, "progress file", "an entry is of 2099-01-01, which is still to come: was the clock set back?"),
            without=(WHOLE, FOLLOWS, KEPT),
        ),
    ),
    "no backups": (troubles.without_backups, but((NOTE, "backups", "there are none yet"), without=(KEPT,))),
    "a rotten backup": (
        troubles.a_rotten_backup,
        but(
            OLDER,
            (FAULT, "backups", ".json is damaged (it is not JSON from character 1); it is never used, and you may"),
            without=(KEPT,),
        ),
    ),
    "a backup that cannot be read": (
        troubles.a_backup_that_cannot_be_read,
        but((FAULT, "backups", "progress-00000001-20200101T000000Z.json cannot be read (Too many levels")),
    ),
    "backups that cannot be listed": (
        troubles.backups_that_cannot_be_listed,
        but((FAULT, "backups", "{backups} could not be read: Not a directory"), without=(KEPT,)),
    ),
    "a full disk": (
        troubles.a_full_disk,
        but((FAULT, "saving", "1,000,000 bytes are free on the disk: make room"), without=(ROOM,)),
    ),
    "a mute disk": (
        troubles.a_mute_disk,
        but((FAULT, "saving", "the disk cannot be asked: Input/output error"), without=(ROOM,)),
    ),
    "a folder of others": (
        troubles.a_folder_of_others,
        but((FAULT, "saving", "{data} may not be written, so nothing can be saved"), without=(ROOM,)),
    ),
    "backups of others": (
        troubles.backups_of_others,
        but((FAULT, "saving", "{backups} may not be written, so nothing can be saved"), without=(ROOM,)),
    ),
    "a folder in the place of the lock": (
        troubles.a_folder_in_place_of_the_lock,
        but((FAULT, "saving", "{file} could not be locked because of {file}.lock: Is a directory"), without=(ROOM,)),
    ),
    "a file that others can read": (
        troubles.an_open_file,
        but((FAULT, "privacy", "others on this machine may use {file} (mode 644): chmod 600"), without=(PRIVATE,)),
    ),
    "a folder that others can read": (
        troubles.an_open_folder,
        but((FAULT, "privacy", "others on this machine may use {data} (mode 755): chmod 700"), without=(PRIVATE,)),
    ),
    "a network disk": (
        troubles.a_network_disk,
        but((NOTE, "data folder", "it is on a network file system (nfs4): locks between machines")),
    ),
    "a file that was put aside": (
        troubles.put_aside,
        but(*LESS, UNUSABLE, without=(WHOLE, FOLLOWS)),
    ),
    "a file that was put aside with an entry more": (
        troubles.put_aside_with_an_entry_more,
        but(
            *LESS,
            (NOTE, "data folder", "{aside} was kept aside and holds an entry that yours lacks: " + ALTERED),
            without=(WHOLE, FOLLOWS),
        ),
    ),
    "a file that was put aside with entries more": (
        troubles.put_aside_with_entries_more,
        but(
            *LESS,
            (NOTE, "data folder", "{aside} was kept aside and holds 2 entries that yours lacks: " + ALTERED),
            without=(WHOLE, FOLLOWS),
        ),
    ),
    "a file that was put aside and says something else": (
        troubles.put_aside_with_something_else,
        but(
            AGAIN,
            FOUR,
            (
                NOTE,
                "data folder",
                "{aside} was kept aside and says something else than yours: mltrack restore FILE --altered makes all "
                "as it says; you may remove it when that is not wanted",
            ),
            without=(WHOLE, KEPT),
        ),
    ),
    "a file that was put aside with nothing more": (
        troubles.put_aside_with_nothing_more,
        but(
            AGAIN,
            FOUR,
            (NOTE, "data folder", "{aside} was kept aside; all that it holds is in yours, so you may remove it"),
            without=(WHOLE, KEPT),
        ),
    ),
    "a save that was cut short": (
        troubles.cut_short,
        but((NOTE, "data folder", "a save was cut short; what it left is removed by the next one")),
    ),
    "a copy with something new": (
        troubles.a_copy,
        but(
            (NOTE, "data folder", "{data}/" + THEIRS + " holds an entry that yours lacks: mltrack merge FILE takes"),
        ),
    ),
    "a copy with nothing new": (troubles.a_copy_with_nothing_new, but()),
    "a copy that cannot be used": (
        troubles.a_broken_copy,
        but((NOTE, "data folder", "a copy that cannot be used: {data}/")),
    ),
    "strange settings": (
        troubles.strange_settings,
        but((FAULT, "settings", "cannot be used, so the defaults hold: line 1: a line is a key"), without=(SETTINGS,)),
    ),
}


@pytest.mark.parametrize(("prepare", "expected"), TABLE.values(), ids=TABLE)
def test_what_is_found_is_told_and_nothing_is_changed(
    prepare: Prepare, expected: list[Wanted], places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(places, monkeypatch)
    names = {
        "file": places.progress,
        "home": places.data.parent,
        "data": places.data,
        "newest": backups(places)[-1] if backups(places) else "",
        "backups": places.backups,
        "aside": asides(places)[0].name if asides(places) else "",
    }
    before = Seen(places) if places.data.exists() else None
    findings, _ = check_files(places)
    if before is None:
        assert not places.data.exists()
    else:
        assert Seen(places) == before
    assert [finding for finding in findings if not finding.sentence.isprintable()] == []
    wanted = [(grade, about, part.format(**names)) for grade, about, part in expected]
    assert [finding for finding in findings if not any(fits(finding, one) for one in wanted)] == []
    assert [one for one in wanted if not any(fits(finding, one) for finding in findings)] == []
    assert len(findings) == len(wanted)


def fits(finding: Finding, wanted: Wanted) -> bool:
    grade, about, part = wanted
    return (finding.grade, finding.about) == (grade, about) and part in finding.sentence


def test_while_another_mltrack_saves_that_is_no_fault(places: Places) -> None:
    with FileLock(f"{places.progress}.lock"):
        findings, _ = check_files(places)
    assert Finding(NOTE, "saving", "another mltrack is saving just now") in findings
    assert [finding for finding in findings if finding.grade is FAULT] == []


def test_no_lock_is_made_where_there_is_none(places: Places) -> None:
    (places.data / "progress.json.lock").unlink()
    before = Seen(places)
    check_files(places)
    assert Seen(places) == before


@pytest.mark.parametrize(
    ("folder", "told"), [("Dropbox (Personal)", "Dropbox"), ("My OneDrive", "OneDrive"), ("Mobile Documents", "Mobile")]
)
def test_a_folder_that_is_synchronised_is_told(folder: str, told: str, tmp_path: Path) -> None:
    findings, _ = check_files(started(tmp_path / folder, 1))
    (about_it,) = [one for one in findings if one.about == "data folder"]
    assert about_it.grade is NOTE
    assert f"synchronised by {told}" in about_it.sentence


@pytest.mark.skipif(not Path("/proc/self/mounts").exists(), reason="this is not Linux")
def test_the_file_system_is_asked_for_by_the_longest_mount() -> None:
    assert checkup._file_system(Path("/proc/self/status")) == "proc"


def test_the_progress_that_can_be_used_comes_along(places: Places) -> None:
    held = ProgressStore(places).load().history
    for prepare, number in ((lambda: None, len(held)), (lambda: harm(places, emptied), len(held) - 1)):
        prepare()
        _, progress = check_files(places)
        assert progress is not None
        assert progress.history == held[:number]
    for path in backups(places):
        path.unlink()
    assert check_files(places)[1] is None


# With the catalog, as `mltrack doctor` asks


@pytest.fixture
def mine(places: Places, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("MLTRACK_HOME", str(places.data.parent))
    monkeypatch.delenv("MLTRACK_CATALOG", raising=False)
    return places


def test_all_of_a_person_s_files_are_looked_at(mine: Places) -> None:
    findings = check_up()
    assert [one.grade for one in findings] == [FINE] * len(ALL_FINE) + [FINE, NOTE]
    assert findings[-2].about == findings[-1].about == "catalog"
    assert findings[-1].sentence == (
        "3 of your marks belong to milestones that the catalog lacks; they are kept: a, b, not-in-any-catalog"
    )


def test_every_fault_of_the_catalog_is_told(mine: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLTRACK_CATALOG", str(tmp_path / "nowhere"))
    *_, last = check_up()
    assert (last.grade, last.about) == (FAULT, "catalog")
    assert str(tmp_path / "nowhere") in last.sentence


def test_without_a_home_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MLTRACK_HOME", "relative")
    monkeypatch.chdir(tmp_path)
    assert check_up()[0].sentence.startswith(f"{tmp_path}/relative/data/progress.json does not exist yet")
    assert list(tmp_path.iterdir()) == []
