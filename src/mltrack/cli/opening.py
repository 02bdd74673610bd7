"""How every command opens its session, and tells what its person must know of the files behind it.

It is told on stderr when the command is over, so that stdout holds nothing but data and the last
thing on a screen is the one that matters.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction

from mltrack.cli.output import stderr_is_read, warn
from mltrack.core.catalog import Catalog
from mltrack.core.history import Event
from mltrack.core.journal import told
from mltrack.core.keeping import Ahead, Aside, Recovery
from mltrack.core.progress import Progress
from mltrack.session import Session, open_session

_NAMED = 5
"""Missing actions that are told before the others are counted."""


@contextmanager
def opened() -> Iterator[Session]:
    """A session for one command; raises CatalogError or StoreError."""
    session = open_session(waiting=tell_waiting)
    try:
        yield session
    finally:
        warn(_damage(session))
        warn(_of_the_catalog(session))
    if session.newer is not None:  # an error of the command has said it
        warn([f"mltrack: {session.newer}"])


def _of_the_catalog(session: Session) -> Iterator[str]:
    """What of it is left out, and, where somebody is there to read it, once how it has changed."""
    has_news = stderr_is_read() and session.catalog_is_new
    if not has_news and not session.catalog.left_out:
        return
    from mltrack.core.catalog_words import diff_words, own_faults_words
    from mltrack.upkeep import Upkeep

    if words := own_faults_words(session.catalog.left_out):
        yield f"mltrack: {words} To list them: mltrack catalog check"
    if has_news and (news := Upkeep(session).catalog_news()) is not None:
        yield f"mltrack: The catalog has changed: {diff_words(news)} To see how: mltrack catalog diff"


def weekly_hours(session: Session) -> Fraction:
    """The hours a week that plans reckon with; says so where the settings that hold them cannot be used."""
    settings = session.settings()
    if settings.problem:
        warn([f"mltrack: {settings.problem}"])
    return settings.weekly_hours


def tell_waiting() -> None:
    """Say why nothing happens for a while."""
    warn(["mltrack: Waiting for another mltrack to finish saving ..."])


def tell_aside(aside: Aside) -> None:
    """Say what became of a progress file for which no backup could stand in."""
    warn(_unused(aside))


def _damage(session: Session) -> Sequence[str]:
    if session.recovery is not None:
        return _stand_in(session.recovery, session.catalog)
    if session.ahead is not None:
        return _overtaken(session.ahead, session.catalog)
    if session.aside is None:
        return ()
    if session.aside.was_taken_over(session.snapshot.progress):
        return _unused(session.aside)
    return _put_aside(session.aside, session.catalog)


def _overtaken(ahead: Ahead, catalog: Catalog) -> Sequence[str]:
    """An old copy was put back in the place of the progress file."""
    return [
        f"mltrack: {ahead}",
        f"  {_in_words('In the backup, but not in the file', ahead.missing, catalog)}",
        f"  To take that over: mltrack merge {shlex.quote(ahead.backup)}",
        "  Saves go on from the file as it is, and the backup is kept.",
    ]


def _stand_in(recovery: Recovery, catalog: Catalog) -> Sequence[str]:
    """A backup is shown, and nothing was written."""
    lines = [
        f"mltrack: {recovery}",
        f"  {recovery.loss}",
        *_missing(recovery, catalog),
        "  To go on from the backup: mltrack recover. The next save does it too; either way, nothing is thrown away.",
    ]
    if recovery.whole:
        lines.append(
            "  Something other than mltrack changed the file. To take it over as it is: mltrack recover --as-it-stands"
        )
    return lines


def _put_aside(aside: Aside, catalog: Catalog) -> Sequence[str]:
    """A save went on from a backup."""
    recovery = aside.recovery
    lines = [f"mltrack: {recovery}"]
    if aside.kept_as:
        lines.append(f"  The file that could not be used is now {aside.kept_as}")
    lines += [f"  {recovery.loss}", *_missing(recovery, catalog)]
    if recovery.whole and recovery.missing:
        lines.append(f"  To take that over too: mltrack merge {shlex.quote(aside.kept_as)} --altered")
    if recovery.whole and recovery.altered:
        lines.append(f"  To make all as that file says: mltrack restore {shlex.quote(aside.kept_as)} --altered")
    return lines


def _unused(aside: Aside) -> Sequence[str]:
    """A file was put aside, and nothing that could be read in it is missing."""
    kept = f"; it is now {aside.kept_as}" if aside.kept_as else ""
    return [f"mltrack: {aside.recovery.file} {aside.recovery.reason}{kept}"]


def _missing(recovery: Recovery, catalog: Catalog) -> Iterator[str]:
    """The entries that can be read in the file and are not in use."""
    if recovery.missing:
        yield f"  {_in_words('In the file, but not in use', recovery.missing, catalog)}"
    if recovery.altered:
        entries = "An entry says" if recovery.altered == 1 else f"{recovery.altered:,} entries say"
        yield f"  {entries} something else in the file than what is in use."


def _in_words(where: str, missing: Sequence[Event], catalog: Catalog) -> str:
    actions = Progress.replay(missing).actions
    words = "; ".join(told(catalog, action) for action in actions[-_NAMED:])
    others = f"; and {len(actions) - _NAMED} more before" if len(actions) > _NAMED else ""
    return f"{where}: {words}{others}."
