"""Backups, going back, merging and findings as text."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from mltrack.cli.text import Glyphs, ago, local_words, size_words, wrapped
from mltrack.core.catalog import Catalog
from mltrack.core.history import Change, Event, EvidenceChange, LogChange, Status, TargetChange
from mltrack.core.journal import told, told_changes
from mltrack.core.keeping import Backup, Copy, Finding, Grade
from mltrack.core.merge import Clash, Merge
from mltrack.core.moved_words import moved
from mltrack.core.progress import Progress
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted

_NAMED = 5
"""Actions that are told before the others are counted."""


def backup_list(backups: Sequence[Backup], now: datetime) -> list[str]:
    """Backups as a table, in the order given."""
    if not backups:
        return ["There is no backup yet; the first save makes one."]
    lines = ["   No.  Saved                              Done  Entries    Size  Label"]
    for one in backups:
        beginning = f"{one.number:>6}  {local_words(one.saved_at):<16}  {ago(one.saved_at, now):<14}  "
        if one.progress is None:
            lines += wrapped(one.fault, beginning)
            continue
        done = sum(mark.status is Status.DONE for mark in one.progress.marks.values())
        numbers = f"{done:>5}  {len(one.progress.history):>7,}  {size_words(one.size):>6}"
        lines.append(f"{beginning}{numbers}  {one.label}".rstrip())
    return [*lines, "", "Go back to one: mltrack restore NO.  Keep the present state: mltrack backup"]


def restored(before: Snapshot, after: Snapshot, goal: str, changes: Sequence[Change], *, dry_run: bool) -> list[str]:
    """What `restore` did or, after a dry run, what it would do."""
    if not changes:
        return wrapped(f"Nothing to change: what you have is the same as {goal}.")
    words = f"{goal}, {counted(len(changes), 'change')}: {told_changes(before.catalog, changes)}."
    if dry_run:
        return [*wrapped(f"Would restore {words} {moved(before, after, 'would move')}"), "Nothing was changed."]
    return [*wrapped(f"Restored {words} {moved(before, after)}"), "mltrack undo takes it back."]


def merged(  # noqa: PLR0913 - a merge has two sides, and a way back
    before: Snapshot,
    after: Snapshot,
    copies: Sequence[Copy],
    merge: Merge,
    back_to: int | None,
    *,
    dry_run: bool,
) -> list[str]:
    """What `merge` did with `copies` or, after a dry run, what it would do; `back_to` is the backup from before it."""
    lines = []
    rest = {event.id for event in merge.added}
    for copy in copies:
        new = [event for event in copy.progress.history if event.id in rest]
        rest -= {event.id for event in new}
        lines += _taken_over(before.catalog, copy, new, dry_run=dry_run)
    joined = {change.subject for change in merge.joined_notes}
    for clash in merge.clashes:
        lines += wrapped(_clash(before.catalog, clash, clash.subject in joined))
    if not merge.added:
        return lines
    lines += wrapped(moved(before, after, "would move" if dry_run else "moved"))
    if dry_run:
        lines.append("Nothing was changed.")
    elif back_to is not None:
        lines.append(f"To go back to the state before it: mltrack restore {back_to}")
    return lines


def _taken_over(catalog: Catalog, copy: Copy, new: Sequence[Event], *, dry_run: bool) -> list[str]:
    if not new:
        return wrapped(f"{copy.file}: nothing new; all that it holds is here already.")
    actions = Progress.replay(new).actions
    changes = f"{copy.file}: {counted(len(actions), 'change')}"
    if dry_run:
        lines = [line for action in actions for line in wrapped(told(catalog, action), "  ")]
        return [*wrapped(f"{changes} would be taken over:"), *lines]
    words = "; ".join(told(catalog, action) for action in actions[-_NAMED:])
    others = f"{len(actions) - _NAMED} more before, " if len(actions) > _NAMED else ""
    return wrapped(f"{changes} taken over: {others}{words}.")


def _clash(catalog: Catalog, clash: Clash, joined: bool) -> str:
    title = _title(catalog, clash.ours if clash.ours.old or clash.ours.new else clash.theirs)
    if joined:
        return f"Both sides wrote a note on {title}: both are kept, one below the other."
    ours, theirs = told_changes(catalog, [clash.ours]), told_changes(catalog, [clash.theirs])
    holds = ours if clash.ours_holds else theirs
    why = "which came later"
    if clash.taken_back:
        why = "for the other was taken back"
    elif clash.only_begun:
        why = "for the other only came with time logged"
    return f"Both sides changed {title}: {ours} here, {theirs} there. What holds is {holds}, {why}."


def _title(catalog: Catalog, change: Change) -> str:
    if isinstance(change, TargetChange):
        return catalog.role_title(change.role)
    title = catalog.milestone_title(change.milestone)
    match change:
        case LogChange():
            return f"the time logged on {title}"
        case EvidenceChange():
            return f"the evidence on {title}"
    return title


def sibling_list(progress: Progress, copies: Sequence[Copy], now: datetime) -> list[str]:
    """Copies beside the progress file, with the command that takes each over."""
    if not copies:
        return ["No copy beside your progress holds anything new. Name another: mltrack merge FILE"]
    held = {event.id for event in progress.history}
    lines = ["Beside your progress lies what it lacks. To take it over:", ""]
    for copy in copies:
        new = len(Progress.replay(event for event in copy.progress.history if event.id not in held).actions)
        when = f", saved {ago(copy.saved_at, now)}" if copy.saved_at else ""
        lines += [f"  mltrack merge {shlex.quote(copy.file)}", f"    {counted(new, 'change')}{when}"]
    return lines


def finding_lines(findings: Sequence[Finding], glyphs: Glyphs) -> list[str]:
    """Findings by what they are about, and how many are grave."""
    signs = {Grade.FINE: glyphs.fine, Grade.NOTE: glyphs.worth_knowing, Grade.FAULT: glyphs.fault}
    lines: list[str] = []
    for about in dict.fromkeys(one.about for one in findings):
        lines.append(about.capitalize())
        for one in findings:
            if one.about == about:
                lines += wrapped(one.sentence, f"  {signs[one.grade]} ")
    return [*lines, "", *_verdict(findings)]


def _verdict(findings: Sequence[Finding]) -> Iterator[str]:
    grades = Counter(one.grade for one in findings)
    notes = f", {counted(grades[Grade.NOTE], 'note')}" if grades[Grade.NOTE] else ""
    faults = counted(grades[Grade.FAULT], "fault")
    yield f"{faults if grades[Grade.FAULT] else 'Nothing is wrong'}{notes}."
