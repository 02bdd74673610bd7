"""The ten profiles against their keys: nothing wrong is recorded unasked, and nothing gets worse unnoticed.

The bounds are what was reached, rounded down; `python -m tests.exchange.matching_scores --all` says what differs.
"""

from __future__ import annotations

import pytest

from tests.exchange.matching_scores import SOURCES, differences, of_all, score

PRECISION, RECALL, CERTAIN_RECALL, STATUS = 0.985, 0.99, 0.96, 0.96


@pytest.mark.parametrize("source", SOURCES)
def test_nothing_wrong_is_certain_and_nothing_gets_worse(source: str) -> None:
    assert [line for line in differences(source) if line.startswith(("certain and wrong", "too sure"))] == []
    reached = score(of_all(source))
    assert reached.certain_right == reached.certain
    assert reached.precision >= PRECISION
    assert reached.recall >= RECALL
    assert reached.certain_recall >= CERTAIN_RECALL
    assert reached.status_right >= STATUS * reached.right
