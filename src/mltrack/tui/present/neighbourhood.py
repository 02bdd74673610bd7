"""What comes before a milestone or a role and what that opens the way to: a tree up, and a tree down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from mltrack.core.neighbourhood import Twig, after, before, before_role, still_needed
from mltrack.core.requirements import Has, State, judge
from mltrack.core.snapshot import Snapshot
from mltrack.core.total_words import leaf_title
from mltrack.tui.present.branches import ROOTS, growing_down, growing_up
from mltrack.tui.present.glyphs import level_dots, mark
from mltrack.tui.present.ladder import standing_cell
from mltrack.tui.present.requirements import group_standing, group_words, standing_words
from mltrack.tui.present.row import EMPTY, MilestoneRef, RoleRef, Row
from mltrack.tui.present.words import count

FEWEST_STEPS, MOST_STEPS = 1, 9
_FEW = 2
"""So many other ways to meet what is met are shown all the same."""
_WIDE = 100
"""Cells from which there is room for the name of what something waits for."""


def neighbourhood_rows(
    snapshot: Snapshot, centre: MilestoneRef | RoleRef, steps: int, width: int, *, whole: bool
) -> Iterator[Row]:
    """Read from the top: first what comes first, then the one in the middle, then what that opens the way to.

    `whole` shows what lies behind things that are done, and the other ways to meet what is met.
    """
    tree = _Tree(snapshot, centre, width, whole=whole)
    if isinstance(centre, RoleRef):
        first = before_role(snapshot, centre.id, steps, whole=whole)
        yield from tree.above(first, "WHAT IT REQUIRES, NEAREST FIRST", "No source states what it requires.")
        yield from tree.role()
        return
    first, later = before(snapshot, centre.id, steps, whole=whole), after(snapshot, centre.id, steps)
    yield from tree.above(first, "WHAT COMES FIRST", "Nothing has to come first.")
    yield tree.root(above=bool(first), below=bool(later))
    yield from tree.below(later)


class _Tree:
    """Draws twigs around one milestone or role."""

    def __init__(self, snapshot: Snapshot, centre: MilestoneRef | RoleRef, width: int, *, whole: bool) -> None:
        self._snapshot, self._centre, self._width, self._whole = snapshot, centre, width, whole
        self._column = min(56, max(30, width // 2))

    def above(self, twigs: Sequence[Twig], title: str, nothing: str) -> Iterator[Row]:
        """What comes first, or that there is nothing."""
        yield Row(Content.styled(title if twigs else nothing, "bold $quiet" if twigs else "$quiet"))
        lines: Iterator[tuple[str, Twig]] = growing_up(twigs, self._parts)
        for lead, twig in lines:
            yield self._row(lead, twig, self._before_words(twig))

    def below(self, twigs: Sequence[Twig]) -> Iterator[Row]:
        """What becomes possible, or that there is nothing."""
        if not twigs:
            yield Row(Content.styled("It opens the way to nothing further.", "$quiet"))
            return
        yield _on_the_trunk("WHAT IT OPENS THE WAY TO")
        lines: Iterator[tuple[str, Twig]] = growing_down(twigs, lambda twig: twig.beyond)
        grown_on: list[str] = [self._centre.id]
        for lead, twig in lines:
            depth = len(lead) // 2 - 1
            del grown_on[depth:]
            yield self._row(lead, twig, self._after_words(twig, grown_on[-1]))
            grown_on.append(twig.milestone.has if twig.milestone else "")

    def root(self, *, above: bool, below: bool) -> Row:
        """The milestone in the middle."""
        milestone = self._snapshot.catalog.milestones[self._centre.id]
        standing = self._snapshot.standing(milestone.id)
        left = Content.assemble((ROOTS[above, below], "$accent"), mark(standing.state), (f" {milestone.title}", "bold"))
        if standing.level is not None:
            left = self._with_level(
                left, Content.assemble(level_dots(standing.level, None), (f" {standing.level.value}", "$quiet"))
            )
        words = standing_words(self._snapshot, milestone, judge(Has(milestone.id), self._snapshot.standings))
        return Row(left, words, MilestoneRef(milestone.id))

    def role(self) -> Iterator[Row]:
        """The role that everything leads to, and where it leads."""
        role = self._snapshot.catalog.roles[self._centre.id]
        onward = list(dict.fromkeys(step.role for step in role.leads_to))
        has_needs = any(True for _ in before_role(self._snapshot, role.id, 1))
        title = Content.assemble((ROOTS[has_needs, bool(onward)], "$accent"), (role.title, "bold"))
        yield Row(title, standing_cell(self._snapshot, role.id, self._width), RoleRef(role.id))
        if onward:
            yield _on_the_trunk("WHERE IT LEADS")
        no_parts: Sequence[str] = ()
        for lead, other in growing_down(onward, lambda _: no_parts):
            left = Content.assemble((lead, "$quiet"), self._snapshot.catalog.role_title(other))
            yield Row(left, standing_cell(self._snapshot, other, self._width), RoleRef(other))

    def _parts(self, twig: Twig) -> Sequence[Twig]:
        """What grows on a twig; of a choice that is met, only what met it, unless all is to be seen."""
        others = [part for part in twig.beyond if not part.verdict.state.satisfied]
        if twig.milestone or self._whole or not twig.verdict.state.satisfied or len(others) <= _FEW:
            return twig.beyond
        return [part for part in twig.beyond if part not in others]

    def _row(self, lead: str, twig: Twig, words: Content) -> Row:
        branch = Content.styled(lead, "$quiet")
        leaf, verdict = twig.milestone, twig.verdict
        if leaf is None:
            hidden = len(twig.beyond) - len(self._parts(twig))
            name = (
                f"{twig.label}: {group_words(verdict.requirement)}" if twig.label else group_words(verdict.requirement)
            )
            left = Content.assemble(branch, (name, "$quiet"))
            if hidden:
                left = Content.assemble(left, (f", {count(hidden, 'other way')}, ", "$quiet"), _key("a"))
            return Row(left, group_standing(verdict))
        milestone = self._snapshot.catalog.milestones[leaf.has]
        left = Content.assemble(branch, mark(verdict.state), " ", milestone.title)
        if twig.further:
            left = Content.assemble(left, (f" … {twig.further} more", "$quiet"))
        if leaf.level is not None:
            held = verdict.standing.level
            left = self._with_level(
                left, Content.assemble(level_dots(held, leaf.level), (f" {leaf.level.value}", "$quiet"))
            )
        return Row(left, words, MilestoneRef(leaf.has, leaf.level))

    def _with_level(self, left: Content, level: Content) -> Content:
        return Content.assemble(left.truncate(self._column, ellipsis=True, pad=True), " ", level)

    def _before_words(self, twig: Twig) -> Content:
        """How it stands; of something open, whether it can be begun."""
        leaf = twig.milestone
        if leaf is None or twig.verdict.state is not State.OPEN:
            return self._standing(twig)
        lacking = still_needed(self._snapshot, leaf.has)
        if not lacking:
            return Content.styled("can begin", "$ready")
        return Content.styled(self._waits(lacking, is_told=bool(twig.beyond)), "$quiet")

    def _after_words(self, twig: Twig, grown_on: str) -> Content:
        """How it stands; of something open, what it waits for besides the one that it grows on."""
        leaf = twig.milestone
        if leaf is None or twig.verdict.state is not State.OPEN:
            return self._standing(twig)
        lacking = still_needed(self._snapshot, leaf.has)
        if not lacking:
            return Content.styled("can begin", "$ready")
        if grown_on == self._centre.id and not still_needed(self._snapshot, leaf.has, grown_on):
            return Content.styled("opens with this", "$accent")
        others = [one for one in lacking if one.has != grown_on]
        return Content.styled(self._waits(others, also=len(others) < len(lacking)), "$quiet")

    def _waits(self, lacking: Sequence[Has], *, is_told: bool = False, also: bool = False) -> str:
        """What something open waits for; how many things where they are told beside it."""
        if not lacking:
            return ""
        waits = "also waits for" if also else "waits for"
        if len(lacking) == 1 and not is_told and self._width >= _WIDE:
            return f"{waits} {leaf_title(self._snapshot.catalog, lacking[0])}"
        return f"{waits} {len(lacking)} {'above' if is_told else 'more'}"

    def _standing(self, twig: Twig) -> Content:
        if twig.milestone is None:
            return EMPTY
        milestone = self._snapshot.catalog.milestones[twig.milestone.has]
        return standing_words(self._snapshot, milestone, twig.verdict)


def _on_the_trunk(words: str) -> Row:
    return Row(Content.assemble(("│   ", "$quiet"), (words, "bold $quiet")))


def _key(key: str) -> Content:
    return Content.assemble((key, "bold $footer-key-foreground"), (" shows them", "$quiet"))
