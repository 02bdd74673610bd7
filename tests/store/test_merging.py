"""Copies of one progress file that went their own ways: nothing of either is lost, on disk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from mltrack.core.requirements import Level
from mltrack.errors import CopyUnusable
from mltrack.session import Session
from mltrack.store.progress_db import ProgressStore
from mltrack.upkeep import Upkeep
from tests.session.keepers import Clock
from tests.store.damages import ALTERED, emptied, harm, of_schema, rebuilt
from tests.store.histories import Seen, asides, at, backups, same
from tests.store.plain_model import HOUSE, said

CONFLICT = "progress.sync-conflict-20261120-101500-ABCDEFG.json"


@dataclass
class Machine:
    """One person's computer."""

    folder: Path

    def __post_init__(self) -> None:
        self.places = at(self.folder)
        self.clock = Clock()
        self.open()

    def open(self) -> None:
        self.session = Session(HOUSE, ProgressStore(self.places), self.clock, self.places)
        self.upkeep = Upkeep(self.session)

    @property
    def ticked(self) -> set[str]:
        """What is ticked on disk."""
        return set(ProgressStore(self.places).load().marks)

    def send(self, other: Machine, name: str = CONFLICT) -> Path:
        """What a synchronising program does where both have changed."""
        return Path(shutil.copyfile(self.places.progress, other.places.data / name))


@pytest.fixture
def machines(tmp_path: Path) -> tuple[Machine, Machine]:
    """Two, of which the second one is a copy of the first in every way, its device id included."""
    laptop = Machine(tmp_path / "laptop")
    laptop.session.tick(["python"])
    laptop.session.note("python", "chapter 4")
    shutil.copytree(tmp_path / "laptop", tmp_path / "desk")
    return laptop, Machine(tmp_path / "desk")


def test_two_machines_that_say_they_are_the_same_lose_nothing(machines: tuple[Machine, Machine]) -> None:
    laptop, desk = machines
    assert laptop.session.device == desk.session.device
    laptop.session.tick(["sql"])
    desk.session.tick(["spark"])
    desk.session.tick(["msc"])
    held = laptop.places.progress.read_bytes()
    copy = desk.send(laptop)
    laptop.upkeep.merge(laptop.upkeep.siblings())
    assert laptop.ticked == {"python", "sql", "spark", "msc"}
    assert copy.exists()
    assert laptop.upkeep.siblings() == []
    (kept,) = [path for path in backups(laptop.places) if "before-merge" in path.name]
    assert kept.read_bytes() == held


def test_once_both_have_merged_they_are_the_same(machines: tuple[Machine, Machine]) -> None:
    laptop, desk = machines
    laptop.session.tick(["sql"], level=Level.EXPERT)
    desk.session.tick(["sql"], level=Level.FAMILIAR)
    desk.session.tick(["spark"])
    desk.send(laptop)
    laptop.upkeep.merge(laptop.upkeep.siblings())
    laptop.send(desk)
    desk.upkeep.merge(desk.upkeep.siblings())
    one, other = (ProgressStore(machine.places).load() for machine in machines)
    assert same(one, other)
    seen = Seen(desk.places)
    desk.upkeep.merge(desk.upkeep.siblings())
    desk.upkeep.merge([desk.upkeep.copy(desk.places.data / CONFLICT)])
    assert Seen(desk.places) == seen


@pytest.mark.parametrize("later", [0, 1])
def test_of_what_both_have_changed_the_longer_history_holds_whatever_the_clocks_say(
    later: int, machines: tuple[Machine, Machine]
) -> None:
    laptop, desk = machines
    machines[later].clock.now -= timedelta(days=400)  # and the other one believes that it is later
    machines[later].session.tick(["spark"])
    laptop.session.tick(["sql"], level=Level.EXPERT)
    desk.session.tick(["sql"], level=Level.FAMILIAR)
    desk.send(laptop)
    laptop.upkeep.merge(laptop.upkeep.siblings())
    assert said(ProgressStore(laptop.places).load()).marks["sql"][0] is (Level.EXPERT, Level.FAMILIAR)[later]


def test_a_note_that_was_written_on_both_is_joined_and_one_undo_takes_it_apart(
    machines: tuple[Machine, Machine],
) -> None:
    laptop, desk = machines
    laptop.session.note("python", "chapter 5")
    desk.session.note("python", "ask Ann")
    desk.session.note("sql", "only here")
    desk.send(laptop)
    laptop.upkeep.merge(laptop.upkeep.siblings())
    notes = ProgressStore(laptop.places).load().notes
    assert set(notes["python"].split("\n\n")) == {"chapter 5", "ask Ann"}
    assert notes["sql"] == "only here"
    laptop.session.undo()
    assert ProgressStore(laptop.places).load().notes["python"] in {"chapter 5", "ask Ann"}


def test_several_copies_come_in_with_one_save(machines: tuple[Machine, Machine], tmp_path: Path) -> None:
    laptop, desk = machines
    shutil.copytree(tmp_path / "laptop", tmp_path / "phone")
    phone = Machine(tmp_path / "phone")
    desk.session.tick(["sql"])
    phone.session.tick(["spark"])
    desk.send(laptop)
    phone.send(laptop, "progress (Ann's conflicted copy 2026-11-20).json")
    phone.send(laptop, "progress-phone.json")
    before = ProgressStore(laptop.places).reader.fetch().generation
    laptop.upkeep.merge(laptop.upkeep.siblings())
    assert laptop.ticked == {"python", "sql", "spark"}
    assert ProgressStore(laptop.places).reader.fetch().generation == before + 1


def test_an_old_backup_that_was_put_back_and_went_its_own_way_comes_home(machines: tuple[Machine, Machine]) -> None:
    laptop, _ = machines
    laptop.session.tick(["sql"])
    newest = laptop.places.progress.read_bytes()
    oldest = backups(laptop.places)[0]
    laptop.places.progress.write_bytes(oldest.read_bytes())  # by hand: one tick, no note
    laptop.open()
    laptop.session.tick(["spark"])
    laptop.session.tick(["msc"])
    assert laptop.ticked == {"python", "spark", "msc"}
    (laptop.places.data / CONFLICT).write_bytes(newest)
    laptop.upkeep.merge(laptop.upkeep.siblings())
    assert laptop.ticked == {"python", "spark", "msc", "sql"}
    assert ProgressStore(laptop.places).load().notes == {"python": "chapter 4"}
    assert [one.fault for one in laptop.upkeep.backups() if one.fault] == []


def test_what_was_undone_on_one_side_stays_undone(machines: tuple[Machine, Machine]) -> None:
    laptop, desk = machines
    laptop.session.undo()
    laptop.session.undo()
    desk.session.tick(["sql"])
    desk.send(laptop)
    laptop.upkeep.merge(laptop.upkeep.siblings())
    assert laptop.ticked == {"sql"}
    assert ProgressStore(laptop.places).load().notes == {}


def test_a_damaged_file_and_a_copy_make_a_whole_one(machines: tuple[Machine, Machine]) -> None:
    laptop, desk = machines
    laptop.session.tick(["sql"])
    laptop.send(desk)
    laptop.send(laptop)
    damaged = harm(laptop.places, emptied)
    laptop.open()
    assert "sql" not in laptop.session.snapshot.progress.marks
    laptop.upkeep.merge(laptop.upkeep.siblings())
    assert laptop.ticked == {"python", "sql"}
    assert [path.read_bytes() for path in asides(laptop.places)] == [damaged]


# Copies that cannot be used


def test_a_copy_in_which_an_entry_says_something_else_is_refused(machines: tuple[Machine, Machine]) -> None:
    laptop, desk = machines
    first = ProgressStore(laptop.places).load().history[0].id
    desk.session.tick(["spark"])
    harm(desk.places, rebuilt(lambda tables: tables["events"][first].update(at="2020-01-01T00:00:00+00:00")))
    copy = desk.send(laptop)
    seen = Seen(laptop.places)
    with pytest.raises(CopyUnusable) as caught:
        laptop.upkeep.merge(laptop.upkeep.siblings())
    assert str(caught.value) == (
        f"{copy} cannot be merged: entry {first} says one thing here and another there, so one of them was altered. "
        "Nothing was changed."
    )
    assert Seen(laptop.places) == seen


@pytest.mark.parametrize(
    "damage", [emptied, ALTERED["trailing newline"], of_schema(9)], ids=["empty", "altered", "newer"]
)
def test_a_copy_that_cannot_be_used_is_not_offered_and_says_why(
    damage: Callable[[bytes], bytes], machines: tuple[Machine, Machine]
) -> None:
    laptop, desk = machines
    desk.session.tick(["spark"])
    harm(desk.places, damage)
    copy = desk.send(laptop)
    assert laptop.upkeep.siblings() == []
    with pytest.raises(CopyUnusable) as caught:
        laptop.upkeep.copy(copy)
    assert str(copy) in str(caught.value)


def test_the_copy_of_a_file_that_was_altered_can_be_asked_for(machines: tuple[Machine, Machine]) -> None:
    laptop, desk = machines
    desk.session.tick(["spark"])
    harm(desk.places, ALTERED["written as JSON by another program"])
    copy = laptop.upkeep.copy(desk.send(laptop), altered=True)
    laptop.upkeep.merge([copy])
    assert laptop.ticked == {"python", "spark"}
    assert "mark:spark" in json.loads(laptop.places.progress.read_bytes())["state"]
