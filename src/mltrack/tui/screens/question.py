"""A question with a one-line answer, and the note editor: dialogs over the place they serve."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from mltrack.errors import InvalidInput
from mltrack.tui.own_paths import completed
from mltrack.tui.widgets.key_bar import KeyBar


class AnswerLine(Input):
    """The line of a question; enter gives the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "OK", key_display="enter", id="question.answer"),
    ]


class PathLine(AnswerLine):
    """The line of a question for a path."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", key_display="tab", id="question.complete", tooltip="Complete the path"),
    ]

    async def action_complete(self) -> None:
        """Go on with what is typed, as far as only one name fits."""
        typed = self.value
        found = await asyncio.to_thread(completed, typed)
        if self.value == typed:
            self.value = found
            self.cursor_position = len(found)


def no_echo(_: str) -> str:
    """Nothing to say of what is being typed."""
    return ""


class Question(ModalScreen[str | None]):
    """Asks for one line; answers None when it is dismissed. `check` raises InvalidInput to refuse.

    `echo` says while it is typed how the line is understood; it raises InvalidInput for one that is
    not complete yet, which is not held against anybody before enter.
    """

    CSS_PATH = "question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="question.cancel"),
    ]
    line: ClassVar[type[AnswerLine]] = AnswerLine
    """What is typed in."""

    def __init__(
        self,
        title: str,
        hint: str,
        value: str,
        check: Callable[[str], object],
        echo: Callable[[str], str] = no_echo,
    ) -> None:
        """A question with `value` to begin from, whose place the first letter takes."""
        super().__init__()
        self._title, self._hint, self._value, self._check, self._echo = title, hint, value, check, echo
        self._given_back, self._fault = False, ""

    def given_back(self, fault: str = "") -> Self:
        """The same, asked once more: the value is an answer to go on with, and `fault` says what was wrong with it."""
        self._given_back, self._fault = True, fault
        return self

    def compose(self) -> ComposeResult:
        """The question, the line, and what is wrong with the answer."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(self._title)
            yield Static(Content(self._hint), classes="hint")
            yield self.line(self._value, compact=True, select_on_focus=not self._given_back)
            if self._echo is not no_echo:
                yield Static(self._understood(self._value), classes="echo")
            yield Static(Content(self._fault), classes="fault")
        yield KeyBar()

    def _understood(self, value: str) -> Content:
        try:
            return Content(self._echo(value))
        except InvalidInput:
            return Content("")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        value = self.query_one(Input).value
        try:
            self._check(value)
        except InvalidInput as refusal:
            self._value = value
            self.query_one(".fault", Static).update(Content(str(refusal)))
        else:
            self.dismiss(value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self._value:  # what is wrong with an answer stands as long as the answer does
            self.query_one(".fault", Static).update(Content(""))
        for echo in self.query(".echo").results(Static):
            echo.update(self._understood(event.value))

    async def action_dismiss(self, result: str | None = None) -> None:
        """Give no answer."""
        self.dismiss(result)


class PathQuestion(Question):
    """Asks for the path of a file or a folder."""

    line = PathLine


class NoteEditor(ModalScreen[str | None]):
    """Writes a note. Leaving keeps what was written; only an explicit key throws it away.

    `check` raises InvalidInput to refuse a text.
    """

    CSS_PATH = "question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "keep", "Save and close", id="note.save", priority=True),
        Binding(
            "ctrl+o",
            "app.edit_outside",
            "Your editor",
            id="note.editor",
            priority=True,
            tooltip="Write it in the editor that $VISUAL or $EDITOR names",
        ),
        Binding("ctrl+x", "discard", "Discard changes", id="note.discard", priority=True),
    ]

    def __init__(self, title: str, milestone_id: str, before: str, check: Callable[[str], object]) -> None:
        super().__init__()
        self.milestone_id = milestone_id
        self.before = before
        self._title, self._check = title, check

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.query_one(TextArea).text

    @text.setter
    def text(self, text: str) -> None:
        area = self.query_one(TextArea)
        area.text = text
        area.move_cursor(area.document.end)

    def compose(self) -> ComposeResult:
        """The text."""
        with Vertical(classes="dialog note") as dialog:
            dialog.border_title = Content(f"Note on {self._title}")
            yield TextArea(self.before, compact=True)
            yield Static(Content(""), classes="fault")
        yield KeyBar()

    def on_mount(self) -> None:
        """Go on writing where the text ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_keep(self) -> None:
        """Answer with the text as it stands, if it will do."""
        text = self.text
        try:
            self._check(text)
        except InvalidInput as refusal:
            self.query_one(".fault", Static).update(Content(str(refusal)))
        else:
            self.dismiss(text)

    def action_discard(self) -> None:
        """Answer with nothing: the note stays as it was."""
        self.dismiss(None)
