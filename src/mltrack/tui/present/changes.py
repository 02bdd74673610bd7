"""What an action did, in the sentence of a toast or a line of history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from mltrack.core.history import Action, Change, Status, TargetChange
from mltrack.core.journal import listed, told, told_changes
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.keys import key
from mltrack.tui.present.row import Row, bullet
from mltrack.tui.present.words import count, day

_DAY = 14
"""Cells that a day takes at the end of a line, with the gap before it."""


def action_rows(snapshot: Snapshot, actions: Iterable[Action]) -> Iterator[Row]:
    """One line an action, in the order given."""
    for action in actions:
        words = told(snapshot.catalog, action, day)
        when = day(action.at.date(), snapshot.today)
        yield Row(Content(words[:1].upper() + words[1:]), Content.styled(when, "$quiet"))


def listed_actions(snapshot: Snapshot, actions: Sequence[Action], width: int, most: int | None = None) -> Iterator[Row]:
    """The newest actions first, each in full with its day; after `most` of them, how many more there are."""
    shown = list(reversed(actions))[:most]
    for action in shown:
        words = told(snapshot.catalog, action, day)
        first, *rest = bullet(words[:1].upper() + words[1:], width - _DAY)
        yield Row(first.left, Content.styled(day(action.at.date(), snapshot.today), "$quiet"))
        yield from rest
    if len(actions) > len(shown):
        yield Row(Content.styled(f"  and {len(actions) - len(shown)} more", "$quiet"))


def change_rows(snapshot: Snapshot, changes: Iterable[Change], width: int) -> Iterator[Row]:
    """One bullet a change, in the order given."""
    for change in changes:
        words = change_words(snapshot, change)
        yield from bullet(words[:1].upper() + words[1:], width)


def change_words(snapshot: Snapshot, change: Change) -> str:
    """One change in words."""
    return told_changes(snapshot.catalog, [change], day)


def subject_title(snapshot: Snapshot, change: Change) -> str:
    """The title of the milestone or role that a change is about."""
    if isinstance(change, TargetChange):
        return snapshot.catalog.role_title(change.role)
    return snapshot.catalog.milestone_title(change.milestone)


def turn_words(snapshot: Snapshot) -> str:
    """What the newest action, an undo or a redo, took back or did again."""
    kind, _, deed = told(snapshot.catalog, snapshot.progress.newest, day).partition(": ")
    return f"{'Undone' if kind == 'undo' else 'Redone'}: {deed}"


def several_words(now: Snapshot) -> str:
    """What the newest action did to several, such as "4 milestones changed as one; u takes all of it back"."""
    changed = len(now.progress.newest.changes) if now.progress.history else 0
    return (
        f"{count(changed, 'milestone')} changed as one; {key('app.undo')} takes all of it back" if changed > 1 else ""
    )


def tick_words(snapshot: Snapshot, milestone_id: str, asked: Level | None = None) -> str:
    """What a tick means beyond itself: what it brings along, and at which level a skill counts; empty for nothing."""
    mark = snapshot.progress.marks.get(milestone_id)
    if mark is not None and mark.status is Status.DONE:
        closure = {leaf.has for leaf in snapshot.catalog.implied_closure.get(milestone_id, ())}
        brought = [snapshot.catalog.milestone_title(one) for one in snapshot.brought_along if one in closure]
        if brought:
            return f"{snapshot.catalog.milestone_title(milestone_id)} brings along {listed(brought)}."
    return level_hint(snapshot, milestone_id, asked)


def level_hint(snapshot: Snapshot, milestone_id: str, asked: Level | None = None) -> str:
    """At which level a skill was ticked: the one that the place `asked` for, or one below what roles ask for.

    And how to change it; empty for other kinds, and where there is nothing to say.
    """
    held = snapshot.standing(milestone_id).level
    if held is None:
        return ""
    roles = snapshot.catalog.asked_by.get(milestone_id, ())
    more = [role for role in roles if (level := snapshot.needed_level(milestone_id, role)) and level > held]
    title = snapshot.catalog.milestone_title(milestone_id)
    if not more:
        return f"{title}: {held.value}, as is asked for here. - lowers it." if asked else ""
    ask = "asks" if len(more) == 1 else "ask"
    return f"{title}: {held.value}. {count(len(more), 'role')} {ask} for more: + raises it."
