"""Keys of a person's own: which commands can have them, and what is wrong with those that were written.

Commands come from the bindings of the classes, so there is no second list of them. Dialogs and the
lines that text is typed in keep their keys, for their answers are told with them.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, format_key
from textual.screen import ModalScreen, Screen

from mltrack.core.records import dataclass

Keymap: TypeAlias = Mapping[str, tuple[str, ...]]
"""Id of a command to the keys it has been given."""

_HOUSE = "mltrack.tui"
_MODIFIERS = {"ctrl", "alt", "shift", "super", "hyper", "meta"}
_WORDS = {"backspace", "enter"}
"""Keys that are shown by their names: their signs are in few fonts."""
_MOST = 500
"""Entries of a keymap that are looked at: several times as many as there are commands."""
_WELCOME = "welcome."
"""The first question is not a dialog, and passes keys on to its list."""
_NAMES = {key.value.rpartition("+")[2] for key in Keys} | set(KEY_NAME_REPLACEMENTS.values())


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a key does, and the keys it has without a keymap."""

    id: str
    name: str
    words: str
    """What it does."""
    action: str
    keys: tuple[str, ...]
    owner: type[DOMNode]
    """The class that binds it."""


def commands() -> Mapping[str, Command]:
    """Every command that can be given other keys, by its id, in the order of the classes; loads every screen."""
    from pkgutil import iter_modules

    for module in iter_modules([str(Path(__file__).with_name("screens"))]):
        import_module(f"{_HOUSE}.screens.{module.name}")  # most are loaded when first shown; their keys count before
    return {one.id: one for one in _bound() if not _stays(one)}


def keys_of(command: Command, keymap: Keymap) -> tuple[str, ...]:
    """The keys of a command: its own ones, or those it was given."""
    return keymap.get(command.id, command.keys)


def checked(written: Mapping[str, str]) -> tuple[Keymap, Sequence[str]]:
    """What of a keymap holds, and what is wrong with the rest of it, in words."""
    if not written:
        return {}, []
    if len(written) > _MOST:
        return {}, [f"{len(written):,} commands are more than there are"]
    known, keymap, faults = commands(), dict[str, tuple[str, ...]](), list[str]()
    for name, text in written.items():
        if fault := _fault(known, name, text):
            faults.append(fault)
        else:
            keymap[name] = _names(text)
    while (clash := _first_clash(known, keymap)) is not None:
        name, key, other = clash
        del keymap[name]
        faults.append(f"{shown(key)} is a key of {other.id} too, so {name} keeps {keys_shown(known[name].keys)}")
    return keymap, faults


def taken_by(keymap: Keymap, name: str, key: str) -> Command | None:
    """Another command that has this key where command `name` can be given too; None where it is free."""
    known = commands()
    return _clash(known, {**keymap, name: (key,)}, name, key)


def homes_of(command: Command) -> Sequence[str]:
    """The places that a command can work in; none for one that works everywhere."""
    if issubclass(command.owner, App):
        return ()
    family = {command.owner, *_below(command.owner)}
    screens = {one: getattr(one, "PLACE", "") for one in _classes(Screen)}
    return sorted({place for one, place in screens.items() if place and (one in family or _shows(one, family))})


def shown(key: str) -> str:
    """A key as help shows it, such as "?" and "^r"."""
    *modifiers, name = key.split("+")
    name = name if name in _WORDS else format_key(name)
    return "".join("^" if one == "ctrl" else f"{one}+" for one in modifiers) + name


def keys_shown(keys: Sequence[str]) -> str:
    """Several keys, such as "j ↓"."""
    return " ".join(shown(key) for key in keys)


def _bound() -> Iterator[Command]:
    for owner in _classes(DOMNode):
        keys: dict[str, list[str]] = {}
        found: dict[str, Binding] = {}
        for key, binding in BindingsMap(vars(owner).get("BINDINGS", ())):
            if binding.id is not None:
                keys.setdefault(binding.id, []).append(key)
                found.setdefault(binding.id, binding)
        for name, one in found.items():
            yield Command(name, one.description, one.tooltip or one.description, one.action, tuple(keys[name]), owner)


def _classes(above: type[DOMNode]) -> Iterator[type[DOMNode]]:
    """The classes of ours below another one, each once."""
    seen: dict[type[DOMNode], None] = {}
    waiting = [above]
    while waiting:
        for one in waiting.pop().__subclasses__():
            if one not in seen:
                seen[one] = None
                waiting.append(one)
    return (one for one in seen if one.__module__.startswith(f"{_HOUSE}."))


def _stays(command: Command) -> bool:
    from textual.widgets import Input, TextArea

    return issubclass(command.owner, ModalScreen | Input | TextArea) or command.id.startswith(_WELCOME)


def _fault(known: Mapping[str, Command], name: str, text: str) -> str:
    """What is wrong with one entry; empty for nothing."""
    if name not in known:
        if any(one.id == name for one in _bound()):
            return f"the keys of {name}, in a dialog, stay as they are"
        from difflib import get_close_matches

        near = get_close_matches(name, known, 1)
        return f"there is no command '{name}'{f', only {near[0]}' if near else ''}"
    if not text.strip():
        return f"{name} is left without a key"
    wrong = next((part for part in text.split(",") if not _is_key(part.strip())), None)
    if wrong is None:
        return ""
    return f"'{wrong.strip()}' of {name} is not a key" if wrong.strip() else f"{name} has an empty key; , is comma"


def _is_key(text: str) -> bool:
    *modifiers, key = text.split("+")
    if not {*modifiers} <= _MODIFIERS or not key:
        return False
    return len(key) == 1 or key in _NAMES or _is_character(key)


def _is_character(name: str) -> bool:
    try:
        return bool(unicodedata.lookup(name.replace("_", " ").upper()))
    except KeyError:
        return False


def _names(text: str) -> tuple[str, ...]:
    """The keys that a text lists, as bindings name them: question_mark for ?."""
    return tuple(dict.fromkeys(key for key, _ in BindingsMap([Binding(text, "")])))


def _first_clash(known: Mapping[str, Command], keymap: Keymap) -> tuple[str, str, Command] | None:
    """A command that was given a key which another one has too, the last one first; None without any."""
    for name, keys in reversed(list(keymap.items())):
        for key in keys:
            if (other := _clash(known, keymap, name, key)) is not None:
                return name, key, other
    return None


def _clash(known: Mapping[str, Command], keymap: Keymap, name: str, key: str) -> Command | None:
    mine = known[name]
    for other in known.values():
        usual = key in mine.keys and key in other.keys
        if other is not mine and not usual and key in keys_of(other, keymap) and _meet(mine.owner, other.owner):
            return other
    return None


def _meet(one: type[DOMNode], other: type[DOMNode]) -> bool:
    """True where keys of both classes can work at the same time."""
    if issubclass(one, App) or issubclass(other, App):
        return True
    families = [{owner, *_below(owner)} for owner in (one, other)]
    if families[0] & families[1]:
        return True
    for screens, widgets in (families, families[::-1]):
        if any(issubclass(screen, Screen) and _shows(screen, widgets) for screen in screens):
            return True
    return False


def _below(owner: type[DOMNode]) -> set[type[DOMNode]]:
    return set(_classes(owner))


def _shows(screen: type[DOMNode], widgets: set[type[DOMNode]]) -> bool:
    """True where a screen has one of the widgets: its module, or that of a screen it is made from, imports it."""
    modules = [vars(sys.modules[one.__module__]) for one in screen.__mro__ if one.__module__.startswith(f"{_HOUSE}.")]
    return any(widget in module.values() for module in modules for widget in widgets)
