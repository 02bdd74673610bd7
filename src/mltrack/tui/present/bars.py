"""The lines around every screen: places, target and save state above, what is supposed below them, keys below all."""

from __future__ import annotations

from enum import Enum

from textual.content import Content

from mltrack.core.records import dataclass
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.glyphs import TARGET, meter, percent
from mltrack.tui.present.words import count


class Saving(Enum):
    """Whether what the screen shows is on disk."""

    SAVED = "saved"
    SAVING = "saving"
    WAITING = "waiting for another mltrack"
    FAILED = "not saved"
    READ_ONLY = "read-only"
    STAND_IN = "from a backup"
    SUPPOSED = "what if"


@dataclass(frozen=True, slots=True)
class Supposing:
    """What is supposed at the moment, and saved nowhere."""

    changes: int
    """How many things would be other than they are."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the header says of saving."""

    saving: Saving = Saving.SAVED
    reason: str = ""
    """Why not, in a word or two such as "disk full"; empty where there is nothing to say."""
    stand_in: bool = False
    """True where a save failed and what the screen shows comes from a backup, besides."""

    @property
    def short(self) -> str:
        """The state alone, such as "not saved"; a backup that is in use is never left out."""
        return f"{Saving.STAND_IN.value}, {self.saving.value}" if self.stand_in else self.saving.value

    @property
    def words(self) -> str:
        """The state with its reason, such as "not saved: disk full"."""
        return f"{self.short}: {self.reason}" if self.reason else self.short


_SAVE_SIGNS = {
    Saving.SAVED: ("✓", "$ready"),
    Saving.SAVING: ("…", "$quiet"),
    Saving.WAITING: ("…", "$blocked"),
    Saving.FAILED: ("!", "bold $error"),
    Saving.READ_ONLY: ("!", "$blocked"),
    Saving.STAND_IN: ("!", "$blocked"),
    Saving.SUPPOSED: ("?", "$accent"),
}


_SHORTEST_TITLE = 14
"""Cells below which a cut title says too little."""


def save_state(snapshot: Snapshot, state: SaveState, width: int) -> Content:
    """How many milestones are done, and whether that is on disk; where `width` is short, only the latter."""
    sign, style = _SAVE_SIGNS[state.saving]
    said = (f"{snapshot.done_count} done, {state.words}", state.words, state.short)
    longest_first = [Content.assemble((sign, style), " ", (words, style)) for words in said]
    return next((one for one in longest_first if one.cell_length <= width), longest_first[-1])


def target_meter(snapshot: Snapshot, width: int) -> Content:
    """The primary target with its readiness, in at most `width` cells; empty where there is none."""
    role = snapshot.catalog.roles.get(snapshot.primary_target or "")
    if role is None:
        return Content("")
    required = snapshot.readiness[role.id].required
    bar = meter(required, 12 if width > 44 else 6)
    room = width - bar.cell_length - 7
    if room < _SHORTEST_TITLE:
        short = Content.assemble((f"{TARGET} ", "$accent"), bar, percent(required))
        return short if short.cell_length <= width else Content("")
    title = Content(role.title).truncate(room, ellipsis=True)
    return Content.assemble((f"{TARGET} ", "$accent"), title, " ", bar, percent(required))


def banner(supposing: Supposing, key: str, width: int) -> Content:
    """The line that cannot be overlooked: nothing of this is saved, and by which `key` it ends."""
    so_far = f"{count(supposing.changes, 'change')} supposed" if supposing.changes else "tick what you wonder about"
    longest_first = (
        f" WHAT IF   {so_far}; nothing is saved   {key} keep or discard ",
        f" WHAT IF   {so_far}   {key} ends ",
        f" WHAT IF   {key} ends ",
    )
    words = next((one for one in longest_first if len(one) <= width), longest_first[-1])
    return Content(words.center(width))


def key_hint(key: str, words: str) -> Content:
    """A key and what it does here."""
    return Content.assemble((key, "bold $footer-key-foreground"), " ", words)


def hints(*keys: tuple[str, str]) -> Content:
    """Keys and what they do, for the frame of a list whose keys may not all fit at the bottom."""
    return Content(" · ").join(key_hint(key, words) for key, words in keys)
