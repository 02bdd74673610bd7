"""The role that a job posting makes, as a catalog file of a person's own, with the words of the posting beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from mltrack.core.entries import Role, RoleRequirement
from mltrack.core.figures import Citation, Source
from mltrack.core.posting_draft import Draft, Line
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Requirement
from mltrack.core.text import plain
from mltrack.store.catalog_schema import SCHEMA

_WIDTH: Final = 118
_MOST_SENTENCES: Final = 4
"""Sentences of the posting that stand above one requirement."""
_LONGEST_SENTENCE: Final = 400
_LONGEST_VALUE: Final = 300
"""Characters: far below what a line of a catalog file may have."""


def posting_file(draft: Draft, role: Role, source: Source) -> str:
    """The file of `role`, made of `draft` and resting on `source`; it is TOML whatever they hold."""
    lines = [
        f"#:schema ./{SCHEMA}",
        "# A role made of a job posting. Above each requirement stand the words of the posting that ask for it: see",
        "# what became of them, and change what is not right. mltrack catalog check says whether the file can be used.",
        "",
        "[[source]]",
        f"id = {_text(source.id)}",
        f"title = {_text(source.title)}",
        *(f"{key} = {_text(value)}" for key, value in _stated(source)),
        "",
        "[[role]]",
        f"id = {_text(role.id)}",
        f"title = {_text(role.title)}",
        f"level = {_text(role.level.value)}",
        f"family = {_text(role.family)}",
        f"summary = {_text(role.summary)}",
    ]
    for line, requirement in zip(draft.lines, role.requirements, strict=True):
        lines += ["", *_requirement(line, requirement)]
    if draft.unknown:
        lines += ["", "# Asked for as well, and not found in the catalog:"]
        lines += [comment for words in draft.unknown for comment in _comment(words.text)]
    return "\n".join(lines) + "\n"


def _stated(source: Source) -> Iterator[tuple[str, str]]:
    for key, value in (("publisher", source.publisher), ("url", source.url), ("accessed", source.accessed)):
        if value:
            yield key, value


def _requirement(line: Line, requirement: RoleRequirement) -> Iterator[str]:
    for words in line.words[:_MOST_SENTENCES]:
        yield from _comment(words.text)
    yield "[[role.requirements]]"
    yield f"label = {_text(requirement.label)}"
    yield f"strength = {_text(requirement.strength.value)}"
    yield f"needs = {_needs(requirement.needs)}"
    yield f"cites = [{_listed([_cite(one) for one in requirement.cites])}]"


def _needs(needs: Requirement) -> str:
    match needs:
        case Has():
            level = f", level = {_text(needs.level.value)}" if needs.level else ""
            return f"{{ has = {_text(needs.has)}{level} }}"
        case AllOf():
            return f"{{ all = [{_listed([_needs(part) for part in needs.parts])}] }}"
        case AnyOf():
            return f"{{ any = [{_listed([_needs(part) for part in needs.parts])}] }}"
        case AtLeast(count):
            return f"{{ at_least = {count}, of = [{_listed([_needs(part) for part in needs.parts])}] }}"


def _cite(cite: Citation) -> str:
    return f"{{ source = {_text(cite.source)}, at = {_text(cite.at)} }}"


def _listed(items: list[str]) -> str:
    """The items of a list, on one line where there is room for them."""
    flat = ", ".join(items)
    return flat if len(flat) < _WIDTH - 20 else "".join(f"\n  {item}," for item in items) + "\n"


def _text(value: str) -> str:
    """A value in quotes: TOML escapes as JSON does."""
    return json.dumps(plain(value)[:_LONGEST_VALUE], ensure_ascii=False)


def _comment(words: str) -> Iterator[str]:
    """Words as remarks: nothing in them ends a line."""
    short = plain(words)
    short = short if len(short) <= _LONGEST_SENTENCE else f"{short[:_LONGEST_SENTENCE]} ..."
    for line in wrap(f"\u201c{short}\u201d", _WIDTH - 2):
        yield f"# {line}"
