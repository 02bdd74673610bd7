"""Milestones and a person's progress as JSON-able values; see `views` for roles."""

from __future__ import annotations

from datetime import date

from mltrack.cli.evidence_views import evidence_view, piece_view
from mltrack.cli.time_views import logged_view, own_effort_view, time_view
from mltrack.cli.views import Json, citations_view, requirement_tree, sources_view, yours_view
from mltrack.core.catalog import Catalog
from mltrack.core.departed import left_out_words
from mltrack.core.entries import Credential, Effort, Milestone, Span
from mltrack.core.evidence import evidence_list
from mltrack.core.history import (
    Action,
    Change,
    DueChange,
    EffortChange,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
    Target,
    TargetChange,
)
from mltrack.core.journal import told
from mltrack.core.progress import Progress
from mltrack.core.readiness import expires_on
from mltrack.core.requirements import judge
from mltrack.core.snapshot import Snapshot
from mltrack.core.timesheet import minutes_on, time_log


def milestone_row(snapshot: Snapshot, milestone: Milestone) -> Json:
    """A milestone in the list of `milestones --json`."""
    standing = snapshot.standing(milestone.id)
    return {
        "id": milestone.id,
        "title": milestone.title,
        "kind": milestone.kind.value,
        "departed": False,
        "state": standing.state.value,
        "held_level": standing.level.value if standing.level else None,
        "implied_by": standing.implied_by,
        "asked_by": list(snapshot.catalog.asked_by.get(milestone.id, ())),
    }


def departed_row(snapshot: Snapshot, milestone_id: str) -> Json:
    """One that is no longer in the catalog, in the list of `milestones --json`; its kind is null where nobody says."""
    removed, standing = snapshot.catalog.removed.get(milestone_id), snapshot.standing(milestone_id)
    return {
        "id": milestone_id,
        "title": snapshot.catalog.milestone_title(milestone_id),
        "kind": removed.was.value if removed else None,
        "departed": True,
        "state": standing.state.value,
        "held_level": standing.level.value if standing.level else None,
        "implied_by": None,
        "asked_by": [],
    }


def departed_view(snapshot: Snapshot, milestone_id: str) -> Json:
    """What was told of one that is no longer in the catalog: `milestone ID --json`."""
    removed = snapshot.catalog.removed.get(milestone_id)
    left_out = left_out_words(snapshot.catalog, "milestone", milestone_id)
    return {
        **departed_row(snapshot, milestone_id),
        "became": left_out or (removed.reason if removed else None),
        "successors": list(removed.successors) if removed else [],
        **_own(snapshot, milestone_id),
    }


def milestone_view(snapshot: Snapshot, milestone: Milestone) -> Json:
    """Everything about one milestone: `milestone ID --json`."""
    catalog, effort, credential = snapshot.catalog, milestone.effort, milestone.credential
    before = milestone.prerequisites
    cited = [cite.source for cite in milestone.cites]
    if effort and effort.cite:
        cited.append(effort.cite.source)
    if credential:
        cited.append(credential.source.source)
    return {
        **milestone_row(snapshot, milestone),
        "summary": milestone.summary,
        "yours": yours_view(catalog, "milestone", milestone.id),
        "aliases": list(milestone.aliases),
        **_own(snapshot, milestone.id),
        "asked_by": _asked_by(snapshot, milestone.id),
        "moves": list(snapshot.moves(milestone.id)),
        "prerequisites": requirement_tree(catalog, judge(before, snapshot.standings)) if before else None,
        "implies": [{"has": leaf.has, "level": leaf.level and leaf.level.value} for leaf in milestone.implies],
        "unlocks": list(catalog.unlocks.get(milestone.id, ())),
        "effort": _effort(effort) if effort else None,
        "credential": _credential(credential) if credential else None,
        "resources": [{"title": resource.title, "url": resource.url} for resource in milestone.resources],
        "cites": citations_view(milestone.cites),
        "sources": sources_view(catalog, cited),
    }


def _own(snapshot: Snapshot, milestone_id: str) -> Json:
    """What a person has told of a milestone."""
    progress = snapshot.progress
    return {
        "mark": _mark_of(snapshot, milestone_id),
        "note": progress.notes.get(milestone_id, ""),
        "evidence": evidence_view(snapshot, evidence_list(progress, milestone_id)),
        "due": _day(progress.due.get(milestone_id)),
        "own_effort": own_effort_view(progress.efforts.get(milestone_id)),
        "logged_minutes": minutes_on(progress, milestone_id),
    }


def _mark_of(snapshot: Snapshot, milestone_id: str) -> Json | None:
    mark = snapshot.progress.marks.get(milestone_id)
    if mark is None:
        return None
    ends = expires_on(snapshot.catalog.milestones.get(milestone_id), mark)
    return {**_mark(mark), "expires_on": _day(ends)}


def _asked_by(snapshot: Snapshot, milestone_id: str) -> list[Json]:
    asked: list[Json] = []
    for role_id, strength in snapshot.asked(milestone_id).items():
        level = snapshot.needed_level(milestone_id, role_id)
        asked.append(
            {
                "role": role_id,
                "title": snapshot.catalog.role_title(role_id),
                "strength": strength.value,
                "level": level.value if level else None,
            }
        )
    return asked


def _effort(effort: Effort) -> Json:
    return {
        "basis": effort.basis.value,
        "hours": _span(effort.hours),
        "months": _span(effort.months),
        "cite": citations_view([effort.cite])[0] if effort.cite else None,
    }


def _span(span: Span | None) -> Json | None:
    return {"low": span.low, "high": span.high} if span else None


def _credential(credential: Credential) -> Json:
    return {
        "issuer": credential.issuer,
        "code": credential.code,
        "level": credential.level,
        "status": credential.status.value,
        "valid_months": credential.valid_months,
        "retired_on": _day(credential.retired_on),
        "replaced_by": credential.replaced_by,
        "verified_on": _day(credential.verified_on),
        "confirmed": credential.confirmed,
        "source": credential.source.source,
        "at": credential.source.at,
    }


def state_view(snapshot: Snapshot) -> Json:
    """All that a person has told mltrack: `state --json`."""
    progress, catalog = snapshot.progress, snapshot.catalog
    marks = dict(sorted(progress.marks.items()))
    done = {one: mark for one, mark in marks.items() if mark.status is Status.DONE}
    started = [one for one, mark in marks.items() if mark.status is Status.STARTED]
    waived = {one: mark.reason for one, mark in marks.items() if mark.status is Status.WAIVED}
    return {
        "ticked": list(done),
        "started": started,
        "waived": waived,
        "notes": dict(sorted(progress.notes.items())),
        "levels": {one: mark.level.value for one, mark in done.items() if mark.level},
        "targets": targets_view(progress),
        "log": logged_view(snapshot, time_log(progress)),
        "efforts": {one: own_effort_view(effort) for one, effort in sorted(progress.efforts.items())},
        "due": {one: day.isoformat() for one, day in sorted(progress.due.items())},
        "evidence": evidence_view(snapshot, evidence_list(progress)),
        "departed": list(snapshot.departed),
        "counts": {
            "done": len(done),
            "started": len(started),
            "waived": len(waived),
            "notes": len(progress.notes),
            "targets": len(progress.targets),
            "events": len(progress.history),
            "milestones": len(catalog.milestones),
            "roles": len(catalog.roles),
            "departed": len(snapshot.departed),
        },
    }


def targets_view(progress: Progress) -> list[Json]:
    """The target roles in the order that they are shown in."""
    return [{"role": role, **_target(target)} for role, target in progress.aims]


def entry_view(catalog: Catalog, entry: Action) -> Json:
    """One action of `history --json`."""
    return {
        "action": entry.id,
        "at": entry.at.isoformat(),
        "turn": entry.turn.value,
        "of": entry.of,
        "told": told(catalog, entry),
        "changes": [_change(change) for change in entry.changes],
    }


def _change(change: Change) -> Json:  # noqa: PLR0911 - one a kind of change
    match change:
        case MarkChange(milestone, old, new):
            return {"milestone": milestone, "old": old and _mark(old), "new": new and _mark(new)}
        case NoteChange(milestone, before, after):
            return {"note_on": milestone, "old": before, "new": after}
        case TargetChange(role, was, now):
            return {"role": role, "old": was and _target(was), "new": now and _target(now)}
        case LogChange(entry, gone, time):
            return {"log": entry, "old": gone and time_view(gone), "new": time and time_view(time)}
        case EffortChange(milestone, expected, effort):
            return {"effort_of": milestone, "old": own_effort_view(expected), "new": own_effort_view(effort)}
        case DueChange(milestone, earlier, day):
            return {"due_of": milestone, "old": _day(earlier), "new": _day(day)}
        case EvidenceChange(entry, detached, piece):
            return {"evidence": entry, "old": detached and piece_view(detached), "new": piece and piece_view(piece)}


def _mark(mark: Mark) -> Json:
    return {
        "status": mark.status.value,
        "level": mark.level.value if mark.level else None,
        "started_on": _day(mark.started_on),
        "done_on": _day(mark.done_on),
        "expires_on": _day(mark.expires_on),
        "reason": mark.reason,
    }


def _target(target: Target) -> Json:
    return {"primary": target.primary, "by": _day(target.by)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
