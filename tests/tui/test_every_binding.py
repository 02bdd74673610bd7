"""No key without a test: what the classes bind and what the tests exercise is the same set."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.screen import Screen

from tests.tui.registry import EXERCISED, bound_keys, classes, exercises, pressed


def test_every_binding_with_an_id_is_exercised_by_a_test_and_every_exercised_id_exists() -> None:
    for module in Path(__file__).parent.glob("test_*.py"):
        importlib.import_module(f"tests.tui.{module.stem}")
    assert set(bound_keys()) == EXERCISED


def test_the_look_for_bindings_reaches_the_app_its_screens_and_its_widgets() -> None:
    names = {one.__name__ for one in classes()}
    assert {"MltrackApp", "TwoPanes", "HelpScreen", "RowList", "FilterLine"} <= names
    assert bound_keys()["list.down"] == {"down", "j"}


def test_no_id_is_given_to_two_commands() -> None:
    actions: dict[str, set[str]] = {}
    for one in classes():
        for binding in one.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id is not None:
                actions.setdefault(binding.id, set()).add(f"{one.__name__}.{binding.action}")
    assert len(actions) > 30
    assert {name: found for name, found in actions.items() if len(found) > 1} == {}


def test_every_command_that_is_shown_says_what_it_does_in_words() -> None:
    bindings = [
        binding for one in classes() for binding in one.__dict__.get("BINDINGS", ()) if isinstance(binding, Binding)
    ]
    assert [binding for binding in bindings if not binding.description] == []


async def test_a_test_that_forgets_a_key_of_what_it_exercises_fails() -> None:
    async def forgetful() -> None:
        pressed("list.down", "j")

    async def thorough() -> None:
        pressed("list.down", "j")
        pressed("list.down", "down")

    await exercises("list.down")(thorough)()
    with pytest.raises(AssertionError, match=r"list\.down"):
        await exercises("list.down")(forgetful)()


def test_screens_are_among_the_classes_looked_at() -> None:
    assert sum(issubclass(one, Screen) for one in classes()) >= 8
