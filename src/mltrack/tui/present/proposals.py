"""What a document would have recorded, as rows to agree to, and what is said of one of them."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from mltrack.core.agreement import Agreement
from mltrack.core.claims import Claim
from mltrack.core.history import Status
from mltrack.core.outcomes import Fate
from mltrack.core.proposal_words import HEADINGS, claim_words, why_words
from mltrack.core.proposals import Proposal, lapsed_on
from mltrack.core.recording import evidence_of
from mltrack.core.records import dataclass
from mltrack.core.requirements import State
from mltrack.tui.present.glyphs import GLYPHS, STYLES, level_dots
from mltrack.tui.present.keys import key
from mltrack.tui.present.row import BLANK, EMPTY, ProposalRef, Row, bullet, heading, labelled, paragraph
from mltrack.tui.present.words import day

_BOX = 4
"""Cells of the box before a proposal."""
_SAYS = 0.36
"""Of the room beside the box, the part for what the document says."""
_LABEL = 10
"""Width of the column of labels beside the list."""


@dataclass(frozen=True, slots=True, eq=False)
class Brought:
    """A document that was read, and what of it its person agrees to."""

    name: str
    """The last part of its path."""
    format: str
    remarks: tuple[str, ...]
    """What was left out of it, and why."""
    agreement: Agreement


def proposal_rows(brought: Brought, width: int) -> Iterator[Row]:
    """Every proposal under what became of it at first; what was left out stands at the end."""
    agreement = brought.agreement
    is_first = True
    for fate in Fate:
        numbers = [number for number, its in enumerate(agreement.groups) if its is fate]
        if numbers:
            yield from () if is_first else (BLANK,)
            is_first = False
            yield heading(HEADINGS[fate], width, _counted(agreement, fate, len(numbers)))
            for number in numbers:
                yield _row(agreement, number, width)
    if brought.remarks:
        yield BLANK
        yield heading("Left out", width)
        for remark in brought.remarks:
            yield from bullet(remark, width, style="$quiet")


def _counted(agreement: Agreement, fate: Fate, listed: int) -> Content:
    group = agreement.group(fate)
    words = f"{len(group & agreement.taken)} of {listed} ticked" if group else f"{listed}"
    return Content.styled(words, "$quiet")


def _row(agreement: Agreement, number: int, width: int) -> Row:
    """A box, what the document says, and what would be recorded of it."""
    proposal, ref = agreement.proposals[number], ProposalRef(str(number))
    says = Content(claim_words(proposal.claim))
    if proposal.match is None:
        return Row(Content.assemble(" " * _BOX, says), Content.styled(proposal.claim.kind.value, "$quiet"), ref)
    can_take = agreement.can_take(number)
    value = _value(agreement, number) if can_take else Content.styled("known already", "$quiet")
    column = int((width - _BOX) * _SAYS)
    title = agreement.snapshot.catalog.milestone_title(proposal.match.milestone)
    left = Content.assemble(
        _box(agreement, number),
        says.truncate(column, ellipsis=True, pad=True),
        (" → ", "$faint"),
        (title, "bold" if number in agreement.taken else ""),
    )
    return Row(left, value, ref)


def _box(agreement: Agreement, number: int) -> Content:
    if not agreement.can_take(number):
        return Content.styled(f"{GLYPHS[State.MET]}   ", STYLES[State.MET])
    ticked = number in agreement.taken
    return Content.styled("[x] ", "bold $accent") if ticked else Content.styled("[ ] ", "$quiet")


def _value(agreement: Agreement, number: int) -> Content:
    """How it would be recorded, in a few words."""
    proposal, today = agreement.proposals[number], agreement.snapshot.today
    if added := agreement.added[number]:
        return Content.styled(added, "$quiet")
    if proposal.level is not None:
        words = proposal.level.value if proposal.level_is_stated else "assumed"
        return Content.assemble(level_dots(proposal.level, proposal.level), f" {words}")
    if proposal.status is Status.DONE:
        on = day(proposal.on) if proposal.on else "no day: today"
        lapsed = lapsed_on(agreement.snapshot.catalog, proposal, today) is not None
        return Content.assemble(on, (", lapsed", STYLES[State.LAPSED]) if lapsed else "")
    state = State.WAIVED if proposal.status is Status.WAIVED else State.STARTED
    words = "waived" if state is State.WAIVED else "started"
    return Content.assemble((GLYPHS[state], STYLES[state]), f" {words}")


def found_words(brought: Brought, totals: str) -> Content:
    """What was read, in a line."""
    return Content.assemble((brought.format, "bold"), f" · {totals}")


def agreement_choices(agreement: Agreement) -> list[tuple[str, str]]:
    """What can be done with what is ticked."""
    taken = len(agreement.taken)
    leave = ("escape", "Leave; nothing is recorded, and the file stays as it is")
    if taken:
        what = "the ticked entry" if taken == 1 else f"the {taken:,} ticked entries"
        return [("enter", f"Record {what}; {key('app.undo')} takes {'it' if taken == 1 else 'all of it'} back"), leave]
    if any(map(agreement.can_take, range(len(agreement.proposals)))):
        return [(key("import.tick"), "Tick what is right; enter then records it"), leave]
    return [("escape", "Close; there is nothing here to record")]


def proposal_detail(agreement: Agreement, number: int, width: int, *, brief: bool) -> Iterator[Row]:
    """What the document says of one thing, what would be recorded and why, and what else it may be."""
    proposal = agreement.proposals[number]
    if brief:
        yield from _in_short(agreement, number, proposal, width)
        return
    yield heading("In the document", width)
    yield from paragraph(claim_words(proposal.claim), width, style="bold")
    yield from _stated(proposal.claim, width)
    yield BLANK
    if proposal.match is None:
        yield heading("Not recorded", width)
        yield from paragraph("The catalog has nothing near enough to ask you about.", width)
        yield from paragraph(why_words(proposal), width, style="$quiet") if why_words(proposal) else ()
        return
    yield heading("Will be recorded" if number in agreement.taken else _not_taken(agreement, number), width)
    yield from _recorded(agreement, number, width)
    if agreement.others(number):
        yield BLANK
        yield heading("It may be", width, Content.styled(f"{key('import.other')} the next", "$quiet"))
        yield from _others(agreement, number, width)


def _not_taken(agreement: Agreement, number: int) -> str:
    return "Will be recorded if you tick it" if agreement.can_take(number) else "Known already"


def _stated(claim: Claim, width: int) -> Iterator[Row]:
    """Where it stands, and the days and marks that it has there."""
    days = [f"from {claim.since}" if claim.since else "", f"{claim.on}" if claim.on else ""]
    days += [f"until {claim.until}" if claim.until else "", f"due {claim.due}" if claim.due else ""]
    told = {
        "Where": claim.place,
        "Days": ", ".join(filter(None, days)),
        "Number": claim.number,
        "Link": claim.link,
        "Level": claim.level.value if claim.level else "",
    }
    for label, text in told.items():
        yield from labelled(label, Content(text), width, _LABEL) if text else ()


def _recorded(agreement: Agreement, number: int, width: int) -> Iterator[Row]:
    proposal = agreement.proposals[number]
    if proposal.match is None:
        return
    milestone = agreement.snapshot.catalog.milestones[proposal.match.milestone]
    yield from paragraph(milestone.title, width, style="bold")
    label = "Level" if proposal.level else "Done" if proposal.status is Status.DONE else "As"
    told: dict[str, Content] = {"As" if agreement.added[number] else label: _value(agreement, number)}
    if proposal.since:
        told["Begun"] = Content(day(proposal.since))
    if proposal.expires:
        told["Until"] = Content(day(proposal.expires))
    if proposal.due:
        told["Due"] = Content(day(proposal.due))
    if said := evidence_of(proposal.claim):
        told["Evidence"] = Content(said)
    if proposal.claim.note:
        told["Note"] = Content(" ".join(proposal.claim.note.split()))
    told["Why"] = Content(why_words(proposal))
    for label, text in told.items():
        yield from labelled(label, text, width, _LABEL)


def _others(agreement: Agreement, number: int, width: int) -> Iterator[Row]:
    """The milestones that it may be, in their order, with a sign before the one that it is taken for."""
    now = agreement.proposals[number].match
    for match in agreement.first[number].matches:
        is_now = now is not None and match.milestone == now.milestone
        sign = ("● ", "$accent") if is_now else ("○ ", "$quiet")
        words = f"{agreement.snapshot.catalog.milestone_title(match.milestone)}: {match.why}"
        yield from bullet(words, width, sign, "bold" if is_now else "")


def _in_short(agreement: Agreement, number: int, proposal: Proposal, width: int) -> Iterator[Row]:
    """The same in a few lines, the most wanted ones first."""
    where = f" ({proposal.claim.place})" if proposal.claim.place else ""
    yield from paragraph(f"{claim_words(proposal.claim)}{where}", width, style="bold")
    if proposal.match is None:
        yield from paragraph("Not recorded: the catalog has nothing near enough to ask you about.", width)
        return
    title = agreement.snapshot.catalog.milestone_title(proposal.match.milestone)
    yield from paragraph(f"→ {title}: {why_words(proposal)}", width)
    if others := agreement.others(number):
        titles = [
            agreement.snapshot.catalog.milestone_title(match.milestone)
            for match in agreement.first[number].matches
            if match.milestone != proposal.match.milestone
        ]
        words = f"It may also be {' or '.join(titles[:3])}{f' or {others - 3} more' if others > 3 else ''}."
        yield from paragraph(words, width, style="$quiet")


NO_DETAIL: tuple[Row, ...] = (Row(EMPTY),)
"""What is said of no proposal."""
