"""Roles side by side as JSON-able values; see `views` for the rules."""

from __future__ import annotations

from collections.abc import Mapping

from mltrack.cli.advice_views import milestone_ref, near_view, role_ref
from mltrack.cli.views import Json, outlook_view, pay_view, sources_view
from mltrack.core.catalog import Catalog
from mltrack.core.compare import Ask, Comparison
from mltrack.core.snapshot import Snapshot


def compare_view(snapshot: Snapshot, comparison: Comparison) -> Json:
    """`compare --json`."""
    catalog = snapshot.catalog
    cited = [pay.source for by_role in comparison.pay.values() for pays in by_role.values() for pay in pays]
    cited += [outlook.source for outlooks in comparison.outlook.values() for outlook in outlooks]
    return {
        "roles": [_role(snapshot, comparison, one) for one in comparison.roles],
        "pay": [
            {
                "measure": measure.measure,
                "currency": measure.currency,
                "period": measure.period,
                "figures": [
                    {**role_ref(catalog, one), "pay": [pay_view(pay) for pay in pays]} for one, pays in by_role.items()
                ],
            }
            for measure, by_role in comparison.pay.items()
        ],
        "outlook": [
            {**role_ref(catalog, one), "outlook": [outlook_view(each) for each in stated]}
            for one, stated in comparison.outlook.items()
        ],
        "shared": [
            {**milestone_ref(catalog, row.milestone), "asked": _asks(catalog, row.asks)} for row in comparison.shared
        ],
        "only": [
            {
                **role_ref(catalog, one),
                "milestones": [{**milestone_ref(catalog, row.milestone), **_ask(row.asks[one])} for row in rows],
            }
            for one, rows in comparison.only.items()
        ],
        "sources": sources_view(catalog, cited),
    }


def _role(snapshot: Snapshot, comparison: Comparison, role_id: str) -> Json:
    role = snapshot.catalog.roles[role_id]
    level: Json = {"level": role.level.value, "family": role.family}
    return {**near_view(snapshot.catalog, comparison.near[role_id]), **level}


def _asks(catalog: Catalog, asks: Mapping[str, Ask]) -> list[Json]:
    return [{**role_ref(catalog, one), **_ask(ask)} for one, ask in asks.items()]


def _ask(ask: Ask) -> Json:
    return {"strength": ask.strength.value, "level": ask.level.value if ask.level else None, "choice": ask.choice}
