"""Files to begin a role or a milestone of one's own with: they pass the check as they are, and say what to change."""

from __future__ import annotations

from typing import Final

from mltrack.core.entries import Kind
from mltrack.store.catalog_schema import SCHEMA

_HEAD: Final = f"""\
#:schema ./{SCHEMA}
# An editor that reads the line above (with Taplo: VS Code's "Even Better TOML", Neovim, Helix, Zed)
# checks this file while you write and explains each key. mltrack catalog check does it on the command line.
"""
_SOURCE: Final = """
# What it rests on, so that a reader can check: a job advertisement, a vendor's page, an official statistic.
[[source]]
id = "{source}"
title = "Where this comes from"
accessed = "{today}"          # the day on which you read it
# publisher = "Who published it"
# url = "https://example.org/page"
# published = "2026-04"          # as exactly as it says: year, month or day
# note = "What a reader should know about it."
"""
ROLE: Final = (
    _HEAD
    + _SOURCE
    + """
[[role]]
id = "{id}"                      # for ever: what you tell mltrack of the role hangs on it
title = "{title}"
level = "none stated"            # "entry", "mid", "senior" or "none stated"
family = "My roles"              # the group that it is listed with
summary = "What the work is, in your own words."
# responsibilities = ["What a day holds"]
# aliases = ["Another name for it"]
# override = true                # only where it takes the place of a role that mltrack ships

# One table for each thing that the role asks for. How firmly it does is said by the wording of the source:
#   must, necessary, essential, need, at least      -> strength = "required"
#   often, common, strong plus, daily tools         -> strength = "recommended"
#   beneficial, can be an asset, not always needed  -> strength = "optional"
# and how well a skill is to be held:
#   familiarity -> familiar; working knowledge or a bare mention -> working;
#   proficient, strong background -> proficient; deep -> expert
[[role.requirements]]
label = "{label}"
strength = "required"
needs = {needs}
cites = [{{ source = "{source}", at = "The heading it stands under" }}]

# Alternatives stay alternatives; mltrack ids lists what can be named. Other shapes:
# needs = {{ any = [{{ has = "a-degree" }}, {{ has = "another-degree" }}] }}
# needs = {{ all = [{{ has = "a-degree" }}, {{ has = "a-skill", level = "proficient" }}] }}
# needs = {{ at_least = 2, of = [{{ has = "one" }}, {{ has = "two" }}, {{ has = "three" }}] }}

# What it pays, as the source has it. Several figures stay side by side.
# [[role.pay]]
# amount = 100_000               # or low = 90_000 and high = 120_000
# currency = "USD"
# period = "year"                # "year", "month" or "week"
# measure = "median total pay"
# as_of = "2026-04"
# source = "{source}"
# at = "The heading it stands under"

# How employment in the occupation is projected to change, for the whole span.
# [[role.outlook]]
# percent = 12
# from_year = 2024
# to_year = 2034
# group = "the occupation group it was measured on"
# source = "{source}"
# at = "The heading it stands under"

# What else the source says of the role, neither a figure nor something it asks for.
# [[role.remarks]]
# text = "One sentence, in your own words."
# source = "{source}"
# at = "The heading it stands under"

# The code of an official occupation list; evidenced = true where the list itself names this role.
# [[role.codes]]
# scheme = "O*NET-SOC"           # or "ESCO"
# code = "15-2051.00"
# title = "What the list calls it"
# evidenced = false

# [[role.leads_to]]
# role = "the-id-of-another-role"
# source = "{source}"
# at = "The heading it stands under"
"""
)
_MILESTONE: Final = (
    _HEAD
    + _SOURCE
    + """
[[{kind}]]
id = "{id}"                      # for ever: what you tell mltrack of it hangs on it
title = "{title}"
summary = "What it is and why it matters, in your own words."
effort = {effort}
# effort = {{ basis = "source", months = {{ low = 6, high = 9 }}, cite = {{ source = "{source}", at = "Time" }} }}
# aliases = ["Another name for it"]
# prerequisites = {prerequisites}
# implies = [{{ has = "what-it-brings-along" }}]
# resources = [{{ title = "Where to learn it", url = "https://example.org/course" }}]
cites = [{{ source = "{source}", at = "The heading it stands under" }}]
# override = true                # only where it takes the place of one that mltrack ships
"""
)
_CREDENTIAL: Final = """
[{kind}.credential]
issuer = "Who issues it"
status = "active"                # "active", "beta" or "retired"
verified_on = "{today}"       # when you looked these facts up
source = {{ source = "{source}", at = "The heading it stands under" }}
# code = "EX-100"
# level = "associate"
# valid_months = 36              # from passing to expiry; leave it out where it does not expire
# retired_on = "2027-01-31"
# replaced_by = "the-id-of-its-successor"
# confirmed = false              # where only third parties state it
"""
_PROJECT: Final = """
[[project]]
id = "{id}-project"
title = "A project that proves the work"
summary = "What it shows."
"""
_IN_HOURS: Final = '{ basis = "estimate", hours = { low = 20, high = 60 } }'
_IN_MONTHS: Final = '{ basis = "estimate", months = { low = 12, high = 24 } }'


TEXTS: Final = frozenset(
    {
        "Where this comes from",
        "Who published it",
        "https://example.org/page",
        "What a reader should know about it.",
        "The heading it stands under",
        "What the work is, in your own words.",
        "What a day holds",
        "Another name for it",
        "the occupation group it was measured on",
        "One sentence, in your own words.",
        "What the list calls it",
        "What it is and why it matters, in your own words.",
        "Where to learn it",
        "https://example.org/course",
        "Who issues it",
        "EX-100",
        "What it shows.",
    }
)
"""What stands in starting files only until its author has found words of their own."""


def role_start(role_id: str, skill: tuple[str, str] | None, today: str, source: str = "") -> str:
    """The file of a role that asks for a skill, given as its id and its title, or for the role's own project.

    `today` is written YYYY-MM-DD; `source` is the id of what it rests on, where it is not to be one made of `role_id`.
    """
    needs = f'{{ has = "{skill[0]}", level = "working" }}' if skill else f'{{ has = "{role_id}-project" }}'
    label = skill[1].replace("\\", "").replace('"', "'") if skill else "A project"
    text = ROLE if skill else ROLE + _PROJECT
    return text.format(
        id=role_id,
        title=titled(role_id),
        needs=needs,
        label=label,
        today=today,
        source=source or source_of(role_id),
    )


def milestone_start(milestone_id: str, kind: Kind, today: str, source: str = "") -> str:
    """The file of a milestone of one kind; `today` and `source` as in that of a role."""
    effort = _IN_MONTHS if kind in {Kind.DEGREE, Kind.EXPERIENCE} else _IN_HOURS
    text = _MILESTONE + (_CREDENTIAL if kind is Kind.CERTIFICATION else "")
    return text.format(
        id=milestone_id,
        title=titled(milestone_id),
        kind=kind.value,
        effort=effort,
        prerequisites='{ has = "a-skill", level = "familiar" }',
        today=today,
        source=source or source_of(milestone_id),
    )


def override_start(noun: str, entry_id: str, tables: str) -> str:
    """The file of an entry that takes the place of one of the catalog, and says the same so far in its `tables`."""
    return f"""{_HEAD}
# The {noun} '{entry_id}' as mltrack has it; it changes nothing until you change it. With override = true it takes
# the place of the whole entry, so what a later mltrack says of this {noun} comes to you only when you remove this
# file. The sources that it cites are in the catalog.

{tables}
"""


def source_of(entry_id: str) -> str:
    """The id of the source in the starting file of an entry."""
    return f"{entry_id}-source"


_AS_WRITTEN: Final = (
    *("AI", "API", "AWS", "BI", "CD", "CI", "ETL", "GCP", "GPU", "HPC", "HR", "IoT", "IT", "LLM", "LLMOps", "ML"),
    *("MLOps", "NLP", "PhD", "QA", "RAG", "SQL", "SRE", "UI", "UX", "AIOps", "DataOps", "DevOps", "FinOps"),
)
_BY_SMALL: Final = {word.lower(): word for word in _AS_WRITTEN}


def titled(entry_id: str) -> str:
    """A title to begin with: "my-role" is "My role", "ml-engineer" is "ML engineer"."""
    first, *rest = (_BY_SMALL.get(word, word) for word in entry_id.split("-"))
    return " ".join([first[:1].upper() + first[1:], *rest])
