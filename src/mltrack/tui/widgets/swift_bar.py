"""A scroll bar that is drawn without a detour."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.css.styles import RulesMap
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

_NONE = RichStyle.null()


class SwiftBar(ScrollBarRender, Visual):
    """Looks as Textual's own does.

    That one is rendered by Rich, which costs a fifth of what an arrow key takes: the page beside a
    list has another length for each row, and so another bar.
    """

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:  # noqa: ARG002 - Textual's signature
        """The bar in its size, a strip a line."""
        base = style.rich_style
        colours = base + (self.style if isinstance(self.style, RichStyle) else RichStyle.parse(self.style))
        drawn = self.render_bar(
            size=(height or 1) if self.vertical else width,
            virtual_size=self.virtual_size,
            window_size=self.window_size,
            position=self.position,
            vertical=self.vertical,
            thickness=width if self.vertical else height or 1,
            back_color=colours.bgcolor or Color.default(),
            bar_color=colours.color or Color.default(),
        ).segments
        cells = [Segment(text, base + (colour or _NONE)) for text, colour, _ in drawn]
        if self.vertical:
            return [Strip([cell], width) for cell in cells]
        return [Strip(cells[:width], width)] * (height or 1)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - likewise
        """As wide as it may be."""
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:  # noqa: ARG002 - likewise
        """One cell."""
        return 1

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - likewise
        """As thick as it is."""
        return self.thickness


def bar_lines(bar: ScrollBar, crop: Region) -> list[Strip]:
    """Lines of a scroll bar: it has neither frame nor padding, so nothing stands around what it draws."""
    if bar.opacity != 1:
        return Widget.render_lines(bar, crop)
    lines, background = [bar.render_line(y) for y in crop.line_range], bar.background_colors[1]
    for each in bar.get_line_filters():
        lines = [line.apply_filter(each, background) for line in lines]
    whole = crop.column_span == (0, bar.outer_size.width)
    return lines if whole else [line.crop(*crop.column_span) for line in lines]


def draw_bars_swiftly() -> None:
    """Have every scroll bar drawn as here."""
    ScrollBar.renderer = SwiftBar
    ScrollBar.render_lines = bar_lines  # type: ignore[method-assign, assignment]
