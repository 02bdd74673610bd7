"""The `dataclass` of the standard library, made in an eighth of the time where a class is frozen.

The standard library writes and compiles seven methods for every frozen class; with some seventy of
them that is a tenth of the time until there is something to see. Here all records share what they
have alike, and what differs, `__init__`, is compiled when the first one of a class is made.
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
        if options.keys() - {"frozen", "slots", "eq"} or not options.get("frozen"):
            return dataclasses.dataclass(**options)
        return lambda cls: _record(cls, **options)

    def _record(cls, *, frozen, slots=False, eq=True):
        methods = {**_SHARED, **(_COMPARED if eq else {}), **(_PICKLED if slots else {})}
        special = [one for one in vars(cls).values() if isinstance(one, dataclasses.Field)]
        if not all(one.init for one in special) or cls.__bases__ != (object,) or methods.keys() & vars(cls).keys():
            return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq)(cls)
        cls.__doc__ = cls.__doc__ or cls.__name__  # without one, `inspect` would write it, which takes longest of all
        record = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
        record.__dataclass_params__.frozen = True
        for name, method in {**methods, "_compared": _compared(record), "__init__": _first(record)}.items():
            setattr(record, name, method)
        return record

    def _compared(record):
        """What makes a tuple of all that one of the records is compared by."""
        names = [field.name for field in dataclasses.fields(record) if field.compare]
        if len(names) > 1:
            return attrgetter(*names)
        return staticmethod(lambda self: tuple(getattr(self, name) for name in names))  # of one, it makes no tuple

    def _first(record):
        """The `__init__` that makes the first one, and is another one from then on."""

        def __init__(*given, **named):  # noqa: N807 - as it will be called
            record.__init__ = _init(record)
            record.__init__(*given, **named)

        return __init__

    def _init(record):
        """The `__init__` that the standard library would have written."""
        known = {"__set": object.__setattr__, "__none": dataclasses.MISSING}
        parameters, body = [], []
        for field in dataclasses.fields(record):
            name = value = field.name
            if field.default_factory is not dataclasses.MISSING:
                known[f"__{name}__"] = field.default_factory
                parameters.append(f"{name}=__none")
                value = f"__{name}__() if {name} is __none else {name}"
            elif field.default is not dataclasses.MISSING:
                known[f"__{name}__"] = field.default
                parameters.append(f"{name}=__{name}__")
            else:
                parameters.append(name)
            body.append(f"__set(self, {name!r}, {value})")
        if hasattr(record, "__post_init__"):
            body.append("self.__post_init__()")
        text = "\n ".join([f"def __init__(self, {', '.join(parameters)}):", *body])
        exec(text, known)  # noqa: S102 - it is made of the names of our own fields
        known["__init__"].__qualname__ = f"{record.__qualname__}.__init__"
        return known["__init__"]

    def _equal(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._compared(self) == self._compared(other)

    def _hash(self):
        return hash(self._compared(self))

    def _repr(self):
        shown = [field.name for field in dataclasses.fields(self) if field.repr]
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({values})"

    def _refuse_setting(self, name, value):  # noqa: ARG001 - as it is called
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_deleting(self, name):  # noqa: ARG001 - likewise
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def _state(self):
        return [getattr(self, field.name) for field in dataclasses.fields(self)]

    def _put_state(self, state):
        for field, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, field.name, value)

    _SHARED = {"__repr__": _repr, "__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
    _COMPARED = {"__eq__": _equal, "__hash__": _hash}
    _PICKLED = {"__getstate__": _state, "__setstate__": _put_state}
