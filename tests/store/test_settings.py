from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from mltrack.errors import InvalidInput, StoreError
from mltrack.store.paths import Places
from mltrack.store.settings import Settings, load_settings, save_settings
from tests.store.histories import at

HOURS = "hours_per_week is not a number from 1 to 100"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return at(tmp_path)


def write(places: Places, raw: bytes) -> None:
    places.config.mkdir(parents=True, exist_ok=True)
    places.settings.write_bytes(raw)


def test_without_a_file_the_defaults_hold_and_none_is_made(places: Places) -> None:
    assert load_settings(places) == Settings(theme="")
    assert load_settings(places).problem == ""
    assert not places.config.exists()


def test_what_was_saved_is_loaded(places: Places) -> None:
    save_settings(places, Settings(theme="nord"))
    assert load_settings(places) == Settings(theme="nord")
    assert stat.S_IMODE(places.settings.stat().st_mode) == 0o600
    assert stat.S_IMODE(places.config.stat().st_mode) == 0o700
    assert not places.data.exists()


def test_keys_of_others_stay(places: Places) -> None:
    write(places, b'\xef\xbb\xbf{"theme": "old", "keymap": {"quit": "x"}}')
    save_settings(places, Settings(theme="new", problem="is never saved"))
    assert json.loads(places.settings.read_bytes()) == {"theme": "new", "keymap": {"quit": "x"}}


def test_a_symbolic_link_stays_one(places: Places, tmp_path: Path) -> None:
    places.config.mkdir(parents=True)
    places.settings.symlink_to(tmp_path / "dotfiles.json")
    save_settings(places, Settings(theme="nord"))
    assert places.settings.is_symlink()
    assert load_settings(places).theme == "nord"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b"[]", "it is not a JSON object"),
        (b"\xff", "codec can't decode"),
        (b'{"a":' * 100_000, "recursion"),
    ],
)
def test_a_file_that_cannot_be_used_gives_the_defaults_and_says_why(raw: bytes, reason: str, places: Places) -> None:
    write(places, raw)
    loaded = load_settings(places)
    assert loaded == Settings()
    assert loaded.problem.startswith(f"{places.settings} cannot be used, so the defaults hold: ")
    assert reason in loaded.problem
    assert places.settings.read_bytes() == raw


@pytest.mark.parametrize(
    ("raw", "expected", "reasons"),
    [
        (b'{"theme": 7}', Settings(), "theme is not text"),
        (b'{"theme": 7, "hours_per_week": 6}', Settings(hours_per_week=6), "theme is not text"),
        (b'{"theme": "nord", "hours_per_week": "6"}', Settings("nord"), HOURS),
        (b'{"theme": null, "hours_per_week": true}', Settings(), f"theme is not text, {HOURS}"),
        (b'{"hours_per_week": 0.5}', Settings(), HOURS),
        (b'{"hours_per_week": 100.1}', Settings(), HOURS),
        (b'{"hours_per_week": NaN}', Settings(), HOURS),
        (b'{"hours_per_week": 1e400}', Settings(), HOURS),
        (b'{"hours_per_week": null}', Settings(), HOURS),
    ],
)
def test_a_value_that_cannot_be_used_leaves_the_others_and_is_said(
    raw: bytes, expected: Settings, reasons: str, places: Places
) -> None:
    write(places, raw)
    loaded = load_settings(places)
    assert loaded == expected
    assert loaded.problem == f"{places.settings} cannot be used in full, so defaults hold: {reasons}."
    assert places.settings.read_bytes() == raw


@pytest.mark.parametrize("hours", [1, 7.5, 100])
def test_hours_a_week_are_kept_beside_the_theme(hours: float, places: Places) -> None:
    save_settings(places, Settings(theme="nord"))
    save_settings(places, replace(load_settings(places), hours_per_week=hours))
    assert load_settings(places) == Settings("nord", hours)
    save_settings(places, replace(load_settings(places), theme="dark"))
    assert load_settings(places) == Settings("dark", hours)


def test_hours_that_nobody_has_said_are_the_default_and_are_not_written(places: Places) -> None:
    save_settings(places, Settings(theme="nord"))
    assert json.loads(places.settings.read_bytes()) == {"theme": "nord"}
    assert load_settings(places).weekly_hours == 10
    assert Settings(hours_per_week=7.1).weekly_hours == Fraction(71, 10)


def test_setting_one_value_leaves_another_that_cannot_be_used(places: Places) -> None:
    write(places, b'{"theme": 7, "keymap": {"quit": "x"}}')
    save_settings(places, replace(load_settings(places), hours_per_week=6))
    assert json.loads(places.settings.read_bytes()) == {"theme": 7, "keymap": {"quit": "x"}, "hours_per_week": 6}
    write(places, b'{"hours_per_week": "many"}')
    save_settings(places, replace(load_settings(places), theme="nord"))
    assert json.loads(places.settings.read_bytes()) == {"theme": "nord", "hours_per_week": "many"}


def test_the_default_theme_can_be_gone_back_to(places: Places) -> None:
    save_settings(places, Settings(theme="nord"))
    save_settings(places, Settings(theme=""))
    assert load_settings(places) == Settings()


@pytest.mark.parametrize("hours", [0, 0.99, 101, -5, float("nan"), float("inf")])
def test_hours_that_no_week_has_are_refused(hours: float) -> None:
    with pytest.raises(InvalidInput, match=r"^Hours a week are a number from 1 to 100\.$"):
        Settings(hours_per_week=hours)


def test_a_file_that_cannot_be_understood_is_set_aside_and_not_lost(places: Places) -> None:
    write(places, b'{"theme": "nord", // mine\n}')
    save_settings(places, Settings(theme="dark"))
    assert load_settings(places).theme == "dark"
    assert (places.config / "settings.json.unreadable").read_bytes() == b'{"theme": "nord", // mine\n}'


def test_a_directory_in_its_place_is_a_problem(places: Places) -> None:
    places.settings.mkdir(parents=True)
    assert "not a regular file" in load_settings(places).problem


def test_control_characters_in_a_theme_are_dropped(places: Places) -> None:
    write(places, b'{"theme": "no\\u001brd"}')
    assert load_settings(places).theme == "nord"


def test_a_failing_disk_is_one_sentence_and_changes_nothing(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(places, Settings(theme="old"))

    def fail(descriptor: int) -> None:
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreError, match=f"{places.settings} could not be saved: Input/output error"):
        save_settings(places, Settings(theme="new"))
    assert load_settings(places).theme == "old"
    assert sorted(path.name for path in places.config.iterdir()) == ["settings.json", "settings.json.lock"]
