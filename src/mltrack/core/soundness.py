"""What is wrong with entries as a whole: references that land nowhere, levels out of place, circles.

Each flaw says which entry has it and which others it is about, so that whoever joins two catalogs
knows whose it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mltrack.core.entries import Kind, Milestone, Remark, Removed, Role, Step
from mltrack.core.figures import Benchmark, Citation, Outlook, Pay
from mltrack.core.index import Entry, Index, Name, name_of
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Level, Requirement, leaves
from mltrack.core.suggestions import Suggestions
from mltrack.errors import Fault

_FEW = 8
"""Entries of a circle that are named."""
_LEVELS = f"{', '.join(level.value for level in [*Level][:-1])} or {[*Level][-1].value}"
CIRCLE = "they run in a circle"
"""How the sentence of a circle begins."""


class Flaw(NamedTuple):
    """One thing that is wrong with an entry."""

    entry: Name
    key: str
    """Where in the entry."""
    sentence: str
    others: tuple[Name, ...] = ()
    """What else it is about, whether or not there is such an entry."""
    is_circle: bool = False
    """True where the entry is only the first of the `others`, and all of them have it together."""

    @property
    def fault(self) -> Fault:
        """The flaw as a fault, before files are known."""
        return Fault(str(self.entry), self.key, self.sentence)


def flaws(index: Index) -> Iterator[Flaw]:
    """Everything that is wrong, in catalog order; of circles so many that mending these mends all."""
    hints = suggestions(index)
    for entries in (index.milestones, index.roles, index.benchmarks, index.removed):
        for entry in entries.values():
            yield from flaws_of(index, entry, hints)
    yield from _former_ids(index, "milestone", index.milestones)
    yield from _former_ids(index, "role", index.roles)
    for removed in index.removed.values():
        there = index.roles if removed.was.noun == "role" else index.milestones
        if removed.id in there:
            name = Name(removed.was.noun, removed.id)
            yield Flaw(name_of(removed), "id", f"the {name.noun} '{name.id}' is still in the catalog", (name,))
    yield from _circles(index.milestones)


def _former_ids(index: Index, noun: str, entries: Mapping[str, Milestone] | Mapping[str, Role]) -> Iterator[Flaw]:
    """Former ids that are not those of one thing alone: what was told under them would be told of the wrong one."""
    claimed: dict[str, Name] = {}
    gone = (one for one in index.removed.values() if one.was.noun == noun)
    for entry in (*entries.values(), *gone):
        name = name_of(entry)
        for former in dict.fromkeys(entry.former_ids):
            removed = index.removed.get(former)
            if former == entry.id:
                yield Flaw(name, "former_ids", f"'{former}' is its id still")
            elif former in entries:
                sentence = f"'{former}' is the id of another {noun}"
                yield Flaw(name, "former_ids", sentence, (Name(noun, former),))
            elif removed is not None and removed.was.noun == noun:
                yield Flaw(name, "former_ids", f"'{former}' is told to be removed", (Name("removed", former),))
            if (other := claimed.setdefault(former, name)) != name:
                yield Flaw(
                    name, "former_ids", f"'{former}' is a former id of the {other.noun} '{other.id}' already", (other,)
                )


def ambiguities(index: Index) -> Iterator[Flaw]:
    """Other names that two entries have. A person's own may do so: there the first one is found by it."""
    for noun, entries in (("milestone", index.milestones.values()), ("role", index.roles.values())):
        first: dict[str, str] = {}
        for entry in entries:
            for alias in dict.fromkeys(one.casefold() for one in entry.aliases):
                if (other := first.setdefault(alias, entry.id)) != entry.id:
                    sentence = f"'{alias}' is another name of the {noun} '{other}' already"
                    yield Flaw(Name(noun, entry.id), "aliases", sentence, (Name(noun, other),))


def flaws_of(index: Index, entry: Entry, hints: Suggestions) -> Iterator[Flaw]:
    """What is wrong with one entry beside all others, circles apart."""
    for key, needed in mentions(entry):
        if not index.has(needed):
            sentence = f"there is no {needed.noun} '{needed.id}'{hints.hint(needed.noun, needed.id)}"
            yield Flaw(name_of(entry), key, sentence, (needed,))
    yield from _out_of_level(index, entry)


def suggestions(index: Index) -> Suggestions:
    """What may be meant by an id that there is not."""
    milestones, roles = index.milestones.values(), index.roles.values()
    return Suggestions(
        {
            "source": {one.id: (one.title,) for one in index.sources.values()},
            "milestone": {one.id: (one.title, *one.aliases, *_code(one)) for one in milestones},
            "role": {one.id: (one.title, *one.aliases) for one in roles},
        }
    )


def _code(milestone: Milestone) -> Iterator[str]:
    if milestone.credential is not None and milestone.credential.code is not None:
        yield milestone.credential.code


def _out_of_level(index: Index, entry: Entry) -> Iterator[Flaw]:
    for key, leaf in _leaves_of(entry):
        milestone, needed = index.milestones.get(leaf.has), Name("milestone", leaf.has)
        if milestone is None:
            continue
        if milestone.kind is Kind.SKILL and leaf.level is None:
            yield Flaw(name_of(entry), key, f"'{leaf.has}' is a skill: say at which level, {_LEVELS}", (needed,))
        elif milestone.kind is not Kind.SKILL and leaf.level is not None:
            sentence = f"'{leaf.has}' is a {milestone.kind.value}: only skills have a level"
            yield Flaw(name_of(entry), key, sentence, (needed,))


def _leaves_of(entry: Entry) -> Iterator[tuple[str, Has]]:
    """The milestones that an entry asks for or brings along, each with the key that names it."""
    match entry:
        case Milestone():
            if entry.prerequisites is not None:
                yield from _leaves_in("prerequisites", entry.prerequisites)
            yield from ((f"implies[{number}]", implied) for number, implied in enumerate(entry.implies))
        case Role():
            for number, asked in enumerate(entry.requirements):
                yield from _leaves_in(f"requirements[{number}].needs", asked.needs)


def _leaves_in(key: str, tree: Requirement) -> Iterator[tuple[str, Has]]:
    """The leaves of a requirement, each with its place."""
    match tree:
        case Has():
            yield key, tree
            return
        case AllOf():
            name = "all"
        case AnyOf():
            name = "any"
        case AtLeast():
            name = "of"
    for number, part in enumerate(tree.parts):
        yield from _leaves_in(f"{key}.{name}[{number}]", part)


def _circles(milestones: Mapping[str, Milestone]) -> Iterator[Flaw]:
    def before(milestone: Milestone) -> Iterable[str]:
        return () if milestone.prerequisites is None else (leaf.has for leaf in leaves(milestone.prerequisites))

    def brought(milestone: Milestone) -> Iterable[str]:
        return (leaf.has for leaf in milestone.implies)

    edges: dict[str, Callable[[Milestone], Iterable[str]]] = {"prerequisites": before, "implies": brought}
    for key, neighbours in edges.items():
        graph = {one.id: [*dict.fromkeys(neighbours(one))] for one in milestones.values()}
        for circle in circles_in(graph):
            names = tuple(Name("milestone", one) for one in circle)
            shown = circle if len(circle) <= _FEW else (*circle[:_FEW], "...")
            words = " -> ".join((*shown, circle[0]))
            yield Flaw(names[0], key, f"{CIRCLE}: {words}", names, is_circle=True)


def circles_in(graph: Mapping[str, Sequence[str]]) -> Iterator[Sequence[str]]:
    """Circles that share no entry, so many that without these entries there would be none; in one walk over all edges.

    Each leads from what comes first to what asks for it.
    """
    over: set[str] = set()
    for start in graph:
        path = {} if start in over else {start: iter(graph[start])}
        while path:
            here = next(reversed(path))
            ahead = next((one for one in path[here] if one in graph and one not in over), None)
            if ahead is None:
                over.add(here)
                del path[here]
            elif ahead in path:
                found = [*path][[*path].index(ahead) :]
                yield found[::-1]
                over.update(found)
                for one in found:
                    del path[one]
            else:
                path[ahead] = iter(graph[ahead])


def mentions(entry: Entry) -> Iterator[tuple[str, Name]]:
    """What an entry cannot do without, each with the key that names it."""
    yield from ((key, Name("milestone", leaf.has)) for key, leaf in _leaves_of(entry))
    match entry:
        case Milestone():
            if entry.credential is not None and entry.credential.replaced_by is not None:
                yield "credential.replaced_by", Name("milestone", entry.credential.replaced_by)
        case Role():
            yield from (
                (f"leads_to[{number}].role", Name("role", step.role)) for number, step in enumerate(entry.leads_to)
            )
        case Removed():
            told = enumerate(entry.successors)
            yield from ((f"successors[{number}]", Name(entry.was.noun, one)) for number, one in told)
    yield from ((key, Name("source", one)) for key, one in _sources_in(entry))


def sources_of(entry: Entry) -> Iterator[str]:
    """Ids of the sources that an entry rests on, repeats included."""
    return (source for _, source in _sources_in(entry))


def _sources_in(entry: Entry) -> Iterator[tuple[str, str]]:
    """The sources that an entry rests on, each with the key that names it."""
    match entry:
        case Milestone():
            yield from _cited("cites", entry.cites)
            if entry.effort is not None and entry.effort.cite is not None:
                yield "effort.cite.source", entry.effort.cite.source
            if entry.credential is not None:
                yield "credential.source.source", entry.credential.source.source
        case Role():
            for key, stated in (("remarks", entry.remarks), ("leads_to", entry.leads_to)):
                yield from _cited(key, stated)
            yield from _figures(entry)
            for number, asked in enumerate(entry.requirements):
                yield from _cited(f"requirements[{number}].cites", asked.cites)
        case Benchmark():
            yield from _figures(entry)


def _figures(entry: Role | Benchmark) -> Iterator[tuple[str, str]]:
    yield from _cited("pay", entry.pay)
    yield from _cited("outlook", entry.outlook)


def _cited(key: str, stated: Sequence[Citation | Pay | Outlook | Remark | Step]) -> Iterator[tuple[str, str]]:
    return ((f"{key}[{number}].source", one.source) for number, one in enumerate(stated))
