"""A screen that is not drawn for nothing, nor styled for nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import cast

from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget


class ThriftyCompositor(Compositor):
    """Puts together the lines that have changed, and looks no further once all of them are whole.

    Textual 8.2.8 has every widget render all its lines as soon as one line of it has changed, those
    behind it too, and then throws away what is not seen.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed: pieces of lines, each of the widget in front."""
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        if not regions:
            return None
        spans = list(self._regions_to_spans(regions))
        wanted: dict[int, set[int]] = {}
        for y, left, right in spans:
            pieces = {start for start, end in pairwise(self.cuts[y]) if start < right and end > left}
            wanted[y] = wanted.get(y, set()) | pieces
        return ChopsUpdate(self._chops(wanted), spans, [cut[1:] for cut in self.cuts])

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        lines = [y for y in crop.line_range if y < len(self.cuts) and is_rendered_line(y)]
        chops = self._chops({y: set(self.cuts[y][:-1]) for y in lines})
        return cast("Sequence[Mapping[int, Strip]]", chops)  # the screen lies behind all, so there is no gap

    def _chops(self, wanted: dict[int, set[int]]) -> list[dict[int, Strip | None]]:
        """Pieces by line and column, of which those are there that are wanted."""
        chops: list[dict[int, Strip | None]] = [
            dict.fromkeys(cut[:-1]) if y in wanted else {} for y, cut in enumerate(self.cuts)
        ]
        for widget, (region, clip) in self.visible_widgets.items():
            self._take(widget, region, region.intersection(clip), wanted, chops)
            if not wanted:
                break
        return chops

    def _take(
        self,
        widget: Widget,
        region: Region,
        seen: Region,
        wanted: dict[int, set[int]],
        chops: list[dict[int, Strip | None]],
    ) -> None:
        """Take those pieces that are still wanted, and lie in what is seen of a widget."""
        left, right = seen.column_span
        lines = [y for y in seen.line_range if y in wanted and any(left <= x < right for x in wanted[y])]
        if not lines:
            return
        first, last = lines[0], lines[-1]
        strips = widget.render_lines(Region(left - region.x, first - region.y, seen.width, last - first + 1))
        for y in lines:
            inside = [cut for cut in self.cuts[y] if left <= cut <= right]
            for start, piece in zip(inside, strips[y - first].divide([cut - left for cut in inside[1:]]), strict=False):
                if start in wanted[y]:
                    wanted[y].remove(start)
                    chops[y][start] = piece
            if not wanted[y]:
                del wanted[y]


def draw(screen: Screen[object]) -> None:
    """Have what has changed on a screen drawn as soon as it knows all of it, and not at its next moment.

    Textual 8.2.8 draws at the ticks of a clock; the first frame waited 4 ms for one.
    """
    screen.call_later(screen._on_timer_update)  # noqa: SLF001 - private to Textual, as above


class ThriftyScreen(Screen[None]):
    """While the app holds updates back, it draws nothing; when it is first opened, no style sheet is read again.

    Textual 8.2.8 draws all the same and throws it away, and what has not changed since is not drawn
    again. It takes a new screen for one from before the last change of colours, and parses all style
    sheets anew when that is opened, and once more when it is come back to. What this overrides is
    private to Textual: `tests/tui/test_first_frame.py` says when it is gone.
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = ThriftyCompositor()
        self._css_update_count = getattr(self.app, "_css_update_count", self._css_update_count)

    def _compositor_refresh(self) -> None:
        if not getattr(self.app, "_batch_count", 0):
            super()._compositor_refresh()

    def whole_frame(self) -> str:
        """All that is shown, as it is sent to the terminal; every line of it says where it stands."""
        update = self._compositor.render_update(full=True)
        if not isinstance(update, CompositorUpdate):
            return ""
        return update.render_segments(self.app.console).replace("\n", "")
