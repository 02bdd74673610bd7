"""What the plan of least effort costs: a program that prints one number, and needs nothing but mltrack.

    python -m tests.benchmarks.dearest_plan shipped|ROLES

The milliseconds of CPU of the dearest plan, each made from nothing: on the shipped catalog of the
plans for every role and for the first three together, on a generated one of those for its first
role and for its first three.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from mltrack.core.catalog import Catalog
from mltrack.core.plan import Wish, least_effort
from mltrack.core.progress import Progress
from mltrack.core.snapshot import Snapshot
from mltrack.session import open_session, places_below
from tests.benchmarks.cost_curve import TODAY, generated, person

SHIPPED = "shipped"


def dearest(catalog: Catalog, progress: Progress, wishes: Sequence[Wish]) -> float:
    """Milliseconds of CPU of the dearest plan, after one that does not count."""
    least_effort(Snapshot(catalog, progress, TODAY), wishes[0])
    took = []
    for wish in wishes:
        snapshot = Snapshot(catalog, progress, TODAY)
        begun = time.process_time()
        least_effort(snapshot, wish)
        took.append((time.process_time() - begun) * 1000)
    return max(took)


def main(which: str) -> None:
    """Print the figure."""
    if which == SHIPPED:
        with TemporaryDirectory() as folder:
            catalog = open_session(places_below(Path(folder)), bundled=True).catalog
        first, single = list(catalog.roles)[:3], list(catalog.roles)
    else:
        catalog = generated(int(which))
        first, single = list(catalog.roles)[:3], list(catalog.roles)[:1]
    wishes = [*(Wish((role,)) for role in single), Wish(tuple(first))]
    sys.stdout.write(f"{dearest(catalog, person(catalog), wishes)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
