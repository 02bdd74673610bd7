"""JSON as its standard has it, and nothing that only Python's reader lets through."""

from __future__ import annotations

import json
import math
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Fields: TypeAlias = "dict[str, Json]"


class NotJson(ValueError):
    """Text that is not JSON; its message is the reason."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line
        """Where it ceases to be JSON, from 1."""


class _Refused(ValueError):
    """A ValueError with a reason that a person can read."""


def strict_json(raw: bytes) -> Json:
    """The JSON in `raw`: UTF-8, no key twice, only finite numbers. Raises ValueError, as NotJson, with the reason."""
    if not raw:
        raise ValueError("it is empty")
    try:
        text = raw.decode("utf-8")
        value: Json = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_float=_finite)
    except _Refused:
        raise
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 text from byte {error.start}") from error
    except json.JSONDecodeError as error:
        where = f" from character {error.pos}" if error.pos else ""
        raise NotJson(f"it is not JSON{where}", error.lineno) from error
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except ValueError as error:  # what `int` says of thousands of digits
        raise ValueError("it holds a number with too many digits") from error
    return value


def _unique(pairs: list[tuple[str, Json]]) -> Fields:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Refused("a key stands twice in one object")
    return members


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise _Refused(f"it holds {number[:20]}, which is no number that can be kept")
    return value


def _refuse(constant: str) -> Json:
    raise _Refused(f"it holds {constant}, which is not JSON")
