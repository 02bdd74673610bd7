"""What a look at the catalog came to, and what of it is different, as JSON-able values; see `views`."""

from __future__ import annotations

from mltrack.cli.views import Json
from mltrack.core.audit import Concern, counts
from mltrack.core.catalog_diff import CatalogDiff, Difference, What
from mltrack.core.catalog_words import diff_words, difference_words
from mltrack.core.outline import Asked, needs_words
from mltrack.curation import Examined


def examined_view(found: Examined, months: int) -> Json:
    """All of it: `catalog check --json`."""
    return {
        "checked": found.what,
        "sound": found.sound,
        "counts": dict(counts(found.catalog)),
        "faults": [
            {
                "file": one.place,
                "line": one.line or None,
                "key": one.key,
                "sentence": one.sentence,
                "left_out": one.entry or None,
            }
            for one in found.faults
        ],
        "not_read": list(found.not_read),
        "months": months,
        **{
            concern.name.lower(): [
                {"noun": point.name.noun, "id": point.name.id, "sentence": point.sentence}
                for point in found.points.get(concern, ())
            ]
            for concern in Concern
        },
    }


def diff_view(diff: CatalogDiff) -> Json:
    """Every difference: `catalog diff --json`."""
    return {
        "summary": diff_words(diff),
        "kept": diff.kept,
        "counts": {what.value: diff.count(what) for what in What},
        "differences": [_difference(diff, one) for one in diff.differences],
    }


def _difference(diff: CatalogDiff, one: Difference) -> Json:
    return {
        "what": one.what.value,
        "noun": one.name.noun,
        "id": one.name.id,
        "title": one.title,
        "whose": one.whose.value,
        "former_id": one.former or None,
        "before": one.before or None,
        "after": one.after or None,
        "requirement": _asked(diff, one.asked) if one.asked else None,
        "requirement_before": _asked(diff, one.was) if one.was else None,
        "sentence": difference_words(diff, one),
    }


def _asked(diff: CatalogDiff, asked: Asked) -> Json:
    return {"label": asked.label, "strength": asked.strength.value, "needs": needs_words(asked.needs, diff.titles)}
