"""The progress file by its lines: what a start and a save take from them is what all of it would say."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from mltrack.core.history import (
    Change,
    Event,
    Evidence,
    EvidenceChange,
    LogChange,
    MarkChange,
    NoteChange,
    Subject,
    Target,
    TargetChange,
    TimeEntry,
)
from mltrack.core.keeping import Grade, Way
from mltrack.core.past import Past, whole_from
from mltrack.core.progress import Progress
from mltrack.core.unread import Unread
from mltrack.errors import StoreDamaged
from mltrack.store import ledger, sealed_file, unread_progress
from mltrack.store.checkup import check_files
from mltrack.store.documents import event_of
from mltrack.store.ledger import opened
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from mltrack.store.sealed_file import CURRENT, seal, unseal
from mltrack.store.unread_progress import index_of
from mltrack.store.whole_file import read_file
from tests.store.damages import lose_copy, rebuilt, vouched
from tests.store.histories import DONE, at, doing, facts, rich, same, ticking, varied
from tests.store.test_fold import actions, changes

MAY = date(2026, 5, 1)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return at(tmp_path)


@pytest.fixture(autouse=True, params=["as it is", "many", "put together", "in pieces", "looked up"])
def limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every way of putting something among the lines, which depends on how much it is."""
    module, name, value = {
        "as it is": (ledger, "_SOME", ledger._SOME),
        "many": (ledger, "_SOME", 0),
        "put together": (ledger, "_LOOSE", 0),
        "in pieces": (sealed_file, "_LARGE", 0),
        "looked up": (unread_progress, "_OFTEN", 0),
    }[request.param]
    near = 0 if request.param == "looked up" else unread_progress._NEAR
    with patch.object(module, name, value), patch.object(unread_progress, "_NEAR", near):
        yield


def read_whole(places: Places) -> Progress:
    """What all of the file says."""
    tables = unseal(places.progress.read_bytes(), CURRENT).tables
    return Progress.replay(event_of(one, fields) for one, fields in tables["events"].items())


def is_read_by_lines(places: Places) -> bool:
    return opened(places.progress.read_bytes(), CURRENT) is not None


def check(places: Places, held: Progress) -> None:
    """The file says the same by its lines, as a whole, and to anybody who reads TinyDB; and that is what is `held`."""
    raw = places.progress.read_bytes()
    by_lines, whole = ProgressStore(places).load(), read_whole(places)
    assert isinstance(by_lines.log, Unread)
    for progress in (held, whole):
        assert same(by_lines, progress)
        assert by_lines.milestones == progress.milestones
        assert (by_lines.undoable, by_lines.redoable) == (progress.undoable, progress.redoable)
    for milestone in whole.milestones:
        assert tuple(by_lines.marks_told(milestone)) == tuple(whole.net.get(Subject("mark", milestone), ()))
        # Before all of it has been read, and after.
        assert ProgressStore(places).load().actions_on(milestone) == by_lines.actions_on(milestone)
    found = opened(raw, CURRENT)
    assert found is not None
    index, expected = found.ledger.index, index_of(whole)
    assert (index.count, index.names) == (expected.count, expected.names)
    assert (index.logged, index.proven) == (expected.logged, expected.proven)
    assert whole_from(whole.history) <= index.whole <= index.count
    tables = json.loads(raw)
    assert tables == unseal(raw, CURRENT).tables
    assert tables["state"] == facts(whole)
    assert list(tables["events"]) == [event.id for event in whole.history]
    with TinyDB(places.progress, access_mode="r") as database:
        assert database.storage.read() == tables


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(actions, st.data())
def test_whatever_is_saved_the_lines_say_what_the_whole_says(
    tmp_path_factory: pytest.TempPathFactory, done: list[list[Change]], data: st.DataObject
) -> None:
    places = at(tmp_path_factory.mktemp("any"))
    store = ProgressStore(places)
    for action in done:
        if data.draw(st.booleans()):
            store = ProgressStore(places)
        held = store.commit(doing(*action))
        if held.history:
            check(places, held)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(changes, min_size=1, max_size=40), st.integers(1, 5))
def test_as_do_many_changes_at_once(tmp_path_factory: pytest.TempPathFactory, done: list[Change], saves: int) -> None:
    places = at(tmp_path_factory.mktemp("many"))
    for number in range(saves):
        check(places, ProgressStore(places).commit(doing(*done[number::saves])))


def test_everything_that_an_event_can_hold_is_among_the_lines(places: Places) -> None:
    check(places, ProgressStore(places).commit(rich))
    for milestone in ("a", "b", 'with "quotes"', "ü", "mark:x"):
        check(places, ProgressStore(places).commit(ticking(milestone)))
    assert [action.id for action in ProgressStore(places).load().actions_on('with "quotes"')]
    assert ProgressStore(places).load().marks_told('with "quotes"')


def test_what_comes_and_goes_keeps_its_order(places: Places) -> None:
    first, second = (TimeEntry("a", MAY, minutes) for minutes in (10, 20))
    store = ProgressStore(places)
    store.commit(doing(LogChange("one", None, first), LogChange("two", None, second)))
    store.commit(doing(LogChange("one", first, None), LogChange("three", None, first), LogChange("one", None, second)))
    held = store.commit(doing(LogChange("two", second, first), EvidenceChange("e", None, Evidence("a", MAY, "x"))))
    assert list(ProgressStore(places).load().log) == ["two", "three", "one"]
    check(places, held)
    held = store.commit(doing(*(LogChange(one, first, None) for one in ("two", "three", "one"))))
    assert not held.log
    assert held.milestones == {"a"}
    check(places, held)


def test_every_target_tells_its_place_when_one_goes(places: Places) -> None:
    aim = Target(primary=False)
    store = ProgressStore(places)
    store.commit(doing(*(TargetChange(role, None, aim) for role in "cab")))
    check(places, store.commit(doing(TargetChange("c", aim, None))))
    check(places, store.commit(doing(TargetChange("c", None, aim))))
    assert list(ProgressStore(places).load().targets) == ["a", "b", "c"]


# What is not read


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the events that are read from lines."""
    found: list[str] = []

    def counting(one: str, fields: dict[str, object]) -> Event:
        found.append(one)
        return event_of(one, fields)  # type: ignore[arg-type]

    monkeypatch.setattr(unread_progress, "event_of", counting)
    return found


def _long(places: Places, count: int) -> None:
    """So many entries, each of which says that it was told from nothing, and a tick."""
    ProgressStore(places).commit(doing(*(NoteChange(f"m{number % 9}", "", str(number)) for number in range(count))))
    ProgressStore(places).commit(ticking("python"))


def test_a_start_and_a_save_read_the_end_of_a_history_and_no_more(places: Places, reads: list[str]) -> None:
    _long(places, 500)
    reads.clear()
    store = ProgressStore(places)
    progress = store.load()
    assert (len(progress.history), progress.notes["m1"], progress.redoable) == (501, "496", None)
    assert len(reads) <= 40
    for number in range(3):
        progress = store.commit(doing(NoteChange("fresh", progress.notes.get("fresh", ""), str(number))))
        assert progress.newest.changes[0].new == str(number)
        assert progress.undoable is not None
    other = ProgressStore(places)
    other.commit(ticking("other"))
    assert store.changed_elsewhere()
    assert "other" in store.commit(ticking("here")).marks
    assert len(reads) <= 400
    assert [action.changes[0].new for action in progress.actions_on("fresh")] == ["0", "1", "2"]
    assert len(reads) <= 410
    assert len(tuple(progress.history)) == 504


def test_a_file_that_is_known_is_not_read_to_be_saved(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mltrack.store.whole_file._MOMENT", -(10**18))
    store = ProgressStore(places)
    store.commit(ticking("a"))
    store.commit(ticking("b"))
    with monkeypatch.context() as patched:
        patched.setattr("mltrack.store.reading.read_file", lambda path, most: read_file(path, min(most, 100)))
        patched.setattr("mltrack.store.backups.read_file", None)
        patched.setattr("mltrack.store.durable_storage.read_file", None)
        for number in range(6):
            store.commit(ticking(f"c{number}"))
    check(places, store.load())


def test_what_was_written_a_moment_ago_is_read_again(places: Places) -> None:
    store = ProgressStore(places)
    store.commit(ticking("a"))
    with patch("mltrack.store.whole_file._MOMENT", 10**18), patch("mltrack.store.reading.opened", wraps=opened) as read:
        store.commit(ticking("b"))
    assert read.call_count == 1


# What is not trusted


def _as_an_older_mltrack_writes(places: Places) -> None:
    """It keeps the fields that it does not know, and all entries, in one line."""
    raw = places.progress.read_bytes()
    tables = unseal(raw, CURRENT).tables
    summary = tables["_meta"]["file"]["summary"]
    tables["events"]["new"] = {**next(iter(tables["events"].values())), "clock": 10**15, "mark": "new", "old": None}
    tables["events"]["new"]["new"] = {"status": "started"}
    older, _ = seal(tables, CURRENT, unseal(raw, CURRENT).generation + 1, "laptop")
    kept = json.loads(older)
    kept["_meta"]["file"]["summary"] = summary
    places.progress.write_bytes(rebuilt(lambda found: found.update(kept))(older))


def test_what_an_older_mltrack_has_saved_is_read_whole(places: Places) -> None:
    varied(places.data.parent.parent)
    _as_an_older_mltrack_writes(places)
    assert not is_read_by_lines(places)
    assert "new" in ProgressStore(places).load().marks
    held = ProgressStore(places).commit(doing(MarkChange("new", None, DONE)))
    assert held.marks["new"] == DONE
    check(places, held)


@pytest.mark.parametrize(
    "change",
    [
        (b'"save":', b'"seve":'),
        (b'"save":3', b'"save":4'),
        (b'"generation":3', b'"generation":5'),
        (b'"whole":', b'"whole":"'),
        (b'"bytes":[', b'"bytes":[1'),
        (b'"events":', b'"events":-'),
        (b'\n,"events":{\n', b',"events":{\n'),
        (b'},"state":{\n', b'},"state":{'),
        (b'"schema":3', b'"schema":2'),
    ],
    ids=str,
)
def test_lines_that_are_not_as_they_were_written_are_read_whole(places: Places, change: tuple[bytes, bytes]) -> None:
    varied(places.data.parent.parent)
    raw = places.progress.read_bytes()
    other = vouched(raw.replace(*change, 1))
    assert other != raw
    assert opened(other, CURRENT) is None
    assert opened(raw.replace(*change, 1) + b" ", CURRENT) is None


def test_lines_whose_checksum_does_not_fit_are_not_read(places: Places) -> None:
    varied(places.data.parent.parent)
    raw = places.progress.read_bytes()
    for place in range(0, len(raw), 7):
        assert opened(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :], CURRENT) is None


def test_a_state_that_cannot_be_is_read_from_the_events(places: Places) -> None:
    expected = ProgressStore(varied(places.data.parent.parent)).load()
    events, state = places.progress.read_bytes().split(b'"state":{\n')
    places.progress.write_bytes(vouched(events + b'"state":{\n' + state.replace(b'"done"', b'"dune"')))
    assert same(ProgressStore(places).load(), expected)


def test_what_is_no_event_for_all_its_checksum_is_told_as_damage(places: Places) -> None:
    _long(places, 100)
    raw = places.progress.read_bytes()
    places.progress.write_bytes(vouched(raw.replace(b'"clock":17,', b'"clock":"",', 1)))
    progress = ProgressStore(places).load()
    assert isinstance(progress.history, Past)
    with pytest.raises(StoreDamaged, match="no event"):
        tuple(progress.history)


def test_an_entry_of_the_time_log_that_is_none_is_told_as_damage(places: Places) -> None:
    ProgressStore(places).commit(doing(LogChange("one", None, TimeEntry("a", MAY, 10))))
    raw = places.progress.read_bytes()
    first, rest = raw.split(b'"state":{\n')
    places.progress.write_bytes(vouched(first + b'"state":{\n' + rest.replace(b'"minutes":10', b'"minutes":-1')))
    progress = ProgressStore(places).load()
    with pytest.raises(StoreDamaged, match="no entry"):
        dict(progress.log)


def test_an_event_whose_id_is_there_is_refused_however_many_come(places: Places) -> None:
    store = ProgressStore(places)
    known = store.commit(doing(*(NoteChange(f"m{number}", "", "x") for number in range(9)))).history[-1]

    def decide(progress: Progress, device: str) -> Sequence[Event]:
        return [*doing(*(NoteChange(f"n{number}", "", "x") for number in range(7)))(progress, device), known]

    with pytest.raises(ValueError, match=known.id):
        store.commit(decide)


def test_an_id_with_a_quote_in_it_is_refused_too_when_it_is_there(places: Places) -> None:
    store = ProgressStore(places)
    (known,) = store.commit(lambda *told: [replace(one, id='a"\\b') for one in ticking("a")(*told)]).history
    later = [*doing(*(NoteChange(f"n{number}", "", "x") for number in range(7)))(store.load(), ""), known]
    with pytest.raises(ValueError, match="already exists"):
        store.commit(lambda *_: [replace(one, clock=known.clock + 1) for one in later])


def test_much_that_comes_to_an_empty_history_is_saved_as_json(places: Places) -> None:
    ProgressStore(places).commit(ticking("a"))
    shutil.rmtree(places.backups)
    places.progress.write_bytes(b"no longer what it was")
    ProgressStore(places).recover(Way.AFRESH)
    store = ProgressStore(places)
    assert len(store.load().history) == 0
    check(places, store.commit(doing(*(NoteChange(f"m{number}", "", "x") for number in range(9)))))


def _put_in(places: Places, added: bytes, before: bytes, part: int) -> None:
    """Put something into the file, behind `before`, in this part of it."""
    meta, rest = places.progress.read_bytes().split(b"\n", 1)
    sizes = [int(size) for size in meta.split(b'"bytes":[')[1].split(b"]")[0].split(b",")]
    longer = [size + len(added) * (place == part) for place, size in enumerate(sizes)]
    meta = meta.replace(b"%d,%d,%d" % (*sizes,), b"%d,%d,%d" % (*longer,))
    places.progress.write_bytes(vouched(meta + b"\n" + rest.replace(before, before + added, 1)))
    assert is_read_by_lines(places)


@pytest.mark.parametrize(("before", "part"), [(b'"clock":2,', 0), (b'"mark:python":{', 1), (b'"log:t1":{', 2)])
def test_what_is_nested_too_deeply_is_told_as_damage(places: Places, before: bytes, part: int) -> None:
    ProgressStore(places).commit(rich)
    lose_copy(places.progress)
    _put_in(places, b'"aa":' + b"[" * 3_000 + b"]" * 3_000 + b",", before, part)

    def read() -> None:
        progress = ProgressStore(places).load()
        assert tuple(progress.history)
        assert dict(progress.log)

    with pytest.raises(StoreDamaged):
        read()
    assert [one.grade for one in check_files(places)[0] if one.about == "progress file"] == [Grade.FAULT]


def test_what_is_found_damaged_when_all_is_read_to_be_saved_is_told(places: Places) -> None:
    _long(places, 20)
    _put_in(places, b'"aa":1,"aa":2,', b'"clock":2,', 0)
    with pytest.raises(StoreDamaged, match="a key stands twice"):
        ProgressStore(places).commit(lambda *told: [replace(one, clock=1) for one in ticking("zz")(*told)])


def test_events_that_are_not_as_many_as_the_file_says_are_told_as_damage(places: Places) -> None:
    _long(places, 20)
    raw = places.progress.read_bytes()
    places.progress.write_bytes(vouched(raw.replace(b'"events":21,', b'"events":22,', 1)))
    with pytest.raises(StoreDamaged, match="21 events where there should be 22"):
        tuple(ProgressStore(places).load().history)


def test_the_check_up_tells_of_what_is_no_event_for_all_its_checksum(places: Places) -> None:
    _long(places, 100)
    raw = places.progress.read_bytes()
    places.progress.write_bytes(vouched(raw.replace(b'"clock":17,', b'"clock":"",', 1)))
    findings, progress = check_files(places)
    assert progress is None
    (told,) = [one for one in findings if one.about == "progress file"]
    assert told.grade is Grade.FAULT
    assert "holds what is no event" in told.sentence


def test_the_check_up_tells_of_a_state_that_was_believed_and_does_not_follow(places: Places) -> None:
    varied(places.data.parent.parent)
    events, state = places.progress.read_bytes().split(b'"state":{\n')
    places.progress.write_bytes(vouched(events + b'"state":{\n' + state.replace(b'"mark:a"', b'"mark:c"')))
    (told,) = [one for one in check_files(places)[0] if "its state" in one.sentence]
    assert told.grade is Grade.FAULT
    assert "does not follow from its events: mark:a, mark:c. That is a fault of mltrack: please report" in told.sentence
