"""What a catalog holds, by id, and how an entry is named: an id is unique among those of its noun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from mltrack.core.entries import Milestone, Removed, Role
from mltrack.core.figures import Benchmark, Source


class Name(NamedTuple):
    """Which entry it is: an id is unique among those of its noun."""

    noun: str
    """"source", "benchmark", "milestone", "role" or "removed"."""
    id: str

    def __str__(self) -> str:
        return f"{self.noun} {self.id}"


Entry: TypeAlias = Source | Benchmark | Milestone | Role | Removed

_NOUNS: Mapping[type[Entry], str] = {
    Source: "source",
    Benchmark: "benchmark",
    Milestone: "milestone",
    Role: "role",
    Removed: "removed",
}


def name_of(entry: Entry) -> Name:
    """The name of an entry."""
    return Name(_NOUNS[type(entry)], entry.id)


class Index(NamedTuple):
    """Everything that a catalog holds, by id."""

    sources: Mapping[str, Source]
    milestones: Mapping[str, Milestone]
    roles: Mapping[str, Role]
    benchmarks: Mapping[str, Benchmark]
    removed: Mapping[str, Removed]

    def has(self, name: Name) -> bool:
        """True where there is such an entry."""
        kinds: Mapping[str, Mapping[str, Entry]] = {
            "source": self.sources,
            "milestone": self.milestones,
            "role": self.roles,
            "benchmark": self.benchmarks,
            "removed": self.removed,
        }
        return name.id in kinds[name.noun]
