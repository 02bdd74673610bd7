"""A desk of one's own for every test, and the usual start: somebody who aims for one role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

from mltrack.session import Session
from mltrack.store import compiled_catalog
from mltrack.store.catalog_files import read_catalog
from mltrack.store.catalog_folder import bundled_folder
from mltrack.tui.screens.dialog import Decision
from tests.tui.desk import Desk

ML_ENGINEER = "machine-learning-engineer"
DEVELOPER = "software-developer"


@pytest.fixture(autouse=True, scope="session")
def _as_installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The catalog is compiled, as where mltrack is installed."""
    place = tmp_path_factory.mktemp("installed") / compiled_catalog.SHIPPED
    place.write_bytes(compiled_catalog.compiled(*read_catalog(bundled_folder())))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled_catalog, "SHIPPED", str(place))
        yield


@pytest.fixture(autouse=True, scope="session")
def _styles_parsed_once() -> Iterator[None]:
    """Every app parses the same style sheets: with the same colours they give the same rules."""
    known: dict[object, list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def parsed(  # noqa: PLR0917 - Textual's signature
        sheet: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (css, read_from, is_default_rules, tie_breaker, scope, frozenset(sheet._variables.items()))
        if key not in known:
            known[key] = parse(sheet, css, read_from, is_default_rules, tie_breaker, scope)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed)
        yield


@pytest.fixture(autouse=True)
def _usual_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalog of this checkout, in a terminal of all colours and letters."""
    for name in ("LANG", "LC_ALL", "LC_CTYPE", "MLTRACK_CATALOG", "NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture(autouse=True)
def _short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dialogs that come by themselves listen almost at once; what the pause is for has tests of its own."""
    monkeypatch.setattr(Decision, "PAUSE", 0.02)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Nothing is on it yet."""
    return Desk(tmp_path / "home")


@pytest.fixture
def session(desk: Desk) -> Session:
    """Somebody who aims for one role and has done nothing yet."""
    opened = desk.session()
    opened.target([ML_ENGINEER])
    return opened


@pytest.fixture
def developer(desk: Desk) -> Session:
    """Somebody who wants to become a software developer: five steps, some of which could be others."""
    session = desk.session()
    session.target([DEVELOPER])
    return session
