"""The ladder of roles as a picture: entry, mid and senior below each other, with lines from role to role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from textual.content import Content

from mltrack.core.entries import Role, Seniority
from mltrack.core.ladder import edges, on_ladder
from mltrack.core.query import RoleQuery, matching_roles
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.glyphs import TARGET, meter, percent
from mltrack.tui.present.lanes import Gutter, Lane, gutter, lanes, places
from mltrack.tui.present.row import BLANK, EMPTY, RoleRef, Row, nothing_found, paragraph

TIERS = {
    Seniority.ENTRY: "ENTRY",
    Seniority.MID: "MID",
    Seniority.SENIOR: "SENIOR",
    Seniority.UNSTATED: "NO LEVEL STATED",
}
_WIDE = 70
"""Cells from which meters are long and say how many requirements are met."""
_MOST_LANES = 9
"""Lanes side by side that can still be followed with the eye; of more, those of the role in view are drawn."""
_MANY = 60
"""So many lanes are never few enough side by side to be worth looking into."""
_AIRY = 4
"""Lanes that have room to stand apart."""
_NO_STEPS = "No source of this catalog says which role leads to which. Enter shows what a role takes directly."


class LadderPicture:
    """The roles that fit some words on the ladder, and those apart; for one state of things and one width.

    It is worked out once, so that the lines can follow the cursor through thousands of roles.
    """

    def __init__(self, snapshot: Snapshot, text: str, width: int) -> None:
        steps = edges(snapshot)
        named, roles = on_ladder(steps), matching_roles(snapshot, RoleQuery(text))
        self._rungs = [_row(snapshot, line, width) for line in _lines(role for role in roles if role.id in named)]
        self._places = {row.ref.id: number for number, row in enumerate(self._rungs) if row.ref is not None}
        ends = ((self._places.get(step.former), self._places.get(step.next)) for step in steps)
        self._pairs = [(former, later) for former, later in ends if former is not None and later is not None]
        self._lanes = _followed(self._pairs)
        self._apart = [_row(snapshot, role, width) for role in roles if role.id not in named]
        self._above = list(_above(snapshot, width, empty=not roles, ladder=bool(named)))

    def rows(self, looked_at: str) -> Iterator[Row]:
        """The picture, with the lines of the role `looked_at`, an id, heavy."""
        yield from self._above
        beside = self._gutter(self._places.get(looked_at, -1))
        for row, line in zip(self._rungs, beside.lines, strict=True):
            yield Row(Content.assemble(line, row.left), row.right, row.ref)
        if self._rungs and self._apart:
            yield BLANK
        if self._apart and not self._above:
            yield Row(Content.styled("APART: NO SOURCE NAMES A STEP", "bold $quiet"))
        yield from self._apart

    def _gutter(self, looked_at: int) -> Gutter:
        found = self._lanes
        if found is None:
            found = lanes(pair for pair in self._pairs if looked_at in pair)
        tiers = [number for number, row in enumerate(self._rungs) if row.ref is None and row is not BLANK]
        blocks = [range(start, end) for start, end in pairwise([*tiers, len(self._rungs)])]
        return gutter(found, blocks, looked_at, 4 if _breadth(found) <= _AIRY else 2)


def _above(snapshot: Snapshot, width: int, *, empty: bool, ladder: bool) -> Iterator[Row]:
    """What has to be said first: that there are no roles, or none that leads to another."""
    if empty:
        yield from nothing_found(width) if snapshot.catalog.roles else paragraph("The catalog has no roles.", width)
    elif not ladder:
        yield from (*paragraph(_NO_STEPS, width, style="$quiet"), BLANK)


def _followed(pairs: Sequence[tuple[int, int]]) -> tuple[Lane, ...] | None:
    """A lane for every step; None where there are more than the eye can follow."""
    found = lanes(pairs)
    return None if len(found) > _MANY or _breadth(found) > _MOST_LANES else found


def _breadth(found: Sequence[Lane]) -> int:
    """How many columns lanes take."""
    return len(set(places(found)))


def _lines(roles: Iterable[Role]) -> Iterator[Role | str]:
    """The roles under the names of their tiers, with an empty line between tiers."""
    tier: Seniority | None = None
    for role in roles:
        if role.level is not tier:
            if tier is not None:
                yield ""
            tier = role.level
            yield TIERS[tier]
        yield role


def _row(snapshot: Snapshot, line: Role | str, width: int) -> Row:
    if isinstance(line, str):
        return Row(Content.styled(line, "bold $quiet")) if line else BLANK
    target = snapshot.progress.targets.get(line.id)
    sign = Content.styled(f" {TARGET}", "$accent" if target and target.primary else "$quiet") if target else EMPTY
    return Row(Content.assemble(line.title, sign), standing_cell(snapshot, line.id, width), RoleRef(line.id))


def standing_cell(snapshot: Snapshot, role_id: str, width: int) -> Content:
    """The meter of a role with its share; in `width` cells or more, with how many requirements are met."""
    required = snapshot.readiness[role_id].required
    if not required.total:
        return Content.styled("not stated", "$quiet")
    counted = Content.styled(f"{required.met}/{required.total}".rjust(7), "$quiet") if width >= _WIDE else EMPTY
    return Content.assemble(meter(required, 10 if width >= _WIDE else 5), " ", percent(required), counted)
