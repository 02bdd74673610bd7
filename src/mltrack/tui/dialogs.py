"""The part of the app that opens dialogs with a line to type in, and writes documents where a person says."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from textual import work
from textual.screen import Screen

from mltrack.core.records import dataclass
from mltrack.core.text import plain
from mltrack.errors import InvalidInput, StoreError
from mltrack.tui.ending import EndingApp
from mltrack.tui.present.words import at_home

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """Something to write to a new file of the person's choice."""

    title: str
    hint: str
    """What it is, and the question where it should go."""
    name: tuple[str, str]
    """What the file may be called, and its suffix."""
    write: Callable[[Path], object]
    """Writes it, in a thread; raises StoreError."""
    said: Callable[[str], str]
    """What to say of it once it is in its place."""
    then: Callable[[], object] = lambda: None
    """What is done after that."""


class DialogApp(EndingApp):
    """Opens one dialog at a time, ready for the next key."""

    def come_forward(self) -> None:
        """Called when a dialog was answered: what waited for that may open now."""

    async def open(self, dialog: Screen[_Answer], then: Callable[[_Answer | None], object]) -> None:
        """Show a dialog, ready for the next key when this returns; none while the app ends."""
        if self.is_ending:
            return

        def answered(answer: _Answer | None) -> None:
            then(answer)
            self.call_later(self.come_forward)

        await self.push_screen(dialog, answered)
        dialog.set_focus(dialog.query("Input, TextArea").first())

    async def ask_place(self, document: Document, typed: str = "", fault: str = "") -> None:
        """Ask where to write a document, and write it there; what is there already is never written over."""
        from mltrack.tui.screens.question import PathQuestion

        question = PathQuestion(document.title, document.hint, typed or _free_place(*document.name), _place)

        def write(answer: str | None) -> None:
            if answer is not None:
                self._write(document, answer)

        await self.open(question.given_back(fault) if typed else question, write)

    @work
    async def _write(self, document: Document, typed: str) -> None:
        try:
            await asyncio.to_thread(document.write, _place(typed))
        except StoreError as error:
            await self.ask_place(document, typed, at_home(str(error)))
            return
        self.notify(document.said(at_home(plain(str(_place(typed))))), timeout=15, markup=False)
        document.then()


def _place(typed: str) -> Path:
    """The path that was typed; raises InvalidInput where none was."""
    if not typed.strip():
        raise InvalidInput("Say where: the path of a file that is not there yet.")
    path = os.path.expanduser(typed.strip())  # noqa: PTH111 - for the ~ of nobody, this raises nothing
    with suppress(OSError):  # the folder that mltrack was started in may be gone
        return Path(path).absolute()
    return Path(path)


def _free_place(stem: str, suffix: str) -> str:
    """Where something of this name may go: the first one at home that is not taken."""
    names = (f"~/{stem}{number}{suffix}" for number in ("", *(f"-{one}" for one in range(2, 100))))
    return next((name for name in names if not _place(name).exists()), "")
