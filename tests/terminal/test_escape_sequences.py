"""Whatever a note holds, the terminal gets the escape sequences of the screen and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mltrack.session import places_below
from tests.hostile_world import write_faulty_catalog, write_hostile_catalog, write_hostile_progress
from tests.terminal.conftest import Open
from tests.terminal.pseudo_terminal import command

USUAL = re.compile(
    rb"\x1b\[[0-9;]*m"  # colours
    rb"|\x1b\[\d+;\d+H"  # cursor position
    rb"|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1049|2004|2026)[hl]"  # the modes of a full-screen program
    rb"|\x1b\[\?20(?:26|48)\$p"  # questions about modes
    rb"|\x1b\[>\d+u|\x1b\[<u"  # keyboard protocol
    rb"|\x1b\]22;[a-z]*\x07"  # mouse pointer
)

UNUSUAL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069].{0,10}")

HOSTILE = (
    "before \x1b[2J\x1b[31mRED\x1b[0m \x1b]0;stolen title\x07 \x1b]8;;file:///etc\x1b\\link\x1b]8;;\x1b\\ "
    "\x1b]52;c;aGVsbG8=\x07 \x1bP+q\x1b\\ \x9b5n \x07\x08\r \u202egnirts\u202c "
    "[red]markup[/] [@click=app.quit]here[/] after"
)


def unusual(raw: bytes) -> list[bytes]:
    """What is left of the output's control characters when the usual sequences are taken out; C1 included."""
    rest = USUAL.sub(b"", raw).decode("utf-8")
    return [match.encode() for match in UNUSUAL.findall(rest)]


def test_a_note_full_of_escape_sequences_is_only_text(open_app: Open, home: Path) -> None:
    command(home, "note", "bachelors-computer-science", HOSTILE)
    assert "stolen title" in command(home, "note", "bachelors-computer-science")
    app = open_app()
    app.see("0 done, saved")
    app.press("2")
    app.see("DEGREES", "before", "[red]markup[/]", "[@click=app.quit]here[/] after")
    app.press("n")
    app.see("Note on Bachelor's in computer science", "stolen title")
    app.press("escape")
    app.wait_until(lambda: not app.shows("Note on"), "closed note")
    app.press("4", "G")
    app.see("Done by kind", "ote on Bachelor's in")
    app.press("q")
    assert app.exit_status() == 0
    assert unusual(bytes(app.raw)) == []


def test_of_a_world_that_means_harm_only_letters_reach_the_terminal(
    open_app: Open, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = {"MLTRACK_CATALOG": str(write_hostile_catalog(tmp_path / "catalog"))}
    monkeypatch.setenv(*next(iter(catalog.items())))
    write_hostile_progress(places_below(home))
    write_faulty_catalog(home / "config" / "catalog")
    app = open_app(env=catalog, size=(120, 40))
    # The emulator stumbles over what emoji are made of, so what was written is looked at and not its screen.
    for keys, words in (
        ("", "[b]bold[/b]"),
        ("i", "Figures"),
        ("q2G", "NO LONGER IN"),
        ("4", "A year of learning"),
        ("3", "a week"),
    ):
        app.type(keys)
        app.wait_until(lambda words=words: words.encode() in app.raw, words)  # type: ignore[misc]
    app.press("q")
    assert app.exit_status() == 0
    assert unusual(bytes(app.raw)) == []
