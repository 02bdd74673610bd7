"""What was reached on the ten postings is not lost again."""

from __future__ import annotations

from tests.exchange.posting_scores import looks, report, total


def test_the_ten_postings_are_read_as_well_as_before() -> None:
    found = looks()
    one = total(look.score for look in found)
    told = report(found, details=True)
    assert one.postings == 10
    assert one.precision >= 0.99, told
    assert one.recall == 1, told
    assert one.same_strength >= one.right - 2, told
    assert one.same_level >= one.with_level - 1, told
    assert one.same_alternatives >= one.right - 1, told
    assert (one.same_years, one.fallen) == (one.with_years, 0), told
    assert (one.same_title, one.same_seniority) == (10, 10), told
