"""What stands between a person and their saved progress, calmly: a save that failed, a file that cannot be used."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from mltrack.core.keeping import Aside, Recovery
from mltrack.core.progress import Progress
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import plain
from mltrack.errors import StoreBusy, StoreDamaged, StoreError
from mltrack.tui.present.changes import listed_actions
from mltrack.tui.present.row import BLANK, Row, bullet, heading, paragraph
from mltrack.tui.present.words import at_home, count, moment

_SHORT = {
    errno.ENOSPC: "disk full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk full",
    errno.EROFS: "read-only disk",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EIO: "disk fault",
}


def short_reason(error: StoreError) -> str:
    """Why something could not be saved, in a word or two; empty where only the sentence tells."""
    if isinstance(error, StoreBusy):
        return "file in use"
    if isinstance(error, StoreDamaged):
        return "file damaged"
    cause = error.__cause__
    return _SHORT.get(cause.errno or 0, "") if isinstance(cause, OSError) else ""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A save that failed."""

    what: str
    """What was to be saved, in words such as "tick Python (working)"."""
    why: str
    """The reason, as a sentence."""
    behind: int
    """How many changes were asked for after it and wait behind it."""
    typed: bool
    """True when it is text that somebody wrote, which goes back to them."""


def unsaved_rows(unsaved: Unsaved, width: int) -> Iterator[Row]:
    """What was not saved and why."""
    what = unsaved.what[:1].upper() + unsaved.what[1:]
    yield from bullet(what, width, ("! ", "bold $error"), "bold")
    if unsaved.behind:
        behind = f"and {count(unsaved.behind, 'change')} asked for after it"
        yield from bullet(behind, width, ("  ", ""))
    yield BLANK
    yield from paragraph(at_home(unsaved.why), width)
    yield BLANK
    yield from paragraph(
        f"The screen shows what is on disk: without {'these changes' if unsaved.behind else 'this change'}.",
        width,
        style="$quiet",
    )


def recovery_rows(snapshot: Snapshot, recovery: Recovery, width: int, *, was_open: bool) -> Iterator[Row]:
    """What happened to the progress file, what is kept, and what may be missing.

    `snapshot` is what stands in; all that was on the screen is in it where the damage came while it `was_open`.
    """
    done = f"{count(snapshot.done_count, 'milestone')} done"
    yield from paragraph(f"Your progress is here: {done}.", width, style="bold $ready")
    yield BLANK
    yield from paragraph(at_home(f"{recovery.file} {recovery.reason}."), width)
    if recovery.whole:
        yield from paragraph("Something other than mltrack changed it. All of it can be read.", width)
    yield BLANK
    yield heading("What is kept", width)
    for words in (
        *(["All that was on the screen"] if was_open else []),
        f"The backup of {moment(recovery.saved_at, snapshot.today)}: {at_home(recovery.backup)}",
        *([] if recovery.gone else ["The file as it was found, under another name; it is never deleted"]),
        "Everything on disk: nothing has been written yet",
    ):
        yield from bullet(words, width, ("✓ ", "$ready"))
    yield BLANK
    yield heading("What may be missing", width)
    yield from _missing(snapshot, recovery, width, was_open=was_open)


def _missing(snapshot: Snapshot, recovery: Recovery, width: int, *, was_open: bool) -> Iterator[Row]:
    loss = "At most what another mltrack saved at the last moment." if was_open else recovery.loss
    if recovery.missing is None:
        unknown = "" if recovery.gone else " The file cannot be read, so it does not tell what that was."
        yield from paragraph(f"{loss}{unknown}", width)
        return
    yield from paragraph(loss, width)
    actions = Progress.replay(recovery.missing).actions
    if actions:
        yield from paragraph("The file holds, and what you see here does not:", width)
        yield from listed_actions(snapshot, actions, width)
    if recovery.altered:
        says = "says" if recovery.altered == 1 else "say"
        words = f"{count(recovery.altered, 'change')} {says} something else in the file than here."
        yield from paragraph(words, width)


def recovery_choices(recovery: Recovery) -> Sequence[tuple[str, str]]:
    """What a person can do about it, by key."""
    as_it_stands = [("e", "Take the file as it stands instead")] if recovery.whole else []
    return [
        ("enter", "Go on from the backup"),
        *as_it_stands,
        ("escape", "Look around first, and write nothing"),
        ("q", "Quit, and change nothing"),
    ]


RECOVER = "Recover my progress file"
"""The command that comes back to it."""

LOOKING_AROUND = (
    "Nothing was written. Your next change goes on from the backup; before that, "
    f"{RECOVER} in the palette comes back to this."
)
"""What it means to look around first."""


def unsaved_choices(unsaved: Unsaved) -> Sequence[tuple[str, str]]:
    """What a person can do about it, by key."""
    leave = "Go back to the text" if unsaved.typed else "Let them go" if unsaved.behind else "Let it go"
    return [
        ("r", "Try again"),
        ("x", "Export everything, this change included"),
        ("escape", leave),
    ]


def aside_words(aside: Aside, progress: Progress) -> str:
    """What became of a file that could not be used, now that `progress` is saved in its place."""
    if not aside.was_taken_over(progress):
        went_on = "The progress file could not be used, so mltrack went on from the backup."
    else:
        went_on = "mltrack went on from the progress file as it stood."
    if not aside.kept_as:
        return went_on
    path = PurePath(plain(aside.kept_as))
    return f"{went_on} The file as it was found is kept in {at_home(str(path.parent))} as {path.name}."
