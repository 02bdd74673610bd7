"""What a job posting asks for, as rows to put right, and what is said of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual.content import Content

from mltrack.core.entries import Strength
from mltrack.core.journal import at_level
from mltrack.core.posting_draft import Draft, Line
from mltrack.core.readiness import Tally
from mltrack.core.records import dataclass
from mltrack.core.requirements import Has, Level, State, leaves
from mltrack.core.snapshot import Snapshot
from mltrack.posting import UNTITLED, Outlook, outlook
from mltrack.tui.present.glyphs import GLYPHS, STYLES, level_dots, meter, percent
from mltrack.tui.present.keys import key
from mltrack.tui.present.row import BLANK, EMPTY, PostingRef, Row, bullet, heading, labelled, paragraph
from mltrack.tui.present.words import count

_BOX = 4
_STRENGTH = 13
"""Width of the column of strengths."""
_METER = 12
_LABEL = 10
_MOST_UNKNOWN = 30
_NEAREST = {
    State.MET: "met",
    State.STARTED: "started, or below the level",
    State.OPEN: "missing",
    State.WAIVED: "waived",
    State.LAPSED: "lapsed",
}


@dataclass(frozen=True, slots=True, eq=False)
class Drafting:
    """A role in the making, and which of its lines are left out; a line is known by its number from 0."""

    draft: Draft
    snapshot: Snapshot
    """What is known, without the role."""
    ahead: Outlook
    """What is known with it, as it is now."""
    left_out: frozenset[int] = frozenset()

    @classmethod
    def of(cls, draft: Draft, snapshot: Snapshot, left_out: frozenset[int] = frozenset()) -> Drafting:
        """A draft with some of its lines left out, and how its person stands to it then."""
        return cls(draft, snapshot, outlook(_without(draft, left_out), snapshot), left_out)

    @property
    def kept(self) -> Draft:
        """What is to be saved."""
        return _without(self.draft, self.left_out)

    def toggled(self, number: int) -> Drafting:
        """With one line more, or one less."""
        return self.of(self.draft, self.snapshot, self.left_out ^ {number})

    def asked_otherwise(self, number: int) -> Drafting:
        """With the next strength for a line: required, recommended, optional, and round."""
        strengths, line = list(Strength), self.draft.lines[number]
        new = strengths[(strengths.index(line.strength) + 1) % len(strengths)]
        return self.of(self.draft.with_strength(line, new), self.snapshot, self.left_out)

    def can_step(self, number: int, steps: int) -> bool:
        """True for a line whose skills may be asked for so many levels above or below."""
        level = self.draft.lines[number].level
        return level is not None and 1 <= level.rank + steps <= max(one.rank for one in Level)

    def stepped(self, number: int, steps: int) -> Drafting:
        """With another level for the skills of a line."""
        line = self.draft.lines[number]
        if line.level is None or not self.can_step(number, steps):
            return self
        return self.of(self.draft.at_level(line, Level.of_rank(line.level.rank + steps)), self.snapshot, self.left_out)

    def titled(self, title: str) -> Drafting:
        """Under another title; raises InvalidInput for an empty one."""
        return self.of(self.draft.titled(title), self.snapshot, self.left_out)

    def state(self, number: int) -> State | None:
        """How the person stands to a line; None where it is left out."""
        if number in self.left_out:
            return None
        place = sum(one not in self.left_out for one in range(number))
        return self.ahead.readiness.lines[place].verdict.state


def _without(draft: Draft, left_out: frozenset[int]) -> Draft:
    return replace(draft, lines=tuple(line for number, line in enumerate(draft.lines) if number not in left_out))


def posting_rows(drafting: Drafting, width: int) -> Iterator[Row]:
    """A row a line, and below them what the posting asks for that was not recognised."""
    for number, line in enumerate(drafting.draft.lines):
        yield _row(drafting, number, line)
    unknown = drafting.draft.unknown
    if unknown:
        yield BLANK
        yield heading("Asked for as well, and not found in the catalog", width)
        for words in unknown[:_MOST_UNKNOWN]:
            yield from bullet(words.text, width, style="$quiet")
        if len(unknown) > _MOST_UNKNOWN:
            yield Row(Content.styled(f"  and {len(unknown) - _MOST_UNKNOWN} more", "$quiet"))


def _row(drafting: Drafting, number: int, line: Line) -> Row:
    state = drafting.state(number)
    box = Content.styled("[x] ", "bold $accent") if state else Content.styled("[ ] ", "$quiet")
    strength = (line.strength.value.ljust(_STRENGTH), "" if line.strength is Strength.REQUIRED else "$quiet")
    sign = (f"{GLYPHS[state]} ", STYLES[state]) if state else ("  ", "")
    level = Content.assemble(level_dots(line.level, line.level), f" {line.level.value}") if line.level else EMPTY
    value = Content.assemble(level, f"  {line.years}" if line.years and line.level else f"{line.years or ''}")
    left = Content.assemble(box, strength, sign, (line.label, "bold" if state else "$quiet"))
    return Row(left, value, PostingRef(str(number)))


def posting_head(drafting: Drafting) -> Content:
    """The title, who asks, and how its person stands to it."""
    draft, readiness = drafting.draft, drafting.ahead.readiness
    by = f" · {draft.company}" if draft.company else ""
    met = _met(readiness.required, "required"), _met(readiness.recommended, "recommended")
    stands = " and ".join(filter(None, met))
    return Content.assemble(
        (draft.title or UNTITLED, "bold"),
        (by, "$quiet"),
        "\n",
        meter(readiness.required, _METER),
        " ",
        percent(readiness.required),
        f"  You meet {stands}" if stands else "  Nothing that counts is asked for",
    )


def _met(tally: Tally, strength: str) -> str:
    return f"{tally.met} of {tally.total} {strength}" if tally.total else ""


def posting_choices(drafting: Drafting) -> list[tuple[str, str]]:
    """What can be done with it."""
    kept = len(drafting.kept.lines)
    leave = ("escape", "Leave; nothing is saved")
    if not kept:
        return [(key("posting.keep"), "Tick what it asks for; enter then saves it"), leave]
    return [("enter", f"Save it as a role of yours, with {count(kept, 'requirement')}"), leave]


def posting_detail(drafting: Drafting, number: int, width: int, *, brief: bool) -> Iterator[Row]:
    """The words of the posting that ask for something, what meets it, and how its person stands."""
    line, state = drafting.draft.lines[number], drafting.state(number)
    if not brief:
        yield heading("In the posting", width)
    for words in line.words if not brief else line.words[:1]:
        yield from bullet(words.text, width, ("“ ", "$accent"))
        if words.heading and not brief:
            yield from paragraph(f"under {words.heading}", width, style="$quiet", indent="  ")
    if not brief:
        yield BLANK
        yield heading("What meets it", width)
    yield from _meets(drafting, line, width, brief=brief)
    told = _NEAREST[state] if state else "left out"
    yield from labelled("You", Content(told), width, _LABEL) if not brief else ()
    yield from labelled("Found by", Content(line.manner.value), width, _LABEL) if not brief else ()


def _meets(drafting: Drafting, line: Line, width: int, *, brief: bool) -> Iterator[Row]:
    catalog = drafting.snapshot.catalog
    titles = [at_level(catalog.milestone_title(leaf.has), leaf.level) for leaf in leaves(line.needs)]
    if brief or isinstance(line.needs, Has):
        words = " or ".join(titles)
        yield from paragraph(f"→ {words}" if brief else words, width, style="" if brief else "bold")
        return
    yield from paragraph("One of these" if len(titles) > 1 else "", width, style="$quiet")
    for title in titles:
        yield from bullet(title, width)
