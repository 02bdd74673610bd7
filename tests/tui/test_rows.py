"""Rows that are made late are those that would have been made at once, and no more of them are made than are seen."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from mltrack.core.requirements import Level
from mltrack.session import Session
from mltrack.tui.present.row import BLANK, DepartedRef, MilestoneRef, Ref, RoleRef, Row
from mltrack.tui.present.rows import LateRows, Rows
from tests.tui.driver import WIDE, user_of

IDS = ["python", "sql", "aws", "msc", "phd", "ml"]
REFS: Sequence[Ref] = [
    *(MilestoneRef(one) for one in IDS),
    MilestoneRef("sql", Level.EXPERT),
    DepartedRef("old"),
    DepartedRef("sql"),
    RoleRef("sql"),
    MilestoneRef("nothing"),
]


def row_of(one: str) -> Row:
    return Row(Content(one.title()), ref=MilestoneRef(one))


def late(groups: Sequence[Sequence[str]]) -> tuple[LateRows, Rows]:
    """Groups of rows with a heading between them and one that is gone after them, made late and at once."""
    found, every = LateRows(MilestoneRef, row_of), list[Row]()
    for group in groups:
        heading = (BLANK, Row(Content("A heading")))
        found.add(*heading)
        found.add_late(group)
        every += [*heading, *map(row_of, group)]
    gone = Row(Content("Old"), ref=DepartedRef("old"))
    found.add(gone)
    return found, Rows([*every, gone])


@given(st.permutations(IDS), st.integers(0, 6), st.sampled_from(REFS), st.data())
def test_late_rows_are_the_same_rows(ids: list[str], cut: int, ref: Ref, data: st.DataObject) -> None:
    found, every = late([ids[:cut], ids[cut:]] if cut else [ids[2:]])
    numbers = st.lists(st.integers(-len(every), len(every) - 1), max_size=4)
    for number in data.draw(numbers):
        assert found[number] == every[number]
    assert found.stops == every.stops
    assert found.places_of(ref) == every.places_of(ref)
    assert found.ids() == every.ids()
    assert list(found) == list(every)
    assert found[1:4] == list(every[1:4])


def test_a_row_is_made_when_it_is_looked_at() -> None:
    made = list[str]()

    def make(one: str) -> Row:
        made.append(one)
        return row_of(one)

    rows = LateRows(MilestoneRef, make)
    rows.add_late(IDS)
    assert (len(rows), rows.stops, rows.places_of(MilestoneRef("aws"))) == (6, [0, 1, 2, 3, 4, 5], [2])
    assert made == []
    assert rows[2] is rows[2]
    assert made == ["aws"]


async def test_only_the_roles_in_view_are_judged(session: Session) -> None:
    async with user_of(session, (120, 16)) as user:
        judged = vars(session.snapshot.readiness)["_known"]
        assert 0 < len(judged) < len(session.catalog.roles)
        await user.press("end")
        assert user.under_cursor in judged


async def test_the_list_of_milestones_makes_those_in_view(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        rows = user.listed._rows
        assert isinstance(rows, LateRows)
        made = [row for row in vars(rows)["_there"].values() if row.ref is not None]
        assert 0 < len(made) < len(rows.stops)
