"""The values of one entry of a list, made safe and short; what could not be read of it is remarked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from mltrack.core.documents import MAX_TEXT
from mltrack.core.stated_dates import StatedDay, is_two_days, stated_day
from mltrack.core.text import plain

LONGEST_NAME: Final = 300
"""Characters of a name that are looked at."""
_NO_DAY: Final = frozenset(
    {"n/a", "na", "none", "null", "-", "–", "—", "present", "current", "now", "today", "ongoing"}
)
"""What lists say where there is no day, or none yet."""


class Entry:
    """One row or line. `values` are by name; `clean` takes off what the format puts round a value."""

    def __init__(self, values: Mapping[str, str], clean: Callable[[str], str] = str) -> None:
        self._values, self._clean = values, clean
        self._remarks: list[str] = []

    @property
    def remark(self) -> str:
        """What there is to say of it, in few words; empty where there is nothing."""
        return "; ".join(dict.fromkeys(self._remarks))

    def note(self, remark: str) -> None:
        """Remark something of it."""
        self._remarks.append(remark)

    def words(self, *names: str, longest: int = LONGEST_NAME) -> str:
        """The first of these that has a value, in one line."""
        said = " ".join(plain(self._value(*names, longest=longest * 4)).split())
        if len(said) > longest:
            self.note(f"only the first {longest:,} characters of its {names[0]} were read")
        return said[:longest].strip()

    def text(self, *names: str, longest: int = MAX_TEXT) -> str:
        """The first of these that has a value, with its line breaks; what is too long is cut."""
        return plain(self._value(*names, longest=longest), lines=True).strip()

    def day(self, *names: str) -> StatedDay | None:
        """The day in the first of these that has a value."""
        if not self.states_day(*names):
            return None
        said = self.words(*names)
        found = stated_day(said)
        if is_two_days(said):
            self.note(f'in "{said}" nobody can tell the day from the month')
        elif found is None:
            self.note(f'"{said[:40]}" could not be read as a day')
        return found

    def states_day(self, *names: str) -> bool:
        """True where something is said of a day, readable or not, and not that there is none."""
        said = self._value(*names, longest=LONGEST_NAME).strip()
        return bool(said) and said.casefold() not in _NO_DAY

    def _value(self, *names: str, longest: int) -> str:
        for name in names:
            if value := self._values.get(name):
                return self._clean(value[:longest])
        return ""
