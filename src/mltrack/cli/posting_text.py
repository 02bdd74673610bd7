"""A job posting as text: what it asks for with its own words, and how its reader stands to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import shorten

from mltrack.cli.text import BOXES, wrapped
from mltrack.core.advice import missing
from mltrack.core.entries import Seniority, Strength
from mltrack.core.journal import at_level
from mltrack.core.posting_draft import MAX_CHARS, Draft, Line
from mltrack.core.readiness import Tally
from mltrack.posting import UNTITLED, Kept, Outlook

_LONGEST_WORDS = 160
_MOST_UNKNOWN = 20


def line_list(draft: Draft, numbers: Mapping[Line, int], ahead: Outlook) -> Iterator[str]:
    """The lines by strength, each with its number, how its reader stands to it, and the words that ask for it."""
    yield from wrapped(", ".join(_head(draft)))
    stands = {line: judged.verdict.state for line, judged in zip(draft.lines, ahead.readiness.lines, strict=True)}
    for strength in Strength:
        lines = [line for line in draft.lines if line.strength is strength]
        if lines:
            yield from ("", strength.value.capitalize())
        for line in lines:
            yield from wrapped(at_level(line.label, line.level), f"{numbers[line]:3d} {BOXES[stands[line]]} ")
            yield from wrapped(_words(line), " " * 8)
    if draft.is_cut:
        yield from ("", *wrapped(f"It is very long: only its first {MAX_CHARS:,} characters were looked at."))
    if draft.unknown:
        yield from ("", "Asked for as well, and not found in the catalog")
    for words in draft.unknown[:_MOST_UNKNOWN]:
        yield from wrapped(shorten(words.text, _LONGEST_WORDS, placeholder=" ..."), "  - ")
    if len(draft.unknown) > _MOST_UNKNOWN:
        yield f"    and {len(draft.unknown) - _MOST_UNKNOWN} more"


def _head(draft: Draft) -> Iterator[str]:
    yield draft.title or f"{UNTITLED} without a title"
    if draft.company:
        yield draft.company
    if draft.seniority is not Seniority.UNSTATED:
        yield f"{draft.seniority.value} level"


def _words(line: Line) -> str:
    first, others = line.words[0], len(line.words) - 1
    under = f', under "{first.heading}"' if first.heading else ""
    more = f"; and {others} more" if others else ""
    return f'"{shorten(first.text, _LONGEST_WORDS, placeholder=" ...")}"{under}{more}'


def coverage_lines(draft: Draft, ahead: Outlook) -> Iterator[str]:
    """How many of the lines its reader meets, and what is missing."""
    yield ""
    if not draft.lines:
        yield "Nothing that it asks for was found in the catalog."
        return
    required, recommended = ahead.readiness.required, ahead.readiness.recommended
    catalog = ahead.snapshot.catalog
    lacked = missing(ahead.snapshot, ahead.role.id)
    titles = ", ".join(at_level(catalog.milestones[leaf.has].title, leaf.level) for leaf in lacked)
    said = [part for part in (_met(required, "required"), _met(recommended, "recommended")) if part]
    yield from wrapped(f"You meet {' and '.join(said)}{f'; missing: {titles}' if titles else ''}.") if said else ()


def _met(tally: Tally, strength: str) -> str:
    if not tally.total:
        return ""
    waived = f" ({tally.waived} waived)" if tally.waived else ""
    return f"{tally.met} of {tally.total} {strength}{waived}"


def unkept_lines(draft: Draft, file: str) -> Iterator[str]:
    """That nothing was written, and how it is."""
    yield ""
    if not draft.lines:
        yield "Nothing was saved."
        return
    title = "" if draft.title else " --title TEXT"
    yield from wrapped(
        f"Nothing was saved. To save it as a role of your own: mltrack import posting {file}{title} --save"
    )
    yield from wrapped("--without 3,7 leaves lines out; everything else is changed in the file that is written then.")


def kept_lines(kept: Kept) -> Iterator[str]:
    """Where the role is, and what can be done with it."""
    yield from ("", f"Wrote {kept.path}")
    yield from wrapped(
        "Each requirement has the words of the posting above it: change what is not right with your editor, then: "
        "mltrack catalog check"
    )
    yield f"To see it: mltrack role {kept.role_id}"
    yield f"To aim for it: mltrack target {kept.role_id}"
