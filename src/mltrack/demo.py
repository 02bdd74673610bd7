"""A filled tracker on a throw-away copy: what `mltrack --demo` opens and the pictures are made of.

Everything hangs on the clock: at the same moment, the same story. A software developer has been on
the way to machine learning for eight months, in the evenings and at weekends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeAlias

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Span
from mltrack.core.history import Change, Event, Mark, MarkChange, OwnEffort, Status, Turn
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.errors import StoreError
from mltrack.session import Clock, Session, local_now, open_session, places_below
from mltrack.writing import Stamp, events_of

_Act: TypeAlias = Callable[[Catalog, Progress, date], Sequence[Change]]
"""What is done: with the catalog, on what stands by then, on its day."""


class _Step(NamedTuple):
    """Something done so many calendar weeks before this one, on a day of the week from 0, Monday, at an hour."""

    weeks: int
    weekday: int
    hour: int
    act: _Act


def _aim(role: str, weeks: int | None = None, *, primary: bool = False) -> _Act:
    """Aim for a role, to be ready so many weeks later."""
    return lambda _, progress, today: actions.target(
        progress, [role], by=today + timedelta(weeks=weeks) if weeks else None, primary=primary
    )


def _tick(milestone: str, level: Level | None = None, *, weeks_before: int = 0) -> _Act:
    return lambda catalog, progress, today: actions.tick(
        progress, catalog.milestones[milestone], today, level=level, on=today - timedelta(weeks=weeks_before)
    )


def _certify(milestone: str, weeks: int) -> _Act:
    """Be certified, for so many weeks."""

    def certified(_: Catalog, progress: Progress, today: date) -> Sequence[Change]:
        ends = today + timedelta(weeks=weeks)
        mark = Mark(Status.DONE, done_on=today, expires_on=ends)
        return [MarkChange(milestone, progress.marks.get(milestone), mark)]

    return certified


def _start(milestone: str) -> _Act:
    return lambda catalog, progress, today: actions.start(progress, catalog.milestones[milestone], today)


def _waive(milestone: str, reason: str) -> _Act:
    return lambda catalog, progress, today: actions.waive(progress, catalog.milestones[milestone], today, reason)


def _note(milestone: str, text: str) -> _Act:
    return lambda _, progress, __: actions.note(progress, milestone, text)


def _due(milestone: str, days: int) -> _Act:
    """Want it to be done so many days later."""
    return lambda catalog, progress, today: actions.due(
        progress, catalog.milestones[milestone], today + timedelta(days=days), today
    )


def _expect(milestone: str, low: float, high: float) -> _Act:
    return lambda _, progress, __: actions.expect(progress, milestone, OwnEffort(Span(low, high)))


def _log(milestone: str, minutes: int, entry: int, text: str) -> _Act:
    return lambda catalog, progress, today: actions.log(
        progress, catalog.milestones[milestone], today, minutes, entry=f"{entry:032x}", text=text
    )


def _undo(*_: object) -> Sequence[Change]:
    """Take the step before back; it is known by itself, for what it changes lies in the history."""
    return ()


_SPECIALIZATION = """\
Three courses, all with graded notebooks:

1. **Supervised learning**: regression and classification
2. **Advanced algorithms**: trees, *XGBoost*, a first network
3. **Unsupervised learning**, recommenders, reinforcement learning

The second course is where it clicked. Certificate is in `~/papers/ml`.
"""
_SPARK = """\
Chapter 4 done. Next: joins and window functions.

- [x] set up a local cluster
- [x] word count, *the hello world of it*
- [ ] the taxi data set from start to end
"""
_STATISTICS = """\
## Weak spots

- **Bayes**: do the exercises of chapter 6 again
- p-values: explain them to somebody without the word *significant*

> All models are wrong, but some are useful.
"""

_STEPS = (
    _Step(34, 6, 17, _aim("machine-learning-engineer", 142, primary=True)),
    _Step(34, 6, 17, _tick("bachelors-computer-science", weeks_before=260)),
    _Step(34, 6, 17, _tick("computer-programming", Level.PROFICIENT)),
    _Step(34, 6, 17, _tick("software-engineering", Level.WORKING)),
    _Step(34, 6, 17, _tick("java", Level.WORKING)),
    _Step(34, 6, 17, _tick("sql", Level.FAMILIAR)),
    _Step(29, 5, 16, _tick("python", Level.WORKING)),
    _Step(27, 2, 21, _tick("sql", Level.WORKING)),
    _Step(26, 5, 12, _certify("oracle-database-sql-associate", 29)),
    _Step(24, 6, 18, _tick("python", Level.PROFICIENT)),
    _Step(23, 1, 20, _aim("data-scientist", 138)),
    _Step(20, 6, 17, _tick("mathematics", Level.WORKING)),
    _Step(18, 4, 17, _tick("software-engineering", Level.PROFICIENT)),
    _Step(17, 3, 21, _waive("apache-hadoop", "no posting that I read asks for it any more")),
    _Step(12, 5, 17, _tick("machine-learning-specialization")),
    _Step(12, 5, 18, _note("machine-learning-specialization", _SPECIALIZATION)),
    _Step(11, 2, 20, _start("apache-spark")),
    _Step(10, 6, 16, _tick("data-preparation", Level.WORKING)),
    _Step(9, 3, 21, _note("apache-spark", _SPARK)),
    _Step(8, 1, 20, _due("apache-spark", 50)),
    _Step(8, 6, 17, _tick("data-science", Level.WORKING)),
    _Step(6, 5, 17, _tick("exploratory-data-analysis", Level.WORKING)),
    _Step(5, 3, 20, _expect("c-plus-plus", 60, 80)),
    _Step(5, 3, 20, _aim("ai-engineer")),
    _Step(4, 6, 18, _tick("statistics", Level.WORKING)),
    _Step(4, 6, 18, _note("statistics", _STATISTICS)),
    _Step(3, 2, 21, _tick("data-visualization", Level.WORKING)),
    _Step(3, 3, 19, _due("model-training", 32)),
    _Step(2, 4, 18, _tick("communication", Level.WORKING)),
    _Step(1, 0, 12, _tick("software-testing", Level.WORKING)),
    _Step(1, 0, 12, _undo),
    _Step(1, 6, 17, _tick("data-science", Level.PROFICIENT)),
)
"""What was done beside learning. Nothing is of this week, which may only just have begun."""

_SUBJECTS = (
    (34, "python", "python"),
    (28, "sql", "python"),
    (26, "python", "mathematics"),
    (23, "mathematics", "mathematics"),
    (19, "machine-learning-specialization", "software-engineering"),
    (17, "machine-learning-specialization", "machine-learning-specialization"),
    (11, "data-preparation", "apache-spark"),
    (9, "data-science", "data-science"),
    (7, "statistics", "exploratory-data-analysis"),
    (5, "statistics", "statistics"),
    (3, "model-training", "data-visualization"),
    (2, "model-training", "data-science"),
    (1, "model-training", "c-plus-plus"),
)
"""From so many weeks ago on: what the evenings went to, and what the weekends."""

_WEEKS = (
    ((1, 60), (3, 45), (5, 120)),
    ((0, 45), (2, 75), (6, 150)),
    ((1, 90), (5, 100), (6, 80)),
    ((3, 60),),
    ((0, 60), (1, 45), (3, 75), (5, 180)),
    ((2, 50), (4, 40), (6, 110)),
)
"""Weeks as they come and go: days of the week, and minutes."""

_GAPS = frozenset({31, 22, 15, 14, 13})
"""Weeks without: a cold, a deadline at work, and a holiday by the sea."""

_TEXTS = ("", "exercises", "", "the next chapter", "", "read the notes again", "a notebook of my own")


@contextmanager
def demo_session(clock: Clock = local_now) -> Iterator[Session]:
    """A session of somebody eight months on the way; its files are gone when the block ends. Raises StoreError."""
    try:
        temporary = TemporaryDirectory(prefix="mltrack-demo-")
    except OSError as error:
        raise StoreError("There is no room for the files of the demo; set TMPDIR to a folder for them.") from error
    with temporary as folder:
        session = open_session(places_below(Path(folder)), clock, bundled=True)
        story = _story(clock())
        for chapter in (story[: len(story) // 2], story[len(story) // 2 : -1], story[-1:]):  # there are backups to see
            _tell(session, chapter)
        yield session


def _story(now: datetime) -> Sequence[tuple[datetime, _Act]]:
    """All that was done until now, in its order."""
    monday = now.date() - timedelta(days=now.weekday())
    steps = [*_STEPS, *_learning()]
    told = [
        (datetime.combine(monday + timedelta(days=one.weekday - 7 * one.weeks), time(one.hour), now.tzinfo), one.act)
        for one in steps
    ]
    return sorted((one for one in told if one[0] < now), key=lambda one: one[0])


def _learning() -> Iterator[_Step]:
    """The time logged, week by week."""
    entry = 0
    for weeks in range(_SUBJECTS[0][0], -1, -1):
        evening, weekend = [(one, other) for since, one, other in _SUBJECTS if since >= weeks][-1]
        for weekday, minutes in () if weeks in _GAPS else _WEEKS[weeks % len(_WEEKS)]:
            at_weekend = weekday > 4
            entry += 1
            text = _TEXTS[entry % len(_TEXTS)]
            act = _log(weekend if at_weekend else evening, minutes, entry, text)
            yield _Step(weeks, weekday, 12 if at_weekend else 20, act)


def _tell(session: Session, story: Sequence[tuple[datetime, _Act]]) -> None:
    """Do it all in one save."""

    def events(progress: Progress, device: str) -> Sequence[Event]:
        told: list[Event] = []
        for moment, act in story:
            stamp, changes = Stamp(moment), act(session.catalog, progress, moment.date())
            if act is _undo and progress.undoable is not None:
                step = progress.undoable
                stamp, changes = Stamp(moment, Turn.UNDO, step.action, step.label), step.changes
            new = events_of(progress, device, stamp, changes)
            progress = progress.after(new)
            told += new
        return told

    session.save(events)
