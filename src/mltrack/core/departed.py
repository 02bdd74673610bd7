"""What is said of what left the catalog: nothing that a person told of it is lost."""

from __future__ import annotations

from mltrack.core.catalog import Catalog
from mltrack.core.journal import listed
from mltrack.core.snapshot import Snapshot


def removed_words(catalog: Catalog, entry_id: str) -> str:
    """What became of something that the catalog has no more; empty where it does not say."""
    removed = catalog.removed.get(entry_id)
    if removed is None:
        return ""
    title = catalog.role_title if removed.was.noun == "role" else catalog.milestone_title
    instead = f" In its place: {listed(map(title, removed.successors))}." if removed.successors else ""
    return f"{removed.reason}{instead}"


def lost_aims_words(snapshot: Snapshot) -> str:
    """That all that a person aims for has left the catalog; empty where some is there, or nothing is aimed for."""
    catalog = snapshot.catalog
    aims = [role_id for role_id, _ in snapshot.progress.aims]
    if not aims or any(role_id in catalog.roles for role_id in aims):
        return ""
    if len(aims) > 1:
        return f"The roles that you aim for are no longer in the catalog: {listed(map(catalog.role_title, aims))}."
    became = removed_words(catalog, aims[0])
    words = f"The role that you aim for, {catalog.role_title(aims[0])}, is no longer in the catalog."
    return f"{words} {became}" if became else words
