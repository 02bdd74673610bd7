"""Writing `config.toml`: one value is changed, and every comment, order and value of the person's own stays.

TOML Kit does that; it is imported only here, when something is saved.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeAlias

from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK, FEWEST_HOURS, MOST_HOURS
from mltrack.core.text import plain
from mltrack.errors import StoreError
from mltrack.store.paths import Places
from mltrack.store.settings import (
    AUTO,
    KEYMAP,
    START_PLACES,
    check_setting,
    flat,
    json_members,
    toml_members,
    usable,
)
from mltrack.store.whole_file import locked, read_file, replace_file, told

Value: TypeAlias = str | float | bool | None
"""What can be set. None is said of keys, which are then the usual ones, and of `ascii`: as the terminal can."""

_BEGINNING: Final = f"""\
# Settings of mltrack. Change them here, or in the app: its key is the comma.
# What you write here stays as you write it, comments and order too.

# The colours: mltrack-dark, mltrack-light or another theme that the app lists.
# Default: mltrack-dark
# theme = "mltrack-dark"

# Where the app opens: {", ".join(START_PLACES)}.
# Default: {START_PLACES[0]}
# start_place = "{START_PLACES[0]}"

# Study hours a week that plans reckon with, from {FEWEST_HOURS} to {MOST_HOURS}.
# Default: {DEFAULT_HOURS_PER_WEEK}
# hours_per_week = {DEFAULT_HOURS_PER_WEEK}

# Draw with plain ASCII signs, for fonts without lines and blocks: true, false, or "{AUTO}" for as the terminal can.
# Default: "{AUTO}"
# ascii = "{AUTO}"

[{KEYMAP}]
# Keys of your own: the name of a command, and its keys with commas between them.
# The settings in the app list every command and take a key by its being pressed.
# Default: none, every command has the keys that help (?) shows
# "app.quit" = "q,ctrl+x"
"""
"""A new file: every setting with what it is, and its default as a comment."""


def save_setting(places: Places, key: str, value: Value) -> None:
    """Set one `key`, such as "theme", or "keymap.app.quit" for the keys of a command; all else in the file stays.

    A first `config.toml` takes over what a `settings.json` holds, which stays where it is. A file that
    cannot be understood is not touched. Raises InvalidInput for a value that cannot be, StoreError, StoreBusy.
    """
    check_setting(key, value)
    path = Path(os.path.realpath(places.settings))  # a symbolic link stays one
    with locked(path):
        with told(path, "saved"):
            text = _text(path)
        if text is None:
            text = _BEGINNING
            for old, kept in _kept(places.old_settings).items():
                text = _changed(path, text, old, kept)
        replace_file(path, _changed(path, text, key, value).encode("utf-8"))


def _text(path: Path) -> str | None:
    """The file as text, None without one; raises OSError, and StoreError for one that cannot be understood."""
    try:
        toml_members(path)
        found = read_file(path)
    except ValueError as error:
        sentence = f"{plain(str(path))} cannot be understood, so it was left as it is: {plain(str(error))}."
        raise StoreError(sentence) from error
    return found[0].decode("utf-8-sig") if found else None


def _kept(path: Path) -> Mapping[str, Any]:
    """What can be used of the settings of an earlier version."""
    with suppress(OSError, ValueError):
        return usable(json_members(path))
    return {}


def _changed(path: Path, text: str, key: str, value: Value) -> str:
    """The text with one value set; raises StoreError where that would change anything else."""
    table, _, name = key.partition(".")
    value = AUTO if value is None and not name else value
    try:
        changed = _keys_set(text, name, value) if name else _value_set(text, table, value)
        sound = _meaning(changed) == _wanted(text, key, value)
    except (ValueError, RecursionError, KeyError):  # TOML Kit's own faults are ValueErrors
        sound = False
    if not sound:
        raise StoreError(f"{plain(str(path))} is written in a way that mltrack cannot change: set {plain(key)} there.")
    return changed


def _value_set(text: str, key: str, value: Value) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    if key not in document:
        # The default is there as a comment, which is where the value belongs.
        line = f"{key} = {tomlkit.item(value).as_string()}"
        filled = re.sub(rf"(?m)^#[ \t]*{re.escape(key)}[ \t]*=[^\r\n]*", lambda _: line, text, count=1)
        if filled != text and _understood(filled) == {**document.unwrap(), key: value}:
            return filled
    document[key] = value
    return tomlkit.dumps(document)


def _keys_set(text: str, command: str, keys: Value) -> str:
    """The text with the keys of one command set, or without any of it."""
    import tomlkit

    document = tomlkit.parse(text)
    if KEYMAP not in document:
        document[KEYMAP] = tomlkit.table()
    if not isinstance(document[KEYMAP], Mapping):
        raise ValueError("the keys are in no table")
    table, name = _holding(document[KEYMAP], command)
    if keys is not None:
        table[name] = keys
    elif name in table:
        del table[name]
    return tomlkit.dumps(document)


def _holding(table: Any, command: str) -> tuple[Any, str]:
    """The table that has the keys of a command or is to have them, and their name in it."""
    parts = command.split(".")
    for end in range(1, len(parts)):
        inner = table.get(".".join(parts[:end]))
        rest = ".".join(parts[end:])
        if isinstance(inner, Mapping) and rest in dict(flat(inner)):
            return _holding(inner, rest)
    return table, command


def _understood(text: str) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _meaning(text: str) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """What a text says: the settings, and the keys of commands."""
    members = tomllib.loads(text)
    keys = members.get(KEYMAP)
    if not isinstance(keys, dict):
        return members, {}
    return {key: value for key, value in members.items() if key != KEYMAP}, dict(flat(keys))


def _wanted(text: str, key: str, value: Value) -> tuple[Mapping[str, object], Mapping[str, object]]:
    members, keys = _meaning(text)
    table, _, name = key.partition(".")
    if not name:
        return {**members, table: value}, keys
    others = {one: held for one, held in keys.items() if one != name}
    return members, {**others, name: value} if value is not None else others
