"""What is saved changes one value, and nothing else that a person has written."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest

from mltrack.errors import InvalidInput, StoreError
from mltrack.store.paths import Places
from mltrack.store.settings import START_PLACES, Settings, load_settings
from mltrack.store.settings_file import Value, save_setting
from tests.store.histories import at

WRITTEN = """\
# the look
theme = "old"   # of my terminal

# keys as in vi
[keymap]
list.down = "down,j,n"
"app.quit" = "Q"  # q is near tab
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return at(tmp_path)


def write(places: Places, text: str) -> None:
    places.config.mkdir(parents=True, exist_ok=True)
    places.settings.write_bytes(text.encode())


def read(places: Places) -> str:
    return places.settings.read_bytes().decode()


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("theme", "nord", Settings(theme="nord")),
        ("theme", 'a "b" [c]', Settings(theme='a "b" [c]')),
        ("start_place", "summary", Settings(start_place="summary")),
        ("hours_per_week", 7.5, Settings(hours_per_week=7.5)),
        ("hours_per_week", 6, Settings(hours_per_week=6)),
        ("ascii", True, Settings(ascii=True)),
        ("ascii", False, Settings(ascii=False)),
        ("ascii", None, Settings()),
        ("keymap.app.quit", "Q,ctrl+x", Settings(keymap={"app.quit": "Q,ctrl+x"})),
        ("keymap.app.quit", None, Settings()),
    ],
)
def test_what_was_saved_is_loaded(key: str, value: Value, expected: Settings, places: Places) -> None:
    save_setting(places, key, value)
    assert load_settings(places) == expected
    assert load_settings(places).problem == ""


def test_a_new_file_says_of_every_setting_what_it_is_and_its_default(places: Places) -> None:
    save_setting(places, "hours_per_week", 6)
    text = read(places)
    assert tomllib.loads(text) == {"hours_per_week": 6, "keymap": {}}
    settings = ("theme", "start_place", "hours_per_week", "ascii")
    for setting in settings:
        place = text.index(f"{setting} = ")
        paragraph = text[:place].rpartition("\n\n")[2]
        assert paragraph.startswith("# ")
        assert "# Default: " in paragraph
    assert [text.index(f"{setting} = ") for setting in settings] == sorted(
        text.index(f"{setting} = ") for setting in settings
    )
    assert '# "app.quit" = "q,ctrl+x"' in text
    assert all(len(line) <= 120 for line in text.splitlines())


def test_one_after_another_every_setting_takes_the_place_of_its_default(places: Places) -> None:
    values: dict[str, Value] = {"ascii": True, "hours_per_week": 6, "start_place": "plan", "theme": "nord"}
    for key, value in values.items():
        save_setting(places, key, value)
    lines = read(places).splitlines()
    assert [line.partition(" = ")[0] for line in lines if line and line[0] not in "#["] == list(reversed(values))
    assert tomllib.loads(read(places)) == {**values, "keymap": {}}


def test_it_is_for_its_owner_only(places: Places) -> None:
    save_setting(places, "theme", "nord")
    assert stat.S_IMODE(places.settings.stat().st_mode) == 0o600
    assert stat.S_IMODE(places.config.stat().st_mode) == 0o700
    assert not places.data.exists()


@pytest.mark.parametrize(
    ("key", "value", "before", "after"),
    [
        ("theme", "new", 'theme = "old"   # of', 'theme = "new"   # of'),
        ("keymap.app.quit", "x", '"app.quit" = "Q"  # q', '"app.quit" = "x"  # q'),
        ("keymap.list.down", "j", 'list.down = "down,j,n"', 'list.down = "j"'),
        ("keymap.list.down", None, 'list.down = "down,j,n"\n', ""),
    ],
)
def test_every_other_letter_of_the_file_stays(key: str, value: Value, before: str, after: str, places: Places) -> None:
    write(places, WRITTEN)
    save_setting(places, key, value)
    assert read(places) == WRITTEN.replace(before, after)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing but this",
        'theme = "old"\r\n[keymap]\r\napp.quit = "Q"\r\n',
        'keymap = { "app.quit" = "Q" }\n',
        'keymap.app.quit = "Q"\n',
        '[keymap.app]\nquit = "Q"\n',
        'theme = """\n# hours_per_week = 10\n"""\n',
        "[of_others]\n# hours_per_week = 10\n",
        "hours_per_week = 'many'\ntheme = 7\n",
        '\ufefftheme = "old"',
    ],
)
@pytest.mark.parametrize(("key", "value"), [("hours_per_week", 6), ("keymap.app.quit", "x"), ("keymap.app.undo", "U")])
def test_however_it_is_written_one_value_is_set_and_the_others_mean_the_same(
    text: str, key: str, value: Value, places: Places
) -> None:
    def meaning() -> dict[str, object]:
        members = tomllib.loads(read(places).lstrip("\ufeff"))
        keys = members.pop("keymap", {})
        keys |= {f"app.{name}": one for name, one in keys.pop("app", {}).items()}
        return {**members, **{f"keymap.{name}": one for name, one in keys.items()}}

    write(places, text)
    before = meaning()
    save_setting(places, key, value)
    assert meaning() == {**before, key: value}


def test_setting_one_value_leaves_another_that_cannot_be_used(places: Places) -> None:
    write(places, "theme = 7\nof_others = [1, 2]\n")
    save_setting(places, "hours_per_week", 6)
    assert tomllib.loads(read(places)) == {"theme": 7, "of_others": [1, 2], "hours_per_week": 6}


@pytest.mark.parametrize("text", ['theme = "nord"  // mine', "[" * 5_000, "a = 1\na = 2\n"])
def test_a_file_that_cannot_be_understood_is_left_as_it_is(text: str, places: Places) -> None:
    write(places, text)
    with pytest.raises(StoreError, match=f"^{places.settings} cannot be understood, so it was left as it is: .*[.]$"):
        save_setting(places, "theme", "dark")
    assert read(places) == text


def test_what_cannot_be_changed_without_harm_is_left_as_it_is(places: Places) -> None:
    text = 'keymap = "none"\n'
    write(places, text)
    with pytest.raises(StoreError, match=r"in a way that mltrack cannot change: set keymap\.app\.quit there\.$"):
        save_setting(places, "keymap.app.quit", "x")
    assert read(places) == text


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("hours_per_week", 101, r"^Hours a week are a number from 1 to 100\.$"),
        ("start_place", "kitchen", r"^The app opens at roles, "),
    ],
)
def test_a_value_that_cannot_be_is_refused(key: str, value: Value, sentence: str, places: Places) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        save_setting(places, key, value)
    assert not places.config.exists()


# The file of earlier versions


def test_the_first_file_takes_over_what_the_old_one_holds_and_leaves_it(places: Places) -> None:
    places.config.mkdir(parents=True)
    old = b'{"theme": "nord", "hours_per_week": 6.5, "of_others": 1}'
    places.old_settings.write_bytes(old)
    save_setting(places, "start_place", "plan")
    assert load_settings(places) == Settings("nord", "plan", 6.5)
    assert places.old_settings.read_bytes() == old
    save_setting(places, "theme", "dark")
    assert load_settings(places) == Settings("dark", "plan", 6.5)


@pytest.mark.parametrize("old", [b"{", b'{"theme": 7, "hours_per_week": "many"}', b"[]"])
def test_an_old_file_that_cannot_be_used_is_in_nobodys_way(old: bytes, places: Places) -> None:
    places.config.mkdir(parents=True)
    places.old_settings.write_bytes(old)
    save_setting(places, "start_place", "plan")
    assert load_settings(places) == Settings(start_place="plan")
    assert places.old_settings.read_bytes() == old


# The disk


def test_a_symbolic_link_stays_one(places: Places, tmp_path: Path) -> None:
    places.config.mkdir(parents=True)
    places.settings.symlink_to(tmp_path / "dotfiles.toml")
    save_setting(places, "theme", "nord")
    assert places.settings.is_symlink()
    assert load_settings(places).theme == "nord"


def test_a_failing_disk_is_one_sentence_and_changes_nothing(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    save_setting(places, "theme", "old")

    def fail(descriptor: int) -> None:
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreError, match=f"{places.settings} could not be saved: Input/output error"):
        save_setting(places, "theme", "new")
    assert load_settings(places).theme == "old"
    assert sorted(path.name for path in places.config.iterdir()) == ["config.toml", "config.toml.lock"]


def test_a_folder_in_its_place_is_one_sentence(places: Places) -> None:
    places.settings.mkdir(parents=True)
    with pytest.raises(
        StoreError, match=r"config\.toml cannot be understood, so it was left as it is: it is not a reg"
    ):
        save_setting(places, "theme", "new")


def test_the_places_are_those_that_can_be_set(places: Places) -> None:
    for place in START_PLACES:
        save_setting(places, "start_place", place)
        assert load_settings(places).start_place == place
