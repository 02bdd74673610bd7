from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from mltrack.core.entries import Span
from mltrack.core.history import Change, EvidenceChange, LogChange, Mark, OwnEffort, Status, Target, Turn
from mltrack.core.keeping import ProgressKeeper
from mltrack.core.requirements import AnyOf, Has
from mltrack.core.snapshot import Snapshot
from mltrack.errors import InvalidInput, NothingToUndo, StoreError, UnknownId
from mltrack.session import Session
from tests.core.worlds import (
    EXPERT,
    FAMILIAR,
    PROFICIENT,
    TODAY,
    WORKING,
    catalog,
    degree,
    done,
    project,
    role,
    skill,
)
from tests.session.keepers import NOON, Clock, Keeper

HOUSE = catalog(
    [skill("python", aliases=("py",)), skill("sql"), degree("msc"), project("app")],
    [
        role("ml", Has("python", PROFICIENT), aliases=("MLE",)),
        role("data", Has("sql", WORKING), Has("python", WORKING)),
        role("free", AnyOf((Has("msc"), Has("app")))),
    ],
)


def session_on(keeper: ProgressKeeper, clock: Clock | None = None) -> Session:
    return Session(HOUSE, keeper, clock or Clock())


def a_session_with_something_to_undo_and_redo() -> tuple[Session, Keeper]:
    keeper = Keeper()
    session = session_on(keeper)
    session.tick(["app"])
    session.target(["free"])
    session.log("msc", 30)
    session.attach("msc", "in the blue folder")
    session.note("msc", "apply in June")
    session.undo()
    keeper.commits = 0
    return session, keeper


Verb = Callable[[Session], Snapshot]
VERBS: dict[str, Verb] = {
    "tick": lambda session: session.tick(["python", "sql"], level=EXPERT, on=TODAY),
    "untick": lambda session: session.untick(["app"]),
    "toggle": lambda session: session.toggle("python"),
    "start": lambda session: session.start("python"),
    "waive": lambda session: session.waive("msc", "portfolio instead"),
    "note": lambda session: session.note("python", "read chapter 3"),
    "log": lambda session: session.log("python", 90, text="chapter 3"),
    "unlog": lambda session: session.unlog(min(session.snapshot.progress.log)),
    "attach": lambda session: session.attach("python", "https://example.org/me"),
    "detach": lambda session: session.detach(min(session.snapshot.progress.evidence)),
    "expect": lambda session: session.expect("python", OwnEffort(Span(30, 50))),
    "due": lambda session: session.due("msc", TODAY),
    "target": lambda session: session.target(["ml", "data"], by=TODAY, primary=True),
    "untarget": lambda session: session.untarget("free"),
    "undo": lambda session: session.undo(),
    "redo": lambda session: session.redo(),
}
every_verb = pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)


@every_verb
def test_a_verb_saves_once_before_the_snapshot_changes(verb: Verb) -> None:
    session, keeper = a_session_with_something_to_undo_and_redo()
    before, events_before = session.snapshot, len(keeper.disk)
    seen: list[Snapshot] = []
    keeper.before_commit = lambda: seen.append(session.snapshot)
    after = verb(session)
    assert keeper.commits == 1
    assert seen == [before]
    assert session.snapshot is after is not before
    assert len(keeper.disk) > events_before
    assert after.progress.holds_same(keeper.load())
    assert after.progress.history == tuple(keeper.disk)


@every_verb
def test_a_verb_that_cannot_save_raises_and_leaves_snapshot_and_undo_as_they_were(verb: Verb) -> None:
    session, keeper = a_session_with_something_to_undo_and_redo()
    before, kept = session.snapshot, list(keeper.disk)
    undoable, redoable = before.progress.undoable, before.progress.redoable
    keeper.broken = True
    with pytest.raises(StoreError, match="The disk is full"):
        verb(session)
    assert session.snapshot is before
    assert (session.snapshot.progress.undoable, session.snapshot.progress.redoable) == (undoable, redoable)
    assert keeper.disk == kept
    keeper.broken = False
    assert verb(session).progress.holds_same(keeper.load())


def live_elsewhere(session: Session) -> None:
    """Change everything that any verb would look at."""
    session.waive("python", "other language")
    session.untick(["app"])
    session.start("msc")
    session.note("python", "from the other session")
    session.target(["data"])
    session.note("sql", "undone again")
    session.undo()


def _without_entry(change: Change) -> Change:
    """The id of a new entry of the time log, or of evidence, is another one every time."""
    return replace(change, entry="") if isinstance(change, LogChange | EvidenceChange) else change


@every_verb
def test_a_verb_works_on_what_the_keeper_holds_now_not_on_an_older_view(verb: Verb) -> None:
    stale, keeper = a_session_with_something_to_undo_and_redo()
    live_elsewhere(session_on(Keeper(keeper.disk, device="phone")))
    up_to_date = session_on(Keeper(list(keeper.disk)))
    expected = verb(up_to_date).progress
    after = verb(stale).progress
    changes = [[_without_entry(event.change) for event in one.history] for one in (after, expected)]
    assert changes[0] == changes[1]
    assert after.history == tuple(keeper.disk)


def test_a_new_session_shows_what_is_kept_and_saves_nothing() -> None:
    keeper = Keeper()
    session_on(keeper).tick(["python"])
    reader = Keeper(keeper.disk)
    session = session_on(reader)
    assert session.snapshot.progress.marks == {"python": done(WORKING)}
    assert session.snapshot.today == TODAY
    assert session.catalog is HOUSE
    assert (reader.loads, reader.commits) == (1, 0)


def test_a_session_on_a_store_that_cannot_be_read_does_not_start() -> None:
    with pytest.raises(StoreError):
        session_on(Keeper(broken=True))


def test_a_tick_of_several_is_one_action_and_one_undo() -> None:
    keeper = Keeper()
    session = session_on(keeper)
    after = session.tick(["python", "Msc", "app"])
    assert set(after.progress.marks) == {"python", "msc", "app"}
    assert len({event.action for event in keeper.disk}) == 1
    assert session.undo().progress.marks == {}
    assert set(session.redo().progress.marks) == {"python", "msc", "app"}


def test_one_milestone_under_two_names_is_one_change() -> None:
    for verb in (Session.tick, Session.untick):
        keeper = Keeper()
        session = session_on(keeper)
        session.start("python")
        verb(session, ["python", "py", "PYTHON"])
        assert len(keeper.disk) == 2, verb.__name__


def test_every_event_tells_when_where_and_in_which_order() -> None:
    keeper = Keeper(device="laptop")
    session = session_on(keeper)
    session.tick(["python", "sql"])
    session.undo()
    since_1970 = int(NOON.timestamp()) * 1000
    assert [event.clock - since_1970 for event in keeper.disk] == [0, 1, 2, 3]
    assert {event.at for event in keeper.disk} == {NOON}
    assert {event.device for event in keeper.disk} == {"laptop"}
    assert len({event.id for event in keeper.disk}) == 4
    ticked, undone = keeper.disk[0].action, keeper.disk[2].action
    assert [event.action for event in keeper.disk] == [ticked, ticked, undone, undone]
    assert [(event.turn, event.of) for event in keeper.disk[2:]] == [(Turn.UNDO, ticked)] * 2
    assert ticked != undone


def test_what_changes_nothing_writes_no_event_and_cannot_be_undone() -> None:
    session, keeper = a_session_with_something_to_undo_and_redo()
    kept = list(keeper.disk)
    session.tick(["app"])
    session.untick(["sql"])
    session.note("app", "")
    session.target(["free"])
    session.untarget("ml")
    assert keeper.disk == kept


# Names

UNKNOWN: dict[str, tuple[Verb, str]] = {
    "tick": (lambda session: session.tick(["python", "pythn"]), "milestone 'pythn'"),
    "untick": (lambda session: session.untick(["app", "pythn"]), "milestone 'pythn'"),
    "toggle": (lambda session: session.toggle("ml"), "milestone 'ml'"),
    "start": (lambda session: session.start(""), "milestone ''"),
    "waive": (lambda session: session.waive("pythn", "why"), "milestone 'pythn'"),
    "note": (lambda session: session.note("pythn", "text"), "milestone 'pythn'"),
    "target": (lambda session: session.target(["ml", "python"]), "role 'python'"),
    "untarget": (lambda session: session.untarget("python"), "role 'python'"),
}


@pytest.mark.parametrize(("verb", "named"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_name_is_refused_and_nothing_is_saved(verb: Verb, named: str) -> None:
    session, keeper = a_session_with_something_to_undo_and_redo()
    before, kept = session.snapshot, list(keeper.disk)
    with pytest.raises(UnknownId, match=f"There is no {named} in the catalog"):
        verb(session)
    assert (session.snapshot, keeper.disk, keeper.commits) == (before, kept, 0)


def test_names_may_be_titles_and_aliases() -> None:
    session = session_on(Keeper())
    assert "python" in session.tick(["PY"]).progress.marks
    assert "ml" in session.target(["mle"]).progress.targets
    assert session.untick(["Python"]).progress.marks == {}
    assert session.untarget("MLE").progress.targets == {}


def test_what_left_the_catalog_can_still_be_unticked_and_untargeted() -> None:
    keeper = Keeper()
    older = catalog([project("old")], [role("gone", Has("old"))])
    Session(older, keeper, Clock()).tick(["old"])
    Session(older, keeper, Clock()).target(["gone"])
    session = session_on(keeper)
    assert session.snapshot.departed == ("old",)
    assert session.untick(["old"]).progress.marks == {}
    assert session.untarget("gone").progress.targets == {}


@pytest.mark.parametrize(
    "verb",
    [
        lambda session: session.tick(["python", "msc"], level=EXPERT),
        lambda session: session.tick(["python"], on=TODAY + timedelta(days=1)),
        lambda session: session.start("app"),
        lambda session: session.waive("python", " "),
        lambda session: session.note("python", "x" * 20_001),
    ],
    ids=["level of a degree", "in the future", "start what is done", "no reason", "long note"],
)
def test_what_makes_no_sense_is_refused_whole(verb: Verb) -> None:
    session, keeper = a_session_with_something_to_undo_and_redo()
    before, kept = session.snapshot, list(keeper.disk)
    with pytest.raises(InvalidInput):
        verb(session)
    assert (session.snapshot, keeper.disk, keeper.commits) == (before, kept, 0)


# Toggle


def test_toggle_ticks_and_then_opens_again() -> None:
    session = session_on(Keeper())
    assert session.toggle("app").progress.marks == {"app": done()}
    assert session.toggle("app").progress.marks == {}


def test_toggle_at_a_level_raises_to_it_and_then_opens() -> None:
    session = session_on(Keeper())
    session.tick(["python"], level=FAMILIAR)
    assert session.toggle("python", PROFICIENT).progress.marks == {"python": done(PROFICIENT)}
    assert session.toggle("python", PROFICIENT).progress.marks == {}


def test_toggle_at_a_lower_level_than_held_opens_and_never_lowers() -> None:
    session = session_on(Keeper())
    session.tick(["python"], level=EXPERT)
    assert session.toggle("python", WORKING).progress.marks == {}


def test_toggle_of_what_is_started_or_waived_ticks_it() -> None:
    session = session_on(Keeper())
    session.start("msc")
    assert session.toggle("msc").progress.marks == {"msc": Mark(Status.DONE, started_on=TODAY, done_on=TODAY)}
    session.waive("app", "portfolio")
    assert session.toggle("app").progress.marks["app"] == replace(done(), reason="portfolio")


# Undo and redo


def test_undo_takes_back_every_kind_of_action_in_turn_and_redo_brings_it_again() -> None:
    session = session_on(Keeper())
    states = [session.snapshot.progress]
    for name, verb in VERBS.items():
        if name not in ("undo", "redo", "untick", "untarget"):
            states.append(verb(session).progress)
    states += [session.untick(["sql"]).progress, session.untarget("data").progress]
    for earlier in reversed(states[:-1]):
        assert session.undo().progress.holds_same(earlier)
    for later in states[1:]:
        assert session.redo().progress.holds_same(later)


def test_nothing_to_undo_or_redo_says_so_and_saves_nothing() -> None:
    keeper = Keeper()
    session = session_on(keeper)
    with pytest.raises(NothingToUndo, match=r"^There is nothing to undo\.$"):
        session.undo()
    with pytest.raises(NothingToUndo, match=r"^There is nothing to redo\.$"):
        session.redo()
    assert (keeper.disk, keeper.commits) == ([], 0)


def test_undo_reaches_over_a_restart() -> None:
    keeper = Keeper()
    session_on(keeper).tick(["python"], level=EXPERT)
    restarted = session_on(Keeper(keeper.disk))
    assert restarted.undo().progress.marks == {}
    assert session_on(Keeper(keeper.disk)).redo().progress.marks == {"python": done(EXPERT)}


def test_undo_takes_back_the_newest_action_whichever_session_did_it() -> None:
    keeper = Keeper()
    here, there = session_on(keeper), session_on(Keeper(keeper.disk, device="phone"))
    here.tick(["python"])
    there.tick(["sql"])
    assert here.undo().progress.marks == {"python": done(WORKING)}


# Reload


def test_reload_takes_over_what_another_session_saved() -> None:
    keeper = Keeper()
    here, there = session_on(keeper), session_on(Keeper(keeper.disk))
    there.tick(["python"], level=PROFICIENT)
    assert here.snapshot.readiness["ml"].ready is False
    assert here.reload().readiness["ml"].ready is True
    assert here.snapshot.progress.marks == {"python": done(PROFICIENT)}


def test_reload_notices_a_new_day() -> None:
    keeper, clock = Keeper(), Clock()
    session = session_on(keeper, clock)
    progress, loads = session.snapshot.progress, keeper.loads
    clock.now += timedelta(days=1)
    assert session.reload().today == date(2026, 11, 21)
    assert session.snapshot.progress is progress
    assert keeper.loads == loads


def test_reload_with_nothing_new_hands_out_the_same_snapshot() -> None:
    session, keeper = a_session_with_something_to_undo_and_redo()
    before, loads = session.snapshot, keeper.loads
    assert session.reload() is before
    assert (keeper.loads, keeper.commits) == (loads, 0)


def test_a_reload_that_fails_leaves_the_snapshot() -> None:
    session, keeper = a_session_with_something_to_undo_and_redo()
    before = session.snapshot
    keeper.broken = True
    with pytest.raises(StoreError):
        session.reload()
    assert session.snapshot is before


def test_an_action_on_a_new_day_is_of_that_day() -> None:
    clock = Clock()
    session = session_on(Keeper(), clock)
    clock.now += timedelta(days=1)
    after = session.tick(["app"])
    assert after.progress.marks == {"app": done(on=date(2026, 11, 21))}
    assert after.today == date(2026, 11, 21)


def test_the_day_is_the_local_one() -> None:
    clock = Clock(NOON.replace(hour=0, minute=30))
    assert session_on(Keeper(), clock).snapshot.today == date(2026, 11, 20)


def test_the_first_target_is_primary_until_another_is_made_so() -> None:
    session = session_on(Keeper())
    session.target(["ml", "data"])
    assert session.snapshot.progress.primary_target == "ml"
    after = session.target(["data"], by=TODAY, primary=True)
    assert after.progress.targets == {"ml": Target(primary=False), "data": Target(primary=True, by=TODAY)}
