"""Catalog files of as many generated roles as are asked for: a program that writes them.

    python -m tests.benchmarks.grown FOLDER ROLES

With `MLTRACK_CATALOG=FOLDER` the program runs on them. Its first start there compiles them, which
takes seconds; what is to be measured are the starts after it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

from mltrack.core.entries import Milestone, Role
from mltrack.core.figures import Source
from tests.benchmarks.cost_curve import generated

LARGEST = 900_000
"""Bytes of a file; the program reads none of more than a million."""


def catalog(folder: Path, roles: int) -> None:
    """Write a generated catalog of so many roles below `folder`, the same on every run.

    174 roles come with 1,000 milestones, 1,740 with some 10,000.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = generated(roles)
    for name, entries in (
        ("sources", made.sources.values()),
        ("milestones", made.milestones.values()),
        ("roles", made.roles.values()),
    ):
        for number, text in enumerate(_files(map(_entry, entries))):
            (folder / f"{name}-{number:03}.toml").write_text(text, "utf-8")


def _files(entries: Iterable[str]) -> Iterator[str]:
    """The texts of files that hold the entries, none larger than a file may be."""
    texts: list[str] = []
    size = 0
    for text in entries:
        if size + len(text) > LARGEST:
            yield "\n".join(texts)
            texts, size = [], 0
        texts.append(text)
        size += len(text) + 1
    yield "\n".join(texts)


def _entry(entry: Source | Milestone | Role) -> str:
    """An entry as a table of TOML; what a role asks for as tables below it, which have lines of their own."""
    named = _stated(entry)
    match entry:
        case Source():
            table = "source"
        case Milestone():
            table = entry.kind.value
            del named["kind"]
        case Role():
            table = "role"
    asked = named.pop("requirements", ())
    lines = [f"[[{table}]]", *_lines(named)]
    if isinstance(asked, tuple):
        for one in asked:
            lines += [f"[[{table}.requirements]]", *_lines(_stated(one))]
    return "\n".join([*lines, ""])


def _stated(record: object) -> dict[str, object]:
    """What a record holds beside its defaults, by key."""
    if not is_dataclass(record):
        raise TypeError(f"{record!r} is no record")
    held = {field.name: (getattr(record, field.name), field.default) for field in fields(record)}
    return {name: value for name, (value, default) in held.items() if value != default}


def _lines(keys: Mapping[str, object]) -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in keys.items())


def _value(value: object) -> str:
    """A value as TOML writes it; what is plain is written as JSON writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Enum):
        return _value(value.value)
    if is_dataclass(value):
        return f"{{ {', '.join(_lines(_stated(value)))} }}"
    return json.dumps(value)


if __name__ == "__main__":
    catalog(Path(sys.argv[1]), int(sys.argv[2]))
