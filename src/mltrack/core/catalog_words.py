"""What a change of the catalog is to its person, in sentences that both faces say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mltrack.core.catalog import Catalog
from mltrack.core.catalog_diff import CatalogDiff, Difference, What, Whose
from mltrack.core.departed import removed_words
from mltrack.core.journal import listed
from mltrack.core.outline import Asked, needs_words
from mltrack.core.requirements import leaves
from mltrack.core.text import counted
from mltrack.errors import Fault

HEADINGS: Mapping[Whose, str] = {
    Whose.TARGET: "For what you aim for",
    Whose.TOLD: "Of what you have told",
    Whose.OTHERS: "Everything else",
}
_LONG = 160
"""Characters of what a requirement asks for, above which only what is different is told."""
_FEW = 12
"""Entries of one sort that are named in a row before the others are counted."""


_REQUIREMENTS: Mapping[What, str] = {
    What.NEW_REQUIREMENT: "new",
    What.CHANGED_REQUIREMENT: "changed",
    What.GONE_REQUIREMENT: "former",
}
_IN_ROWS: Mapping[What, str] = {
    What.PREREQUISITES: "Something else comes first for",
    What.EFFORT: "Other effort for",
    What.FIGURES: "Other figures of pay or outlook for",
}
"""What is told in one row for all where it concerns others."""


def own_faults_words(faults: Sequence[Fault]) -> str:
    """That something of a person's own files is not in use; empty where all of it is."""
    return (
        f"{counted(len(faults), 'fault')} in your own catalog files: what they concern is left out." if faults else ""
    )


def diff_words(diff: CatalogDiff) -> str:
    """The whole of it, such as "2 new requirements for your target, 1 renamed, nothing of yours lost"."""
    out = [f"{len(diff.left_out)} of yours left out for a fault, and kept"] if diff.left_out else []
    if not diff.differences:
        words = "No role, requirement, milestone, effort or figure is different"
        return f"{', but '.join((words, *out))}."
    parts = [*_for_targets(diff), *_in_all(diff), *out]
    if diff.kept:
        parts.append(f"{diff.kept} of yours no longer in it, and kept")
    elif not out:
        parts.append("nothing of yours lost")
    return f"{', '.join(parts)}."


def _for_targets(diff: CatalogDiff) -> Iterator[str]:
    whom = "your target" if diff.targets == 1 else "your targets"
    sorts = (
        (What.NEW_REQUIREMENT, "new requirement", "new requirements"),
        (What.CHANGED_REQUIREMENT, "changed requirement", "changed requirements"),
        (What.GONE_REQUIREMENT, "requirement fewer", "requirements fewer"),
    )
    named = False
    for what, one, many in sorts:
        if number := diff.count(what, Whose.TARGET):
            yield f"{number} {one if number == 1 else many}{'' if named else f' for {whom}'}"
            named = True


def _in_all(diff: CatalogDiff) -> Iterator[str]:
    if renamed := diff.count(What.RENAMED):
        yield f"{renamed} renamed"
    for one in diff.differences:
        if one.what is What.JOINED:
            yield f"{listed(one.parts)} are now one"
    for noun in ("role", "milestone"):
        if new := sum(one.what is What.NEW and one.name.noun == noun for one in diff.differences):
            yield f"{counted(new, f'new {noun}')}"
    if others := sum(_is_other(one) for one in diff.differences):
        yield counted(others, "other change")
    if figures := sum(one.what is What.FIGURES and one.whose is Whose.TARGET for one in diff.differences):
        yield f"other figures for {figures} of your targets" if diff.targets > 1 else "other figures for your target"


def _is_other(one: Difference) -> bool:
    """True for what is counted in no other way."""
    if one.what in {What.RENAMED, What.JOINED, What.NEW} or one.whose is Whose.TARGET:
        return False
    return one.what is not What.GONE or one.whose is Whose.OTHERS


def difference_words(diff: CatalogDiff, one: Difference) -> str:  # noqa: PLR0911 - one a sort
    """One difference, in a sentence."""
    match one.what:
        case What.NEW:
            return f"New: {one.title}"
        case What.GONE:
            return _gone(diff, one)
        case What.RENAMED:
            if one.before:
                return f"{one.before} is called {one.title} now"
            return f"{one.title} has another id: {one.name.id}, no longer {one.former}"
        case What.JOINED:
            kept = "" if one.whose is Whose.OTHERS else " What you told of them is told of it."
            return f"{listed(one.parts)} are now {one.title}, one {one.name.noun}.{kept}"
        case What.STATUS:
            return _status(diff.catalog, one)
        case What.PREREQUISITES:
            return f"{one.title} asks for something else first"
        case What.EFFORT:
            return f"{one.title} takes other effort: {one.after or 'unknown'}, no longer {one.before or 'unknown'}"
        case What.FIGURES:
            return f"{one.title} has other figures of pay or outlook"
        case _:
            return f"{one.title}: {_asked(diff, one)}"


def _asked(diff: CatalogDiff, one: Difference) -> str:
    asked, was = one.asked, one.was
    if asked is None:
        return ""
    if one.what is What.GONE_REQUIREMENT:
        return f"no longer asks for {asked.label} (it was {asked.strength.value})"
    if was is None:
        needs = needs_words(asked.needs, diff.titles)
        met = f", met by {needs}" if asked.label not in needs and len(needs) < _LONG else ""
        return (
            f"new, {asked.strength.value}: {needs if asked.label in needs and len(needs) < _LONG else asked.label}{met}"
        )
    changes = []
    if was.strength is not asked.strength:
        changes.append(f"{asked.strength.value}, no longer {was.strength.value}")
    if was.needs != asked.needs:
        changes.append(_other_needs(diff, asked, was))
    return f"{asked.label} is now {'; '.join(changes)}"


def _other_needs(diff: CatalogDiff, asked: Asked, was: Asked) -> str:
    now, before = needs_words(asked.needs, diff.titles), needs_words(was.needs, diff.titles)
    if len(now) + len(before) < _LONG:
        return f"{now}, no longer {before}"
    new, old = dict.fromkeys(leaves(asked.needs)), dict.fromkeys(leaves(was.needs))
    added = [needs_words(leaf, diff.titles) for leaf in new if leaf not in old]
    gone = [needs_words(leaf, diff.titles) for leaf in old if leaf not in new]
    told = [f"with {listed(added)}"] if added else []
    told += [f"without {listed(gone)}"] if gone else []
    return f"met in another way{': ' if told else ''}{', '.join(told)}"


def _gone(diff: CatalogDiff, one: Difference) -> str:
    became = removed_words(diff.catalog, one.name.id, one.name.noun)
    kept = "" if one.whose is Whose.OTHERS else "What you told of it is kept."
    return " ".join(filter(None, (f"{one.title} is no longer in the catalog.", became, kept)))


def _status(catalog: Catalog, one: Difference) -> str:
    found = catalog.milestones.get(one.name.id)  # none where it is left out for a fault
    heir = found.credential.replaced_by if found and found.credential else None
    instead = f"; {catalog.milestone_title(heir)} takes its place" if heir else ""
    return f"{one.title} is {one.after} now, no longer {one.before}{instead}"


def sorted_words(diff: CatalogDiff) -> Iterator[tuple[str, Sequence[str]]]:
    """The differences in words, by whom they concern: each of the person's own, the others in rows of a sort.

    Before them, what of the person's is left out for a fault.
    """
    if diff.left_out:
        faults = {name: diff.catalog.left_out_for(*name) for name in diff.left_out}
        told = [f"The {name}, for a fault in {fault.brief}" for name, fault in faults.items() if fault]
        yield "Left out for now, and kept", told
    for whose in Whose:
        found = [one for one in diff.differences if one.whose is whose]
        in_rows = {What.NEW} if whose is not Whose.OTHERS else {What.NEW, *_REQUIREMENTS, *_IN_ROWS}
        told = [difference_words(diff, one) for one in found if one.what not in in_rows]
        told += _rows([one for one in found if one.what in in_rows])
        if told:
            yield HEADINGS[whose], told


def _rows(found: Sequence[Difference]) -> Iterator[str]:
    """Differences of one sort in one row: those of the requirements by role, the others by sort."""
    for title in dict.fromkeys(one.title for one in found if one.what in _REQUIREMENTS):
        sorts = [one.what for one in found if one.title == title and one.what in _REQUIREMENTS]
        counts = [f"{sorts.count(what)} {word}" for what, word in _REQUIREMENTS.items() if what in sorts]
        yield f"{title}: {listed(counts)} requirement{'' if len(sorts) == 1 else 's'}"
    for noun in ("role", "milestone"):
        if new := [one.title for one in found if one.what is What.NEW and one.name.noun == noun]:
            yield f"{counted(len(new), f'new {noun}')}: {_named(new)}"
    for what, words in _IN_ROWS.items():
        if titles := [one.title for one in found if one.what is what]:
            yield f"{words}: {_named(titles)}"


def _named(titles: Sequence[str]) -> str:
    """All of some titles, the first few of many."""
    rest = len(titles) - _FEW
    return f"{', '.join(titles[:_FEW])} and {rest} more" if rest > 1 else listed(titles)
