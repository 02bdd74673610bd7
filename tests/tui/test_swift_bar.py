"""The scroll bar that is drawn without Rich looks as Textual's own does, wherever it stands."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import ScrollableContainer
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from mltrack.tui.widgets.swift_bar import SwiftBar, bar_lines


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


@pytest.mark.parametrize("opacity", [1.0, 0.5])
async def test_its_lines_are_those_that_textual_puts_together(opacity: float) -> None:
    app = Bars()
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        scrolled = app.query_one(ScrollableContainer)
        scrolled.styles.opacity = opacity
        for bar in (scrolled.vertical_scrollbar, scrolled.horizontal_scrollbar):
            width, height = bar.outer_size
            for part in (bar.outer_size.region, Region(0, height // 2, width, 1), Region(width // 2, 0, 1, height)):
                theirs = Widget.render_lines(bar, part)
                assert [[*line] for line in bar_lines(bar, part)] == [[*line] for line in theirs]
