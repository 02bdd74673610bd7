"""Whatever happens, what is on disk is what the events add up to in memory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mltrack.core.entries import Span
from mltrack.core.history import (
    Change,
    DueChange,
    EffortChange,
    Event,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    OwnEffort,
    Status,
    Target,
    TargetChange,
    TimeEntry,
)
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.core.text import plain
from mltrack.store.progress_db import ProgressStore
from tests.store.histories import at, doing, facts, same

days = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(plain)
notes = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(lambda text: plain(text, lines=True))
marks = st.builds(Mark, st.sampled_from(Status), st.none() | st.sampled_from(Level), days, days, days, texts)
targets = st.builds(Target, st.booleans(), days)
ids = st.sampled_from(["a", "b", "role:c", "ü"])
times = st.builds(TimeEntry, ids, st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 1_440), texts)
spans = st.tuples(*[st.floats(0, 10_000) | st.integers(0, 500)] * 2).map(lambda ends: Span(min(ends), max(ends)))
evidence = st.builds(Evidence, ids, st.dates(date(1990, 1, 1), date(2090, 1, 1)), texts)
efforts = st.builds(OwnEffort, spans, st.none() | spans) | st.builds(OwnEffort, st.none(), spans)
entries = st.sampled_from(["t1", "t2", "t3"])
changes: st.SearchStrategy[Change] = st.one_of(
    st.builds(MarkChange, ids, st.none() | marks, st.none() | marks),
    st.builds(NoteChange, ids, notes, notes),
    st.builds(TargetChange, ids, st.none() | targets, st.none() | targets),
    st.builds(LogChange, entries, st.none() | times, st.none() | times),
    st.builds(EffortChange, ids, st.none() | efforts, st.none() | efforts),
    st.builds(DueChange, ids, days, days),
    st.builds(EvidenceChange, entries, st.none() | evidence, st.none() | evidence),
)
actions = st.lists(st.lists(changes, max_size=4), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(actions, st.data())
def test_any_sequence_on_disk_is_the_fold_in_memory(
    tmp_path_factory: pytest.TempPathFactory, done: list[list[Change]], data: st.DataObject
) -> None:
    places = at(tmp_path_factory.mktemp("any"))
    store, expected = ProgressStore(places), Progress()
    for action in done:
        if data.draw(st.booleans()):
            store = ProgressStore(places)
        events: list[Event] = []

        def decide(progress: Progress, device: str) -> Sequence[Event]:
            events[:] = doing(*action)(progress, device)  # noqa: B023 - called within this turn
            return events  # noqa: B023

        committed = store.commit(decide)
        expected = expected.after(events)
        assert same(committed, expected)
        assert same(store.load(), expected)
        assert same(ProgressStore(places).load(), expected)
        if expected.history:
            assert json.loads(places.progress.read_bytes()).get("state", {}) == facts(expected)
