"""How every command opens its session, and tells what its person must know of the files behind it.

It is told on stderr when the command is over, so that stdout holds nothing but data and the last
thing on a screen is the one that matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction

from mltrack.cli.output import stderr_is_read, warn
from mltrack.core.snapshot import Snapshot
from mltrack.session import Session, open_session


@contextmanager
def opened(*, entire: bool = False) -> Iterator[Session]:
    """A session for one command, if asked for with all that is kept looked at; raises CatalogError or StoreError."""
    session = open_session(entire=entire, waiting=tell_waiting)
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


def weekly(session: Session, hours: Fraction | None) -> Fraction:
    """Study hours a week: those that were typed, else those that the person has set."""
    return weekly_hours(session) if hours is None else hours


def tell_waiting() -> None:
    """Say why nothing happens for a while."""
    warn(["mltrack: Waiting for another mltrack to finish saving ..."])


def before_change(session: Session) -> Snapshot:
    """What is known before a change, with the readiness that the change is told by.

    It is worked out now, as what the change does not touch is taken over and not worked out again.
    """
    snapshot = session.snapshot
    _ = [*snapshot.readiness.values()]
    return snapshot


def _damage(session: Session) -> Sequence[str]:
    """What befell the progress file."""
    if session.recovery is None and session.ahead is None and session.aside is None:
        return ()
    from mltrack.cli.damage_text import damage_lines

    return damage_lines(session)
