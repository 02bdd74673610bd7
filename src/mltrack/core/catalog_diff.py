"""What another state of the catalog changes: for what a person aims for, for what they have told, and for the rest.

A milestone or role that got another id is the same one: the new one has the old id among its former
ids. Nothing that a person told is ever lost by a change of the catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from mltrack.core.catalog import Catalog
from mltrack.core.index import Name
from mltrack.core.outline import Asked, MilestoneOutline, Outline, RoleOutline, as_if_sound, outline
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.requirements import leaves, with_ids


class What(Enum):
    """What sort of difference it is."""

    NEW_REQUIREMENT = "new requirement"
    GONE_REQUIREMENT = "requirement gone"
    CHANGED_REQUIREMENT = "requirement changed"
    NEW = "new"
    GONE = "gone"
    RENAMED = "renamed"
    JOINED = "joined"
    STATUS = "status changed"
    PREREQUISITES = "prerequisites changed"
    EFFORT = "effort changed"
    FIGURES = "figures changed"


class Whose(Enum):
    """Whom a difference concerns."""

    TARGET = "target"
    """A role that the person aims for."""
    TOLD = "told"
    """A milestone of which the person told something."""
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was."""

    what: What
    name: Name
    """The role or milestone, by its id of today, or by that which it had."""
    title: str
    whose: Whose
    before: str = ""
    """The title, status or effort that it had, where that is another one."""
    after: str = ""
    """The status or effort that it has."""
    former: str = ""
    """The id that it had, where that is another one."""
    parts: tuple[str, ...] = ()
    """The titles of those that are one now."""
    asked: Asked | None = None
    """The requirement, as it is or, where it is gone, as it was."""
    was: Asked | None = None
    """Of a changed requirement, what it was."""


@dataclass(frozen=True, slots=True, eq=False)
class CatalogDiff:
    """All differences, those for a person's targets first, and in what way things are called."""

    differences: tuple[Difference, ...]
    titles: Mapping[str, str]
    """Milestone id, of today or former, to title."""
    catalog: Catalog
    """As it is now."""
    targets: int
    """How many roles the person aims for."""
    left_out: tuple[Name, ...] = ()
    """What they aim for or have told of that is left out for a fault."""

    def count(self, what: What, *whose: Whose) -> int:
        """How many there are of a sort, for all or for some."""
        return sum(one.what is what and (not whose or one.whose in whose) for one in self.differences)

    @property
    def kept(self) -> int:
        """How many of the milestones and targets that the person told of have left the catalog; they are kept."""
        return self.count(What.GONE, Whose.TARGET, Whose.TOLD)


def catalog_diff(before: Outline, now: Catalog, progress: Progress, shown: Outline | None = None) -> CatalogDiff:
    """What is different in `now`; `progress` says what concerns its person.

    What is left out of `now` for a fault is not gone: it is as it was `shown`, or else `before`.
    """
    held = progress.under(now.renames)
    work = _Work(before, as_if_sound(outline(now), now, shown or before), now, held)
    found = sorted(work.differences(), key=lambda one: list(Whose).index(one.whose))
    lost = (Name(one.noun, one.id) for one in now.missing)
    told = {"role": held.targets.keys(), "milestone": held.milestones}
    left_out = tuple(name for name in lost if name.id in told[name.noun])
    return CatalogDiff(tuple(found), work.titles, now, len(held.targets), left_out)


class _Work:
    """Both states, and how the ids of the one are called in the other."""

    def __init__(self, before: Outline, after: Outline, now: Catalog, progress: Progress) -> None:
        self.before, self.after = before, after
        self.roles = _ids(before.roles, after.roles, now.renames.roles)
        self.milestones = _ids(before.milestones, after.milestones, now.renames.milestones)
        old_titles = {one.id: one.title for one in before.milestones.values()}
        self.titles = old_titles | {one.id: one.title for one in after.milestones.values()}
        self._former_roles = _formers(before.roles, self.roles)
        self._former = _formers(before.milestones, self.milestones)
        self._targets = {*progress.targets}
        self._told = progress.milestones

    def differences(self) -> Iterator[Difference]:
        for role in self.after.roles.values():
            yield from self._role(role, self._former_roles.get(role.id, ()))
        for milestone in self.after.milestones.values():
            yield from self._milestone(milestone, self._former.get(milestone.id, ()))
        yield from self._gone("role", self.before.roles.values(), self.roles)
        yield from self._gone("milestone", self.before.milestones.values(), self.milestones)

    def _whose(self, name: Name, former_ids: Iterable[str] = ()) -> Whose:
        ids = {name.id, *former_ids}
        if name.noun == "role":
            return Whose.OTHERS if self._targets.isdisjoint(ids) else Whose.TARGET
        return Whose.OTHERS if self._told.isdisjoint(ids) else Whose.TOLD

    def _difference(self, what: What, name: Name, title: str, before: str = "", after: str = "") -> Difference:
        return Difference(what, name, title, self._whose(name), before, after)

    def _role(self, role: RoleOutline, former: Sequence[RoleOutline]) -> Iterator[Difference]:
        name = Name("role", role.id)
        if not former:
            yield self._difference(What.NEW, name, role.title)
            return
        old = former[0]
        yield from self._renamed(name, role, former)
        for what, asked, was in self._asks(old.asks, role.asks):
            yield replace(self._difference(what, name, role.title), asked=asked, was=was)
        if sorted(role.figures) != sorted(old.figures):
            yield self._difference(What.FIGURES, name, role.title)

    def _milestone(self, one: MilestoneOutline, former: Sequence[MilestoneOutline]) -> Iterator[Difference]:
        name = Name("milestone", one.id)
        if not former:
            yield self._difference(What.NEW, name, one.title)
            return
        old = former[0]
        yield from self._renamed(name, one, former)
        if one.status is not old.status and one.status is not None and old.status is not None:
            yield self._difference(What.STATUS, name, one.title, old.status.value, one.status.value)
        first = with_ids(old.prerequisites, self.milestones) if old.prerequisites else None
        if first != one.prerequisites:
            yield self._difference(What.PREREQUISITES, name, one.title)
        if one.effort != old.effort:
            yield self._difference(What.EFFORT, name, one.title, old.effort, one.effort)

    def _renamed(
        self, name: Name, now: RoleOutline | MilestoneOutline, former: Sequence[RoleOutline | MilestoneOutline]
    ) -> Iterator[Difference]:
        old, *others = former
        if others:
            found = self._difference(What.JOINED, name, now.title)
            yield replace(found, parts=tuple(one.title for one in former))
        elif (now.title, now.id) != (old.title, old.id):
            before = old.title if old.title != now.title else ""
            found = self._difference(What.RENAMED, name, now.title, before)
            yield replace(found, former=old.id if old.id != now.id else "")

    def _gone(
        self, noun: str, old: Iterable[RoleOutline] | Iterable[MilestoneOutline], ids: Mapping[str, str]
    ) -> Iterator[Difference]:
        for one in old:
            if one.id not in ids:
                name = Name(noun, one.id)
                yield Difference(What.GONE, name, one.title, self._whose(name, one.former_ids))

    def _asks(self, before: Sequence[Asked], now: Sequence[Asked]) -> Iterator[tuple[What, Asked, Asked | None]]:
        """The requirements that are new, changed or gone. One is known again by its label, else by what it needs."""
        old = [Asked(one.label, one.strength, with_ids(one.needs, self.milestones)) for one in before]
        pairs: list[tuple[Asked, Asked | None]] = []
        rest = [*old]
        for alike in (_is_same, _has_label, _has_needs):
            for asked in now:
                if any(one is asked for one, _ in pairs):
                    continue
                was = next((one for one in rest if alike(one, asked)), None)
                if was is not None:
                    rest = [one for one in rest if one is not was]
                    pairs.append((asked, was))
        known = {id(asked): was for asked, was in pairs}
        for asked in now:
            was = known.get(id(asked))
            if was is None:
                yield What.NEW_REQUIREMENT, asked, None
            elif (was.strength, was.needs) != (asked.strength, asked.needs):
                yield What.CHANGED_REQUIREMENT, asked, was
        for one in rest:
            yield What.GONE_REQUIREMENT, one, None


def _is_same(was: Asked, asked: Asked) -> bool:
    return was == asked


def _has_label(was: Asked, asked: Asked) -> bool:
    return was.label == asked.label


def _has_needs(was: Asked, asked: Asked) -> bool:
    return {leaf.has for leaf in leaves(was.needs)} == {leaf.has for leaf in leaves(asked.needs)}


_Outlined = TypeVar("_Outlined", RoleOutline, MilestoneOutline)


def _ids(before: Iterable[str], after: Iterable[str], renames: Mapping[str, str]) -> dict[str, str]:
    """Ids of the state before that are still there, each with its id of today; several may have the same."""
    now = {*after}
    found = {one: one if one in now else renames.get(one, one) for one in before}
    return {old: new for old, new in found.items() if new in now}


def _formers(before: Mapping[str, _Outlined], ids: Mapping[str, str]) -> Mapping[str, Sequence[_Outlined]]:
    """Ids of today to what had them, or another id, before; first what had this very one."""
    found: dict[str, list[_Outlined]] = {}
    for old, new in sorted(ids.items(), key=lambda pair: pair[0] != pair[1]):
        found.setdefault(new, []).append(before[old])
    return found
