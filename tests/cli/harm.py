"""Harm done to a progress file, and where mltrack has put it then."""

from __future__ import annotations

from pathlib import Path

from tests.store.damages import Damage, lose_copy


def harm(file: Path, damage: Damage) -> bytes:
    """Change the file, in its place, and return what it holds now; the backup of its last save goes too."""
    damaged = damage(file.read_bytes())
    lose_copy(file)
    file.write_bytes(damaged)
    return damaged


def aside_of(progress_file: Path) -> Path:
    """The one file that was put aside."""
    (aside,) = progress_file.parent.glob("progress.json.damaged-*")
    return aside
