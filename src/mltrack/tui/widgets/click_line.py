"""A single line of pieces, some of which act when they are clicked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget

from mltrack.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the line, and the action of ours that a click on it runs (never text from data)."""

    content: Content
    action: str = ""


class ClickLine(Widget):
    """Shows the pieces that `pieces` returns; a subclass says which."""

    DEFAULT_CSS = """
    ClickLine { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """

    def pieces(self, width: int) -> Sequence[Piece]:
        """What to show in `width` cells, left to right."""
        raise NotImplementedError

    def render(self) -> Content:
        """The pieces in one line."""
        return self.line(self.pieces(self.size.width))

    @staticmethod
    def line(pieces: Sequence[Piece]) -> Content:
        """The pieces one behind the other."""
        return Content("").join([piece.content for piece in pieces])

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the piece under the pointer."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        start = 0
        for piece in self.pieces(self.size.width):
            end = start + piece.content.cell_length
            if start <= offset.x < end and piece.action:
                await self.run_action(piece.action)
                return
            start = end
