from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mltrack.errors import StoreError
from mltrack.store.paths import Places, places

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the XDG places are those of Linux")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MLTRACK_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)


def test_everything_lies_under_mltrack_home(tmp_path: Path) -> None:
    home = tmp_path / "mine"
    assert places({"MLTRACK_HOME": str(home)}) == Places(
        data=home / "data", config=home / "config", cache=home / "cache", backups=home / "data" / "backups"
    )
    assert not home.exists()


def test_the_files_are_named_within_the_places(tmp_path: Path) -> None:
    found = places({"MLTRACK_HOME": str(tmp_path)})
    assert found.progress == tmp_path / "data" / "progress.json"
    assert found.settings == tmp_path / "config" / "config.toml"


def test_a_tilde_is_the_home_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert places({"MLTRACK_HOME": "~/learning"}).data == tmp_path / "learning" / "data"


@pytest.mark.parametrize("value", ["here", "./here", "there/../here"])
def test_a_relative_home_counts_from_the_working_directory(
    value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert places({"MLTRACK_HOME": value}).data == tmp_path / "here" / "data"


@on_linux
def test_the_environment_of_the_process_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / "a"))
    assert places().data == tmp_path / "a" / "data"


@on_linux
def test_an_empty_value_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    data = tmp_path / ".local/share/mltrack"
    assert places({"MLTRACK_HOME": ""}) == Places(
        data, tmp_path / ".config/mltrack", tmp_path / ".cache/mltrack", data / "backups"
    )


@on_linux
def test_absolute_xdg_places_are_followed_and_relative_ones_are_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "d"))
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    found = places({})
    assert found.data == tmp_path / "d/mltrack"
    assert found.config == tmp_path / ".config/mltrack"


@on_linux
@pytest.mark.parametrize("home", [None, "", "relative"])
def test_without_a_usable_home_the_places_are_still_absolute(home: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if home is None:
        monkeypatch.delenv("HOME", raising=False)
    else:
        monkeypatch.setenv("HOME", home)
    found = places({})
    assert all(path.is_absolute() for path in (found.data, found.config, found.cache, found.backups))


def test_a_home_that_nobody_knows_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(path: str) -> str:
        raise RuntimeError(path)

    monkeypatch.setattr("platformdirs.PlatformDirs.user_data_dir", property(unknown))
    with pytest.raises(StoreError, match="set MLTRACK_HOME"):
        places({})
