"""Skills: by their names and other names, and by the tools and kinds that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mltrack.core.claims import Claim
from mltrack.core.entries import Milestone
from mltrack.core.matches import Confidence, Match
from mltrack.core.name_index import NameIndex, key, listed, words

_SEVERAL_MEANINGS = listed(
    "bias|cloud|coaching|containers|cv|deployment|dl|documentation|epic|monitoring|privacy|prompting|rag|rest"
    "|retraining|security|testing|tracking|transformers|troubleshooting|wearables"
)
"""Names that are words of other trades too: a nurse monitors, a trainer coaches, a courier tracks."""
_QUALIFIERS = frozenset(
    key(one)
    for one in (
        *("programming language", "language", "programming", "software", "tool", "computer program", "library"),
        *("framework", "database", "data analysis", "microsoft", "apache", "python package", "software library"),
    )
)
"""What profiles put in brackets behind a name only to say which thing of that name is meant."""
_FILLERS = listed(
    "advanced|basic|applied|core|introduction|introductory|fundamental|principle|technique|method|algorithm|theory"
    "|programming|language|development|scripting|library|framework|skill|knowledge|concept|practical|intermediate"
    "|modern|tool|package|model|expert|experience"
)
_TOOLS = {
    "SQL": "t-sql, transact-sql, pl/sql, pl/pgsql, mysql, postgresql, postgres, sqlite, ms sql, sql server,"
    " microsoft sql server, mariadb, oracle sql, spark sql, sql queries",
    "R": "tidyverse, dplyr, ggplot2, rstudio, r shiny, r studio",
    "Java": "java se, java ee, core java, spring boot, java 8, java 11, java 17, java 21",
    "Linux": "ubuntu, debian, red hat linux, rhel, centos",
    "NoSQL": "mongodb, cassandra, apache cassandra, dynamodb, couchdb",
    "Cloud data warehouses": "bigquery, google bigquery, amazon redshift, redshift, azure synapse",
    "Cloud machine learning platforms": "sagemaker, amazon sagemaker, aws sagemaker, vertex ai, google vertex ai,"
    " azure machine learning, azure ml",
    "Infrastructure as code": "cloudformation, aws cloudformation, pulumi",
    "CI/CD": "gitlab ci, gitlab ci/cd, circleci, travis ci, azure pipelines",
    "Version control": "gitlab, bitbucket",
    "Software testing": "unit testing, test automation, automated testing, pytest, junit, test driven development, tdd",
    "Experiment design": "a/b testing, ab testing",
    "Data engineering": "etl, data pipelines, elt",
    "Statistics": "hypothesis testing, regression analysis, statistical analysis, inferential statistics,"
    " statistical inference, biostatistics, bayesian statistics",
    "Deep learning": "neural networks, artificial neural networks",
    "Workflow orchestration": "apache airflow, dagster, prefect",
    "Web services": "restful apis, rest api development, fastapi, graphql",
    "Retrieval-augmented generation": "vector databases",
    "Large language models": "gpt-4, bert",
    "Hugging Face": "hugging face transformers, hf transformers",
    "Natural language processing": "text mining, spacy, nltk",
    "Machine learning": "supervised learning, unsupervised learning, supervised machine learning, xgboost, lightgbm",
}
"""What cannot be used without a skill, or is one kind of it: a claim of it suggests the skill, and is not it."""
_OTHER_PROGRAMS = listed("mathematica|statistica")
"""Programs that are called nearly as a skill is."""
_MOST_PARTS = 6


class SkillMatching:
    """The skills of a catalog by name."""

    def __init__(self, skills: Iterable[Milestone]) -> None:
        every = list(skills)
        self._titles = {key(one.title) for one in every} | {key(one.id) for one in every}
        self._names = NameIndex(
            (name, one.id) for one in every for name in (one.title, one.id, *one.aliases, *one.former_ids)
        )
        self._tools = NameIndex(
            (tool, milestone)
            for name, tools in _TOOLS.items()
            for milestone, _ in self._names.exact(name)
            for tool in tools.split(", ")
        )

    def matches(self, claim: Claim) -> list[Match]:
        """The skills that it may be; certain ones only by a name that is a skill's as a whole."""
        name = claim.name
        return self._exact(name) or self._in_brackets(name) or self._nearly(name) or self._listed(name)

    def _exact(self, name: str) -> list[Match]:
        found = self._names.exact(name)
        spelled = key(name)
        doubtful = spelled in _SEVERAL_MEANINGS and spelled not in self._titles
        certain = Confidence.CERTAIN if len(found) == 1 and not doubtful else Confidence.LIKELY
        said = "the same name" if spelled in self._titles else f"another name for it, {name.strip()}"
        return [Match(one, certain, f"{said}, which can mean other things" if doubtful else said) for one, _ in found]

    def _in_brackets(self, name: str) -> list[Match]:
        """ "Python (Programming Language)" is Python; "Natural Language Processing (NLP)" says the same twice."""
        found = re.fullmatch(r"\s*([^()]+?)\s*\(([^()]+)\)\s*", name)
        if found is None:
            return []
        outer, inner = found.groups()
        meant, said = self._exact(outer), self._exact(inner)
        if not meant:
            return (
                [_likely(one.milestone, f"its abbreviation, {inner}") for one in said]
                if _initials(outer, inner)
                else []
            )
        same = {one.milestone for one in meant} & {one.milestone for one in said}
        if same or key(inner) in _QUALIFIERS or _initials(outer, inner):
            return [one for one in meant if one.milestone in same] if same else meant
        return [_likely(one.milestone, f"{outer} is named in it") for one in meant]

    def _nearly(self, name: str) -> list[Match]:
        if key(name) in _OTHER_PROGRAMS:
            return []
        if tool := self._tools.exact(name):
            return [_likely(one, f"{name.strip()} needs it or is a kind of it") for one, _ in tool]
        near = self._names.near(name)
        if near:
            return [_near(one.milestone, one.name, one.alike) for one in near]
        return [_likely(one.milestone, f"{one.name} is named in it") for one in self._names.within(name, _FILLERS)]

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


def _near(milestone: str, name: str, alike: float) -> Match:
    if alike == 1:
        return Match(milestone, Confidence.LIKELY, f"the same words as {name}")
    return Match(milestone, Confidence.POSSIBLE, f"a name like {name}, {alike:.0%} alike")
