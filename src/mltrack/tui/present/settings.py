"""What a person has set, as rows to change it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from itertools import groupby

from textual.content import Content

from mltrack.core.records import dataclass
from mltrack.core.requirements import State
from mltrack.tui.present.commands import group_order, group_title
from mltrack.tui.present.glyphs import GLYPHS, STYLES
from mltrack.tui.present.row import BLANK, EMPTY, Row, SettingRef, bullet, heading
from mltrack.tui.present.words import at_home

_LABEL = 17
"""Width of the column that names what is set."""
_SAMPLES = {
    State.MET: "done",
    State.STARTED: "started",
    State.OPEN: "open",
    State.WAIVED: "waived",
    State.LAPSED: "lapsed",
}


@dataclass(frozen=True, slots=True)
class CommandKeys:
    """A command that can have other keys."""

    id: str
    name: str
    words: str
    keys: str
    """Its keys, as help shows them."""
    usual: str = ""
    """The keys it had before it was given those; empty where it has them still."""


@dataclass(frozen=True, slots=True, eq=False)
class Wearing:
    """What is set at the moment, and what it can be."""

    theme: str = ""
    themes: Sequence[str] = ()
    ascii: bool | None = None
    """Whether screens are drawn in ASCII only; None for as the terminal can."""
    plain: bool = False
    """Whether they are at the moment."""
    hours: Fraction = Fraction(0)
    start_place: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    """Place to its name."""
    commands: Sequence[CommandKeys] = ()
    file: str = ""
    """Where all this is kept; empty where it is not."""
    said: str = ""
    """What became of the last change, such as "saved"; empty before there was one."""

    def following(self, name: str, steps: int) -> str | bool | None:
        """The value of a setting that comes so many steps after the present one, round in a circle."""
        choices: Mapping[str, tuple[Sequence[str | bool | None], str | bool | None]] = {
            "theme": (self.themes, self.theme),
            "ascii": ((None, True, False), self.ascii),
            "start_place": (list(self.places), self.start_place),
        }
        values, now = choices[name]
        return values[(values.index(now) + steps) % len(values)]


def settings_rows(worn: Wearing, width: int) -> Iterator[Row]:
    """Every setting with its value, in groups."""
    yield heading("Look", width)
    yield _choice("theme", "Theme", worn.theme, "the colours")
    samples = [(f"{GLYPHS[state]} {words}  ", STYLES[state]) for state, words in _SAMPLES.items()]
    yield Row(Content.assemble(" " * (_LABEL + 2), *samples))
    yield _choice("ascii", "Signs", *_signs(worn))
    yield BLANK
    yield heading("Planning", width)
    yield _choice("hours_per_week", "Hours a week", f"{float(worn.hours):g}", "what plans reckon with")
    yield _choice("start_place", "Opens with", worn.places.get(worn.start_place, ""), "the place that you begin in")
    ordered = sorted(worn.commands, key=lambda one: -group_order(one.id))
    for title, group in groupby(ordered, key=lambda one: group_title(one.id)):
        yield BLANK
        yield heading(f"Keys: {title[:1].lower()}{title[1:]}", width)
        for command in group:
            yield _command(command)
    if worn.file:
        yield BLANK
        yield heading("File", width)
        words = f"All of this is in {at_home(worn.file)}, which you may edit; your comments stay."
        yield from bullet(words, width, ("", ""), "$quiet")


def _choice(name: str, label: str, value: str, words: str) -> Row:
    shown = Content.assemble(("‹ ", "$quiet"), (value, "bold"), (" ›", "$quiet"))
    return Row(Content.assemble(label.ljust(_LABEL), shown), Content.styled(words, "$quiet"), SettingRef(name))


def _signs(worn: Wearing) -> tuple[str, str]:
    """The value, and what is said of it."""
    drawn = "plain ASCII" if worn.plain else "lines and blocks"
    return ("automatic", f"in this terminal: {drawn}") if worn.ascii is None else (drawn, "in every terminal")


def _command(command: CommandKeys) -> Row:
    left = Content.assemble(
        command.name.ljust(_LABEL), (command.words if command.words != command.name else "", "$quiet")
    )
    usual = Content.styled(f"  usually {command.usual}", "$quiet") if command.usual else EMPTY
    keys = Content.assemble((command.keys, "bold $footer-key-foreground"), usual)
    return Row(left, keys, SettingRef(f"keymap.{command.id}"))


def key_wanted(command: CommandKeys) -> str:
    """What the dialog says that asks for a key."""
    usual = f" Its usual keys are {command.usual}." if command.usual else ""
    return f"It has {command.keys} now. Press the key that it is to have instead.{usual}"


def key_refused(key: str, name: str) -> str:
    """What is said of a key that another command has."""
    return f"{key} is the key of {name}, and both work in the same place. Press another one."
