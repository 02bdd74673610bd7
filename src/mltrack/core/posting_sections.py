"""A posting cut into sentences, each with the heading that it stands under and what that heading says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mltrack.core.posting_headings import Section, is_whole, section_of
from mltrack.core.posting_text import folded
from mltrack.core.records import dataclass

_LONGEST_HEADING: Final = 70
_LONGEST_STATEMENT: Final = 800
"""Characters of one sentence that are looked at together."""
_NARROWEST: Final = 50
_WIDEST: Final = 130
"""Widths at which text is broken into lines."""
_SLACK: Final = 4
_LETTER: Final = re.compile(r"[^\W_]")
_SHORT_PARAGRAPH: Final = 90
"""Characters of a paragraph that may still belong to the list before it."""
_NUMBERED: Final = re.compile(
    r"^(?:\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+[.)]?|\([a-z\d]{1,2}\)|[a-z]\)|[IVX]{1,4}\.) +(?=\S)"
)
_SIGNS: Final = re.compile(r"^(?:[^\w\s(\"'<$\u20ac\u00a3#|.@&\[]+ *|o +)+(?=\S)")
"""What stands before a point of a list: a dash, a dot, a picture."""
_BLANK_MARKS: Final = re.compile(r"^#{1,6} *")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|(?<=[.!?])\n(?=\S)")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|incl|vs|approx|min|max|yrs?|no|dept|inc|ltd|co|resp|ca|st|dr|mr|ms|mrs|sr|jr"
    r"|ph|b|m|s|a|d|bs|ms|sc"
    r"|b\.s|m\.s|b\.sc|m\.sc|b\.a|m\.a|ph\.d|u\.s|u\.k|equiv|esp)\.)[\"')\]]*$",
    re.IGNORECASE,
)
_INLINE: Final = re.compile(r"^([A-Za-z][A-Za-z /&'+-]{2,58}?) ?(?::|\s-{1,2}\s)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or a point of a list, and what it stands under."""

    start: int
    """Where it begins in the text, in characters from 0."""
    end: int
    """Where it ends, exclusive."""
    section: Section
    heading: str
    """As it stands there; empty where there is none."""


def statements(text: str) -> Iterator[Statement]:
    """The sentences of a posting in their order, headings left out."""
    section, heading = Section.OPEN, ""
    columns: Sequence[str] | None = None
    after_points = False
    for start, end, is_heading in _blocks(text):
        if text[start] == "|":
            cells = list(_cells(text, start, end))
            if columns is None:
                columns = [text[first:last] for first, last in cells]
                if any(map(section_of, columns)):
                    continue
            yield from _of_row(text, cells, columns, section, heading)
            continue
        columns = None
        is_point = _is_point(text, start)
        if is_heading:
            after_points = False
            heading = bare_heading(text[start:end])
            section = section_of(heading) or Section.OPEN
            continue
        if after_points and not is_point and end - start > _SHORT_PARAGRAPH and text[start - 2 : start] == "\n\n":
            section, heading = Section.OPEN, ""
        after_points = is_point
        here, under, begin = section, heading, start
        if run_in := _run_in(text, start, end):
            section = here = section_of(text[start:run_in]) or Section.OPEN
            heading = under = bare_heading(text[start:run_in])
            begin = run_in
        elif label := _label(text[start:end]):
            known, length, offset = label
            here, under = _narrowed(section, known), text[start : start + length]
            begin = start + offset if here is known else start
        for first, last in _sentences(text, begin, end):
            yield Statement(first, last, here, under)


def _is_point(text: str, start: int) -> bool:
    """True for what begins behind the sign of a point."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return bool(line.strip())


def bare_heading(line: str) -> str:
    """A heading without the signs and numbers around it."""
    line = _BLANK_MARKS.sub("", line)
    return _SIGNS.sub("", _NUMBERED.sub("", _SIGNS.sub("", line))).strip(" :#*=_-.?!|")


def _label(part: str) -> tuple[Section, int, int] | None:
    """What a word with a colon says of what follows it on the line, how long it is, and where that begins."""
    inline = _INLINE.match(folded(part))
    if inline is None or len(inline[1].split()) > 6:
        return None
    known = section_of(inline[1])
    is_known = known is not None and _is_label(inline[1]) and is_whole(known, inline[1])
    return (known, len(inline[1]), inline.end()) if known is not None and is_known else None


def _run_in(text: str, start: int, end: int) -> int:
    """Where a heading ends that a paragraph begins with, as in "Who you are. You know ..."; 0 where there is none."""
    stop = re.compile(r"[.?!](?= +[A-Z])").search(text, start, min(end, start + _LONGEST_HEADING))
    if stop is None or len(text[start : stop.start()].split()) > 7:
        return 0
    words = text[start : stop.start()]
    known = section_of(words)
    return stop.end() if known is not None and is_whole(known, words) and not words[:1].islower() else 0


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start + 1
    for cell in text[start + 1 : end].split("|"):
        lead = len(cell) - len(cell.lstrip())
        if at < end:
            yield at + lead, at + len(cell.rstrip()) if cell.strip() else at + lead
        at += len(cell) + 1


def _of_row(
    text: str, cells: Sequence[tuple[int, int]], columns: Sequence[str], section: Section, heading: str
) -> Iterator[Statement]:
    """The sentences in a row of a table, each under the head of its column."""
    for number, (first, last) in enumerate(cells):
        head = columns[number] if number < len(columns) else ""
        known = section_of(head) if head else None
        if set(text[first:last]) <= set("-: "):
            continue
        for begin, end in _sentences(text, first, last):
            yield Statement(begin, end, known or section, bare_heading(head) if known else heading)


def _is_label(words: str) -> bool:
    """True for words before a colon that name a part of a posting rather than a subject of their own."""
    return (
        re.search(r"\b(i|we|you|is|are)\b", words, re.IGNORECASE) is None or section_of(words) is not Section.REQUIRED
    )


def _narrowed(outer: Section, inner: Section) -> Section:
    """What a point with a label of its own is about: nothing that is offered becomes something asked for."""
    if outer is Section.ASIDE:
        return outer
    if inner is Section.REQUIRED and outer in {Section.PREFERRED, Section.OPTIONAL}:
        return outer
    return inner


def _blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Headings, points, rows and paragraphs: where each begins and ends, and whether it is a heading."""
    begin, last = -1, 0
    width = _width(text)
    for start, end in _lines(text):
        line = text[start:end] if _LETTER.search(text, start, end) else ""  # a rule across the page is a gap
        goes_on = begin >= 0 and bool(line) and _runs_on(text[max(begin, last - 300) : last], line, width)
        is_heading, is_row = bool(line) and _is_heading(line, goes_on), line.startswith("|")
        if begin >= 0 and (not line or is_heading or is_row or not goes_on):
            yield begin, last, False
            begin = -1
        if is_heading or is_row:
            yield start, end, is_heading
        elif line:
            begin = begin if begin >= 0 else start + _point(line)
            last = end
    if begin >= 0:
        yield begin, last, False


def _point(line: str) -> int:
    """How long the sign is that a point of a list begins with; 0 where there is none."""
    sign = _SIGNS.match(line) or _NUMBERED.match(line)
    return sign.end() if sign else 0


def _lines(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _width(text: str) -> int:
    """The width at which a text was broken into lines; 0 where it was not."""
    longest = max(map(len, text.split("\n")), default=0)
    return longest if _NARROWEST <= longest <= _WIDEST else 0


def _runs_on(before: str, line: str, width: int) -> bool:
    """True where a line goes on with what stands before it, as in text that was broken at a width."""
    if _point(line) or _label(line):
        return False
    last_line = before.rpartition("\n")[2]
    if line[:1].islower():
        return len(last_line) >= 40 or before.endswith((",", " and", " or")) or bool(_point(last_line))
    # A line that its first word would have fitted onto was not broken for want of room.
    is_full = width > 0 and len(last_line) + 1 + len(line.split(" ", 1)[0]) > width - _SLACK
    return is_full and not before.endswith((".", "!", "?", ":", ";"))


def _is_heading(line: str, runs_on: bool) -> bool:
    if line.startswith("#"):
        return True
    bare = bare_heading(line)
    if len(bare) > _LONGEST_HEADING or not re.search("[A-Za-z]{2}", bare):
        return False
    words = bare.split()
    known = section_of(bare)
    if _point(line) and not (known is not None and (bare.isupper() or is_whole(known, bare)) and _could_head(line)):
        return False
    if line.rstrip("*_ ").endswith(":"):
        return not runs_on and len(words) <= 12
    if line.endswith((".", ",", ";")) or bare[:1].islower() or len(words) > 6 or re.search(r"[,;(\d+#]", bare):
        return False
    return (known is not None and is_whole(known, bare) and not runs_on) or (bare.isupper() and len(bare) > 3)


def _could_head(line: str) -> bool:
    """False for a point of a list that happens to be the name of a section, as in "- Education"."""
    return _NUMBERED.match(line) is not None or not line.startswith(("-", "*", "•", "·"))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _SENTENCE_END.finditer(text, start, end):
        if _ABBREVIATION.search(text[max(begin, stop.start() - 12) : stop.start()]):
            continue
        yield from _pieces(text, begin, stop.start())
        begin = stop.end()
    yield from _pieces(text, begin, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut where it is so long that it is none."""
    while end - start > _LONGEST_STATEMENT:
        cut = text.rfind(" ", start + 1, start + _LONGEST_STATEMENT)
        cut = cut if cut > start else start + _LONGEST_STATEMENT
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end
