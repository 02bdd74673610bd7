"""Pay and outlook in words: each figure as its source states it."""

from __future__ import annotations

from mltrack.core.figures import Outlook, Pay


def pay_words(pay: Pay) -> str:
    """One pay figure: amount, measure and date."""
    when = f"as of {pay.as_of}" if pay.as_of else "no date stated"
    return f"{money(pay)} a {pay.period}, {pay.measure}, {when}"


def money(pay: Pay) -> str:
    """An amount or a range, such as "$180,000-400,000" and "$300,000 and more"."""
    sign = "$" if pay.currency == "USD" else f"{pay.currency} "
    low = pay.low if pay.amount is None else pay.amount
    figure = f"{sign}{low:,}" if pay.high is None else f"{sign}{low:,}-{pay.high:,}"
    return f"{figure} and more" if pay.open_ended else figure


def outlook_words(outlook: Outlook) -> str:
    """One projection: growth, years and the group it was measured on."""
    return f"{outlook.percent:+g} % from {outlook.from_year} to {outlook.to_year}, {outlook.group}"
