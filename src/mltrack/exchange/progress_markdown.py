"""A report on where somebody stands, as Markdown: roles with what is met and missing, what comes next, and all tasks.

The tasks have the shape of `task_list`, so that what is told in them can be read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mltrack.core.advice import next_steps
from mltrack.core.alternatives import group_words, together
from mltrack.core.entries import Strength
from mltrack.core.readiness import Line, Readiness, readiness_words, recommended_words
from mltrack.core.requirements import Has, State, Verdict
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, summarise
from mltrack.core.total_words import leaf_title
from mltrack.exchange.markdown import escaped, table
from mltrack.exchange.summary_markdown import summary_markdown
from mltrack.exchange.summary_words import NO_TARGET
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
    if steps := next_steps(snapshot, export.role, export.hours_per_week):
        groups = together(snapshot, steps, tuple(dict.fromkeys((*work.roles, *snapshot.targets))))
        told = [f"1. {escaped(group_words(snapshot, group))}" for group in groups[:_STEPS]]
        lines += ["## Next steps", "", *told, ""]
    lines += task_sections(export, work, "##")
    if export.role is None:
        lines += summary_markdown(summarise(snapshot, Period.MONTH), None)
    return "\n".join(lines).rstrip() + "\n"


def _role(snapshot: Snapshot, role_id: str) -> Iterator[str]:
    """What is missing first, and what is only recommended or optional apart."""
    readiness = snapshot.readiness[role_id]
    target = snapshot.progress.targets.get(role_id)
    by = f", wanted by {target.by}" if target and target.by else ""
    share = f"{readiness.required.percent}%, " if readiness.required.total else ""
    yield f"## {escaped(snapshot.catalog.role_title(role_id))}"
    yield ""
    yield f"**{escaped(f'{share}{readiness_words(readiness.required)}{by}')}**"
    missing, held = _lines(readiness, Strength.REQUIRED)
    if missing:
        rows = [(line.requirement.label, _beside(snapshot, line), _now(line.verdict)) for line in missing]
        yield from ("", f"### Missing: {len(missing)}", "", *table(["Requirement", "Asked", "Stands"], rows))
    yield from _held(snapshot, held)
    for strength, words in ((Strength.RECOMMENDED, recommended_words(readiness.recommended)), (Strength.OPTIONAL, "")):
        missing, held = _lines(readiness, strength)
        if missing or held:
            yield from ("", f"### {strength.value.capitalize()}")
            yield from ("", escaped(f"{words}.")) if words else ()
            yield from _told(snapshot, "Open" if strength is Strength.OPTIONAL else "Missing", missing)
            yield from _held(snapshot, held)


def _lines(readiness: Readiness, strength: Strength) -> tuple[Sequence[Line], Sequence[Line]]:
    """The requirements of a strength: what is missing, and what is met or waived."""
    lines = [line for line in readiness.lines if line.requirement.strength is strength]
    return (
        [line for line in lines if not line.verdict.state.satisfied],
        [line for line in lines if line.verdict.state.satisfied],
    )


def _held(snapshot: Snapshot, lines: Sequence[Line]) -> Iterator[str]:
    """What is met, and what is waived."""
    for state in (State.MET, State.WAIVED):
        yield from _told(snapshot, state.value.capitalize(), [one for one in lines if one.verdict.state is state])


def _told(snapshot: Snapshot, title: str, lines: Sequence[Line]) -> Iterator[str]:
    """Requirements in one paragraph; nothing of none."""
    if lines:
        names = "; ".join(_named(snapshot, line) for line in lines)
        yield from ("", f"**{title}: {len(lines)}.** {escaped(names)}")


def _named(snapshot: Snapshot, line: Line) -> str:
    """A requirement with what it asks for, or by what it is met; once where both have the same name."""
    verdict, label = line.verdict, line.requirement.label
    if not verdict.state.satisfied:
        told = _asked(snapshot, verdict)
    else:
        told = ", ".join(dict.fromkeys(leaf_title(snapshot.catalog, leaf) for leaf in _met_by(verdict)))
    return told if _is_same(label, told) else f"{label}: {told}"


def _beside(snapshot: Snapshot, line: Line) -> str:
    """What is asked for beside its label: of what has the same name, the level alone."""
    told, asked = _asked(snapshot, line.verdict), line.verdict.requirement
    if isinstance(asked, Has) and _is_same(line.requirement.label, told):
        return asked.level.value if asked.level else ""
    return told


def _is_same(label: str, told: str) -> bool:
    names = (name.casefold().removeprefix("a ").removeprefix("an ") for name in (label, told.partition(" (")[0]))
    return len(set(names)) == 1


def _asked(snapshot: Snapshot, verdict: Verdict) -> str:
    """What would meet a requirement, without what is there of it: "one of A, B" where there is a choice."""
    requirement = verdict.requirement
    if isinstance(requirement, Has):
        return leaf_title(snapshot.catalog, requirement)
    lacking = requirement.count - sum(part.state.satisfied for part in verdict.parts)
    parts = [part for part in verdict.parts if not part.state.satisfied]
    words = [_within(snapshot, part) for part in parts]
    if lacking == len(parts):
        return " and ".join(words)
    return f"{'one' if lacking == 1 else f'{lacking}'} of {', '.join(words)}"


def _within(snapshot: Snapshot, part: Verdict) -> str:
    """The same as a part of more; in brackets where it has parts of its own."""
    words = _asked(snapshot, part)
    return words if isinstance(part.requirement, Has) else f"({words})"


def _now(verdict: Verdict) -> str:
    level = verdict.standing.level
    return f"now {level.value}" if level is not None else verdict.state.value


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
