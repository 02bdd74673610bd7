"""A person at a terminal: a home of their own, and windows that close when the test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.terminal.pseudo_terminal import Terminal

Open: TypeAlias = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where everything of this person goes; it does not exist before something is written."""
    return tmp_path / "home"


@pytest.fixture
def open_app(home: Path) -> Iterator[Open]:
    """Starts `mltrack` in a new window."""
    windows: list[Terminal] = []

    def start(*arguments: str, **options: Any) -> Terminal:
        windows.append(Terminal(home, *arguments, **options))
        return windows[-1]

    yield start
    for window in windows:
        window.close()
