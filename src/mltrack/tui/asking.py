"""The part of the app that asks: for a note, for a reason, for a day.

What was written is kept until it is saved: when that fails for good, the dialog opens with it again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.screen import ModalScreen

from mltrack.core import several
from mltrack.core.actions import future_day, in_force, note_kept, past_day, reason_given
from mltrack.core.dates import parse_day
from mltrack.core.entries import Milestone
from mltrack.core.history import Status
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import plain
from mltrack.errors import InvalidInput
from mltrack.tui.dialogs import Document
from mltrack.tui.present.keys import keyed
from mltrack.tui.saving import Words, no_words
from mltrack.tui.supposing import Act, SupposingApp

if TYPE_CHECKING:
    from mltrack.core.summary import Period, Window
    from mltrack.tui.screens.question import NoteEditor, Question

_UNCHANGED = "Nothing was changed. An editor in a window of its own has to be waited for, as by code --wait."


class AskingApp(SupposingApp):
    """Opens the dialogs in which something is typed."""

    async def ask(
        self,
        ask: Callable[[str], Question],
        deed: Callable[[str], Act],
        words: Words = no_words,
        again: str | None = None,
    ) -> None:
        """Ask, and do what `deed` makes of the answer; one that was not saved is given back, to go on with."""

        def keep(typed: str | None) -> None:
            if typed is not None:
                self.do(deed(typed), words, lambda: self._give_back(ask, deed, words, typed))

        await self.open(ask("") if again is None else ask(again).given_back(), keep)

    @work(description="a question")
    async def _give_back(
        self, ask: Callable[[str], Question], deed: Callable[[str], Act], words: Words, typed: str
    ) -> None:
        await self.ask(ask, deed, words, typed)

    async def action_edit_note(self, milestone_id: str) -> None:
        """Open a note for writing."""
        if self.may_save():
            before = self._session.snapshot.progress.notes.get(milestone_id, "")
            await self._edit_note(milestone_id, before, before)

    async def _edit_note(self, milestone_id: str, before: str, text: str) -> None:
        """Open a note that was `before` and of which `text` is written so far."""
        from mltrack.tui.screens.question import NoteEditor

        title = self._session.catalog.milestone(milestone_id).title
        editor = NoteEditor(title, milestone_id, before, lambda typed: note_kept(typed, before))
        await self.open(editor, lambda typed: self._keep_note(editor, typed))
        if text != before:
            editor.text = text

    def _keep_note(self, editor: NoteEditor, typed: str | None) -> None:
        name, before = editor.milestone_id, editor.before
        if typed is not None and note_kept(typed, before) != before:
            self.do(
                lambda session: session.note(name, typed, before),
                lambda _: "Note saved",
                lambda: self._give_note_back(name, before, typed),
            )

    @work
    async def _give_note_back(self, milestone_id: str, before: str, text: str) -> None:
        await self._edit_note(milestone_id, before, text)

    async def wind_up(self) -> bool:
        """Keep the note that is being written too; one that cannot be kept stays where it is."""
        editor = self._note_editor
        if editor is not None:
            text = editor.text
            try:
                note_kept(text, editor.before)
            except InvalidInput:
                editor.action_keep()
                return False
            await self.pop_screen()
            self._keep_note(editor, text)
        return await super().wind_up()

    @property
    def _note_editor(self) -> NoteEditor | None:
        """The note that is being written, if one is."""
        if not isinstance(self.front, ModalScreen):
            return None  # without loading what nobody has opened
        from mltrack.tui.screens.question import NoteEditor

        return self.front if isinstance(self.front, NoteEditor) else None

    async def action_edit_outside(self) -> None:
        """Let a note be written in the person's own editor, and take what it comes back with."""
        from textual.app import SuspendNotSupported

        from mltrack.tui.editor import EditorFailed, editor_command

        note = self._note_editor
        if note is None:
            return
        before = after = note.text
        try:
            command = editor_command()
            with self.suspend():
                after, failure = _from_editor(before, command)
        except SuspendNotSupported:
            failure = "This terminal cannot be handed to an editor. Write on here."
        except EditorFailed as error:
            failure = str(error)
        if after != before:
            note.text = after
        else:
            self.notify(
                failure or _UNCHANGED, severity="warning" if failure else "information", timeout=12, markup=False
            )

    async def action_ask_waiver(self, milestone_ids: Sequence[str]) -> None:
        """Ask why milestones are not needed, one reason for all; one alone that is waived becomes open again."""
        which = self.in_catalog(milestone_ids)
        if len(which) == 1 and self._settles_itself(which[0]):
            return
        if which and self.may_mark():
            await self._ask_reason(which, "")

    def _settles_itself(self, milestone: Milestone) -> bool:
        """True where no reason is to be asked for: what is waived becomes open again, what is done stays done."""
        mark = self.shown.progress.marks.get(milestone.id)
        if mark is not None and mark.status is Status.WAIVED:
            self.do(lambda session: session.untick([milestone.id]))
        elif in_force(milestone, mark, self.shown.today):
            self.notify(f"{milestone.title} is done; there is nothing to waive.", markup=False)
        else:
            return False
        return True

    async def _ask_reason(self, which: Sequence[Milestone], text: str) -> None:
        from mltrack.tui.present.typed import titles
        from mltrack.tui.screens.question import Question

        hint = "Why is it not needed? For example: employer accepts portfolio."

        def keep(reason: str | None) -> None:
            if reason is not None:
                self.do(
                    lambda session: session.act(lambda now, today: several.waive(now, which, today, reason)),
                    give_back=lambda: self._give_reason_back(which, reason),
                )

        question = Question(f"Waive {titles(which)}", hint, text, reason_given)
        await self.open(question.given_back() if text else question, keep)

    @work(description="a reason")
    async def _give_reason_back(self, which: Sequence[Milestone], text: str) -> None:
        await self._ask_reason(which, text)

    def in_catalog(self, milestone_ids: Sequence[str]) -> Sequence[Milestone]:
        """The milestones with these ids, without those that left the catalog: they can only be made open again."""
        known = self._session.catalog.milestones
        found = [known[one] for one in milestone_ids if one in known]
        if not found:
            self.notify(keyed("The catalog has them no more; {milestone.tick} makes them open again."), markup=False)
        return found

    async def action_ask_done_on(self, milestone_ids: Sequence[str]) -> None:
        """Ask on which day milestones were done."""
        from mltrack.tui.present.typed import day_echo, titles
        from mltrack.tui.screens.question import Question

        which, today = self.in_catalog(milestone_ids), self._session.snapshot.today
        if not which or not self.may_mark():
            return
        ids = [one.id for one in which]
        mark = self.shown.progress.marks.get(ids[0]) if len(ids) == 1 else None
        before = str(mark.done_on) if mark and mark.done_on else ""
        hint = f"On which day was it done? Like {today}, yesterday or 31 jan."

        def check(typed: str) -> date:
            return past_day(parse_day(typed, today, past=True), today)

        def act(typed: str) -> Act:
            on = check(typed)
            return lambda session: session.tick(ids, on=on)

        echo = partial(day_echo, today=today, past=True)
        await self.ask(lambda typed: Question(f"{titles(which)} done", hint, typed or before, check, echo), act)

    async def action_ask_summary(self, period: str, ago: int) -> None:
        """Ask where to write the summary of a time, so many periods ago, as Markdown."""
        from mltrack.core.advice import next_steps
        from mltrack.core.summary import Period, summarise
        from mltrack.exchange.summary_markdown import summary_markdown
        from mltrack.tui.present.periods import file_name, title

        if self.supposing is not None and not self.may_save():
            return
        snapshot, hours = self._session.snapshot, self.weekly_hours
        days = await asyncio.to_thread(_days, snapshot, Period(period), ago)

        def write(path: Path) -> None:
            summary = summarise(snapshot, days)
            steps = next_steps(summary.stood, hours_per_week=hours)
            lines = summary_markdown(summary, steps[0] if steps else None)
            self._upkeep.write_text(path, "\n".join(lines) + "\n")

        await self.ask_place(
            Document(
                "Export this summary",
                f"{title(days)} goes into one new Markdown file, to keep or to share. Where?",
                (f"mltrack-summary-{file_name(days)}", ".md"),
                write,
                lambda place: f"The summary is in {place}.",
            )
        )

    async def action_ask_target_day(self, role_id: str) -> None:
        """Ask by which day to be ready for a role."""
        from mltrack.tui.present.typed import day_echo
        from mltrack.tui.screens.question import Question

        title, today = self._session.catalog.role(role_id).title, self._session.snapshot.today
        target = self.shown.progress.targets.get(role_id)
        before = str(target.by) if target and target.by else ""
        hint = "By which day? Like 31 jan, in 6 months or 2027-06-30; leave it empty for no day."

        def day(typed: str) -> date | None:
            return future_day(parse_day(typed, today), today) if typed.strip() else None

        def act(typed: str) -> Act:
            by = day(typed)
            return lambda session: session.target_day(role_id, by)

        if self.may_mark():
            echo = partial(day_echo, today=today, without="No day")
            words = "" if target else f"You aim for {title} now"
            question = f"Be ready for {title}"
            await self.ask(lambda typed: Question(question, hint, typed or before, day, echo), act, lambda _: words)

    async def action_ask_hours(self) -> None:
        """Ask how many hours a week there are for study. It is a setting, so also while something is supposed."""
        from mltrack.core.effort import parse_hours_a_week
        from mltrack.tui.screens.question import Question

        hint = "How many hours a week do you have for study? Plans reckon with it. Write it like 6 or 7.5."
        before = f"{float(self.weekly_hours):g}"

        def keep(typed: str | None) -> None:
            if typed is not None:
                self.keep_hours(parse_hours_a_week(typed))

        await self.open(Question("Hours a week", hint, before, parse_hours_a_week), keep)

    def keep_hours(self, hours: float) -> None:
        """Keep so many hours a week, and reckon with them once they are kept."""
        raise NotImplementedError


def _days(snapshot: Snapshot, period: Period, ago: int) -> Window:
    """The days of a summary; where all time begins, the whole history says, which takes its time."""
    from mltrack.core.summary import Period, window
    from mltrack.core.timeline import Timeline

    first = Timeline(snapshot.catalog, snapshot.progress).first_day if period is Period.ALL else None
    return window(period, snapshot.today, first=first, ago=ago)


def _from_editor(before: str, command: Sequence[str]) -> tuple[str, str]:
    """The text as the editor leaves it, and why it could not be had; what were raised here would keep the terminal."""
    from mltrack.tui.editor import EditorFailed, edited

    try:
        after = plain(edited(before, command), lines=True)
    except EditorFailed as error:
        return before, str(error)
    return (before if after.rstrip("\n") == before.rstrip("\n") else after.rstrip("\n")), ""
