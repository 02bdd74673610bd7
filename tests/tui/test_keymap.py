"""Keys of a person's own: what can be given, what is said of what cannot, and where they show."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from textual.binding import Binding

from mltrack.session import Session
from mltrack.tui.app import MltrackApp
from mltrack.tui.keymap import checked, commands, keys_shown, shown, taken_by
from mltrack.tui.present.commands import group_title
from mltrack.tui.present.keys import USUAL, keyed
from mltrack.tui.screens.help import HelpScreen
from mltrack.tui.screens.question import NoteEditor
from mltrack.tui.screens.roles import RolesScreen
from tests.terminal.installed import installed
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.registry import bound_keys


def config(desk: Desk, text: str) -> Path:
    """The person's config file, written by hand."""
    path = desk.folder / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def test_commands_are_those_of_the_bindings_but_for_dialogs_and_lines_to_type_in() -> None:
    names = set(commands())
    assert {"app.quit", "app.palette", "list.down", "milestone.tick", "role.target", "place.filter"} <= names
    assert {"note.save", "help.close", "question.answer", "filter.keep", "welcome.choose"} & names == set()
    assert names <= set(bound_keys())
    assert all({*command.keys} == bound_keys()[name] for name, command in commands().items())


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ({}, {}),
        ({"app.quit": "Q"}, {"app.quit": ("Q",)}),
        ({"app.quit": "ctrl+x, f10"}, {"app.quit": ("ctrl+x", "f10")}),
        ({"app.help": "!,question_mark"}, {"app.help": ("exclamation_mark", "question_mark")}),
        ({"app.help": "alt+h"}, {"app.help": ("alt+h",)}),
        # The key that another command gives away is free.
        ({"app.quit": "W", "app.what-if": "q"}, {"app.quit": ("W",), "app.what-if": ("q",)}),
        # Two lists never have the focus at once.
        ({"role.target": "m"}, {"role.target": ("m",)}),
        ({"summary.length": "t"}, {"summary.length": ("t",)}),
    ],
)
def test_what_can_be_used_holds(written: dict[str, str], held: dict[str, tuple[str, ...]]) -> None:
    assert checked(written) == (held, [])


@pytest.mark.parametrize(
    ("written", "held", "fault"),
    [
        ({"app.qiut": "Q"}, [], "there is no command 'app.qiut', only app.quit"),
        ({"kitchen": "Q"}, [], "there is no command 'kitchen'"),
        ({"note.save": "f2"}, [], "the keys of note.save, in a dialog, stay as they are"),
        ({"filter.keep": "x"}, [], "the keys of filter.keep, in a dialog, stay as they are"),
        ({"app.quit": "contrl+x"}, [], "'contrl+x' of app.quit is not a key"),
        ({"app.quit": "hyperspace"}, [], "'hyperspace' of app.quit is not a key"),
        ({"app.quit": "Q,"}, [], "app.quit has an empty key; , is comma"),
        ({"app.quit": " "}, [], "app.quit is left without a key"),
        ({"app.quit": "Z", "list.down": "Z"}, ["app.quit"], "Z is a key of app.quit too, so list.down keeps ↓ j"),
        ({"milestone.tick": "u"}, [], "u is a key of app.undo too, so milestone.tick keeps space"),
        ({"milestone.tick": "j"}, [], "j is a key of list.down too, so milestone.tick keeps space"),
        ({"role.target": "/"}, [], "/ is a key of place.filter too, so role.target keeps t"),
        ({"summary.later": "left_square_bracket"}, [], "[ is a key of summary.earlier too, so summary.later keeps ]"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_holds(written: dict[str, str], held: list[str], fault: str) -> None:
    keymap, faults = checked({**written, "app.redo": "R"})
    assert list(keymap) == [*held, "app.redo"]
    assert faults == [fault]


def test_a_key_is_taken_where_both_commands_can_work_and_only_there() -> None:
    taken = taken_by({}, "milestone.tick", "q")
    assert taken is not None
    assert taken.id == "app.quit"
    assert taken_by({"app.quit": ("Q",)}, "milestone.tick", "q") is None
    assert taken_by({}, "milestone.tick", "Y") is None
    assert taken_by({}, "app.quit", "q") is None


@pytest.mark.parametrize(
    ("key", "words"),
    [("question_mark", "?"), ("ctrl+r", "^r"), ("alt+1", "alt+1"), ("enter", "enter"), ("comma", ","), ("f1", "f1")],
)
def test_keys_are_shown_as_people_know_them(key: str, words: str) -> None:
    assert shown(key) == words
    assert keys_shown([key, "j"]) == f"{words} j"


async def test_the_keys_in_force_are_those_that_work_and_that_help_footer_and_palette_show(
    desk: Desk, session: Session
) -> None:
    config(desk, '[keymap]\napp.undo = "z"\n"milestone.tick" = "X,ctrl+t"\nlist.down = "n"\nmilestone.note = "N"\n')
    async with user_of(session, WIDE) as user:
        await user.see("z Undo")
        await user.press("2", "n", "n", "X")
        await user.see("X Tick")
        await user.see("1 done, saved")
        await user.press("u")
        await user.see("1 done, saved")
        await user.press("z")
        await user.see("0 done, saved")
        await user.press("ctrl+t", "N")
        assert isinstance(user.app.screen, NoteEditor)
        await user.type("zX n")
        await user.press("escape", "question_mark")
        assert isinstance(user.app.screen, HelpScreen)
        await user.see("X ^t Mark as done")
        await user.press("end")
        await user.see("z Take the newest change back")
        await user.press("escape", ":")
        await user.type("undo")
        await user.see("Undo z Take the newest change back")
        await user.press("escape")
    assert list(desk.saved.notes.values()) == ["zX n"]


async def test_sentences_name_the_keys_that_were_given(desk: Desk, session: Session) -> None:
    config(desk, '[keymap]\napp.undo = "z"\n"milestones.view" = "f2"\napp.quit = "Q"\n')
    async with user_of(session, WIDE) as user:
        await user.press("2", "M", "space")
        await user.toast("milestones changed as one; z takes all of it back")
        await user.press("z", "ctrl+c")
        await user.toast("Press Q to quit. Everything is saved.")
        await user.press("f2", "f2")
        await user.see("Nothing is started. f2 shows another view; there, s starts what you are at.")


async def test_a_key_that_is_given_in_the_settings_is_named_at_once(desk: Desk) -> None:
    session = desk.session()
    session.tick(["python"])
    async with user_of(session, WIDE) as user:
        await user.press("3")
        await user.see("press 1, go to a role and press t.")
        await user.press("1", "comma")
        await user.choose("keymap.role.target")
        await user.press("enter", "A", "escape", "3")
        await user.see("press 1, go to a role and press A.")


def test_the_usual_keys_that_sentences_name_are_those_of_the_bindings() -> None:
    first = {name: one.keys[0] for name, one in commands().items() if name in USUAL}
    assert dict(USUAL) == {name: shown(first[name]) for name in USUAL}
    assert keyed("{app.undo} and {nobody} and { app.undo }") == "u and {nobody} and { app.undo }"


async def test_what_is_wrong_with_a_keymap_is_one_sentence_that_names_the_file(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(desk.folder.parent))
    path = config(desk, 'theme = "sunset"\n[keymap]\napp.qiut = "x"\nmilestone.tick = "q"\napp.undo = "z"\n')
    before = path.read_text()
    async with user_of(session, WIDE) as user:
        await user.toast(
            "~/home/config/config.toml cannot be used in full, so defaults hold: there is no theme 'sunset', "
            "keymap: there is no command 'app.qiut', only app.quit, "
            "keymap: q is a key of app.quit too, so milestone.tick keeps space."
        )
        await user.see("z Undo")
    assert path.read_text() == before


async def test_a_letter_given_to_a_command_is_still_a_letter_where_one_types(desk: Desk, session: Session) -> None:
    config(desk, '[keymap]\napp.palette = "y,ctrl+k"\napp.roles = "f1"\n')
    async with user_of(session, WIDE) as user:
        await user.press("2", "slash")
        await user.type("pyp")
        assert user.app.screen.query_one("FilterLine").value == "pyp"  # type: ignore[attr-defined]  # it is an Input
        await user.press("escape", "f1")
        assert isinstance(user.app.screen, RolesScreen)
        await user.press("y")
        await user.find("Undo")


async def test_a_damaged_file_is_told_and_the_app_opens_with_what_there_is(desk: Desk, session: Session) -> None:
    config(desk, "[keymap\n")
    async with user_of(session, NARROW) as user:
        await user.toast("config.toml cannot be used, so the defaults hold: line 1: the head of a table")
        assert user.place == "roles"


def test_a_binding_shows_the_key_it_has_or_the_words_it_brings(session: Session) -> None:
    app = MltrackApp(session)
    assert app.get_key_display(Binding("plus", "x", key_display="+ -")) == "+ -"
    assert app.get_key_display(Binding("ctrl+s", "x")) == "^s"


def test_keys_of_places_that_nobody_has_opened_yet_can_be_given_too() -> None:
    code = (
        "from mltrack.tui.app import MltrackApp\n"
        "from mltrack.tui.keymap import checked\n"
        "print(checked({'plan.hours': 'Z', 'summary.export': 'Y', 'compare.add': 'f3', 'graph.further': 'f4'}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed())}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip().endswith("[])"), ran.stdout


def test_commands_of_one_name_under_one_heading_say_how_they_differ() -> None:
    lines = Counter((group_title(one.id), one.name, one.words) for one in commands().values())
    assert [line for line, times in lines.items() if times > 1] == []
    assert all(one.words != one.name for one in commands().values()), "each says more than its name"
