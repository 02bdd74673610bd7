"""Which proposals somebody means: numbers and words, as they are typed at the prompt and given to --take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mltrack.core.outcomes import Fate
from mltrack.errors import InvalidInput
from mltrack.importing import Listed

EXPLANATION = """
  certain       what is certain; y, yes and just enter say the same
  certain,12    what is certain, and number 12
  1-4,7         these numbers
  all           all that is certain or to confirm
  all but 11    all of it without number 11; -11 says the same
  none          nothing; n and no say the same
"""
"""What can be answered, with examples."""
_STRETCH = re.compile(r"(\d{1,6})(?:[-–](\d{1,6}))?", re.ASCII)
_BUT = frozenset({"but", "without", "except", "not"})
_CERTAIN, _ALL, _NONE = frozenset({"certain", "y", "yes"}), frozenset({"all"}), frozenset({"none", "n", "no"})
_LONGEST_SHOWN = 40


def certain_of(listed: Iterable[Listed]) -> list[int]:
    """The numbers of what is certain."""
    return [one.number for one in listed if one.fate is Fate.CERTAIN]


def to_confirm_of(listed: Iterable[Listed]) -> list[int]:
    """The numbers of what is recorded if its person says so."""
    return [one.number for one in listed if one.fate is Fate.ASK]


def chosen(text: str, listed: Sequence[Listed]) -> list[int]:
    """The numbers of what `text` names, in their order.

    Raises InvalidInput for what names nothing there, and for the number of what the catalog lacks; a range passes
    over such numbers.
    """
    wanted: set[int] = set()
    without: set[int] = set()
    is_without = False
    parts = _parts(text)
    if not parts:
        raise InvalidInput(_refusal("", listed))
    for place, part in enumerate(parts):
        if part in _BUT:
            is_without = True
            if not place:
                wanted |= {*certain_of(listed), *to_confirm_of(listed)}
            continue
        if not place and part.startswith("-"):
            wanted |= {*certain_of(listed), *to_confirm_of(listed)}
        named = _named(part, listed)
        (without if is_without or part.startswith("-") else wanted).update(named)
    return sorted(wanted - without)


def _parts(text: str) -> list[str]:
    return re.sub(r"(?<=\d)\s+[-–]\s+(?=\d)", "-", text.casefold()).replace(",", " ").split()


def _named(part: str, listed: Sequence[Listed]) -> Iterable[int]:
    if part in _NONE:
        return ()
    if part in _CERTAIN:
        return certain_of(listed)
    if part in _ALL:
        return [*certain_of(listed), *to_confirm_of(listed)]
    first, last = stretch(part.removeprefix("-"), len(listed))
    if not first:
        raise InvalidInput(_refusal(part, listed))
    there = [one.number for one in listed[first - 1 : last] if one.fate is not Fate.UNMATCHED]
    if not there:
        numbers = f"{first} is" if first == last else f"{first} to {last} are"
        raise InvalidInput(f"{numbers} not in the catalog, so there is nothing to record.")
    return there


def _refusal(part: str, listed: Sequence[Listed]) -> str:
    words = "such as 3 or 1-4, nor certain, all or none"
    return f"'{part[:_LONGEST_SHOWN]}' is not a number from 1 to {len(listed)}, {words}."


def stretch(part: str, count: int) -> tuple[int, int]:
    """The first and the last number of "3" or "7-9"; 0 and 0 where `part` is no such, or not from 1 to `count`."""
    found = _STRETCH.fullmatch(part)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    return (first, last) if 1 <= first <= last <= count else (0, 0)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as they can be given, such as "1-4,7"."""
    stretches: list[list[int]] = []
    for number in sorted(numbers):
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return ",".join(f"{one[0]}" if len(one) == 1 else f"{one[0]}-{one[-1]}" for one in stretches)
