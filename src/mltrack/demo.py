"""A filled tracker on a throw-away copy: what `mltrack --demo` opens and the pictures are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from mltrack.core.requirements import Level
from mltrack.errors import StoreError
from mltrack.session import Clock, Session, local_now, open_session, places_below

_STORY: tuple[tuple[int, Callable[[Session], object]], ...] = (
    (120, lambda one: one.target(["machine-learning-engineer"])),
    (120, lambda one: one.tick(["bachelors-computer-science"])),
    (118, lambda one: one.tick(["python"], level=Level.PROFICIENT)),
    (112, lambda one: one.tick(["sql"], level=Level.WORKING)),
    (96, lambda one: one.tick(["mathematics"], level=Level.WORKING)),
    (81, lambda one: one.tick(["java"], level=Level.FAMILIAR)),
    (60, lambda one: one.target(["data-scientist"])),
    (47, lambda one: one.tick(["data-science"], level=Level.PROFICIENT)),
    (33, lambda one: one.start("statistics")),
    (26, lambda one: one.tick(["machine-learning-specialization"])),
    (19, lambda one: one.tick(["internship"])),
    (12, lambda one: one.start("apache-spark")),
    (9, lambda one: one.note("apache-spark", "Chapter 4 done. Next: joins and window functions.")),
    (5, lambda one: one.tick(["statistics"], level=Level.WORKING)),
    (2, lambda one: one.tick(["data-visualization"], level=Level.WORKING)),
)
"""Days ago, and what was done then."""


@contextmanager
def demo_session(clock: Clock = local_now) -> Iterator[Session]:
    """A session of somebody four months on the way; its files are gone when the block ends. Raises StoreError."""
    try:
        temporary = TemporaryDirectory(prefix="mltrack-demo-")
    except OSError as error:
        raise StoreError("There is no room for the files of the demo; set TMPDIR to a folder for them.") from error
    with temporary as folder:
        places = places_below(Path(folder))
        for days_ago, act in _STORY:
            act(open_session(places, _earlier(clock, days_ago), bundled=True))
        yield open_session(places, clock, bundled=True)


def _earlier(clock: Clock, days: int) -> Callable[[], datetime]:
    return lambda: clock() - timedelta(days=days)
