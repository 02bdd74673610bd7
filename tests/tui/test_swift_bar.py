"""The scroll bar that is drawn without Rich looks as Textual's own does, wherever it stands."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import ScrollableContainer
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widgets import Static

from mltrack.tui.widgets.swift_bar import SwiftBar


class Bars(App[None]):
    """One bar of each sort beside the other."""

    CSS = "ScrollableContainer { overflow: scroll scroll; } Static { height: 200; width: 300; }"

    def compose(self) -> ComposeResult:
        with ScrollableContainer():
            yield Static("text")


def drawn(bar: ScrollBar) -> list[Strip]:
    bar.refresh()
    return [bar.render_line(y) for y in range(bar.size.height)]


@pytest.mark.parametrize("position", [0, 0.25, 1, 17.5, 60, 100])
@pytest.mark.parametrize("grabbed", [False, True])
async def test_it_looks_as_textuals_own(position: float, grabbed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Bars()
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        scrolled = app.query_one(ScrollableContainer)
        for bar in (scrolled.vertical_scrollbar, scrolled.horizontal_scrollbar):
            bar.window_virtual_size, bar.window_size, bar.position, bar.mouse_over = 137, 29, position, grabbed
            monkeypatch.setattr(ScrollBar, "renderer", ScrollBarRender)
            theirs = drawn(bar)
            monkeypatch.setattr(ScrollBar, "renderer", SwiftBar)
            ours = drawn(bar)
            assert [[*strip] for strip in ours] == [[*strip] for strip in theirs]
            assert ours
