"""The summary as a file to share: where it goes is asked, and nothing is written over."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from mltrack.core.advice import next_steps
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Summary, Window, summarise
from mltrack.exchange.summary_markdown import summary_markdown
from mltrack.session import Session
from mltrack.tui.screens.question import Question
from mltrack.tui.widgets.dashboard import Dashboard
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, User, user_of
from tests.tui.registry import exercises


@pytest.fixture
def session(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Somebody who began in September and did something in November; and ~ is a folder of one's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    now = desk.clock.now
    desk.clock.now = now.replace(month=9, day=3)
    desk.session().target(["machine-learning-engineer"])
    desk.clock.now = now
    desk.session().tick(["python"])
    return desk.session()


async def opened(user: User) -> None:
    """Go there, and wait until the figures and the way are worked out."""
    await user.press("4")
    await user.until(lambda: user.app.screen.query_one(Dashboard).way is not None, "the way to the target")


@exercises("summary.export")
async def test_x_writes_the_summary_to_a_markdown_file(session: Session, tmp_path: Path) -> None:
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.press("x")
        await user.see("November 2026 goes into one new Markdown file")
        await user.see("~/mltrack-summary-2026-11.md")
        await user.press("enter")
        await user.toast("The summary is in ~/mltrack-summary-2026-11.md.")
        best = next_steps(session.snapshot)[0]
        expected = summary_markdown(summarise(session.snapshot, Period.MONTH), best)
        assert (tmp_path / "mltrack-summary-2026-11.md").read_text("utf-8") == "\n".join(expected) + "\n"
        await user.press("[", "x")
        await user.answer("~/october.md")
        await user.toast("The summary is in ~/october.md.")
        assert "The month 2026-10-01 to 2026-10-31" in (tmp_path / "october.md").read_text("utf-8")


async def test_the_figures_are_worked_out_beside_the_keys(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []

    def watched(snapshot: Snapshot, span: Period | Window) -> Summary:
        threads.append(threading.current_thread())
        return summarise(snapshot, span)

    monkeypatch.setattr("mltrack.core.summary.summarise", watched)
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.press("x")
        await user.see("November 2026 goes into one new Markdown file")
        await user.press("enter")
        await user.toast("The summary is in ~/mltrack-summary-2026-11.md.")
    assert threads
    assert threading.main_thread() not in threads


async def test_what_is_there_already_is_not_written_over(session: Session, tmp_path: Path) -> None:
    mine = tmp_path / "mltrack-summary-2026-11.md"
    mine.write_text("mine", "utf-8")
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.press("x")
        await user.see("~/mltrack-summary-2026-11-2.md")
        await user.answer("~/mltrack-summary-2026-11.md")
        await user.see("is there already and was left as it is; choose another name.", user.dialog)
        await user.answer("~/nowhere/summary.md")
        await user.see("There is no folder ~/nowhere to write to.", user.dialog)
        await user.press("escape")
        assert not isinstance(user.app.screen, Question)
    assert mine.read_text("utf-8") == "mine"
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.is_file()) == [".md"]


@pytest.mark.parametrize(
    ("keys", "name"),
    [(("P",), "2026-W47"), (("p",), "2026-Q4"), (("p", "p"), "2026"), (("p", "p", "p"), "2026-09-03-to-2026-11-20")],
)
async def test_the_file_is_called_after_its_time(session: Session, keys: tuple[str, ...], name: str) -> None:
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.press(*keys, "x")
        await user.see(f"~/mltrack-summary-{name}.md")
