"""Progress as the progress file says it: what is asked of it costs what it is about."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from mltrack.core.history import MarkChange, NoteChange
from mltrack.store.progress_db import ProgressStore
from mltrack.store.unread_progress import WrittenEvents
from tests.store.histories import DONE, at, doing


def test_after_an_action_on_many_things_its_beginning_is_not_looked_for_with_each(tmp_path: Path) -> None:
    places = at(tmp_path)
    ProgressStore(places).commit(doing(*(NoteChange(f"m{number}", "", "x") for number in range(50))))
    ProgressStore(places).commit(doing(*(MarkChange(f"m{number}", None, DONE) for number in range(100))))
    progress, start, looked = ProgressStore(places).load(), WrittenEvents._start, list[int]()

    def looking(events: WrittenEvents, number: int) -> int:
        looked.append(number)
        return start(events, number)

    with patch.object(WrittenEvents, "_start", looking):
        step = progress.undoable
    assert step is not None
    assert len(step.changes) == 100
    assert len(looked) < 10
