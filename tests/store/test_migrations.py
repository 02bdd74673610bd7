"""Files of another schema: an older one is brought up to date and kept, a newer one is looked at and left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from mltrack.core.keeping import Way
from mltrack.core.progress import Progress
from mltrack.errors import StoreDamaged, StoreTooNew
from mltrack.session import Session
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from mltrack.store.sealed_file import CURRENT, Form, Tables
from mltrack.upkeep import Upkeep
from tests.core.worlds import catalog, role, skill
from tests.session.keepers import Clock
from tests.store.damages import Damage, emptied, harm, of_schema, rebuilt
from tests.store.damages import Tables as AnyTables
from tests.store.deeds import LATER
from tests.store.disks import Machine, Stopped
from tests.store.histories import Seen, asides, backups, nothing, same, ticking, varied


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A store of the present schema."""
    return varied(tmp_path)


def labels(places: Places) -> list[tuple[int, str]]:
    return [(one.number, one.label) for one in reversed(ProgressStore(places, form=LATER).backups())]


# An older schema


def test_an_older_file_is_shown_as_it_is_and_not_written(places: Places) -> None:
    before, seen = ProgressStore(places).load(), Seen(places)
    later = ProgressStore(places, form=LATER)
    assert same(later.load(), before)
    assert same(later.commit(nothing), before)
    assert same(later.recover(Way.BACKUP), before)
    assert (later.recovery, later.newer) == (None, None)
    assert Seen(places) == seen


def test_the_first_save_migrates_and_keeps_the_original_byte_for_byte(places: Places) -> None:
    original, before = places.progress.read_bytes(), ProgressStore(places).load()
    later = ProgressStore(places, form=LATER)
    after = later.commit(ticking("new"))
    assert after.history[:-1] == before.history
    assert same(ProgressStore(places, form=LATER).load(), after)
    tables = json.loads(places.progress.read_bytes())
    assert tables["_meta"]["file"]["schema"] == 5
    assert tables["trail"] == {"1": {"events": len(before.history)}}
    assert [fields.get("mood") for fields in tables["events"].values()].count("fine") == len(before.history)
    assert labels(places)[-2:] == [(3, "before migration"), (4, "")]
    assert [path.read_bytes() for path in backups(places) if "before-migration" in path.name] == [original]


def test_once_migrated_it_is_not_migrated_again(places: Places) -> None:
    for milestone in ("one", "two", "three"):
        ProgressStore(places, form=LATER).commit(ticking(milestone))
    assert [label for _, label in labels(places)].count("before migration") == 1
    tables = json.loads(places.progress.read_bytes())
    assert [fields.get("mood") for fields in tables["events"].values()].count(None) == 3


def test_the_original_of_a_migration_is_kept_beyond_the_calendar(places: Places) -> None:
    original = places.progress.read_bytes()
    for number in range(12):
        ProgressStore(places, form=LATER).commit(ticking(f"m{number}"))
    assert [path.read_bytes() for path in backups(places) if "before-migration" in path.name] == [original]


def test_the_original_can_be_gone_back_to_and_migrated_again(places: Places) -> None:
    before = ProgressStore(places).load()
    ProgressStore(places, form=LATER).commit(ticking("new"))
    (original,) = [path for path in backups(places) if "before-migration" in path.name]
    places.progress.write_bytes(original.read_bytes())
    assert same(ProgressStore(places).load(), before)
    again = ProgressStore(places, form=LATER)
    assert same(again.load(), before)
    after = again.commit(ticking("another"))
    assert after.history[:-1] == before.history


@pytest.mark.parametrize("schema", [1, 2, 3, 4])
def test_a_file_is_brought_up_from_any_older_schema(schema: int, places: Places) -> None:
    before = ProgressStore(places).load()
    if schema != CURRENT.schema:
        harm(places, of_schema(schema))
    assert same(ProgressStore(places, form=LATER).load(), before)
    ProgressStore(places, form=LATER).commit(ticking("new"))
    assert ("trail" in json.loads(places.progress.read_bytes())) == (schema < 4)
    assert labels(places)[-2:] == [(3, "before migration"), (4, "")]


def test_a_crash_at_any_call_of_a_migration_leaves_the_same_data(tmp_path: Path) -> None:
    for nth in range(1, 50):
        places = varied(tmp_path / str(nth))
        original, before = places.progress.read_bytes(), ProgressStore(places).load()
        machine = Machine(nth)
        with machine.stopping(), suppress(Stopped):
            ProgressStore(places, form=LATER).commit(ticking("new"))
        if not machine.stopped:
            break
        there = ProgressStore(places, form=LATER).load()
        assert same(Progress.replay(there.history[: len(before.history)]), before)
        after = ProgressStore(places, form=LATER).commit(ticking("next"))
        assert set(after.marks) == {*there.marks, "next"}
        assert original in [path.read_bytes() for path in backups(places) if "before-migration" in path.name]
    assert not machine.stopped
    assert nth > 5


def test_an_older_backup_stands_in_for_a_newer_file(places: Places) -> None:
    before = ProgressStore(places).load()
    ProgressStore(places, form=LATER).commit(ticking("new"))
    harm(places, emptied)
    later = ProgressStore(places, form=LATER)
    assert same(later.load(), before)
    assert later.recovery is not None
    after = later.commit(ticking("next"))
    assert same(ProgressStore(places, form=LATER).load(), after)
    assert json.loads(places.progress.read_bytes())["trail"] == {"1": {"events": len(before.history)}}
    assert len(asides(places)) == 1


# A migration that goes wrong


def _raise(error: Exception) -> Callable[[Tables], Tables]:
    def migrate(tables: Tables) -> Tables:
        tables["events"].clear()
        raise error

    return migrate


def _lose_a_field(tables: Tables) -> Tables:
    for fields in tables["events"].values():
        del fields["clock"]
    return tables


def _return_nothing(tables: Tables) -> Tables:
    return None  # type: ignore[return-value]


WRONG: dict[str, Form] = {
    **{
        type(error).__name__: Form(4, {3: _raise(error)})
        for error in (
            *(KeyError("clock"), IndexError("there is no first one"), TypeError("text"), AttributeError("get")),
            *(ValueError("not a day"), ZeroDivisionError("mean"), AssertionError("none left")),
        )
    },
    "a field that is lost": Form(4, {3: _lose_a_field}),
    "no tables": Form(4, {3: _return_nothing}),
    "a step that is missing": Form(6, {3: LATER.migrations[3], 5: LATER.migrations[4]}),
}


@pytest.mark.parametrize("form", WRONG.values(), ids=WRONG)
def test_a_migration_that_goes_wrong_is_told_as_damage_and_changes_nothing(form: Form, places: Places) -> None:
    before, seen = ProgressStore(places).load(), Seen(places)
    store = ProgressStore(places, form=form)
    for attempt in (store.load, lambda: store.commit(ticking("new")), lambda: store.recover(Way.BACKUP)):
        with pytest.raises(StoreDamaged, match="there is no good backup") as caught:
            attempt()
        assert "\n" not in str(caught.value)
    assert Seen(places) == seen
    assert same(ProgressStore(places).load(), before)


# A newer schema


def of_tomorrow(tables: AnyTables) -> None:
    """Events that this version cannot understand, and much else that it does not know."""
    tables["_meta"]["file"].update(schema=4, app="9.0")
    tables["events"]["x1"] = {"action": "x", "at": "2026-01-01T00:00:00+00:00", "clock": 90, "device": "d", "pin": "a"}
    tables["events"]["x2"] = {"clock": 91}
    tables["goals"] = {"1": {"what": "a new idea"}}


@pytest.fixture
def tomorrow(places: Places) -> Places:
    """A store that a newer mltrack has written, with two entries of a new kind."""
    harm(places, rebuilt(of_tomorrow))
    return places


CANNOT = "was written by mltrack 9.0, which is newer: 2 of its entries cannot be shown here, and nothing can be saved."


def test_a_newer_file_is_shown_as_far_as_it_can_be(tomorrow: Places) -> None:
    seen, store = Seen(tomorrow), ProgressStore(tomorrow)
    assert set(store.load().marks) == {"python", "not-in-any-catalog", "a", "b"}
    assert store.newer is not None
    assert (store.newer.schema, store.newer.app, store.newer.unread) == (4, "9.0", 2)
    assert str(store.newer) == f"{tomorrow.progress} {CANNOT} Update mltrack to go on."
    assert store.recovery is None
    assert Seen(tomorrow) == seen


def test_a_newer_file_with_nothing_new_in_it_says_only_that_it_cannot_be_saved(places: Places) -> None:
    harm(places, of_schema(4))
    store = ProgressStore(places)
    store.load()
    assert str(store.newer) == (
        f"{places.progress} was written by mltrack 0.1.0, which is newer: nothing can be saved. "
        "Update mltrack to go on."
    )


VERBS: dict[str, Callable[[Session], object]] = {
    "tick": lambda session: session.tick(["python"]),
    "untick": lambda session: session.untick(["a"]),
    "note": lambda session: session.note("sql", "new"),
    "target": lambda session: session.target(["ml"]),
    "undo": lambda session: session.undo(),
    "restore": lambda session: Upkeep(session).restore(Upkeep(session).goal("2020-01-01")),
    "merge": lambda session: Upkeep(session).merge([Upkeep(session).copy(backups_of(session)[0])]),
    "recover": lambda session: session.recover(Way.BACKUP),
    "recover as it stands": lambda session: session.recover(Way.AS_IT_STANDS),
    "recover afresh": lambda session: session.recover(Way.AFRESH),
    "an action that changes nothing": lambda session: session.untick(["sql"]),
}


def backups_of(session: Session) -> list[Path]:
    assert session.places is not None
    return backups(session.places)


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_every_save_over_a_newer_file_is_refused_without_a_write(
    verb: Callable[[Session], object], tomorrow: Places
) -> None:
    seen = Seen(tomorrow)
    house = catalog([skill("python"), skill("sql"), skill("a")], [role("ml")])
    session = Session(house, ProgressStore(tomorrow), Clock(), tomorrow)
    shown = session.snapshot
    with pytest.raises(StoreTooNew, match=CANNOT):
        verb(session)
    assert session.snapshot is shown
    assert session.newer is not None
    assert Seen(tomorrow) == seen


def test_an_export_of_a_newer_file_would_lack_entries_and_is_refused(tomorrow: Places, tmp_path: Path) -> None:
    upkeep = Upkeep(Session(catalog([]), ProgressStore(tomorrow), Clock(), tomorrow))
    with pytest.raises(StoreTooNew, match="take a backup instead"):
        upkeep.write_export(tmp_path / "export.json")
    upkeep.write_backup(tmp_path / "backup.json")
    assert (tmp_path / "backup.json").read_bytes() == tomorrow.progress.read_bytes()
    kept, _ = upkeep.keep()
    assert Path(kept.file).read_bytes() == tomorrow.progress.read_bytes()


def without_clocks(tables: AnyTables) -> None:
    tables["_meta"]["file"].update(schema=4)
    for fields in tables["events"].values():
        del fields["clock"]


def test_a_newer_file_that_cannot_be_shown_is_refused_and_left(places: Places) -> None:
    harm(places, rebuilt(without_clocks))
    seen, store = Seen(places), ProgressStore(places)
    for attempt in (store.load, lambda: store.commit(ticking("c")), lambda: store.recover(Way.AFRESH)):
        with pytest.raises(StoreTooNew) as caught:
            attempt()
        assert str(caught.value).endswith("It cannot be shown either.")
    assert Seen(places) == seen


NEWER_AND_UNSOUND: dict[str, Damage] = {
    "a flipped bit in the number of the schema": lambda raw: raw.replace(b'"schema":3', b'"schema":4'),
    "newer, and changed by something else": lambda raw: of_schema(4)(raw) + b"\n",
    "newer, with entries of a new kind, and altered": lambda raw: rebuilt(of_tomorrow)(raw).replace(b"pyth", b"myth"),
    "newer, without an entry that can be read, and altered": lambda raw: rebuilt(without_clocks)(raw) + b" ",
}


@pytest.mark.parametrize("damage", NEWER_AND_UNSOUND.values(), ids=NEWER_AND_UNSOUND)
def test_a_newer_file_whose_checksum_does_not_fit_is_damage_and_recovered_from(damage: Damage, places: Places) -> None:
    before = ProgressStore(places).load()
    damaged = damage(places.progress.read_bytes())
    places.progress.write_bytes(damaged)
    seen, store = Seen(places), ProgressStore(places)
    assert same(store.load(), before)
    assert store.newer is None
    assert store.recovery is not None
    assert (store.recovery.reason, store.recovery.whole) == ("is damaged (its checksum does not fit)", False)
    with pytest.raises(StoreDamaged, match="cannot be taken as it stands"):
        store.recover(Way.AS_IT_STANDS)
    assert Seen(places) == seen
    after = store.commit(ticking("new"))
    assert after.history[:-1] == before.history
    assert same(ProgressStore(places).load(), after)
    assert [path.read_bytes() for path in asides(places)] == [damaged]


def test_once_mltrack_is_updated_it_goes_on(tomorrow: Places) -> None:
    store = ProgressStore(tomorrow)
    store.load()
    assert store.newer is not None
    harm(tomorrow, rebuilt(lambda tables: [tables["events"].pop(one) for one in ("x1", "x2")]))
    updated = ProgressStore(tomorrow, form=Form(4, {3: LATER.migrations[3]}))
    assert set(updated.commit(ticking("new")).marks) == {"python", "not-in-any-catalog", "a", "b", "new"}
    assert updated.newer is None
    assert json.loads(tomorrow.progress.read_bytes())["goals"] == {"1": {"what": "a new idea"}}
    store.load()
    assert store.newer is not None
