"""Reading TOML that a person has written: whatever is wrong with it is said in a person's words, with its line."""

from __future__ import annotations

import re
from typing import Final

_LONG_NUMBER: Final = re.compile(r"\d[\d_]{4000,}", re.ASCII)
"""Python makes no number of more digits than some four thousand."""
_TWICE: Final = ("Cannot overwrite a value", "Cannot declare", "Cannot mutate immutable")
"""How the parser begins to say that something is there already."""
_HEAD: Final = re.compile(r"\[\[?[^\]]*\]\]?")
"""The head of a table, or of one of several."""
_AT: Final = re.compile(r"\(at line (\d+), column \d+\)$")


def parsed_toml(raw: bytes) -> dict[str, object]:
    """The keys and values; raises ValueError with a sentence for what is no TOML."""
    import tomllib

    text = decoded(raw)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError(f"line {_deepest(text)} is nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        sentence = str(error)
        raise ValueError(_twice(text, sentence) if sentence.startswith(_TWICE) else sentence) from None
    except ValueError as error:
        long = _LONG_NUMBER.search(text)
        raise ValueError(
            f"line {_line(text, long.start())} has a number of too many digits" if long else f"{error}"
        ) from None


def decoded(raw: bytes) -> str:
    """The bytes as text, without a byte order mark; raises ValueError with the line of what is no text."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + raw.count(b"\n", 0, error.start)
        raise ValueError(f"line {line} is not UTF-8 text, which the file has to be saved as") from None


def _twice(text: str, sentence: str) -> str:
    """That something is set a second time, by its name where the line shows it."""
    lines = text.split("\n")
    at = _AT.search(sentence)
    number = int(at[1]) if at else max((one for one, line in enumerate(lines, start=1) if line.strip()), default=1)
    line = lines[number - 1].strip()
    head = _HEAD.match(line)
    name = head[0] if head else line.partition("=")[0].strip()
    if name == line and not head:  # where a value of several lines ends
        return f"what ends in line {number} is set a second time"
    return f"line {number} sets {name} a second time"


def _deepest(text: str) -> int:
    """The line in which brackets are open the deepest, roughly: those in words count too."""
    depth = most = place = 0
    for bracket in re.finditer(r"[\[\]{}]", text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > most:
            most, place = depth, bracket.start()
    return _line(text, place)


def _line(text: str, place: int) -> int:
    return 1 + text.count("\n", 0, place)
