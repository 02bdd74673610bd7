"""Backups, copies to merge and findings about a person's files, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from textual.content import Content

from mltrack.core.history import Change, Status
from mltrack.core.keeping import Backup, Copy, Finding, Grade
from mltrack.core.merge import Clash, Merge
from mltrack.core.progress import Progress
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import plain
from mltrack.tui.present.changes import change_rows, change_words, listed_actions, subject_title
from mltrack.tui.present.keys import key
from mltrack.tui.present.row import BLANK, EMPTY, BackupRef, Row, bullet, heading, paragraph
from mltrack.tui.present.words import at_home, count, moment

_FIRST = 6
"""Changes of one copy that are told before the others are counted."""
_ABOUT = 15
"""Width of the column that says what was looked at."""
_WHEN = 20
"""Width of the column of moments."""

_SIGNS = {Grade.FINE: ("✓", "$ready"), Grade.NOTE: ("·", "$quiet"), Grade.FAULT: ("!", "bold $error")}


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """Copies of one's progress that can be merged into it."""

    parts: Sequence[tuple[Copy, Merge]]
    """Each copy, and what it would bring by itself."""
    whole: Merge
    """What they bring together."""
    ahead: bool = False
    """True when the first copy is a backup that is newer than the progress file."""
    named: bool = False
    """True for an export that its person has named, wherever it lies."""

    @property
    def changes(self) -> int:
        """How many changes they bring together."""
        return len(Progress.replay(self.whole.added).actions)


def offer_rows(snapshot: Snapshot, offer: Offer, width: int) -> Iterator[Row]:
    """What each copy holds that is not here, and what both sides changed."""
    if offer.ahead:
        words = "Your progress file is older than a backup of it, as where an old copy was put back in its place."
        yield from paragraph(words, width)
    if offer.named:
        yield from paragraph("An export of mltrack. What you have stays, and what it holds beside it is added.", width)
    elif beside := len(offer.parts) - offer.ahead:
        lies, stays = ("lies another copy of it", "It stays") if beside == 1 else ("lie other copies", "They stay")
        words = f"Beside your progress file {lies}, as synchronising programs leave them. {stays} there either way."
        yield from paragraph(words, width)
    for copy, merge in offer.parts:
        actions = Progress.replay(merge.added).actions
        yield BLANK
        yield heading(plain(PurePath(copy.file).name), width)
        written = f"Written {moment(copy.saved_at, snapshot.today)}; it" if copy.saved_at else "It"
        yield from paragraph(f"{written} holds {count(len(actions), 'change')} that you do not have here:", width)
        yield from listed_actions(snapshot, actions, width, _FIRST)
    if offer.whole.clashes:
        joined = {change.subject for change in offer.whole.joined_notes}
        yield BLANK
        yield heading("Changed on both sides", width)
        for clash in offer.whole.clashes:
            yield from _clash(snapshot, clash, width, joined=clash.subject in joined)


def _clash(snapshot: Snapshot, clash: Clash, width: int, *, joined: bool) -> Iterator[Row]:
    if joined:
        title = subject_title(snapshot, clash.ours)
        yield from bullet(f"Note on {title}: both are kept, one below the other", width)
        return
    why = "it came later"
    if clash.taken_back:
        why = "the other was taken back"
    elif clash.only_begun:
        why = "the other only came with time logged"
    for where, change, holds in (
        ("· here   ", clash.ours, clash.ours_holds),
        ("  there  ", clash.theirs, not clash.ours_holds),
    ):
        words = change_words(snapshot, change)
        style = "" if holds else "$quiet"
        yield from bullet(f"{words}: this holds, {why}" if holds else words, width, (where, "$quiet"), style)


def offer_choices(offer: Offer) -> Sequence[tuple[str, str]]:
    """What can be done with copies, by key; a backup is ahead only until the file is saved again."""
    later = "the backup is kept" if offer.ahead else "asked again at the next start"
    later = "the file stays as it is" if offer.named else later
    return [("enter", "Take these changes over"), ("escape", f"Not now; {later}")]


def backup_rows(snapshot: Snapshot, backups: Sequence[Backup], width: int) -> Iterator[Row]:
    """One row a backup, newest first; one that cannot be used says why."""
    if not backups:
        yield from paragraph("There are no backups yet. Every save makes one.", width)
    for one in backups:
        when = moment(one.saved_at, snapshot.today)
        beginning = Content.assemble((f"{one.number:>5}", "bold"), "  ", when.ljust(_WHEN))
        if one.progress is None:
            yield Row(Content.assemble(beginning, ("cannot be used", "$error")))
            yield from paragraph(at_home(one.fault), width, style="$quiet", indent=" " * 7)
            continue
        done = sum(mark.status is Status.DONE for mark in one.progress.marks.values())
        entries = len(one.progress.history)
        numbers = f"{done:>4} done {entries:>8,} {'entry' if entries == 1 else 'entries'}"
        label = Content.styled(one.label, "$accent") if one.label else EMPTY
        yield Row(Content.assemble(beginning, numbers), label, BackupRef(one.file))


def backup_choices(backups: Sequence[Backup]) -> Sequence[tuple[str, str]]:
    """What can be done with backups, by key."""
    usable = any(one.progress is not None for one in backups)
    show = [("enter", "Show what going back to it would change")] if usable else []
    return [*show, ("escape", "Close")]


def restore_rows(snapshot: Snapshot, words: str, changes: Sequence[Change], width: int) -> Iterator[Row]:
    """What going back to a state would change."""
    if not changes:
        yield from paragraph(f"What you have is the same as {words}: there is nothing to change.", width)
        return
    yield from paragraph(f"Going back to {words} makes {count(len(changes), 'change')}:", width)
    yield BLANK
    yield from change_rows(snapshot, changes, width)


def restore_choices() -> Sequence[tuple[str, str]]:
    """What can be done with a backup."""
    return ("enter", f"Go back; {key('app.undo')} takes it back again"), ("escape", "Leave everything as it is")


def finding_rows(findings: Sequence[Finding], width: int) -> Iterator[Row]:
    """What is wrong first, in a sentence; then every finding."""
    grades = Counter(one.grade for one in findings)
    faults = grades[Grade.FAULT]
    verdict = f"{count(faults, 'thing')} to look into, marked !" if faults else "Nothing is wrong."
    sign, style = _SIGNS[Grade.FAULT if faults else Grade.FINE]
    yield from bullet(verdict, width, (f"{sign} ", style), "bold")
    yield BLANK
    about = ""
    for one in findings:
        sign, style = _SIGNS[one.grade]
        name = "" if one.about == about else one.about[:1].upper() + one.about[1:]
        about = one.about
        beginning = Content.assemble((sign, style), " ", (name.ljust(_ABOUT), "$quiet"))
        for number, row in enumerate(paragraph(at_home(one.sentence), width - beginning.cell_length)):
            yield Row(Content.assemble(" " * beginning.cell_length if number else beginning, row.left))
