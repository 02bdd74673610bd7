"""The parts of a compiled catalog: entries that are made when they are first asked for, and what follows from all.

A part is JSON text, or many of them one after the other with the place at which each ends. Opening a
catalog reads the ids, and a look at an entry reads that entry, however many there are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, cached_property
from typing import Any, Final, Generic, TypeVar, cast

from mltrack.core import entries, figures, requirements
from mltrack.core.catalog import Catalog, Missing, Yours
from mltrack.core.derived import Derived, MilestoneHead, RequiredLine, RoleHead
from mltrack.core.entries import Kind, Milestone, Role, Seniority
from mltrack.core.index import Index
from mltrack.core.requirements import Has, Level
from mltrack.errors import Fault

_Value = TypeVar("_Value")

CLASSES: Final[Mapping[str, type[Any]]] = {
    one.__name__: one
    for room in (requirements, figures, entries)
    for one in vars(room).values()
    if isinstance(one, type) and one.__module__ == room.__name__ and (is_dataclass(one) or issubclass(one, Enum))
} | {one.__name__: one for one in (Fault, Missing, Yours)}
"""What a catalog is made of."""
_WRITTEN: Final[Sequence[type[Any]]] = (date, *CLASSES.values())
_CODES: Final[Mapping[type[Any], str]] = {one: f"{number:x}" for number, one in enumerate(_WRITTEN)}
"""What stands for a class in what is written: a catalog names them a million times."""
_DATE: Final = _CODES[date]
_MAKERS: Final[Mapping[str, Callable[..., object]]] = {_CODES[one]: one for one in CLASSES.values()}

NOT_AS_WRITTEN: Final = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading a part may raise that no mltrack of this version has written."""

_TUPLE: Final = ""
_DIGITS: Final = 8
"""Hexadecimal digits of a place at which something ends."""
_ENDS: Final = " ends"
_SENIORITIES: Final = list(Seniority)
_KINDS: Final = list(Kind)
_ANY, _ASKED, _REQUIRED, _LEVEL, _BROUGHT, _UNLOCKS = 1, 2, 4, 8, 16, 32
"""What there is of a milestone, as one number; added to the code of a zero it is written as one character."""
_ZERO: Final = ord("0")

Related = tuple[list[int], list[tuple[int, int]], int, list[tuple[int, int]], list[int], list[int]]
"""Of a milestone: the roles that ask for it; the lines that require it, by role and line; the rank of its highest
level; what it brings along, each with the rank of a level; what brings it along; and what it unlocks. Milestones and
roles by their number in the catalog, no level as 0."""


# Writing


class Written:
    """Parts as they are written, one after the other."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}

    def add(self, name: str, value: object) -> None:
        """Add one value."""
        self._parts[name] = _text(value)

    def add_each(self, name: str, values: Iterable[object]) -> None:
        """Add values that can be read one by one."""
        texts = [_text(value) for value in values]
        ends, at = [], 0
        for text in texts:
            at += len(text)
            ends.append(f"{at:0{_DIGITS}x}")
        self._parts[name] = b"".join(texts)
        self._parts[f"{name}{_ENDS}"] = "".join(ends).encode()

    def bytes(self) -> bytes:
        """All parts, after a line that says where each is."""
        places, at = {}, 0
        for name, part in self._parts.items():
            places[name] = (at, at + len(part))
            at += len(part)
        return b"".join([_text(places), b"\n", *self._parts.values()])


def _text(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def as_json(value: object) -> object:
    """An object as JSON: one member, named for the class, with what the object is made of up to its last defaults."""
    if isinstance(value, tuple):
        return {_TUPLE: [as_json(item) for item in value]}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, Enum):
        return {_CODES[type(value)]: value.value}
    if is_dataclass(value):
        told = [(getattr(value, field.name), field.default) for field in fields(value)]
        while told and _is_same(*told[-1]):
            told.pop()
        return {_CODES[type(value)]: [as_json(one) for one, _ in told]}
    return value


def _is_same(value: object, default: object) -> bool:
    """True where one can stand for the other: 1, 1.0 and True are equal and not the same."""
    return type(value) is type(default) and value == default


def _made(written: dict[str, str | list[object]]) -> object:
    ((code, parts),) = written.items()
    if isinstance(parts, str):
        return _word(code, parts)
    return tuple(parts) if code == _TUPLE else _MAKERS[code](*parts)


@cache
def _word(code: str, value: str) -> object:
    return date.fromisoformat(value) if code == _DATE else _MAKERS[code](value)


def write_derived(written: Written, catalog: Catalog) -> None:
    """Add what follows from all entries of a catalog."""
    roles = {one: number for number, one in enumerate(catalog.roles)}
    numbers = {one: number for number, one in enumerate(catalog.milestones)}
    derived = Derived(catalog.index)
    written.add("former roles", [*derived.former_ids["role"].items()])
    written.add("former milestones", [*derived.former_ids["milestone"].items()])
    heads, others = derived.role_heads, derived.milestone_heads
    written.add("role titles", [head.title for head in heads])
    written.add("role levels", [_SENIORITIES.index(head.level) for head in heads])
    written.add("role required", [head.required for head in heads])
    written.add("role texts", [head.text for head in heads])
    written.add("milestone titles", [head.title for head in others])
    written.add("milestone kinds", [_KINDS.index(head.kind) for head in others])
    written.add("milestone asking", [head.asking for head in others])
    written.add("milestone texts", [head.text for head in others])
    related: list[Related] = [
        (
            [roles[role] for role in derived.asked_by.get(one, ())],
            [(line.place, line.line) for line in derived.required_lines.get(one, ())],
            _rank(derived.highest_level.get(one)),
            [(numbers[has.has], _rank(has.level)) for has in derived.implied_closure[one]],
            [numbers[other] for other in derived.implied_by.get(one, ())],
            [numbers[other] for other in derived.unlocks.get(one, ())],
        )
        for one in catalog.milestones
    ]
    written.add("validities", [*derived.validities.items()])
    written.add_each("related", related)
    written.add("related flags", "".join(map(_flag, related)))


def _rank(level: Level | None) -> int:
    return level.rank if level else 0


def _level(rank: int) -> Level | None:
    return Level.of_rank(rank) if rank else None


def _flag(related: Related) -> str:
    asked, required, level, _, brought, unlocks = related
    there = ((_ASKED, asked), (_REQUIRED, required), (_LEVEL, level), (_BROUGHT, brought), (_UNLOCKS, unlocks))
    return chr(_ZERO + _ANY + sum(flag for flag, value in there if value))


# Reading


class Parts:
    """The parts of a compiled catalog, read as they are needed."""

    def __init__(self, raw: bytes, start: int) -> None:
        """Those that begin at `start` with the line that says where each is; raises ValueError."""
        line_end = raw.index(b"\n", start)
        self._raw, self._body = raw, line_end + 1
        self._places: Mapping[str, tuple[int, int]] = json.loads(raw[start:line_end])

    def read(self, name: str) -> object:
        """The value of a part."""
        start, end = self._places[name]
        return _DECODER.decode(str(self._raw[self._body + start : self._body + end], "ascii"))

    def words(self, name: str) -> Sequence[str]:
        """The texts that a part lists; raises TypeError for anything else."""
        found = self.read(name)
        if not isinstance(found, list) or {*map(type, found)} - {str}:
            raise TypeError(f"{name} are no texts")
        return found

    def tuple_of(self, name: str) -> tuple[Any, ...]:
        """The values that a part holds; raises TypeError for anything else."""
        found = self.read(name)
        if not isinstance(found, tuple):
            raise TypeError(f"{name} are not several")
        return found

    def each(self, name: str) -> Callable[[int], object]:
        """What reads the values of a part one by one, by number."""
        raw, text, ends = self._raw, self._body + self._places[name][0], self._body + self._places[f"{name}{_ENDS}"][0]

        def end_of(number: int) -> int:
            return int(raw[ends + number * _DIGITS : ends + (number + 1) * _DIGITS], 16)

        def one(number: int) -> object:
            start = end_of(number - 1) if number else 0
            return _DECODER.decode(str(raw[text + start : text + end_of(number)], "ascii"))

        return one


_DECODER: Final = json.JSONDecoder(object_hook=_made)


class Shelf(Mapping[str, _Value], Generic[_Value]):
    """Id to what stands under it, in the order of the ids; each is made when it is first asked for, and kept."""

    def __init__(self, ids: Sequence[str], make: Callable[[int, str], _Value]) -> None:
        """What `make` makes of the number and the id of each."""
        self.ids, self._make = ids, make
        self._known: dict[str, _Value] = {}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Id to number."""
        return dict(zip(self.ids, range(len(self.ids)), strict=True))

    def __getitem__(self, one: str) -> _Value:
        found = self._known.get(one)
        if found is None:
            found = self._known[one] = self._make(self.numbers[one], one)
        return found

    def __contains__(self, one: object) -> bool:
        return one in self.numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __repr__(self) -> str:
        return repr(dict(self))


class Some(Mapping[str, _Value], Generic[_Value]):
    """Id of a milestone to one thing that is known of it, of those of which it is; in catalog order."""

    def __init__(self, ids: Shelf[Milestone], flags: str, flag: int, make: Callable[[int], _Value]) -> None:
        """What `make` makes of the number of each milestone that has this flag."""
        self._milestones, self._flags, self._flag, self._make = ids, flags, flag, make
        self._known: dict[str, _Value] = {}

    def __getitem__(self, one: str) -> _Value:
        found = self._known.get(one)
        if found is None:
            if one not in self:
                raise KeyError(one)
            found = self._known[one] = self._make(self._milestones.numbers[one])
        return found

    def __contains__(self, one: object) -> bool:
        number = self._milestones.numbers.get(one) if isinstance(one, str) else None
        return number is not None and self._has(self._flags[number])

    def __iter__(self) -> Iterator[str]:
        return (one for one, found in zip(self._milestones.ids, self._flags, strict=True) if self._has(found))

    def __len__(self) -> int:
        return sum(map(self._has, self._flags))

    def _has(self, found: str) -> bool:
        return bool((ord(found) - _ZERO) & self._flag)


class KeptDerived(Derived):
    """What follows from all entries, read from where it was kept beside them."""

    def __init__(self, index: Index, parts: Parts, milestones: Shelf[Milestone], roles: Shelf[Role]) -> None:
        """That of the entries of `index`, some of which are these."""
        super().__init__(index)
        self._parts, self._milestones, self._roles = parts, milestones, roles
        self._read = parts.each("related")
        self._related: dict[int, Related] = {}

    @cached_property
    def role_heads(self) -> tuple[RoleHead, ...]:
        """Every role as lists know it, in catalog order."""
        titles, texts = self._column("role titles"), self._column("role texts")
        levels = [_SENIORITIES[one] for one in self._column("role levels")]
        required = self._column("role required")
        return tuple(map(RoleHead, self._roles.ids, titles, levels, required, texts))

    @cached_property
    def milestone_heads(self) -> tuple[MilestoneHead, ...]:
        """Every milestone as lists know it, in catalog order."""
        titles, texts = self._column("milestone titles"), self._column("milestone texts")
        kinds = [_KINDS[one] for one in self._column("milestone kinds")]
        asking = self._column("milestone asking")
        return tuple(map(MilestoneHead, self._milestones.ids, titles, kinds, asking, texts))

    @cached_property
    def former_ids(self) -> Mapping[str, Mapping[str, str]]:
        """For "role" and for "milestone", the former ids of what is in the catalog to the ids of today."""
        roles, milestones = self._column("former roles"), self._column("former milestones")
        return {"role": dict(roles), "milestone": dict(milestones)}

    @cached_property
    def validities(self) -> Mapping[str, int]:
        """Id of a certification that expires to the months from passing to expiry."""
        return dict(self._column("validities"))

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of the roles that name it in any requirement, catalog order."""
        ids = self._roles.ids
        return self._some(_ASKED, lambda related: tuple(ids[one] for one in related[0]))

    @cached_property
    def required_lines(self) -> Mapping[str, tuple[RequiredLine, ...]]:
        """Milestone id to the required requirements that name it, in catalog order."""
        ids = self._roles.ids
        return self._some(
            _REQUIRED, lambda related: tuple(RequiredLine(place, line, ids[place]) for place, line in related[1])
        )

    @cached_property
    def highest_level(self) -> Mapping[str, Level]:
        """Skill id to the highest level at which a role names it, in whatever strength."""
        return self._some(_LEVEL, lambda related: Level.of_rank(related[2]))

    @cached_property
    def implied_closure(self) -> Mapping[str, tuple[Has, ...]]:
        """Milestone id to everything that holding it brings along, through any number of steps."""
        ids = self._milestones.ids
        return self._some(_ANY, lambda related: tuple(Has(ids[one], _level(rank)) for one, rank in related[3]))

    @cached_property
    def implied_by(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of those that bring it along, through any number of steps, in catalog order."""
        ids = self._milestones.ids
        return self._some(_BROUGHT, lambda related: tuple(ids[one] for one in related[4]))

    @cached_property
    def unlocks(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of milestones that name it among their prerequisites."""
        ids = self._milestones.ids
        return self._some(_UNLOCKS, lambda related: tuple(ids[one] for one in related[5]))

    def _some(self, flag: int, make: Callable[[Related], _Value]) -> Some[_Value]:
        flags = self._parts.read("related flags")
        if not isinstance(flags, str):
            raise TypeError("the flags are no text")
        return Some(self._milestones, flags, flag, lambda number: make(self._related_to(number)))

    def _related_to(self, number: int) -> Related:
        found = self._related.get(number)
        if found is None:
            found = self._related[number] = cast("Related", self._read(number))
        return found

    def _column(self, name: str) -> Sequence[Any]:
        return cast("Sequence[Any]", self._parts.read(name))
