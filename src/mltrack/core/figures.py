"""Sources and the figures they state: pay and outlook, each kept apart from every other.

Figures of different sources or measures are never merged, averaged or chosen between; where they
disagree, the disagreement is what a person sees.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import ClassVar

from mltrack.core.records import dataclass
from mltrack.core.requirements import DOOR

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 80
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_MOST_PAY = 10**12
_LINK = re.compile(r"https://[a-z0-9.-]+(?:/[^\s<>\"\\]*)?", re.IGNORECASE)


def is_id(text: str) -> bool:
    """True for what could be an id: a slug of lower-case letters, digits and single hyphens."""
    return len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def check_id(id_: str) -> None:
    """Raise ValueError unless `id_` is a slug: lower-case letters, digits and single hyphens."""
    if not is_id(id_):
        raise ValueError(f"an id is up to {_LONGEST_SLUG} lower-case letters, digits and single hyphens, not '{id_}'")


def first_day(text: str | None) -> date | None:
    """The first day of a YYYY, YYYY-MM or YYYY-MM-DD; None where it is absent. Raises ValueError."""
    return None if text is None else date.fromisoformat(f"{text}-01-01"[:10])


def check_date(text: str | None) -> None:
    """Raise ValueError unless `text` is absent or a YYYY, YYYY-MM or YYYY-MM-DD of the calendar."""
    if text is None:
        return
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        first_day(text)
    except ValueError:
        raise ValueError(f"a date is written YYYY, YYYY-MM or YYYY-MM-DD, not '{text}'") from None


def check_link(url: str | None) -> None:
    """Raise ValueError unless `url` is absent or a plain https address."""
    if url is not None and not _LINK.fullmatch(url):
        raise ValueError(f"a link is an https address, not '{url}'")


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that figures and requirements rest on."""

    __pydantic_config__: ClassVar = DOOR

    id: str
    """Stable slug."""
    title: str
    """Title as published."""
    publisher: str | None = None
    """Who published it; absent when unknown."""
    url: str | None = None
    """https address, where there is one."""
    published: str | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD; absent when the source states no date."""
    accessed: str | None = None
    """When it was last read for this catalog, as YYYY-MM-DD."""
    note: str | None = None
    """What a reader should know about it, in one or two sentences."""

    def __post_init__(self) -> None:
        check_id(self.id)
        check_link(self.url)
        check_date(self.published)
        check_date(self.accessed)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the heading in it, so that a reader can check."""

    __pydantic_config__: ClassVar = DOOR

    source: str
    """Id of the source."""
    at: str
    """The heading or place in it, such as "Mid-level roles / Data scientist"."""


@dataclass(frozen=True, slots=True)
class Pay:
    """One pay figure of one source. Figures are never merged, averaged or chosen between."""

    __pydantic_config__: ClassVar = DOOR

    measure: str
    """What was measured, such as "median total pay"."""
    source: str
    """Id of the source that states it."""
    at: str
    """The heading in that source."""
    currency: str = "USD"
    """ISO 4217 code."""
    period: str = "year"
    """What the amount is paid for: year or week."""
    amount: int | None = None
    """A single figure, in whole units of the currency."""
    low: int | None = None
    """Lower end of a range."""
    high: int | None = None
    """Upper end of a range; absent when the source gives no number for it."""
    open_ended: bool = False
    """True when the source says that pay goes beyond the highest number given."""
    as_of: str | None = None
    """YYYY-MM or YYYY-MM-DD for which it holds; absent when the source states none."""
    origin: str | None = None
    """Whom the source has it from, such as "Glassdoor"."""
    note: str | None = None
    """What a reader should know, such as a wording that differs from the measure."""

    def __post_init__(self) -> None:
        check_date(self.as_of)
        if any(number is not None and not 0 <= number <= _MOST_PAY for number in (self.amount, self.low, self.high)):
            raise ValueError(f"pay is 0 to {_MOST_PAY:,}")
        if (self.amount is None) == (self.low is None):
            raise ValueError("give either an amount or a low end, not both or neither")
        if self.high is not None and (self.low is None or self.high < self.low):
            raise ValueError("a high end needs a low end that is not above it")
        if self.low is not None and self.high is None and not self.open_ended:
            raise ValueError("a range without a high end must say open_ended = true")


@dataclass(frozen=True, slots=True)
class Outlook:
    """One projected change in employment, of one source."""

    __pydantic_config__: ClassVar = DOOR

    percent: float
    """Growth over the whole span, in percent."""
    from_year: int
    """First year of the projection."""
    to_year: int
    """Last year of the projection."""
    group: str
    """The occupation group it was measured on."""
    source: str
    """Id of the source that states it."""
    at: str
    """The heading in that source."""
    origin: str | None = None
    """Whom the source has it from."""
    note: str | None = None
    """What a reader should know, such as that the group is inferred."""

    def __post_init__(self) -> None:
        if not math.isfinite(self.percent):
            raise ValueError(f"percent must be a number, not {self.percent}")
        if self.from_year >= self.to_year:
            raise ValueError(f"from_year {self.from_year} must lie before to_year {self.to_year}")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A figure of all occupations, to read the figures of one role against."""

    __pydantic_config__: ClassVar = DOOR

    id: str
    """Stable slug."""
    title: str
    """What it says, such as "All US workers"."""
    pay: tuple[Pay, ...] = ()
    """Pay figures."""
    outlook: tuple[Outlook, ...] = ()
    """Projections."""

    def __post_init__(self) -> None:
        check_id(self.id)
