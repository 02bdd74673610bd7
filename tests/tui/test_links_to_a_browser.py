"""What reaches the browser's command: of all links of the tables in `tests/core/test_links`, web pages, one a start."""

from __future__ import annotations

import json
import sys
import webbrowser
from pathlib import Path
from unittest.mock import Mock

import pytest
from textual.driver import Driver

from mltrack.core.links import link_in
from mltrack.session import Session
from mltrack.tui.messages import OpenLink
from mltrack.tui.screens.source import OpenLinkScreen
from tests.core.test_links import HOSTILE, OPENED
from tests.test_house import SRC, source_files
from tests.tui.driver import NARROW, user_of

RECORDER = """#!{python} -IS
import json, sys
with open({file!r}, "a") as record:
    record.write(json.dumps(sys.argv[1:]) + "\\n")
"""


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a program that stands in for a browser writes down what it was started with, a line a start."""
    program, record = tmp_path / "recorder", tmp_path / "record"
    program.write_text(RECORDER.format(python=sys.executable, file=str(record)), "utf-8")
    program.chmod(0o700)
    record.touch()
    monkeypatch.setenv("BROWSER", str(program))
    # What the standard library has found out of this computer's browsers is of another test.
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    monkeypatch.setattr(webbrowser, "_browsers", {})
    return record


def asked(record: Path) -> list[list[str]]:
    """The arguments of each start."""
    return [json.loads(line) for line in record.read_text("utf-8").splitlines()]


def test_of_all_links_web_pages_reach_the_browser_and_each_as_one_argument(started: Path) -> None:
    table = [*HOSTILE, *(text for text, _, _ in OPENED)]
    assert len(table) >= 60
    for text in table:
        if (link := link_in(text)) is not None:
            Driver.open_url(Mock(spec=Driver), link.url)  # as every driver does it
    assert asked(started) == [[url] for _, url, _ in OPENED]


async def test_the_app_asks_the_browser_for_nothing_else(session: Session, started: Path) -> None:
    async with user_of(session, NARROW) as user:
        for text in [*HOSTILE][::20]:
            user.app.post_message(OpenLink(text))
        await user.settle()
        assert not isinstance(user.app.screen, OpenLinkScreen)
        for text, _, host in OPENED[4:6]:
            user.app.post_message(OpenLink(text))
            await user.meets(OpenLinkScreen)
            await user.see(f"Open {host or 'example.org'} in your browser?", user.dialog)
            await user.press("enter")
        await user.until(lambda: len(asked(started)) == 2, "two starts")
    assert asked(started) == [[url] for _, url, _ in OPENED[4:6]]


def test_there_is_one_way_to_a_browser() -> None:
    ways = ("open_url", "webbrowser", "xdg-open", "startfile", "widgets import Link", "widgets import Markdown")
    found = {
        path.relative_to(SRC / "mltrack").as_posix()
        for path in source_files("src/mltrack")
        if any(way in path.read_text("utf-8") for way in ways)
    }
    assert found == {"tui/looking.py"}
