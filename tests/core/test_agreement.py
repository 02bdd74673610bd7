from __future__ import annotations

import pytest

from mltrack.core.agreement import Agreement
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.history import Mark, Status
from mltrack.core.matching import Confidence, Match
from mltrack.core.outcomes import Fate
from mltrack.core.progress import Progress
from mltrack.core.proposals import proposal_for
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import TODAY, WORKING, catalog, cert, done, skill

CATALOG = catalog([skill("python"), skill("sql"), skill("r"), cert("aws"), cert("gcp")], [])
SKILL, CERTIFICATION = ClaimKind.SKILL, ClaimKind.CERTIFICATION
PYTHON, SQL, AWS, OTHER, NOTHING = range(5)


def offered(marks: dict[str, Mark] | None = None) -> Agreement:
    """Python for certain; SQL that may be R; a course of AWS that may be all of GCP; R again; something unknown."""
    snapshot = Snapshot(CATALOG, Progress(marks or {}), TODAY)

    def says(name: str, kind: ClaimKind, *matches: tuple[str, Confidence, bool]) -> tuple[Claim, list[Match]]:
        return Claim(kind, name, "row 1"), [Match(one, sure, "so", is_part=part) for one, sure, part in matches]

    likely, certain = Confidence.LIKELY, Confidence.CERTAIN
    claims = [
        says("Python", SKILL, ("python", certain, False)),
        says("Sequel", SKILL, ("sql", likely, False), ("r", likely, False), ("python", likely, False)),
        says("Cloud course", CERTIFICATION, ("aws", likely, True), ("gcp", likely, False)),
        says("R", SKILL, ("r", certain, False)),
        says("Juggling", SKILL),
    ]
    return Agreement.offered(snapshot, [proposal_for(snapshot, claim, matches) for claim, matches in claims])


def agreed(agreement: Agreement) -> list[tuple[str, Level | None]]:
    return [(one.match.milestone, one.level) for one in agreement.agreed if one.match is not None]


def test_what_is_certain_is_ticked_at_first_and_nothing_else() -> None:
    agreement = offered()
    assert agreed(agreement) == [("python", WORKING), ("r", WORKING)]
    assert agreement.groups == (Fate.CERTAIN, Fate.ASK, Fate.ASK, Fate.CERTAIN, Fate.UNMATCHED)


@pytest.mark.parametrize(
    ("number", "taken"), [(PYTHON, {OTHER}), (SQL, {PYTHON, SQL, OTHER}), (NOTHING, {PYTHON, OTHER})]
)
def test_one_is_ticked_and_unticked_where_there_is_something_to_record(number: int, taken: set[int]) -> None:
    agreement = offered().toggled(number)
    assert agreement.taken == taken
    assert agreement.toggled(number).taken == {PYTHON, OTHER}


def test_a_group_is_ticked_whole_and_then_not_at_all() -> None:
    agreement = offered().toggled(SQL).group_toggled(Fate.ASK)
    assert agreement.taken == {PYTHON, SQL, AWS, OTHER}
    assert agreement.group_toggled(Fate.ASK).taken == {PYTHON, OTHER}


def test_a_level_that_its_person_gives_is_stated_and_ticks_it_within_the_four() -> None:
    agreement = offered().toggled(PYTHON)
    for _ in range(5):
        agreement = agreement.stepped(PYTHON, 1)
    python = agreement.proposals[PYTHON]
    assert (python.level, python.level_is_stated, PYTHON in agreement.taken) == (Level.EXPERT, True, True)
    assert not agreement.can_step(PYTHON, 1)
    assert not agreement.can_step(AWS, 1)
    assert agreement.stepped(AWS, 1) is agreement


def test_the_next_milestone_goes_round_keeps_a_level_given_and_drops_what_held_for_a_part() -> None:
    agreement = offered().stepped(SQL, 1).taken_for_next(SQL)
    assert ("r", Level.PROFICIENT) in agreed(agreement)
    assert ("python", Level.PROFICIENT) in agreed(agreement.taken_for_next(SQL))
    assert ("sql", Level.PROFICIENT) in agreed(agreement.taken_for_next(SQL).taken_for_next(SQL))
    course = offered()
    assert course.proposals[AWS].status is Status.STARTED
    assert course.taken_for_next(AWS).proposals[AWS].status is Status.DONE
    assert course.taken_for_next(PYTHON) is course


def test_what_is_known_has_nothing_to_tick_until_its_level_is_raised_and_stays_in_its_group() -> None:
    agreement = offered({"python": done(WORKING)})
    assert agreement.groups[PYTHON] is Fate.KNOWN
    assert not agreement.can_take(PYTHON)
    raised = agreement.stepped(PYTHON, 1)
    assert ("python", Level.PROFICIENT) in agreed(raised)
    assert raised.groups[PYTHON] is Fate.KNOWN
    assert PYTHON not in raised.stepped(PYTHON, -1).taken
