"""Evidence told on two devices, as stories."""

from __future__ import annotations

from datetime import timedelta

from mltrack.core.history import Evidence, EvidenceChange
from mltrack.core.merge import Clash, merged
from tests.core.devices import Device, meet
from tests.core.worlds import TODAY

LINK = Evidence("python", TODAY, "https://example.org/me")
OTHER = Evidence("python", TODAY, "https://example.org/other")


def two() -> tuple[Device, Device]:
    """A laptop and a phone that know the same piece of evidence."""
    laptop = Device("laptop")
    laptop.act(EvidenceChange("known", None, LINK))
    return laptop, Device("phone", laptop.progress, timedelta(seconds=1))


def test_what_both_attach_is_all_kept_even_when_it_is_the_same() -> None:
    laptop, phone = two()
    laptop.act(EvidenceChange("a", None, OTHER))
    phone.act(EvidenceChange("b", None, OTHER))
    assert merged(laptop.progress, phone.progress.history).clashes == ()
    together = meet(laptop, phone)
    assert together.evidence == {"known": LINK, "a": OTHER, "b": OTHER}
    assert together.evidence_on == {"python": [LINK, OTHER, OTHER]}


def test_a_piece_that_both_remove_is_gone_and_no_clash_and_undo_brings_it_back() -> None:
    laptop, phone = two()
    for device in (laptop, phone):
        device.act(EvidenceChange("known", LINK, None))
    assert merged(laptop.progress, phone.progress.history).clashes == ()
    assert meet(laptop, phone).evidence == {}
    laptop.undo()
    assert laptop.progress.evidence == {"known": LINK}


def test_a_piece_that_one_side_removes_is_removed_and_what_the_other_attached_stays() -> None:
    laptop, phone = two()
    phone.act(EvidenceChange("known", LINK, None))
    laptop.act(EvidenceChange("a", None, OTHER))
    assert meet(laptop, phone).evidence == {"a": OTHER}


def test_a_removal_that_was_taken_back_gives_way_to_one_that_was_not() -> None:
    laptop, phone = two()
    laptop.act(EvidenceChange("known", LINK, None))
    phone.act(EvidenceChange("known", LINK, None))
    phone.undo()
    merge = merged(laptop.progress, phone.progress.history)
    (clash,) = merge.clashes
    assert (clash.subject.noun, clash.ours_holds, clash.taken_back) == ("evidence", True, True)
    assert list(merge.upheld) == [EvidenceChange("known", LINK, None)]
    assert meet(laptop, phone).evidence == {}


def test_of_two_pieces_under_one_id_as_after_going_back_on_one_side_the_later_told_holds() -> None:
    laptop, phone = two()
    laptop.act(EvidenceChange("known", LINK, None))
    phone.act(EvidenceChange("known", LINK, OTHER), label="restore backup 12")
    removed, changed = EvidenceChange("known", LINK, None), EvidenceChange("known", LINK, OTHER)
    assert merged(laptop.progress, phone.progress.history).clashes == (
        Clash(removed.subject, removed, changed, ours_holds=False),
    )
    assert meet(laptop, phone).evidence == {"known": OTHER}
