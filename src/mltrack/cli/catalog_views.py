"""What a look at the catalog came to, as JSON-able values; see `views`."""

from __future__ import annotations

from mltrack.cli.views import Json
from mltrack.core.audit import Concern, counts
from mltrack.curation import Examined


def examined_view(found: Examined, months: int) -> Json:
    """All of it: `catalog check --json`."""
    return {
        "checked": found.what,
        "sound": found.sound,
        "counts": dict(counts(found.catalog)),
        "faults": [
            {"file": one.place, "line": one.line or None, "key": one.key, "sentence": one.sentence}
            for one in found.faults
        ],
        "months": months,
        **{
            concern.name.lower(): [
                {"noun": point.name.noun, "id": point.name.id, "sentence": point.sentence}
                for point in found.points.get(concern, ())
            ]
            for concern in Concern
        },
    }
