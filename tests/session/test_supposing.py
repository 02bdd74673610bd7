"""What if: a session on a copy, from which nothing is saved by itself, and all of it as one action when it is kept."""

from __future__ import annotations

import pytest

from mltrack.core.requirements import Level
from mltrack.errors import StoreError
from mltrack.supposing import Supposition
from tests.session.keepers import Keeper
from tests.session.test_session import session_on


def test_nothing_that_is_supposed_reaches_the_keeper() -> None:
    keeper = Keeper()
    real = session_on(keeper)
    real.tick(["python"])
    before = list(keeper.disk)
    supposition = Supposition(real)
    supposition.session.tick(["sql"], level=Level.PROFICIENT)
    supposition.session.untick(["python"])
    supposition.session.target(["ml"])
    assert keeper.disk == before
    assert list(real.snapshot.progress.marks) == ["python"]
    assert list(supposition.session.snapshot.progress.marks) == ["sql"]
    assert len(supposition.changes) == 3


def test_what_is_kept_is_one_action_on_what_has_been_saved_by_now() -> None:
    keeper = Keeper()
    real = session_on(keeper)
    real.tick(["python"])
    supposition = Supposition(real)
    supposition.session.tick(["sql"])
    supposition.session.untick(["python"])
    session_on(keeper).note("python", "written meanwhile")
    kept = supposition.keep()
    assert list(kept.progress.marks) == ["sql"]
    assert kept.progress.notes == {"python": "written meanwhile"}
    assert len(kept.progress.actions) == 3
    assert list(real.undo().progress.marks) == ["python"]


def test_what_another_process_has_done_already_is_not_done_twice() -> None:
    keeper = Keeper()
    real = session_on(keeper)
    supposition = Supposition(real)
    supposition.session.tick(["sql"])
    session_on(keeper).tick(["sql"])
    kept = supposition.keep()
    assert list(kept.progress.marks) == ["sql"]
    assert len(kept.progress.actions) == 1


def test_ticking_on_and_off_supposes_nothing() -> None:
    real = session_on(Keeper())
    supposition = Supposition(real)
    supposition.session.toggle("sql")
    assert supposition.can_undo
    supposition.session.toggle("sql")
    assert not supposition.changes
    assert not supposition.can_undo


def test_what_really_was_done_cannot_be_undone_from_a_supposition() -> None:
    real = session_on(Keeper())
    real.tick(["python"])
    supposition = Supposition(real)
    assert not supposition.can_undo
    supposition.session.tick(["sql"])
    assert supposition.can_undo
    supposition.session.undo()
    assert not supposition.can_undo


def test_a_full_disk_keeps_nothing_and_says_so() -> None:
    keeper = Keeper()
    real = session_on(keeper)
    supposition = Supposition(real)
    supposition.session.tick(["sql"])
    keeper.full = True
    with pytest.raises(StoreError):
        supposition.keep()
    assert not real.snapshot.progress.marks
