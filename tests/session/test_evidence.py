"""Evidence through the session: on disk, on several devices, in what-if, and when a save fails."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mltrack.core.history import Evidence
from mltrack.core.merge import merged
from mltrack.errors import InvalidInput, StoreError, UnknownId
from mltrack.session import Session
from mltrack.supposing import Supposition
from mltrack.upkeep import Upkeep
from tests.core.worlds import TODAY, catalog, skill
from tests.session.keepers import Clock, Keeper
from tests.session.machines import HOUSE, Machine

YESTERDAY = TODAY - timedelta(days=1)
URL = "https://example.org/me"


def session_on(keeper: Keeper) -> Session:
    return Session(HOUSE, keeper, Clock())


def told(session: Session) -> list[Evidence]:
    return list(session.snapshot.progress.evidence.values())


def test_evidence_is_attached_under_any_name_and_changes_no_mark() -> None:
    session = session_on(Keeper())
    session.attach("Python", f"  {URL} ")
    session.attach("python", "in the blue folder", YESTERDAY)
    assert told(session) == [Evidence("python", TODAY, URL), Evidence("python", YESTERDAY, "in the blue folder")]
    assert session.snapshot.progress.marks == {}


def test_the_same_evidence_again_saves_nothing() -> None:
    keeper = Keeper()
    session = session_on(keeper)
    session.attach("python", URL)
    saved = list(keeper.disk)
    session.attach("python", URL)
    assert keeper.disk == saved


def test_what_two_devices_attach_at_the_same_time_is_all_kept() -> None:
    laptop, phone = session_on(Keeper(device="laptop")), session_on(Keeper(device="phone"))
    copy = session_on(Keeper(device="laptop"))  # of the whole folder
    for session in (laptop, phone, copy):
        session.attach("python", URL)
    both = merged(laptop.snapshot.progress, phone.snapshot.progress.history)
    all_three = merged(both.progress, copy.snapshot.progress.history).progress
    assert list(all_three.evidence.values()) == [Evidence("python", TODAY, URL)] * 3


def test_attaching_is_undone_and_done_again() -> None:
    session = session_on(Keeper())
    session.attach("python", URL)
    assert session.undo().progress.evidence == {}
    assert list(session.redo().progress.evidence.values()) == [Evidence("python", TODAY, URL)]


def test_evidence_whose_save_failed_and_is_tried_again_is_one_piece_everywhere() -> None:
    keeper = Keeper(full=True)
    session = session_on(keeper)
    with pytest.raises(StoreError) as refused:
        session.attach("python", URL)
    assert refused.value.unsaved == f"evidence on Python: {URL}"
    assert session.unsaved is not None
    exported = session.unsaved.history
    keeper.full = False
    after = session.attach("python", URL)
    assert after.progress.history == exported
    assert len(merged(after.progress, exported).progress.evidence) == 1


def test_a_piece_is_removed_by_its_id_and_one_that_is_gone_is_not_missed() -> None:
    keeper = Keeper()
    session = session_on(keeper)
    session.attach("python", URL)
    (entry,) = session.snapshot.progress.evidence
    session.attach("sql", URL)
    assert [piece.milestone for piece in session.detach(entry).progress.evidence.values()] == ["sql"]
    saved = list(keeper.disk)
    session.detach(entry)
    assert keeper.disk == saved


def test_what_left_the_catalog_keeps_its_evidence_and_can_be_taken_away() -> None:
    keeper = Keeper()
    Session(catalog([skill("old")]), keeper, Clock()).attach("old", URL)
    session = session_on(keeper)
    with pytest.raises(UnknownId):
        session.attach("old", "more")
    (entry,) = session.snapshot.progress.evidence
    assert session.detach(entry).progress.evidence == {}


def test_what_makes_no_sense_is_refused_and_nothing_is_saved() -> None:
    keeper = Keeper()
    session = session_on(keeper)
    for text, on, sentence in (
        (" ", None, "Say what"),
        ("x" * 501, None, "500"),
        (URL, TODAY + timedelta(1), "future"),
    ):
        with pytest.raises(InvalidInput, match=sentence):
            session.attach("sql", text, on)
    assert (keeper.disk, keeper.commits) == ([], 0)


def test_supposed_evidence_is_kept_or_forgotten_as_a_whole() -> None:
    session = session_on(Keeper())
    session.attach("python", URL)
    (entry,) = session.snapshot.progress.evidence
    supposition = Supposition(session)
    supposition.session.detach(entry)
    supposition.session.attach("sql", "a talk")
    assert told(session) == [Evidence("python", TODAY, URL)]
    assert len(supposition.changes) == 2
    supposition.keep()
    assert told(session) == [Evidence("sql", TODAY, "a talk")]
    session.undo()
    assert told(session) == [Evidence("python", TODAY, URL)]


def test_it_is_on_disk_there_after_a_restart_and_comes_back_with_a_backup(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    session = machine.session()
    session.attach("python", URL, YESTERDAY)
    session.attach("msc", "in the blue folder: “Ü 漢字”")
    held = machine.session().snapshot.progress
    assert held.holds_same(session.snapshot.progress)
    assert list(held.evidence.values()) == [
        Evidence("python", YESTERDAY, URL),
        Evidence("msc", TODAY, "in the blue folder: “Ü 漢字”"),
    ]
    for entry in held.evidence:
        session.detach(entry)
    assert told(session) == []
    upkeep = Upkeep(session)
    assert upkeep.restore(upkeep.goal("2")).progress.evidence == held.evidence
    assert session.undo().progress.evidence == {}


def test_it_travels_by_export_and_import(tmp_path: Path) -> None:
    laptop, phone = Machine(tmp_path / "laptop").session(), Machine(tmp_path / "phone").session()
    laptop.attach("python", URL)
    phone.attach("python", "a talk")
    upkeep = Upkeep(phone)
    upkeep.merge([upkeep.export_in(Upkeep(laptop).export().encode(), "-")])
    assert {piece.text for piece in told(phone)} == {URL, "a talk"}
