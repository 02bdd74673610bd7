"""The small catalog, and the same a year later: things renamed, split and removed in it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.small_catalog import ANALYST, ENGINEER, MILESTONES, write_catalog

REMOVED = """
[[removed]]
id = "portfolio"
was = "project"
title = "Portfolio"
why = "It was split: what is shown and how it runs are two things."
successors = ["notebook-portfolio", "deployed-project"]
removed_on = 2027-01-10

[[removed]]
id = "cluster-admin"
was = "certification"
title = "Cluster administrator"
why = "Its issuer has closed"
"""
PARTS = """
[[project]]
id = "notebook-portfolio"
title = "Portfolio of notebooks"
summary = "Three analyses to show."

[[project]]
id = "deployed-project"
title = "Project in use"
summary = "One model that serves."
"""
NEW_REQUIREMENT = """
[[role.requirements]]
label = "Serving"
strength = "required"
needs = { has = "deployed-project" }
cites = [{ source = "survey", at = "Engineer" }]
"""


def write_changed(folder: Path) -> Path:
    """Write it: Python and the analyst have other ids, SQL another name, one project is two, an exam is gone."""
    milestones = MILESTONES.partition("[[certification]]")[0] + PARTS
    milestones = milestones.replace('id = "python"', 'id = "python-language"')
    milestones = milestones.replace('aliases = ["py"]', 'aliases = ["py"]\nformer_ids = ["python"]')
    milestones = milestones.replace('title = "SQL"', 'title = "Databases with SQL"').replace(
        '{ has = "python"', '{ has = "python-language"'
    )
    engineer = ENGINEER.replace('{ has = "python"', '{ has = "python-language"')
    engineer = engineer.replace('{ has = "portfolio" }', '{ has = "notebook-portfolio" }')
    engineer = engineer.replace('{ has = "cluster-admin" }', '{ has = "masters-computing" }')
    analyst = ANALYST.replace('{ has = "python"', '{ has = "python-language"').replace('"analyst"', '"data-analyst"')
    analyst = analyst.replace(
        'aliases = ["number cruncher"]', 'aliases = ["number cruncher"]\nformer_ids = ["analyst"]'
    )
    wanderer = (
        '[role]\nid = "wanderer"\ntitle = "Wanderer"\nlevel = "none stated"\nfamily = "Elsewhere"\n'
        'summary = "Nobody says what it takes."\nrequirements = []\n'
    )
    write_catalog(
        folder, milestones=milestones, engineer=engineer + NEW_REQUIREMENT, analyst=analyst, wanderer=wanderer
    )
    (folder / "removed.toml").write_text(REMOVED, encoding="utf-8")
    return folder
