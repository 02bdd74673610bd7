"""The pictures in `screenshots/` show the screens as they are."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

import pytest

from screenshots.make import HERE, PICTURES

SCRIPT = HERE / "make.py"
OTHER_ENVIRONMENT = {
    "COLUMNS": "33",
    "LC_ALL": "C",
    "MLTRACK_CATALOG": "/nonexistent/catalog",
    "NO_COLOR": "1",
    "PYTHONHASHSEED": "7",
    "TERM": "dumb",
    "TEXTUAL_THEME": "dracula",
    "TZ": "Asia/Kathmandu",
}
"""What must not show in a picture."""
PARTS = 4
"""Processes that the drawing of all pictures is shared by."""


def screen_lines(svg: str) -> list[str]:
    """The text of the screen that the SVG shows, line by line."""
    cell = 12.2
    lines: dict[float, str] = {}
    for x, y, text in re.findall(r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', svg):
        line = lines.get(float(y), "")
        lines[float(y)] = line.ljust(round(float(x) / cell)) + html.unescape(text).replace("\xa0", " ")
    return [lines[y].rstrip() for y in sorted(lines)]


def difference(kept: str, drawn: str) -> str:
    """The first line of the screen that is not the same, in both."""
    for before, now in zip_longest(screen_lines(kept), screen_lines(drawn), fillvalue=""):
        if before != now:
            return f"  kept:  {before}\n  drawn: {now}"
    return "  the text is the same; its colours or its places are not"


@pytest.mark.parametrize("part", range(PARTS))
def test_the_pictures_are_up_to_date(part: int, tmp_path: Path) -> None:
    pictures = PICTURES[part::PARTS]
    drawn_in, home = tmp_path / "drawn", tmp_path / "home"
    others = OTHER_ENVIRONMENT | {"HOME": str(home), "MLTRACK_HOME": str(home / "mltrack")}
    made = subprocess.run(
        [sys.executable, str(SCRIPT), "--into", str(drawn_in), *(picture.name for picture in pictures)],
        env=os.environ | others,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    stale = []
    for picture in pictures:
        kept, drawn = HERE / f"{picture.name}.svg", drawn_in / f"{picture.name}.svg"
        if not kept.exists():
            stale.append(f"{kept.name} is missing")
        elif kept.read_bytes() != drawn.read_bytes():
            stale.append(f"{kept.name} differs\n{difference(kept.read_text('utf-8'), drawn.read_text('utf-8'))}")
    assert not stale, "\n".join([*stale, "If this is meant to be so: python screenshots/make.py"])
    assert not home.exists()


def test_there_are_no_other_pictures() -> None:
    assert sorted(path.stem for path in HERE.glob("*.svg")) == sorted(picture.name for picture in PICTURES)


def test_the_pictures_are_light_and_load_nothing() -> None:
    for path in HERE.glob("*.svg"):
        svg = path.read_text("utf-8")
        assert len(svg.encode()) < 240_000, path.name
        assert re.findall(r"@font-face|@import|<image|<script|href=|url\((?!#)", svg) == [], path.name


def test_a_difference_is_told_by_its_first_line() -> None:
    kept = '<text class="a-r1" x="0" y="20">same</text><text class="a-r1" x="24.4" y="44.4">1&#160;&amp;</text>'
    assert screen_lines(kept) == ["same", "  1 &"]
    assert difference(kept, kept.replace(">1", ">2")) == "  kept:    1 &\n  drawn:   2 &"
    assert "colours" in difference(kept, kept.replace("r1", "r2"))
