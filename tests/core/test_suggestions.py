"""What may have been meant by an id that there is not; and how names become ids."""

from __future__ import annotations

import pytest

from mltrack.core.fault_keys import shown_key
from mltrack.core.figures import id_of, is_id
from mltrack.core.suggestions import Suggestions

NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "milestone": {"kubernetes": ("K8s",), "pcap": ("Certified Associate", "PCAP-31-03"), "apache-spark": ("Spark",)},
    "role": {"data-scientist": ("Data scientist",)},
}


@pytest.mark.parametrize(
    ("noun", "unknown", "hint"),
    [
        ("milestone", "kubernets", "; did you mean kubernetes?"),
        ("milestone", "k8s", "; did you mean kubernetes?"),
        ("milestone", "PCAP", "; did you mean pcap?"),
        ("milestone", "PCAP-31-03", "; did you mean pcap?"),
        ("milestone", "spark", "; did you mean apache-spark?"),
        ("role", "data-scientists", "; did you mean data-scientist?"),
        ("role", "kubernetes", ""),
        ("milestone", "cooking", ""),
        ("source", "anything", ""),
    ],
)
def test_the_nearest_id_is_named_by_whatever_name_it_is_near(noun: str, unknown: str, hint: str) -> None:
    assert Suggestions(NAMES).hint(noun, unknown) == hint


def test_a_file_full_of_ids_that_there_are_not_is_not_looked_through_for_minutes() -> None:
    hints = Suggestions(NAMES)
    told = [hints.hint("milestone", f"kubernetes-{number}") for number in range(200)]
    assert [bool(hint) for hint in told] == [True] * 100 + [False] * 100
    assert hints.hint("milestone", "kubernetes-1") == told[1]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("ML platform engineer", "ml-platform-engineer"),
        ("  Ünïted  Ärts! ", "united-arts"),
        ("a" * 100, "a" * 80),
        ("../up", "up"),
        ("???", ""),
        ("already-one", "already-one"),
    ],
)
def test_an_id_of_a_name(name: str, id_: str) -> None:
    assert id_of(name) == id_
    assert not id_ or is_id(id_)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("", "clerk"),
        ("title", "clerk: title"),
        ("pay[0].as_of", "clerk: pay[1].as_of"),
        ("requirements[0]", "clerk: requirement 'Sums [3]'"),
        ("requirements[0].needs.all[1]", "clerk: requirement 'Sums [3]': needs.all[2]"),
        ("requirements[1].needs", "clerk: requirements[2].needs"),
        ("requirements[9].needs", "clerk: requirements[10].needs"),
    ],
)
def test_keys_are_counted_from_one_and_requirements_go_by_their_labels(key: str, shown: str) -> None:
    assert shown_key("clerk", key, ["Sums [3]", None]) == shown
