"""Skills: by their names and other names, and by the tools and kinds that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mltrack.core.claims import Claim
from mltrack.core.entries import Milestone
from mltrack.core.matches import Confidence, Match
from mltrack.core.name_index import LONGEST_NAME, NameIndex, Near, key, listed, near_words, words
from mltrack.core.skill_words import DOUBTFUL, FILLERS, OTHER_PROGRAMS, QUALIFIERS, TOOLS

_MOST_PARTS = 6


class SkillMatching:
    """The skills of a catalog by name."""

    def __init__(self, skills: Iterable[Milestone]) -> None:
        every = list(skills)
        self._titles = {key(one.title) for one in every}
        self._names = NameIndex(
            (name, one.id) for one in every for name in (one.title, one.id, *one.aliases, *one.former_ids)
        )
        self._tools = NameIndex(
            (tool, milestone)
            for name, tools in TOOLS.items()
            for milestone, _ in self._names.exact(name)
            for tool in sorted(listed(tools))
        )

    def matches(self, claim: Claim) -> list[Match]:
        """The skills that it may be; certain ones only by a name that is a skill's as a whole."""
        name = " ".join(claim.name[:LONGEST_NAME].split())
        return self._exact(name) or self._in_brackets(name) or self._nearly(name) or self._listed(name)

    def is_doubtful(self, name: str) -> bool:
        """True for another name of a skill that can mean other things."""
        return key(name) in DOUBTFUL and key(name) not in self._titles

    def _exact(self, name: str) -> list[Match]:
        found = self._names.exact(name)
        spelled = key(name)
        said = "the same name" if spelled in self._titles else "another name for it"
        if self.is_doubtful(name):
            return [Match(one, Confidence.POSSIBLE, f"{said}, which can mean other things") for one, _ in found]
        sure = Confidence.CERTAIN if len(found) == 1 else Confidence.LIKELY
        return [Match(one, sure, said) for one, _ in found]

    def _in_brackets(self, name: str) -> list[Match]:
        """ "Python (Programming Language)" is Python; "Natural Language Processing (NLP)" says the same twice."""
        found = re.fullmatch(r"\s*([^()]+?)\s*\(([^()]+)\)\s*", name)
        if found is None:
            return []
        outer, inner = found.groups()
        meant, said = self._exact(outer), self._exact(inner)
        if not meant:
            # The letters alone say nothing: neuro-linguistic programming is NLP too.
            near, known = self._nearly(outer), {one.milestone for one in said}
            return [one for one in near if not known or one.milestone in known]
        same = {one.milestone for one in meant} & {one.milestone for one in said}
        if same or key(inner) in QUALIFIERS or _initials(outer, inner):
            return [one for one in meant if one.milestone in same] if same else meant
        return [_likely(one.milestone, f"{outer} is named in it") for one in meant]

    def _nearly(self, name: str) -> list[Match]:
        if key(name) in OTHER_PROGRAMS:
            return []
        if tool := [one.milestone for one in self._tools.near(name) if one.alike == 1]:
            return [_likely(one, f"who works with {name} mostly has it") for one in tool]
        unversioned = re.sub(r"(?: |-|(?<=\w\w)|(?<=\+))v?\d+(?:\.\d+)*$", "", name)
        if unversioned != name and (known := self._exact(unversioned)):
            return [_likely(one.milestone, f"a version of {unversioned}") for one in known]
        near = self._names.near(name)
        if near:
            return [_near(one) for one in near]
        return [_likely(one.milestone, f"{one.name} is named in it") for one in self._names.within(name, FILLERS)]

    def _listed(self, name: str) -> list[Match]:
        """ "C/C++" or "Python, SQL": what of a list is a skill. A single letter counts only where all of it is one."""
        parts = [one for one in re.split(r"\s*[/,;|]\s*|\s+(?:and|&|\+)\s+", name[:200]) if one.strip()]
        if not 2 <= len(parts) <= _MOST_PARTS:
            return []
        found = {one: self._exact(one) for one in parts}
        all_known = all(found.values())
        return [
            _likely(match.milestone, f"{part.strip()} is named in it")
            for part, matches in found.items()
            if all_known or len(key(part)) > 2
            for match in matches
        ]


def _initials(outer: str, inner: str) -> bool:
    spelled, said = words(outer), key(inner).removesuffix("s")
    return len(said) > 1 and said in {
        "".join(one[0] for one in spelled),
        "".join(one[0] for one in spelled if one not in {"and", "of", "the", "for"}),
    }


def _likely(milestone: str, why: str) -> Match:
    return Match(milestone, Confidence.LIKELY, why)


def _near(one: Near) -> Match:
    return Match(one.milestone, Confidence.LIKELY if one.alike == 1 else Confidence.POSSIBLE, near_words(one))
