"""Next steps, nearest roles, moves and what-if as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mltrack.cli.advice_text import (
    NEAREST_ORDER,
    NOTHING_NEXT,
    change_words,
    first_words,
    grouped_effects,
    level_hint,
    near_words,
    next_heading,
    no_target,
    supposed_words,
)
from mltrack.core.advice import NextStep, reason
from mltrack.core.journal import at_level
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.core.total_words import plan_words
from mltrack.exchange.markdown import escaped, table

if TYPE_CHECKING:
    from mltrack.core.nearest import Near
    from mltrack.core.whatif import RoleEffect, WhatIf


def next_markdown(snapshot: Snapshot, steps: Sequence[NextStep], primary: str | None, count: int) -> list[str]:
    """`next --markdown`."""
    rows = [
        (
            at_level(snapshot.catalog.milestone_title(step.milestone), step.level),
            "; ".join(words for words in (reason(snapshot, step), first_words(snapshot.catalog, step)) if words),
        )
        for step in steps[:count]
    ]
    lines = [f"## {escaped(next_heading(snapshot, primary))}", ""]
    lines += table(["Milestone", "Why"], rows) if rows else [escaped(NOTHING_NEXT)]
    return lines if primary else [*lines, "", escaped(no_target(snapshot))]


def nearest_markdown(snapshot: Snapshot, found: Sequence[Near]) -> list[str]:
    """`nearest --markdown`."""
    rows = [(snapshot.catalog.role_title(near.role), near_words(near)) for near in found]
    return ["## Nearest roles", "", NEAREST_ORDER, "", *table(["Role", "How far"], rows)]


def ranked_markdown(snapshot: Snapshot, ids: Sequence[str], count: int) -> list[str]:
    """`moves --markdown`."""
    rows = [
        (
            at_level(snapshot.catalog.milestone_title(one), snapshot.supposed_level(one)),
            f"{len(snapshot.moves(one)):,}",
        )
        for one in ids[:count]
    ]
    return ["## What moves most roles", "", *table(["Milestone", "Roles moved"], rows)]


def moved_markdown(snapshot: Snapshot, milestone_id: str, effects: Sequence[RoleEffect]) -> list[str]:
    """`moves ID --markdown`."""
    title = at_level(snapshot.catalog.milestone_title(milestone_id), snapshot.supposed_level(milestone_id))
    return [f"## What {escaped(title)} moves", "", *_effects(snapshot, effects)]


def what_if_markdown(snapshot: Snapshot, result: WhatIf, level: Level | None) -> list[str]:
    """`whatif --markdown`."""
    catalog = snapshot.catalog
    lines = [f"## If you had done {escaped(supposed_words(catalog, result.supposed))}", ""]
    if hint := level_hint(catalog, result, level):
        lines += [escaped(hint), ""]
    for heading, effects in grouped_effects(result):
        lines += [f"### {heading}", "", *_effects(snapshot, effects), ""]
    if not result.roles:
        lines += ["No role would stand differently.", ""]
    if result.targets:
        rows = [(catalog.role_title(one.role), plan_words(one.before), plan_words(one.after)) for one in result.targets]
        lines += ["### Left to do for the targets", "", *table(["Target", "Before", "After"], rows), ""]
    return [*lines, "This is hypothetical: nothing of it is saved."]


def _effects(snapshot: Snapshot, effects: Sequence[RoleEffect]) -> list[str]:
    rows = [
        (
            snapshot.catalog.role_title(effect.role),
            change_words(effect),
            ", ".join(requirement.label for requirement in effect.raised),
        )
        for effect in effects
    ]
    return table(["Role", "Readiness", "What it raises"], rows)
