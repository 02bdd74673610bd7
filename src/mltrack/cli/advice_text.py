"""Next steps, nearest roles, moves and what-if as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from mltrack.cli.text import BOXES, wrapped
from mltrack.core.advice import NextStep, reason
from mltrack.core.catalog import Catalog
from mltrack.core.departed import lost_aims_words
from mltrack.core.journal import at_level, listed
from mltrack.core.readiness import Tally, readiness_words, recommended_words
from mltrack.core.requirements import Has, Level, State
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted
from mltrack.core.total_words import leaf_title, plan_words

if TYPE_CHECKING:
    from mltrack.core.nearest import Near
    from mltrack.core.whatif import RoleEffect, WhatIf

NO_OTHER_TARGET = "So the roles that each step moves decide. To set another target: mltrack target ROLE"
NO_TARGET = "You aim for no role yet, so the roles that each step moves decide. To set a target: mltrack target ROLE"
NOTHING_NEXT = "No milestone is left that would raise the readiness for any role."
NEAREST_ORDER = "Fewest required still missing first; of equals, those that take least effort."
_MOST_NAMED = 6
"""Requirements of a role that are named before the others are counted."""
_MOST_TARGETS = 3
"""Targets that are named before the others are counted."""


def first_words(catalog: Catalog, step: NextStep) -> str:
    """What has to come first, where something has to."""
    return f"first {listed(leaf_title(catalog, leaf) for leaf in step.first)}" if step.first else ""


def next_heading(snapshot: Snapshot, primary: str | None) -> str:
    """Whom the steps are for: all targets, the primary one first; a role that stands for it is named alone."""
    if primary is None:
        return "What to do next"
    whom = snapshot.targets if primary == snapshot.primary_target else (primary,)
    titles = [snapshot.catalog.role_title(one) for one in whom]
    rest = len(titles) - _MOST_TARGETS
    return f"What to do next for {listed([*titles[:_MOST_TARGETS], f'{rest} more'] if rest > 0 else titles)}"


def next_lines(snapshot: Snapshot, steps: Sequence[NextStep], primary: str | None, count: int) -> list[str]:
    """The first `count` of the steps, each with its reason."""
    lines = wrapped(f"{next_heading(snapshot, primary)}:") if steps else [NOTHING_NEXT]
    for number, step in enumerate(steps[:count], start=1):
        title = at_level(snapshot.catalog.milestone_title(step.milestone), step.level)
        lines += wrapped(f"{title} ({step.milestone})", f"{number:3}. {_box(step.state)} ", " " * 9)
        lines += wrapped(reason(snapshot, step), " " * 9)
        if step.first:
            lines += wrapped(first_words(snapshot.catalog, step), " " * 9)
    lines += _more(len(steps) - count)
    return lines if primary else [*lines, "", *wrapped(no_target(snapshot))]


def no_target(snapshot: Snapshot) -> str:
    """What to say where there is no target to look to."""
    lost = lost_aims_words(snapshot)
    return f"{lost} {NO_OTHER_TARGET}" if lost else NO_TARGET


def _box(state: State) -> str:
    """How something stands of which there is more to do: what is held, is held below the level."""
    return BOXES[State.STARTED if state is State.MET else state]


def _more(left: int) -> list[str]:
    return [f"     and {left:,} more; -n shows more of them."] if left > 0 else []


def near_words(near: Near) -> str:
    """How far one role is: what is missing and what that takes, and how much there is of what is recommended."""
    required, beside = near.readiness.required, recommended_words(near.readiness.recommended)
    if near.plan is None:
        words = "nothing stated as required"
    elif near.readiness.ready:
        words = f"{required.percent}%, {readiness_words(required)}"
    else:
        words = f"{required.percent}%, {required.missing} of {required.total} required missing, {plan_words(near.plan)}"
    return f"{words}; {beside}" if beside else words


def nearest_lines(snapshot: Snapshot, found: Sequence[Near]) -> list[str]:
    """The nearest roles, nearest first."""
    lines = wrapped(NEAREST_ORDER) if found else ["The catalog has no roles."]
    for number, near in enumerate(found, start=1):
        role = snapshot.catalog.roles[near.role]
        lines += wrapped(f"{role.title} ({role.id})", f"{number:3}. ", " " * 5)
        lines += wrapped(near_words(near), " " * 5)
    return [*lines, *_more(len(snapshot.catalog.roles) - len(found))]


def ranked_lines(snapshot: Snapshot, ids: Sequence[str], count: int) -> list[str]:
    """Milestones by how many roles they move."""
    lines: list[str] = []
    for number, one in enumerate(ids[:count], start=1):
        title = at_level(snapshot.catalog.milestone_title(one), snapshot.supposed_level(one))
        lines += wrapped(f"{title} ({one})", f"{number:3}. {_box(snapshot.standing(one).state)} ", " " * 9)
        lines += wrapped(f"moves {counted(len(snapshot.moves(one)), 'role')}", " " * 9)
    return [*lines, *_more(len(ids) - count)] if lines else [NOTHING_NEXT]


def change_words(effect: RoleEffect) -> str:
    """How a role's tallies would change, such as "required 0% -> 33%, met 0 -> 1 of 3"; percentages are floored."""
    before, after = effect.before, effect.after
    tallies = (("required", before.required, after.required), ("recommended", before.recommended, after.recommended))
    return "; ".join(_change(what, was, now) for what, was, now in tallies if was != now)


def _change(what: str, before: Tally, after: Tally) -> str:
    return f"{what} {before.percent}% -> {after.percent}%, met {before.met} -> {after.met} of {before.total}"


def moved_lines(snapshot: Snapshot, milestone_id: str, effects: Sequence[RoleEffect]) -> list[str]:
    """The roles that one milestone moves, and the requirements by which it does."""
    title = at_level(snapshot.catalog.milestone_title(milestone_id), snapshot.supposed_level(milestone_id))
    if not effects:
        return wrapped(f"{title} ({milestone_id}) moves no role.")
    lines = wrapped(f"{title} ({milestone_id}) moves {counted(len(effects), 'role')}:")
    for effect in effects:
        lines += ["", *_effect(snapshot, effect)]
    return lines


def _effect(snapshot: Snapshot, effect: RoleEffect) -> Iterator[str]:
    yield from wrapped(f"{snapshot.catalog.role_title(effect.role)} ({effect.role})", "  ")
    if effect.newly_ready:
        yield f"    now {readiness_words(effect.after.required)}"
    yield from wrapped(change_words(effect), "    ")
    if effect.raised:
        labels = [requirement.label for requirement in effect.raised]
        rest = len(labels) - _MOST_NAMED
        named = [*labels[:_MOST_NAMED], f"{rest} more"] if rest > 0 else labels
        yield from wrapped(f"raised: {listed(named)}", "    ")


def supposed_words(catalog: Catalog, supposed: Iterable[Has]) -> str:
    """What is supposed to be done."""
    return listed(leaf_title(catalog, leaf) for leaf in supposed)


def level_hint(catalog: Catalog, result: WhatIf, level: Level | None) -> str:
    """At which level skills are supposed where none was typed, and how to choose; empty without such a skill."""
    skills = [leaf for leaf in result.supposed if leaf.level is not None]
    if level is not None or not skills:
        return ""
    named = listed(f"{catalog.milestone_title(leaf.has)} at {leaf.level.value}" for leaf in skills if leaf.level)
    highest = all(leaf.level is catalog.highest_level.get(leaf.has) for leaf in skills)
    why = ", the highest level that a role asks for" if highest else ""
    other = Level.WORKING if skills[0].level is not Level.WORKING else Level.FAMILIAR
    ids = " ".join(leaf.has for leaf in result.supposed)
    return f"This supposes {named}{why}. For another level: mltrack whatif {ids} --level {other.value}"


def what_if_lines(snapshot: Snapshot, result: WhatIf, level: Level | None) -> list[str]:
    """What would be, with a word that nothing of it is saved; `level` is the one that was typed."""
    catalog = snapshot.catalog
    lines = wrapped(f"If you had done {supposed_words(catalog, result.supposed)}. Nothing of this is saved.")
    hint = level_hint(catalog, result, level)
    lines += wrapped(hint) if hint else []
    for heading, effects in grouped_effects(result):
        lines += ["", heading]
        for effect in effects:
            lines += _effect(snapshot, effect)
    if not result.roles:
        lines += ["", "No role would stand differently."]
    if result.targets:
        lines += ["", "Left to do for your targets"]
        for target in result.targets:
            lines += wrapped(f"{catalog.role_title(target.role)} ({target.role})", "  ")
            lines += wrapped(plan_words(target.before), "    before  ")
            lines += wrapped(plan_words(target.after), "    after   ")
    return lines


def grouped_effects(result: WhatIf) -> list[tuple[str, list[RoleEffect]]]:
    """The roles that would change, newly ready ones apart, under their headings."""
    ready = [effect for effect in result.roles if effect.newly_ready]
    other = [effect for effect in result.roles if not effect.newly_ready]
    return [(heading, effects) for heading, effects in (("Newly ready", ready), ("Changed", other)) if effects]
