"""Evidence as JSON-able values; see `views`."""

from __future__ import annotations

from collections.abc import Iterable

from mltrack.cli.views import Json
from mltrack.core.evidence import Attached
from mltrack.core.history import Evidence
from mltrack.core.snapshot import Snapshot


def evidence_view(snapshot: Snapshot, attached: Iterable[Attached]) -> list[Json]:
    """Evidence in the order given: `evidence --json`. What is words has neither a `url` nor a `host`."""
    return [
        {
            "entry": one.entry,
            "number": one.number,
            "title": snapshot.catalog.milestone_title(one.evidence.milestone),
            **piece_view(one.evidence),
            "url": one.link.url if one.link else None,
            "host": one.link.host if one.link else None,
        }
        for one in attached
    ]


def piece_view(evidence: Evidence) -> Json:
    """One piece, as it was told."""
    return {"milestone": evidence.milestone, "on": evidence.on.isoformat(), "text": evidence.text}
