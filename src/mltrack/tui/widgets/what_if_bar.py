"""The banner over a place while something is supposed."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from mltrack.tui.present.bars import Supposing, banner


class WhatIfBar(Widget):
    """One line, there only while something is supposed."""

    DEFAULT_CSS = """
    WhatIfBar {
        display: none; height: 1; width: 1fr; background: $accent; color: $background; text-style: bold;
        text-wrap: nowrap; text-overflow: clip;
        &:nocolor { text-style: bold reverse; }
    }
    """

    supposing: reactive[Supposing | None] = reactive(None)

    def watch_supposing(self, supposing: Supposing | None) -> None:
        """Come and go."""
        self.display = supposing is not None

    def render(self) -> Content:
        """The banner."""
        return banner(self.supposing, self._key, self.size.width) if self.supposing else Content("")

    @property
    def _key(self) -> str:
        """The key that ends it, which may be one of the person's own."""
        found = [one for one in self.screen.active_bindings.values() if one.binding.id == "app.what-if"]
        return self.app.get_key_display(found[0].binding) if found else "W"

    async def on_click(self) -> None:
        """Ask how it is to end."""
        await self.run_action("app.suppose")
