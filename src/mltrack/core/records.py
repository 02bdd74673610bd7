"""The `dataclass` of the standard library, made in half the time where a class is frozen.

The standard library writes and compiles seven methods for every frozen class; with some seventy of
them that is a tenth of the time until there is something to see. Here what all records have alike
is shared, and only what differs is compiled.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - what it is to everybody who imports it
else:

    def dataclass(**options):
        """What `dataclasses.dataclass` makes with the same options; they are always given."""
        if options.keys() - {"frozen", "slots"} or not options.get("frozen"):
            return dataclasses.dataclass(**options)
        return lambda cls: _record(cls, options)

    def _record(cls, options):
        special = [one for one in vars(cls).values() if isinstance(one, dataclasses.Field)]
        named = [one for one, kind in cls.__annotations__.items() if "ClassVar" not in str(kind)]
        is_plain = cls.__bases__ == (object,) and all(one.compare and one.repr for one in special)
        if len(named) < 2 or not is_plain or _SHARED.keys() & vars(cls).keys():
            return dataclasses.dataclass(**options)(cls)
        record = dataclasses.dataclass(repr=False, eq=False, **options)(cls)
        values = attrgetter(*(field.name for field in dataclasses.fields(record)))  # of one it would make no tuple
        for name, method in {"_values": values, **_SHARED}.items():
            setattr(record, name, method)
        return record

    def _equal(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._values(self) == self._values(other)

    def _hash(self):
        return hash(self._values(self))

    def _repr(self):
        values = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self))
        return f"{self.__class__.__qualname__}({values})"

    _SHARED = {"__eq__": _equal, "__hash__": _hash, "__repr__": _repr}
