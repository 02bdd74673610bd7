"""The program that draws the first frames of the next start and keeps them; it is run when the app has ended.

    python -P -m mltrack.tui.ahead WIDTH HEIGHT BEGUN [--ascii]

BEGUN is when it was asked for, in nanoseconds since 1970. Of what has changed since then, the frames may
hold the old or the new, so they are not kept. It shows nothing and says nothing: where it cannot do it,
the next start just takes longer.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from mltrack.errors import MltrackError
from mltrack.kept_frame import Circumstances
from mltrack.session import Session, catalog_place, known_places, local_now, open_session
from mltrack.tui.app import MltrackApp
from mltrack.tui.screens.place import PlaceScreen
from mltrack.tui.widgets.row_list import RowList

_PATIENCE: Final = 20
"""Seconds after which it gives up, whatever it waits for."""
_REST: Final = 0.3
"""Seconds in which what comes after the first frame has come, or begun."""
_PRIVATE: Final = "milestones"
"""The place that may open on somebody's own words, which are kept nowhere but in the progress file and its backups."""
_DAYS: Final = 4
"""For so many days, today among them: who leaves on a Friday comes back on a Monday."""
_LOCAL_TIME: Final = "/etc/localtime"
"""What times of day follow from, unless a variable says it."""
_PARTS: Final = ("mltrack", "textual", "rich")
"""The packages whose files a frame is drawn by."""


class Ahead(MltrackApp):
    """The app, as far as its first frame."""

    frame = ""
    """What the terminal would be sent; empty where a dialog, a person's own words or not yet all would be shown."""

    def first_shown(self) -> None:
        """Take the frame, unless it is private, and see whether it stays."""
        if (
            isinstance(self.screen, PlaceScreen)
            and self.current_mode != _PRIVATE
            and not self._gives_reasons(self.screen)
        ):
            self.frame = self.screen.whole_frame()
        self.set_timer(_REST, self._end)

    def _end(self) -> None:
        """End, without a frame that more has come to since: a list that waits for its rows says that it has none."""
        works = any(not worker.is_finished and worker.node is not self for worker in self.workers)
        if works or not isinstance(self.screen, PlaceScreen) or self.screen.whole_frame() != self.frame:
            self.frame = ""
        self.exit()

    def _gives_reasons(self, screen: PlaceScreen) -> bool:
        """True where a list may say why something was waived, in the words of who did it."""
        if self.snapshot is None:
            return False
        marks = self.snapshot.progress.marks
        reasoned = {name for name, mark in marks.items() if mark.reason}
        return any(reasoned & row_list.listed for row_list in screen.query(RowList))


def frame_of(session: Session, size: tuple[int, int], *, ascii: bool) -> str:  # noqa: A002 - as the option is called
    """What the app shows first in a window of `size` cells across and down; empty for what is not to be kept."""
    app = Ahead(session, ascii=ascii)
    app.run(headless=True, size=size)
    return app.frame


def main(arguments: Sequence[str]) -> None:
    """Draw and keep the frames."""
    options = {"--ascii"} & set(arguments)
    width, height, begun = map(int, arguments[:3])
    made_of = Circumstances((width, height), ascii=bool(options))
    with suppress(MltrackError, OSError):
        places = known_places()
        for folder in (places.data, places.config, catalog_place()):
            made_of.add_below(folder)
        made_of.add([_LOCAL_TIME])
        if made_of.are_too_many:
            return
        frames = {}
        for days in range(_DAYS):
            session = open_session(clock=partial(_now_in, days))
            frame = frame_of(session, (width, height), ascii=bool(options))
            if not frame:
                return  # nor is there one for another day
            frames[str(session.snapshot.today)] = frame
        made_of.add(_program())
        if not made_of.changed_since(begun):
            made_of.keep(frames)


def _now_in(days: int) -> datetime:
    return local_now() + timedelta(days=days)


def _program() -> Sequence[str]:
    """The files of the program, as far as they were needed."""
    modules = [(name, getattr(module, "__file__", None)) for name, module in sys.modules.items()]
    files = [file for name, file in modules if file and name.partition(".")[0] in _PARTS]
    return [*files, *map(str, Path(__file__).parent.rglob("*.tcss"))]


if __name__ == "__main__":
    signal.alarm(_PATIENCE)
    os.nice(5)
    main(sys.argv[1:])
