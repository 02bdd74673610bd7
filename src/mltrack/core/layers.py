"""Which actions of a history make a difference: what can be undone and done again, and what still counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from mltrack.core.history import (
    Change,
    DueChange,
    EffortChange,
    Event,
    EvidenceChange,
    LogChange,
    MarkChange,
    NoteChange,
    Step,
    Subject,
    TargetChange,
    Turn,
)
from mltrack.core.past import Before, Past

_TAILS = (32, 256, 2_048)
"""How much of a history is looked at before all of it is: what was undone lies near its end."""


def _since(before: Change, change: Change) -> Change:  # noqa: PLR0911 - one a kind of change
    """`change`, from what `before` led to, which is about the same."""
    match before, change:
        case MarkChange(), MarkChange():
            return replace(change, old=before.new)
        case NoteChange(), NoteChange():
            return replace(change, old=before.new)
        case TargetChange(), TargetChange():
            return replace(change, old=before.new)
        case LogChange(), LogChange():
            return replace(change, old=before.new)
        case EffortChange(), EffortChange():
            return replace(change, old=before.new)
        case DueChange(), DueChange():
            return replace(change, old=before.new)
        case EvidenceChange(), EvidenceChange():
            return replace(change, old=before.new)
    raise TypeError(f"{before.subject} and {change.subject} are two things")


class _Layer(NamedTuple):
    """What one action made of a subject."""

    place: int
    """Where in the history that was; -1 for what was there before it."""
    action: str | None
    change: Change
    """Its `new` is what the action made of it."""


def telling(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Those of an action that changed something, where some did: what was told under a former id too is told once."""
    whole: dict[Subject, Change] = {}
    for change in changes:
        first = whole.get(change.subject)
        whole[change.subject] = change if first is None else _since(first.inverse(), change)
    return tuple(change for change in whole.values() if change.old != change.new) or tuple(whole.values())


class Layers:
    """Which actions make a difference: for every subject those that made it what it is, one on top of the other.

    In one device's history this is the pile of its actions. In merged ones actions overlap, and what
    one device takes back another one has changed: so an action is lifted out wherever it lies, and an
    undo that brings back something other than what lies below counts as an action of its own.
    """

    def __init__(self, history: Iterable[Event], before: Before = lambda _: None) -> None:
        """Go through `history`; `before` tells the last change of a subject before it, where there was one."""
        self._before: Final = before
        self.history: Final = tuple(history)
        """What they were made of."""
        self.in_effect: list[Change] = []
        """The changes of the history with what really held before each; an event tells what its device knew."""
        self._piles: dict[Subject, list[_Layer]] = {}
        self._touched: dict[str, dict[Subject, None]] = {}  # what each action changed
        self._begun: dict[str, int] = {}  # where in the history each action begins
        self._labels: dict[str, str] = {}
        self._undone: dict[str, tuple[str, dict[Subject, Change]]] = {}  # by undo: of what, and what that had made
        self._redone: set[str] = set()
        self.is_cleared = False
        """True once something made a difference that is no undo or redo, which ends what could be done again."""
        self._lifting = (-1, "")  # the place after the last event of an undo, and of which action
        for place, event in enumerate(self.history):
            self._take(place, event)

    def _take(self, place: int, event: Event) -> None:
        action, change, subject = event.action, event.change, event.change.subject
        if (pile := self._piles.get(subject)) is None:
            pile = self._piles[subject] = [_Layer(-1, None, self._before(subject) or change.inverse())]
        before = pile[-1].change
        self.in_effect.append(change if before.new == change.old else _since(before, change))
        if event.of is not None and event.turn is Turn.UNDO:
            # Of events of one undo in a row, only the first finds layers beneath others: between them nothing is laid.
            in_a_row, self._lifting = self._lifting == (place, event.of), (place + 1, event.of)
            if (lifted := self._lift(event.of, subject, alone=in_a_row)) is not None:
                _, changes = self._undone.setdefault(action, (event.of, {}))
                changes[subject] = lifted
        elif event.of is not None and event.turn is Turn.REDO:
            if action not in self._redone:
                self._redone.add(action)
                self._redo(event.of)
            action = event.of
        elif change.new != before.new:
            self._undone.clear()
            self.is_cleared = True
        if action not in self._begun:
            self._begun[action], self._labels[action], self._touched[action] = place, event.label, {}
        self._touched[action][subject] = None
        _lay(pile, _Layer(place, action, change))

    def _lift(self, action: str, subject: Subject, *, alone: bool) -> Change | None:
        """Take the layers of `action` out, those of `subject` `alone` or of all; what it had made of that, if anything.

        On top of another subject it stays: whether that is taken back too, the history says there.
        """
        lifted, subjects = None, self._touched.get(action, {})
        for touched in subjects.keys() & {subject} if alone else subjects:
            pile, above = self._piles[touched], list[_Layer]()
            if touched != subject and pile[-1].action == action:
                continue
            while pile[-1].place >= self._begun[action]:
                above.append(pile.pop())
            for layer in reversed(above):
                if layer.action != action:
                    _lay(pile, layer)
                elif touched == subject:
                    lifted = layer.change
        return lifted

    def _redo(self, action: str) -> None:
        """Forget that `action` was undone, the last time that it was."""
        for undo, (undone, _) in reversed(self._undone.items()):
            if undone == action:
                del self._undone[undo]
                return

    def net(self) -> Mapping[Subject, Sequence[tuple[int, Change]]]:
        """For every subject its layers, bottom to top: where in the history, and from what to what."""
        return {
            subject: [
                (layer.place, top if below.change.new == top.old else _since(below.change, top))
                for below, layer in pairwise(pile)
                for top in [layer.change]
            ]
            for subject, pile in self._piles.items()
        }

    def undoable(self) -> Step | None:
        """Back from the action with the newest layer of all."""
        newest = max((pile[-1] for pile in self._piles.values()), default=None, key=lambda layer: layer.place)
        if newest is None or newest.action is None:
            return None
        piles = [self._piles[subject] for subject in self._touched[newest.action]]
        tops = sorted(((pile[-1], pile[-2]) for pile in piles if pile[-1].action == newest.action), reverse=True)
        changes = [_since(top.change, below.change) for top, below in tops]
        return Step(newest.action, tuple(changes), self._labels[newest.action])

    def redoable(self) -> Step | None:
        """The undone action that was undone last, of those that would make a difference."""
        for action, undone in reversed(self._undone.values()):
            again = [_since(self._piles[subject][-1].change, undone[subject]) for subject in reversed(undone)]
            changes = tuple(change for change in again if change.old != change.new)
            if changes:
                return Step(action, changes, self._labels[action])
        return None


def recent(past: Past) -> Layers | None:
    """The layers of the end of a history, which tell what can be undone, done again and what came last as all would.

    None where the end does not tell: its actions have to be whole, one of them has to make a difference,
    for that ends what could be done again before it, and each undo and redo has to be of an action in it.
    """
    for number in _TAILS:
        events = past.last(min(number, len(past) - past.whole_from))
        tried, actions, elsewhere = 0, set[str](), set[str | None]()
        for place in range(len(events) - 1, 0, -1):
            event, size = events[place], len(events) - place
            if event.turn is not Turn.FORWARD and event.of not in actions:
                elsewhere.add(event.of)
            actions.add(event.action)
            elsewhere.discard(event.action)
            if event.turn is not Turn.FORWARD or event.action == events[place - 1].action or elsewhere:
                continue
            # Where one does not tell, the next one is twice as long: to try each would cost the square of their number.
            if size >= 2 * tried:
                layers, tried = Layers(events[place:], past.before(size)), size
                if layers.is_cleared and layers.undoable() is not None:
                    return layers
        if len(events) < number:
            break
    return None


def _lay(pile: list[_Layer], layer: _Layer) -> None:
    """Lay it on top, unless it makes no difference there."""
    if pile[-1].action == layer.action:
        pile.pop()
    if pile[-1].change.new != layer.change.new:
        pile.append(layer)
