"""What a change moved, in a sentence that both faces say: the roles that came nearer or went further off."""

from __future__ import annotations

from fractions import Fraction

from mltrack.core.journal import listed
from mltrack.core.readiness import Tally
from mltrack.core.records import dataclass
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted

_NAMED = 3
"""How many moved roles a sentence names before it counts the others."""


def moved(before: Snapshot, after: Snapshot, verb: str = "moved") -> str:
    """The roles whose required share changed: targets first, then by how far they moved."""
    aims = [role_id for role_id, _ in after.progress.aims]
    changes = [
        _Move(role, before.readiness[role].required, now.required)
        for role, now in after.readiness.items()
        if now.required.share != before.readiness[role].required.share
    ]
    if not changes:
        return f"No role {verb}."
    changes.sort(key=lambda move: (aims.index(move.role) if move.role in aims else len(aims), -move.distance))
    named = [
        f"{after.catalog.role_title(move.role)} {move.old.percent}% -> {move.new.percent}%" for move in changes[:_NAMED]
    ]
    others = len(changes) - len(named)
    roles = f"{', '.join(named)} and {others} more" if others else listed(named)
    return f"{counted(len(changes), 'role')} {verb}: {roles}."


@dataclass(frozen=True, slots=True)
class _Move:
    role: str
    old: Tally
    new: Tally

    @property
    def distance(self) -> Fraction:
        return abs(self.new.share - self.old.share)
