"""What was supposed, with what it would move, and what can become of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from mltrack.core.actions import restored
from mltrack.core.snapshot import Snapshot
from mltrack.core.whatif import effects
from mltrack.tui.present.changes import change_rows
from mltrack.tui.present.glyphs import meter, percent
from mltrack.tui.present.keys import key
from mltrack.tui.present.row import BLANK, Row, heading

_METER = 6


def end_choices() -> Sequence[tuple[str, str]]:
    """What can become of what was supposed."""
    return (
        ("enter", f"Keep: do all of it for real, as one change that {key('app.undo')} takes back"),
        ("d", "Discard: forget it, nothing was saved"),
        ("escape", "Go on supposing"),
    )


def supposed_rows(before: Snapshot, after: Snapshot, width: int) -> Iterator[Row]:
    """What was supposed, and the roles whose readiness it would change."""
    yield from change_rows(after, restored(before.progress, after.progress), width)
    moved = [effect for effect in effects(before, after) if effect.risen]
    yield BLANK
    yield heading("What it would move", width)
    if not moved:
        yield Row(Content.styled("No role's readiness would change.", "$quiet"))
    for effect in moved:
        was, now = effect.before.required, effect.after.required
        right = Content.assemble(percent(was), (" → ", "$quiet"), meter(now, _METER), " ", percent(now))
        yield Row(Content(before.catalog.roles[effect.role].title), right)
