"""The part of the app that looks after the files: damage, copies to merge, backups and the check-up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import SystemCommand
from textual.screen import ModalScreen

from mltrack.core.keeping import Copy, Recovery, Way
from mltrack.errors import CopyUnusable, MltrackError
from mltrack.session import Session
from mltrack.tui.messages import ShowBackup
from mltrack.tui.present.keys import key
from mltrack.tui.present.words import at_home, count
from mltrack.tui.verbs import VerbsApp

if TYPE_CHECKING:
    from mltrack.tui.present.upkeep import Offer

_CHANGES = "What changed in the catalog"
_FAULTS = "Faults in your catalog files"


class UpkeepApp(VerbsApp):
    """Tells of what happened to the files, and offers what can be done with them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._offer: Offer | None = None
        self._was_sound = session.recovery is None
        self._answered: Recovery | None = None

    def first_shown(self) -> None:
        """Look for copies beside the progress file, and at what changed in the catalog."""
        super().first_shown()
        self._look_for_copies()
        self._tell_of_catalog()

    def come_forward(self) -> None:
        """Show what comes next; what another process has settled by now goes."""
        recovery = self._session.recovery
        if isinstance(self.front, ModalScreen):  # its module is loaded with the first dialog, and not before
            from mltrack.tui.screens.trouble import RecoveryScreen

            if isinstance(self.front, RecoveryScreen) and self.front.recovery != recovery:
                self.pop_screen()
        self._was_sound = self._was_sound or recovery is None
        if self._answered != recovery:
            self._answered = None  # the next one is asked about, even if it is the same again
        super().come_forward()

    def show_next(self) -> bool:
        """After a save that failed comes damage, and then what can be merged."""
        recovery, offer = self._session.recovery, self._offer
        if super().show_next():
            return True
        if self.has_unsaved:
            return False  # what is being saved may settle it
        if recovery is not None and self._answered is None:
            from mltrack.tui.screens.trouble import RecoveryScreen

            screen = RecoveryScreen(self._session.snapshot, recovery, was_open=self._was_sound)
            self.push_screen(screen, self._recover)
            return True
        if offer is not None:
            from mltrack.tui.screens.upkeep import MergeOffer

            self._offer = None
            self.push_screen(MergeOffer(self._session.snapshot, offer), lambda merge: self._merge(offer, merge))
            return True
        return False

    def _recover(self, way: Way | None) -> None:
        """Go on; a recovery that was looked away from, or could not be saved, does not ask again by itself."""
        self._answered = self._session.recovery
        if way is None:
            from mltrack.tui.present.trouble import LOOKING_AROUND

            self.notify(LOOKING_AROUND, timeout=15, markup=False)
        else:
            what = "go on from the backup" if way is Way.BACKUP else "take the file as it stands"
            self.save(lambda: self._session.recover(way), what=what)

    def _ask_again(self) -> None:
        self._answered = None
        self.come_forward()

    # The catalog

    @work
    async def _tell_of_catalog(self) -> None:
        """Say once how the catalog has changed, and each time that something of a person's own is left out."""
        left_out = self._session.catalog.left_out
        if not left_out and not self._session.catalog_is_new:
            return
        from mltrack.core.catalog_words import diff_words, own_faults_words

        news = await asyncio.to_thread(self._upkeep.catalog_news)
        if left_out:
            words = f"{own_faults_words(left_out)} {_FAULTS} is among the commands, and lists them."
            self.notify(words, severity="warning", timeout=15, markup=False)
        if news is not None:
            words = f"{diff_words(news)} {_CHANGES} is among the commands."
            self.notify(words, title="The catalog has changed", timeout=20, markup=False)

    @work
    async def _show_catalog_change(self) -> None:
        from mltrack.tui.present.catalog import change_rows
        from mltrack.tui.screens.dialog import ReadingScreen

        found = await asyncio.to_thread(self._upkeep.catalog_change)
        await self.push_screen(ReadingScreen(_CHANGES, lambda width: change_rows(found, width)))

    def _show_catalog_faults(self) -> None:
        from mltrack.tui.present.catalog import fault_rows
        from mltrack.tui.screens.dialog import ReadingScreen

        left_out = self._session.catalog.left_out
        self.push_screen(ReadingScreen(_FAULTS, lambda width: fault_rows(left_out, width)))

    # Copies

    @work
    async def _look_again(self) -> None:
        if self.may_save() and not await self._look_for_copies().wait():
            words = "No copy beside your progress file holds anything new. mltrack merge FILE takes one from elsewhere."
            self.notify(words, markup=False)

    @work
    async def _look_for_copies(self) -> bool:
        """Offer what can be merged; True when that, or why some of it cannot, is told."""
        try:
            offer, faults = await asyncio.to_thread(self._found_offer)
        except MltrackError as error:
            offer, faults = None, [str(error)]
        self._offer = offer
        for fault in faults:
            self.notify(at_home(fault), severity="warning", timeout=12, markup=False)
        self.come_forward()
        return offer is not None or bool(faults)

    def _found_offer(self) -> tuple[Offer | None, Sequence[str]]:
        """What can be merged, and why some of it cannot."""
        offer: Offer | None = None
        faults = []
        for copy in self._upkeep.siblings() if self._session.newer is None else ():
            from mltrack.tui.present.upkeep import Offer

            parts = offer.parts if offer else ()
            try:
                part = copy, self._upkeep.merging([copy])
                whole = self._upkeep.merging([*(taken for taken, _ in parts), copy])
                offer = Offer((*parts, part), whole, offer.ahead if offer else self._is_ahead(copy))
            except CopyUnusable as error:
                faults.append(str(error))
        return offer, faults

    def _is_ahead(self, copy: Copy) -> bool:
        ahead = self._session.ahead
        return ahead is not None and copy.file == ahead.backup

    def _merge(self, offer: Offer, merge: bool | None) -> None:
        if merge:
            copies = [copy for copy, _ in offer.parts]
            words = (
                f"{count(offer.changes, 'change')} taken over. {key('app.undo')} takes back one change at a time; "
                "the whole state before is kept: Backups in the palette, or mltrack backups."
            )
            self.save(lambda: self._upkeep.merge(copies), lambda _: words, what="merge the copy")

    # Commands

    def upkeep_commands(self) -> Iterable[SystemCommand]:
        """What the palette offers for the person's files."""
        if self._session.recovery is not None:
            from mltrack.tui.present.trouble import RECOVER

            yield SystemCommand(RECOVER, "What happened to it, and ways to go on", self._ask_again)
        yield SystemCommand("Look for copies to merge", "Those beside your progress file", self._look_again)
        yield SystemCommand("Back up now", "Keep the present state until you remove it", self._keep)
        yield SystemCommand("Backups", "Every backup, and what going back to one would change", self._show_backups)
        yield SystemCommand("Export everything as JSON", "One file, for mltrack on any machine", self._ask_export)
        yield SystemCommand(_CHANGES, "The last change, and what of it concerns you", self._show_catalog_change)
        if self._session.catalog.left_out:
            yield SystemCommand(_FAULTS, "What is left out for them, by file and line", self._show_catalog_faults)
        yield SystemCommand("Check my data", "Look at every file of yours; nothing is changed", self._check_up)

    @work
    async def _keep(self) -> None:
        await self._at_rest.wait()
        try:
            backup, new = await asyncio.to_thread(self._upkeep.keep)
        except MltrackError as error:
            self.notify(at_home(str(error)), title="No backup was made", severity="warning", markup=False)
            return
        fate = "stays until you remove it" if new else "holds this very state already"
        self.notify(f"Backup {backup.number} {fate}.", markup=False)

    @work
    async def _ask_export(self) -> None:
        if self.may_save():
            await self.ask_export(None)

    @work
    async def _check_up(self) -> None:
        from mltrack.tui.present.upkeep import finding_rows
        from mltrack.tui.screens.dialog import ReadingScreen
        from mltrack.upkeep import check_up

        findings = await asyncio.to_thread(check_up)
        await self.push_screen(ReadingScreen("Check-up", lambda width: finding_rows(findings, width)))

    @work
    async def _show_backups(self) -> None:
        try:
            backups = await asyncio.to_thread(self._upkeep.backups)
        except MltrackError as error:
            self.notify(at_home(str(error)), severity="warning", markup=False)
            return
        from mltrack.tui.screens.upkeep import BackupsScreen

        await self.push_screen(BackupsScreen(self._session.snapshot, backups))

    @on(ShowBackup)
    @work(description="a backup")
    async def _show_backup(self, request: ShowBackup) -> None:
        try:
            goal = await asyncio.to_thread(self._upkeep.goal_of, request.backup)
        except MltrackError as error:
            self.notify(at_home(str(error)), severity="warning", markup=False)
            return
        from mltrack.tui.screens.upkeep import BackupsScreen, RestorePreview

        changes = self._upkeep.restoring(goal)

        def restore(answer: bool | None) -> None:
            if answer:
                if isinstance(self.front, BackupsScreen):
                    self.pop_screen()
                self.save(
                    lambda: self._upkeep.restore(goal),
                    lambda _: f"Back to {goal.words}. {key('app.undo')} takes it back.",
                )

        await self.push_screen(RestorePreview(self._session.snapshot, goal.words, changes), restore)
