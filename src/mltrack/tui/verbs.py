"""The part of the app that turns the requests of lists into verbs."""

from __future__ import annotations

from textual import on

from mltrack.core import several
from mltrack.core.snapshot import Snapshot
from mltrack.session import Session
from mltrack.tui import messages
from mltrack.tui.looking import LookingApp
from mltrack.tui.present.changes import several_words, tick_words
from mltrack.tui.present.keys import keyed


class VerbsApp(LookingApp):
    """One handler a request."""

    @on(messages.ToggleMilestone)
    def _toggle_milestone(self, request: messages.ToggleMilestone) -> None:
        name, asked = request.milestone_id, request.level
        self.do(lambda session: session.toggle(name, asked), lambda now: tick_words(now, name, asked))

    @on(messages.ToggleMilestones)
    def _toggle_milestones(self, request: messages.ToggleMilestones) -> None:
        ids = request.milestone_ids

        def toggle(session: Session) -> Snapshot:
            # What the keys before have done says which of the two is meant.
            if several.all_done(session.snapshot, ids):
                return session.untick(ids)
            return session.tick(one for one in ids if one in session.catalog.milestones)

        self.do(toggle, several_words)

    @on(messages.ToggleAllStarted)
    def _toggle_all_started(self, request: messages.ToggleAllStarted) -> None:
        if which := self.in_catalog(request.milestone_ids):
            self.do(
                lambda session: session.act(lambda now, today: several.toggle_started(now, which, today)),
                several_words,
            )

    @on(messages.RemoveTime)
    def _remove_time(self, request: messages.RemoveTime) -> None:
        if self.may_save():
            self.do(lambda session: session.unlog(request.entry), lambda _: keyed("Removed; {app.undo} brings it back"))

    @on(messages.RemoveEvidence)
    def _remove_evidence(self, request: messages.RemoveEvidence) -> None:
        if self.may_save():
            self.do(
                lambda session: session.detach(request.entry), lambda _: keyed("Removed; {app.undo} brings it back")
            )

    @on(messages.SetLevel)
    def _set_level(self, request: messages.SetLevel) -> None:
        self.do(lambda session: session.tick([request.milestone_id], level=request.level))

    @on(messages.StepLevel)
    def _step_level(self, request: messages.StepLevel) -> None:
        self.do(lambda session: session.step_level(request.milestone_id, request.steps))

    @on(messages.ToggleStarted)
    def _toggle_started(self, request: messages.ToggleStarted) -> None:
        self.do(lambda session: session.toggle_started(request.milestone_id))

    @on(messages.ToggleTarget)
    def _toggle_target(self, request: messages.ToggleTarget) -> None:
        self.do(lambda session: session.toggle_target(request.role_id))

    @on(messages.MakePrimary)
    def _make_primary(self, request: messages.MakePrimary) -> None:
        self.do(lambda session: session.target([request.role_id], primary=True))
