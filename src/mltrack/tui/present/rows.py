"""The rows of a list as one thing, which knows where the cursor can stand before a row is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import overload

from mltrack.tui.present.row import MilestoneRef, Ref, Row


class Rows(Sequence[Row]):
    """Rows that are all made."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._rows = tuple(rows)
        self.stops: Sequence[int] = [number for number, row in enumerate(self._rows) if row.ref is not None]
        """Numbers of the rows that stand for something, ascending."""

    @overload
    def __getitem__(self, number: int) -> Row: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Row]: ...
    def __getitem__(self, number: int | slice) -> Row | Sequence[Row]:
        return self._rows[number]

    def __len__(self) -> int:
        return len(self._rows)

    def places_of(self, ref: Ref) -> Sequence[int]:
        """Numbers of the rows that stand for `ref`; of a milestone else those that stand for it at another level."""
        same = [stop for stop in self.stops if self._rows[stop].ref == ref]
        if not same and isinstance(ref, MilestoneRef):
            same = [stop for stop in self.stops if _is_of(self._rows[stop].ref, ref.id)]
        return same

    def ids(self) -> frozenset[str]:
        """Ids of all that the rows stand for."""
        return frozenset(ref.id for stop in self.stops if (ref := self._rows[stop].ref) is not None)


def _is_of(ref: Ref | None, milestone_id: str) -> bool:
    return isinstance(ref, MilestoneRef) and ref.id == milestone_id


class LateRows(Rows):
    """Rows that are made when they are first looked at: of thousands, those that come into view.

    Each stands for one id and no two for the same; between them and after them there can be rows that are made.
    """

    def __init__(self, ref: Callable[[str], Ref], make: Callable[[str], Row]) -> None:
        """`make` makes the row of an id, which stands for the `ref` of it."""
        super().__init__()
        self._ref, self._make = ref, make
        self._ids: list[str] = []
        self._there: dict[int, Row] = {}
        self._stops: list[int] = []
        self.stops = self._stops

    def add(self, *rows: Row) -> None:
        """Add rows that are made already."""
        for row in rows:
            number = len(self._ids)
            self._ids.append("")
            self._there[number] = row
            if row.ref is not None:
                self._stops.append(number)

    def add_late(self, ids: Iterable[str]) -> None:
        """Add a row an id, to be made later."""
        start = len(self._ids)
        self._ids += ids
        self._stops += range(start, len(self._ids))

    @overload
    def __getitem__(self, number: int) -> Row: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Row]: ...
    def __getitem__(self, number: int | slice) -> Row | Sequence[Row]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        number = range(len(self._ids))[number]  # counted from the end, or not there
        found = self._there.get(number)
        if found is None:
            found = self._there[number] = self._make(self._ids[number])
        return found

    def __len__(self) -> int:
        return len(self._ids)

    def places_of(self, ref: Ref) -> Sequence[int]:
        """Numbers of the rows that stand for `ref`; of a milestone else those that stand for it at another level."""
        late = self._ref(ref.id)
        if ref.id and (late == ref or (isinstance(ref, MilestoneRef) and _is_of(late, ref.id))):
            try:
                return [self._ids.index(ref.id)]
            except ValueError:
                return []
        return [number for number, row in self._there.items() if row.ref == ref and not self._ids[number]]

    def ids(self) -> frozenset[str]:
        """Ids of all that the rows stand for."""
        made = {row.ref.id for row in self._there.values() if row.ref is not None}
        return frozenset(self._ids).difference({""}) | made
