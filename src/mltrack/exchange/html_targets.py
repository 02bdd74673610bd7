"""The roles that a report is about: how ready one is, what is missing, and what is met by what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element

from mltrack.core.dates import day_words
from mltrack.core.entries import Role, Strength
from mltrack.core.evidence import Attached, evidence_list
from mltrack.core.plan_words import Voice, alone_words, promise_words, ready_words, unreached_words
from mltrack.core.planning import Advice
from mltrack.core.readiness import Line, Readiness, expires_on, readiness_words
from mltrack.core.records import dataclass
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, State, Verdict, leaves
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted
from mltrack.core.total_words import leaf_title
from mltrack.exchange.html_elements import Part, between, element, link, put
from mltrack.exchange.html_plots import segments

_SIGNS: Final = {State.MET: "✓", State.WAIVED: "–", State.LAPSED: "!", State.STARTED: "◐", State.OPEN: "○"}
_MOST_LINKS: Final = 5
"""Links of evidence that are shown of one milestone."""
_OF_PERCENT: Final = (
    "A percentage is the mean of all that is required: a skill below its level, and several things together of which "
    "some are there, count in part. It is rounded down."
)
_MANY: Final = 3
"""Ways to meet a requirement that are named one after the other; more stand in a list of their own."""


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """What the page is about."""

    snapshot: Snapshot
    roles: tuple[str, ...]
    """Ids of the roles, the most wanted first."""
    advice: Advice | None
    """The plan for them; None where there are none."""
    voice: Voice

    @property
    def evidence(self) -> Mapping[str, Sequence[Attached]]:
        """Milestone id to its evidence, newest first."""
        found: defaultdict[str, list[Attached]] = defaultdict(list)
        for one in evidence_list(self.snapshot.progress):
            found[one.evidence.milestone].append(one)
        return found


def targets(about: About) -> Iterator[Element]:
    """One article a role, and how the percentages come about."""
    for place, role_id in enumerate(about.roles):
        yield _article(about, about.snapshot.catalog.roles[role_id], first=place == 0)
    if any(about.snapshot.readiness[role_id].required.total for role_id in about.roles):
        yield element("p", _OF_PERCENT, class_="aside")


def named(about: About) -> frozenset[str]:
    """Ids of the milestones that stand among the requirements of the roles: what meets one, or would."""
    found: set[str] = set()
    for role_id in about.roles:
        readiness = about.snapshot.readiness[role_id]
        for line in readiness.lines if readiness.required.total else ():
            if line.requirement.strength in _strengths(about):
                ways = _held(line.verdict) if line.verdict.state.satisfied else [line.verdict]
                found.update(leaf.has for way in ways for leaf in leaves(way.requirement))
    return frozenset(found)


def _strengths(about: About) -> tuple[Strength, ...]:
    """What is listed of a role; of several roles, only what they require."""
    return (Strength.REQUIRED, Strength.RECOMMENDED) if len(about.roles) == 1 else (Strength.REQUIRED,)


def _article(about: About, role: Role, *, first: bool) -> Element:
    readiness = about.snapshot.readiness[role.id]
    aim = about.snapshot.progress.targets.get(role.id)
    what = ("primary target" if first and len(about.roles) > 1 else "target") if aim else "not among the targets"
    by = f", by {day_words(aim.by)}" if aim and aim.by else ""
    head = element("header", element("h3", role.title), element("p", f"{what}{by}", class_="aside"), class_="row")
    made = element("article", head, class_="target")
    if not readiness.required.total:
        return put(made, element("p", "No source says what this role requires, so nothing can be counted."))
    put(made, _standing(role, readiness), *_arrival(about, role.id))
    for strength in _strengths(about):
        put(made, _lists(about, _of(readiness, strength), "" if strength is Strength.REQUIRED else "Recommended, "))
    return made


def _of(readiness: Readiness, strength: Strength) -> list[Line]:
    return [line for line in readiness.lines if line.requirement.strength is strength]


def _standing(role: Role, readiness: Readiness) -> Element:
    """The share, and a field for each thing that is required, the fullest first."""
    required, recommended = readiness.required, readiness.recommended
    lines = [line.verdict for line in _of(readiness, Strength.REQUIRED)]
    full = sorted((one.credit for one in lines if one.state is not State.WAIVED and one.credit), reverse=True)
    waived: list[Fraction | None] = [None] * required.waived
    fields = [*full, *waived, *[Fraction(0)] * (required.total - required.waived - len(full))]
    words = readiness_words(required)
    beside = f"recommended {recommended.met} of {recommended.total}" if recommended.total else ""
    return element(
        "div",
        element("p", element("b", f"{required.percent}%"), class_="share"),
        element(
            "div",
            segments(fields, f"Required for {role.title}", f"{words}, {required.percent} percent in all"),
            element("p", ", ".join(filter(None, (words, beside))), class_="aside"),
        ),
        class_="standing",
    )


def _arrival(about: About, role_id: str) -> Iterator[Element]:
    """When the plan reaches it."""
    advice, voice = about.advice, about.voice
    arrival = next((one for one in advice.schedule.arrivals if one.role == role_id), None) if advice else None
    if advice is None or arrival is None or arrival.already:
        return
    if arrival.ready is None:
        yield element(
            "p", f"By the plan it {unreached_words(about.snapshot, arrival)}; the plan says what is in the way."
        )
        return
    words = f"By the plan {ready_words(arrival, voice)}."
    if arrival.by is not None and arrival.promise is not None:
        words += f" The day wanted, {voice.day(arrival.by)}, {promise_words(advice, arrival)}."
    if alone := alone_words(advice, arrival, voice):
        words += f" {alone}"
    yield element("p", words)


# What is missing, and what is met


def _lists(about: About, lines: Sequence[Line], name: str = "") -> Element:
    missing = [line for line in lines if not line.verdict.state.satisfied]
    held = [line for line in lines if line.verdict.state.satisfied]
    evidence = about.evidence
    return element(
        "div",
        listing(f"{name}missing: {len(missing)}", [_requirement(about, line, evidence) for line in missing]),
        listing(f"{name}met or waived: {len(held)}", [_requirement(about, line, evidence) for line in held]),
        class_="columns",
    )


def listing(title: str, items: Sequence[Element]) -> Element | None:
    """A list in columns under its title; None for an empty one."""
    if not items:
        return None
    return element("section", element("h4", f"{title[0].upper()}{title[1:]}"), element("ul", *items))


def _requirement(about: About, line: Line, evidence: Mapping[str, Sequence[Attached]]) -> Element:
    """A requirement in its own words, and below it what meets it or would."""
    verdict = line.verdict
    ways = _held(verdict) if verdict.state.satisfied else [verdict]
    label = line.requirement.label
    return element(
        "li",
        sign(verdict.state),
        element("span", label, class_="label"),
        *(_way(about, one, evidence, label) for one in ways),
        class_=verdict.state.value,
    )


def sign(state: State) -> Element:
    """The sign of how something stands, with the word for those who listen."""
    return element("span", _SIGNS[state], class_="sign", role="img", aria_label=f"{state.value}:")


def _held(verdict: Verdict) -> list[Verdict]:
    """Of what is met or waived, the parts that are."""
    if isinstance(verdict.requirement, Has):
        return [verdict] if verdict.state.satisfied else []
    return [leaf for part in verdict.parts if part.state.satisfied for leaf in _held(part)]


def _way(about: About, verdict: Verdict, evidence: Mapping[str, Sequence[Attached]], label: str = "") -> Element | None:
    """One thing that meets a requirement, or several of which so many do; its title where the label is another."""
    requirement = verdict.requirement
    if isinstance(requirement, Has):
        told = list(_leaf(about, verdict, requirement, evidence, label))
        return element("p", *told, class_="way") if told else None
    words, parts = _group_words(requirement), verdict.parts
    if all(isinstance(part.requirement, Has) for part in parts):
        told = [
            element("span", *_leaf(about, part, part.requirement, evidence))
            for part in parts
            if isinstance(part.requirement, Has)
        ]
        joint = " and " if isinstance(requirement, AllOf) and len(told) <= _MANY else " · "
        return element("p", f"{words} " if len(told) > 1 else "", *between(told, joint), class_="way")
    items = [element("li", _way(about, part, evidence)) for part in parts]
    return element("div", element("p", words), element("ul", *items), class_="way")


def _group_words(group: AllOf | AnyOf | AtLeast) -> str:
    match group:
        case AllOf():
            return "all of"
        case AnyOf():
            return "one of"
        case AtLeast():
            return f"at least {group.count} of"


def _leaf(
    about: About, verdict: Verdict, leaf: Has, evidence: Mapping[str, Sequence[Attached]], label: str = ""
) -> Iterator[Part]:
    """A milestone with how it stands; of what is done the day, and the links that show it."""
    catalog = about.snapshot.catalog
    named = leaf_title(catalog, leaf)
    if catalog.milestone_title(leaf.has).casefold() == label.casefold():
        named = f"{'' if verdict.state.satisfied else 'needs '}{leaf.level.value}" if leaf.level else ""
    if said := ", ".join(filter(None, (named, *_told(about.snapshot, verdict, leaf)))):
        yield said
    if verdict.state is State.MET:
        yield from links(evidence.get(verdict.standing.implied_by or leaf.has, ()))


def links(evidence: Sequence[Attached]) -> Iterator[Part]:
    """The links among pieces of evidence, as far as there is room for them."""
    found = [one.link for one in evidence if one.link is not None]
    for place, one in enumerate(found[:_MOST_LINKS]):
        yield from (", " if place else "; evidence: ", link(one.host, one.url))
    if len(found) > _MOST_LINKS:
        yield element("span", f" and {counted(len(found) - _MOST_LINKS, 'more link')}", class_="aside")


def _told(snapshot: Snapshot, verdict: Verdict, leaf: Has) -> Iterator[str]:
    milestone, mark = snapshot.catalog.milestones[leaf.has], snapshot.progress.marks.get(leaf.has)
    ends = expires_on(milestone, mark) if mark else None
    if not verdict.state.satisfied and (retired := snapshot.retired(leaf.has)):
        yield retired
    match verdict.state:
        case State.MET:
            yield from _met(snapshot, verdict, leaf)
            yield f"until {day_words(ends)}" if ends and not verdict.standing.implied_by else ""
        case State.STARTED if verdict.standing.level is not None:
            yield f"now {verdict.standing.level.value}"
        case State.STARTED:
            yield f"started {day_words(mark.started_on)}" if mark and mark.started_on else "started"
        case State.LAPSED:
            yield f"lapsed {day_words(ends)}, to renew" if ends else "lapsed, to renew"
        case State.WAIVED:
            yield "waived"


def _met(snapshot: Snapshot, verdict: Verdict, leaf: Has) -> Iterator[str]:
    standing, mark = verdict.standing, snapshot.progress.marks.get(leaf.has)
    if standing.implied_by is not None:
        yield f"brought along by {snapshot.catalog.milestone_title(standing.implied_by)}"
        return
    if standing.level is not None and standing.level is not leaf.level:
        yield f"held at {standing.level.value}"
    if mark is not None and mark.done_on is not None:
        yield f"done {day_words(mark.done_on)}"
