"""A judged requirement as rows: single milestones as lines, alternatives and groups as small trees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from textual.content import Content

from mltrack.core.cited import CitedRequirement
from mltrack.core.entries import Kind, Milestone
from mltrack.core.history import Mark
from mltrack.core.readiness import Line, expires_on
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Requirement, State, Verdict
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.glyphs import STYLES, level_dots, mark
from mltrack.tui.present.keys import key
from mltrack.tui.present.row import MilestoneRef, Row
from mltrack.tui.present.words import count, day

_STEP = "   "
_FEW = 2
"""So many other ways to meet a requirement are shown although it is met."""
_ROOMY = 66
"""Cells from which a level has room for all its words."""
_LEVEL_AND_STANDING = 36
"""Cells that "●●○· needs proficient  moves 14 roles" takes."""


def requirement_rows(
    snapshot: Snapshot, asked: CitedRequirement, line: Line, width: int, *, unfolded: bool
) -> Iterator[Row]:
    """The rows of one requirement of a role; of many ways to meet it, once met, only those taken, unless unfolded."""
    requirement, verdict = line.requirement, line.verdict
    if isinstance(requirement.needs, Has):
        yield replace(leaf_row(snapshot, verdict, "", width), cited=asked)
        return
    words = Content.assemble(
        mark(verdict.state), " ", requirement.label, (f" — {group_words(requirement.needs)}", "$quiet")
    )
    yield Row(words, group_standing(verdict), asked)
    folded = () if unfolded else _folded(verdict)
    for part in verdict.parts:
        if part not in folded:
            yield from (replace(row, cited=asked) for row in _tree(snapshot, part, _STEP, width))
    if folded:
        more = f"{_STEP}· {count(len(folded), 'other way')}, press "
        shows = (key("page.unfold"), "bold $footer-key-foreground")
        yield Row(Content.assemble((more, "$quiet"), shows, (" to show", "$quiet")))


def _folded(verdict: Verdict) -> tuple[Verdict, ...]:
    others = tuple(part for part in verdict.parts if not part.state.satisfied)
    return others if verdict.state.satisfied and len(others) > _FEW else ()


def prerequisite_rows(snapshot: Snapshot, verdict: Verdict, width: int) -> Iterator[Row]:
    """The rows of a requirement that stands by itself, without a label."""
    yield from _tree(snapshot, verdict, "", width)


def _tree(snapshot: Snapshot, verdict: Verdict, indent: str, width: int) -> Iterator[Row]:
    if isinstance(verdict.requirement, Has):
        yield leaf_row(snapshot, verdict, indent, width)
        return
    words = group_words(verdict.requirement)
    yield Row(Content.assemble(indent, mark(verdict.state), " ", (words, "$quiet")), group_standing(verdict))
    for part in verdict.parts:
        yield from _tree(snapshot, part, indent + _STEP, width)


def leaf_row(snapshot: Snapshot, verdict: Verdict, indent: str, width: int) -> Row:
    """One milestone of a requirement: its mark, title, level dots and how it stands."""
    leaf = verdict.requirement
    if not isinstance(leaf, Has):
        raise TypeError(f"a leaf is a Has, not {type(leaf).__name__}")
    milestone = snapshot.catalog.milestones[leaf.has]
    left = Content.assemble(indent, mark(verdict.state), " ", milestone.title)
    if leaf.level is not None:
        held, roomy = verdict.standing.level, width >= _ROOMY
        column = width - _LEVEL_AND_STANDING if roomy else width // 2
        left = left.truncate(min(36, column) - 2, ellipsis=True, pad=True)
        met = held is not None and verdict.state is State.MET
        words = f"{'' if met or not roomy else 'needs '}{(held if held and met else leaf.level).value}"
        left = Content.assemble(left, "  ", level_dots(held, leaf.level), " ", (words, "$quiet"))
    return Row(left, standing_words(snapshot, milestone, verdict), MilestoneRef(leaf.has, leaf.level))


def standing_words(snapshot: Snapshot, milestone: Milestone, verdict: Verdict) -> Content:
    """How a milestone stands, in words: when it was done, what brought it, or what it would move."""
    standing, found = verdict.standing, snapshot.progress.marks.get(milestone.id)
    if standing.implied_by is not None and verdict.state is State.MET:
        parent = snapshot.catalog.milestones[standing.implied_by]
        return Content.styled(f"by {parent.title}", STYLES[State.MET])
    if verdict.state is State.STARTED and standing.state is State.MET:
        held = standing.level.value if standing.level else "held"
        return Content.styled(f"now {held}", STYLES[State.STARTED])
    if verdict.state is State.OPEN or found is None:
        if retired := snapshot.retired(milestone.id):
            return Content.styled(retired, "$blocked")
        moved = len(snapshot.moves(milestone.id))
        return Content.styled(f"moves {count(moved, 'role')}", "$quiet") if moved else Content("")
    return Content.styled(mark_words(milestone, found, verdict.state, snapshot.today), STYLES[verdict.state])


def mark_words(milestone: Milestone | None, found: Mark, state: State, today: date) -> str:
    """What a mark says, in words, such as "done 3 May 2025" or "waived: employer accepts portfolio"."""
    match state:
        case State.MET:
            ends = expires_on(milestone, found)
            until = f", until {day(ends, today)}" if ends else ""
            return f"done {day(found.done_on, today)}{until}" if found.done_on else "done"
        case State.LAPSED:
            ends = expires_on(milestone, found)
            return f"lapsed {day(ends, today)}: renew" if ends else "lapsed: renew"
        case State.STARTED:
            return f"started {day(found.started_on, today)}" if found.started_on else "started"
        case State.WAIVED:
            return f"waived: {found.reason}"
        case State.OPEN:
            return "open"


def group_words(requirement: Requirement) -> str:
    """How many parts of a group it takes."""
    match requirement:
        case AllOf():
            return "all of"
        case AnyOf():
            return "one of"
        case AtLeast(at_least=number):
            return f"at least {number} of"
        case Has():
            return ""


def group_standing(verdict: Verdict) -> Content:
    """How a group stands, in a word or a count."""
    if verdict.state.satisfied or verdict.state is State.LAPSED:
        return Content.styled(verdict.state.value, STYLES[verdict.state])
    met = sum(part.state.satisfied for part in verdict.parts)
    wanted = 0 if isinstance(verdict.requirement, Has) else verdict.requirement.count
    if met or wanted > 1:
        return Content.styled(f"{met} of {wanted}", STYLES[verdict.state])
    return Content.styled("open" if verdict.state is State.OPEN else "under way", STYLES[verdict.state])


def kind_word(kind: Kind) -> str:
    """A kind as a heading."""
    return {
        Kind.DEGREE: "Degrees",
        Kind.CERTIFICATION: "Certifications",
        Kind.SKILL: "Skills",
        Kind.EXPERIENCE: "Experience",
        Kind.PROJECT: "Projects",
    }[kind]
