"""The two lines around every screen: places, target and save state above, keys below."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from textual.content import Content

from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.glyphs import TARGET, meter, percent


class Saving(Enum):
    """Whether what the screen shows is on disk."""

    SAVED = "saved"
    SAVING = "saving"
    WAITING = "waiting for another mltrack"
    FAILED = "not saved"
    READ_ONLY = "read-only"
    STAND_IN = "from a backup"


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the header says of saving."""

    saving: Saving = Saving.SAVED
    reason: str = ""
    """Why not, in a word or two such as "disk full"; empty where there is nothing to say."""

    @property
    def words(self) -> str:
        """The state with its reason, such as "not saved: disk full"."""
        return f"{self.saving.value}: {self.reason}" if self.reason else self.saving.value


_SAVE_SIGNS = {
    Saving.SAVED: ("✓", "$ready"),
    Saving.SAVING: ("…", "$quiet"),
    Saving.WAITING: ("…", "$blocked"),
    Saving.FAILED: ("!", "bold $error"),
    Saving.READ_ONLY: ("!", "$blocked"),
    Saving.STAND_IN: ("!", "$blocked"),
}


_SHORTEST_TITLE = 14
"""Cells below which a cut title says too little."""


def save_state(snapshot: Snapshot, state: SaveState, width: int) -> Content:
    """How many milestones are done, and whether that is on disk; where `width` is short, only the latter."""
    sign, style = _SAVE_SIGNS[state.saving]
    whole = Content.assemble((sign, style), " ", (f"{snapshot.done_count} done, {state.words}", style))
    return whole if whole.cell_length <= width else Content.assemble((sign, style), " ", (state.words, style))


def target_meter(snapshot: Snapshot, width: int) -> Content:
    """The primary target with its readiness, in at most `width` cells; empty where there is none."""
    role = snapshot.catalog.roles.get(snapshot.progress.primary_target or "")
    if role is None:
        return Content("")
    required = snapshot.readiness[role.id].required
    bar = meter(required, 12 if width > 44 else 6)
    room = width - bar.cell_length - 8
    if room < _SHORTEST_TITLE:
        short = Content.assemble((f"{TARGET} ", "$accent"), bar, " ", percent(required))
        return short if short.cell_length <= width else Content("")
    title = Content(role.title).truncate(room, ellipsis=True)
    return Content.assemble((f"{TARGET} ", "$accent"), title, " ", bar, " ", percent(required))


def key_hint(key: str, words: str) -> Content:
    """A key and what it does here."""
    return Content.assemble((key, "bold $footer-key-foreground"), " ", words)
