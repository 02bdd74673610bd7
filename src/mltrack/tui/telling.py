"""The part of the app that takes what is told of a milestone in one line: time, a due day, effort, evidence.

What is typed is said back while it is typed. None of it is supposed: it is for real, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from mltrack.core import actions, several
from mltrack.core.dates import effort_words, minutes_words, parse_day, parse_effort
from mltrack.core.history import OwnEffort
from mltrack.core.snapshot import Snapshot
from mltrack.tui.asking import AskingApp
from mltrack.tui.supposing import Act

if TYPE_CHECKING:
    from mltrack.core.spent import Spent


class TellingApp(AskingApp):
    """Opens the dialogs for what is told in one line."""

    async def action_ask_time(self, milestone_id: str) -> None:
        """Ask for time spent on a milestone."""
        from mltrack.core.spent import parse_spent
        from mltrack.core.timesheet import minutes_on
        from mltrack.tui.present.typed import spent_echo
        from mltrack.tui.screens.question import Question

        if not self.may_save():
            return
        milestone, today = self._session.catalog.milestone(milestone_id), self._session.snapshot.today
        hint = "How long, and on what? Like 1h30m chapter 3, or yesterday 45m."

        def check(typed: str) -> Spent:
            spent, progress = parse_spent(typed, today), self.shown.progress
            actions.log(progress, milestone, today, spent.minutes, entry="", on=spent.on, text=spent.text)
            return spent

        def deed(typed: str) -> Act:
            spent = check(typed)
            return lambda session: session.log(milestone_id, spent.minutes, on=spent.on, text=spent.text)

        def words(now: Snapshot) -> str:
            return f"Logged. {minutes_words(minutes_on(now.progress, milestone_id))} on {milestone.title} in all."

        echo = partial(spent_echo, today=today)
        await self.ask(lambda typed: Question(f"Log time on {milestone.title}", hint, typed, check, echo), deed, words)

    async def action_ask_due(self, milestone_ids: Sequence[str]) -> None:
        """Ask by which day milestones are to be done, one day for all."""
        from mltrack.tui.present.typed import day_echo, titles
        from mltrack.tui.screens.question import Question

        which, today = self.in_catalog(milestone_ids), self._session.snapshot.today
        if not which or not self.may_save():
            return
        day = self.shown.progress.due.get(which[0].id) if len(which) == 1 else None
        hint = "By which day? Like next fri, 31 jan or in 2 weeks; leave it empty for no day."

        def read(typed: str) -> date | None:
            found = parse_day(typed, today) if typed.strip() else None
            several.due(self.shown.progress, which, found, today)
            return found

        def deed(typed: str) -> Act:
            found = read(typed)
            return lambda session: session.act(lambda progress, now: several.due(progress, which, found, now))

        echo = partial(day_echo, today=today, without="No due day")
        before = str(day) if day else ""
        await self.ask(lambda typed: Question(f"{titles(which)} due", hint, typed or before, read, echo), deed)

    async def action_ask_effort(self, milestone_id: str) -> None:
        """Ask what a person expects a milestone to take."""
        from mltrack.tui.present.sources import effort_facts
        from mltrack.tui.present.typed import effort_echo
        from mltrack.tui.screens.question import Question

        if not self.may_save():
            return
        milestone = self._session.catalog.milestone(milestone_id)
        own = self.shown.progress.efforts.get(milestone_id)
        before = effort_words(own) if own else ""
        otherwise = ", ".join(words for _, words in effort_facts(milestone))
        hint = "What do you expect it to take? Like 30-50h or 6 months; leave it empty for the catalog's figure."

        def read(typed: str) -> OwnEffort | None:
            return parse_effort(typed) if typed.strip() else None

        def deed(typed: str) -> Act:
            effort = read(typed)
            return lambda session: session.expect(milestone_id, effort)

        echo = partial(effort_echo, otherwise=otherwise)
        await self.ask(lambda typed: Question(f"Effort of {milestone.title}", hint, typed or before, read, echo), deed)

    async def action_ask_evidence(self, milestone_id: str) -> None:
        """Ask for evidence on a milestone."""
        from mltrack.tui.present.typed import evidence_echo
        from mltrack.tui.screens.question import Question

        if not self.may_save():
            return
        title = self._session.catalog.milestone(milestone_id).title
        hint = "What shows it? A link, or words such as: certificate in the blue folder."

        def deed(typed: str) -> Act:
            return lambda session: session.attach(milestone_id, typed)

        await self.ask(
            lambda typed: Question(f"Evidence for {title}", hint, typed, actions.evidence_given, evidence_echo),
            deed,
            lambda _: "Evidence added",
        )
