"""Milestones and roles: what a catalog is made of.

These dataclasses are the one definition of each thing: the door (`store.catalog_files`) checks
files against them with pydantic, and the attribute docstrings are the help that catalog authors
read. `core.catalog` joins them into a whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from mltrack.core.figures import Citation, Id, Link, Outlook, Pay, Text, check_id, check_link
from mltrack.core.forms import Form
from mltrack.core.records import dataclass
from mltrack.core.requirements import DOOR, SOME, Has, Requirement
from mltrack.errors import ended

_LONGEST_VALIDITY = 1200
"""Months: a hundred years."""
MOST_EFFORT = 1_000_000
"""Hours or months; longer than anybody lives."""


def _check_validity(months: int) -> None:
    if not 1 <= months <= _LONGEST_VALIDITY:
        raise ValueError(f"valid_months must be 1 to {_LONGEST_VALIDITY}, not {months}")


def _check_not_below_0(number: float) -> None:
    if not 0 <= number < math.inf:
        raise ValueError(f"an end of a range is 0 or more, not {number:g}")


_VALIDITY = Form(_check_validity, minimum=1, maximum=_LONGEST_VALIDITY)
_NOT_BELOW_0 = Form(_check_not_below_0, minimum=0)


class Kind(Enum):
    """What sort of thing a milestone is."""

    DEGREE = "degree"
    CERTIFICATION = "certification"
    SKILL = "skill"
    EXPERIENCE = "experience"
    PROJECT = "project"


class Strength(Enum):
    """How firmly a role asks for something, by the wording of its source.

    required: "must", "necessary", "essential", "need", "typically need", "at least".
    recommended: "often", "common", "strong plus", and tools that the work is described by.
    optional: "beneficial", "can be an asset", "not always required, but".
    """

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class Seniority(Enum):
    """Where a role stands on the ladder, as far as a source says so."""

    ENTRY = "entry"
    MID = "mid"
    SENIOR = "senior"
    UNSTATED = "none stated"


class Basis(Enum):
    """Where an effort figure comes from: a cited source, or an estimate (shown as one)."""

    SOURCE = "source"
    ESTIMATE = "estimate"


class Availability(Enum):
    """Whether a certification can still be earned. Retired ones stay: people hold them."""

    ACTIVE = "active"
    BETA = "beta"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Span:
    """A range, both ends included."""

    __pydantic_config__: ClassVar = DOOR

    low: Annotated[float, _NOT_BELOW_0]
    """Lower end, 0 or more."""
    high: Annotated[float, _NOT_BELOW_0]
    """Upper end, not below the lower."""

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"low = {self.low:g} lies above high = {self.high:g}")
        if not 0 <= self.low <= self.high < math.inf:
            raise ValueError(f"a range must run from low to high, 0 or more, not {self.low:g} to {self.high:g}")


@dataclass(frozen=True, slots=True)
class Effort:
    """What a milestone takes: study hours, calendar months, or both."""

    __pydantic_config__: ClassVar = DOOR

    basis: Basis
    """"source" (then cited) or "estimate" (then shown as one)."""
    hours: Span | None = None
    """Study hours; they use up the weekly study time."""
    months: Span | None = None
    """Calendar months; they run beside study."""
    cite: Citation | None = None
    """Where the figure stands, for basis "source"."""

    def __post_init__(self) -> None:
        if self.hours is None and self.months is None:
            raise ValueError("give hours, months or both")
        if (self.basis is Basis.SOURCE) != (self.cite is not None):
            raise ValueError('basis "source" needs a cite, basis "estimate" has none')
        for span in (self.hours, self.months):
            if span is not None and span.high > MOST_EFFORT:
                raise ValueError(f"an effort is up to {MOST_EFFORT:,} hours or months, not {span.high:g}")


@dataclass(frozen=True, slots=True)
class Resource:
    """Something to learn from."""

    __pydantic_config__: ClassVar = DOOR

    title: Text
    """What it is."""
    url: Link
    """https address of a stable page."""

    def __post_init__(self) -> None:
        check_link(self.url)


@dataclass(frozen=True, slots=True)
class Credential:
    """What only a certification has: who issues it, how long it holds, whether it still exists."""

    __pydantic_config__: ClassVar = DOOR

    issuer: Text
    """Who issues it."""
    status: Availability
    """"active", "beta" or "retired"."""
    verified_on: date
    """When the facts of this entry were last checked."""
    source: Citation
    """Where they were checked."""
    code: str | None = None
    """Exam code, where there is one."""
    level: str | None = None
    """The issuer's own word for its level."""
    valid_months: Annotated[int, _VALIDITY] | None = None
    """Months from passing to expiry; absent when it does not expire or the validity is not confirmed."""
    retired_on: date | None = None
    """The last day it could be earned."""
    replaced_by: str | None = None
    """Id of the milestone that takes its place."""
    parts: tuple[str, ...] = ()
    """Names of the courses that it consists of, for a program of courses: whoever has one of them has begun it."""
    confirmed: bool = True
    """False when only third parties state it; then a person is told to check the issuer's page."""

    def __post_init__(self) -> None:
        if self.valid_months is not None:
            _check_validity(self.valid_months)


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something a person can complete: a degree, certification, skill, experience or project."""

    __pydantic_config__: ClassVar = DOOR

    id: Id
    """Stable slug, never reused for anything else."""
    kind: Kind
    """Its kind."""
    title: Text
    """Its name."""
    summary: Text
    """What it is and why it matters, in our own words."""
    aliases: tuple[str, ...] = ()
    """Other names people use for it: it is found by them too."""
    former_ids: tuple[str, ...] = ()
    """Ids that this same thing had before: what was told under them counts for it."""
    prerequisites: Requirement | None = None
    """What should be in place first."""
    implies: tuple[Has, ...] = ()
    """What holding it brings along, as a master's brings a bachelor's in the same field."""
    effort: Effort | None = None
    """What it takes; absent when unknown."""
    resources: tuple[Resource, ...] = ()
    """Where to learn it."""
    credential: Credential | None = None
    """Facts of a certification; required for that kind, absent for others."""
    cites: tuple[Citation, ...] = ()
    """Sources that name it."""

    def __post_init__(self) -> None:
        for one in (self.id, *self.former_ids):
            check_id(one)
        if (self.kind is Kind.CERTIFICATION) != (self.credential is not None):
            raise ValueError("a certification needs a [certification.credential], and nothing else has a credential")


def earnable(milestone: Milestone, today: date) -> bool:
    """False for a certification that is retired: whoever holds it has it, and nobody else can get it."""
    credential = milestone.credential
    if credential is None:
        return True
    last = credential.retired_on
    return credential.status is not Availability.RETIRED and (last is None or today <= last)


@dataclass(frozen=True, slots=True)
class RoleRequirement:
    """One thing that a role asks for."""

    __pydantic_config__: ClassVar = DOOR

    label: Text
    """A short heading in our own words."""
    strength: Strength
    """"required", "recommended" or "optional", by the wording of the source."""
    needs: Requirement
    """What meets it."""
    cites: Annotated[tuple[Citation, ...], SOME]
    """The sources that ask for it, at least one."""

    def __post_init__(self) -> None:
        if not self.cites:
            raise ValueError("a requirement must cite at least one source")


@dataclass(frozen=True, slots=True)
class Step:
    """A move from one role to the next, as a source describes it."""

    __pydantic_config__: ClassVar = DOOR

    role: str
    """Id of the role that it leads to."""
    source: str
    """Id of the source that says so."""
    at: Text
    """The heading in that source."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a source says about a role that is neither a figure nor a requirement."""

    __pydantic_config__: ClassVar = DOOR

    text: Text
    """One sentence in our own words."""
    source: str
    """Id of the source."""
    at: Text
    """The heading in it."""


@dataclass(frozen=True, slots=True)
class OccupationCode:
    """A code of an official occupation list."""

    __pydantic_config__: ClassVar = DOOR

    scheme: Text
    """"O*NET-SOC" or "ESCO"."""
    code: Text
    """The code as that list writes it."""
    title: Text
    """What the list calls it."""
    evidenced: bool
    """True when the list itself names this role, False when the match is inferred."""


@dataclass(frozen=True, slots=True)
class Role:
    """A job that people work towards."""

    __pydantic_config__: ClassVar = DOOR

    id: Id
    """Stable slug."""
    title: Text
    """Its name."""
    level: Seniority
    """"entry", "mid", "senior" or "none stated"."""
    family: Text
    """The group it is listed with, such as "Engineering" or "Research"."""
    summary: Text
    """What the work is, in our own words."""
    requirements: tuple[RoleRequirement, ...]
    """What it asks for."""
    responsibilities: tuple[str, ...] = ()
    """What a day holds, in our own words."""
    applications: tuple[str, ...] = ()
    """Where the work is applied."""
    pay: tuple[Pay, ...] = ()
    """Every pay figure of every source."""
    outlook: tuple[Outlook, ...] = ()
    """Every projection of every source."""
    remarks: tuple[Remark, ...] = ()
    """What else the sources say."""
    leads_to: tuple[Step, ...] = ()
    """Where it leads, as sources describe it."""
    codes: tuple[OccupationCode, ...] = ()
    """Official occupation codes."""
    aliases: tuple[str, ...] = ()
    """Other names people use for it: it is found by them too."""
    former_ids: tuple[str, ...] = ()
    """Ids that this same role had before: what was told under them counts for it."""

    def __post_init__(self) -> None:
        for one in (self.id, *self.former_ids):
            check_id(one)

    def citations(self) -> Iterator[Citation]:
        """Every citation of this role, in reading order, repeats included."""
        stated: tuple[Pay | Outlook | Remark | Step, ...] = (*self.pay, *self.outlook, *self.remarks, *self.leads_to)
        for item in stated:
            yield Citation(item.source, item.at)
        for requirement in self.requirements:
            yield from requirement.cites


class Former(Enum):
    """What something was that the catalog has no more."""

    DEGREE = "degree"
    CERTIFICATION = "certification"
    SKILL = "skill"
    EXPERIENCE = "experience"
    PROJECT = "project"
    ROLE = "role"

    @property
    def noun(self) -> str:
        """ "role" for a role, "milestone" for everything else."""
        return "role" if self is Former.ROLE else "milestone"


@dataclass(frozen=True, slots=True)
class Removed:
    """What the catalog has no more: what a person told of it stays, and is shown with this beside it.

    Something that only got another id is no removal: the new one has the old id among its former ids.
    """

    __pydantic_config__: ClassVar = DOOR

    id: Id
    """The id that it had; it is never used for anything else."""
    was: Former
    """What it was: "degree", "certification", "skill", "experience", "project" or "role"."""
    title: Text
    """The name that it had."""
    why: Text
    """One sentence: what became of it."""
    successors: tuple[str, ...] = ()
    """Ids of what takes its place; several where it was split. Nothing is ticked in them by itself."""
    former_ids: tuple[str, ...] = ()
    """Ids that it had before that one: what was told under them is told of it."""
    removed_on: date | None = None
    """When it left the catalog."""

    @property
    def reason(self) -> str:
        """What became of it, as a sentence."""
        return ended(self.why)

    def __post_init__(self) -> None:
        for one in (self.id, *self.former_ids):
            check_id(one)
