"""The line at the bottom: the keys that work here and now, as many as fit, made from the bindings."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen

from mltrack.tui.present.bars import key_hint
from mltrack.tui.widgets.click_line import ClickLine, Piece

RARE = Binding.Group("rare")
"""Of bindings whose keys are shown only once there is room for all others."""

_GAPS = (3, 2)
"""Cells between two keys: fewer where that lets more of those that are not rare fit."""
_BETWEEN = Content.styled(" │ ", "$faint")
"""Between the keys of the place and those that work everywhere."""
_ALWAYS = ("filter", "undo", "help", "app.help", "quit", "app.quit")
"""Actions whose keys are shown however narrow it is."""


class KeyBar(ClickLine):
    """One line of keys; each can be clicked instead of pressed."""

    DEFAULT_CSS = """
    KeyBar { background: $footer-background; dock: bottom; padding: 0 1; }
    """

    _drawn: Sequence[Piece] = ()

    def on_mount(self) -> None:
        """Follow the bindings as focus and state change."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        # Bindings are looked at with every key, and are mostly the same.
        if screen is self.screen and self.pieces(self.size.width) != self._drawn:
            self.refresh()

    def render(self) -> Content:
        """The keys, and a note of what was drawn."""
        self._drawn = self.pieces(self.size.width)
        return self.line(self._drawn)

    def pieces(self, width: int) -> Sequence[Piece]:
        """The keys that do something now, in the order of the bindings; help and quit keep their room."""
        common: dict[str, Piece] = {}
        rare: dict[str, Piece] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in {*common, *rare}:
                hint = key_hint(self.app.get_key_display(binding), binding.description)
                hints = rare if binding.group is RARE else common
                hints[binding.action] = Piece(hint, f"app.simulate_key('{binding.key}')")
        always = [common.pop(action) for action in _ALWAYS if action in common]
        ends = _BETWEEN.cell_length if common and always else 0
        wide, narrow = _GAPS
        gap = wide if _width([*common.values(), *always], wide) + ends <= width + 2 * wide else narrow
        room = width + gap - _width(always, gap) - (ends - gap if always else 0)
        shown: list[Piece] = []
        for piece in (*common.values(), *rare.values()):
            room -= _width([piece], gap)
            if room < 0:
                break
            shown.append(piece)
        here, everywhere = _spaced(shown, gap), _spaced(always, gap)
        return [*here, *([Piece(_BETWEEN)] if here and everywhere else []), *everywhere]


def _spaced(pieces: Sequence[Piece], gap: int) -> Sequence[Piece]:
    space = Piece(Content(" " * gap))
    return [part for number, piece in enumerate(pieces) for part in ([space] if number else []) + [piece]]


def _width(pieces: Sequence[Piece], gap: int) -> int:
    return sum(piece.content.cell_length + gap for piece in pieces)
