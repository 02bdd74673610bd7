"""A newcomer's first hour with the real program, every key of it, until the shell is back; and then again.

`MLTRACK_FIRST_HOUR=DIR` keeps there what was on the screen after each step, with the keys that it took.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from tests.terminal.conftest import Open
from tests.terminal.pseudo_terminal import Terminal, command

EIGHT = {
    "bachelor's in computer": "Bachelor's in computer science",
    "python": "Python",
    "sql": "SQL",
    "mathematics": "Mathematics",
    "statistics": "Statistics",
    "java": "Java",
    "software testing": "Software testing",
    "debugging": "Debugging",
}
"""What is typed to find a milestone, and its title."""


class Newcomer:
    """Somebody at the program, whose keys are counted."""

    def __init__(self, app: Terminal, home: Path) -> None:
        self.app, self.home = app, home
        self.keys = 0

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        self.app.press(*keys)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.app.type(text)

    @property
    def ticked(self) -> int:
        """How many milestones are ticked on disk."""
        return len(json.loads(command(self.home, "state", "--json"))["ticked"])

    def choose_a_target(self) -> None:
        self.app.see("Which role are you aiming for?")
        self.type("data scientist")
        self.app.wait_until(lambda: not self.app.shows("NLP engineer"), "narrowed list")
        self.press("down", "space", "enter")
        self.app.see("◎ Data scientist", "0 done, saved", "Required")

    def tick_eight(self) -> None:
        self.press("2")
        self.app.see("DEGREES")
        for number, (words, title) in enumerate(EIGHT.items(), start=1):
            self.press("/")
            self.app.see("Keep filter")
            self.type(words)
            self.app.see(f"╭─ {title} ─")
            self.press("enter")
            self.app.wait_until(lambda: not self.app.shows("Keep filter"), "cursor in the list")
            self.press("space")
            self.app.see(f"{number} done, saved")
            self.press("escape")
        assert self.ticked == 8

    def write_a_note(self) -> None:
        self.press("n")
        self.app.see("Note on Debugging")
        self.type("pdb first")
        self.press("escape")
        self.app.see("Note saved")

    def log_time(self) -> None:
        self.press("h")
        self.app.see("Log time on Debugging")
        self.type("1h30m breakpoints")
        self.app.see("1 h 30 min today: breakpoints")
        self.press("enter")
        self.app.see("You spent", "1 h 30 min")

    def undo_three_times(self) -> None:
        self.press("u")
        self.app.wait_until(lambda: not self.app.shows("You spent"), "page without time logged")
        self.press("u", "u")
        self.app.see("7 done, saved")
        assert self.ticked == 7

    def look_at_the_plan(self) -> None:
        self.press("3")
        self.app.see("The plan of least effort", "READY TO BEGIN")

    def wonder_what_if(self) -> None:
        self.press("W")
        self.app.see("WHAT IF")
        self.press("space")
        self.app.see("1 change supposed")
        self.press("W")
        self.app.see("What it would move")
        assert self.ticked == 7
        self.press("d")
        self.app.wait_until(lambda: not self.app.shows("WHAT IF"), "screen without the banner")
        self.app.see("7 done, saved")

    def read_the_summary(self) -> None:
        self.press("4")
        self.app.see("A year of learning", "Do next")

    def export_it(self) -> None:
        written = self.home / "first.md"
        self.press("x")
        self.app.see("Export this summary")
        self.type("\x15")
        self.type(str(written))
        self.press("enter")
        self.app.see("The summary is in")
        assert written.read_text(encoding="utf-8").startswith("#")

    def see_where_it_leads(self) -> None:
        self.press("5")
        self.app.see("Ladder", "Leads to")

    def quit(self) -> None:
        self.press("q")
        assert self.app.exit_status() == 0
        self.app.assert_left_as_found()


def pictured(person: Newcomer, step: Callable[[], None], number: int) -> None:
    """Take a step, and keep what the screen shows after it where that was asked for."""
    before = person.keys
    step()
    if folder := os.environ.get("MLTRACK_FIRST_HOUR"):
        path = Path(folder) / f"{number:02d}-{step.__name__}.txt"
        path.write_text(f"{person.app.text}\n\n{person.keys - before} keys, {person.keys} so far\n", encoding="utf-8")


def test_from_the_first_question_to_the_next_morning(open_app: Open, home: Path) -> None:
    person = Newcomer(open_app(size=(120, 40)), home)
    steps = (
        person.choose_a_target,
        person.tick_eight,
        person.write_a_note,
        person.log_time,
        person.undo_three_times,
        person.look_at_the_plan,
        person.wonder_what_if,
        person.read_the_summary,
        person.export_it,
        person.see_where_it_leads,
        person.quit,
    )
    for number, step in enumerate(steps, start=1):
        pictured(person, step, number)

    tomorrow = open_app(size=(120, 40))
    tomorrow.see("◎ Data scientist", "7 done, saved")
    assert person.ticked == 7
    tomorrow.press("q")
    assert tomorrow.exit_status() == 0
