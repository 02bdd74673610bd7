"""Ten synthetic job postings, each with a hand-made key: what a careful adviser takes from it, and what not.

Companies and texts are invented. The keys go by the wording tables in catalog/README.md. What those leave open is
decided here, and the same way in every key:

- "preferred", "desirable", "desired", "ideally" and "good" are recommended; "nice to have", "bonus", "a plus",
  "advantageous", "welcome" and "it helps" are optional. What a list of what applicants bring names bare is required.
- "strong", "excellent" and "very good" are proficient, "expert" is expert, "awareness" and "a bit of" are familiar.
- What is asked for twice stands once, as the firmer of the two.
- A field of study is no skill, and a product or language that the catalog does not have is no other one.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mltrack.core.entries import Seniority, Strength
from mltrack.core.requirements import AllOf, AnyOf, Has, Level, Requirement, leaves

FOLDER: Final = Path(__file__).with_name("postings")

KEYS: Final = {
    "key": {"title", "level", "requirement", "fair", "not"},
    "requirement": {"needs", "any", "all", "unlisted", "level", "strength", "years", "words"},
    "mention": {"milestone", "words"},
}
"""What may stand in a key, so that a slip of the pen is not a requirement left out."""

UNSEEN: Final = re.compile("[\u00ad\u200b]|<[^<>]*>|[*]{2}|`")
"""Soft hyphens, spaces of no width, tags and Markdown's marks: in the file, but not on the page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement of the key.

    `needs` is None where the catalog has no milestone for it: the adviser writes it down as a gap of the catalog.
    Of alternatives only those that the catalog has are there. `years` is the least that is asked for.
    """

    needs: Requirement | None
    strength: Strength
    words: str
    years: int | None

    @property
    def milestones(self) -> frozenset[str]:
        """The ids that it names."""
        return frozenset() if self.needs is None else frozenset(leaf.has for leaf in leaves(self.needs))


@dataclass(frozen=True, slots=True)
class Mention:
    """A milestone and the words that bring it to mind."""

    milestone: str
    words: str


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting as it is on disk, and its key."""

    path: Path
    data: bytes
    title: str
    level: Seniority
    asked: tuple[Asked, ...]
    fair: tuple[Mention, ...]
    """What two careful advisers would judge differently: neither a find nor a mistake."""
    traps: tuple[Mention, ...]
    """What is named and not asked for: to take it for a requirement is a mistake."""

    @property
    def name(self) -> str:
        """What it is called in a list of test cases."""
        return self.path.stem

    @property
    def text(self) -> str:
        """The posting as it is pasted, line ends and left-overs included."""
        return self.data.decode("utf-8")


def on_the_page(text: str) -> str:
    """A text as a reader sees it: no tags, entities, marks or soft hyphens, and one space wherever there is space."""
    return " ".join(UNSEEN.sub("", html.unescape(UNSEEN.sub("", text))).split())


def load_postings() -> tuple[Posting, ...]:
    """All postings, by name. Raises ValueError where a key holds something that no key has."""
    return tuple(map(_posting, sorted(FOLDER.glob("*.key.toml"))))


def _posting(key_path: Path) -> Posting:
    name = key_path.name.removesuffix(".key.toml")
    (path,) = (found for found in FOLDER.glob(f"{name}.*") if found.suffix in {".txt", ".md"})
    key = tomllib.loads(key_path.read_text("utf-8"))
    _check(key, "key", name)
    return Posting(
        path=path,
        data=path.read_bytes(),
        title=str(key["title"]),
        level=Seniority(key.get("level", Seniority.UNSTATED.value)),
        asked=tuple(_asked(entry, name) for entry in key["requirement"]),
        fair=tuple(_mention(entry, name) for entry in key.get("fair", ())),
        traps=tuple(_mention(entry, name) for entry in key["not"]),
    )


def _asked(entry: Mapping[str, Any], name: str) -> Asked:
    _check(entry, "requirement", name)
    if len(entry.keys() & {"needs", "any", "all", "unlisted"}) != 1:
        raise ValueError(f"{name}: {entry['words']!r} has not one of needs, any, all and unlisted")
    years = entry.get("years")
    return Asked(
        needs=_needs(entry),
        strength=Strength(entry["strength"]),
        words=str(entry["words"]),
        years=None if years is None else int(years),
    )


def _needs(entry: Mapping[str, Any]) -> Requirement | None:
    level = Level(entry["level"]) if "level" in entry else None
    if "any" in entry:
        return AnyOf(tuple(Has(each, level) for each in entry["any"]))
    if "all" in entry:
        return AllOf(tuple(Has(each, level) for each in entry["all"]))
    return Has(entry["needs"], level) if "needs" in entry else None


def _mention(entry: Mapping[str, Any], name: str) -> Mention:
    _check(entry, "mention", name)
    return Mention(milestone=str(entry["milestone"]), words=str(entry["words"]))


def _check(entry: Mapping[str, Any], table: str, name: str) -> None:
    unknown = entry.keys() - KEYS[table]
    if unknown:
        raise ValueError(f"{name}: a {table} has no {', '.join(sorted(unknown))}")
