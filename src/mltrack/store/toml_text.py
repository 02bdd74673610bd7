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
_AT: Final = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")
_CURLY: Final = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a"
_WORDS: Final = re.compile(r"[^\W\d_]")
"""What could be text without its quotes begins with a letter."""
_TRUTHS: Final = {"true", "false", "yes", "no", "on", "off"}
_DAY: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)", re.ASCII)
_MONTH: Final = re.compile(r"\d{4}-\d{2}(?!\d)", re.ASCII)
_WHOLE: Final = re.compile(r"(\d{1,3}(?:[.,' ]\d{3})+|\d+(?=[.,]0+(?!\d)))(?:[.,]\d{1,2})?(?![\d.,])", re.ASCII)
"""An amount as people group and end it: 52,000 or 52.000,00 or 52000,00."""
_FRACTION: Final = re.compile(r"(\d+),(\d+)(?!\d)", re.ASCII)
_WITH_COMMA: Final = re.compile(r"= *(\d[\d.]*,\d+)", re.ASCII)
_PERCENT: Final = re.compile(r"([+-]?\d+(?:\.\d+)?) ?%", re.ASCII)


def parsed_toml(raw: bytes) -> dict[str, object]:
    """The keys and values; raises ValueError with a sentence for what is no TOML."""
    return parsed_text(decoded(raw))


def parsed_text(text: str) -> dict[str, object]:
    """The keys and values of a text; raises ValueError with a sentence, and with the line where that is known."""
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError(f"line {_deepest(text)} is nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(_in_words(text, str(error))) from None
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


def _in_words(text: str, sentence: str) -> str:
    """What the parser says, so that whoever wrote the text knows what to do; its own words where that is not clear."""
    if sentence.startswith(_TWICE):
        return _twice(text, sentence)
    lines = text.split("\n")
    at = _AT.search(sentence)
    if at is None or at[1] is None:
        number, column = _last(lines), 0
        if sentence.startswith(("Unterminated string", "Expected \"'")):
            number, words = _unclosed(text, number)
            return f"line {number}: {words}"
        rest = ""
    else:
        number, column = int(at[1]), int(at[2])
        rest = lines[number - 1][column - 1 :] if number <= len(lines) else ""
    if sentence.startswith("Unclosed array"):
        number = _opened(text, number, column)
    line = lines[number - 1] if number <= len(lines) else ""
    words = _advice(sentence, line, rest) or _in_brackets(sentence, line[: len(line) - len(rest)], rest)
    return f"line {number}: {words}" if words else sentence


def _advice(sentence: str, line: str, rest: str) -> str:  # noqa: PLR0911 - one a mistake
    """What to do about it, by what the parser says, the line, and what stands where it stopped; empty if unknown."""
    value = line.partition("=")[2].strip()
    if sentence.startswith("Illegal character '\\n'"):
        return 'a closing " is missing'
    if sentence.startswith(("Unescaped", "Invalid hex value")):
        return "a backslash in text is written twice, \\\\, or the text stands in 'single quotes'"
    if sentence.startswith(("Invalid initial character for a key part", "Unclosed inline table")):
        if rest.startswith("}"):
            return "no comma stands before a }"
        return "" if rest.strip() else "inside { } but outside [ ], all stands on one line, and a } ends it"
    if sentence.startswith("Unclosed array"):
        return "a closing ] is missing, or a comma between two of what stands in the [ ]"
    if sentence.startswith("Expected ']"):
        return "the head of a table ends with as many ] as it begins with ["
    if sentence.startswith(("Expected '='", "Invalid statement")):
        return _line_words(line)
    if sentence.startswith("Invalid value"):
        return _value(rest)
    if sentence.startswith("Expected newline"):
        return _too_much(value)
    return ""


def _line_words(line: str) -> str:
    """What to do about a line that has no = where one has to be."""
    if "{" in line and (number := _WITH_COMMA.search(line)):
        return _number(number[1])
    quotes = any(mark in line for mark in _CURLY)
    return _STRAIGHT if quotes else 'a line is a key, = and a value: key = "text"; a remark begins with #'


_STRAIGHT: Final = 'text stands in straight quotes: "text"'


def _value(rest: str) -> str:
    """What to do about something that is no value."""
    word = re.split(r"[\s,\]}#]", rest, maxsplit=1)[0]
    if not word:
        return "a value is missing after the ="
    if word[0] in _CURLY:
        return _STRAIGHT
    if word.casefold() in _TRUTHS:
        return "yes is written true, and no is written false, in small letters and without quotes"
    return 'text stands in "quotes"' if _WORDS.match(word) else ""


def _too_much(value: str) -> str:
    """What to do about a value that something stands behind."""
    if _DAY.match(value):
        return 'a date is written "2026-11-28"'
    if month := _MONTH.match(value):
        return f'a date stands in quotes: "{month[0]}"'
    if number := _number(value):
        return number
    if value[:1] in {'"', "'"}:
        quote = value[0]
        if value.count(quote) > 2:
            return f"within {quote}text{quote}, a {quote} is written \\{quote}" if quote == '"' else _DOUBLE
    return ""


def _number(value: str) -> str:
    """What to do about a number that is written as people write it."""
    if grouped := _WHOLE.match(value):
        return f"a whole number is written without points, commas or spaces: {re.sub(r'[^0-9]', '', grouped[1])}"
    if fraction := _FRACTION.match(value):
        return f"a number is written with a point, not with a comma: {fraction[1]}.{fraction[2]}"
    if percent := _PERCENT.match(value):
        return f"a number is written without %: {percent[1]}"
    return ""


def _in_brackets(sentence: str, before: str, rest: str) -> str:
    """What to do about a value between brackets that the parser read only the first part of."""
    if not rest.strip() or not sentence.startswith(("Unclosed inline table", "Unclosed array")):
        return ""
    return _too_much(f"{re.split(r'[=,{[]', before)[-1].lstrip()}{rest}")


_DOUBLE: Final = 'text with a \' in it stands in "quotes" of the other sort'


def _unclosed(text: str, last: int) -> tuple[int, str]:
    """Where a text begins that never ends, and what it lacks."""
    bare = _CLOSED.sub(lambda found: "\n" * found[0].count("\n"), text)
    for quotes in ('"""', "'''", "'", '"'):
        if (place := bare.find(quotes)) >= 0:
            return _line(bare, place), f"a closing {quotes} is missing"
    return last, "a closing quote is missing"


_CLOSED: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|(?<!")"(?!"")(?:[^"\\\n]|\\.)*"'''
    r"""|'''(?:[^']|'(?!''))*'''|(?<!')'(?!'')[^'\n]*'|\#[^\n]*""",
    re.DOTALL,
)
"""Text that ends, and remarks."""


def _opened(text: str, number: int, column: int) -> int:
    """The line of the bracket that was open last, before a place."""
    lines = text.split("\n")
    before = "\n".join([*lines[: number - 1], lines[number - 1][: max(column - 1, 0)]] if column else lines)
    bare = _CLOSED.sub(lambda found: "\n" * found[0].count("\n"), before)
    open_: list[int] = []
    for bracket in re.finditer(r"[\[\]]", bare):
        if bracket[0] == "[":
            open_.append(bracket.start())
        elif open_:
            open_.pop()
    return _line(bare, open_[-1]) if open_ else number


def _twice(text: str, sentence: str) -> str:
    """That something is set a second time, by its name where the line shows it."""
    lines = text.split("\n")
    at = _AT.search(sentence)
    number = (
        int(at[1]) if at and at[1] else max((one for one, line in enumerate(lines, start=1) if line.strip()), default=1)
    )
    line = lines[number - 1].strip()
    head = _HEAD.match(line)
    name = head[0] if head else line.partition("=")[0].strip()
    if name == line and not head:  # where a value of several lines ends
        return f"what ends in line {number} is set a second time"
    return f"line {number} sets {name} a second time"


def _last(lines: list[str]) -> int:
    """The last line that is not blank."""
    return max((number for number, line in enumerate(lines, start=1) if line.strip()), default=1)


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
