"""Time logged, efforts and due days as text, and what the commands about them changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mltrack.cli.text import day_words, wrapped
from mltrack.core.dates import effort_words, minutes_words
from mltrack.core.effort import Figure, Origin, figure
from mltrack.core.entries import Kind
from mltrack.core.history import OwnEffort
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted
from mltrack.core.timesheet import Due, Logged, due_days, due_of, minutes_on, minutes_this_week, time_log


def logged_text(before: Snapshot, after: Snapshot, milestone_id: str) -> list[str]:
    """What `log` added."""
    title = after.catalog.milestone_title(milestone_id)
    new = [time for entry, time in after.progress.log.items() if entry not in before.progress.log]
    lines: list[str] = []
    for time in new:
        said = f" ({time.text})" if time.text else ""
        day = day_words(time.on, after.today)
        lines += wrapped(f"Logged: {minutes_words(time.minutes)} on {title}, {day}{said}.")
    if milestone_id not in before.progress.marks:
        lines += wrapped(f"{title} is started with it.")
    return lines + _sums(after, milestone_id)


def unlogged_text(after: Snapshot, logged: Logged) -> list[str]:
    """What `log --remove` took away."""
    title, time = after.catalog.milestone_title(logged.time.milestone), logged.time
    what = f"{minutes_words(time.minutes)}, {day_words(time.on, after.today)}"
    lines = wrapped(f"Removed entry {logged.number} of {title}: {what}.")
    if any(one.number >= logged.number for one in time_log(after.progress, time.milestone)):
        lines += wrapped("The entries after it have new numbers now.")
    return lines + _sums(after, time.milestone)


def _sums(after: Snapshot, milestone_id: str) -> list[str]:
    title = after.catalog.milestone_title(milestone_id)
    so_far = minutes_words(minutes_on(after.progress, milestone_id))
    week = minutes_words(minutes_this_week(after.progress, after.today))
    return wrapped(f"{title}: {so_far} so far. This week, on everything: {week}.")


def log_lines(snapshot: Snapshot, logged: Sequence[Logged], milestone_id: str | None) -> list[str]:
    """Entries of the time log in the order given, with the sum; of one milestone or of all."""
    if not logged:
        what = f" on {snapshot.catalog.milestone_title(milestone_id)}" if milestone_id else ""
        return wrapped(f"No time is logged{what} yet. Log some: mltrack log {milestone_id or 'ID'} 1h30m")
    lines: list[str] = []
    for one in logged:
        title = "" if milestone_id else snapshot.catalog.milestone_title(one.time.milestone)
        words = ": ".join(part for part in (title, one.time.text) if part)
        beginning = f"{one.number:>4}  {one.time.on}  {minutes_words(one.time.minutes):>11}  "
        lines += wrapped(words, beginning) if words else [beginning.rstrip()]
    whole = minutes_words(sum(one.time.minutes for one in logged))
    lines += ["", *wrapped(f"{whole} in {_entries(len(logged))}.")]
    return [*lines, *wrapped("The numbers count the entries of each milestone: mltrack log ID --remove NO")]


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


_ORIGINS = {
    Origin.OWN: "your own figure",
    Origin.SOURCE: "stated by a source of the catalog",
    Origin.ESTIMATE: "an estimate of the catalog",
    Origin.ASSUMED: "unknown, so this is assumed",
}


def figure_words(found: Figure) -> str:
    """An effort and where it comes from: 30-50 h (your own figure)."""
    spans = [None if span.high == 0 else span for span in (found.hours, found.months)]
    words = effort_words(OwnEffort(*spans)) if any(spans) else "no time"
    return f"{words} ({_ORIGINS[found.origin]})"


def effort_lines(snapshot: Snapshot, milestone_id: str) -> list[str]:
    """The effort that is reckoned with for a milestone, and where it comes from; of a departed one what was said."""
    milestone = snapshot.catalog.milestones.get(milestone_id)
    if milestone is None:
        title, own = snapshot.catalog.milestone_title(milestone_id), snapshot.progress.efforts.get(milestone_id)
        if own is None:
            return wrapped(f"{title} is no longer in the catalog, and there is no figure of your own for it.")
        return wrapped(f"{title}, no longer in the catalog, takes {effort_words(own)} ({_ORIGINS[Origin.OWN]}).")
    found = figure(snapshot, milestone)
    to = ", from nothing to the level working" if milestone.kind is Kind.SKILL else ""
    lines = wrapped(f"{milestone.title} takes {figure_words(found)}{to}.")
    if found.origin is Origin.ASSUMED:
        lines += wrapped(f"No source states it; every {milestone.kind.value} without a figure counts as that.")
    if found.origin is not Origin.OWN:
        lines += wrapped(f"Replace it by your own: mltrack effort {milestone.id} 30-50h")
    return lines


def expected_text(before: Snapshot, after: Snapshot, milestone_id: str) -> list[str]:
    """What `effort` changed."""
    title, milestone = after.catalog.milestone_title(milestone_id), after.catalog.milestones.get(milestone_id)
    old, new = (one.progress.efforts.get(milestone_id) for one in (before, after))
    if new is not None:
        if old == new:
            return wrapped(f"{title} was expected to take {effort_words(new)} already; nothing to change.")
        instead = f" instead of {figure_words(figure(before, milestone))}" if milestone else ""
        return wrapped(f"{title} is now expected to take {effort_words(new)}{instead}.")
    if old is None:
        return wrapped(f"There was no figure of your own for {title}; nothing to change.")
    again = f" It counts as {figure_words(figure(after, milestone))} again." if milestone else ""
    return wrapped(f"Your own figure for {title}, {effort_words(old)}, is removed.{again}")


def due_text(before: Snapshot, after: Snapshot, milestone_id: str) -> list[str]:
    """What `due` changed."""
    title = after.catalog.milestone_title(milestone_id)
    old, new = (one.progress.due.get(milestone_id) for one in (before, after))
    if old == new:
        was = f"due on {new}" if new else "without a due day"
        return wrapped(f"{title} was {was} already; nothing to change.")
    if new is None:
        return wrapped(f"{title} is no longer due on {old}.")
    return wrapped(f"{title} is due on {new}, {_away(new, after.today)}{f', no longer on {old}' if old else ''}.")


def due_line(snapshot: Snapshot, milestone_id: str) -> list[str]:
    """When one milestone is due."""
    title, day = snapshot.catalog.milestone_title(milestone_id), snapshot.progress.due.get(milestone_id)
    if day is None:
        return wrapped(f"{title} has no due day. Give it one: mltrack due {milestone_id} DATE")
    return wrapped(f"{title}: due on {day}, {_how(due_of(snapshot, milestone_id, day), snapshot.today)}.")


def due_lines(snapshot: Snapshot) -> list[str]:
    """All due days, what is overdue first."""
    days = due_days(snapshot)
    if not days:
        return ["Nothing has a due day. Give something one: mltrack due ID DATE"]
    lines: list[str] = []
    for one in days:
        lines += wrapped(
            f"{snapshot.catalog.milestone_title(one.milestone)}, {_how(one, snapshot.today)}", f"{one.day}  "
        )
    return lines


def _how(due: Due, today: date) -> str:
    if due.overdue:
        return f"overdue by {counted((today - due.day).days, 'day')}"
    return _away(due.day, today) if due.counts else "no longer counts: it is done or waived"


def _away(day: date, today: date) -> str:
    days = (day - today).days
    return "today" if days == 0 else f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


def own_lines(snapshot: Snapshot, milestone_id: str) -> list[str]:
    """What a person has told of the time of one milestone; nothing where they have not."""
    lines: list[str] = []
    if own := snapshot.progress.efforts.get(milestone_id):
        lines += wrapped(f"Your own figure: {effort_words(own)}.")
    if minutes := minutes_on(snapshot.progress, milestone_id):
        lines += wrapped(f"Time logged: {minutes_words(minutes)}.")
    if day := snapshot.progress.due.get(milestone_id):
        lines += wrapped(f"Due on {day}, {_how(due_of(snapshot, milestone_id, day), snapshot.today)}.")
    return ["", *lines] if lines else []


def state_of_time(snapshot: Snapshot) -> list[str]:
    """Time logged, own efforts and due days, a line for each sort that there is any of."""
    progress, title = snapshot.progress, snapshot.catalog.milestone_title
    lines: list[str] = []
    if progress.log:
        ids = dict.fromkeys(time.milestone for time in progress.log.values())
        spent = [f"{title(one)} {minutes_words(minutes_on(progress, one))}" for one in sorted(ids)]
        lines += wrapped(", ".join(spent), "Time logged: ", "  ")
    if progress.efforts:
        own = [f"{title(one)} {effort_words(effort)}" for one, effort in sorted(progress.efforts.items())]
        lines += wrapped(", ".join(own), "Own efforts: ", "  ")
    if progress.due:
        days = [f"{title(one.milestone)} {one.day}{' (overdue)' if one.overdue else ''}" for one in due_days(snapshot)]
        lines += wrapped(", ".join(days), "Due: ", "  ")
    return lines


def hours_line(hours: float, *, said: bool) -> list[str]:
    """The hours a week that plans reckon with."""
    how = "as you said" if said else "the default; change it: mltrack hours 6"
    return wrapped(f"Plans reckon with {_a_week(hours)}, {how}.")


def _a_week(hours: float) -> str:
    return f"{hours:g} {'hour' if hours == 1 else 'hours'} a week"


def hours_text(old: float | None, new: float) -> list[str]:
    """What `hours` changed; `old` is what was said before, if anything."""
    if old == new:
        return wrapped(f"Plans reckoned with {_a_week(new)} already; nothing to change.")
    before = "" if old is None else f", no longer with {_a_week(old)}"
    return wrapped(f"Plans now reckon with {_a_week(new)}{before}.")
