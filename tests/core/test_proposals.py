from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.actions import LONGEST_EVIDENCE
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.history import Evidence, Mark, Status
from mltrack.core.outcomes import Fate, fates
from mltrack.core.progress import Progress
from mltrack.core.proposals import Proposal, proposed
from mltrack.core.recording import recorded
from mltrack.core.requirements import Has, Level
from mltrack.core.snapshot import Snapshot
from mltrack.core.stated_dates import StatedDay, stated_day
from tests.core.claimed import CATALOG as SHIPPED
from tests.core.worlds import (
    EXPERT,
    FAMILIAR,
    PROFICIENT,
    STARTED,
    TODAY,
    WAIVED,
    WORKING,
    catalog,
    cert,
    degree,
    done,
    happen,
    role,
    skill,
)

CATALOG = catalog(
    [skill("python"), skill("sql"), cert("aws", 24), degree("bsc"), degree("msc", implies=(Has("bsc"),))],
    [role("analyst", Has("python", PROFICIENT), Has("sql", WORKING), Has("aws"), Has("bsc"))],
)
LONG_AGO, LAST_MAY = date(2020, 3, 1), date(2026, 5, 4)


def snapshot(marks: dict[str, Mark] | None = None, **more: object) -> Snapshot:
    return Snapshot(CATALOG, replace(Progress(marks or {}), **more), TODAY)  # type: ignore[arg-type]


def says(name: str, kind: ClaimKind = ClaimKind.CERTIFICATION, **more: object) -> Claim:
    days = {key: stated_day(value) for key, value in more.items() if isinstance(value, str) and key in _DAYS}
    return Claim(kind, name, "row 2", **{**more, **days})  # type: ignore[arg-type]


_DAYS = {"on", "since", "until", "due"}


def after(before: Snapshot, proposals: Sequence[Proposal]) -> Snapshot:
    changes = recorded(before.catalog, before.progress, before.today, proposals)
    return before.after(happen(before.progress, changes), before.today) if changes else before


def mark_after(before: Snapshot, claim: Claim) -> Mark | None:
    (one,) = proposed(before, [claim])
    assert one.match is not None
    return after(before, [one]).progress.marks.get(one.match.milestone)


SKILL, CERTIFICATION, DEGREE = ClaimKind.SKILL, ClaimKind.CERTIFICATION, ClaimKind.DEGREE


@pytest.mark.parametrize(
    ("claim", "mark"),
    [
        (says("Python", SKILL), done(WORKING)),
        (says("Python", SKILL, level=EXPERT), done(EXPERT)),
        (says("Aws", on="2026-05-04"), done(on=LAST_MAY)),
        (says("Aws", on="May 2026"), done(on=date(2026, 5, 1))),
        (says("Aws", on="2026"), done(on=date(2026, 1, 1))),
        (says("Aws", on="2020-03-01", until="Mar 2021"), done(on=LONG_AGO, expires=date(2021, 3, 31))),
        (says("Aws"), done()),
        (says("Aws", until="Mar 2021"), done(on=date(2021, 3, 31), expires=date(2021, 3, 31))),
        (says("Bsc", DEGREE, since="2018", on="2021"), replace(done(on=date(2021, 1, 1)), started_on=date(2018, 1, 1))),
        (says("Bsc", DEGREE, since="2025-10-01", on="2028"), Mark(Status.STARTED, started_on=date(2025, 10, 1))),
        (says("Bsc", DEGREE, status=Status.STARTED), STARTED),
        (says("Bsc", DEGREE, status=None), None),
        (says("Aws", status=Status.WAIVED, reason="they say so"), Mark(Status.WAIVED, reason="they say so")),
    ],
)
def test_a_claim_records_what_it_states_and_no_more(claim: Claim, mark: Mark | None) -> None:
    assert mark_after(snapshot(), claim) == mark


@pytest.mark.parametrize(
    ("held", "claim"),
    [
        (done(EXPERT, LONG_AGO), says("Python", SKILL, level=FAMILIAR)),
        (done(WORKING, LONG_AGO), says("Python", SKILL, on="2026-05-04")),
        (done(WORKING, LONG_AGO), says("Python", SKILL, status=Status.STARTED)),
        (done(WORKING, LONG_AGO), says("Python", SKILL, status=Status.WAIVED, reason="no")),
        (STARTED, says("Python", SKILL, status=Status.STARTED, since="2020")),
        (WAIVED, says("Python", SKILL, status=Status.STARTED)),
        (STARTED, says("Python", SKILL, until="2020")),
    ],
)
def test_what_is_held_is_never_lowered_nor_told_otherwise(held: Mark, claim: Claim) -> None:
    before = snapshot({"python": held})
    assert mark_after(before, claim) == held
    assert fates(before, proposed(before, [claim])) == (Fate.KNOWN,)


def test_a_higher_level_raises_a_skill_and_keeps_its_day() -> None:
    assert mark_after(snapshot({"python": done(WORKING, LONG_AGO)}), says("Python", SKILL, level=EXPERT)) == done(
        EXPERT, LONG_AGO
    )


def test_a_later_day_renews_what_has_lapsed() -> None:
    lapsed = snapshot({"aws": done(on=LONG_AGO)})
    assert mark_after(lapsed, says("Aws", on="2026-05-04")) == done(on=LAST_MAY)
    assert mark_after(lapsed, says("Aws", on="2019")) == done(on=LONG_AGO)
    assert mark_after(lapsed, says("Aws")) == done(on=LONG_AGO), "no day says that it was earned again"


def test_what_was_earned_again_before_it_lapsed_counts_until_its_later_day() -> None:
    held = done(on=date(2025, 9, 1))  # until September 2027
    before = snapshot({"aws": held})
    assert mark_after(before, says("Aws", on="2026-05-04")) == done(on=LAST_MAY)
    assert mark_after(before, says("Aws", on="2026-05-04", until="2027-08")) == held, "an earlier end is no renewal"
    assert mark_after(before, says("Aws", on="2025", until="2030")) == held, "an earlier day is none either"


def test_what_was_waived_and_is_held_is_done_and_keeps_its_reason() -> None:
    assert mark_after(snapshot({"bsc": WAIVED}), says("Bsc", DEGREE)) == replace(done(), reason=WAIVED.reason)


def test_a_degree_that_is_still_to_come_is_due_on_its_day() -> None:
    before = snapshot()
    (one,) = proposed(before, [says("Bsc", DEGREE, since="2025-10", on="Jul 2028")])
    assert after(before, [one]).progress.due == {"bsc": date(2028, 7, 31)}
    assert one.remarks == ("its day is still to come",)


def test_evidence_is_kept_once_with_the_day_of_the_claim() -> None:
    before = snapshot()
    claim = says("Aws", issuer="Amazon", number="A-1", on="2026-05-04")
    first = after(before, proposed(before, [claim]))
    assert [*first.progress.evidence.values()] == [Evidence("aws", LAST_MAY, "Aws, Amazon, number A-1")]
    later = Snapshot(CATALOG, first.progress, TODAY + timedelta(days=9))
    assert after(later, proposed(later, [claim])).progress == later.progress


def test_a_link_is_the_evidence_where_there_is_one() -> None:
    before = snapshot()
    kept = after(before, proposed(before, [says("Aws", link="https://badges.example/1")])).progress
    assert [one.text for one in kept.evidence.values()] == ["https://badges.example/1"]


def test_a_note_of_ones_own_is_never_replaced() -> None:
    before = snapshot(notes={"sql": "mine"})
    kept = after(before, proposed(before, [says("Sql", SKILL, note="theirs"), says("Python", SKILL, note="new")]))
    assert kept.progress.notes == {"sql": "mine", "python": "new"}


def test_each_proposal_has_its_fate() -> None:
    before = snapshot({"sql": done(WORKING)})
    claims = [
        says("Python", SKILL),
        says("Python", SKILL, level=EXPERT),
        says("Sql", SKILL),
        says("Knitting", SKILL),
        says("Aws", on="2026"),
        says("Aws"),
    ]
    assert fates(before, proposed(before, claims)) == (
        Fate.CERTAIN,
        Fate.CERTAIN,
        Fate.KNOWN,
        Fate.UNMATCHED,
        Fate.CERTAIN,
        Fate.SAID,
    )
    twice = proposed(before, [says("Python", SKILL, level=EXPERT), says("Python", SKILL)])
    assert fates(before, twice) == (Fate.CERTAIN, Fate.SAID)


def test_a_course_of_what_the_document_holds_whole_is_said_twice() -> None:
    before = Snapshot(SHIPPED, Progress(), TODAY)
    course = says("Neural Networks and Deep Learning", ClaimKind.COURSE, issuer="DeepLearning.AI", on="2026-05-04")
    whole = says("Deep Learning Specialization", issuer="DeepLearning.AI", on="2026-05-04")
    assert fates(before, proposed(before, [course])) == (Fate.ASK,)
    assert fates(before, proposed(before, [course, whole])) == (Fate.SAID, Fate.CERTAIN)
    held = after(before, proposed(before, [whole]))
    assert fates(held, proposed(held, [course, whole])) == (Fate.SAID, Fate.KNOWN)


def test_the_end_of_a_part_is_no_day_to_be_done_by() -> None:
    before = Snapshot(SHIPPED, Progress(), TODAY)
    ended = StatedDay(TODAY.year, TODAY.month)
    course = says("Neural Networks and Deep Learning", ClaimKind.COURSE, issuer="DeepLearning.AI")
    position = says("Data scientist", ClaimKind.EXPERIENCE, since=f"{TODAY.year}")
    for claim in (course, position):
        (one,) = proposed(before, [replace(claim, on=ended)])
        assert one.match is not None
        assert one.match.is_part
        assert (one.status, one.due) == (Status.STARTED, None)


def test_evidence_of_one_file_is_one_on_two_machines() -> None:
    claims = [says("Aws", number="A-1"), says("Aws", number="A-2")]
    machines = [Snapshot(CATALOG, Progress(), day) for day in (TODAY, TODAY + timedelta(days=3))]
    first, second = (after(one, proposed(one, claims)).progress.evidence.keys() for one in machines)
    assert first == second
    assert len(first) == 2


def test_a_link_that_is_cut_is_known_again() -> None:
    claim = says("Aws", link=f"https://x.example/{'a' * (LONGEST_EVIDENCE - 19)} tail")
    first = after(snapshot(), proposed(snapshot(), [claim])).progress
    later = Snapshot(CATALOG, first, TODAY + timedelta(days=1))
    assert fates(later, proposed(later, [claim])) == (Fate.KNOWN,)


def test_a_skill_that_is_to_be_taken_further_keeps_its_due_day() -> None:
    before = snapshot()
    claims = [says("Python", SKILL, level=WORKING, due="2027-05-04"), says("Sql", SKILL, level=EXPERT, due="2027")]
    assert after(before, proposed(before, claims)).progress.due == {"python": date(2027, 5, 4)}


def test_what_is_said_in_several_places_is_taken_together() -> None:
    before = snapshot()
    claims = [
        says("Aws"),
        says("Aws", on="2026-05-04"),
        says("Aws", status=None, note="a note"),
        says("Bsc", DEGREE, status=Status.STARTED, since="2025"),
        says("Bsc", DEGREE, status=None, due="2027"),
        says("Bsc", DEGREE, status=None),
    ]
    made = proposed(before, claims)
    assert fates(before, made) == (Fate.SAID, *[Fate.CERTAIN] * 4, Fate.SAID)
    kept = after(before, made).progress
    assert kept.marks["aws"] == done(on=LAST_MAY), "its day and not today"
    assert (kept.notes, kept.due) == ({"aws": "a note"}, {"bsc": date(2027, 12, 31)})


def test_thousands_that_say_the_same_cost_little() -> None:
    before = snapshot()
    made = proposed(before, [says("Aws", number=str(number)) for number in range(5_000)])
    begun = process_time()
    told = fates(before, made)
    assert set(told) == {Fate.CERTAIN}
    assert process_time() - begun < 5, "two by two they took minutes"


# Whatever is claimed

DAYS = st.one_of(
    st.none(),
    st.builds(StatedDay, st.integers(2000, 2035)),
    st.builds(StatedDay, st.integers(2000, 2035), st.integers(1, 12)),
    st.builds(StatedDay, st.integers(2000, 2035), st.integers(1, 12), st.integers(1, 28)),
)
CLAIMS = st.lists(
    st.builds(
        Claim,
        st.sampled_from(ClaimKind),
        st.sampled_from(["Python", "sql", "aws", "Bsc", "msc", "nothing"]),
        st.just("row"),
        status=st.sampled_from([None, Status.STARTED, Status.DONE]),
        issuer=st.sampled_from(["", "A school"]),
        link=st.sampled_from(["", "https://example.org"]),
        level=st.sampled_from([None, *Level]),
        since=DAYS,
        on=DAYS,
        until=DAYS,
        due=DAYS,
        note=st.sampled_from(["", "A note"]),
    ),
    max_size=6,
)


@given(CLAIMS, CLAIMS)
def test_recording_twice_changes_nothing_and_nothing_is_lowered(first: list[Claim], second: list[Claim]) -> None:
    before = after(snapshot(), proposed(snapshot(), first))
    once = after(before, proposed(before, second))
    again = after(once, proposed(once, second))
    assert again.progress == once.progress
    tomorrow = Snapshot(CATALOG, once.progress, TODAY + timedelta(days=1))
    assert set(fates(tomorrow, proposed(tomorrow, second))) <= {Fate.KNOWN, Fate.UNMATCHED}
    for milestone, standing in before.standings.items():
        now = once.standings[milestone]
        assert (now.state is standing.state) or now.state.name in {"MET", "STARTED"}
        assert (now.level or FAMILIAR) >= (standing.level or FAMILIAR)
    for one in before.progress.notes:
        assert once.progress.notes[one] == before.progress.notes[one]
