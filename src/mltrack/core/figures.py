"""Sources and the figures they state: pay and outlook, each kept apart from every other.

Figures of different sources or measures are never merged, averaged or chosen between; where they
disagree, the disagreement is what a person sees.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from typing import Annotated, ClassVar, TypeAlias

from mltrack.core.forms import Form, whole
from mltrack.core.records import dataclass
from mltrack.core.requirements import DOOR

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 80
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_MOST_PAY = 10**12
_LINK = re.compile(r"[Hh][Tt][Tt][Pp][Ss]://[A-Za-z0-9.-]+(?:/[^\s<>\"\\]*)?")
_CURRENCY = re.compile(r"[A-Z]{3}")
PERIODS = ("year", "month", "week")
"""What an amount can be paid for."""


def is_id(text: str) -> bool:
    """True for what could be an id: a slug of lower-case letters, digits and single hyphens."""
    return len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def check_id(id_: str) -> None:
    """Raise ValueError unless `id_` is a slug: lower-case letters, digits and single hyphens."""
    if not is_id(id_):
        raise ValueError(f"an id is up to {_LONGEST_SLUG} lower-case letters, digits and single hyphens, not '{id_}'")


def id_of(text: str) -> str:
    """An id made of a name, such as "ml-platform-engineer" of "ML platform engineer"; empty where nothing remains."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:_LONGEST_SLUG].strip("-")
    return found if is_id(found) else ""


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


def _check_text(text: str) -> None:
    if not text.strip():
        raise ValueError("nothing stands between the quotes")


def _check_currency(code: str) -> None:
    if not _CURRENCY.fullmatch(code):
        raise ValueError(f'a currency is three capital letters, as in ISO 4217: "USD", "EUR"; not \'{code}\'')


def _check_period(period: str) -> None:
    if period not in PERIODS:
        raise ValueError(f"what an amount is paid for is {', '.join(PERIODS[:-1])} or {PERIODS[-1]}, not '{period}'")


def _check_pay(number: int) -> None:
    if not 0 <= number <= _MOST_PAY:
        raise ValueError(f"pay is 0 to {_MOST_PAY:,}")


Id: TypeAlias = Annotated[str, Form(check_id, pattern=whole(_SLUG), maxLength=_LONGEST_SLUG)]
Text: TypeAlias = Annotated[str, Form(_check_text, pattern=r"\S")]
Link: TypeAlias = Annotated[str, Form(check_link, pattern=whole(_LINK))]
Day: TypeAlias = Annotated[str, Form(check_date, pattern=whole(_DATE))]
_Currency: TypeAlias = Annotated[str, Form(_check_currency, pattern=whole(_CURRENCY))]
_Period: TypeAlias = Annotated[str, Form(_check_period, enum=[*PERIODS])]
_Amount: TypeAlias = Annotated[int, Form(_check_pay, minimum=0, maximum=_MOST_PAY)]


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that figures and requirements rest on."""

    __pydantic_config__: ClassVar = DOOR

    id: Id
    """Stable slug."""
    title: Text
    """Title as published."""
    publisher: str | None = None
    """Who published it; absent when unknown."""
    url: Link | None = None
    """https address, where there is one."""
    published: Day | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD; absent when the source states no date."""
    accessed: Day | None = None
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
    at: Text
    """The heading or place in it, such as "Mid-level roles / Data scientist"."""


@dataclass(frozen=True, slots=True)
class Pay:
    """One pay figure of one source. Figures are never merged, averaged or chosen between."""

    __pydantic_config__: ClassVar = DOOR

    measure: Text
    """What was measured, such as "median total pay"."""
    source: str
    """Id of the source that states it."""
    at: Text
    """The heading in that source."""
    currency: _Currency = "USD"
    """ISO 4217 code."""
    period: _Period = "year"
    """What the amount is paid for: year, month or week."""
    amount: _Amount | None = None
    """A single figure, in whole units of the currency."""
    low: _Amount | None = None
    """Lower end of a range."""
    high: _Amount | None = None
    """Upper end of a range; absent when the source gives no number for it."""
    open_ended: bool = False
    """True when the source says that pay goes beyond the highest number given."""
    as_of: Day | None = None
    """YYYY-MM or YYYY-MM-DD for which it holds; absent when the source states none."""
    origin: str | None = None
    """Whom the source has it from, such as "Glassdoor"."""
    note: str | None = None
    """What a reader should know, such as a wording that differs from the measure."""

    def __post_init__(self) -> None:
        check_date(self.as_of)
        for number in (self.amount, self.low, self.high):
            if number is not None:
                _check_pay(number)
        if (self.amount is None) == (self.low is None):
            raise ValueError("give either an amount or a low end, not both or neither")
        if self.high is not None and self.low is None:
            raise ValueError("a high end needs a low end")
        if self.high is not None and self.low is not None and self.high < self.low:
            raise ValueError(f"low = {self.low} lies above high = {self.high}")
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
    group: Text
    """The occupation group it was measured on."""
    source: str
    """Id of the source that states it."""
    at: Text
    """The heading in that source."""
    origin: str | None = None
    """Whom the source has it from."""
    note: str | None = None
    """What a reader should know, such as that the group is inferred."""

    def __post_init__(self) -> None:
        if not math.isfinite(self.percent):
            raise ValueError(f"percent must be a number, not {self.percent}")
        if self.from_year >= self.to_year:
            raise ValueError(f"from_year = {self.from_year} must lie before to_year = {self.to_year}")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A figure of all occupations, to read the figures of one role against."""

    __pydantic_config__: ClassVar = DOOR

    id: Id
    """Stable slug."""
    title: Text
    """What it says, such as "All US workers"."""
    pay: tuple[Pay, ...] = ()
    """Pay figures."""
    outlook: tuple[Outlook, ...] = ()
    """Projections."""

    def __post_init__(self) -> None:
        check_id(self.id)
