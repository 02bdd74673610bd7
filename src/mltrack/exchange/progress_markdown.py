"""A report on where somebody stands, as Markdown: roles with what is met and missing, what comes next, and all tasks.

The tasks have the shape of `task_list`, so that what is told in them can be read back.
"""

from __future__ import annotations

from collections.abc import Iterator

from mltrack.core.advice import next_steps
from mltrack.core.journal import at_level
from mltrack.core.readiness import Line, readiness_words, recommended_words
from mltrack.core.requirements import Has, State, Verdict
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, summarise
from mltrack.exchange.markdown import escaped, table
from mltrack.exchange.summary_markdown import summary_markdown
from mltrack.exchange.summary_words import NO_TARGET, step_words
from mltrack.exchange.task_lines import task_sections
from mltrack.exchange.worklist import Worklist
from mltrack.exchange.writing import Export

_STEPS = 5
"""Next steps that are told."""


def written(export: Export) -> str:
    """Readiness of the targets or the role, next steps, tasks, and the summary of this month."""
    snapshot, work = export.snapshot, Worklist(export)
    lines = [f"# Progress report, {snapshot.today}", ""]
    for role_id in work.roles:
        lines += [*_role(snapshot, role_id), ""]
    if not work.roles:
        lines += [escaped(f"Targets: {NO_TARGET}"), ""]
    steps = next_steps(snapshot, export.role, export.hours_per_week)
    if steps:
        lines += ["## Next steps", "", *(f"1. {escaped(step_words(snapshot, step))}" for step in steps[:_STEPS]), ""]
    lines += task_sections(export, work, "##")
    if export.role is None:
        lines += summary_markdown(summarise(snapshot, Period.MONTH), None)
    return "\n".join(lines).rstrip() + "\n"


def _role(snapshot: Snapshot, role_id: str) -> Iterator[str]:
    readiness = snapshot.readiness[role_id]
    target = snapshot.progress.targets.get(role_id)
    by = f", wanted by {target.by}" if target and target.by else ""
    share = f"{readiness.required.percent}%, " if readiness.required.total else ""
    yield f"## {escaped(snapshot.catalog.role_title(role_id))}"
    yield ""
    yield f"**{escaped(f'{share}{readiness_words(readiness.required)}{by}')}**"
    if words := recommended_words(readiness.recommended):
        yield ""
        yield escaped(words)
    yield ""
    rows = [_cells(snapshot, line) for line in readiness.lines]
    yield from table(["Requirement", "Strength", "Stands", "By or missing"], rows)


def _cells(snapshot: Snapshot, line: Line) -> tuple[str, str, str, str]:
    verdict, strength = line.verdict, line.requirement.strength
    named = _met_by(verdict) if verdict.state.satisfied else verdict.missing()
    titles = dict.fromkeys(at_level(snapshot.catalog.milestone_title(leaf.has), leaf.level) for leaf in named)
    missing = "" if verdict.state.satisfied else "missing: "
    return line.requirement.label, strength.value, verdict.state.value, f"{missing}{', '.join(titles)}"


def _met_by(verdict: Verdict) -> Iterator[Has]:
    """What is held of a requirement that is satisfied, each skill at the level that is held."""
    if isinstance(verdict.requirement, Has):
        if verdict.state is State.MET:
            yield Has(verdict.requirement.has, verdict.standing.level)
        elif verdict.state is State.WAIVED:
            yield verdict.requirement
    for part in verdict.parts:
        if part.state.satisfied:
            yield from _met_by(part)
