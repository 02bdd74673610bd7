"""What is said of what is not in the catalog any more, or not for now: nothing that a person told of it is lost."""

from __future__ import annotations

from mltrack.core.catalog import Catalog
from mltrack.core.journal import listed
from mltrack.core.snapshot import Snapshot
from mltrack.errors import LEFT_OUT_HELP, left_out_for

NO_LONGER = "no longer in the catalog"
LEFT_OUT = "left out for now"


def removed_words(catalog: Catalog, entry_id: str, noun: str = "milestone") -> str:
    """What became of something that the catalog has no more; empty where it does not say."""
    removed = catalog.removed.get(entry_id)
    if removed is None or removed.was.noun != noun:
        return ""
    title = catalog.role_title if noun == "role" else catalog.milestone_title
    instead = f" In its place: {listed(map(title, removed.successors))}." if removed.successors else ""
    return f"{removed.reason}{instead}"


def left_out_words(catalog: Catalog, noun: str, entry_id: str) -> str:
    """That a role or milestone is left out for now, and for which fault; empty where it is not."""
    fault = catalog.left_out_for(noun, entry_id)
    words = left_out_for(fault) if fault else ""
    return words[:1].upper() + words[1:]


def became_words(catalog: Catalog, milestone_id: str) -> str:
    """Why a milestone is not there: the fault it is left out for, or what became of it; empty where nobody says."""
    return left_out_words(catalog, "milestone", milestone_id) or removed_words(catalog, milestone_id)


def absence(catalog: Catalog, noun: str, entry_id: str) -> str:
    """In what way something that was told of is not there, in a few words."""
    return LEFT_OUT if catalog.left_out_for(noun, entry_id) else NO_LONGER


def lost_aims_words(snapshot: Snapshot) -> str:
    """Why all that a person aims for is not there; empty where some is there, or nothing is aimed for."""
    catalog = snapshot.catalog
    aims = [role_id for role_id, _ in snapshot.progress.aims]
    if not aims or any(role_id in catalog.roles for role_id in aims):
        return ""
    if len(aims) == 1:
        return _lost_aim(catalog, aims[0])
    lost = {why: [one for one in aims if absence(catalog, "role", one) == why] for why in (NO_LONGER, LEFT_OUT)}
    told = [f"{why}: {listed(map(catalog.role_title, some))}" for why, some in lost.items() if some]
    words = f"The roles that you aim for are {'; '.join(told)}."
    return f"{words} {LEFT_OUT_HELP}" if lost[LEFT_OUT] else words


def _lost_aim(catalog: Catalog, role_id: str) -> str:
    words = f"The role that you aim for, {catalog.role_title(role_id)}, is"
    if (fault := catalog.left_out_for("role", role_id)) is not None:
        return f"{words} {left_out_for(fault)}"
    became = removed_words(catalog, role_id, "role")
    return f"{words} {NO_LONGER}. {became}" if became else f"{words} {NO_LONGER}."
