"""A job posting as JSON-able values: `import posting --json`."""

from __future__ import annotations

from collections.abc import Mapping

from mltrack.cli.views import Json, requirement_tree
from mltrack.core.advice import missing
from mltrack.core.posting_draft import Draft, Line, Words
from mltrack.core.readiness import Line as Judged
from mltrack.core.readiness import Tally
from mltrack.posting import Kept, Outlook


def posting_view(draft: Draft, numbers: Mapping[Line, int], ahead: Outlook, kept: Kept | None) -> Json:
    """What a posting asks for, how its reader stands to it, and where it was saved; null where it was not."""
    readiness = ahead.readiness
    return {
        "title": draft.title,
        "company": draft.company,
        "url": draft.link,
        "level": draft.seniority.value,
        "lines": [
            _line(line, numbers[line], judged, ahead) for line, judged in zip(draft.lines, readiness.lines, strict=True)
        ],
        "is_cut": draft.is_cut,
        "unknown": [_words(words) for words in draft.unknown],
        "required": _tally(readiness.required),
        "recommended": _tally(readiness.recommended),
        "missing": [
            {"has": leaf.has, "level": leaf.level.value if leaf.level else None}
            for leaf in missing(ahead.snapshot, ahead.role.id)
        ],
        "saved": {"id": kept.role_id, "file": str(kept.path)} if kept else None,
    }


def _line(line: Line, number: int, judged: Judged, ahead: Outlook) -> Json:
    return {
        "number": number,
        "label": line.label,
        "strength": line.strength.value,
        "level": line.level.value if line.level else None,
        "years": {"least": line.years.least, "most": line.years.most} if line.years else None,
        "found_by": line.manner.value,
        "needs": requirement_tree(ahead.snapshot.catalog, judged.verdict),
        "words": [_words(words) for words in line.words],
    }


def _words(words: Words) -> Json:
    return {"text": words.text, "heading": words.heading, "name": words.name}


def _tally(tally: Tally) -> Json:
    return {"met": tally.met, "waived": tally.waived, "total": tally.total}
