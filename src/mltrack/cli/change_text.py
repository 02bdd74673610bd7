"""What a verb changed and what that moved, in one or two sentences: the snapshot before, the one after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mltrack.cli.text import day_words, stands, wrapped
from mltrack.core.entries import Kind
from mltrack.core.history import MarkChange, Status, Turn
from mltrack.core.journal import at_level, told
from mltrack.core.moved_words import moved
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted


def ticked(before: Snapshot, after: Snapshot, ids: Sequence[str]) -> list[str]:
    """What `tick` did."""
    changed, same = _parted(before, after, ids)
    hints = [line for one in (*changed, *same) for line in _higher_levels(after, one)]
    if not changed:
        return _unchanged(after, same, "done") + hints
    by_day: dict[str, list[str]] = {}
    sentences: list[str] = []
    for one in changed:
        if level_words := _level_changed(before, after, one):
            sentences.append(level_words)
            continue
        mark = after.progress.marks[one]
        day = day_words(mark.done_on, after.today) if mark.done_on else ""
        by_day.setdefault(day, []).append(at_level(after.catalog.milestone_title(one), mark.level))
    if by_day:
        done = "; ".join(f"{', '.join(titles)}, {day}" for day, titles in by_day.items())
        sentences.insert(0, f"Done: {done}.")
    lines = wrapped(f"{' '.join(sentences)} {moved(before, after)}")
    lines += wrapped(f"Done already: {_titles(after, same)}.") if same else []
    return lines + hints


def _level_changed(before: Snapshot, after: Snapshot, milestone_id: str) -> str:
    """That a skill was raised or lowered while the day on which it was done stays; empty where that is not so."""
    old, new = (one.progress.marks.get(milestone_id) for one in (before, after))
    if old is None or new is None or old.level is None or new.level is None:
        return ""
    if (old.status, old.done_on) != (new.status, new.done_on) or old.level is new.level:
        return ""
    verb = "Raised" if new.level > old.level else "Lowered"
    since = f" (done since {new.done_on})" if new.done_on and new.done_on != after.today else ""
    title = after.catalog.milestone_title(milestone_id)
    return f"{verb}: {title} from {old.level.value} to {new.level.value}, today{since}."


def open_again(before: Snapshot, after: Snapshot, ids: Sequence[str]) -> list[str]:
    """What `untick` did."""
    changed, same = _parted(before, after, ids)
    if not changed:
        return _unchanged(after, same, "open")
    lines = wrapped(f"Open again: {_titles(after, changed)}. {moved(before, after)}")
    return lines + (wrapped(f"Open already: {_titles(after, same)}.") if same else [])


def started(before: Snapshot, after: Snapshot, milestone_id: str) -> list[str]:
    """What `start` did."""
    changed, same = _parted(before, after, [milestone_id])
    if not changed:
        return _unchanged(after, same, "started")
    return wrapped(f"Started: {_titles(after, changed)}, today.")


def waived(before: Snapshot, after: Snapshot, milestone_id: str) -> list[str]:
    """What `waive` did."""
    changed, same = _parted(before, after, [milestone_id])
    if not changed:
        return _unchanged(after, same, "waived for this reason")
    fewer = sum(
        after.readiness[role].required.missing < readiness.required.missing
        for role, readiness in before.readiness.items()
    )
    reason = after.progress.marks[milestone_id].reason
    lines = wrapped(f"Waived: {_titles(after, changed)} ({reason}).")
    lacks = f"{counted(fewer, 'role')} {'lacks' if fewer == 1 else 'lack'} one thing less."
    return lines + (wrapped(lacks) if fewer else [])


def noted(before: Snapshot, after: Snapshot, milestone_id: str) -> list[str]:
    """What `note` did."""
    title = after.catalog.milestone_title(milestone_id)
    old, new = (one.progress.notes.get(milestone_id, "") for one in (before, after))
    if old == new:
        says = "says this already" if new else "is empty already"
        return wrapped(f"The note on {title} {says}; nothing to change.")
    return wrapped(f"Note on {title} saved ({counted(len(new), 'character')})." if new else f"Note on {title} removed.")


def aimed(before: Snapshot, after: Snapshot, role_ids: Sequence[str]) -> list[str]:
    """What `target` did to the roles named, whether it added, changed or removed them."""
    lines: list[str] = []
    for role_id in role_ids:
        title = after.catalog.role_title(role_id)
        old, new = before.progress.targets.get(role_id), after.progress.targets.get(role_id)
        if old == new:
            state = "a target already" if new else "no target"
            lines += wrapped(f"{title} was {state}; nothing to change.")
        elif new is None:
            lines += wrapped(f"No longer a target: {title}.")
        else:
            said = [title, f"by {new.by}" if new.by else "", "primary" if new.primary else ""]
            required = after.readiness[role_id].required
            aim = ", ".join(part for part in said if part)
            lines += wrapped(f"Target: {aim}. {stands(required)}.")
    return lines


def turned(before: Snapshot, after: Snapshot) -> list[str]:
    """What `undo` or `redo` did, which is the newest action of the history."""
    newest = after.progress.newest
    deed = told(after.catalog, newest).partition(": ")[2]
    word = "Undone" if newest.turn is Turn.UNDO else "Redone"
    moving = any(isinstance(change, MarkChange) and _may_move(change) for change in newest.changes)
    return wrapped(f"{word}: {deed}. {moved(before, after)}" if moving else f"{word}: {deed}.")


def _may_move(change: MarkChange) -> bool:
    """True where something is or was done or waived: what was only started has earned nothing."""
    return any(mark is not None and mark.status is not Status.STARTED for mark in (change.old, change.new))


def _higher_levels(after: Snapshot, milestone_id: str) -> list[str]:
    """How many roles ask for more than the level that a skill was ticked at, and how to say it is reached."""
    held = after.progress.marks[milestone_id].level
    if held is None or after.catalog.milestones[milestone_id].kind is not Kind.SKILL:
        return []
    asked = Counter(
        level
        for role_id in after.catalog.asked_by.get(milestone_id, ())
        if (level := after.needed_level(milestone_id, role_id)) is not None and level > held
    )
    if not asked:
        return []
    levels = [level for level in Level if level in asked]
    counts = [f"{counted(asked[levels[0]], 'role')} {'asks' if asked[levels[0]] == 1 else 'ask'} for {levels[0].value}"]
    counts += [f"{asked[level]} for {level.value}" for level in levels[1:]]
    return wrapped(f"{', '.join(counts)}: mltrack tick {milestone_id} --level {levels[0].rank}")


def _parted(before: Snapshot, after: Snapshot, ids: Sequence[str]) -> tuple[list[str], list[str]]:
    """The ids whose mark changed, and those whose mark did not, each once."""
    changed = [one for one in dict.fromkeys(ids) if before.progress.marks.get(one) != after.progress.marks.get(one)]
    return changed, [one for one in dict.fromkeys(ids) if one not in changed]


def _unchanged(after: Snapshot, ids: Sequence[str], state: str) -> list[str]:
    verb = "was" if len(ids) == 1 else "were"
    return wrapped(f"{_titles(after, ids)} {verb} {state} already; nothing to change.")


def _titles(after: Snapshot, ids: Sequence[str]) -> str:
    return ", ".join(after.catalog.milestone_title(one) for one in ids)
