"""A catalog small enough to know by heart, as a person would write it."""

from __future__ import annotations

from pathlib import Path

SOURCES = """
[[source]]
id = "survey"
title = "A survey of roles"
publisher = "The Surveyors"
url = "https://example.org/survey"
published = "2026-03"

[[source]]
id = "bureau"
title = "Projections"

[[benchmark]]
id = "everyone"
title = "All workers"
outlook = [{ percent = 3.1, from_year = 2024, to_year = 2034, group = "all", source = "bureau", at = "Table 1" }]
"""

MILESTONES = """
[[skill]]
id = "python"
title = "Python"
summary = "A language."
aliases = ["py"]
effort = { basis = "estimate", hours = { low = 40, high = 80 } }
resources = [{ title = "The tutorial", url = "https://docs.python.org/3/tutorial/" }]
cites = [{ source = "survey", at = "Skills" }]

[[skill]]
id = "sql"
title = "SQL"
summary = "Asking databases."
prerequisites = { has = "python", level = "familiar" }

[[degree]]
id = "bachelors-computing"
title = "Bachelor's in computing"
summary = "Three or four years."

[[degree]]
id = "masters-computing"
title = "Master's in computing"
summary = "One or two more."
implies = [{ has = "bachelors-computing" }]

[[certification]]
id = "cluster-admin"
title = "Cluster administrator"
summary = "An exam."

[certification.credential]
issuer = "The Foundation"
code = "CA-1"
status = "active"
valid_months = 24
verified_on = 2026-11-01
source = { source = "survey", at = "Certifications" }

[[project]]
id = "portfolio"
title = "Portfolio"
summary = "Three projects to show."
"""

ANALYST = """
[role]
id = "analyst"
title = "Data analyst"
level = "entry"
family = "Analysis"
summary = "Answers questions with data."
aliases = ["number cruncher"]
leads_to = [{ role = "engineer", source = "survey", at = "Steps" }]

[[role.requirements]]
label = "Python"
strength = "required"
needs = { has = "python", level = "working" }
cites = [{ source = "survey", at = "Analyst" }]

[[role.requirements]]
label = "Databases"
strength = "required"
needs = { has = "sql", level = "working" }
cites = [{ source = "survey", at = "Analyst" }]
"""

ENGINEER = """
[role]
id = "engineer"
title = "ML engineer"
level = "mid"
family = "Engineering"
summary = "Takes models to production."
responsibilities = ["Train models", "Serve them"]
applications = ["Search", "Advice"]
remarks = [{ text = "Wanted everywhere.", source = "survey", at = "Engineer" }]
codes = [{ scheme = "O*NET-SOC", code = "15-2051.00", title = "Data Scientists", evidenced = true }]

[[role.pay]]
measure = "median total pay"
amount = 161_000
as_of = "2026-04"
source = "survey"
at = "Engineer"
origin = "Glassdoor"
note = "Bonus included."

[[role.pay]]
measure = "total, experienced"
low = 180_000
high = 400_000
source = "survey"
at = "Engineer"

[[role.pay]]
measure = "total, famous houses"
low = 300_000
open_ended = true
source = "survey"
at = "Engineer"

[[role.outlook]]
percent = 34
from_year = 2024
to_year = 2034
group = "data scientists"
source = "bureau"
at = "Table 2"
origin = "Bureau of Labor"

[[role.requirements]]
label = "Programming"
strength = "required"
needs = { has = "python", level = "proficient" }
cites = [{ source = "survey", at = "Engineer" }]

[[role.requirements]]
label = "Background"
strength = "required"
needs = { any = [{ has = "bachelors-computing" }, { has = "portfolio" }] }
cites = [{ source = "survey", at = "Engineer" }]

[[role.requirements]]
label = "Two of these"
strength = "required"
needs = { at_least = 2, of = [{ has = "sql", level = "working" }, { has = "cluster-admin" }, { has = "portfolio" }] }
cites = [{ source = "survey", at = "Engineer" }]

[[role.requirements]]
label = "Study"
strength = "recommended"
needs = { all = [{ has = "masters-computing" }, { has = "portfolio" }] }
cites = [{ source = "bureau", at = "Education" }]
"""

WANDERER = """
[role]
id = "wanderer"
title = "Wanderer"
level = "none stated"
family = "Elsewhere"
summary = "Nobody says what it takes."

[[role.requirements]]
label = "Python"
strength = "optional"
needs = { has = "python", level = "familiar" }
cites = [{ source = "survey", at = "Wanderer" }]
"""

FILES = {
    "sources.toml": SOURCES,
    "milestones.toml": MILESTONES,
    "roles/analyst.toml": ANALYST,
    "roles/engineer.toml": ENGINEER,
    "roles/wanderer.toml": WANDERER,
}


def write_catalog(folder: Path, **changed: str) -> Path:
    """Write the files below `folder`; `changed` gives other text for a file by its bare name."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(path.stem, text), encoding="utf-8")
    return folder
