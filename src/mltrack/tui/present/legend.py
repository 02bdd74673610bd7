"""The help page: keys by what they are for, and a legend of the signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from mltrack.core.requirements import Level, State
from mltrack.tui.present.glyphs import GLYPHS, STYLES, TARGET, level_dots


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """A command with every key that runs it."""

    keys: str
    words: str
    everywhere: bool
    """True for a key of the app, False for one of the place in view."""


_STATES = {
    State.MET: "done, and in force",
    State.STARTED: "started, or a skill below the level asked for",
    State.OPEN: "open",
    State.WAIVED: "waived: not needed, for a reason you gave",
    State.LAPSED: "lapsed: past its last day, renew it",
}


def help_page(keys: Sequence[KeyHelp]) -> Content:
    """The whole page."""
    return Content("\n").join(list(_lines(keys)))


def choice_lines(choices: Sequence[tuple[str, str]]) -> Content:
    """What can be done, one key a line; the first is what most people want."""
    (key, words), *others = choices
    first = Content.assemble("  ", (key.ljust(9), "bold $footer-key-foreground"), (words, "bold"))
    return Content("\n").join([first, *(_key(KeyHelp(*other, everywhere=False), 9) for other in others)])


def _lines(keys: Sequence[KeyHelp]) -> Iterator[Content]:
    yield _title("Keys here")
    yield from (_key(key) for key in keys if not key.everywhere)
    yield Content("")
    if any(key.everywhere for key in keys):
        yield _title("Keys everywhere")
        yield from (_key(key) for key in keys if key.everywhere)
        yield Content("")
    yield _title("Signs")
    for state, words in _STATES.items():
        yield Content.assemble("  ", (GLYPHS[state].ljust(14), STYLES[state]), words)
    yield Content.assemble("  ", (TARGET.ljust(14), "$accent"), "a role you aim for")
    for level in Level:
        dots = level_dots(level, level)
        yield Content.assemble("  ", dots, " " * (14 - dots.cell_length), f"{level.value} (level {level.rank})")
    yield Content.assemble("  ", "moves 3 roles ".ljust(14), "finishing it raises the readiness of 3 roles")
    yield Content("")
    yield _title("Readiness")
    yield Content("  The mean of what each required requirement has earned, rounded down. 100%")
    yield Content("  only when all are met. Optional requirements are listed and never counted.")
    yield Content("  A skill below its level earns its part; started and waived ones earn nothing.")


def _title(words: str) -> Content:
    return Content.styled(words, "bold $accent")


def _key(key: KeyHelp, width: int = 14) -> Content:
    return Content.assemble("  ", (key.keys.ljust(width), "$footer-key-foreground"), key.words)
