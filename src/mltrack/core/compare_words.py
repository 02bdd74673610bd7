"""Roles side by side in words that every face says alike."""

from __future__ import annotations

from typing import Final

from mltrack.core.catalog import Catalog
from mltrack.core.compare import AskedLine, Part
from mltrack.core.nearest import Near
from mltrack.core.requirements import AnyOf, Has
from mltrack.core.total_words import leaf_title

SHARED: Final = "Asked for by two or more"


def missing_titles(catalog: Catalog, near: Near) -> list[str]:
    """What a role's required requirements still lack."""
    return [leaf_title(catalog, leaf) for leaf in near.missing] or ["nothing"]


def ask_words(part: Part) -> str:
    """How a role asks for something, such as "required, proficient" and "recommended, one of 8"."""
    return ", ".join(words for words in (part.strength.value, how_much(part)) if words)


def how_much(part: Part) -> str:
    """The level of a skill, or how many of how many alternatives; empty for what has neither."""
    if isinstance(part.needs, Has):
        return part.needs.level.value if part.needs.level else ""
    least = "one" if isinstance(part.needs, AnyOf) or part.needs.count == 1 else f"{part.needs.count}"
    return f"{least} of {len(part.needs.parts)}"


def line_title(catalog: Catalog, line: AskedLine) -> str:
    """What is asked for; where roles offer different alternatives, how many they have in common."""
    if line.milestone is not None:
        return catalog.milestone_title(line.milestone)
    return line.label if line.alike else f"{line.label} ({line.common} shared)"
