"""Undo and redo while copies part, meet and go back to old backups: two piles of states, whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from mltrack.core.progress import Progress
from tests.core.devices import Device, doings, examples, several_doings, skews

places = st.sampled_from(range(3))


def undone_all_the_way(progress: Progress) -> list[Progress]:
    """The states that undo walks through, from this one on, each of which redo has given back from the next one."""
    walker, states = Device("walker", progress), [progress]
    while walker.undo() is not None:
        assert not walker.progress.holds_same(states[-1]), "an undo that changes nothing"
        assert len(states) <= len(progress.actions), "more undos than actions"
        states.append(walker.progress)
    for later in reversed(states[:-1]):
        assert walker.redo() is not None
        assert walker.progress.holds_same(later)
    return states


class Copies(RuleBasedStateMachine):
    """Three copies of one person's progress, two of which say that they are the same device."""

    def __init__(self) -> None:
        super().__init__()
        self.devices: list[Device] = []

    @initialize(
        life=st.lists(doings, max_size=3),
        lives=st.tuples(several_doings, several_doings, several_doings),
        skew=st.tuples(skews, skews, skews),
    )
    def part(self, life: Sequence[str], lives: Sequence[Sequence[str]], skew: Sequence[timedelta]) -> None:
        origin = Device("laptop")
        for doing in life:
            origin.do(doing)
        for name, more, amount in zip(("laptop", "phone", "laptop"), lives, skew, strict=True):
            self.devices.append(Device(name, origin.progress, amount, origin.numbers))
            for doing in more:
                self.devices[-1].do(doing)
        self.devices[0].merge(self.devices[1].progress)

    @rule(place=places, doing=doings)
    def act(self, place: int, doing: str) -> None:
        device = self.devices[place]
        before = device.progress
        if device.do(doing):
            assert device.progress.redoable is None
            again = Device("walker", device.progress)
            again.undo()
            assert again.progress.holds_same(before)

    @rule(place=places)
    def undo(self, place: int) -> None:
        device = self.devices[place]
        before = device.progress
        step = device.undo()
        if step is None:
            assert before.holds_same(Progress())
        else:
            assert device.progress.redoable is not None
            assert device.progress.redoable.action == step.action

    @rule(place=places)
    def redo(self, place: int) -> None:
        device = self.devices[place]
        before = device.progress
        if device.redo() is not None:
            again = Device("walker", device.progress)
            again.undo()
            assert again.progress.holds_same(before)

    @rule(place=places, other=places)
    def merge(self, place: int, other: int) -> None:
        self.devices[place].merge(self.devices[other].progress)

    @rule(place=places, steps=st.integers(1, 4))
    def go_back(self, place: int, steps: int) -> None:
        self.devices[place].go_back(steps)

    @rule(place=places)
    def undo_to_nothing_and_redo_all_the_way_back(self, place: int) -> None:
        assert undone_all_the_way(self.devices[place].progress)[-1].holds_same(Progress())

    @rule()
    def so_it_is_when_all_meet(self) -> None:
        together = Device("all")
        for device in self.devices:
            together.merge(device.progress)
        assert undone_all_the_way(together.progress)[-1].holds_same(Progress())


TestCopies = Copies.TestCase
TestCopies.settings = settings(examples(1_000), stateful_step_count=20)
