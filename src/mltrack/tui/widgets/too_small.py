"""What a window too small to show anything says, over everything else."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

_SENTENCE = "mltrack needs a window of at least 60 columns and 16 rows."


class TooSmall(Static):
    """Shown by the breakpoints of the screen that it is on; needs a layer `over`."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    TooSmall {
        display: none; layer: over; dock: top; width: 100%; height: 100%; content-align: center middle;
        background: $background; color: $quiet;
    }
    Screen.-tiny TooSmall, Screen.-flat TooSmall { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(Content(_SENTENCE))
