"""How well claims are matched: what is proposed for the ten profiles against the key made by hand.

`python -m tests.exchange.matching_scores` prints a line for each profile and source; with `--all` what
differs from the key as well.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mltrack.core.claims import Claim
from mltrack.core.matching import Matcher
from mltrack.core.name_index import words
from mltrack.core.progress import Progress
from mltrack.core.proposals import Proposal, proposed
from mltrack.core.snapshot import Snapshot
from mltrack.exchange import reading
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder
from mltrack.store.foreign_files import open_document
from tests.exchange.profiles import TODAY, Expected, Profile, profiles

SOURCES = tuple(one for one in ("linkedin", "json-resume") if one in reading.FORMATS)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was proposed for one claim of the key; nothing where the reader passed it over."""

    expected: Expected
    proposal: Proposal | None

    @property
    def milestone(self) -> str | None:
        """What it is taken for."""
        match = self.proposal.match if self.proposal else None
        return match.milestone if match else None

    @property
    def is_right(self) -> bool:
        """True where what is proposed is in the key."""
        return self.milestone is not None and self.expected.allows(self.milestone)

    @property
    def is_offered(self) -> bool:
        """True where one of the matches that a person can choose from is in the key."""
        return self.proposal is not None and any(self.expected.allows(one.milestone) for one in self.proposal.matches)

    @property
    def is_certain(self) -> bool:
        """True where it would be recorded without asking."""
        return self.proposal is not None and self.proposal.is_certain

    @property
    def has_status(self) -> bool:
        """True where it would be recorded as the key says: done or begun."""
        return self.proposal is not None and self.proposal.status is self.expected.status


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over answers."""

    proposed: int
    right: int
    wanted: int
    found: int
    """Of those that are wanted."""
    offered: int
    """Of those that are wanted, at any place among the matches."""
    certain: int
    certain_right: int
    certain_wanted: int
    certain_found: int
    status_right: int
    """Of what is right, with the status of the key."""

    @property
    def precision(self) -> float:
        """Of what is proposed, the share that is in the key; 1 where nothing is."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Of what the key wants, the share that is proposed."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def certain_recall(self) -> float:
        """Of what the key would record without asking, the share that is certain and right."""
        return self.certain_found / self.certain_wanted if self.certain_wanted else 1.0


def score(answers: Iterable[Answer]) -> Score:
    """The counts of some answers."""
    every = list(answers)
    wanted = [one for one in every if one.expected.wanted]
    sure = [one for one in every if one.is_certain]
    sure_wanted = [one for one in every if one.expected.certain and one.expected.milestones]
    return Score(
        proposed=sum(one.milestone is not None for one in every),
        right=sum(one.is_right for one in every),
        wanted=len(wanted),
        found=sum(one.is_right for one in wanted),
        offered=sum(one.is_offered for one in wanted),
        certain=len(sure),
        certain_right=sum(one.is_right for one in sure),
        certain_wanted=len(sure_wanted),
        certain_found=sum(one.is_right and one.is_certain for one in sure_wanted),
        status_right=sum(one.is_right and one.has_status for one in every),
    )


@cache
def answers(profile: Profile, source: str) -> Sequence[Answer]:
    """What is proposed for each claim of a profile's key, read from one of its sources."""
    is_linkedin = source == "linkedin"
    path, key = (profile.linkedin, profile.key.linkedin) if is_linkedin else (profile.resume, profile.key.resume)
    snapshot, matcher = _catalog()
    made = list(proposed(snapshot, reading.read(open_document(Path(path))).claims, matcher))
    return [Answer(expected, _taken(made, expected)) for expected in key]


def of_all(source: str) -> Sequence[Answer]:
    """The same for all ten."""
    return [each for one in profiles() for each in answers(one, source)]


def _taken(made: list[Proposal], expected: Expected) -> Proposal | None:
    """The proposal for a claim of the key, taken out of those that are left."""
    named = [one for one in made if _is_named(one.claim, expected.claim)]
    named.sort(key=lambda one: (one.claim.kind.value != expected.kind, one.claim.name != expected.claim))
    if named:
        made.remove(named[0])
        return named[0]
    return None


def _is_named(claim: Claim, name: str) -> bool:
    """True where a claim has this name, or its name and field do, in whatever order of the words."""
    wanted = sorted({*words(name)} - {"in"})
    return any(sorted({*words(one)} - {"in"}) == wanted for one in (claim.name, f"{claim.name} {claim.field}"))


@cache
def _catalog() -> tuple[Snapshot, Matcher]:
    catalog = load_catalog(bundled_folder())
    return Snapshot(catalog, Progress(), TODAY), Matcher(catalog, TODAY)


_HEAD = (
    "profile            source       proposed  right  precision  wanted  recall"
    "  offered  certain  wrong  recall  status"
)


def _line(name: str, source: str, of: Score) -> str:
    cells = (
        *(f"{name:18}", f"{source:12}", f"{of.proposed:8}", f"{of.right:6}", f"{of.precision:10.1%}", f"{of.wanted:7}"),
        *(f"{of.recall:7.1%}", f"{of.offered / (of.wanted or 1):8.1%}", f"{of.certain:8}"),
        *(
            f"{of.certain - of.certain_right:6}",
            f"{of.certain_recall:7.1%}",
            f"{of.status_right / (of.right or 1):7.1%}",
        ),
    )
    return " ".join(cells)


def differences(source: str) -> Iterator[str]:
    """What is not as the key says, a line each."""
    for profile in profiles():
        for one in answers(profile, source):
            if said := _difference(one):
                match = one.proposal.match if one.proposal else None
                found = f"{match.milestone}, {match.confidence.value} ({match.why})" if match else "nothing"
                wanted = " or ".join(one.expected.milestones) or "nothing"
                claim = f"{profile.name}, {source}, {one.expected.kind} {one.expected.claim!r}"
                yield f"{said}: {claim}: {found}; key: {wanted} ({one.expected.why})"


def _difference(one: Answer) -> str:
    if one.proposal is None:
        return "not read"
    if one.milestone and not one.is_right:
        return "certain and wrong" if one.is_certain else "wrong"
    if one.expected.wanted and not one.is_right:
        return "missed"
    if one.is_certain and not one.expected.certain:
        return "too sure"
    if one.expected.certain and one.expected.milestones and not one.is_certain:
        return "unsure"
    return "" if not one.is_right or one.has_status else f"not {one.expected.status}"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    lines = [_HEAD]
    for source in SOURCES:
        lines += [_line(one.name, source, score(answers(one, source))) for one in profiles()]
        lines.append(_line("all ten", source, score(of_all(source))))
    lines.append(_line("all ten", "both", score(each for source in SOURCES for each in of_all(source))))
    if "--all" in arguments:
        lines += [line for source in SOURCES for line in differences(source)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
