"""The line to type a filter in; it narrows the list beside it with every letter."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class FilterLine(Input):
    """Hidden until it is asked for, and again once it is left empty.

    Its keys are looked at before they are forwarded, so that what is typed after leaving is for the
    list; clearing waits its turn behind the letters typed before it.
    """

    DEFAULT_CSS = """
    FilterLine { height: 1; border: none; padding: 0 1; background: $panel; }
    FilterLine:focus { border: none; background: $panel; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.keep_filter", "Keep filter", key_display="enter", id="filter.keep", priority=True),
        Binding("down", "screen.keep_filter", "Keep filter", show=False, id="filter.keep-down", priority=True),
        Binding("escape", "screen.clear_filter", "Clear filter", id="filter.clear", priority=True),
    ]

    class Emptied(Message):
        """The filter is to be cleared, once the letters typed so far are in."""

    def __init__(self) -> None:
        super().__init__(placeholder="type to filter", compact=True)
        self.display = False

    def clear_in_turn(self) -> None:
        """Clear the filter and hide the line, after what was typed before."""
        self.post_message(self.Emptied())

    def on_filter_line_emptied(self, event: Emptied) -> None:
        """Clear now: every letter typed before has been taken in."""
        event.stop()
        self.value = ""
        self.display = self.has_focus

    def on_blur(self) -> None:
        """A line left empty goes out of the way."""
        self.display = bool(self.value)
