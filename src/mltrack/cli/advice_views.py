"""Next steps, nearest roles, moves and what-if as JSON-able values; see `views` for the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mltrack.cli.views import Json, floored
from mltrack.core.advice import NextStep
from mltrack.core.catalog import Catalog
from mltrack.core.effort import Remaining
from mltrack.core.entries import Span
from mltrack.core.readiness import Readiness, Tally
from mltrack.core.requirements import Has
from mltrack.core.snapshot import Snapshot

if TYPE_CHECKING:
    from mltrack.core.nearest import Near
    from mltrack.core.plan import Plan
    from mltrack.core.whatif import RoleEffect, WhatIf


def role_ref(catalog: Catalog, role_id: str) -> Json:
    """A role by id and title."""
    return {"role": role_id, "title": catalog.role_title(role_id)}


def milestone_ref(catalog: Catalog, milestone_id: str) -> Json:
    """A milestone by id and title."""
    return {"milestone": milestone_id, "title": catalog.milestone_title(milestone_id)}


def leaf_view(catalog: Catalog, leaf: Has) -> Json:
    """A milestone with the level that is asked for."""
    return {**milestone_ref(catalog, leaf.has), "level": leaf.level.value if leaf.level else None}


def span_view(span: Span) -> Json:
    """A range."""
    return {"low": span.low, "high": span.high}


def remaining_view(left: Remaining) -> Json:
    """What is left of a milestone."""
    return {
        "hours": span_view(left.hours),
        "months": span_view(left.months),
        "origin": left.origin.value,
        "logged_minutes": left.logged,
    }


def tally_view(tally: Tally) -> Json:
    """The requirements of one strength."""
    return {
        "met": tally.met,
        "waived": tally.waived,
        "total": tally.total,
        "missing": tally.missing,
        "share": floored(tally.share),
        "percent": tally.percent,
    }


def effort_view(plan: Plan | None) -> Json | None:
    """What a plan takes in all; None where there is no plan."""
    if plan is None:
        return None
    return {
        "hours": span_view(plan.hours),
        "months": span_view(plan.months),
        "minutes": plan.cost,
        "milestones": len(plan.picks),
        "proved_least": plan.proved,
        "unmeetable": [obstacle.label for obstacle in plan.obstacles],
    }


def next_view(snapshot: Snapshot, steps: Sequence[NextStep], primary: str | None, count: int) -> Json:
    """`next --json`."""
    catalog = snapshot.catalog
    return {
        "primary": role_ref(catalog, primary) if primary else None,
        "total": len(steps),
        "steps": [step_view(catalog, step) for step in steps[:count]],
    }


def step_view(catalog: Catalog, step: NextStep) -> Json:
    """One next step with its facts."""
    return {
        **milestone_ref(catalog, step.milestone),
        "kind": catalog.milestones[step.milestone].kind.value,
        "level": step.level.value if step.level else None,
        "state": step.state.value,
        "prerequisites_met": not step.first,
        "first": [leaf_view(catalog, leaf) for leaf in step.first],
        "primary": step.primary,
        "on_primary_way": step.on_primary_way,
        "required_by": [role_ref(catalog, one) for one in step.required_by],
        "stands_in": step.stands_in,
        "choice": step.choice,
        "targets_moved": [role_ref(catalog, one) for one in step.targets_moved],
        "moves": [role_ref(catalog, one) for one in step.moves],
        "on_the_way": [milestone_ref(catalog, one) for one in step.on_the_way],
        "unlocks": [milestone_ref(catalog, one) for one in step.unlocks],
        "due": step.due.isoformat() if step.due else None,
        "effort": remaining_view(step.effort),
        "minutes": step.minutes,
        "reasons": list(step.reasons),
    }


def nearest_view(snapshot: Snapshot, found: Iterable[Near]) -> list[Json]:
    """`nearest --json`."""
    return [near_view(snapshot.catalog, near) for near in found]


def near_view(catalog: Catalog, near: Near) -> Json:
    """How far one role is."""
    return {
        **role_ref(catalog, near.role),
        "ready": near.readiness.ready,
        "required": tally_view(near.readiness.required),
        "recommended": tally_view(near.readiness.recommended),
        "missing": [leaf_view(catalog, leaf) for leaf in near.missing],
        "effort": effort_view(near.plan),
    }


def ranked_view(snapshot: Snapshot, ids: Sequence[str], count: int) -> Json:
    """`moves --json`."""
    catalog = snapshot.catalog
    rows = [
        {**_supposed(snapshot, one), "moves": [role_ref(catalog, role) for role in snapshot.moves(one)]}
        for one in ids[:count]
    ]
    return {"total": len(ids), "milestones": rows}


def moved_view(snapshot: Snapshot, milestone_id: str, effects: Iterable[RoleEffect]) -> Json:
    """`moves ID --json`."""
    return {**_supposed(snapshot, milestone_id), "roles": [effect_view(snapshot.catalog, one) for one in effects]}


def _supposed(snapshot: Snapshot, milestone_id: str) -> Json:
    return leaf_view(snapshot.catalog, Has(milestone_id, snapshot.supposed_level(milestone_id)))


def effect_view(catalog: Catalog, effect: RoleEffect) -> Json:
    """What it would mean for one role."""
    return {
        **role_ref(catalog, effect.role),
        "newly_ready": effect.newly_ready,
        "before": _readiness(effect.before),
        "after": _readiness(effect.after),
        "raised": [requirement.label for requirement in effect.raised],
    }


def _readiness(readiness: Readiness) -> Json:
    return {"required": tally_view(readiness.required), "recommended": tally_view(readiness.recommended)}


def what_if_view(snapshot: Snapshot, result: WhatIf) -> Json:
    """`whatif --json`."""
    catalog = snapshot.catalog
    return {
        "hypothetical": True,
        "supposed": [leaf_view(catalog, leaf) for leaf in result.supposed],
        "roles": [effect_view(catalog, effect) for effect in result.roles],
        "targets": [
            {
                **role_ref(catalog, target.role),
                "before": effort_view(target.before),
                "after": effort_view(target.after),
            }
            for target in result.targets
        ],
    }
