"""Words that stand for values on more than one screen, as tables of cases."""

from __future__ import annotations

import errno
from datetime import UTC, date, datetime

import pytest

from mltrack.errors import StoreBusy, StoreDamaged, StoreError
from mltrack.tui.present.bars import SaveState, Saving
from mltrack.tui.present.trouble import short_reason
from mltrack.tui.present.words import at_home, moment

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/home/ann/data/progress.json", "~/data/progress.json"),
        ("/home/ann", "~"),
        ("/home/ann/a could not be saved because of /home/ann/b: full", "~/a could not be saved because of ~/b: full"),
        ("'/home/ann/a'", "'~/a'"),
        ("/home/anna/a", "/home/anna/a"),
        ("/home/ann-b/a", "/home/ann-b/a"),
        ("/mnt/home/ann/a", "/mnt/home/ann/a"),
        ("/home/ben/a", "/home/ben/a"),
        ("", ""),
    ],
)
def test_the_home_folder_is_written_as_a_person_would(monkeypatch: pytest.MonkeyPatch, text: str, shown: str) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert at_home(text) == shown


@pytest.mark.parametrize("home", ["/", ""])
def test_a_home_that_is_none_shortens_nothing(monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    monkeypatch.setenv("HOME", home)
    assert at_home("/data/progress.json") == "/data/progress.json"


@pytest.mark.parametrize(
    ("local", "words"),
    [
        ("2026-11-20T00:05", "today, 00:05"),
        ("2026-11-19T23:59", "yesterday, 23:59"),
        ("2026-11-18T09:30", "18 Nov, 09:30"),
        ("2025-11-20T09:30", "20 Nov 2025, 09:30"),
    ],
)
def test_a_moment_is_told_by_the_clock_of_this_machine(local: str, words: str) -> None:
    assert moment(datetime.fromisoformat(local).astimezone(UTC), TODAY) == words


def caused(number: int) -> StoreError:
    error = StoreError("a sentence")
    error.__cause__ = OSError(number, "words of the system")
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (caused(errno.ENOSPC), "not saved: disk full"),
        (caused(errno.EDQUOT), "not saved: disk full"),
        (caused(errno.EROFS), "not saved: read-only disk"),
        (caused(errno.EACCES), "not saved: no permission"),
        (caused(errno.EPERM), "not saved: no permission"),
        (caused(errno.EIO), "not saved: disk fault"),
        (caused(errno.EISDIR), "not saved"),
        (StoreBusy("a sentence"), "not saved: file in use"),
        (StoreDamaged("a sentence"), "not saved: file damaged"),
        (StoreError("a sentence"), "not saved"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_header_says_in_short_why_something_was_not_saved(error: StoreError, words: str) -> None:
    assert SaveState(Saving.FAILED, short_reason(error)).words == words
    assert SaveState(Saving.FAILED, short_reason(error), stand_in=True).words == f"from a backup, {words}"
