"""Our records are what the standard library makes of the same class, in everything that anybody can see."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pydantic import TypeAdapter, ValidationError

import mltrack.core
from mltrack.core.entries import Milestone, Span
from mltrack.core.records import dataclass
from mltrack.core.requirements import AtLeast, Has


@dataclass(frozen=True, slots=True)
class Point:
    """A point."""

    kind: ClassVar = "point"
    x: int
    y: float = 0.0
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("x is 0 or more")


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """The same, as the standard library makes it."""

    kind: ClassVar = "point"
    x: int
    y: float = 0.0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alone:
    """One field."""

    x: int


@dataclass(frozen=True, slots=True)
class Quiet:
    """A field that neither counts nor shows."""

    x: int
    why: str = dataclasses.field(default="", compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class Lone:
    """Equal to itself alone, with fields that are made anew for each, and one that does not show."""

    x: int
    held: list[int] = dataclasses.field(default_factory=list)
    known: int = dataclasses.field(default=1, repr=False)


@dataclass(frozen=True)
class Loose:
    """Without slots."""

    x: int


def test_equal_values_are_equal_and_hash_alike() -> None:
    assert Point(1, 2.0) == Point(1, 2.0)
    assert hash(Point(1, 2.0)) == hash(Point(1, 2.0))
    assert {Point(1), Point(1), Point(2)} == {Point(1), Point(2)}
    for other in (Point(2, 2.0), Point(1, 3.0), Point(1, 2.0, ("a",)), Plain(1, 2.0), (1, 2.0, ()), None):
        assert Point(1, 2.0) != other
    assert Alone(1) == Alone(1) != Alone(2)
    assert hash(Alone(1)) == hash(Alone(1))
    assert Loose(1) == Loose(1) != Loose(2)


def test_a_field_that_does_not_count_does_not_count() -> None:
    assert Quiet(1, "a") == Quiet(1, "b") != Quiet(2, "b")
    assert hash(Quiet(1, "a")) == hash(Quiet(1, "b"))
    assert (copy.copy(Quiet(1, "a")).why, dataclasses.replace(Quiet(1, "a"), x=2).why) == ("a", "a")
    assert repr(Quiet(1, "a")) == "Quiet(x=1)"


def test_it_says_what_it_holds_as_the_standard_library_does() -> None:
    assert repr(Point(1, names=("a",))) == repr(Plain(1, names=("a",))).replace("Plain", "Point")
    assert repr(Point(1)) == "Point(x=1, y=0.0, names=())"


def test_nothing_can_be_changed() -> None:
    for change in (lambda one: setattr(one, "x", 2), lambda one: setattr(one, "z", 2), lambda one: delattr(one, "x")):
        refused: Callable[[Any], None] = change
        for one in (Point(1), Loose(1)):
            with pytest.raises(dataclasses.FrozenInstanceError):
                refused(one)
    assert not hasattr(Point(1), "__dict__")


def test_it_is_made_of_what_the_standard_library_would_make_it_of() -> None:
    assert Point(x=1, names=("a",)) == Point(1, 0.0, ("a",))
    for given, named in (((), {}), ((1, 2.0, (), 4), {}), ((1,), {"z": 2})):
        wrong: Callable[..., Point] = Point
        with pytest.raises(TypeError, match=r"Point\.__init__\(\)"):
            wrong(*given, **named)


def test_one_that_is_equal_to_itself_alone() -> None:
    one = Lone(1)
    assert one == one != Lone(1)  # noqa: PLR0124 - that is the point
    assert {one: 2}[one] == 2
    one.held.append(3)
    assert (one.held, Lone(1).held, Lone(1, [4]).held) == ([3], [], [4])
    assert (repr(one), one.known) == ("Lone(x=1, held=[3])", 1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.x = 2  # type: ignore[misc]  # it is refused


def test_what_makes_one_is_compiled_with_the_first_of_its_class() -> None:
    @dataclass(frozen=True, slots=True)
    class Late:
        """Fields that could be taken for the defaults of others."""

        x: int
        _x: int = 2
        y: tuple[int, ...] = dataclasses.field(default_factory=tuple)
        _y: int = 3

    before = Late.__init__
    assert dataclasses.astuple(Late(1)) == dataclasses.astuple(Late(x=1)) == (1, 2, (), 3)
    after = Late.__init__
    assert after is not before
    assert Late(1, _x=3, _y=4) == Late(1, 3, (), 4)
    assert Late.__init__ is after


def test_another_record_may_be_made_of_it() -> None:
    @dataclasses.dataclass(frozen=True, slots=True)
    class Solid(Point):
        z: int = 0

    assert dataclasses.astuple(Solid(1, z=3)) == (1, 0.0, (), 3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Solid(1).z = 4  # type: ignore[misc]  # it is refused


def test_an_unhashable_value_cannot_be_hashed() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Point(1, names=[]))  # type: ignore[arg-type]


def test_the_tools_of_the_standard_library_know_it() -> None:
    one = Point(1, 2.0)
    assert dataclasses.replace(one, x=3) == Point(3, 2.0)
    with pytest.raises(ValueError, match="0 or more"):
        dataclasses.replace(one, x=-1)
    assert dataclasses.astuple(one) == (1, 2.0, ())
    for each in (one, Alone(1), Loose(1)):
        assert copy.deepcopy(each) == pickle.loads(pickle.dumps(each)) == each
    match one:
        case Point(x, y):
            assert (x, y) == (1, 2.0)


def test_the_door_knows_it() -> None:
    assert TypeAdapter(Span).validate_json('{"low": 1, "high": 2}') == Span(1, 2)
    with pytest.raises(ValidationError):
        TypeAdapter(Span).validate_json('{"low": 1, "high": 2, "middle": 1}')


def test_one_without_a_docstring_is_called_by_its_name() -> None:
    @dataclass(frozen=True, slots=True)
    class Bare:
        x: int
        y: int

    assert (Bare.__doc__, Bare(1, 2)) == ("Bare", Bare(1, 2))


def test_whatever_is_frozen_in_the_core_is_made_in_this_way() -> None:
    folder = Path(mltrack.core.__file__).parent
    others = [
        f"{path.name}: {line}"
        for path in folder.glob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("@dataclass(frozen=True") and "core.records import dataclass" not in path.read_text("utf-8")
    ]
    # One with a class beside it that is not frozen, and changes all the time.
    assert {line.partition(":")[0] for line in others} == {"least_cost.py"}


def test_the_entries_of_the_catalog_are_made_in_this_way() -> None:
    for one in (Milestone, Has, AtLeast, Alone):
        assert one.__eq__ is Point.__eq__
        assert one.__hash__ is Point.__hash__
