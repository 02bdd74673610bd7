"""The part of the app that takes in what other programs' files hold, and writes files for them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.app import SystemCommand

from mltrack.core.journal import counts_words
from mltrack.core.keeping import Copy
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import plain
from mltrack.errors import ImportFault, InvalidInput, MltrackError
from mltrack.tui.dialogs import Document
from mltrack.tui.messages import ShowRole
from mltrack.tui.present.keys import key
from mltrack.tui.present.row import RoleRef
from mltrack.tui.present.words import at_home
from mltrack.tui.screens.place import TwoPanes
from mltrack.tui.upkeep import UpkeepApp

if TYPE_CHECKING:
    from mltrack.core.agreement import Agreement
    from mltrack.tui.present.formats import Wanted
    from mltrack.tui.present.posting import Drafting
    from mltrack.tui.present.proposals import Brought

_Found = TypeVar("_Found")

_SOON = 0.4
"""Seconds of work after which it is shown that there is some."""
_IMPORT = "Import from a file"
_EXPORT = "Export to a file"
_POSTING = "Role from a job posting"
_WHICH = (
    "A LinkedIn data export (zip or folder), a JSON Resume, Open Badges, a CSV or Markdown list, or an export of "
    "mltrack. Type its path, or drag it here. Nothing is recorded before you have looked it through."
)


class ExchangingApp(UpkeepApp):
    """Shows what documents would have recorded, and writes progress in the formats of others."""

    def exchange_commands(self) -> Iterable[SystemCommand]:
        """What the palette offers for files of other programs."""
        yield SystemCommand(_IMPORT, "LinkedIn export, JSON Resume, badges, lists", self._ask_import)
        yield SystemCommand(_EXPORT, "All of it, or a report, task list, calendar or resume", self._choose_format)
        yield SystemCommand(_POSTING, "Paste one: what it asks for, and how you stand to it", self._ask_posting)

    # Working while somebody waits

    async def while_at_work(self, title: str, words: str, task: Callable[[], _Found]) -> _Found | None:
        """What `task` returns, worked out in a thread; None where somebody stopped waiting for it.

        Raises what it raises.
        """
        working = asyncio.create_task(asyncio.to_thread(task))
        done, _ = await asyncio.wait({working}, timeout=_SOON)
        if done:
            return await working
        from mltrack.tui.screens.at_work import AtWork

        screen, stopped = AtWork(title, words), asyncio.Event()
        await self.push_screen(screen, lambda _: stopped.set())
        stopping = asyncio.create_task(stopped.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            working.add_done_callback(lambda late: late.exception())  # nobody waits for it any more
            return None
        if screen.is_current:
            screen.dismiss(None)
        await stopping
        return await working

    # Taking in

    @work
    async def _ask_import(self) -> None:
        if self.may_save():
            await self.ask_import()

    async def ask_import(self, typed: str = "", fault: str = "") -> None:
        """Ask for a document, and read it; with a `fault`, once more for the one that was `typed`."""
        from mltrack.tui.screens.question import PathQuestion

        question = PathQuestion(_IMPORT, _WHICH, typed, _something)
        await self.open(
            question.given_back(fault) if typed else question, lambda path: path is not None and self.read(path)
        )

    @work
    async def read(self, typed: str) -> None:
        """Read the document at a path, and show what it would have recorded."""
        from mltrack.tui.own_paths import meant

        path = meant(typed)
        name = plain(path.name) or at_home(plain(str(path)))
        try:
            found = await self.while_at_work(_IMPORT, f"Reading {name}…", lambda: self._read(typed, name))
        except MltrackError as error:
            await self.ask_import(typed, at_home(str(error)))
            return
        if isinstance(found, Copy):
            self._offer_export(found)
        elif found is not None:
            self._show_proposals(found)

    def _read(self, typed: str, name: str) -> Copy | Brought:
        from mltrack.core.agreement import Agreement
        from mltrack.importing import document_at, is_own_export, proposals_of
        from mltrack.tui.own_paths import meant
        from mltrack.tui.present.proposals import Brought

        document, snapshot = document_at(meant(typed)), self._session.snapshot
        if is_own_export(document):
            return self._upkeep.export_in(document.only, document.name)
        found = proposals_of(snapshot, document)
        return Brought(name, found.format, found.told, Agreement.offered(snapshot, found.proposals))

    def _offer_export(self, copy: Copy) -> None:
        """Offer what an export of mltrack holds, as any other copy of one's progress."""
        from mltrack.tui.present.upkeep import Offer
        from mltrack.tui.screens.upkeep import MergeOffer

        merge = self._upkeep.merging([copy])
        if not merge.added:
            self.notify(f"{at_home(plain(copy.file))} holds nothing that you do not have here.", markup=False)
            return
        offer = Offer([(copy, merge)], merge, named=True)
        self.push_screen(MergeOffer(self._session.snapshot, offer), lambda answer: self._merge(offer, answer))

    def _show_proposals(self, brought: Brought) -> None:
        from mltrack.tui.screens.proposals import ProposalsScreen

        def agreed(agreement: Agreement | None) -> None:
            if agreement is not None:
                self._accept(replace(brought, agreement=agreement))
            self.call_later(self.come_forward)

        self.push_screen(ProposalsScreen(brought), agreed)

    def _accept(self, brought: Brought) -> None:
        before, taken = self._session.snapshot, brought.agreement.agreed

        def words(now: Snapshot) -> str:
            if now.progress.history == before.progress.history:
                return "Nothing to record: all of it is told already."
            from mltrack.core.moved_words import moved

            told = counts_words(now.progress.newest.changes)
            return f"Recorded: {told}. {moved(before, now)} {key('app.undo')} takes all of it back."

        self.save(
            lambda: self._session.accept(taken, brought.name),
            words,
            lambda: self._show_proposals(brought),
            f"import from {brought.name}",
        )

    # Writing

    @work
    async def _choose_format(self) -> None:
        from mltrack.exporting import FORMATS, OWN
        from mltrack.tui.present.formats import Choosing
        from mltrack.tui.screens.formats import FormatsScreen

        if self.may_save():
            role, is_meant = self._role_in_view
            title = self.shown.catalog.role_title(role) if role else ""
            choosing = Choosing(FORMATS, OWN, role, title, of_role=is_meant)
            await self.push_screen(FormatsScreen(choosing), self._ask_where)

    @property
    def _role_in_view(self) -> tuple[str | None, bool]:
        """The role that is under the cursor among the roles, and whether its page is being read."""
        screen = self.screen
        if isinstance(screen, TwoPanes) and isinstance(screen.row_list.ref, RoleRef):
            return screen.row_list.ref.id, screen.focused is screen.page
        return None, False

    async def _ask_where(self, wanted: Wanted | None) -> None:
        """Ask where to write it, if anything."""
        from mltrack.exporting import FORMATS, NO_PLAN, OWN, exported_text, lacks_plan, suggested_name
        from mltrack.tui.present.formats import format_hint

        if wanted is None:
            return
        if wanted.format == OWN:
            await self.ask_export(None)
            return
        written, title = FORMATS[wanted.format], self._session.catalog.role_title(wanted.role) if wanted.role else ""
        name = suggested_name(wanted.format, wanted.role, self._session.snapshot.today)
        hours = self.weekly_hours

        def write(path: Path) -> None:
            text = exported_text(
                self._session, wanted.format, wanted.role, as_todo=wanted.as_todo, hours_per_week=hours
            )
            self._upkeep.write_text(path, text)

        stem = name.removesuffix(written.suffix)
        lack = f"{NO_PLAN}." if lacks_plan(self._session.snapshot, wanted.format, wanted.role) else ""
        hint = format_hint(written, title, lack)
        await self.ask_place(
            Document(f"{_EXPORT}: {wanted.format}", hint, (stem, written.suffix), write, lambda to: f"It is in {to}.")
        )

    # Job postings

    @work
    async def _ask_posting(self) -> None:
        await self.ask_posting()

    async def ask_posting(self, text: str = "", fault: str = "") -> None:
        """Ask for the words of a posting, and read them; with a `fault`, once more for those given before."""
        from mltrack.tui.screens.posting import PostingEditor

        await self.open(PostingEditor(text, fault), lambda words: words is not None and self._read_posting(words))

    @work
    async def _read_posting(self, text: str) -> None:
        words = "Looking for what it asks for…"
        try:
            drafting = await self.while_at_work(_POSTING, words, lambda: _drafting(text, self._session.snapshot))
        except MltrackError as error:
            await self.ask_posting(text, at_home(str(error)))
            return
        if drafting is not None:
            self._show_posting(drafting)

    def _show_posting(self, drafting: Drafting) -> None:
        from mltrack.tui.screens.posting import PostingScreen

        self.push_screen(PostingScreen(drafting), self._keep_posting)

    @work
    async def _keep_role(self, drafting: Drafting) -> None:
        """Save a role of the person's own, and show it among the others; one that was not saved is given back."""
        from mltrack.posting import keep

        async with self._turn:
            try:
                kept = await asyncio.to_thread(keep, drafting.kept, self._session, self._session.now)
                snapshot = await asyncio.to_thread(self._session.reopen_catalog)
            except MltrackError as error:
                self.notify(at_home(str(error)), title="Not saved", severity="error", timeout=12, markup=False)
                self._show_posting(drafting)
                return
            self.show(snapshot)
        place = at_home(plain(str(kept.path)))
        words = f"{drafting.draft.title} is a role of yours now. It is in {place}, which you may edit."
        self.notify(words, timeout=12, markup=False)
        self.post_message(ShowRole(kept.role_id))

    def _keep_posting(self, drafting: Drafting | None) -> None:
        if drafting is not None:
            self._keep_role(drafting)
        self.call_later(self.come_forward)


def _drafting(text: str, snapshot: Snapshot) -> Drafting:
    """The draft of a posting, of its words or of the file that the one line leads to; raises ImportFault."""
    from mltrack.importing import document_at
    from mltrack.posting import pasted, posting_of
    from mltrack.tui.own_paths import meant
    from mltrack.tui.present.posting import Drafting

    path = meant(text) if len(text.splitlines()) == 1 else None
    is_path = path is not None and os.path.exists(path)  # noqa: PTH110 - Path.exists raises for what is no name
    draft = posting_of(document_at(path), snapshot) if path is not None and is_path else pasted(text, snapshot)
    if not draft.lines:
        raise ImportFault("Nothing that it asks for was found in the catalog. Are these the words of a job posting?")
    return Drafting.of(draft, snapshot)


def _something(typed: str) -> None:
    """Refuse an empty line; raises InvalidInput."""
    if not typed.strip():
        raise InvalidInput("Say which: the path of a file or a folder.")
