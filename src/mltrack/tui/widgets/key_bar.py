"""The line at the bottom: the keys that work here and now, as many as fit, made from the bindings."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.screen import Screen

from mltrack.tui.present.bars import key_hint
from mltrack.tui.widgets.click_line import ClickLine, Piece

_GAP = Content("   ")
_ALWAYS = ("filter", "undo", "help", "app.help", "quit", "app.quit")
"""Actions whose keys are shown however narrow it is."""


class KeyBar(ClickLine):
    """One line of keys; each can be clicked instead of pressed."""

    DEFAULT_CSS = """
    KeyBar { background: $footer-background; dock: bottom; padding: 0 1; }
    """

    def on_mount(self) -> None:
        """Follow the bindings as focus and state change."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """The keys that do something now, in the order of the bindings; help and quit keep their room."""
        hints: dict[str, Piece] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in hints:
                hint = key_hint(self.app.get_key_display(binding), binding.description)
                hints[binding.action] = Piece(hint, f"app.simulate_key('{binding.key}')")
        always = [hints.pop(action) for action in _ALWAYS if action in hints]
        room = width + _GAP.cell_length - _width(always)
        shown: list[Piece] = []
        for piece in hints.values():
            room -= _width([piece])
            if room < 0:
                break
            shown.append(piece)
        return [part for piece in (*shown, *always) for part in (piece, Piece(_GAP))]


def _width(pieces: Sequence[Piece]) -> int:
    return sum(piece.content.cell_length + _GAP.cell_length for piece in pieces)
