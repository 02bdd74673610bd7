"""Ids that were changed: nothing that was told under a former one is lost, and the history stays as it was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Former, Removed
from mltrack.core.history import (
    Event,
    Evidence,
    EvidenceChange,
    LogChange,
    MarkChange,
    NoteChange,
    TargetChange,
    TimeEntry,
)
from mltrack.core.merge import merged
from mltrack.core.progress import Progress
from mltrack.core.renames import NO_RENAMES, Renames
from mltrack.core.snapshot import Snapshot
from mltrack.errors import CatalogError, RemovedId
from tests.core.devices import DOINGS, Device, doings, three_devices
from tests.core.worlds import EXPERT, STARTED, SURVEY, TODAY, WORKING, catalog, done, role, skill

MILESTONES = ("python", "msc", "app")
"""Those that the devices tell of."""
ANEW = Renames({one: f"new-{one}" for one in MILESTONES}, {"ml": "new-ml", "data": "new-data"})


def today(one: str) -> str:
    return ANEW.milestones.get(one, one)


@given(three_devices())
def test_everything_is_held_under_the_ids_of_today_and_goes_back_unchanged(three: list[Device]) -> None:
    for device in three:
        told = device.progress
        anew = told.under(ANEW)
        assert anew.history == told.history
        assert anew.marks == {today(one): mark for one, mark in told.marks.items()}
        assert anew.notes == {today(one): note for one, note in told.notes.items()}
        assert anew.due == {today(one): day for one, day in told.due.items()}
        assert anew.targets == {ANEW.roles.get(one, one): target for one, target in told.targets.items()}
        assert {entry: time.minutes for entry, time in anew.log.items()} == {
            entry: time.minutes for entry, time in told.log.items()
        }
        assert {today(one) for one in told.time_on} == set(anew.time_on)
        assert {today(one) for one in told.evidence_on} == set(anew.evidence_on)
        assert anew.under(NO_RENAMES).holds_same(told)
        assert (anew.undoable is None, anew.redoable is None) == (told.undoable is None, told.redoable is None)
        assert len(anew.actions) == len(told.actions)


@given(three_devices())
def test_copies_merge_whichever_of_them_knows_the_new_ids(three: list[Device]) -> None:
    ours, theirs = three[0].progress, three[1].progress
    plain, anew = merged(ours, theirs.history), merged(ours.under(ANEW), theirs.history)
    assert anew.added == plain.added
    assert anew.progress.holds_same(plain.progress.under(ANEW))
    assert len(anew.clashes) == len(plain.clashes)


def test_what_was_told_before_and_after_the_change_is_one_thing() -> None:
    laptop = Device("laptop")
    laptop.act(MarkChange("py", None, STARTED))
    laptop.act(NoteChange("py", "", "chapter 1"))
    laptop.progress = laptop.progress.under(Renames({"py": "python"}))
    laptop.act(MarkChange("python", STARTED, done()))
    assert laptop.progress.marks == {"python": done()}
    assert laptop.progress.notes == {"python": "chapter 1"}
    step = laptop.progress.undoable
    assert step is not None
    assert step.changes == (MarkChange("python", done(), STARTED),)


def test_what_is_written_under_two_ids_is_told_once_and_an_older_catalog_goes_along() -> None:
    laptop = Device("laptop")
    laptop.act(MarkChange("py", None, done(WORKING)))
    laptop.act(NoteChange("py", "", "one"))
    laptop.progress = laptop.progress.under(Renames({"py": "python"}))
    laptop.act(MarkChange("python", done(WORKING), done(EXPERT)))
    laptop.act(NoteChange("python", "one", "two"))
    laptop.undo()
    assert [action.changes for action in laptop.progress.actions[2:]] == [
        (MarkChange("python", done(WORKING), done(EXPERT)),),
        (NoteChange("python", "one", "two"),),
        (NoteChange("python", "two", "one"),),
    ]
    before = laptop.progress.under(NO_RENAMES)
    assert (before.marks["py"], before.notes["py"]) == (done(EXPERT), "one")


def test_what_was_renamed_and_then_removed_is_told_of_what_was_removed() -> None:
    gone = Removed("bb", Former.SKILL, "Bb", "It went", ("cc",), former_ids=("aa",))
    house = Catalog.build(sources=[SURVEY], milestones=[skill("cc")], roles=[], removed=[gone])
    laptop = Device("laptop")
    laptop.act(MarkChange("aa", None, done()), NoteChange("aa", "", "hi"))
    now = Snapshot(house, laptop.progress.under(house.renames), TODAY)
    assert now.departed == ("bb",)
    assert (now.known("aa"), house.milestone_title("aa")) == ("bb", "Bb")
    with pytest.raises(RemovedId, match=r"is no longer in the catalog. It went. In its place: cc."):
        house.milestone("aa")


@pytest.mark.parametrize(
    ("former", "sentence"),
    [("cc", "'cc' is the id of another milestone"), ("old", "'old' is a former id of the milestone 'cc' already")],
)
def test_a_former_id_of_what_was_removed_is_of_nothing_else(former: str, sentence: str) -> None:
    gone = Removed("bb", Former.SKILL, "Bb", "It went", former_ids=(former,))
    with pytest.raises(CatalogError, match=sentence):
        Catalog.build(sources=[SURVEY], milestones=[skill("cc", former_ids=("old",))], roles=[], removed=[gone])


def test_what_one_device_unticked_under_a_former_id_stays_unticked() -> None:
    laptop = Device("laptop")
    laptop.act(MarkChange("py", None, done()))
    phone = Device("phone", laptop.progress, timedelta(seconds=1))
    phone.act(MarkChange("py", done(), None))
    laptop.progress = laptop.progress.under(Renames({"py": "python"}))
    laptop.merge(phone.progress)
    assert laptop.progress.marks == {}


def test_an_undone_deed_under_a_former_id_can_be_done_again() -> None:
    laptop = Device("laptop")
    laptop.act(MarkChange("py", None, done()))
    laptop.undo()
    laptop.progress = laptop.progress.under(Renames({"py": "python"}))
    laptop.redo()
    assert laptop.progress.marks == {"python": done()}


def test_pieces_move_with_their_milestone() -> None:
    laptop = Device("laptop")
    laptop.act(LogChange("a", None, TimeEntry("py", TODAY, 30)))
    laptop.act(EvidenceChange("b", None, Evidence("py", TODAY, "blue folder")))
    laptop.act(TargetChange("ml", None, None))
    anew = laptop.progress.under(Renames({"py": "python"}))
    assert [time.minutes for time in anew.time_on["python"]] == [30]
    assert [piece.text for piece in anew.evidence_on["python"]] == ["blue folder"]


def test_a_progress_without_former_ids_is_taken_as_it_is() -> None:
    progress = Progress({"python": done()}).under(Renames({"py": "python"}))
    assert progress.marks == {"python": done()}
    assert progress.under(Renames({"py": "python"})) is progress


def test_former_ids_alone_are_renames_and_other_names_are_none() -> None:
    house = catalog([skill("python", aliases=("py",), former_ids=("old", "older"))], [role("ml", former_ids=("mle",))])
    assert house.renames == Renames({"old": "python", "older": "python"}, {"mle": "ml"})


def test_a_renamed_event_is_the_same_in_all_else() -> None:
    laptop = Device("laptop")
    (event,) = laptop.act(NoteChange("py", "", "x"))
    assert Renames({"py": "python"}).of(event) == replace(event, change=NoteChange("python", "", "x"))
    assert Renames({"sql": "python"}).of(event) is event


LIVES = st.lists(doings | st.sampled_from(["undo", "redo"]), max_size=15)


def led(life: list[str]) -> Device:
    laptop = Device("laptop")
    for doing in life:
        if doing in DOINGS:
            laptop.do(doing)
        else:
            (laptop.undo if doing == "undo" else laptop.redo)()
    return laptop


@given(LIVES, st.lists(st.integers(0, 15), max_size=2))
def test_a_life_with_ids_that_change_is_the_same_life(life: list[str], changed_after: list[int]) -> None:
    plain, other, called_there = led(life), Device("laptop"), dict[str, str]()
    for place, (_, deed) in enumerate(groupby(plain.progress.history, key=lambda event: event.action)):
        times = sum(place >= cut for cut in changed_after)
        other.progress, events = other.progress.under(changed(times)), list(deed)
        changes = [called(times).of(event).change for event in events]
        of = called_there[events[0].of] if events[0].of else None
        called_there[events[0].action] = other.act(*changes, turn=events[0].turn, of=of)[0].action
        assert other.progress.holds_same(plain_until(plain, events[-1]).under(called(times)))
    found, expected = other.progress.under(changed(2)), plain.progress.under(called(2))
    assert found.holds_same(expected)
    for step, same in ((found.undoable, expected.undoable), (found.redoable, expected.redoable)):
        assert (step and step.changes) == (same and same.changes)


def plain_until(device: Device, last: Event) -> Progress:
    history = device.progress.history
    return Progress.replay(history[: history.index(last) + 1])


def changed(times: int) -> Renames:
    """Every id that there was before so many changes, to that of after them."""
    ids, roles = dict[str, str](), dict[str, str]()
    for earlier in range(times):
        for one, was, now in (
            (ids, called(earlier)[0], called(times)[0]),
            (roles, called(earlier)[1], called(times)[1]),
        ):
            one |= {was.get(first, first): last for first, last in now.items()}
    return Renames(ids, roles)


def called(times: int) -> Renames:
    """Every id after it was changed so many times."""
    ids, roles = ("python", "sql", "msc", "app"), ("ml", "data", "free")
    return Renames(*({one: f"{one}-{times}" for one in some} if times else {} for some in (ids, roles)))
