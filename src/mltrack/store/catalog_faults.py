"""What pydantic says of an entry, as faults: by file, line and key, in sentences that say what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias, Union, get_args, get_origin, get_type_hints

from mltrack.core.entries import Credential, Effort, Milestone, Resource, Span
from mltrack.core.fault_keys import counted_from_one, shown_key
from mltrack.core.figures import Citation
from mltrack.core.index import Entry
from mltrack.core.joining import OVERRIDE
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has
from mltrack.core.suggestions import meant, near_ones
from mltrack.core.text import plain
from mltrack.errors import Fault

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Raw: TypeAlias = "str | int | float | bool | list[Raw] | dict[str, Raw] | object"

_SHAPES: Final = {"Has": ("has",), "AllOf": ("all",), "AnyOf": ("any",), "AtLeast": ("at_least", "of")}
_SHAPELESS: Final = "a requirement says has = ..., all = [...], any = [...] or at_least = n with of = [...]"
_WITH: Final = {"at_least": "of", "of": "at_least", "level": "has"}
"""Keys of a requirement, each with the one that it goes with."""
_GROUPS: Final = ("has", "all", "any", "of")
_WRITTEN: Final[Mapping[type, str]] = {
    Span: "a range: { low = 30, high = 50 }",
    Citation: 'a source and the heading in it: { source = "its-id", at = "Heading" }',
    Has: 'a milestone, with a level if it is a skill: { has = "its-id", level = "working" }',
    Resource: 'a title and a link: { title = "Course", url = "https://..." }',
    Effort: 'an effort: { basis = "estimate", hours = { low = 30, high = 50 } }',
    Credential: "a table of its own: [certification.credential]",
}
"""How something is written of which there is more than one key."""
_SHAPE_KEYS: Final = {**_SHAPES, "Has": ("has", "level")}
_QUOTED: Final = re.compile(r"'([^']*)'")
_IN_TEXT: Final = re.compile(r"\s*([+-]?\d{1,9}(?:[.,]\d{1,9})?)\s*(%?)\s*", re.ASCII)
"""A number that stands in quotes, and its sign of percent."""
_LONGEST: Final = 40
"""Characters that are repeated of a word that there is not."""
_FEW: Final = 16
"""Keys that are listed where none is near."""


@dataclass(frozen=True)
class At:
    """An entry as it stands in a file."""

    raw: Raw
    type_: type[Entry]
    """What it is to be."""
    own: bool
    """True where it may say that it overrides another one."""
    place: str
    """The file."""
    key: str
    """The table, and which one it is, such as `skill[2]`."""
    line_of: Callable[[str], int]
    """The line of a key below it."""

    def fault(self, key: str, sentence: str) -> Fault:
        """A fault of the entry, by the key as it is shown."""
        shown = plain(shown_key(self._head, key, _labels(self.raw)))
        return Fault(self.place, shown, plain(sentence), self.line_of(key), entry=self.entry)

    @property
    def table(self) -> str:
        """The name of its table."""
        return self.key.partition("[")[0]

    @property
    def _head(self) -> str:
        """The id of the entry where it says one; else which of the tables it is, counted from 1."""
        entry_id = self.raw.get("id") if isinstance(self.raw, dict) else None
        return entry_id if isinstance(entry_id, str) and entry_id else counted_from_one(self.key)

    @property
    def entry(self) -> str:
        """What is left out for its faults."""
        is_named = self._head != counted_from_one(self.key)
        return plain(f"{noun_of(self.table)} {self._head}" if is_named else f"the {self._head}")


def noun_of(table: str) -> str:
    """What the entries of a table are called beside others: "milestone" for every kind of these."""
    return "milestone" if table in _KINDS else table


_KINDS: Final = frozenset({"degree", "certification", "skill", "experience", "project"})


def _labels(raw: Raw) -> Sequence[str | None]:
    asked = raw.get("requirements") if isinstance(raw, dict) else None
    labels = [one.get("label") if isinstance(one, dict) else None for one in asked] if isinstance(asked, list) else []
    return [label if isinstance(label, str) else None for label in labels]


def faults_of(details: Iterable[ErrorDetails], at: At, *, overrides: bool) -> Iterator[Fault]:
    """One fault an error, without the branches of a requirement that its author did not mean.

    What an entry that `overrides` lacks of a whole one is one fault.
    """
    seen: set[tuple[str, str]] = set()
    found = [one for one in (_follow(detail, at.raw) for detail in details) if one is not None]
    missing = dict.fromkeys(one.path for one in found if one.what == "missing")
    meant_by = {one.path: _nearest_missing(one.path, missing) for one in found if one.what == "unknown"}
    told = {*meant_by.values()}  # what is missing is there, under a name that is written wrong
    if overrides and (lacked := [str(path[0]) for path in missing if len(path) == 1 and path not in told]):
        told |= {(key,) for key in lacked}
        sentence = f"an override takes the place of the whole entry, and this one still lacks {', '.join(lacked)}"
        yield at.fault(OVERRIDE, sentence)
    for one in found:
        if one.path in told and one.what == "missing":
            continue
        key = _joined(_about(one))
        sentence = _sentence(one, at, meant_by.get(one.path))
        if (key, sentence) not in seen:
            seen.add((key, sentence))
            yield at.fault(key, sentence)


_Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class _Wrong:
    path: _Path
    what: str
    """ "shapeless", "missing", "unknown", or pydantic's own word for it."""
    value: Raw
    said: str = ""
    type_: str = ""
    """The name of the class that was expected."""


def _follow(detail: ErrorDetails, raw: Raw) -> _Wrong | None:
    """Where in the file it is, by keys that the file has; None for a shape its author did not write."""
    path: list[str | int] = []
    for part in detail["loc"]:
        if isinstance(part, str) and part in _SHAPES:
            written = _shape_written(raw)
            if written is None:
                return _Wrong(tuple(path), "shapeless", raw)
            if part != written:
                return None
            continue
        path.append(part)
        raw = _below(raw, part)
    what = {"missing": "missing", "unexpected_keyword_argument": "unknown"}.get(detail["type"], detail["type"])
    said = str(detail["ctx"]["error"]) if what == "value_error" else detail["msg"]
    return _Wrong(tuple(path), what, raw, said, str(detail.get("ctx", {}).get("class_name", "")))


def _about(one: _Wrong) -> _Path:
    """Where it is; where a sentence about several keys begins with one, such as `low = 3`, there."""
    key = one.said.partition(" = ")[0]
    is_key = one.what == "value_error" and isinstance(one.value, dict) and key in one.value
    return (*one.path, key) if is_key else one.path


def _below(raw: Raw, part: str | int) -> Raw:
    if isinstance(raw, dict) and isinstance(part, str):
        return raw.get(part)
    if isinstance(raw, list) and isinstance(part, int) and part < len(raw):
        return raw[part]
    return None


def _shape_written(raw: Raw) -> str | None:
    if not isinstance(raw, dict):
        return None
    return next((shape for shape, keys in _SHAPES.items() if any(key in raw for key in keys)), None)


def _joined(path: _Path) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")


def _nearest_missing(path: _Path, missing: Collection[_Path]) -> _Path | None:
    """The key that is missing beside one that nobody knows, where the two are much alike."""
    beside = {str(one[-1]): one for one in missing if one[:-1] == path[:-1]}
    near = near_ones(str(path[-1]), beside)
    return beside[near[0]] if near else None


def _sentence(one: _Wrong, at: At, instead: _Path | None) -> str:
    match one.what:
        case "shapeless":
            return _SHAPELESS
        case "missing":
            return "this key is missing"
        case "unknown":
            return _unknown(one, at, instead)
        case "value_error":
            return one.said
        case _:
            return _of_type(one, at)


def _unknown(one: _Wrong, at: At, instead: _Path | None) -> str:
    key, around = str(one.path[-1]), at.raw
    for part in one.path[:-1]:
        around = _below(around, part)
    if instead is not None:
        return f"unknown key '{key}'{meant([str(instead[-1])])}"
    if _is_requirement(at.type_, one.path[:-1]) and isinstance(around, dict):
        if key in _WITH and (others := [group for group in _GROUPS if group in around and group != key]):
            return f"{key} goes with {_WITH[key]}, not with {others[0]}"
        if key in _GROUPS:
            return f"a requirement has one of {', '.join(_GROUPS)}; another one stands in a {{ }} of its own"
        keys: Sequence[str] = _SHAPE_KEYS[_shape_written(around) or "Has"]
    else:
        keys = _keys(one.path[:-1], at)
    if near := near_ones(key, keys):
        return f"unknown key '{key}'{meant(near[:1])}"
    free = [name for name in keys if not isinstance(around, dict) or name not in around]
    return f"unknown key; here may stand {', '.join(free[:_FEW])}" if free else "unknown key"


def _of_type(one: _Wrong, at: At) -> str:  # noqa: PLR0911 - one a type
    """What stands there instead of a value of another type."""
    match one.what:
        case "string_type":
            return 'text stands in "quotes"'
        case "int_type" | "int_from_float":
            return f"a whole number, without quotes and without a point: {_whole(one.value)}"
        case "float_type":
            return _number(one.value)
        case "bool_type":
            return "true or false, without quotes"
        case "date_type" | "date_parsing" | "date_from_datetime_parsing":
            return 'a date is written "2026-11-28"'
        case "tuple_type":
            return _list(one, at)
        case "dataclass_type":
            return next((words for kind, words in _WRITTEN.items() if kind.__name__ == one.type_), "a table")
        case "enum":
            return _one_of(_QUOTED.findall(one.said), one.value)
        case _:
            return one.said[:1].lower() + one.said[1:]


def _whole(value: Raw) -> str:
    """The number that was meant, as far as can be told: a point or a comma between thousands is none."""
    digits = "".join(sign for sign in str(value) if sign.isdecimal())
    if isinstance(value, float) and value == round(value, 3) and not value.is_integer():
        return f"{round(value * 1000)}"
    if isinstance(value, float):
        return f"{value:.0f} or {value * 1000:.0f}"
    return digits if isinstance(value, str) and 0 < len(digits) < _FEW else "78000"


def _number(value: Raw) -> str:
    """That a number stands there, and which one was meant, as far as can be told."""
    found = _IN_TEXT.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return "a number, without quotes: 30"
    percent = " and without %" if found[2] else ""
    return f"a number, without quotes{percent}: {found[1].replace(',', '.')}"


def _one_of(words: Sequence[str], value: Raw) -> str:
    """Which words there are, and that it is none of them."""
    if not isinstance(value, str):
        return f'one of {", ".join(words)}, in "quotes"'
    written = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}..."
    return f"one of {', '.join(words)}, not '{written}'{meant(near_ones(value.casefold(), words)[:1])}"


def _list(one: _Wrong, at: At) -> str:
    item = _item(_type_at(at.type_, one.path))
    if item in (Citation, Has, Resource):
        return f"a list stands in [ ]: [{_WRITTEN[item].partition(': ')[2]}]"
    if isinstance(item, type) and is_dataclass(item) and isinstance(one.value, dict):
        table = ".".join((at.table, *(str(part) for part in one.path if isinstance(part, str))))
        return f"a list of tables is written [[{table}]]"
    if isinstance(item, type) and issubclass(item, str):
        return 'a list of texts stands in [ ]: ["one", "another"]'
    return "a list stands in [ ]"


# What the classes say of a place in an entry


def _keys(path: _Path, at: At) -> Sequence[str]:
    """The keys that there are at a place."""
    found = _members(_type_at(at.type_, path))
    names = list(dict.fromkeys(field.name for one in found if is_dataclass(one) for field in fields(one)))
    if path:
        return names
    if at.type_ is Milestone:
        names = [one for one in names if one != "kind" and (one != "credential" or at.table == "certification")]
    return [*names, OVERRIDE] if at.own else names


def _is_requirement(type_: type[Entry], path: _Path) -> bool:
    return {Has, AllOf, AnyOf, AtLeast} <= {*_members(_type_at(type_, path))}


def _type_at(type_: object, path: _Path) -> object:
    """The type of what stands at a place; None where that is nothing."""
    for part in path:
        if isinstance(part, int):
            type_ = _item(type_)
            continue
        hints = [get_type_hints(one) for one in _members(type_) if is_dataclass(one) and isinstance(one, type)]
        type_ = next((hint[part] for hint in hints if part in hint), None)
    return type_


def _members(type_: object) -> Sequence[object]:
    """The types of a union, without None; of anything else itself."""
    if get_origin(type_) is Annotated:
        return _members(get_args(type_)[0])
    if get_origin(type_) in (Union, UnionType):
        return [member for one in get_args(type_) if one is not type(None) for member in _members(one)]
    return [type_]


def _item(type_: object) -> object:
    """What a list has in it."""
    return next((get_args(one)[0] for one in _members(type_) if get_origin(one) is tuple), None)
