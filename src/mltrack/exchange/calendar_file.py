"""iCalendar (RFC 5545): what is due, what expires and what is planned, as all-day events or as to-dos.

Of what takes months there is one day, the last one that the plan has for it: bars of months fill a calendar and
say nothing. Notes stay at home: calendars are shared. The few rules of the format are kept here: text is
escaped, lines end in CR LF and are folded at 75 octets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Final

from mltrack import __version__
from mltrack.core.advice import effort_words
from mltrack.core.dates import day_words
from mltrack.core.text import plain
from mltrack.core.timesheet import due_of
from mltrack.exchange.worklist import Item, Worklist, identity, moment, stamp
from mltrack.exchange.writing import Export

_LONGEST_LINE: Final = 75
"""Octets of a line without its break (RFC 5545, 3.1)."""
_NOON: Final = time(12)
_WEEK: Final = timedelta(days=7)
_COUNTS_UNTIL: Final = "The last day on which it counts."


def written(export: Export) -> str:
    """The calendar; one without any event where nothing is due, expires or is planned."""
    calendar = _Calendar(export)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//mltrack//mltrack {__version__}//EN",
        "CALSCALE:GREGORIAN",
        *(calendar.todos() if export.as_todo else calendar.events()),
        "END:VCALENDAR",
    ]
    return "".join(map(folded, lines))


class _Calendar:
    """The lines of its components, not folded yet."""

    def __init__(self, export: Export) -> None:
        self._export: Final = export
        self._snapshot: Final = export.snapshot
        self._work: Final = Worklist(export)

    def events(self) -> Iterator[str]:
        """What is due, what the plan has done by when, what expires, and the days for which roles are wanted."""
        work = self._work
        for item in work.to_do:
            if item.due is not None and due_of(self._snapshot, item.milestone, item.due).counts:
                yield from self._event("due", item, f"Due: {item.title}", item.due)
        for item in work.to_do:
            if (end := self._planned_end(item)) is not None:
                yield from self._event("planned", item, f"By the plan: {item.title} done", end)
        for item in work.done:
            if (last := self._last_day(item)) is not None:
                yield from self._event("expires", item, f"Expires: {item.title}", last)
        for role_id, by in self._aims():
            yield from self._component("VEVENT", "aim", role_id, [_day("DTSTART", by), *self._aim(role_id), _FREE])

    def _event(self, of: str, item: Item, summary: str, day: date) -> Iterator[str]:
        said = {"planned": _plan_words(item), "expires": _COUNTS_UNTIL}.get(of, "")
        lines = [_day("DTSTART", day), f"SUMMARY:{escaped(summary)}", *self._about(item, said), _FREE]
        if of != "planned":
            lines += self._reminder(summary, day)
        return self._component("VEVENT", of, item.milestone, lines)

    def todos(self) -> Iterator[str]:
        """What is to do and due or planned, what is done, what is to be renewed, and the days for roles."""
        work = self._work
        for item in work.to_do:
            if (end := item.due or self._planned_end(item)) is not None:
                begun = item.mark.started_on if item.mark is not None and item.is_started else None
                state = [_day("DTSTART", begun)] if begun is not None and begun < end else []
                state += _open(end, "IN-PROCESS" if item.is_started else "NEEDS-ACTION")
                reminder = self._reminder(item.title, item.due) if item.due is not None else ()
                yield from self._todo("task", item, item.title, state, reminder)
        for item in work.settled:
            if item.mark is not None and item.mark.done_on is not None:
                yield from self._todo("task", item, item.title, _completed(item.mark.done_on))
        for item in work.done:
            if (last := self._last_day(item)) is not None:
                summary = f"Renew: {item.title}"
                yield from self._todo("renew", item, summary, _open(last), self._reminder(summary, last))
        for role_id, by in self._aims():
            status = "COMPLETED" if self._snapshot.readiness[role_id].ready else "NEEDS-ACTION"
            yield from self._component("VTODO", "aim-task", role_id, [*_open(by, status), *self._aim(role_id)])

    def _todo(
        self, of: str, item: Item, summary: str, state: Sequence[str], reminder: Sequence[str] = ()
    ) -> Iterator[str]:
        said = _COUNTS_UNTIL if of == "renew" else _plan_words(item)
        lines = [*state, f"SUMMARY:{escaped(summary)}", *self._about(item, said), *reminder]
        return self._component("VTODO", of, item.milestone, lines)

    def _planned_end(self, item: Item) -> date | None:
        """The day by which the plan has it done; None where only days of one's own are asked for."""
        return None if self._export.due_only else item.ends

    def _last_day(self, item: Item) -> date | None:
        """The last day on which what is done counts, where it is still to come."""
        return item.expires if item.expires is not None and item.expires >= self._snapshot.today else None

    def _reminder(self, summary: str, day: date) -> Sequence[str]:
        """One a week before, unless that is over: programs go off at once for what they missed."""
        if day - self._snapshot.today < _WEEK:
            return ()
        trigger = "TRIGGER;RELATED=END:-P7D" if self._export.as_todo else "TRIGGER:-P7D"
        return "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(summary)}", trigger, "END:VALARM"

    def _component(self, name: str, of: str, about: str, lines: Sequence[str]) -> Iterator[str]:
        yield f"BEGIN:{name}"
        yield f"UID:{identity(self._snapshot.catalog, of, about)}"
        yield f"DTSTAMP:{stamp(self._export.now)}"
        yield from lines
        yield f"END:{name}"

    def _about(self, item: Item, said: str) -> Iterator[str]:
        milestone = self._snapshot.catalog.milestones.get(item.milestone)
        told = (said, milestone.summary if milestone else "", f"mltrack milestone {item.milestone}")
        yield f"DESCRIPTION:{escaped(chr(10).join(filter(None, told)))}"
        yield f"CATEGORIES:{','.join(filter(None, ('mltrack', item.kind)))}"
        if link := self._work.link(item.milestone):
            yield f"URL:{link}"

    def _aims(self) -> Iterator[tuple[str, date]]:
        """The roles that are wanted by a day, with that."""
        for role_id in self._work.roles:
            target = self._snapshot.progress.targets.get(role_id)
            if target is not None and target.by is not None:
                yield role_id, target.by

    def _aim(self, role_id: str) -> Sequence[str]:
        title = self._snapshot.catalog.role_title(role_id)
        return f"SUMMARY:{escaped(f'To be ready: {title}')}", "CATEGORIES:mltrack,target"


_FREE: Final = "TRANSP:TRANSPARENT"
"""Whoever looks for a free hour finds the day as free as it is."""


def _open(due: date, status: str = "NEEDS-ACTION") -> Sequence[str]:
    return _day("DUE", due), f"STATUS:{status}"


def _completed(on: date) -> Sequence[str]:
    return f"COMPLETED:{stamp(moment(on, _NOON))}", "PERCENT-COMPLETE:100", "STATUS:COMPLETED"


def _day(name: str, day: date) -> str:
    return f"{name};VALUE=DATE:{day.isoformat().replace('-', '')}"


def _plan_words(item: Item) -> str:
    """When it is done and begun, and what it takes; empty for what no plan has."""
    if not item.slots or item.ends is None or item.begins is None:
        return ""
    begun = item.mark.started_on if item.mark is not None and item.is_started else None
    begins = f"begun {day_words(begun)}" if begun else f"begun {day_words(item.begins)} at the latest"
    effort = " and ".join(effort_words(slot.pick.remaining) for slot in item.slots)
    return f"By the plan: done {day_words(item.ends)} at the latest; {begins}; {effort}."


def escaped(text: str) -> str:
    """TEXT (RFC 5545, 3.3.11): nothing in it can end its line."""
    safe = plain(text, lines=True).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return safe.replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, each but the first behind a space; no character is cut in two."""
    pieces, begin, room = [], 0, _LONGEST_LINE
    for place, char in enumerate(line):
        size = len(char.encode())
        if size > room:
            pieces.append(line[begin:place])
            begin, room = place, _LONGEST_LINE - 1
        room -= size
    return "\r\n ".join((*pieces, line[begin:])) + "\r\n"
