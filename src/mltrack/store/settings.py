"""What a person has set, as opposed to what they have done: a small JSON file that may be edited by hand.

Without it, or when it cannot be used, the defaults hold; losing it loses nothing that matters.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final

from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK, FEWEST_HOURS, MOST_HOURS
from mltrack.core.text import plain
from mltrack.errors import InvalidInput, reason_of
from mltrack.store.paths import Places
from mltrack.store.whole_file import locked, read_file, replace_file, told

_SET_ASIDE: Final = ".unreadable"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has set. Raises InvalidInput for hours that cannot be."""

    theme: str = ""
    """Name of the colour theme; empty for the default."""
    hours_per_week: float | None = None
    """Study hours a week that plans reckon with, from 1 to 100; None where the person has not said how many."""
    problem: str = field(default="", compare=False)
    """Why defaults hold although there is a file, as a sentence for a person; never saved."""

    def __post_init__(self) -> None:
        if self.hours_per_week is not None and not FEWEST_HOURS <= self.hours_per_week <= MOST_HOURS:
            raise InvalidInput(f"Hours a week are a number from {FEWEST_HOURS} to {MOST_HOURS}.")

    @property
    def weekly_hours(self) -> Fraction:
        """Study hours a week, exactly as they were written; the default where the person has not said how many."""
        return Fraction(str(DEFAULT_HOURS_PER_WEEK if self.hours_per_week is None else self.hours_per_week))


def load_settings(places: Places) -> Settings:
    """The settings, or the defaults: without a `problem` if there is no file, with one if it cannot be used.

    Of a file in which one value cannot be used, the others hold.
    """
    try:
        members = _members(places.settings)
    except OSError as error:
        return Settings(problem=_problem(places.settings, reason_of(error)))
    except (ValueError, RecursionError) as error:
        return Settings(problem=_problem(places.settings, str(error)))
    wrong = {key: reason for key, (fits, reason) in _KEYS.items() if key in members and not fits(members[key])}
    theme, hours = (None if key in wrong else members.get(key) for key in _KEYS)
    return Settings(
        plain(theme) if isinstance(theme, str) else "",
        hours if isinstance(hours, int | float) else None,
        _problem_of(places.settings, wrong.values()) if wrong else "",
    )


def save_settings(places: Places, settings: Settings) -> None:
    """Save the settings, all or none; keys of others in the file stay, and so does what was left at its default.

    A file that cannot be understood is set aside as `settings.json.unreadable`, not overwritten.
    Raises StoreError, StoreBusy.
    """
    path = Path(os.path.realpath(places.settings))  # a symbolic link stays one
    with locked(path):
        with told(path, "saved"):
            try:
                members = _members(path)
            except (ValueError, RecursionError):
                path.replace(path.with_name(path.name + _SET_ASIDE))
                members = {}
        if settings.theme or _is_text(members.get("theme")):
            members["theme"] = settings.theme
        if settings.hours_per_week is not None:
            members["hours_per_week"] = settings.hours_per_week
        text = json.dumps(members, indent=2, sort_keys=True) + "\n"
        replace_file(path, text.encode("utf-8"))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_hours(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and FEWEST_HOURS <= value <= MOST_HOURS


_KEYS: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    "theme": (_is_text, "theme is not text"),
    "hours_per_week": (_are_hours, f"hours_per_week is not a number from {FEWEST_HOURS} to {MOST_HOURS}"),
}
"""For each key, what its value has to be, and what to say of one that is not."""


def _members(path: Path) -> dict[str, object]:
    """The keys and values of the file, none without one; raises OSError, ValueError, RecursionError."""
    found = read_file(path)
    if found is None:
        return {}
    members: object = json.loads(found[0].decode("utf-8-sig"))
    if not isinstance(members, dict):
        raise ValueError("it is not a JSON object")
    return members


def _problem(path: Path, reason: str) -> str:
    return f"{plain(str(path))} cannot be used, so the defaults hold: {plain(reason)}."


def _problem_of(path: Path, reasons: Iterable[str]) -> str:
    return f"{plain(str(path))} cannot be used in full, so defaults hold: {', '.join(reasons)}."
