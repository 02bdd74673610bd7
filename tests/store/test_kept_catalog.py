"""A compiled catalog says of all its entries what looking into them would, and looks into those that are asked for."""

from __future__ import annotations

from hypothesis import given

from mltrack.core.catalog import Catalog
from mltrack.store.catalog_files import read_catalog
from mltrack.store.catalog_folder import bundled_folder
from mltrack.store.compiled_catalog import catalog_in, compiled
from tests.core.worlds import World, skill, worlds
from tests.core.worlds import catalog as made

DIGEST = "d" * 64
FOLLOWS = ("validities", "asked_by", "required_lines", "highest_level", "implied_closure", "implied_by", "unlocks")


def assert_follows(kept: Catalog, made: Catalog) -> None:
    """What follows from the entries of two catalogs is the same, in the same order."""
    for name in FOLLOWS:
        found, wanted = getattr(kept, name), getattr(made, name)
        assert list(found) == list(wanted), name
        assert {one: found[one] for one in found} == dict(wanted), name
        assert len(found) == len(wanted), name
        assert {one for one in (*made.milestones, "nothing") if one in found} == set(wanted), name
        assert all(found.get(one) == wanted.get(one) for one in (*made.milestones, "nothing")), name
    assert tuple(kept.role_heads) == tuple(made.role_heads)
    assert tuple(kept.milestone_heads) == tuple(made.milestone_heads)
    assert kept.renames == made.renames


@given(worlds())
def test_what_follows_from_any_catalog_is_the_same_when_kept(world: World) -> None:
    again = catalog_in(compiled(world.catalog, DIGEST), DIGEST)
    assert again is not None
    assert_follows(again, world.catalog)


def test_what_follows_from_the_catalog_that_ships_is_the_same_when_kept() -> None:
    catalog, digest = read_catalog(bundled_folder())
    again = catalog_in(compiled(catalog, digest), digest)
    assert again is not None
    assert_follows(again, catalog)
    for name in [*catalog.renames.roles, *(alias for role in catalog.roles.values() for alias in role.aliases)]:
        assert again.role(name) == catalog.role(name)
    for name in (alias for one in catalog.milestones.values() for alias in (one.title, *one.aliases)):
        assert again.milestone(name) == catalog.milestone(name)


@given(worlds())
def test_a_snapshot_of_a_kept_catalog_says_the_same(world: World) -> None:
    again = catalog_in(compiled(world.catalog, DIGEST), DIGEST)
    assert again is not None
    snapshot, kept = world.snapshot, World(again, world.progress).snapshot
    assert kept.standings == snapshot.standings
    assert dict(kept.readiness) == dict(snapshot.readiness)
    assert [kept.moves(one) for one in again.milestones] == [snapshot.moves(one) for one in world.catalog.milestones]
    assert kept.brought_along == snapshot.brought_along


def test_what_is_not_asked_for_is_not_made() -> None:
    catalog = catalog_in(compiled(made([skill("lisp"), skill("python")]), DIGEST), DIGEST)
    assert catalog is not None
    assert [head.title for head in catalog.milestone_heads] == ["Lisp", "Python"]
    assert "python" in catalog.milestones
    assert len(catalog.milestones) == 2
    assert catalog.asked_by.get("python") is None
    assert vars(catalog.milestones)["_known"] == {}
    assert catalog.milestone("python").title == "Python"
    assert vars(catalog.milestones)["_known"].keys() == {"python"}
