"""What a plan takes, in words that every face says alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mltrack.core.advice import time_words
from mltrack.core.catalog import Catalog
from mltrack.core.effort import Origin
from mltrack.core.journal import at_level
from mltrack.core.requirements import Has
from mltrack.core.text import counted

if TYPE_CHECKING:
    from mltrack.core.plan import Plan

_ORIGINS = {Origin.ASSUMED: "partly assumed", Origin.ESTIMATE: "with estimates"}


def leaf_title(catalog: Catalog, leaf: Has) -> str:
    """A milestone's title, with its level where there is one."""
    return at_level(catalog.milestone_title(leaf.has), leaf.level)


def plan_words(plan: Plan) -> str:
    """What a plan takes in all, and how sure that is."""
    if plan.obstacles and not plan.picks:
        return _unmeetable(plan)
    if not plan.picks:
        return "nothing left to do"
    words = time_words(plan.hours, plan.months) or "no effort left"
    origins = {pick.remaining.origin for pick in plan.picks}
    said = [word for origin, word in _ORIGINS.items() if origin in origins]
    said += [] if plan.proved else ["best found, not proved least"]
    words += f" ({', '.join(said)})" if said else ""
    return f"{words}; {_unmeetable(plan)}" if plan.obstacles else words


def _unmeetable(plan: Plan) -> str:
    return f"{counted(len(plan.obstacles), 'requirement')} that nobody can meet any more"
