"""The ladder of roles; the lines of the role under the cursor are heavy."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.reactive import reactive

from mltrack.core.query import RoleQuery, closest, fitting_roles
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.ladder import LadderPicture
from mltrack.tui.present.row import RoleRef, Row
from mltrack.tui.widgets.role_keys import RoleKeys


class Ladder(RoleKeys):
    """Roles from entry to senior, with a line from each to those that it leads to."""

    text: reactive[str] = reactive("", repaint=False)
    """Words that the roles to show hold."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._looked_at = ""
        self._pictured: tuple[Snapshot, str, int] | None = None
        self._picture: LadderPicture | None = None

    def rows_for(self, width: int) -> Iterable[Row]:
        """The roles that fit; they are worked out anew only where something other than the cursor has changed."""
        if self.snapshot is None:
            return ()
        pictured = self.snapshot, self.text, width
        if self._picture is None or self._pictured != pictured:
            self._pictured, self._picture = pictured, LadderPicture(*pictured)
        return self._picture.rows(self._looked_at)

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, and count them."""
        super().rebuild(top=top)
        self.border_title = Content(f"Ladder · {self.stops}")
        self._follow()

    def watch_text(self) -> None:
        """Show what fits now, with the cursor on the one that was typed, if it was."""
        self.rebuild()
        if self.snapshot is not None:
            typed = closest(fitting_roles(self.snapshot, RoleQuery(self.text)), self.text)
            if typed is not None:
                self.show(RoleRef(typed))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the lines of the role that the cursor came to."""
        super().watch_cursor(old, new)
        self._follow()

    def _follow(self) -> None:
        if self._looked_at != self.role_id:
            self._looked_at = self.role_id
            self.rebuild()
