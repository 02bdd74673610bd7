"""Which bindings the tests exercise: `exercises` declares them and checks that every key of theirs was pressed."""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from typing import ParamSpec

from textual.binding import BindingsMap
from textual.dom import DOMNode

import mltrack.tui

_Test = ParamSpec("_Test")

EXERCISED: set[str] = set()
"""Ids of the bindings that some test exercises."""

_PRESSED: defaultdict[str, set[str]] = defaultdict(set)


def classes() -> Iterator[type[DOMNode]]:
    """Every app, screen and widget that mltrack.tui defines."""
    for module in pkgutil.walk_packages(mltrack.tui.__path__, "mltrack.tui."):
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(found, DOMNode) and found.__module__ == module.name:
                yield found


def bound_keys() -> dict[str, set[str]]:
    """Binding id to its keys, over all classes."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for one in classes():
        for key, binding in BindingsMap(one.__dict__.get("BINDINGS", ())):
            if binding.id is not None:
                keys[binding.id].add(key)
    return dict(keys)


def pressed(binding_id: str, key: str) -> None:
    """Remember that a live binding was reached by one of its keys."""
    _PRESSED[binding_id].add(key)


def exercises(
    *binding_ids: str,
) -> Callable[[Callable[_Test, Awaitable[None]]], Callable[_Test, Awaitable[None]]]:
    """The test exercises these bindings; it fails when one of their keys was not pressed while it was live."""

    def declare(test: Callable[_Test, Awaitable[None]]) -> Callable[_Test, Awaitable[None]]:
        EXERCISED.update(binding_ids)

        @functools.wraps(test)
        async def run(*arguments: _Test.args, **named: _Test.kwargs) -> None:
            _PRESSED.clear()
            await test(*arguments, **named)
            missed = {one: bound_keys().get(one, {"no such id"}) - _PRESSED[one] for one in binding_ids}
            missed = {one: keys for one, keys in missed.items() if keys}
            assert not missed, f"keys not pressed while they were live: {missed}"

        return run

    return declare
