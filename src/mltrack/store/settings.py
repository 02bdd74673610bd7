"""What a person has set, as opposed to what they have done: a small JSON file that may be edited by hand.

Without it, or when it cannot be used, the defaults hold; losing it loses nothing that matters.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mltrack.core.text import plain
from mltrack.errors import reason_of
from mltrack.store.paths import Places
from mltrack.store.whole_file import locked, read_file, replace_file, told

_SET_ASIDE: Final = ".unreadable"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has set."""

    theme: str = ""
    """Name of the colour theme; empty for the default."""
    problem: str = field(default="", compare=False)
    """Why the defaults hold although there is a file, as a sentence for a person; never saved."""


def load_settings(places: Places) -> Settings:
    """The settings, or the defaults: without a `problem` if there is no file, with one if it cannot be used."""
    try:
        theme = _members(places.settings).get("theme", "")
        if not isinstance(theme, str):
            raise ValueError("theme is not text")
    except OSError as error:
        return Settings(problem=_problem(places.settings, reason_of(error)))
    except (ValueError, RecursionError) as error:
        return Settings(problem=_problem(places.settings, str(error)))
    return Settings(plain(theme))


def save_settings(places: Places, settings: Settings) -> None:
    """Save the settings, all or none; keys of others in the file stay.

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
        members["theme"] = settings.theme
        text = json.dumps(members, indent=2, sort_keys=True) + "\n"
        replace_file(path, text.encode("utf-8"))


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
