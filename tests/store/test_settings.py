from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from mltrack.errors import InvalidInput
from mltrack.store import settings
from mltrack.store.paths import Places
from mltrack.store.settings import Settings, load_settings
from tests.store.histories import at

HOURS = "hours_per_week is not a number from 1 to 100"
PLACE = "start_place is not roles, milestones, plan, summary or paths"
ASCII = 'ascii is not true, false or "auto"'


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return at(tmp_path)


def write(places: Places, raw: bytes) -> None:
    places.config.mkdir(parents=True, exist_ok=True)
    places.settings.write_bytes(raw)


def write_old(places: Places, raw: bytes) -> None:
    places.config.mkdir(parents=True, exist_ok=True)
    places.old_settings.write_bytes(raw)


def test_without_a_file_the_defaults_hold_and_none_is_made(places: Places) -> None:
    assert load_settings(places) == Settings(theme="")
    assert load_settings(places).problem == ""
    assert not places.config.exists()


def test_every_setting_is_read(places: Places) -> None:
    write(
        places,
        b"""\xef\xbb\xbf# mine
        theme = "nord"
        start_place = "plan"
        hours_per_week = 7.5
        ascii = true
        [keymap]
        app.quit = "Q"
        "list.down" = "down,n"
        """,
    )
    loaded = load_settings(places)
    assert loaded == Settings("nord", "plan", 7.5, True, {"app.quit": "Q", "list.down": "down,n"})
    assert loaded.problem == ""


@pytest.mark.parametrize(("written", "held"), [("true", True), ("false", False), ('"auto"', None)])
def test_ascii_is_always_never_or_as_the_terminal_can(written: str, held: bool | None, places: Places) -> None:
    write(places, f"ascii = {written}".encode())
    assert load_settings(places) == Settings(ascii=held)
    assert load_settings(places).problem == ""


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"theme", ': line 1: a line is a key, = and a value: key = "text"; a remark begins with #.'),
        (b'theme = "nord"\n[keymap\n', ": line 2: the head of a table ends with as many ] as it begins with [."),
        (b'theme = "a"\ntheme = "b"', ": line 2 sets theme a second time."),
        (b'theme = "a"\ntheme = "b"\n[keymap]\n', ": line 2 sets theme a second time."),
        (b"[keymap]\na = 1\n[keymap]\n", ": line 3 sets [keymap] a second time."),
        (b"keymap = 1\n[keymap.app]\nquit = 1\n", ": line 2 sets [keymap.app] a second time."),
        (b'a = 1\na = """\nb"""\n\n', ": what ends in line 3 is set a second time."),
        (b'# \xc3\xa9\n"\xff', ": line 2 is not UTF-8 text, which the file has to be saved as."),
        (b"a = [1]\nb = " + b"[" * 20_000, ": line 2 is nested too deeply."),
        (b"#" * (settings.MAX_BYTES + 1), "it is larger than 262,144 bytes"),
        (b"a = 1\nb = 1" + b"0" * 5_000, ": line 2 has a number of too many digits."),
        (b'theme = "\x1b[2J"', "Illegal character '\\x1b'"),
    ],
    ids=[
        "no value",
        "bracket",
        "twice",
        "twice before more",
        "two tables",
        "value and table",
        "twice in lines",
        "not UTF-8",
        "deep",
        "large",
        "long number",
        "control character",
    ],
)
def test_a_file_that_cannot_be_used_gives_the_defaults_and_says_why(raw: bytes, reason: str, places: Places) -> None:
    write(places, raw)
    loaded = load_settings(places)
    assert loaded == Settings()
    assert loaded.problem.startswith(f"{places.settings} cannot be used, so the defaults hold: ")
    assert reason in loaded.problem
    assert "\x1b" not in loaded.problem
    assert places.settings.read_bytes() == raw


@pytest.mark.parametrize(
    ("raw", "expected", "reasons"),
    [
        ("theme = 7", Settings(), "theme is not text"),
        ("theme = 7\nhours_per_week = 6", Settings(hours_per_week=6), "theme is not text"),
        ('theme = "nord"\nhours_per_week = "6"', Settings("nord"), HOURS),
        ("theme = 1979-05-27\nhours_per_week = true", Settings(), f"theme is not text, {HOURS}"),
        ("hours_per_week = 0.5", Settings(), HOURS),
        ("hours_per_week = 100.1", Settings(), HOURS),
        ("hours_per_week = nan", Settings(), HOURS),
        ("hours_per_week = inf", Settings(), HOURS),
        ('start_place = "kitchen"', Settings(), PLACE),
        ('start_place = ["plan"]', Settings(), PLACE),
        ('ascii = "yes"', Settings(), ASCII),
        ("ascii = 1", Settings(), ASCII),
        ('colour = "red"', Settings(), "there is no setting 'colour'"),
        ('themes = "nord"', Settings(), "there is no setting 'themes', only theme"),
        ('keymap = "q"', Settings(), "keymap is not a table such as [keymap]"),
        ('[keymap]\napp.quit = 7\napp.undo = "U"', Settings(keymap={"app.undo": "U"}), "keymap: app.quit is not text"),
        ("a = 1\nb = 2\nc = 3\nd = 4\nf = 5\ng = 6\nh = 7", Settings(), "there is no setting 'f', and 2 more"),
    ],
)
def test_a_value_that_cannot_be_used_leaves_the_others_and_is_said(
    raw: str, expected: Settings, reasons: str, places: Places
) -> None:
    write(places, raw.encode())
    loaded = load_settings(places)
    assert loaded == expected
    assert loaded.problem.startswith(f"{places.settings} cannot be used in full, so defaults hold: ")
    assert loaded.problem.endswith(f"{reasons}.")
    assert places.settings.read_text() == raw


def test_names_and_keys_hold_no_control_characters(places: Places) -> None:
    write(places, b'theme = "no\\u001brd"\n"be\\u001bll" = 1\n[keymap]\n"app.quit\\u0007" = "Q\\u001b"')
    loaded = load_settings(places)
    assert loaded == Settings("nord", keymap={"app.quit": "Q"})
    assert "there is no setting 'bell'" in loaded.problem


def test_a_directory_in_its_place_is_a_problem(places: Places) -> None:
    places.settings.mkdir(parents=True)
    assert "not a regular file" in load_settings(places).problem


def test_hours_that_nobody_has_said_are_the_default(places: Places) -> None:
    assert load_settings(places).weekly_hours == 10
    assert Settings(hours_per_week=7.1).weekly_hours == Fraction(71, 10)


@pytest.mark.parametrize("hours", [0, 0.99, 101, -5, float("nan"), float("inf")])
def test_hours_that_no_week_has_are_refused(hours: float) -> None:
    with pytest.raises(InvalidInput, match=r"^Hours a week are a number from 1 to 100\.$"):
        Settings(hours_per_week=hours)


def test_a_place_that_there_is_not_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"^The app opens at roles, milestones, plan, summary or paths\.$"):
        Settings(start_place="kitchen")


# The file of earlier versions


def test_the_old_file_holds_as_long_as_there_is_no_other(places: Places) -> None:
    write_old(places, b'\xef\xbb\xbf{"theme": "nord", "hours_per_week": 6, "of_others": 1}')
    assert load_settings(places) == Settings("nord", hours_per_week=6)
    assert load_settings(places).problem == ""
    write(places, b"hours_per_week = 7")
    assert load_settings(places) == Settings(hours_per_week=7)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "Expecting value"),
        (b"[]", "it is not a JSON object"),
        (b"\n\xff", "line 2 is not UTF-8 text"),
        (b'{"a":' * 40_000, "it is nested too deeply"),
    ],
)
def test_an_old_file_that_cannot_be_used_says_why(raw: bytes, reason: str, places: Places) -> None:
    write_old(places, raw)
    loaded = load_settings(places)
    assert loaded == Settings()
    assert loaded.problem.startswith(f"{places.old_settings} cannot be used, so the defaults hold: ")
    assert reason in loaded.problem


def test_a_value_of_the_old_file_that_cannot_be_used_leaves_the_other(places: Places) -> None:
    write_old(places, json.dumps({"theme": 7, "hours_per_week": 6}).encode())
    assert load_settings(places) == Settings(hours_per_week=6)
    assert load_settings(places).problem.endswith(
        "settings.json cannot be used in full, so defaults hold: theme is not text."
    )
