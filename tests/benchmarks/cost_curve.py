"""What advice costs as the catalog grows: a program that prints a table, not a test.

    python tests/benchmarks/cost_curve.py [ROLES ...]

For catalogs of 20, 200, 1,000 and 5,000 generated roles that share their skills as the shipped ones
do, and a person who has done a third of what the first roles ask for: how long it takes to work out
the readiness of all roles, from nothing and after one tick; the moves of all milestones, from
nothing and after one tick; the next steps; and the plan of least effort for one role and for three.
Times are medians in milliseconds; in brackets, how many times that of the smallest catalog. Only
the ratios carry from machine to machine.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from statistics import median

from mltrack.core import actions
from mltrack.core.advice import next_steps
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Basis, Effort, Kind, Milestone, Role, RoleRequirement, Seniority, Span, Strength
from mltrack.core.figures import Citation, Source
from mltrack.core.history import Mark, MarkChange, Status, Target
from mltrack.core.plan import Wish, least_effort
from mltrack.core.progress import Progress
from mltrack.core.requirements import AnyOf, AtLeast, Has, Level, Requirement, leaves
from mltrack.core.snapshot import Snapshot

TODAY = date(2026, 11, 20)
CITE = Citation("generated", "Roles")
ROUNDS = 5


def generated(roles: int, seed: int = 2026) -> Catalog:
    """Roles with 6 to 14 required requirements; about six milestones a role, each shared by a dozen roles or more."""
    chance = random.Random(seed)
    skills = [_skill(chance, number) for number in range(max(roles * 5, 60))]
    degrees = [_whole(chance, Kind.DEGREE, number, months=True) for number in range(max(roles // 4, 12))]
    projects = [_whole(chance, Kind.PROJECT, number, months=False) for number in range(max(roles // 2, 12))]
    found = [_role(chance, number, skills, degrees, projects) for number in range(roles)]
    source = Source("generated", "A generated catalog")
    return Catalog.build(sources=[source], milestones=[*skills, *degrees, *projects], roles=found)


def _skill(chance: random.Random, number: int) -> Milestone:
    low = chance.randint(1, 12) * 10
    before = [
        Has(f"skill-{chance.randrange(number)}", Level.FAMILIAR) for _ in range(chance.randint(0, 2) if number else 0)
    ]
    needs = AnyOf(tuple(before)) if before else None
    effort = Effort(Basis.ESTIMATE, hours=Span(low, low * 2))
    return Milestone(f"skill-{number}", Kind.SKILL, f"Skill {number}", "A skill.", prerequisites=needs, effort=effort)


def _whole(chance: random.Random, kind: Kind, number: int, *, months: bool) -> Milestone:
    low = chance.randint(12, 40)
    span = Span(low, low * 1.5)
    effort = Effort(Basis.ESTIMATE, months=span) if months else Effort(Basis.ESTIMATE, hours=span)
    name = kind.value
    return Milestone(f"{name}-{number}", kind, f"{name.title()} {number}", "Something.", effort=effort)


def _role(
    chance: random.Random,
    number: int,
    skills: Sequence[Milestone],
    degrees: Sequence[Milestone],
    projects: Sequence[Milestone],
) -> Role:
    # A role draws from its neighbourhood, as roles of one family share what they ask for.
    size = min(60, len(skills))
    first = chance.randrange(len(skills) - size + 1)
    near = skills[first : first + size]
    trees: list[Requirement] = [AnyOf(tuple(Has(one.id) for one in chance.sample(degrees, min(6, len(degrees)))))]
    trees += [Has(one.id, chance.choice(list(Level)[:3])) for one in chance.sample(near, chance.randint(4, 8))]
    for _ in range(chance.randint(1, 4)):
        some = tuple(Has(one.id, Level.WORKING) for one in chance.sample(near, 4))
        trees.append(AnyOf(some) if chance.random() < 0.5 else AtLeast(2, some))
    trees.append(Has(chance.choice(projects).id))
    lines = tuple(
        RoleRequirement(f"Line {place}", Strength.REQUIRED, tree, (CITE,)) for place, tree in enumerate(trees)
    )
    return Role(f"role-{number}", f"Role {number}", Seniority.MID, "Family", "A role.", lines)


def person(catalog: Catalog) -> Progress:
    """Someone who aims for three roles and has done every third thing that the first ten ask for."""
    ids = [
        leaf.has
        for role in list(catalog.roles.values())[:10]
        for line in role.requirements
        for leaf in leaves(line.needs)
    ]
    kinds = catalog.milestones
    marks = {
        one: Mark(Status.DONE, Level.WORKING if kinds[one].kind is Kind.SKILL else None, done_on=TODAY)
        for one in list(dict.fromkeys(ids))[::3]
    }
    return Progress(marks, targets={f"role-{number}": Target(primary=number == 0) for number in range(3)})


def ticked(snapshot: Snapshot) -> Snapshot:
    """The snapshot after one tick, as the session makes it."""
    open_skill = next(one for one in snapshot.catalog.asked_by if one not in snapshot.progress.marks)
    changes = actions.tick(snapshot.progress, snapshot.catalog.milestones[open_skill], TODAY)
    marks = dict(snapshot.progress.marks)
    for change in changes:
        if isinstance(change, MarkChange) and change.new is not None:
            marks[change.milestone] = change.new
    return snapshot.after(Progress(marks, targets=snapshot.progress.targets), TODAY)


def timed(make: Callable[[], Snapshot], work: Callable[[Snapshot], object], rounds: int = ROUNDS) -> float:
    """Milliseconds that `work` takes on what `make` makes, the median."""
    taken = []
    for _ in range(rounds):
        snapshot = make()
        begun = time.perf_counter()
        work(snapshot)
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def all_readiness(snapshot: Snapshot) -> object:
    return list(snapshot.readiness.values())


def all_moves(snapshot: Snapshot) -> object:
    return [snapshot.moves(one) for one in snapshot.catalog.milestones]


def measured(roles: int) -> Sequence[tuple[str, float]]:
    catalog = generated(roles)
    progress = person(catalog)
    warm = Snapshot(catalog, progress, TODAY)
    all_readiness(warm)
    all_moves(warm)

    def fresh() -> Snapshot:
        return Snapshot(catalog, progress, TODAY)

    def after_a_tick() -> Snapshot:
        return ticked(warm)

    one, three = Wish(("role-0",)), Wish(("role-0", "role-1", "role-2"))
    return [
        ("readiness of all roles", timed(fresh, all_readiness)),
        ("  after one tick", timed(after_a_tick, all_readiness)),
        ("moves of all milestones", timed(fresh, all_moves, 3)),
        ("  after one tick", timed(after_a_tick, all_moves, 3)),
        ("next steps", timed(fresh, next_steps, 3)),
        ("plan for one role", timed(fresh, lambda snapshot: least_effort(snapshot, one), 3)),
        ("plan for three roles", timed(fresh, lambda snapshot: least_effort(snapshot, three), 3)),
    ]


def main(sizes: Sequence[int]) -> None:
    columns = [measured(size) for size in sizes]
    sys.stdout.write("milliseconds" + " " * 12 + "".join(f"{f'{size:,} roles':>20}" for size in sizes) + "\n")
    for row, (name, first) in enumerate(columns[0]):
        cells = "".join(f"{column[row][1]:>11.2f} ({column[row][1] / first:>5.1f}x)" for column in columns)
        sys.stdout.write(f"{name:<24}{cells}\n")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [20, 200, 1000, 5000])
