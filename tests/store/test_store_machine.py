"""The real store, sessions and upkeep on disk, held after every step against plain dictionaries."""

from __future__ import annotations

import errno
import os
import random
import shutil
import tempfile
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mltrack.core.keeping import Way
from mltrack.core.requirements import Level
from mltrack.errors import StoreError
from tests.session.keepers import NOON, Clock
from tests.store.damages import ALTERED, Damage, emptied, harm
from tests.store.deeds import Before
from tests.store.disks import CHANGING, Disk
from tests.store.histories import asides, backups
from tests.store.homes import FORMS, Home
from tests.store.plain_model import (
    MILESTONES,
    ROLES,
    Saved,
    Verb,
    aim,
    attach,
    detach,
    due,
    expect,
    expected_of,
    log,
    merged,
    note,
    redo,
    said,
    stop_aiming,
    tick,
    undo,
    unlog,
    untick,
)

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"

who = st.integers(0, 1)
milestones = st.sampled_from(MILESTONES)
marks = st.builds(tick, milestones, st.none() | st.sampled_from(Level)) | st.builds(untick, milestones)
notes = st.builds(note, milestones, st.sampled_from(["", "read on", "two\nlines", "ü 漢字 🎓"]))
aims = st.builds(aim, st.sampled_from(ROLES)) | st.builds(stop_aiming, st.sampled_from(ROLES))
logs = st.builds(log, milestones, st.integers(1, 20))
times = logs | st.builds(unlog)
attached = st.builds(attach, milestones)
evidence = attached | st.builds(detach)
efforts = st.builds(expect, milestones, st.none() | st.integers(1, 3))
days = st.none() | st.integers(0, 60).map(lambda number: NOON.date() + timedelta(days=number))
dues = st.builds(due, milestones, days)
turns = st.builds(undo) | st.builds(redo)
verbs: st.SearchStrategy[Verb] = marks | notes | aims | times | evidence | efforts | dues | turns
disks = st.tuples(
    st.sampled_from(CHANGING), st.integers(1, 6), st.booleans(), st.sampled_from([errno.ENOSPC, errno.EIO])
)
damages: st.SearchStrategy[Damage | None] = st.one_of(
    st.none(),
    st.just(emptied),
    st.floats(0, 0.99).map(lambda part: lambda raw: raw[: int(len(raw) * part)]),
    st.floats(0, 0.99).map(lambda part: lambda raw: flipped(raw, int(len(raw) * part))),
)


def flipped(raw: bytes, offset: int) -> bytes:
    return raw[:offset] + bytes([raw[offset] ^ 0x80]) + raw[offset + 1 :]


class TheStore(RuleBasedStateMachine):
    """Two sessions on one home, and a second machine whose copy comes back now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        # Asked for and not waited for: there is no power cut in this test, and thousands of saves.
        self.patch.setattr(os, "fsync", lambda descriptor: None)
        # The same run has the same ids: where clocks are equal, the id decides.
        ids = random.Random(0)
        self.patch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=ids.getrandbits(128)))
        self.folder = Path(tempfile.mkdtemp(prefix="mltrack-machine-"))
        self.clock = Clock()
        self.home = Home(self.folder / "here", self.clock)
        self.copies = 0
        self.other = self.home.clone(self.folder / "there-0")

    def teardown(self) -> None:
        try:
            self.home.check_backups()
        finally:
            self.patch.undo()
            shutil.rmtree(self.folder)

    @initialize(who=who, some=st.lists(verbs, max_size=3))
    def begin(self, who: int, some: list[Verb]) -> None:
        for verb in some:
            self.home.do(who, verb)
        self.copy_everything()

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        self.home.check()

    @rule(who=who, verb=verbs)
    def do(self, who: int, verb: Verb) -> None:
        self.home.do(who, verb)

    @rule(who=who, verb=turns)
    def turn(self, who: int, verb: Verb) -> None:
        self.home.do(who, verb)

    @rule(who=who, days=st.integers(-5, 40))
    def rest(self, who: int, days: int) -> None:
        """Some days go by, or somebody looks at what the other one did, or both start anew."""
        if days > 0:
            self.clock.now += timedelta(days=days)
        elif days > -3:
            self.home.reload(who)
        else:
            self.home.reopen()

    # A disk that fails

    @rule(who=who, verb=verbs, disk=disks)
    def fail(self, who: int, verb: Verb, disk: tuple[str, int, bool, int]) -> None:
        home = self.home
        expected = expected_of(verb, home.now, self.clock().date())
        if expected is None:
            return
        session, held = home.sessions[who], Before.of(home.places)
        before, refusal = session.snapshot, ""
        with Disk(*disk).failing():
            try:
                verb[0](session)
            except StoreError as error:
                refusal = str(error)
        if refusal and "may not outlast a power cut" not in refusal:
            assert session.snapshot is before
            assert held.is_there
            home.check_backups()
            if expected is not home.now and home.seen[who] == home.head:
                assert session.unsaved is not None
                assert said(session.unsaved) == expected.state
            return
        session.reload()
        home.take(who, expected)

    # Backups, and going back

    @rule(who=who)
    def keep(self, who: int) -> None:
        if self.home.head:
            backup, _ = self.home.upkeep(who).keep()
            assert backup.number == self.home.head
            assert Path(backup.file).read_bytes() == self.home.places.progress.read_bytes()

    def restore(self, who: int, goal: str, expected: Saved) -> None:
        upkeep = self.home.upkeep(who)
        self.home.expect(who, lambda _: upkeep.restore(upkeep.goal(goal)), expected)

    @precondition(lambda self: self.home.is_backed_up)
    @rule(who=who, place=st.integers(0, 9))
    def restore_a_backup(self, who: int, place: int) -> None:
        home = self.home
        numbers = sorted({one.number for one in home.store().backups()})
        number = numbers[place % len(numbers)]
        goal = home.saves[number].state
        self.restore(who, str(number), home.now if goal == home.now.state else home.now.then(goal, self.clock().date()))

    @precondition(lambda self: self.home.now.days)
    @rule(who=who, data=st.data())
    def restore_a_day(self, who: int, data: st.DataObject) -> None:
        home = self.home
        home.reload(who)
        day = data.draw(st.sampled_from(sorted(home.now.days)))
        goal = home.now.days[day]
        self.restore(who, str(day), home.now if goal == home.now.state else home.now.then(goal, self.clock().date()))

    # A second machine

    def copy_everything(self) -> None:
        self.copies += 1
        self.other = self.home.clone(self.folder / f"there-{self.copies}")

    @rule(who=who, some=st.lists(marks | logs | attached, min_size=1, max_size=3), anew=st.booleans())
    def do_on_the_copy(self, who: int, some: list[Verb], anew: bool) -> None:
        if anew:
            self.copy_everything()
        for verb in some:
            self.other.do(who, verb)

    def anything_new(self) -> bool:
        ours = {event.id for event in self.home.store().load().history}
        return any(event.id not in ours for event in self.other.store().load().history)

    @precondition(lambda self: self.other.head)
    @rule(who=who)
    def restore_the_copy(self, who: int) -> None:
        home, today, goal = self.home, self.clock().date(), self.other.now.state
        base = home.now.joined(home.now.state, today) if self.anything_new() else home.now
        expected = base if goal == home.now.state else base.then(goal, today)
        self.restore(who, str(self.other.places.progress), expected)

    @precondition(lambda self: self.other.head)
    @rule(who=who)
    def merge_the_copy(self, who: int) -> None:
        home = self.home
        conflict = home.places.data / "progress (conflicted copy).json"
        home.places.data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.other.places.progress, conflict)
        home.reload(who)
        new, upkeep = self.anything_new(), home.upkeep(who)
        found = upkeep.siblings()
        assert len(found) == new
        state = merged(home.store().load(), self.other.store().load())
        expected = home.now.joined(state, self.clock().date()) if new else home.now
        home.expect(who, lambda _: upkeep.merge(found), expected)
        assert upkeep.siblings() == []
        conflict.unlink()

    # Damage

    @precondition(lambda self: self.home.is_backed_up)
    @rule(who=who, damage=damages, spoiled=st.integers(0, 3), looks=st.integers(0, 2), verb=st.none() | verbs)
    def damage(self, who: int, damage: Damage | None, spoiled: int, looks: int, verb: Verb | None) -> None:
        """The file is damaged or gone, with some of the newest backups; whoever is open goes on."""
        home = self.home
        if home.seen[who] == 0:  # to whom a file that came and went is none that ever was
            home.reload(who)
        lost_at_most = home.head
        if damage is None:
            damaged = None
            home.places.progress.unlink()
        else:
            damaged = damage(home.places.progress.read_bytes())
            home.places.progress.write_bytes(damaged)
        paths = backups(home.places)
        for path in paths[max(1, len(paths) - spoiled) :]:
            path.unlink()
        good = home.store().backups()[0].number
        assert said(home.store().load()) == home.saves[good].state
        session = home.sessions[who]
        session.reload()
        home.head = max(good, home.seen[who])
        lost = home.head < lost_at_most
        for _ in range(looks):
            session.act(lambda progress, today: ())
        assert session.recovery is not None
        assert said(session.snapshot.progress) == home.now.state
        expected = expected_of(verb, home.now, self.clock().date()) if verb else None
        if verb is None or expected is None or expected is home.now:
            session.recover(Way.BACKUP)
            expected = home.now
        else:
            verb[0](session)
        home.head = home.on_disk()
        assert home.head > good
        home.saves[home.head] = expected
        assert session.aside is not None
        if damaged is not None:
            assert Path(session.aside.kept_as).read_bytes() == damaged
        home.reopen()
        if lost:  # what a copy of before would bring back
            self.copy_everything()

    @precondition(lambda self: self.home.head)
    @rule(who=who, kind=st.sampled_from(["trailing newline", "written as JSON by another program"]))
    def take_as_it_stands(self, who: int, kind: str) -> None:
        home = self.home
        harm(home.places, ALTERED[kind])
        home.sessions[who].recover(Way.AS_IT_STANDS)
        saved, home.head = home.now, home.on_disk()
        home.saves[home.head] = saved
        home.reopen()

    # Another version

    @precondition(lambda self: self.home.age + 1 < len(FORMS))
    @rule()
    def update(self) -> None:
        self.home.age += 1
        self.home.reopen()


TheStore.TestCase.settings = settings(
    max_examples=2_000 if NIGHTLY else 60,
    stateful_step_count=50 if NIGHTLY else 30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestTheStore = TheStore.TestCase


def test_the_model_and_the_store_can_disagree(tmp_path: Path) -> None:
    """Or the machine would pass for comparing nothing."""
    home = Home(tmp_path, Clock())
    home.do(0, tick("python", Level.EXPERT))
    home.check()
    home.store().commit(lambda progress, device: ())
    home.check()
    home.sessions[1].tick(["sql"])
    with pytest.raises(AssertionError):
        home.check()
    assert asides(home.places) == []
