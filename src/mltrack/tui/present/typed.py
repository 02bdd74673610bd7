"""What is being typed, said back in full while it is typed. Each raises InvalidInput for what cannot be read yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mltrack.core.actions import evidence_given
from mltrack.core.dates import effort_words, minutes_words, parse_day, parse_effort
from mltrack.core.entries import Milestone
from mltrack.core.links import fault_of_link, link_in
from mltrack.core.spent import parse_spent
from mltrack.tui.present.words import away, full_day


def titles(milestones: Sequence[Milestone]) -> str:
    """What a dialog is about: the title of one milestone, or how many they are."""
    return milestones[0].title if len(milestones) == 1 else f"{len(milestones)} marked milestones"


def day_echo(typed: str, today: date, without: str = "", *, past: bool = False) -> str:
    """Which day it is, such as "Fri 4 Dec 2026, in 2 weeks"; of nothing typed, what that means.

    A day without its year is one to come, or of those `past`.
    """
    if without and not typed.strip():
        return without
    found = parse_day(typed, today, past=past)
    return f"{full_day(found)}, {away(found, today)}"


def spent_echo(typed: str, today: date) -> str:
    """How long on which day, and what was done, such as "1 h 30 min today: chapter 3"."""
    spent = parse_spent(typed, today)
    near = away(spent.on, today)
    when = near if near in {"today", "yesterday"} else f"on {full_day(spent.on)}"
    return f"{minutes_words(spent.minutes)} {when}{f': {spent.text}' if spent.text else ''}"


def effort_echo(typed: str, otherwise: str) -> str:
    """The effort, such as "30-50 h"; of nothing typed, what holds otherwise."""
    if not typed.strip():
        return f"Without a figure of your own: {otherwise}"
    return f"You expect {effort_words(parse_effort(typed))}"


def evidence_echo(typed: str) -> str:
    """Whether it is a link, and where to, or is kept as words; what begins like a link and is none is said."""
    said = evidence_given(typed)
    link = link_in(said)
    return f"A link to {link.host}" if link else fault_of_link(said) or "Kept as words, with today's date"
