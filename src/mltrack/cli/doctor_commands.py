"""`doctor`: whether all that mltrack keeps for its person is sound."""

from __future__ import annotations

import click

from mltrack.cli.options import as_json, glyphs
from mltrack.cli.output import give, say
from mltrack.cli.upkeep_text import finding_lines
from mltrack.cli.upkeep_views import findings_view
from mltrack.core.keeping import Grade
from mltrack.upkeep import check_up


@click.command()
@as_json
def doctor(as_json: bool) -> int:
    """Check your files, and say what to do about what is wrong.

    Nothing is changed. The exit status is 1 when something is wrong.
    """
    findings = check_up()
    if as_json:
        give(findings_view(findings))
    else:
        say(finding_lines(findings, glyphs()))
    return 1 if any(one.grade is Grade.FAULT for one in findings) else 0
