"""What was found in a job posting, as a value that can be changed before it becomes a role.

A draft keeps the words of the posting beside each thing that it asks for, so that a person can
judge what was made of them. How they are found is the matter of `core.posting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind, Role, RoleRequirement, Seniority, Strength
from mltrack.core.figures import Citation, Source
from mltrack.core.records import dataclass
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Level, Requirement, leaves
from mltrack.errors import InvalidInput

MAX_CHARS = 100_000
"""Characters of a posting that are looked at: twenty times what one has."""
FAMILY = "My roles"
"""The group that roles made of postings are listed with."""
NO_HEADING = "The posting"
"""Where something stands that stands under no heading."""
_LONGEST_LABEL = 80
_ANY = {Kind.DEGREE: "A degree", Kind.CERTIFICATION: "A certification", Kind.EXPERIENCE: "Experience"}


class Manner(Enum):
    """How something was found in a posting."""

    NAME = "its name"
    OTHER_NAME = "another name of it"
    CODE = "its code"
    DEED = "words for what is done"
    DEGREE = "a degree by level and field"
    EXPERIENCE = "what experience is asked for"
    CERTIFICATE = "a certificate by its issuer or subject"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the posting that ask for something."""

    text: str
    """The sentence or the point of a list, on one line."""
    start: int
    """Where it begins in the draft's text, in characters from 0."""
    end: int
    """Where it ends, exclusive."""
    heading: str
    """The heading that it stands under; empty where there is none."""
    name: str
    """What was recognised in it, as it stands there: "Python 3", "BSc in computer science"."""


@dataclass(frozen=True, slots=True)
class Years:
    """Years of experience as stated: "3+" is 3 and None, "3-5" is 3 and 5."""

    least: float
    most: float | None = None

    def __str__(self) -> str:
        return f"{self.least:g} to {self.most:g} years" if self.most else f"{self.least:g}+ years"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a posting asks for."""

    label: str
    """A short heading for it."""
    needs: Requirement
    """What meets it: a milestone, or alternatives."""
    strength: Strength
    words: tuple[Words, ...]
    """All sentences that ask for it, a firmest first, the others as they come; at least one."""
    manner: Manner
    """How it was found."""
    years: Years | None = None
    """For how long, where the posting states it."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the milestones that can meet it, in order."""
        return tuple(dict.fromkeys(leaf.has for leaf in leaves(self.needs)))

    @property
    def level(self) -> Level | None:
        """The highest level that it asks for; None where it names no skill."""
        return max((leaf.level for leaf in leaves(self.needs) if leaf.level), default=None)


@dataclass(frozen=True, slots=True)
class Draft:
    """A role in the making: what was found in a posting, and what a person has changed of it since."""

    title: str
    """The title of the job; empty where none was found."""
    company: str
    """Who posted it; empty where that was not found."""
    seniority: Seniority
    lines: tuple[Line, ...]
    """What it asks for: required first, then in the order of the posting."""
    text: str
    """The posting as it was read."""
    unknown: tuple[Words, ...] = ()
    """Sentences that ask for something which the catalog does not have, or that were not understood."""
    link: str = ""
    """https address of the posting; empty where it is not known."""
    is_cut: bool = False
    """True where the posting is so long that only its beginning was looked at."""

    def without(self, line: Line) -> Draft:
        """The draft without one of its lines."""
        return replace(self, lines=tuple(one for one in self.lines if one != line))

    def with_strength(self, line: Line, strength: Strength) -> Draft:
        """The draft with another strength for one of its lines, which keeps its place."""
        return self._with(line, replace(line, strength=strength))

    def at_level(self, line: Line, level: Level) -> Draft:
        """The draft with another level for the skills of one of its lines; other kinds have none."""
        return self._with(line, replace(line, needs=_at_level(line.needs, level)))

    def labelled(self, line: Line, label: str) -> Draft:
        """The draft with another label for one of its lines; raises InvalidInput for an empty one."""
        if not label.strip():
            raise InvalidInput("A label must not be empty.")
        return self._with(line, replace(line, label=label.strip()))

    def titled(self, title: str) -> Draft:
        """The draft under another title; raises InvalidInput for an empty one."""
        if not title.strip():
            raise InvalidInput("A title must not be empty.")
        return replace(self, title=title.strip())

    def of_company(self, company: str) -> Draft:
        """The draft with another name of who posted it."""
        return replace(self, company=company.strip())

    def at_seniority(self, seniority: Seniority) -> Draft:
        """The draft at another step of the ladder."""
        return replace(self, seniority=seniority)

    def linked(self, link: str) -> Draft:
        """The draft with the address of the posting."""
        return replace(self, link=link.strip())

    def _with(self, line: Line, other: Line) -> Draft:
        return replace(self, lines=tuple(other if one == line else one for one in self.lines))


def _at_level(needs: Requirement, level: Level) -> Requirement:
    match needs:
        case Has():
            return Has(needs.has, level) if needs.level else needs
        case AllOf():
            return AllOf(tuple(_at_level(part, level) for part in needs.parts))
        case AnyOf():
            return AnyOf(tuple(_at_level(part, level) for part in needs.parts))
        case AtLeast(count):
            return AtLeast(count, tuple(_at_level(part, level) for part in needs.parts))


def source_of(draft: Draft, source_id: str, accessed: str) -> Source:
    """The posting as a source, read on the day `accessed`, written YYYY-MM-DD; raises ValueError for a bad link."""
    title = f"Job posting: {draft.title}"
    return Source(source_id, title, draft.company or None, draft.link or None, accessed=accessed)


def role_of(draft: Draft, role_id: str, source: Source) -> Role:
    """The role that a draft makes, every requirement of which rests on `source`; raises ValueError for a bad id."""
    by = f" at {draft.company}" if draft.company else ""
    return Role(
        role_id,
        draft.title,
        draft.seniority,
        FAMILY,
        f"Made of a job posting{by}; what it asks for was found in its words.",
        tuple(_requirements(draft, source.id)),
    )


def _requirements(draft: Draft, source: str) -> Iterator[RoleRequirement]:
    for line in draft.lines:
        headings = dict.fromkeys(words.heading or NO_HEADING for words in line.words)
        yield RoleRequirement(
            line.label, line.strength, line.needs, tuple(Citation(source, heading) for heading in headings)
        )


def with_role(catalog: Catalog, role: Role, source: Source) -> Catalog:
    """The catalog with one more role and its source, all of whose milestones it has; nothing is checked or saved."""
    return replace(
        catalog,
        sources={**catalog.sources, source.id: source},
        roles={**catalog.roles, role.id: role},
        digest="",
    )


def label_of(catalog: Catalog, needs: Requirement, years: Years | None = None) -> str:
    """A label for what was found: titles where they are short, else what they are, and the years that are stated."""
    found = [catalog.milestones[one] for one in dict.fromkeys(leaf.has for leaf in leaves(needs))]
    label = " or ".join(one.title for one in found)
    if len(found) > 2 or len(label) > _LONGEST_LABEL:
        label = _shared({one.kind for one in found}) or f"{found[0].title} or an alternative"
    return f"{label}, {years}" if years else label


def _shared(kinds: set[Kind]) -> str:
    """What alternatives of these kinds are called together; empty where there is no such name."""
    if kinds == {Kind.DEGREE, Kind.EXPERIENCE}:
        return "A degree or experience"
    return _ANY.get(next(iter(kinds)), "") if len(kinds) == 1 else ""
