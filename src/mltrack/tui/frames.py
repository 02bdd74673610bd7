"""A screen that is not drawn for nothing, nor styled for nothing."""

from __future__ import annotations

from textual._compositor import CompositorUpdate
from textual.screen import Screen


class ThriftyScreen(Screen[None]):
    """While the app holds updates back, it draws nothing; when it is first opened, no style sheet is read again.

    Textual 8.2.8 draws all the same and throws it away, and what has not changed since is not drawn
    again. It takes a new screen for one from before the last change of colours, and parses all style
    sheets anew when that is opened, and once more when it is come back to. What this overrides is
    private to Textual: `tests/tui/test_first_frame.py` says when it is gone.
    """

    def __init__(self) -> None:
        super().__init__()
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
