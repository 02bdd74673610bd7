"""Keys that come faster than the screen: a paste, a slow line, a person who knows the way."""

from __future__ import annotations

import json
from pathlib import Path

from tests.terminal.conftest import Open
from tests.terminal.pseudo_terminal import command


def test_letters_after_the_filter_key_are_never_commands(open_app: Open, home: Path) -> None:
    command(home, "tick", "python")
    history = command(home, "history")
    app = open_app()
    app.see("1 done, saved", "sort: ladder")
    app.type("/scientist")
    app.wait_until(lambda: app.row(1).startswith("scientist"), "whole word in the filter", within=5)
    assert command(home, "history") == history


def test_keys_after_a_place_key_are_for_that_place(open_app: Open, home: Path) -> None:
    command(home, "tick", "python")
    app = open_app()
    app.see("1 done, saved", "sort: ladder")
    app.type("2 ")
    app.see("2 done, saved", "✓ Bachelor's in computer")
    assert json.loads(command(home, "state", "--json"))["ticked"] == ["bachelors-computer-science", "python"]


def test_keys_after_a_filter_is_left_are_not_typed_into_it(open_app: Open, home: Path) -> None:
    command(home, "tick", "python")
    app = open_app()
    app.see("1 done, saved", "sort: ladder")
    app.press("/")
    app.see("Keep filter")
    app.type("scientist")
    app.wait_until(lambda: app.row(1).startswith("scientist"), "whole word in the filter", within=5)
    app.type("\rt")
    app.see("◎", within=5)
    assert app.row(1).startswith("scientist ")


def test_what_is_typed_after_q_ends_nothing_but_the_program(open_app: Open, home: Path) -> None:
    command(home, "target", "data-scientist")
    app = open_app()
    app.see("◎ Data scientist")
    app.type("qéjj3é::,,h?W")
    assert app.exit_status() == 0
    app.assert_left_as_found()
