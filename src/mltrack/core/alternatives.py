"""Next steps that stand for each other: of seven degrees of which one is asked for, there is one thing to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from mltrack.core.advice import NextStep, effort_words
from mltrack.core.entries import Strength
from mltrack.core.journal import at_level
from mltrack.core.requirements import Has, Requirement, State, Verdict
from mltrack.core.snapshot import Snapshot


def together(
    snapshot: Snapshot, steps: Iterable[NextStep], roles: Sequence[str] = ()
) -> tuple[tuple[NextStep, ...], ...]:
    """The steps in their order, those of which any one would do together in the place of the first.

    They are alternatives of something that one of the `roles`, by id, requires; without roles, that any role does.
    What waits for something else stands by itself, and so does what its person has chosen: started, or due.
    """
    choice_of: dict[str, Requirement] = {}
    for role_id in roles or snapshot.catalog.roles:
        for line in snapshot.readiness[role_id].lines:
            if line.requirement.strength is Strength.REQUIRED:
                for milestone_id, requirement in _choices(line.verdict):
                    choice_of.setdefault(milestone_id, requirement)
    groups: dict[tuple[Requirement, tuple[Has, ...]] | str, list[NextStep]] = {}
    for step in steps:
        is_chosen = step.state is State.STARTED or step.due is not None
        is_choice = (step.choice or not step.required_by) and not is_chosen
        choice = choice_of.get(step.milestone) if is_choice else None
        groups.setdefault((choice, step.first) if choice else step.milestone, []).append(step)
    return tuple(map(tuple, groups.values()))


def _choices(verdict: Verdict, outer: Requirement | None = None) -> Iterator[tuple[str, Requirement]]:
    """Milestone ids that would each fill what one group lacks, with that group; the outermost where they are nested."""
    requirement = verdict.requirement
    if verdict.state.satisfied:
        return
    if isinstance(requirement, Has):
        if outer is not None:
            yield requirement.has, outer
        return
    lacking = requirement.count - sum(part.state.satisfied for part in verdict.parts)
    is_choice = lacking == 1 and sum(not part.state.satisfied for part in verdict.parts) > 1
    for part in verdict.parts:
        yield from _choices(part, (outer or requirement) if is_choice else None)


def titles_of(snapshot: Snapshot, group: Sequence[NextStep]) -> str:
    """What is to do, or one of several things: titles with their levels."""
    return ", ".join(at_level(snapshot.catalog.milestone_title(step.milestone), step.level) for step in group)


def reason_of(group: Sequence[NextStep]) -> NextStep:
    """The first step, with those of its reasons that hold for all of the group."""
    return replace(group[0], unlocks=()) if len(group) > 1 else group[0]


def effort_of(group: Sequence[NextStep]) -> str:
    """What is left to do of any of them, or else of the first, which says so."""
    efforts = {effort_words(step.effort) for step in group}
    first = effort_words(group[0].effort)
    return first if len(efforts) == 1 else f"{first} for the first"


def group_words(snapshot: Snapshot, group: Sequence[NextStep]) -> str:
    """A group in one line, with its reasons; days as 2026-05-01."""
    told = reason_of(group).told(date.isoformat, snapshot)
    one_of = "One of: " if len(group) > 1 else ""
    return f"{one_of}{titles_of(snapshot, group)} - {', '.join((*told, effort_of(group)))}"
