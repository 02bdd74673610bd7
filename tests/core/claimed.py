"""What the tests of matching are made of: the catalog that ships, and short builders of claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.matching import Confidence, Matcher
from mltrack.core.stated_dates import StatedDay, stated_day
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder

TODAY = date(2026, 11, 20)
CATALOG = load_catalog(bundled_folder())
MATCHER = Matcher(CATALOG, TODAY)


def claim(kind: ClaimKind, name: str, **more: object) -> Claim:
    return replace(Claim(kind, name, "a place"), **more)  # type: ignore[arg-type]


def day(text: str) -> StatedDay:
    found = stated_day(text)
    assert found is not None, text
    return found


def best(kind: ClaimKind, name: str, **more: object) -> tuple[str, Confidence] | None:
    """The milestone that a claim is taken for, and how sure that is."""
    found = MATCHER.matches(claim(kind, name, **more))
    return (found[0].milestone, found[0].confidence) if found else None
