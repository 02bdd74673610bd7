"""Lines that are drawn once, frame and all, and taken from memory from then on.

Textual makes each line of a widget anew when it is repainted: content, padding and frame. That was
half of what an arrow key took, and most lines are as they were, or were seen a moment ago.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import NamedTuple, TypeAlias

from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mltrack.tui.present.row import Row

_KEPT = 400
"""Lines that are kept: about ten screenfuls."""

Shown: TypeAlias = tuple[Row | None, bool]
"""A row, or None where there is none, and whether the cursor is on it."""


class _Frame(NamedTuple):
    """What stands beside the content of every line, and all that it follows from."""

    look: Hashable
    room: int
    """Cells of content."""
    filters: tuple[LineFilter, ...]
    background: Color
    left: Strip
    right: Strip


class DrawnLines(ScrollView):
    """Remembers lines by what they show; a subclass says what that is, and draws it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._drawn: OrderedDict[Hashable, Strip] = OrderedDict()
        self._frame: _Frame | None = None

    def shown_at(self, y: int) -> Shown:
        """What stands in a line of those in view, from 0."""
        raise NotImplementedError

    def draw(self, shown: Shown, width: int) -> Strip:
        """The content of a line, in so many cells: as many as there are beside the scroll bar."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw the content of a line in view."""
        return self.draw(self.shown_at(y), self.scrollable_content_region.width)

    def notify_style_update(self) -> None:
        """Colours changed: what is drawn is out of date."""
        super().notify_style_update()
        self._drawn.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region of the widget; those with content from memory."""
        if not self._is_plain:
            return super().render_lines(crop)
        size, gutter, frame = self.outer_size, self.styles.gutter, self._framed()
        lines: list[Strip] = []
        for y in crop.line_range:
            if gutter.top <= y < size.height - gutter.bottom:
                lines.append(self._line(self.shown_at(y - gutter.top), frame))
            else:
                lines += super().render_lines(Region(0, y, size.width, 1))
        if crop.column_span == (0, size.width):
            return lines
        return [line.crop(*crop.column_span) for line in lines]

    def draw_ahead(self, lines: Iterable[Shown]) -> None:
        """Draw lines that may be seen next."""
        if self._is_plain:
            frame = self._framed()
            for shown in lines:
                self._line(shown, frame)

    @property
    def _is_plain(self) -> bool:
        """False where Textual lays an effect over what is drawn, and where no line shows what stands beside content."""
        styles = self.styles
        return (
            self.outer_size.height > styles.gutter.height
            and self.opacity == 1
            and styles.text_opacity == 1
            and not styles.tint.a
            and not styles.has_rule("hatch")
            and not any(kind for kind, _ in styles.outline)
        )

    def _framed(self) -> _Frame:
        """The frame as Textual draws it now; lines within another one are forgotten."""
        styles, width, room = self.styles, self.outer_size.width, self.scrollable_content_region.width
        filters, colours = tuple(self.get_line_filters()), self.background_colors
        look = (width, room, styles.border, styles.padding, colours, filters, self.app.native_ansi_color)
        if self._frame is None or self._frame.look != look:
            self._drawn.clear()
            left = styles.gutter.left
            [line] = super().render_lines(Region(0, styles.gutter.top, width, 1))
            self._frame = _Frame(look, room, filters, colours[1], line.crop(0, left), line.crop(left + room, width))
        return self._frame

    def _line(self, shown: Shown, frame: _Frame) -> Strip:
        """A whole line, from one edge of the widget to the other."""
        row, under_cursor = shown
        what: Hashable = under_cursor
        if row is not None:
            left, right = row.left, row.right
            what = (left.plain, tuple(left.spans), right.plain, tuple(right.spans), under_cursor)
        line = self._drawn.get(what)
        if line is None:
            content = self.draw(shown, frame.room)
            for each in frame.filters:
                content = content.apply_filter(each, frame.background)
            line = self._drawn[what] = Strip.join([frame.left, content, frame.right])
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        else:
            self._drawn.move_to_end(what)
        return line
