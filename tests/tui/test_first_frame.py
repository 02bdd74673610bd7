"""The first frame is the whole place and not the beginnings of one; nothing is drawn to be thrown away."""

from __future__ import annotations

from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.screen import Screen

from mltrack.session import Session
from mltrack.tui.app import MltrackApp
from mltrack.tui.frames import ThriftyScreen
from mltrack.tui.widgets.row_list import RowList


def test_textual_still_draws_where_the_thrifty_screen_looks() -> None:
    """When this fails, read Textual's screen.py again: until then, a start takes a little longer."""
    assert "_compositor_refresh" in Screen._refresh_layout.__code__.co_names
    assert "_batch_count" in App._begin_batch.__code__.co_names
    assert ThriftyScreen._compositor_refresh is not Screen._compositor_refresh


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
