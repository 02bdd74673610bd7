"""The help: keys by what they are for, and a legend of the signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from textual.content import Content

from mltrack.core.readiness import Tally
from mltrack.core.requirements import Level, State
from mltrack.tui.present.commands import group_order, group_title
from mltrack.tui.present.glyphs import GLYPHS, MARKED, NOTED, PROVEN, STYLES, TARGET, level_dots, meter
from mltrack.tui.present.row import BLANK, Row, heading, paragraph

_KEYS = 16
"""Width of the column of keys and signs."""


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """A command with every key that runs it."""

    id: str
    keys: str
    words: str


_STATES = {
    State.MET: "done, and in force",
    State.STARTED: "started, or a skill below the level asked for",
    State.OPEN: "open",
    State.WAIVED: "waived: not needed, for a reason you gave",
    State.LAPSED: "lapsed: past its last day, renew it",
}

_READINESS = (
    "The mean of what each required requirement has earned, rounded down; 100% only when all are met. "
    "A skill below its level earns its part, started and waived requirements earn nothing. "
    "Optional ones are listed and never counted."
)


def help_rows(keys: Sequence[KeyHelp], width: int, wanted: str = "") -> Iterator[Row]:
    """The keys by what they are for and, below them, what the signs mean; only what holds every word of `wanted`."""
    sections = [(title, list(lines)) for title, lines in (*_commands(keys), ("Signs", _signs()))]
    words = wanted.casefold().split()
    empty = True
    for title, lines in sections:
        held = [line for line in lines if all(word in f"{line[0].plain} {line[1]}".casefold() for word in words)]
        if held:
            yield from () if empty else (BLANK,)
            yield heading(title, width)
            empty = False
        for sign, told in held:
            yield from _beside(sign, told, width)
    if not words:
        yield BLANK
        yield heading("Readiness", width)
        yield from paragraph(_READINESS, width)
    elif empty:
        yield from paragraph("No key and no sign is about that. Escape clears the filter.", width, style="$quiet")


def choice_lines(choices: Sequence[tuple[str, str]]) -> Content:
    """What can be done, one key a line; the first is what most people want."""
    (key, words), *others = choices
    first = Content.assemble("  ", (key.ljust(9), "bold $footer-key-foreground"), (words, "bold"))
    more = [Content.assemble("  ", (key.ljust(9), "$footer-key-foreground"), words) for key, words in others]
    return Content("\n").join([first, *more])


def _commands(keys: Sequence[KeyHelp]) -> Iterator[tuple[str, list[tuple[Content, str]]]]:
    """The keys under the headings of what they are for; what is particular to a place comes first."""
    ordered = sorted(keys, key=lambda key: group_order(key.id))
    for title, group in groupby(ordered, key=lambda key: group_title(key.id)):
        yield title, [(Content.styled(key.keys, "bold $footer-key-foreground"), key.words) for key in group]


def _signs() -> Iterator[tuple[Content, str]]:
    for state, words in _STATES.items():
        yield Content.styled(GLYPHS[state], STYLES[state]), words
    yield Content.styled(TARGET, "$accent"), "a role you aim for"
    yield Content.styled(NOTED, "$accent"), "there is a note of yours"
    yield Content.styled(PROVEN, "$accent"), "there is evidence"
    yield Content.styled(MARKED, "$accent"), "marked, to be acted on or compared together"
    for level in Level:
        yield level_dots(level, level), f"{level.value} (level {level.rank})"
    yield level_dots(Level.FAMILIAR, Level.PROFICIENT), "familiar, where proficient is asked for"
    yield (
        meter(Tally(met=1, waived=0, total=2, share=Fraction(1, 2)), 8),
        "readiness: how much of what is required is earned",
    )
    yield Content("moves 3 roles"), "finishing it raises the readiness of 3 roles"


def _beside(sign: Content, words: str, width: int) -> Iterator[Row]:
    """A key or sign, and what it means in a column of its own."""
    for number, row in enumerate(paragraph(words, width - _KEYS - 2)):
        first = Content.assemble("  ", sign, " " * max(1, _KEYS - sign.cell_length))
        yield Row(Content.assemble(" " * first.cell_length if number else first, row.left))
