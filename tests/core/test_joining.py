"""Whatever a person adds, what comes of it is sound, the catalog stays, and nothing is left out without a word."""

from __future__ import annotations

import graphlib
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Former, Kind, Milestone, Removed, Role
from mltrack.core.index import Entry, Name, name_of
from mltrack.core.joining import Own, Unread, joined
from mltrack.core.requirements import AnyOf, Has
from mltrack.core.soundness import circles_in, flaws, mentions
from mltrack.errors import Fault
from tests.core.worlds import WORKING, cert, milestone, role, skill
from tests.core.worlds import catalog as built

BASE = built(
    [
        skill("python", former_ids=("base-old",)),
        skill("sql", prerequisites=Has("python", WORKING)),
        milestone("bsc", Kind.DEGREE),
        milestone("msc", Kind.DEGREE, implies=(Has("bsc"),)),
        cert("exam"),
    ],
    [role("ml", Has("python", WORKING), AnyOf((Has("msc"), Has("exam")))), role("data", Has("sql", WORKING))],
)
IDS = st.sampled_from(["python", "base-old", "sql", "bsc", "msc", "exam", "own-a", "own-b", "own-c", "ghost"])
LEAVES = st.builds(Has, IDS, st.sampled_from([None, WORKING]))
NEEDS = LEAVES | st.lists(LEAVES, min_size=1, max_size=3).map(lambda found: AnyOf(tuple(found)))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """A milestone, a role or a word on one that is gone, of whatever soundness."""
    former = tuple(draw(st.lists(IDS | st.just("base-old"), max_size=1)))
    what = draw(st.sampled_from(["milestone", "role", "removed"]))
    if what == "role":
        return role(
            draw(st.sampled_from(["ml", "data", "mine"])), *draw(st.lists(NEEDS, max_size=2)), former_ids=former
        )
    one = draw(IDS)
    if what == "removed":
        return Removed(one, draw(st.sampled_from(Former)), one, "It is gone", tuple(draw(st.lists(IDS, max_size=2))))
    kind = draw(st.sampled_from([Kind.SKILL, Kind.DEGREE]))
    return milestone(
        one,
        kind,
        prerequisites=draw(st.none() | NEEDS),
        implies=tuple(draw(st.lists(LEAVES, max_size=2))),
        former_ids=former,
    )


OWNS = st.lists(st.builds(Own, entries(), st.sampled_from(["a.toml", "b.toml"]), st.booleans()), max_size=8)


UNREAD = st.builds(
    Unread, IDS.map(lambda one: Name("milestone", one)), st.just(Fault("c.toml", "x", "it is odd")), st.booleans()
)


@given(OWNS, st.lists(UNREAD, max_size=2))
def test_what_comes_of_it_is_sound_and_nothing_is_left_out_without_a_word(
    own: Sequence[Own], unread: list[Unread]
) -> None:
    whole = joined(BASE, own, unread, str)
    assert list(flaws(whole.index)) == []
    held: list[Entry] = [*whole.milestones.values(), *whole.roles.values(), *whole.removed.values()]
    told = {(fault.place, fault.key.partition(":")[0]) for fault in whole.left_out}
    for one in own:
        changes = one.overrides or "base-old" in {named.id for _, named in mentions(one.entry)}
        names = {one.name, one.name._replace(id="python")} if one.entry.id == "base-old" else {one.name}
        is_held = any(one.entry == entry or (changes and name_of(entry) in names) for entry in held)
        assert is_held or any((one.place, name.id) in told for name in names)
    for lost in whole.missing:
        assert whole.left_out_for(lost.noun, lost.id) is (None if lost.id in _there(whole, lost.noun) else lost.fault)
        assert lost.fault in whole.left_out or lost.fault.place == "c.toml"
        assert lost.id not in (whole.renames.roles if lost.noun == "role" else whole.renames.milestones)
    _keeps_the_base(whole, own)


def _there(whole: Catalog, noun: str) -> Mapping[str, object]:
    return whole.roles if noun == "role" else whole.milestones


def _keeps_the_base(whole: Catalog, own: Sequence[Own]) -> None:
    overridden = {one.name for one in own if one.overrides}
    overridden |= {Name("milestone", "python")} if Name("milestone", "base-old") in overridden else set()
    before: list[Milestone | Role] = [*BASE.milestones.values(), *BASE.roles.values()]
    after = {**whole.milestones, **whole.roles}
    assert list(whole.milestones)[: len(BASE.milestones)] == list(BASE.milestones)
    for entry in before:
        noun = "role" if isinstance(entry, Role) else "milestone"
        assert entry.id in after
        assert after[entry.id] == entry or Name(noun, entry.id) in overridden


@given(OWNS)
def test_without_anything_of_ones_own_it_is_the_catalog(own: Sequence[Own]) -> None:
    assert repr(joined(BASE, [], [], str)) == repr(BASE)
    assert repr(joined(BASE, own, [], str)) == repr(joined(BASE, own, [], str))


@given(st.dictionaries(st.integers(0, 9).map(str), st.lists(st.integers(0, 9).map(str), max_size=4)))
def test_circles_are_found_exactly_where_there_are_some(graph: Mapping[str, Sequence[str]]) -> None:
    found = list(circles_in(graph))
    for circle in found:
        for first, then in zip(circle, [*circle[1:], circle[0]], strict=True):
            assert first in graph[then]
    cut = {one for circle in found for one in circle}
    assert len(cut) == sum(map(len, found))
    rest = {one: [other for other in ahead if other not in cut] for one, ahead in graph.items() if one not in cut}
    graphlib.TopologicalSorter(rest).prepare()
