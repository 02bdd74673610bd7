"""What befell the progress file, and what to do about it, in lines for stderr."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from mltrack.core.catalog import Catalog
from mltrack.core.history import Event
from mltrack.core.journal import told
from mltrack.core.keeping import Ahead, Aside, Recovery
from mltrack.core.progress import Progress
from mltrack.session import Session

_NAMED = 5
"""Missing actions that are told before the others are counted."""


def damage_lines(session: Session) -> Sequence[str]:
    """What a session has come upon; nothing where all is well."""
    if session.recovery is not None:
        return _stand_in(session.recovery, session.catalog)
    if session.ahead is not None:
        return _overtaken(session.ahead, session.catalog)
    if session.aside is None:
        return ()
    if session.aside.was_taken_over(session.snapshot.progress):
        return unused_lines(session.aside)
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


def unused_lines(aside: Aside) -> Sequence[str]:
    """A file was put aside, and nothing that could be read in it is missing, or no backup could stand in for it."""
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
