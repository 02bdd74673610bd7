"""What was told on earlier days, and what a command answers as JSON."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mltrack.session import local_now, open_session
from tests.cli.conftest import Run

DAY = timedelta(days=1)


def ago(days: int) -> date:
    return local_now().date() - days * DAY


def told(days: int) -> Any:
    """A session of so many days ago."""
    return open_session(clock=lambda: local_now() - days * DAY)


def in_json(run: Run, *arguments: str) -> Any:
    result = run(*arguments, "--json")
    assert (result.status, result.err) == (0, "")
    assert result.out.isascii()
    return result.json()
