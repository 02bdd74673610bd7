"""The parts of a compiled catalog: entries that are made when they are first asked for, and what follows from all.

Opening a catalog reads its index: the ids, and where each entry stands. A look at an entry reads that
entry, however many there are, and holds it against its checksum.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, Final, Generic, TypeVar
from zlib import crc32

from mltrack.core import entries, figures, requirements
from mltrack.core.catalog import Missing, Yours
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
"""Hexadecimal digits of the place at which a text ends, and as many of its checksum."""
_ENDS: Final = " ends"

# Writing


class Written:
    """Parts as they are written: the index, which is read when a catalog is opened, and texts to be read one by one."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}
        self._texts: dict[str, bytes] = {}

    def add(self, name: str, value: object) -> None:
        """Add one value."""
        self._parts[name] = _text(value)

    def add_each(self, name: str, values: Iterable[object]) -> None:
        """Add values that can be read one by one."""
        texts = [_text(value) for value in values]
        ends = accumulate(map(len, texts))
        self._parts[f"{name}{_ENDS}"] = "".join(map(_end, ends, map(crc32, texts))).encode()
        self._texts[name] = b"".join(texts)

    def in_two(self) -> tuple[bytes, bytes]:
        """The index, which begins with a line that says where each part is, and the texts."""
        places = {**_places(self._parts), **_places(self._texts)}
        return b"".join([_text(places), b"\n", *self._parts.values()]), b"".join(self._texts.values())


def _places(parts: Mapping[str, bytes]) -> Mapping[str, tuple[int, int]]:
    ends = accumulate(map(len, parts.values()))
    return {name: (end - len(part), end) for (name, part), end in zip(parts.items(), ends, strict=True)}


def _end(end: int, check: int) -> str:
    return f"{end:0{_DIGITS}x}{check:0{_DIGITS}x}"


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


# Reading


class Parts:
    """The parts of a compiled catalog, read as they are needed."""

    def __init__(self, index: bytes, text: Callable[[int, int], bytes]) -> None:
        """Those of an index, and of the texts of which `text` reads a piece, from and to; raises ValueError."""
        body = index.index(b"\n") + 1
        self._index, self._body, self._piece = index, body, text
        self._places: Mapping[str, tuple[int, int]] = json.loads(index[:body])

    def read(self, name: str) -> object:
        """The value of a part."""
        return _DECODER.decode(str(self._raw(name), "ascii"))

    def _raw(self, name: str) -> bytes:
        start, end = self._places[name]
        return self._index[self._body + start : self._body + end]

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
        """What reads the values of a part one by one, by number; that raises ValueError for one with another checksum.

        Raises LookupError where there is no such part.
        """
        first, ends, piece = self._places[name][0], self._raw(f"{name}{_ENDS}"), self._piece

        def one(number: int) -> object:
            at = number * 2 * _DIGITS
            start = int(ends[at - 2 * _DIGITS : at - _DIGITS], 16) if number else 0
            text = piece(first + start, first + int(ends[at : at + _DIGITS], 16))
            if crc32(text) != int(ends[at + _DIGITS : at + 2 * _DIGITS], 16):
                raise ValueError(f"{name} {number} is not as it was written")
            return _DECODER.decode(str(text, "ascii"))

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
