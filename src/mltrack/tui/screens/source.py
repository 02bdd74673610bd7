"""What the sources say of something, and the question before a link is opened."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from mltrack.core.cited import Cited
from mltrack.core.links import Link
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.sources import OPEN_CHOICES, link_rows, source_rows, source_title
from mltrack.tui.screens.dialog import Dialog
from mltrack.tui.widgets.reading import Reading
from mltrack.tui.widgets.source_list import SourceList


class SourceScreen(Dialog[None]):
    """Every source of one thing, side by side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,i", "app.pop_screen", "Close", id="source.close", tooltip="Back to where you were"),
    ]

    def __init__(self, snapshot: Snapshot, cited: Cited) -> None:
        super().__init__(source_title(snapshot, cited), SourceList(lambda width: source_rows(snapshot, cited, width)))


class OpenLinkScreen(Dialog[bool]):
    """Asks whether a link is to be opened; it shows the host first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", "Open", key_display="enter", priority=True, id="link.open"),
        Binding("escape", "answer(False)", "Stay", id="link.stay"),
    ]

    def __init__(self, link: Link) -> None:
        super().__init__("Open a link", Reading(lambda width: link_rows(link, width)), OPEN_CHOICES)

    def action_answer(self, opens: bool) -> None:
        """Answer."""
        self.dismiss(opens)
