"""A history whose older part is read when somebody asks for it, so that what is new costs no more as it grows.

`Recorded` is what was there before, `Past` that and what has happened since. A `Past` is a sequence of
events like any other; its length, `last`, `about` and `names` are told without reading all of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Protocol, TypeAlias, overload

from mltrack.core.history import Change, Event, MarkChange, Subject, TargetChange, Turn

Before: TypeAlias = Callable[[Subject], "Change | None"]
"""Tells the last change of a subject that comes before some place; None where there is none."""


class Recorded(Protocol):
    """Events that are kept somewhere, in the order of their logical clock. They never change."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def whole_from(self) -> int:
        """See the function of that name."""

    @property
    def names(self) -> Collection[str]:
        """Ids of the milestones and roles that any of them is about, and perhaps of more."""

    def all(self) -> tuple[Event, ...]:
        """Each of them."""

    def last(self, number: int) -> tuple[Event, ...]:
        """The last so many of them, or all if there are fewer."""

    def before(self, number: int) -> Before:
        """What tells the last change of a subject that comes before the last so many events: quick for many."""

    def about(self, milestone: str) -> Iterable[Event]:
        """Those about a milestone, those of every undo and redo, and perhaps more; in their order."""

    def marking(self, milestone: str) -> Iterable[Event]:
        """Of these, those of its mark, and perhaps more: quick for many milestones, one after the other."""


class InMemory:
    """Events that have been read."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        self._events: Final = events
        self.count: Final = len(events)

    @cached_property
    def whole_from(self) -> int:
        """See the function of that name."""
        return whole_from(self._events)

    @cached_property
    def names(self) -> frozenset[str]:
        """Ids of the milestones and roles that any of them is about."""
        return frozenset(name for event in self._events for name in names_in(event.change))

    def all(self) -> tuple[Event, ...]:
        """Each of them."""
        return self._events

    def last(self, number: int) -> tuple[Event, ...]:
        """The last so many of them, or all if there are fewer."""
        return self._events[max(0, self.count - number) :]

    def before(self, number: int) -> Before:
        """What tells the last change of a subject that comes before the last so many events."""
        end = self.count - number

        def last(subject: Subject) -> Change | None:
            places = self._changed.get(subject, ())
            place = bisect_left(places, end) - 1
            return self._events[places[place]].change if place >= 0 else None

        return last

    @cached_property
    def _changed(self) -> Mapping[Subject, Sequence[int]]:
        """Where the changes of each subject are."""
        changed: dict[Subject, list[int]] = {}
        for place, event in enumerate(self._events):
            changed.setdefault(event.change.subject, []).append(place)
        return changed

    def about(self, milestone: str) -> Iterable[Event]:
        """Those about a milestone, and those of every undo and redo."""
        return (event for event in self._events if _concerns(event, milestone))

    def marking(self, milestone: str) -> Iterable[Event]:
        """Of these, those of its mark."""
        marked, turned = self._marked
        return [self._events[place] for place in sorted({*marked.get(milestone, ()), *turned})]

    @cached_property
    def _marked(self) -> tuple[Mapping[str, Sequence[int]], Sequence[int]]:
        """By milestone, where the changes of its mark are; and where every undo and redo is."""
        marked, turned = dict[str, list[int]](), list[int]()
        for place, event in enumerate(self._events):
            if event.turn is not Turn.FORWARD:
                turned.append(place)
            elif isinstance(event.change, MarkChange):
                marked.setdefault(event.change.milestone, []).append(place)
        return marked, turned


class Past(Sequence[Event]):
    """What is recorded, and what has happened since."""

    __slots__ = ("_late", "_recorded", "_whole_from")

    def __init__(self, recorded: Recorded, late: tuple[Event, ...] = (), whole: int | None = None) -> None:
        self._recorded: Final = recorded
        self._late: Final = late
        self._whole_from: Final = whole

    @classmethod
    def of(cls, events: Iterable[Event]) -> Past:
        """A past of which all has been read."""
        return cls(InMemory(tuple(events)))

    @property
    def whole_from(self) -> int:
        """See the function of that name; never too low."""
        return self._recorded.whole_from if self._whole_from is None else self._whole_from

    @property
    def names(self) -> frozenset[str]:
        """Ids of the milestones and roles that any event is about, and perhaps of more."""
        return frozenset(self._recorded.names).union(*(names_in(event.change) for event in self._late))

    def then(self, added: Sequence[Event]) -> Past:
        """This, and then `added`."""
        if not added:
            return self
        # What another device did may be of an action that began before.
        devices = {event.device for event in (*self.last(1), *added)}
        whole = self._whole_from if len(devices) == 1 else len(self) + len(added)
        return Past(self._recorded, (*self._late, *added), whole)

    def continues(self, other: Past) -> bool:
        """True when it begins with the very same events as `other`, and not only equal ones; looks at new ones only."""
        count = len(other._late)
        same = self._recorded is other._recorded and len(self._late) >= count
        return same and all(one is event for one, event in zip(self._late, other._late, strict=False))

    def last(self, number: int) -> tuple[Event, ...]:
        """The last so many events, or all if there are fewer."""
        late = len(self._late)
        if number <= late:
            return self._late[late - number :]
        return (*self._recorded.last(number - late), *self._late)

    def before(self, number: int) -> Before:
        """What tells the last change of a subject that comes before the last so many events; None where none does."""
        late = len(self._late)
        told = {event.change.subject: event.change for event in self._late[: max(0, late - number)]}
        recorded = self._recorded.before(max(0, number - late))
        return lambda subject: told.get(subject) or recorded(subject)

    def about(self, milestone: str) -> tuple[Event, ...]:
        """The events about a milestone, and those of every undo and redo."""
        recorded = (event for event in self._recorded.about(milestone) if _concerns(event, milestone))
        return (*recorded, *(event for event in self._late if _concerns(event, milestone)))

    def marking(self, milestone: str) -> tuple[Event, ...]:
        """The changes of the mark of a milestone, and the events of every undo and redo."""
        recorded = (event for event in self._recorded.marking(milestone) if _marks(event, milestone))
        return (*recorded, *(event for event in self._late if _marks(event, milestone)))

    def __len__(self) -> int:
        return self._recorded.count + len(self._late)

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, place: int | slice) -> Event | tuple[Event, ...]:
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            if step == 1 and stop == len(self):
                return self.last(max(0, stop - start))
            return self._all()[place]
        if place == -1 and len(self):
            return self.last(1)[0]
        return self._all()[place]

    def __iter__(self) -> Iterator[Event]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Past):
            if len(self) != len(other):
                return False
            if self._recorded is other._recorded:
                return self._late == other._late
            return self._all() == other._all()
        return len(self) == len(other) and self._all() == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def _all(self) -> tuple[Event, ...]:
        return (*self._recorded.all(), *self._late) if self._late else self._recorded.all()


def whole_from(events: Iterable[Event]) -> int:
    """The place from which on no event is of an action that began before that place."""
    actions: set[str] = set()
    action, whole = "", 0
    for place, event in enumerate(events):
        if event.action != action:
            action = event.action
            if action in actions:
                whole = place + 1
            actions.add(action)
    return whole


def names_in(change: Change) -> Iterator[str]:
    """Ids of the milestones or the role that a change is about."""
    if isinstance(change, TargetChange):
        yield change.role
        return
    yield change.milestone
    if change.old is not None and change.new is not None:  # an entry that was of another milestone before
        yield from (name for name in (change.inverse().milestone,) if name != change.milestone)


def _concerns(event: Event, milestone: str) -> bool:
    if event.turn is not Turn.FORWARD:
        return True
    return not isinstance(event.change, TargetChange) and milestone in names_in(event.change)


def _marks(event: Event, milestone: str) -> bool:
    if event.turn is not Turn.FORWARD:
        return True
    return isinstance(event.change, MarkChange) and event.change.milestone == milestone
