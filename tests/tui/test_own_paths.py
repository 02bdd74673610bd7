"""Paths as they are typed, completed, or dropped by a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from mltrack.tui.own_paths import completed, meant, ways_to_read


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("  /a/b.zip ", "/a/b.zip"),
        ("~/b.zip", "/home/ann/b.zip"),
        ("'/a/my cv.json'", "/a/my cv.json"),
        ('"/a/my cv.json"', "/a/my cv.json"),
        ("/a/my\\ cv.json", "/a/my cv.json"),
        ("'/a/it'\\''s.zip'", "/a/it's.zip"),
        ("file:///a/my%20cv.json", "/a/my cv.json"),
        ("file://desk/a/b.zip", "/a/b.zip"),
        ("file://[", "file://["),
        ("/a/it's mine.zip", "/a/it's mine.zip"),
        ("/a/my cv.json", "/a/my cv.json"),
        ("'/a/b' '/a/c'", "'/a/b' '/a/c'"),
        ("/a\0b", "/a\0b"),
    ],
)
def test_the_last_way_to_read_it_is_without_what_a_terminal_adds(
    typed: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert ways_to_read(typed)[-1] == path


def test_a_file_that_is_called_so_comes_before_one_that_could_be_meant(tmp_path: Path) -> None:
    odd = tmp_path / "my\\ cv.json"
    assert meant(str(odd)) == odd
    (tmp_path / "my cv.json").touch()
    assert meant(str(odd)) == tmp_path / "my cv.json"
    odd.touch()
    assert meant(str(odd)) == odd


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("{}/li", "{}/linkedin"),
        ("{}/linkedin.", "{}/linkedin.zip"),
        ("{}/res", "{}/resumes/"),
        ("{}/resumes/", "{}/resumes/ann.json"),
        ("{}/", "{}/"),
        ("{}/.h", "{}/.hidden"),
        ("{}/nothing", "{}/nothing"),
        ("{}/none/x", "{}/none/x"),
        ("~/lin", "~/linkedin"),
        ("x\0", "x\0"),
    ],
)
def test_a_path_goes_on_as_far_as_all_names_agree(
    typed: str, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "resumes").mkdir()
    for name in ("linkedin.zip", "linkedin-old.zip", "resumes/ann.json", ".hidden"):
        (tmp_path / name).touch()
    assert completed(typed.format(tmp_path)) == found.format(tmp_path)
