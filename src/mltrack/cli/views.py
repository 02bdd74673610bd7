"""Roles and what they ask for as JSON-able values: the names that other programs rely on.

Pure functions, core in and plain dicts out. A name in here never changes its meaning; new ones may
be added beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from mltrack.core.advice import missing
from mltrack.core.catalog import Catalog
from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.entries import OccupationCode, Remark, Role, Step
from mltrack.core.figures import Benchmark, Citation, Outlook, Pay, Source
from mltrack.core.readiness import Line, Readiness
from mltrack.core.requirements import AllOf, AtLeast, Has, Verdict
from mltrack.core.snapshot import Snapshot

Json: TypeAlias = dict[str, object]


def floored(share: Fraction) -> float:
    """The nearest float that is not above `share`, so that only a whole share is 1.0."""
    nearest = float(share)
    return nearest if Fraction(nearest) <= share else math.nextafter(nearest, 0)


def role_row(snapshot: Snapshot, role: Role) -> Json:
    """A role in the list of `roles --json`."""
    return {
        "id": role.id,
        "title": role.title,
        "level": role.level.value,
        "readiness": _readiness(snapshot.readiness[role.id]),
    }


def _readiness(readiness: Readiness) -> Json:
    required, recommended = readiness.required, readiness.recommended
    return {
        "required_met": required.met,
        "required_total": required.total,
        "required_waived": required.waived,
        "recommended_met": recommended.met,
        "recommended_total": recommended.total,
        "share": floored(required.share),
        "percent": required.percent,
        "ready": readiness.ready,
    }


def yours_view(catalog: Catalog, noun: str, entry_id: str) -> Json | None:
    """The file of a person's own that a role or milestone comes from; null where it is the catalog's."""
    yours = catalog.yours_of(noun, entry_id)
    return {"file": yours.place, "overrides": yours.overrides} if yours else None


def role_view(snapshot: Snapshot, role: Role, hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK)) -> Json:
    """Everything about one role: `role ID --json`."""
    catalog, readiness = snapshot.catalog, snapshot.readiness[role.id]
    benchmarks = catalog.benchmarks.values()
    cited = [cite.source for cite in role.citations()]
    for benchmark in benchmarks:
        cited += [pay.source for pay in benchmark.pay] + [outlook.source for outlook in benchmark.outlook]
    return {
        **role_row(snapshot, role),
        "family": role.family,
        "yours": yours_view(catalog, "role", role.id),
        "summary": role.summary,
        "aliases": list(role.aliases),
        "responsibilities": list(role.responsibilities),
        "applications": list(role.applications),
        "pay": [pay_view(pay) for pay in role.pay],
        "outlook": [outlook_view(outlook) for outlook in role.outlook],
        "requirements": [_requirement(catalog, line) for line in readiness.lines],
        "missing": [_has(leaf) for leaf in missing(snapshot, role.id, hours_per_week)],
        "leads_to": [_step(catalog, step) for step in role.leads_to],
        "remarks": [_remark(remark) for remark in role.remarks],
        "codes": [_code(code) for code in role.codes],
        "benchmarks": [_benchmark(benchmark) for benchmark in benchmarks],
        "sources": sources_view(catalog, cited),
    }


def requirement_tree(catalog: Catalog, verdict: Verdict) -> Json:
    """A judged requirement in the catalog's own shape, each node with its state."""
    requirement, standing = verdict.requirement, verdict.standing
    if isinstance(requirement, Has):
        milestone = catalog.milestones[requirement.has]
        return {
            "has": requirement.has,
            "title": milestone.title,
            "kind": milestone.kind.value,
            "level": requirement.level.value if requirement.level else None,
            "state": verdict.state.value,
            "held_level": standing.level.value if standing.level else None,
            "implied_by": standing.implied_by,
        }
    parts = [requirement_tree(catalog, part) for part in verdict.parts]
    state = verdict.state.value
    if isinstance(requirement, AtLeast):
        return {"at_least": requirement.at_least, "of": parts, "state": state}
    return {"all" if isinstance(requirement, AllOf) else "any": parts, "state": state}


def citations_view(cites: Iterable[Citation]) -> list[Json]:
    """Citations with the heading of each."""
    return [{"source": cite.source, "at": cite.at} for cite in cites]


def sources_view(catalog: Catalog, cited: Iterable[str]) -> dict[str, Json]:
    """The cited sources by id, each once, sorted."""
    return {source_id: _source(catalog.sources[source_id]) for source_id in sorted(set(cited))}


def _source(source: Source) -> Json:
    return {
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "published": source.published,
        "accessed": source.accessed,
        "note": source.note,
    }


def _requirement(catalog: Catalog, line: Line) -> Json:
    return {
        "label": line.requirement.label,
        "strength": line.requirement.strength.value,
        "state": line.verdict.state.value,
        "credit": floored(line.verdict.credit),
        "needs": requirement_tree(catalog, line.verdict),
        "cites": citations_view(line.requirement.cites),
    }


def _has(leaf: Has) -> Json:
    return {"has": leaf.has, "level": leaf.level.value if leaf.level else None}


def pay_view(pay: Pay) -> Json:
    """One figure; a number that the source does not give has no key."""
    return {
        **_stated({"amount": pay.amount, "low": pay.low, "high": pay.high}),
        "currency": pay.currency,
        "period": pay.period,
        "measure": pay.measure,
        "as_of": pay.as_of,
        "source": pay.source,
        "at": pay.at,
        **_stated({"origin": pay.origin, "note": pay.note}),
        "open_ended": pay.open_ended,
    }


def outlook_view(outlook: Outlook) -> Json:
    """One projection."""
    return {
        "percent": int(outlook.percent) if outlook.percent == int(outlook.percent) else outlook.percent,
        "from_year": outlook.from_year,
        "to_year": outlook.to_year,
        "group": outlook.group,
        "source": outlook.source,
        "at": outlook.at,
        **_stated({"origin": outlook.origin, "note": outlook.note}),
    }


def _stated(values: Mapping[str, object]) -> Json:
    return {key: value for key, value in values.items() if value is not None}


def _step(catalog: Catalog, step: Step) -> Json:
    return {"role": step.role, "title": catalog.roles[step.role].title, "source": step.source, "at": step.at}


def _remark(remark: Remark) -> Json:
    return {"text": remark.text, "source": remark.source, "at": remark.at}


def _code(code: OccupationCode) -> Json:
    return {"scheme": code.scheme, "code": code.code, "title": code.title, "evidenced": code.evidenced}


def _benchmark(benchmark: Benchmark) -> Json:
    return {
        "id": benchmark.id,
        "title": benchmark.title,
        "pay": [pay_view(pay) for pay in benchmark.pay],
        "outlook": [outlook_view(outlook) for outlook in benchmark.outlook],
    }
