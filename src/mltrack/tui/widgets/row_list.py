"""A virtual list of rows with a cursor: the one list that every place is made of.

It draws by line, so that its cost does not grow with the number of rows, and keeps cursor and
scroll where they are when the rows change under it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style

from mltrack.tui.present.row import Ref, Row
from mltrack.tui.present.rows import Rows
from mltrack.tui.widgets.drawn_lines import DrawnLines, Shown


class RowList(DrawnLines, can_focus=True):
    """Shows the rows that `rows_for` makes; a subclass says what they are."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--row", "row-list--cursor"}

    DEFAULT_CSS = """
    RowList {
        background: $surface;
        color: $foreground;
        text-wrap: nowrap;
        text-overflow: clip;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .row-list--cursor { background: $row-cursor-away; }
        &:focus > .row-list--cursor { background: $row-cursor; }
        &:ansi > .row-list--cursor { color: $row-cursor-text; }
        &:nocolor > .row-list--cursor { text-style: underline; }
        &:nocolor:focus > .row-list--cursor { text-style: none; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="list.down", tooltip="The next row"),
        Binding("up,k", "move(-1)", "Up", show=False, id="list.up", tooltip="The row before"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, id="list.page-down", tooltip="A screenful on"),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False, id="list.page-up", tooltip="A screenful back"),
        Binding("g,home", "first", "First", show=False, id="list.first", tooltip="The first row"),
        Binding("G,end", "last", "Last", show=False, id="list.last", tooltip="The last row"),
        Binding("enter", "open", "Open", key_display="enter", id="list.open", tooltip="Open what the cursor is on"),
        Binding(
            "right",
            "open",
            "Open",
            show=False,
            id="list.open-right",
            tooltip="With an arrow: open what the cursor is on",
        ),
    ]

    cursor: reactive[int] = reactive(-1, repaint=False)
    """Index of the row under the cursor; -1 where no row can be chosen."""

    class Highlighted(Message):
        """The cursor stands on another thing."""

        def __init__(self, row_list: RowList, ref: Ref | None) -> None:
            super().__init__()
            self.row_list = row_list
            self.ref = ref

        @property
        def control(self) -> RowList:
            """The list it happened in."""
            return self.row_list

    class Opened(Highlighted):
        """A row was opened with enter or a second click."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._rows = Rows()
        self._wanted: Ref | None = None
        self._last: Ref | None = None
        self._top = False
        self._height = 0

    def rows_for(self, width: int) -> Iterable[Row]:
        """The rows to show in `width` cells."""
        raise NotImplementedError

    @property
    def _stops(self) -> Sequence[int]:
        return self._rows.stops

    @property
    def stops(self) -> int:
        """How many rows the cursor can stand on."""
        return len(self._stops)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    @property
    def ref(self) -> Ref | None:
        """What the row under the cursor stands for."""
        return self.row.ref if self.row else None

    @property
    def listed(self) -> frozenset[str]:
        """Ids of all that the rows stand for."""
        return self._rows.ids()

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew; the cursor stays on what it is on, or goes to the `top`."""
        top, self._top = top or self._top, False
        if not self.scrollable_content_region.width:
            self._top = top  # hidden or not laid out yet: for when it is
            return
        was, was_seen = self.ref, self._is_seen(self.scrollable_content_region.height)
        before = None if top else was
        wanted, self._wanted = self._wanted or before or (None if top else self._last), None
        rows = self.rows_for(self.scrollable_content_region.width)
        self._rows = rows if isinstance(rows, Rows) else Rows(rows)
        self._extend(Size(self.scrollable_content_region.width, len(self._rows)))
        cursor = self._place_of(wanted)
        if top:
            self.scroll_to(y=0, animate=False)
        self.set_reactive(RowList.cursor, cursor)
        if wanted != before or (before is not None and was_seen):
            self._bring_into_view()
        self.refresh()
        if self.ref is not None or before is not None:
            self._last = self.ref or before
        if top or self.ref != was:
            self.post_message(self.Highlighted(self, self.ref))
            if self.has_focus:  # what can be done with a row is in the bar of keys, also over a dialog
                self.refresh_bindings()

    def home(self, rows: Rows) -> int:
        """On which of the rows that it can stand on the cursor begins; there is one."""
        return rows.stops[0]

    def beside(self) -> Sequence[Ref]:
        """What the rows stand for that the cursor would be on after one step, down first."""
        here = bisect_left(self._stops, self.cursor)
        near = (*self._stops[here + 1 : here + 2], *self._stops[max(0, here - 1) : here])
        return [ref for stop in near if (ref := self._rows[stop].ref) is not None]

    def _extend(self, size: Size) -> None:
        """Be as long as the rows; the whole screen is laid out anew only where that changes more than this list."""
        is_long = size.height > self.container_size.height
        if self.styles.auto_dimensions or is_long != self.show_vertical_scrollbar:
            self.virtual_size = size
            self.vertical_scrollbar.position = self.scroll_y  # it does not follow while it is hidden
        elif size != self.virtual_size:
            self.set_reactive(RowList.virtual_size, size)
            if is_long:
                self.vertical_scrollbar.window_virtual_size = size.height
            self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def _place_of(self, ref: Ref | None) -> int:
        if not self._stops:
            return -1
        same = self._rows.places_of(ref) if ref is not None else ()
        at = bisect_left(self._stops, self.cursor)
        beside = self._stops[max(0, at - 1) : at + 1]
        near = same or (beside if ref is not None else [self.home(self._rows)])
        return min(near, key=lambda stop: abs(stop - self.cursor))

    def on_resize(self) -> None:
        """Rows are made for a width; a cursor that was in view stays in view."""
        was_seen = self._is_seen(self._height)
        self._height = self.scrollable_content_region.height
        self.rebuild()
        if was_seen:
            self._bring_into_view()

    def shown_at(self, y: int) -> Shown:
        """The row in a line of those in view."""
        number = y + self.scroll_offset.y
        return self._rows[number] if number < len(self._rows) else None, number == self.cursor

    def draw(self, shown: Shown, width: int) -> Strip:
        """A row, in the colours of a row or of the one under the cursor."""
        row, under_cursor = shown
        style = self.get_visual_style("row-list--cursor" if under_cursor else "row-list--row")
        if row is None or not width:
            return Strip.blank(width, style.rich_style)
        content = row.fitted(width)
        if under_cursor and (self.app.native_ansi_color or self.app.no_color):
            # Few colours can be read on the cursor's, and where there are none it shows by its letters.
            active = self.has_focus or not self.can_focus
            content = Content.styled(content.plain, "reverse" if self.app.no_color and active else "")
        # Nothing in a row wraps, links or can be selected: what Textual does for that is half of an arrow key.
        pieces = content.render(style, end="", parse_style=_style_named)
        return Strip([Segment(text, piece.rich_style) for text, piece in pieces])

    def show(self, ref: Ref) -> bool:
        """Put the cursor on the first row that stands for `ref`; False where there is none.

        Before there are rows, it is remembered for when there are.
        """
        if not self._rows:
            self._wanted = ref
            return True
        for stop in self._rows.places_of(ref):
            if self._rows[stop].ref == ref:
                self.cursor = stop
                return True
        return False

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two lines concerned and tell who listens."""
        self.refresh_line(old)
        self.refresh_line(new)
        self._bring_into_view()
        self.post_message(self.Highlighted(self, self.ref))

    def _bring_into_view(self) -> None:
        if self.cursor >= 0:  # by force: rows that have just come have no scroll bar yet
            self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def action_move(self, steps: int) -> None:
        """Move the cursor by stops, but never past lines that have not been seen: those are scrolled to first."""
        top, height = round(self.scroll_offset.y), self.scrollable_content_region.height
        stops = self._stops
        ahead = bisect_right(stops, self.cursor) if steps > 0 else bisect_left(stops, self.cursor) - 1
        aim = stops[ahead] if 0 <= ahead < len(stops) else None
        if steps > 0 and self.cursor >= top + height:
            aim = self.cursor
        if aim is not None and top - height < aim < top + 2 * height - 1:
            self.cursor = aim
            self._bring_into_view()
        else:
            self.scroll_relative(y=steps * max(1, height - 2) if aim is not None else steps, animate=False)

    def action_page(self, pages: int) -> None:
        """Move by a screenful."""
        height = self.scrollable_content_region.height
        last = max(0, len(self._rows) - height)
        top = min(last, max(0, round(self.scroll_offset.y) + pages * max(1, height - 1)))
        self.scroll_to(y=top, animate=False)
        aim = self.cursor + pages * max(1, height - 1)
        seen = self._stops[bisect_left(self._stops, top) : bisect_left(self._stops, top + height)]
        if seen:
            self.cursor = min(seen, key=lambda stop: abs(stop - aim))

    def action_first(self) -> None:
        """Go to the top."""
        if self._stops:
            self.cursor = self._stops[0]
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Go to the bottom."""
        if self._stops:
            self.cursor = self._stops[-1]
        self.scroll_to(y=len(self._rows), animate=False)

    def seen(self) -> bool:
        """True when the row under the cursor is in view; brings it into view when not."""
        if self._is_seen(self.scrollable_content_region.height):
            return True
        self._bring_into_view()
        return False

    def _is_seen(self, height: int) -> bool:
        return 0 <= self.cursor - round(self.scroll_offset.y) < height

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.ref is not None and self.seen():
            self.post_message(self.Opened(self, self.ref))

    def on_click(self, event: events.Click) -> None:
        """A click chooses a row; a click on the chosen one opens it."""
        offset = event.get_content_offset(self)
        number = -1 if offset is None else offset.y + round(self.scroll_offset.y)
        if number not in self._stops:
            return
        if number == self.cursor:
            self.action_open()
        else:
            self.cursor = number


def _style_named(style: str | Style) -> Style:
    return style if isinstance(style, Style) else Style.parse(style)
