"""The terminal as the app finds it behind a frame that is shown already."""

from __future__ import annotations

import os
import pty
import termios

import pytest

from mltrack import kept_frame
from mltrack.kept_frame import Curtain
from mltrack.session import Session
from mltrack.tui import driver
from mltrack.tui.app import MltrackApp
from mltrack.tui.driver import QuickDriver, fits


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Both ends of a terminal that the program has for its own."""
    outer, inner = pty.openpty()
    monkeypatch.setattr(kept_frame, "_INPUT", inner)
    monkeypatch.setattr(kept_frame, "_OUTPUT", inner)
    return outer, inner


def test_where_textual_has_changed_its_own_driver_begins_with_a_clean_terminal(
    session: Session, monkeypatch: pytest.MonkeyPatch, terminal: tuple[int, int]
) -> None:
    assert fits()
    monkeypatch.setattr(driver, "fits", lambda: False)
    outer, inner = terminal
    before = termios.tcgetattr(inner)
    curtain = Curtain(b"the frame")
    assert termios.tcgetattr(inner) != before
    app = MltrackApp(session, curtain=curtain)
    assert app.driver_class is not QuickDriver
    assert termios.tcgetattr(inner) == before
    assert os.read(outer, 1000).endswith(b"the frame\x1b[0m\x1b[?1049l\x1b[?25h")
    assert curtain.hand_over() is None


def test_what_was_handed_over_is_not_lifted(terminal: tuple[int, int]) -> None:
    outer, inner = terminal
    before = termios.tcgetattr(inner)
    curtain = Curtain(b"the frame")
    assert curtain.hand_over() == before
    curtain.lift()
    assert os.read(outer, 1000).endswith(b"the frame")
    assert termios.tcgetattr(inner) != before
