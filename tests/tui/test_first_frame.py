"""The first frame is the whole place and not the beginnings of one; nothing is drawn to be thrown away."""

from __future__ import annotations

from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from mltrack.session import Session
from mltrack.tui.app import MltrackApp
from mltrack.tui.frames import ThriftyScreen
from mltrack.tui.widgets.row_list import RowList
from tests.tui.driver import user_of


def test_textual_still_draws_where_the_thrifty_screen_looks() -> None:
    """When this fails, read Textual's screen.py again: until then, a start takes a little longer."""
    assert "_compositor_refresh" in Screen._refresh_layout.__code__.co_names
    assert "_batch_count" in App._begin_batch.__code__.co_names
    assert ThriftyScreen._compositor_refresh is not Screen._compositor_refresh
    assert "_css_update_count" in App.switch_mode.__code__.co_names
    assert "_compositor" in Screen.__init__.__code__.co_names
    assert "_update_timer" in Screen._on_idle.__code__.co_names
    assert "_compositor_refresh" in Screen._on_timer_update.__code__.co_names
    assert "_render_chops" in Compositor.render_full_update.__code__.co_names
    assert {"_dirty_regions", "_regions_to_spans"} <= {*Compositor.render_partial_update.__code__.co_names}


async def test_the_first_frame_has_the_list_and_the_page(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.target(["ai-engineer"])
    app, frames, draw = MltrackApp(session), [], Compositor.render_update

    def seen(compositor: Compositor, *arguments: Any, **more: Any) -> object:
        frames.append([app.screen.query_one(name, RowList).stops for name in ("#list", "#page")])
        return draw(compositor, *arguments, **more)

    monkeypatch.setattr(Compositor, "render_update", seen)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
    roles, lines = frames[0]
    assert roles == 20
    assert lines > 5


async def test_what_a_key_changes_is_drawn_without_waiting_for_a_clock(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with user_of(session) as user:
        app, drawn, display = user.app, list[object](), App._display

        def counted(self: App[object], screen: Screen[object], what: Any) -> None:
            drawn.extend([what] if what is not None else [])
            display(self, screen, what)

        monkeypatch.setattr(app.screen._update_timer, "resume", lambda: None)
        monkeypatch.setattr(App, "_display", counted)
        await user.press("j")
        assert len(drawn) == 1
        await user.press("down", "k")
        assert len(drawn) == 3


async def test_style_sheets_are_parsed_again_for_new_ones_and_new_colours_only(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed, again = list[int](), Stylesheet.reparse

    def counted(sheet: Stylesheet) -> None:
        parsed.append(len(sheet.source))
        again(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", counted)
    async with user_of(session) as user:
        parsed.clear()
        await user.press("2", "1", "2")
        assert parsed == []
        await user.press("3", "1", "3", "4", "1", "4")
        assert parsed == sorted(set(parsed))  # what a place brings along comes on top
        user.app.theme = "mltrack-light"
        await user.settle()
        parsed.clear()
        await user.press("2", "1")
        assert len(parsed) == 2
