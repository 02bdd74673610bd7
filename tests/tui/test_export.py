"""Progress is written in the formats of other programs, all of it or of one role, and nothing is written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from mltrack.exchange.writing import Written
from mltrack.session import Session
from mltrack.tui.present.formats import Choosing, Wanted, format_hint, format_rows
from mltrack.tui.screens.formats import FormatsScreen
from mltrack.tui.screens.roles import RolesScreen
from tests.tui.conftest import ML_ENGINEER
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.registry import exercises

FORMATS = {
    "json": Written("", "mltrack's own: all of it", ".json"),
    "ical": Written("calendar_file", "iCalendar: due days", ".ics", "All-day events.", has_todos=True),
}


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("choosing", "name", "wanted"),
    [
        (Choosing(FORMATS, "json", None, "", of_role=False), "ical", Wanted("ical")),
        (Choosing(FORMATS, "json", "a", "A", of_role=False), "ical", Wanted("ical")),
        (Choosing(FORMATS, "json", "a", "A", of_role=True, as_todo=True), "ical", Wanted("ical", "a", as_todo=True)),
        (Choosing(FORMATS, "json", "a", "A", of_role=True, as_todo=True), "json", Wanted("json")),
    ],
)
def test_what_is_wanted_is_what_the_format_can_hold(choosing: Choosing, name: str, wanted: Wanted) -> None:
    assert choosing.wanted(name) == wanted


def test_the_rows_say_what_it_will_be_about() -> None:
    title = "A [b]role[/x]"
    lines = [row.fitted(76).plain for row in format_rows(Choosing(FORMATS, "json", "a", title, of_role=True), 76)]
    assert lines[0].startswith(f"About {title}")
    assert lines[0].endswith("r all of it")
    assert format_hint(FORMATS["ical"], "") == "Written as iCalendar: due days. All-day events. Where?"
    assert format_hint(FORMATS["json"], "", "No plan.").endswith("No plan. Where?")


@exercises("export.role", "export.todos", "export.close")
async def test_an_export_of_the_role_whose_page_is_read(session: Session, tmp_path: Path) -> None:
    async with user_of(session, NARROW) as user:
        for leave in ("escape", "q"):
            await user.command("Export to a file")
            await user.meets(FormatsScreen)
            await user.see("About your targets, and all that you have told r only this role", user.dialog)
            await user.press(leave)
        assert isinstance(user.app.screen, RolesScreen)
        await user.open_role(ML_ENGINEER)
        await user.command("Export to a file")
        await user.see("About Machine learning engineer", user.dialog)
        await user.press("r", "r")
        await user.choose("ical")
        await user.press("t")
        await user.see("as to-dos", user.dialog)
        await user.press("enter")
        await user.see("for Machine learning engineer", user.dialog)
        await user.see("~/mltrack-ical-machine-learning-engineer-2026-11-20.ics", user.dialog)
        await user.press("enter")
        await user.toast("It is in ~/mltrack-ical-machine")
    (written,) = tmp_path.glob("*.ics")
    assert written.read_text().startswith("BEGIN:VCALENDAR")


async def test_what_is_there_already_stays_as_it_is_and_another_place_is_asked_for(
    session: Session, tmp_path: Path
) -> None:
    (tmp_path / "mine.md").write_text("mine")
    async with user_of(session, WIDE) as user:
        await user.command("Export to a file")
        await user.choose("markdown")
        await user.press("enter")
        await user.answer("~/mine.md")
        await user.see("is there already and was left as it is")
        await user.press("escape")
    assert (tmp_path / "mine.md").read_text() == "mine"
