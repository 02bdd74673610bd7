"""Milestones, targets, state and history as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from mltrack.cli.evidence_text import evidence_rows, state_of_evidence
from mltrack.cli.role_text import Footnotes, tree_lines, yours_lines
from mltrack.cli.text import BOXES, Glyphs, cells, fitted, wrapped
from mltrack.cli.time_text import own_lines, state_of_time
from mltrack.core.dates import with_unit
from mltrack.core.departed import LEFT_OUT, NO_LONGER, absence, became_words
from mltrack.core.derived import MilestoneHead
from mltrack.core.entries import Basis, Credential, Effort, Kind, Milestone, Span
from mltrack.core.evidence import evidence_list
from mltrack.core.history import Action, Status
from mltrack.core.journal import at_level, listed, told
from mltrack.core.progress import Progress
from mltrack.core.readiness import expires_on, readiness_words
from mltrack.core.requirements import NOT_STARTED, State, judge
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted, plain


def milestone_list(snapshot: Snapshot, milestones: Sequence[MilestoneHead], departed: Sequence[str]) -> list[str]:
    """Milestones by kind: how each stands, its id, how many roles ask for it; then those that are `departed`."""
    if not milestones and not departed:
        return ["No milestone fits."]
    lines: list[str] = []
    standings = snapshot.standings
    asking = {number: counted(number, "role") for number in {head.asking for head in milestones}}
    for kind, members in groupby(milestones, key=attrgetter("kind")):
        lines += ([""] if lines else []) + [kind.value.capitalize()]
        for head in members:
            standing = standings.get(head.id, NOT_STARTED)
            title = at_level(head.title, standing.level) if standing.level else head.title
            lines += _row(BOXES[standing.state], title, head.id, asking[head.asking])
    for why, some in _by_absence(snapshot, departed):
        lines += [*([""] if lines else []), f"{why.capitalize()}, and kept"]
        for one in some:
            lines += _row(BOXES[snapshot.standing(one).state], snapshot.catalog.milestone_title(one), one, "")
    return lines


def _row(box: str, title: str, milestone_id: str, roles: str) -> tuple[str, ...]:
    """A title and its id, which has a line of its own where the two are too long for one."""
    room = 62 - cells(milestone_id) - 2
    if title.isascii() and title.isprintable() and len(title) <= room:  # one cell a character: thousands are like this
        return (f"  {box} {title:<{room}}  {milestone_id}  {roles:>8}".rstrip(),)
    if cells(plain(title)) <= room:
        return (f"  {box} {fitted(title, room)}  {milestone_id}  {roles:>8}".rstrip(),)
    return (f"  {box} {fitted(title, 62)}  {roles:>8}".rstrip(), f"{milestone_id:>68}")


def _by_absence(snapshot: Snapshot, departed: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """In what way milestones are not in the catalog, with those of which that is so."""
    for why in (LEFT_OUT, NO_LONGER):
        if some := [one for one in departed if absence(snapshot.catalog, "milestone", one) == why]:
            yield why, some


def milestone_detail(snapshot: Snapshot, milestone: Milestone) -> list[str]:
    """Everything about one milestone."""
    catalog = snapshot.catalog
    notes = Footnotes(catalog.sources)
    lines = [
        *wrapped(f"{milestone.title} ({milestone.id})"),
        *wrapped(f"{milestone.kind.value.capitalize()}, {_standing(snapshot, milestone)}"),
        *yours_lines(catalog, "milestone", milestone.id),
        "",
        *wrapped(milestone.summary),
        *_facts(milestone, notes),
        *own_lines(snapshot, milestone.id),
    ]
    if milestone.prerequisites:
        lines += ["", "First", *tree_lines(snapshot, judge(milestone.prerequisites, snapshot.standings))]
    if milestone.implies:
        implied = [at_level(catalog.milestone_title(leaf.has), leaf.level) for leaf in milestone.implies]
        lines += ["", *wrapped(f"Brings along {listed(implied)}.")]
    lines += _asked_by(snapshot, milestone)
    if milestone.resources:
        lines += ["", "Where to learn it"]
        for resource in milestone.resources:
            lines += [*wrapped(resource.title, "  - "), f"    {resource.url}"]
    lines += _own_words(snapshot, milestone.id)
    if milestone.cites:
        lines += ["", *wrapped(f"Named by {notes.marks(milestone.cites)}.")]
    return [*lines, *notes.lines()]


def departed_detail(snapshot: Snapshot, milestone_id: str) -> list[str]:
    """What was told of a milestone that is not in the catalog any more, or not for now, and why."""
    catalog = snapshot.catalog
    title, became = catalog.milestone_title(milestone_id), became_words(catalog, milestone_id)
    why = absence(catalog, "milestone", milestone_id).capitalize()
    return [
        *wrapped(f"{title} ({milestone_id})"),
        *wrapped(f"{why}, {_marked(snapshot, milestone_id, None)}"),
        *(["", *wrapped(became)] if became else []),
        *own_lines(snapshot, milestone_id),
        *_own_words(snapshot, milestone_id),
    ]


def _own_words(snapshot: Snapshot, milestone_id: str) -> Iterator[str]:
    if note := snapshot.progress.notes.get(milestone_id):
        yield from ("", "Your note", *(f"  {line}" for line in note_lines(note)))
    if evidence := evidence_list(snapshot.progress, milestone_id):
        yield from ("", "Your evidence", *evidence_rows(evidence))


def note_lines(note: str) -> list[str]:
    """A note line by line, as it was written."""
    return plain(note, lines=True).split("\n")


def _standing(snapshot: Snapshot, milestone: Milestone) -> str:
    standing = snapshot.standing(milestone.id)
    if standing.implied_by:
        word = f"done, implied by {snapshot.catalog.milestone_title(standing.implied_by)}"
        return at_level(word, standing.level)
    return _marked(snapshot, milestone.id, milestone)


def _marked(snapshot: Snapshot, milestone_id: str, milestone: Milestone | None) -> str:
    standing, mark = snapshot.standing(milestone_id), snapshot.progress.marks.get(milestone_id)
    if mark is None:
        return "open"
    ends = expires_on(milestone, mark)
    until = f", {'lapsed after' if standing.state is State.LAPSED else 'counts until'} {ends}" if ends else ""
    match mark.status:
        case Status.DONE:
            return f"{at_level('done', mark.level)} on {mark.done_on}{until}"
        case Status.STARTED:
            return f"started on {mark.started_on}"
        case Status.WAIVED:
            return f"waived: {mark.reason}"


def _facts(milestone: Milestone, notes: Footnotes) -> Iterator[str]:
    if milestone.effort:
        yield from ("", *wrapped(f"Effort: {_effort(milestone, milestone.effort, notes)}."))
    if milestone.credential:
        yield from ("", *_credential(milestone.credential, notes))


def _effort(milestone: Milestone, effort: Effort, notes: Footnotes) -> str:
    spans = [
        with_unit(_span(effort.hours), "hours") if effort.hours else "",
        with_unit(_span(effort.months), "months") if effort.months else "",
    ]
    basis = "an estimate" if effort.basis is Basis.ESTIMATE or effort.cite is None else notes.mark(effort.cite.source)
    to = " to working" if milestone.kind is Kind.SKILL else ""
    return f"{listed(span for span in spans if span)}{to} ({basis})"


def _span(span: Span) -> str:
    return f"{span.low:g}" if span.low == span.high else f"{span.low:g}-{span.high:g}"


def _credential(credential: Credential, notes: Footnotes) -> Iterator[str]:
    facts = [credential.issuer, credential.status.value]
    facts += [f"code {credential.code}"] if credential.code else []
    facts += [f"level {credential.level}"] if credential.level else []
    facts += [f"holds {counted(credential.valid_months, 'month')}"] if credential.valid_months else []
    facts += [f"retired on {credential.retired_on}"] if credential.retired_on else []
    facts += [f"replaced by {credential.replaced_by}"] if credential.replaced_by else []
    yield from wrapped(
        f"{', '.join(facts)}; checked on {credential.verified_on} {notes.mark(credential.source.source)}."
    )
    if not credential.confirmed:
        yield from wrapped("Only third parties state this: check the issuer's page.")


def _asked_by(snapshot: Snapshot, milestone: Milestone) -> Iterator[str]:
    asked = snapshot.asked(milestone.id)
    if asked:
        moves = len(snapshot.moves(milestone.id))
        would = f"; doing it would move {moves}" if moves else ""
        yield from ("", f"Asked for by {counted(len(asked), 'role')}{would}")
    for role_id, strength in asked.items():
        level = snapshot.needed_level(milestone.id, role_id)
        how = f"{strength.value}, {level.value}" if level else strength.value
        yield from wrapped(f"{snapshot.catalog.role_title(role_id)}: {how}", "  - ")


def target_list(snapshot: Snapshot, glyphs: Glyphs) -> list[str]:
    """The target roles, the primary one first."""
    targets = snapshot.progress.aims
    if not targets:
        return ["No target yet. Choose one: mltrack target ROLE"]
    lines: list[str] = []
    for role_id, target in targets:
        readiness = snapshot.readiness.get(role_id)
        said = [snapshot.catalog.role_title(role_id)]
        said += (
            [f"{readiness.required.percent}%", readiness_words(readiness.required)]
            if readiness
            else [_no_role(snapshot, role_id)]
        )
        said += [f"by {target.by}"] if target.by else []
        said += ["primary"] if target.primary else []
        lines += wrapped(", ".join(said), f"{glyphs.target} ")
    return lines


def _no_role(snapshot: Snapshot, role_id: str) -> str:
    fault = snapshot.catalog.left_out_for("role", role_id)
    return f"left out for now, for a fault in {fault.brief}" if fault else NO_LONGER


def state_lines(snapshot: Snapshot) -> list[str]:
    """All that a person has told mltrack, in one sentence each."""
    progress, catalog = snapshot.progress, snapshot.catalog
    lines = wrapped(f"{tallied(progress)}.")
    for status in (Status.DONE, Status.STARTED, Status.WAIVED):
        titles = [
            at_level(catalog.milestone_title(one), mark.level)
            for one, mark in sorted(progress.marks.items())
            if mark.status is status
        ]
        lines += wrapped(", ".join(titles), f"{status.value.capitalize()}: ", "  ") if titles else []
    lines += state_of_time(snapshot) + state_of_evidence(snapshot)
    for why, some in _by_absence(snapshot, snapshot.departed):
        lines += wrapped(f"{why.capitalize()}, and kept: {', '.join(some)}", "", "  ")
        told_of = {one: became_words(catalog, one) for one in some}
        lines += [line for one, words in told_of.items() if words for line in wrapped(f"{one}: {words}", "  - ")]
    lines += wrapped(
        f"The catalog has {counted(len(catalog.milestones), 'milestone')} and {counted(len(catalog.roles), 'role')}."
    )
    return lines


def tallied(progress: Progress) -> str:
    """How much a progress holds, in one line."""
    statuses = [mark.status for mark in progress.marks.values()]
    parts = [f"{statuses.count(status)} {status.value}" for status in (Status.DONE, Status.STARTED, Status.WAIVED)]
    parts += [counted(len(progress.notes), "note"), counted(len(progress.targets), "target")]
    return f"{', '.join(parts)}; {counted(len(progress.history), 'event')} of history"


def history_lines(snapshot: Snapshot, entries: Iterable[Action]) -> list[str]:
    """Actions with their moment, in the order given."""
    lines: list[str] = []
    for entry in entries:
        lines += wrapped(told(snapshot.catalog, entry), f"{entry.at:%Y-%m-%d %H:%M}  ")
    return lines or ["Nothing has happened yet."]
