"""What to do next as rows: one milestone after the other, each with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from textual.content import Content

from mltrack.core.advice import NextStep, time_words
from mltrack.core.effort import Origin
from mltrack.core.journal import at_level, listed
from mltrack.core.planning import Choices
from mltrack.core.requirements import State
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.glyphs import level_dots, mark
from mltrack.tui.present.row import BLANK, EMPTY, MilestoneRef, Row, paragraph
from mltrack.tui.present.words import count, day

PINNED, LEFT_OUT = "⊕", "⊖"
"""What a person wants in the plan, and what they do not."""

_INDENT = "    "
_EFFORT = 11
"""Cells that "~120-210 h" takes, with a gap before it."""
_GUESSED = "~"
"""Before an effort that is an estimate or assumed."""


def chosen_sign(choices: Choices, milestone_id: str) -> Content:
    """Whether a milestone is pinned or left out, with the gap after it; empty for neither."""
    if milestone_id in choices.pins:
        return Content.styled(f"{PINNED} ", "$accent")
    return Content.styled(f"{LEFT_OUT} ", "$milestone-waived") if milestone_id in choices.without else EMPTY


def unfinished(state: State) -> State:
    """How something stands of which there is more to do: what is held, is held below the level that is wanted."""
    return State.STARTED if state is State.MET else state


def next_rows(
    snapshot: Snapshot, steps: Sequence[NextStep], choices: Choices, planned: Collection[str], width: int
) -> Iterator[Row]:
    """Every step with why it stands where it stands, and which are `planned`; what waits for something comes last."""
    if not steps:
        yield from paragraph("No milestone is left that would raise the readiness for any role.", width, style="$quiet")
    waits: bool | None = None
    for number, step in enumerate(steps, start=1):
        if bool(step.first) is not waits:
            if waits is not None:
                yield BLANK
            waits = bool(step.first)
            words = "SOMETHING ELSE COMES FIRST" if waits else "READY TO BEGIN"
            note = f"{_GUESSED} is an estimate" if number == 1 else ""
            yield Row(Content.styled(words, "bold $quiet"), Content.styled(note, "$quiet"))
        yield _step(snapshot, step, number, choices)
        yield from _reasons(snapshot, step, width, planned=step.milestone in planned)


def _step(snapshot: Snapshot, step: NextStep, number: int, choices: Choices) -> Row:
    standing = snapshot.standing(step.milestone)
    sign = chosen_sign(choices, step.milestone)
    title = snapshot.catalog.milestone_title(step.milestone)
    left = Content.assemble((f"{number:2} ", "$quiet"), mark(unfinished(step.state)), " ", sign, title)
    held = standing.level if standing.state is State.MET else None
    dots = level_dots(held, step.level) if step.level else EMPTY
    effort = _effort(step)
    right = Content.assemble(dots, (effort.rjust(_EFFORT if step.level else 0), "$quiet"))
    return Row(left, right, MilestoneRef(step.milestone, step.level))


def _reasons(snapshot: Snapshot, step: NextStep, width: int, *, planned: bool) -> Iterator[Row]:
    moves = [f"moves {count(len(step.moves), 'role')}"] if step.moves else []
    known = ["in the plan"] if planned else []
    facts = dict.fromkeys([*known, *step.told(lambda due: day(due, snapshot.today), snapshot), *moves])
    yield from paragraph(", ".join(facts), width, style="$quiet", indent=_INDENT)
    if step.first:
        first = listed(at_level(snapshot.catalog.milestone_title(leaf.has), leaf.level) for leaf in step.first)
        yield from paragraph(f"first {first}", width, style="$blocked", indent=_INDENT)


def _effort(step: NextStep) -> str:
    left = step.effort
    words = time_words(left.hours, left.months) or "no time left"
    return f"{_GUESSED}{words}" if left.origin in {Origin.ESTIMATE, Origin.ASSUMED} else words
