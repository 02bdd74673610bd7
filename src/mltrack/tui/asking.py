"""The part of the app that asks: for a note, for a reason, for a day.

What was written is kept until it is saved: when that fails for good, the dialog opens with it again.
"""

from __future__ import annotations

from datetime import date, timedelta

from textual import work

from mltrack.core.actions import future_day, in_force, note_kept, past_day, reason_given
from mltrack.core.dates import parse_day
from mltrack.core.history import Status
from mltrack.errors import InvalidInput
from mltrack.tui.saving import SavingApp
from mltrack.tui.screens.question import NoteEditor, Question


class AskingApp(SavingApp):
    """Opens the dialogs in which something is typed."""

    async def action_edit_note(self, milestone_id: str) -> None:
        """Open a note for writing."""
        if self.may_save():
            before = self._session.snapshot.progress.notes.get(milestone_id, "")
            await self._edit_note(milestone_id, before, before)

    async def _edit_note(self, milestone_id: str, before: str, text: str) -> None:
        """Open a note that was `before` and of which `text` is written so far."""
        title = self._session.catalog.milestone(milestone_id).title
        editor = NoteEditor(title, milestone_id, before, lambda typed: note_kept(typed, before))
        await self.open(editor, lambda typed: self._keep_note(editor, typed))
        if text != before:
            editor.text = text

    def _keep_note(self, editor: NoteEditor, typed: str | None) -> None:
        name, before = editor.milestone_id, editor.before
        if typed is not None and note_kept(typed, before) != before:
            self.save(
                lambda: self._session.note(name, typed, before),
                lambda _: "Note saved",
                lambda: self._give_note_back(name, before, typed),
            )

    @work
    async def _give_note_back(self, milestone_id: str, before: str, text: str) -> None:
        await self._edit_note(milestone_id, before, text)

    async def wind_up(self) -> bool:
        """Keep the note that is being written too; one that cannot be kept stays where it is."""
        editor = self.front
        if isinstance(editor, NoteEditor):
            text = editor.text
            try:
                note_kept(text, editor.before)
            except InvalidInput:
                editor.action_keep()
                return False
            await self.pop_screen()
            self._keep_note(editor, text)
        return await super().wind_up()

    async def action_ask_waiver(self, milestone_id: str) -> None:
        """Ask why a milestone is not needed; one that is waived becomes open again."""
        mark = self._session.snapshot.progress.marks.get(milestone_id)
        milestone = self._session.catalog.milestone(milestone_id)
        if mark is not None and mark.status is Status.WAIVED:
            self.save(lambda: self._session.untick([milestone_id]))
        elif in_force(milestone, mark, self._session.snapshot.today):
            self.notify(f"{milestone.title} is done; there is nothing to waive.", markup=False)
        elif self.may_save():
            await self._ask_reason(milestone_id, "")

    async def _ask_reason(self, milestone_id: str, text: str) -> None:
        hint = "Why is it not needed? For example: employer accepts portfolio."
        title = self._session.catalog.milestone(milestone_id).title

        def keep(reason: str | None) -> None:
            if reason is not None:
                self.save(
                    lambda: self._session.waive(milestone_id, reason),
                    give_back=lambda: self._give_reason_back(milestone_id, reason),
                )

        question = Question(f"Waive {title}", hint, text, reason_given)
        await self.open(question.given_back() if text else question, keep)

    @work
    async def _give_reason_back(self, milestone_id: str, text: str) -> None:
        await self._ask_reason(milestone_id, text)

    async def action_ask_done_on(self, milestone_id: str) -> None:
        """Ask on which day a milestone was done."""
        title, today = self._session.catalog.milestone(milestone_id).title, self._session.snapshot.today
        mark = self._session.snapshot.progress.marks.get(milestone_id)
        before = str(mark.done_on) if mark and mark.done_on else ""
        hint = f"On which day was it done? Write it like {today} or yesterday."

        def keep(typed: str | None) -> None:
            if typed is not None:
                self.save(lambda: self._session.tick([milestone_id], on=parse_day(typed, today)))

        check = Question(f"{title} done", hint, before, lambda typed: past_day(parse_day(typed, today), today))
        if self.may_save():
            await self.open(check, keep)

    async def action_ask_target_day(self, role_id: str) -> None:
        """Ask by which day to be ready for a role."""
        title, today = self._session.catalog.role(role_id).title, self._session.snapshot.today
        target = self._session.snapshot.progress.targets.get(role_id)
        before = str(target.by) if target and target.by else ""
        hint = f"By which day? Write it like {today + timedelta(days=365)}; leave it empty for no day."

        def day(typed: str) -> date | None:
            return future_day(parse_day(typed, today), today) if typed.strip() else None

        def keep(typed: str | None) -> None:
            if typed is not None:
                self.save(lambda: self._session.target_day(role_id, day(typed)))

        if self.may_save():
            await self.open(Question(f"Be ready for {title}", hint, before, day), keep)
