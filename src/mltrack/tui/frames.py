"""A screen that is not drawn for nothing."""

from __future__ import annotations

from textual.screen import Screen


class ThriftyScreen(Screen[None]):
    """While the app holds updates back, it draws nothing.

    Textual 8.2.8 draws all the same and throws it away, and what has not changed since is not drawn
    again. What this overrides is private to Textual: `tests/tui/test_first_frame.py` says when it is gone.
    """

    def _compositor_refresh(self) -> None:
        if not getattr(self.app, "_batch_count", 0):
            super()._compositor_refresh()
