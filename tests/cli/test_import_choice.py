"""Numbers and words that choose among proposals."""

from __future__ import annotations

import re

import pytest

from mltrack.cli.import_choice import chosen, ranges
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.history import Status
from mltrack.core.outcomes import Fate, Outcome
from mltrack.core.proposals import Proposal
from mltrack.core.recording import News
from mltrack.errors import InvalidInput
from mltrack.importing import Listed

FATES = [Fate.CERTAIN, Fate.CERTAIN, Fate.CERTAIN, Fate.ASK, Fate.ASK, Fate.SAID, Fate.KNOWN, Fate.UNMATCHED]
LISTED = [
    Listed(number, Proposal(Claim(ClaimKind.SKILL, "a", "b"), (), Status.DONE), Outcome(fate, News(), News()))
    for number, fate in enumerate(FATES, start=1)
]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2", [2]),
        ("3,1", [1, 3]),
        ("1-3 5", [1, 2, 3, 5]),
        ("1 - 3, 5", [1, 2, 3, 5]),
        ("2–3", [2, 3]),
        ("6", [6]),
        ("5-8", [5, 6, 7]),
        ("certain", [1, 2, 3]),
        ("y", [1, 2, 3]),
        ("Yes", [1, 2, 3]),
        ("certain,5", [1, 2, 3, 5]),
        ("all", [1, 2, 3, 4, 5]),
        ("ALL", [1, 2, 3, 4, 5]),
        ("all,6", [1, 2, 3, 4, 5, 6]),
        ("all but 2", [1, 3, 4, 5]),
        ("all but 2,3 5", [1, 4]),
        ("all except 2-4", [1, 5]),
        ("but 2", [1, 3, 4, 5]),
        ("-2", [1, 3, 4, 5]),
        ("-2-3", [1, 4, 5]),
        ("-2,-4", [1, 3, 5]),
        ("all -2", [1, 3, 4, 5]),
        ("certain but 1", [2, 3]),
        ("1-4 -2", [1, 3, 4]),
        ("none", []),
        ("n", []),
        ("No", []),
    ],
)
def test_numbers_and_words_name_proposals(text: str, numbers: list[int]) -> None:
    assert chosen(text, LISTED) == numbers


@pytest.mark.parametrize("text", ["0", "9", "3-1", "7-9", "one", "1;2", "", " , ", "1.5", "--2", "yess", "²"])
def test_what_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(
        InvalidInput, match=r"is not a number from 1 to 8, such as 3 or 1-4, nor certain, all or none\.$"
    ):
        chosen(text, LISTED)


@pytest.mark.parametrize("text", ["8", "1,8", "1-3 8", "8-8", "all but 8", "certain,8"])
def test_what_the_catalog_lacks_is_refused_wherever_it_is_named(text: str) -> None:
    with pytest.raises(InvalidInput, match=re.escape("8 is not in the catalog, so there is nothing to record.")):
        chosen(text, LISTED)


@pytest.mark.parametrize(
    ("numbers", "text"), [([], ""), ([4], "4"), ([1, 2, 3, 7], "1-3,7"), ([9, 1, 8], "1,8-9"), ([1, 3, 5], "1,3,5")]
)
def test_numbers_are_written_as_they_can_be_given(numbers: list[int], text: str) -> None:
    assert ranges(numbers) == text
