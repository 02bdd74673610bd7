"""A job posting: the words of it, and what of it becomes a role of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from mltrack.tui.present.legend import choice_lines
from mltrack.tui.present.posting import Drafting, posting_choices, posting_detail, posting_head
from mltrack.tui.present.proposals import NO_DETAIL
from mltrack.tui.present.row import Row
from mltrack.tui.screens.dialog import Decision
from mltrack.tui.screens.question import Question
from mltrack.tui.widgets.key_bar import KeyBar
from mltrack.tui.widgets.panel import Panel
from mltrack.tui.widgets.posting_list import PostingList
from mltrack.tui.widgets.row_list import RowList

_BESIDE = 100
"""Cells from which there is room for what is said of a line beside the list."""
_HINT = "Paste the words of the posting here, or type the path of a file that has them."


class PostingEditor(ModalScreen[str | None]):
    """Takes the words of a posting, or where they are; `fault` says what was wrong with those given before."""

    CSS_PATH = "question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "read", "Read it", id="posting.read", priority=True, tooltip="See what it asks for"),
        Binding("escape", "leave", "Leave", id="posting.leave-words", priority=True, tooltip="Read nothing"),
    ]

    def __init__(self, text: str = "", fault: str = "") -> None:
        super().__init__()
        self._text, self._fault = text, fault

    def compose(self) -> ComposeResult:
        """The words, and what is wrong with them."""
        with Vertical(classes="dialog note") as dialog:
            dialog.border_title = Content("Role from a job posting")
            yield Static(Content(_HINT), classes="hint")
            yield TextArea(self._text, compact=True)
            yield Static(Content(self._fault), classes="fault")
        yield KeyBar()

    def on_mount(self) -> None:
        """Go on where the words end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_read(self) -> None:
        """Answer with the words, if there are any."""
        text = self.query_one(TextArea).text
        if text.strip():
            self.dismiss(text)
        else:
            self.query_one(".fault", Static).update(Content("There are no words yet."))

    def action_leave(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)


class PostingScreen(Decision[Drafting]):
    """What a posting asks for, to put right; answers what is to be saved, and None when it is left."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialog.tcss", "proposals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "ask_title", "Title", id="posting.title", tooltip="Another title for the role"),
        Binding(
            "enter,ctrl+s",
            "answer",
            "Save",
            key_display="enter",
            priority=True,
            id="posting.save",
            tooltip="Save it as a role of yours, in your own catalog folder",
        ),
        Binding("escape", "leave", "Leave", id="posting.leave", tooltip="Leave, and save nothing"),
    ]

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        super().__init__("Role from a job posting", PostingList(), posting_choices(drafting))

    def compose_list(self) -> ComposeResult:
        """The title, the list, and what is said of the line under the cursor."""
        yield Static(posting_head(self._drafting), id="found")
        with Container(id="both"):
            yield self._listed
            yield Panel("", id="about")

    def on_mount(self) -> None:
        """Show what it asks for."""
        super().on_mount()
        self._show(self._drafting)

    def on_resize(self, event: events.Resize) -> None:
        """What is said of a line goes beside the list or below it."""
        self.set_class(event.size.width < _BESIDE, "-below")
        self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing kept, nothing to save."""
        if action == "answer" and not self._drafting.kept.lines:
            return None
        return super().check_action(action, parameters)

    @on(PostingList.Changed)
    def _changed(self, event: PostingList.Changed) -> None:
        self._show(event.drafting)

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self._tell()
        self.refresh_bindings()

    def _show(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self.query_one("#found", Static).update(posting_head(drafting))
        self.query_one(".choices", Static).update(choice_lines(posting_choices(drafting)))
        self.query_one(PostingList).drafting = drafting
        self._tell()
        self.refresh_bindings()

    def _tell(self) -> None:
        drafting, number, brief = self._drafting, self.query_one(PostingList).number, self.has_class("-below")

        def rows(width: int, _: int) -> Iterable[Row]:
            return posting_detail(drafting, number, width, brief=brief) if number >= 0 else NO_DETAIL

        self.query_one(Panel).show(rows)

    async def action_ask_title(self) -> None:
        """Ask what the role is to be called, ready for the next key."""

        def called(title: str | None) -> None:
            if title is not None:
                self._show(self._drafting.titled(title))

        hint = "What is the role to be called?"
        question = Question("Title of the role", hint, self._drafting.draft.title, self._drafting.titled)
        await self.app.push_screen(question, called)
        question.set_focus(question.query_one(Input))

    async def action_answer(self) -> None:
        """Save it; a role without a title is asked for one first."""
        if self._drafting.draft.title:
            self.dismiss(self._drafting)
        else:
            await self.action_ask_title()

    def action_leave(self) -> None:
        """Save nothing."""
        self.dismiss(None)
