"""The two lines around every screen: places, target and save state above, keys below."""

from __future__ import annotations

from enum import Enum

from textual.content import Content

from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.glyphs import TARGET, meter, percent


class Saving(Enum):
    """Whether what the screen shows is on disk."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "not saved"


_SAVE_SIGNS = {
    Saving.SAVED: ("✓", "$ready"),
    Saving.SAVING: ("…", "$quiet"),
    Saving.FAILED: ("!", "bold $error"),
}


_SHORTEST_TITLE = 14
"""Cells below which a cut title says too little."""


def save_state(snapshot: Snapshot, saving: Saving) -> Content:
    """How many milestones are done, and whether that is on disk."""
    sign, style = _SAVE_SIGNS[saving]
    return Content.assemble((sign, style), " ", (f"{snapshot.done_count} done, {saving.value}", style))


def target_meter(snapshot: Snapshot, width: int) -> Content:
    """The primary target with its readiness, in at most `width` cells; empty where there is none."""
    role = snapshot.catalog.roles.get(snapshot.progress.primary_target or "")
    if role is None:
        return Content("")
    required = snapshot.readiness[role.id].required
    bar = meter(required, 12 if width > 44 else 6)
    room = width - bar.cell_length - 8
    if room < _SHORTEST_TITLE:
        return Content.assemble((f"{TARGET} ", "$accent"), bar, " ", percent(required))
    title = Content(role.title).truncate(room, ellipsis=True)
    return Content.assemble((f"{TARGET} ", "$accent"), title, " ", bar, " ", percent(required))


def key_hint(key: str, words: str) -> Content:
    """A key and what it does here."""
    return Content.assemble((key, "bold $footer-key-foreground"), " ", words)
