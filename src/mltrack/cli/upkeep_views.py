"""Backups and findings as JSON-able values; see `views`."""

from __future__ import annotations

from collections.abc import Sequence

from mltrack.cli.views import Json
from mltrack.core.history import Status
from mltrack.core.keeping import Backup, Finding, Grade
from mltrack.core.progress import Progress


def backup_view(backup: Backup) -> Json:
    """A backup in the list of `backups --json`."""
    return {
        "number": backup.number,
        "file": backup.file,
        "saved_at": backup.saved_at.isoformat(),
        "size": backup.size,
        "label": backup.label,
        "fault": backup.fault,
        "counts": _counts(backup.progress) if backup.progress else None,
    }


def _counts(progress: Progress) -> Json:
    statuses = [mark.status for mark in progress.marks.values()]
    return {
        **{status.value: statuses.count(status) for status in (Status.DONE, Status.STARTED, Status.WAIVED)},
        "notes": len(progress.notes),
        "targets": len(progress.targets),
        "events": len(progress.history),
    }


def findings_view(findings: Sequence[Finding]) -> Json:
    """What every check came to: `doctor --json`."""
    return {
        "sound": not any(one.grade is Grade.FAULT for one in findings),
        "findings": [{"about": one.about, "grade": one.grade.value, "sentence": one.sentence} for one in findings],
    }
