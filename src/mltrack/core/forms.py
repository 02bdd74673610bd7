"""The form of a value, said once: the door refuses by it, key by key, and the schema marks by it in an editor.

A `Form` stands in the annotation of a field. It knows nothing of pydantic but the two methods that
pydantic looks for there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, Generic, TypeVar

_Value = TypeVar("_Value")


class Form(Generic[_Value]):
    """What a value has to look like."""

    def __init__(self, refuse: Callable[[_Value], object], **words: object) -> None:
        """`refuse` raises ValueError for what it must not be; `words` say the same as keywords of JSON Schema."""
        self._refuse: Final = refuse
        self._words: Final[Mapping[str, object]] = words

    def _checked(self, value: _Value) -> _Value:
        self._refuse(value)
        return value

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[object], object]) -> dict[str, object]:
        """For pydantic: look at the value, once it is of its type."""
        function = {"type": "no-info", "function": self._checked}
        return {"type": "function-after", "function": function, "schema": handler(source)}

    def __get_pydantic_json_schema__(
        self, schema: object, handler: Callable[[object], Mapping[str, object]]
    ) -> dict[str, object]:
        """For pydantic: the schema of the type, with the words beside it."""
        return {**handler(schema), **self._words}


def whole(pattern: re.Pattern[str]) -> str:
    """A pattern as JSON Schema has it, where it is for the whole of a text."""
    return f"^(?:{pattern.pattern})$"
