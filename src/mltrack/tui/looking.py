"""The part of the app that shows what stands behind something: what its sources say, and where a link leads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from mltrack.errors import InvalidInput
from mltrack.tui import messages
from mltrack.tui.telling import TellingApp

if TYPE_CHECKING:
    from mltrack.core.links import Link


class LookingApp(TellingApp):
    """Shows sources, and is the one gate through which a link reaches a browser."""

    @on(messages.ShowSource)
    def _show_source(self, request: messages.ShowSource) -> None:
        from mltrack.tui.screens.source import SourceScreen

        self.push_screen(SourceScreen(self.shown, request.cited))

    @on(messages.OpenLink)
    def _open_link(self, request: messages.OpenLink) -> None:
        from mltrack.core.links import checked_link

        try:
            link = checked_link(request.text)
        except InvalidInput as refusal:
            self.notify(f"This link is not opened. {refusal}", severity="warning", markup=False)
            return
        from mltrack.tui.screens.source import OpenLinkScreen

        self.push_screen(OpenLinkScreen(link), lambda opens: self._open(link) if opens else None)

    def _open(self, link: Link) -> None:
        self.run_worker(partial(self.open_url, link.url), thread=True, name="browser")
        self.notify(f"Your browser was asked for {link.url}", markup=False)
