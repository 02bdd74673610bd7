"""What a person has set, as opposed to what they have done: `config.toml`, which may be edited by hand.

Without it, or when it cannot be used, the defaults hold; losing it loses nothing that matters. The
`settings.json` of earlier versions is read as long as there is no `config.toml`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from pathlib import Path
from typing import Final

from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK, FEWEST_HOURS, HOURS_A_WEEK, MOST_HOURS
from mltrack.core.records import dataclass
from mltrack.core.text import plain
from mltrack.errors import InvalidInput, reason_of
from mltrack.store.paths import Places
from mltrack.store.whole_file import read_file

START_PLACES: Final = ("roles", "milestones", "plan", "summary", "paths")
"""Where the app can open."""
KEYMAP: Final = "keymap"
"""The table of the file that holds keys."""
AUTO: Final = "auto"
"""For `ascii`: as the terminal can."""
MAX_BYTES: Final = 256 * 1024
"""The largest settings file that is read."""
_TOLD: Final = 5
"""Faults of one file that are told before the others are counted."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has set. Raises InvalidInput for hours or a place that cannot be."""

    theme: str = ""
    """Name of the colour theme; empty for the default."""
    start_place: str = START_PLACES[0]
    """The place that the app opens."""
    hours_per_week: float | None = None
    """Study hours a week that plans reckon with, from 1 to 100; None where the person has not said how many."""
    ascii: bool | None = None
    """Whether screens are drawn in ASCII only; None for as the terminal can."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Id of a command to its keys, with commas between them. Which commands and keys there are, the app knows."""
    problem: str = field(default="", compare=False)
    """Why defaults hold although there is a file, as a sentence for a person; never saved."""

    def __post_init__(self) -> None:
        check_setting("start_place", self.start_place)
        check_setting("hours_per_week", self.hours_per_week)

    @property
    def weekly_hours(self) -> Fraction:
        """Study hours a week, exactly as they were written; the default where the person has not said how many."""
        return Fraction(str(DEFAULT_HOURS_PER_WEEK if self.hours_per_week is None else self.hours_per_week))


def load_settings(places: Places) -> Settings:
    """The settings, or the defaults: without a `problem` if there is no file, with one if it cannot be used.

    Of a file in which one value cannot be used, the others hold.
    """
    path = places.settings
    try:
        members = toml_members(path)
        if members is None:
            path = places.old_settings
            return _settings(path, json_members(path))
        return _settings(path, members, _unknown(members))
    except OSError as error:
        return Settings(problem=_problem(path, reason_of(error)))
    except ValueError as error:
        return Settings(problem=_problem(path, str(error)))


def check_setting(key: str, value: object) -> None:
    """Raises InvalidInput for a value that `key` cannot have."""
    if key == "hours_per_week" and value is not None and not _are_hours(value):
        raise InvalidInput(HOURS_A_WEEK)
    if key == "start_place" and not _is_place(value):
        raise InvalidInput(f"The app opens at {_PLACES}.")


def toml_members(path: Path) -> dict[str, object] | None:
    """The keys and values of `config.toml`, None without one; raises OSError, and ValueError with a sentence."""
    raw = _raw(path)
    if raw is None:
        return None
    from mltrack.store.toml_text import parsed_toml

    return parsed_toml(raw)


def json_members(path: Path) -> dict[str, object]:
    """The keys and values of `settings.json`, none without one; raises OSError, and ValueError with a sentence."""
    raw = _raw(path)
    if raw is None:
        return {}
    from mltrack.store.toml_text import decoded

    try:
        members: object = json.loads(decoded(raw))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(members, dict):
        raise ValueError("it is not a JSON object")
    return members


def usable(members: Mapping[str, object]) -> dict[str, object]:
    """Of some keys and values those that are settings; keys of commands aside."""
    return {key: members[key] for key, (fits, _) in _KEYS.items() if key in members and fits(members[key])}


def flat(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The entries of the table of keys: `app.quit = "x"` in it is a table in a table, `"app.quit" = "x"` is not."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{rest}", one) for rest, one in flat(value))
        else:
            yield name, value


def _raw(path: Path) -> bytes | None:
    found = read_file(path)
    if found is not None and len(found[0]) > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES:,} bytes")
    return None if found is None else found[0]


def _settings(path: Path, members: Mapping[str, object], faults: Iterable[str] = ()) -> Settings:
    held = usable(members)
    wrong = [reason for key, (_, reason) in _KEYS.items() if key in members and key not in held]
    keymap, strange = _keymap(members)
    told = [*faults, *wrong, *strange]
    theme, place, hours, only = (held.get(key) for key in _KEYS)
    return Settings(
        plain(theme) if isinstance(theme, str) else "",
        place if isinstance(place, str) else START_PLACES[0],
        hours if isinstance(hours, int | float) else None,
        only if isinstance(only, bool) else None,
        keymap,
        _problem_of(path, told) if told else "",
    )


def _keymap(members: Mapping[str, object]) -> tuple[Mapping[str, str], list[str]]:
    """The keys of commands, and what is wrong with them."""
    table = members.get(KEYMAP, {})
    if not isinstance(table, Mapping):
        return {}, [f"{KEYMAP} is not a table such as [{KEYMAP}]"]
    entries = [(plain(name), value) for name, value in flat(table)]
    keymap = {name: plain(value) for name, value in entries if isinstance(value, str)}
    return keymap, [f"{KEYMAP}: {name} is not text" for name, value in entries if not isinstance(value, str)]


def _unknown(members: Mapping[str, object]) -> Iterator[str]:
    """What of the keys is no setting."""
    known = [*_KEYS, KEYMAP]
    for key in members:
        if key not in known:
            from difflib import get_close_matches

            near = get_close_matches(key, known, 1)
            yield f"there is no setting '{plain(key)}'{f', only {near[0]}' if near else ''}"


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_place(value: object) -> bool:
    return value in START_PLACES


def _are_hours(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and FEWEST_HOURS <= value <= MOST_HOURS


def _says_ascii(value: object) -> bool:
    return isinstance(value, bool) or value == AUTO


_PLACES: Final = f"{', '.join(START_PLACES[:-1])} or {START_PLACES[-1]}"

_KEYS: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    "theme": (_is_text, "theme is not text"),
    "start_place": (_is_place, f"start_place is not {_PLACES}"),
    "hours_per_week": (_are_hours, f"hours_per_week is not a number from {FEWEST_HOURS} to {MOST_HOURS}"),
    "ascii": (_says_ascii, f'ascii is not true, false or "{AUTO}"'),
}
"""For each key, what its value has to be, and what to say of one that is not."""


def _problem(path: Path, reason: str) -> str:
    return f"{plain(str(path))} cannot be used, so the defaults hold: {plain(reason)}."


def _problem_of(path: Path, reasons: list[str]) -> str:
    more = f", and {len(reasons) - _TOLD} more" if len(reasons) > _TOLD else ""
    return f"{plain(str(path))} cannot be used in full, so defaults hold: {', '.join(reasons[:_TOLD])}{more}."
