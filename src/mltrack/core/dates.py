"""Days as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mltrack.core.text import plain
from mltrack.errors import InvalidInput

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WRITTEN = re.compile(r"(?P<day>\d{1,2})\.? (?P<month>[a-z]{3,9})\.? (?P<year>\d{4})", re.ASCII)
_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def parse_day(text: str, today: date) -> date:
    """The day that `text` names: `2026-11-20`, `20 Nov 2026`, `yesterday`, `today` or `tomorrow`.

    Raises InvalidInput with a sentence that shows how to write one.
    """
    word = " ".join(text.casefold().split())
    if word in _WORDS:
        return today + timedelta(days=_WORDS[word])
    try:
        if written := _WRITTEN.fullmatch(word):
            return date(int(written["year"]), _month(written["month"]), int(written["day"]))
        # date.fromisoformat also reads 20261120 and 2026-W47-5; these two ways are enough.
        if len(word) != len("2026-11-20"):
            raise ValueError(word)
        return date.fromisoformat(word)
    except ValueError:
        example = f"{today} or {today.day} {_MONTHS[today.month - 1][:3].title()} {today.year}"
        sentence = f"'{plain(text)}' is not a day; write it like {example}, or say yesterday, today or tomorrow."
        raise InvalidInput(sentence) from None


def _month(word: str) -> int:
    """1 to 12 for the name of a month or its first letters, three or more; raises ValueError for anything else."""
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(word):
            return number
    raise ValueError(word)
