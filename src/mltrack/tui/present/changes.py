"""What an action did, in the sentence of a toast or a line of history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from mltrack.core.journal import told
from mltrack.core.progress import Action
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.row import Row
from mltrack.tui.present.words import count, day


def action_rows(snapshot: Snapshot, actions: Iterable[Action]) -> Iterator[Row]:
    """One line an action, in the order given."""
    for action in actions:
        words = told(snapshot.catalog, action)
        when = day(action.at.date(), snapshot.today)
        yield Row(Content(words[:1].upper() + words[1:]), Content.styled(when, "$quiet"))


def turn_words(snapshot: Snapshot) -> str:
    """What the newest action, an undo or a redo, took back or did again."""
    kind, _, deed = told(snapshot.catalog, snapshot.progress.actions[-1]).partition(": ")
    return f"{'Undone' if kind == 'undo' else 'Done again'}: {deed}"


def level_hint(snapshot: Snapshot, milestone_id: str) -> str:
    """For a skill ticked below the level that roles ask for: at which it is, and how to raise it; else empty."""
    held = snapshot.standing(milestone_id).level
    if held is None:
        return ""
    roles = snapshot.catalog.asked_by.get(milestone_id, ())
    more = [role for role in roles if (level := snapshot.needed_level(milestone_id, role)) and level > held]
    if not more:
        return ""
    title = snapshot.catalog.milestone_title(milestone_id)
    ask = "asks" if len(more) == 1 else "ask"
    return f"{title}: {held.value}. {count(len(more), 'role')} {ask} for more: + raises it."
