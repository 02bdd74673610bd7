"""What a person can do, as pure functions: progress before -> the changes that the action makes.

An action that would change nothing returns no change, so every one of them may be repeated.
Each raises InvalidInput with a sentence for a person when what was asked makes no sense.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from mltrack.core.dates import day_words, minutes_words
from mltrack.core.entries import Kind, Milestone
from mltrack.core.history import (
    Change,
    DueChange,
    EffortChange,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    OwnEffort,
    Status,
    Target,
    TargetChange,
    TimeEntry,
)
from mltrack.core.progress import Progress
from mltrack.core.readiness import expires_on
from mltrack.core.requirements import BARE_LEVEL, Level
from mltrack.core.text import plain
from mltrack.errors import InvalidInput

LONGEST_NOTE = 20_000
"""Characters a note may have: some ten printed pages."""


LONGEST_REASON = 300
"""Characters the reason of a waiver may have: it is shown in one line."""

LONGEST_LOG_TEXT = 300
"""Characters that may be said of time spent: they are shown in one line."""

LONGEST_EVIDENCE = 500
"""Characters that evidence may have: it is a link, or words in one line."""

MINUTES_A_DAY = 24 * 60
"""Minutes that may be logged for one day, of all milestones together."""


def tick(
    progress: Progress, milestone: Milestone, today: date, *, level: Level | None = None, on: date | None = None
) -> Sequence[Change]:
    """Mark as done, on `on` or today; what was done stays done on its day.

    A skill is done at `level`; without one it keeps the level it has, or is taken as working, the
    level that a bare mention stands for in a source too.
    """
    if level is not None and milestone.kind is not Kind.SKILL:
        raise InvalidInput(f"'{milestone.title}' is a {milestone.kind.value}; only skills have a level.")
    if on is not None:
        past_day(on, today)
    old = progress.marks.get(milestone.id)
    kept = old if in_force(milestone, old, today) else None
    if milestone.kind is Kind.SKILL and level is None:
        level = kept.level if kept and kept.level else BARE_LEVEL
    new = Mark(
        Status.DONE,
        level=level,
        started_on=old.started_on if old else None,
        done_on=on or (kept.done_on if kept else None) or today,
        expires_on=kept.expires_on if kept else None,
        reason=old.reason if old else "",
    )
    return _mark(milestone.id, old, new)


def in_force(milestone: Milestone, mark: Mark | None, today: date) -> bool:
    """True for what is done and not past its last day."""
    if mark is None or mark.status is not Status.DONE:
        return False
    expiry = expires_on(milestone, mark)
    return expiry is None or today <= expiry


def toggle(progress: Progress, milestone: Milestone, today: date, level: Level | None = None) -> Sequence[Change]:
    """Tick, or make open again what is done and in force, at `level` or above where one is given."""
    mark = progress.marks.get(milestone.id)
    held = mark.level if mark is not None else None
    enough = level is None or (held or BARE_LEVEL) >= level
    if in_force(milestone, mark, today) and enough:
        return untick(progress, milestone.id)
    return tick(progress, milestone, today, level=level)


def step_level(progress: Progress, milestone: Milestone, today: date, steps: int) -> Sequence[Change]:
    """Record a skill as done so many levels above or below the one it is done at, within the four there are."""
    mark = progress.marks.get(milestone.id)
    rank = mark.level.rank if mark is not None and mark.status is Status.DONE and mark.level else 0
    level = Level.of_rank(min(max(rank + steps, 1), len(Level)))
    return tick(progress, milestone, today, level=level)


def untick(progress: Progress, milestone_id: str) -> Sequence[Change]:
    """Make open again, whether it was started, done or waived. The note stays."""
    return _mark(milestone_id, progress.marks.get(milestone_id), None)


def start(progress: Progress, milestone: Milestone, today: date) -> Sequence[Change]:
    """Mark as started today; one that is started keeps its day, one that is done is refused."""
    old = progress.marks.get(milestone.id)
    if old is not None and old.status is Status.STARTED:
        return ()
    if in_force(milestone, old, today):
        raise InvalidInput(f"'{milestone.title}' is done already; untick it before you start it again.")
    return _mark(milestone.id, old, Mark(Status.STARTED, started_on=today))


def waive(progress: Progress, milestone: Milestone, today: date, reason: str) -> Sequence[Change]:
    """Mark as not needed, for a reason such as "employer accepts portfolio"; what is done is refused."""
    if in_force(milestone, progress.marks.get(milestone.id), today):
        raise InvalidInput(f"'{milestone.title}' is done already; there is nothing to waive.")
    waived = Mark(Status.WAIVED, reason=reason_given(reason))
    return _mark(milestone.id, progress.marks.get(milestone.id), waived)


def toggle_started(progress: Progress, milestone: Milestone, today: date) -> Sequence[Change]:
    """Start, or make open again what is started."""
    mark = progress.marks.get(milestone.id)
    if mark is not None and mark.status is Status.STARTED:
        return untick(progress, milestone.id)
    return start(progress, milestone, today)


def reason_given(reason: str) -> str:
    """The reason as it is kept; raises InvalidInput if there is none."""
    said = plain(reason).strip()
    if not said:
        raise InvalidInput("Say why it is not needed: a waiver has a reason.")
    if len(said) > LONGEST_REASON:
        raise InvalidInput(
            f"A reason may have {LONGEST_REASON} characters; this one has {len(said):,}. A note has room."
        )
    return said


def note(progress: Progress, milestone_id: str, text: str, before: str | None = None) -> Sequence[Change]:
    """Replace the note; an empty one removes it.

    Where `before` is given and is not the note that is there now, both are kept, the new one first.
    """
    old = progress.notes.get(milestone_id, "")
    new = note_kept(text, old)
    if before is not None and old not in {before, new, ""}:
        new = f"{new}\n\n{old}"  # as long as it comes out: neither may be lost
    return () if new == old else (NoteChange(milestone_id, old, new),)


def note_kept(text: str, before: str = "") -> str:
    """The note as it is kept; raises InvalidInput if it is too long, and longer than the one `before`."""
    kept = plain(text, lines=True).strip()
    if len(kept) > max(LONGEST_NOTE, len(before)):
        raise InvalidInput(f"A note may have {LONGEST_NOTE:,} characters; this one has {len(kept):,}.")
    return kept


def log(  # noqa: PLR0913 - the moment, and the four things that are said of time spent
    progress: Progress,
    milestone: Milestone,
    today: date,
    minutes: int,
    *,
    entry: str,
    on: date | None = None,
    text: str = "",
) -> Sequence[Change]:
    """Log time spent on a milestone, on `on` or today, under the id `entry`, which no other entry may ever have.

    Whoever spends time on something has begun it: what is open is started in the same action, on that day.
    """
    if entry in progress.log:
        return ()
    day = today if on is None else on
    if day > today:
        raise InvalidInput(
            f"{day_words(day)} lies in the future; time is logged for a day up to today, {day_words(today)}."
        )
    if not 1 <= minutes <= MINUTES_A_DAY:
        raise InvalidInput(f"Log between 1 minute and 24 hours at once, not {minutes_words(minutes)}.")
    logged = sum(time.minutes for time in progress.log.values() if time.on == day)
    if logged + minutes > MINUTES_A_DAY:
        raise InvalidInput(
            f"{minutes_words(logged)} are logged for {day_words(day)} already, and a day has only 24 hours."
        )
    said = " ".join(plain(text).split())
    if len(said) > LONGEST_LOG_TEXT:
        raise InvalidInput(
            f"What is said of time spent may have {LONGEST_LOG_TEXT} characters; this has {len(said):,}. "
            "A note has room."
        )
    spent: list[Change] = [LogChange(entry, None, TimeEntry(milestone.id, day, minutes, said))]
    if milestone.id not in progress.marks:
        spent.append(MarkChange(milestone.id, None, Mark(Status.STARTED, started_on=day)))
    return spent


def unlog(progress: Progress, entry: str) -> Sequence[Change]:
    """Remove an entry of the time log. What was started by it stays started."""
    old = progress.log.get(entry)
    return () if old is None else (LogChange(entry, old, None),)


def attach(  # noqa: PLR0913 - the moment, and the three things that are said of evidence
    progress: Progress, milestone: Milestone, today: date, text: str, *, entry: str, on: date | None = None
) -> Sequence[Change]:
    """Attach evidence of `on` or today to a milestone, under the id `entry`, which no other entry may ever have.

    It says nothing of how the milestone stands. The same evidence of the same day is attached once.
    """
    if entry in progress.evidence:
        return ()
    day = today if on is None else on
    if day > today:
        raise InvalidInput(
            f"{day_words(day)} lies in the future; evidence is of a day up to today, {day_words(today)}."
        )
    new = Evidence(milestone.id, day, evidence_given(text))
    return () if new in progress.evidence.values() else (EvidenceChange(entry, None, new),)


def evidence_given(text: str) -> str:
    """Evidence as it is kept, in one line; raises InvalidInput if there is none, or too much of it."""
    said = " ".join(plain(text).split())
    if not said:
        raise InvalidInput("Say what the evidence is: a link, or a few words.")
    if len(said) > LONGEST_EVIDENCE:
        raise InvalidInput(f"Evidence may have {LONGEST_EVIDENCE} characters; this has {len(said):,}. A note has room.")
    return said


def detach(progress: Progress, entry: str) -> Sequence[Change]:
    """Remove a piece of evidence."""
    old = progress.evidence.get(entry)
    return () if old is None else (EvidenceChange(entry, old, None),)


def expect(progress: Progress, milestone_id: str, effort: OwnEffort | None) -> Sequence[Change]:
    """Expect a milestone to take this; with None, what the catalog says."""
    old = progress.efforts.get(milestone_id)
    return () if old == effort else (EffortChange(milestone_id, old, effort),)


def due(progress: Progress, milestone: Milestone, day: date, today: date) -> Sequence[Change]:
    """Want a milestone to be done by a day, also a skill that is done at a level below expert: for a higher one.

    The day is kept when that is done, and counts only until then.
    """
    old = progress.due.get(milestone.id)
    if day == old:
        return ()
    if day < today:
        raise InvalidInput(f"{day_words(day)} is past; something is due on a day from today, {day_words(today)}, on.")
    if not may_be_due(progress, milestone, today):
        raise InvalidInput(f"'{milestone.title}' is done already; there is nothing left to be due.")
    return (DueChange(milestone.id, old, day),)


def may_be_due(progress: Progress, milestone: Milestone, today: date) -> bool:
    """True while something is left to do of a milestone: it is not done, or a skill below the highest level."""
    return is_unfinished(milestone, progress.marks.get(milestone.id), today)


def is_unfinished(milestone: Milestone, mark: Mark | None, today: date) -> bool:
    """The same of one that stands as `mark` says."""
    return not in_force(milestone, mark, today) or (mark is not None and mark.level not in {None, Level.EXPERT})


def not_due(progress: Progress, milestone_id: str) -> Sequence[Change]:
    """Take the due day of a milestone away."""
    old = progress.due.get(milestone_id)
    return () if old is None else (DueChange(milestone_id, old, None),)


def target(
    progress: Progress, role_ids: Iterable[str], *, by: date | None = None, primary: bool = False
) -> Sequence[Change]:
    """Aim for roles, by a day if one is given; the first target of all is the primary one.

    Repeating it keeps what is not said again. With `primary`, the first of `role_ids` becomes the
    primary target and every other one stops being it.
    """
    new = dict(progress.targets)
    for role_id in role_ids:
        old = new.get(role_id)
        is_first = not any(other.primary for other in new.values())
        new[role_id] = Target(primary=old.primary if old else is_first, by=by or (old.by if old else None))
        if primary:
            new = {one: replace(aim, primary=one == role_id) for one, aim in new.items()}
            primary = False
    return _targets(progress, new)


def target_day(progress: Progress, role_id: str, by: date | None, today: date) -> Sequence[Change]:
    """Aim for a role by exactly this day, or by none."""
    old = progress.targets.get(role_id)
    primary = old.primary if old else not any(other.primary for other in progress.targets.values())
    return _targets(progress, {**progress.targets, role_id: Target(primary, future_day(by, today))})


def past_day(on: date, today: date) -> date:
    """`on`, if it is not in the future; raises InvalidInput if it is."""
    if on > today:
        raise InvalidInput(
            f"{day_words(on)} lies in the future; a milestone is done on a day up to today, {day_words(today)}."
        )
    return on


def future_day(by: date | None, today: date) -> date | None:
    """`by`, if it is not past; raises InvalidInput if it is."""
    if by is not None and by < today:
        raise InvalidInput(f"{day_words(by)} is past; a target is for a day from today, {day_words(today)}, on.")
    return by


def untarget(progress: Progress, *role_ids: str) -> Sequence[Change]:
    """Stop aiming for roles; if the primary one is among them, the one that is due first takes its place."""
    new = {one: aim for one, aim in progress.aims if one not in role_ids}
    if new and not any(aim.primary for aim in new.values()):
        heir = next(iter(new))
        new[heir] = replace(new[heir], primary=True)
    return _targets(progress, new)


def restored(progress: Progress, goal: Progress) -> Sequence[Change]:
    """Make marks, notes, targets, time log, own efforts, due days and evidence what they are in `goal`."""
    marks = [
        change
        for one in dict.fromkeys([*progress.marks, *goal.marks])
        for change in _mark(one, progress.marks.get(one), goal.marks.get(one))
    ]
    pairs = {one: (progress.notes.get(one, ""), goal.notes.get(one, "")) for one in {**progress.notes, **goal.notes}}
    notes = [NoteChange(one, old, new) for one, (old, new) in pairs.items() if old != new]
    logs = [
        LogChange(one, progress.log.get(one), goal.log.get(one))
        for one in dict.fromkeys([*progress.log, *goal.log])
        if progress.log.get(one) != goal.log.get(one)
    ]
    efforts = [
        change
        for one in dict.fromkeys([*progress.efforts, *goal.efforts])
        for change in expect(progress, one, goal.efforts.get(one))
    ]
    days = [
        DueChange(one, progress.due.get(one), goal.due.get(one))
        for one in dict.fromkeys([*progress.due, *goal.due])
        if progress.due.get(one) != goal.due.get(one)
    ]
    evidence = [
        EvidenceChange(one, progress.evidence.get(one), goal.evidence.get(one))
        for one in dict.fromkeys([*progress.evidence, *goal.evidence])
        if progress.evidence.get(one) != goal.evidence.get(one)
    ]
    return [*marks, *notes, *_targets(progress, goal.targets), *logs, *efforts, *days, *evidence]


def _targets(progress: Progress, new: Mapping[str, Target]) -> Sequence[Change]:
    role_ids = dict.fromkeys([*progress.targets, *new])
    pairs = [(role_id, progress.targets.get(role_id), new.get(role_id)) for role_id in role_ids]
    return [TargetChange(role_id, before, after) for role_id, before, after in pairs if before != after]


def _mark(milestone_id: str, old: Mark | None, new: Mark | None) -> Sequence[Change]:
    return () if new == old else (MarkChange(milestone_id, old, new),)
