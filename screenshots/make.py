"""Draws the pictures of this folder: `python screenshots/make.py`, with no more than mltrack itself.

They show the demo's tracker at a fixed moment in a fixed environment, so that the same screens give
the same bytes everywhere. `--png` adds a PNG to each, to look at; that needs Chromium.
"""

from __future__ import annotations

import argparse
import asyncio
import errno
import gc
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from mltrack.session import Session
    from mltrack.tui.app import MltrackApp

HERE = Path(__file__).resolve().parent
MOMENT = datetime(2026, 11, 20, 18, tzinfo=UTC)
DARK, LIGHT = "mltrack-dark", "mltrack-light"
LARGE, SMALL = (120, 40), (80, 24)


@dataclass(frozen=True)
class Picture:
    """One picture: how the app is opened and what is pressed before it is taken."""

    name: str
    size: tuple[int, int] = LARGE
    theme: str = DARK
    keys: tuple[str, ...] = ()
    milestone: str = ""
    """Id of the milestone whose page is opened before `keys`."""
    ascii: bool = False
    """Whether it is drawn in plain ASCII."""
    no_color: bool = False
    """Whether it is drawn without colours."""
    scene: str = "demo"
    """What the person's files are like: a function below of that name."""


INTO_THE_PAGE = ("enter", *("j" * 9))
FIND_SPARK = ("2", "slash", *"spark", "enter")
TIME = ("1", "h", "3", "0", "m", "space", *"joins")
IMPORT = ("colon", *"import from a file", "enter", *"~/resume.json", "enter")
POSTING = ("colon", *"from a job posting", "enter", *"~/posting.txt", "ctrl+s")

PICTURES = (
    Picture("roles-dark"),
    Picture("roles-light", theme=LIGHT),
    Picture("roles-ascii", ascii=True),
    Picture("roles-no-color", no_color=True, keys=INTO_THE_PAGE),
    Picture("role-page", keys=INTO_THE_PAGE),
    Picture("milestones-dark", keys=("2",)),
    Picture("summary-dark", keys=("4",)),
    Picture("summary-light", theme=LIGHT, keys=("4",)),
    Picture("plan-dark", keys=("3",)),
    Picture("plan-light", theme=LIGHT, keys=("3", "tab", *("j" * 4))),
    Picture("plan-chosen", scene="beginner", keys=("3", "tab", "G", "tab", "j", "enter", "shift+tab", "j")),
    Picture("plan-80x24", size=SMALL, keys=("3",)),
    Picture("plan-steps-80x24", size=SMALL, keys=("3", "tab")),
    Picture("plan-200x60", size=(200, 60), keys=("3", "tab")),
    Picture("summary-year", keys=("4", "p", "p")),
    Picture("milestone-page", milestone="apache-spark"),
    Picture("note", keys=(*FIND_SPARK, "n")),
    Picture("what-if", keys=("W", *INTO_THE_PAGE, "space", "j", "space", "escape")),
    Picture("what-if-end", keys=("W", *INTO_THE_PAGE, "space", "j", "space", "W")),
    Picture("settings", keys=("comma",)),
    Picture("settings-light", theme=LIGHT, keys=("comma",)),
    Picture("paths-dark", keys=("5",)),
    Picture("paths-light", theme=LIGHT, keys=("5", "j", "j")),
    Picture("paths-80x24", size=SMALL, keys=("5",)),
    Picture("paths-page-80x24", size=SMALL, keys=("5", "enter")),
    Picture("paths-200x60", size=(200, 60), keys=("5",)),
    Picture("graph-dark", milestone="machine-learning", keys=("b",)),
    Picture("graph-role", keys=("b",)),
    Picture("graph-80x24", size=SMALL, milestone="deep-learning", keys=("b",)),
    Picture("compare-dark", keys=("c", "k", "c", "G", "k", "c", "C")),
    Picture("compare-light", theme=LIGHT, keys=("c", "k", "c", "C", *("j" * 20))),
    Picture("compare-80x24", size=SMALL, keys=("C",)),
    Picture("palette", keys=("colon",)),
    Picture("palette-found", keys=("colon", *"spark")),
    Picture("help", keys=(*INTO_THE_PAGE, "question_mark")),
    Picture("welcome", scene="first_start"),
    Picture("import", scene="newcomer", keys=(*IMPORT, "j", "j")),
    Picture("import-80x24", size=SMALL, scene="newcomer", keys=IMPORT),
    Picture("posting", scene="newcomer", keys=POSTING),
    Picture("export", keys=("colon", *"export to a file", "enter")),
    Picture("recovery", scene="altered_file"),
    Picture("not-saved", scene="full_disk", keys=(*INTO_THE_PAGE, "space")),
    Picture("merge-offer", scene="conflict_copy"),
    Picture("roles-by-pay", keys=("o", "o", "o")),
    Picture("source", keys=("enter", "home", *("j" * 4), "i")),
    Picture("milestones-marked", keys=("2", *FIND_SPARK[1:], "escape", *("m" * 4))),
    Picture("milestones-200x60", size=(200, 60), keys=("2",)),
    Picture("milestone-page-200x60", size=(200, 60), milestone="python"),
    Picture("log-time", keys=(*FIND_SPARK, "h", *TIME)),
    Picture("roles-80x24", size=SMALL),
    Picture("roles-80x24-light", size=SMALL, theme=LIGHT),
    Picture("role-page-80x24", size=SMALL, keys=INTO_THE_PAGE),
    Picture("milestones-80x24", size=SMALL, keys=("2",)),
    Picture("summary-80x24", size=SMALL, keys=("4",)),
    Picture("settings-80x24", size=SMALL, keys=("comma",)),
    Picture("recovery-80x24", size=SMALL, scene="altered_file"),
)

KEPT_VARIABLES = {"HOME", "LD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR"}
FONTS = '"DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace'


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the pictures that are named, by default all."""
    parser = argparse.ArgumentParser(description="Draw the pictures of mltrack's screens.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="pictures to draw; all without one")
    parser.add_argument("--into", type=Path, default=HERE, metavar="DIR", help="where they go; here without it")
    parser.add_argument(
        "--every", action="store_true", help="every screen large and small, dark, light, plain: for --into"
    )
    parser.add_argument("--png", action="store_true", help="draw a PNG beside each, with Chromium")
    options = parser.parse_args(argv)
    if unknown := set(options.names) - {picture.name for picture in PICTURES}:
        parser.error(f"there is no picture {', '.join(sorted(unknown))}")

    same_environment_everywhere()
    if options.every and options.into == HERE:
        parser.error(
            "--every draws some two hundred pictures, of which only those without it are kept here: say --into"
        )
    chosen = [picture for picture in PICTURES if picture.name in options.names or not options.names]
    if options.every:
        chosen = [one for picture in chosen for one in every_way(picture)]
    options.into.mkdir(parents=True, exist_ok=True)
    for path in asyncio.run(draw(chosen, options.into)):
        print(path)
        if options.png:
            draw_png(path)
    return 0


def every_way(picture: Picture) -> Iterator[Picture]:
    """A picture in both sizes and themes, without colours and in plain ASCII; nothing for one that is such a way."""
    if (picture.size, picture.theme, picture.ascii, picture.no_color) != (LARGE, DARK, False, False):
        return
    for size in (LARGE, SMALL):
        name = f"{picture.name}-{size[0]}x{size[1]}"
        yield replace(picture, name=name, size=size)
        yield replace(picture, name=f"{name}-light", size=size, theme=LIGHT)
        yield replace(picture, name=f"{name}-no-color", size=size, no_color=True)
        yield replace(picture, name=f"{name}-ascii", size=size, ascii=True)


def same_environment_everywhere() -> None:
    """Leave no variable that could show in a picture, and import this checkout's mltrack; before any import of it."""
    for name in set(os.environ) - KEPT_VARIABLES:
        del os.environ[name]
    os.environ |= {"TZ": "UTC", "TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
    if hasattr(time, "tzset"):
        time.tzset()
    sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent)]


async def draw(pictures: Sequence[Picture], folder: Path) -> list[Path]:
    """Draw into `folder`; returns the files."""
    from mltrack.demo import demo_session
    from mltrack.store import catalog_files

    gc.set_threshold(100_000, 50, 50)  # an app leaves many circles behind
    paths = []
    same = patch.object(catalog_files, "read_catalog", cache(catalog_files.read_catalog))  # it is read once for all
    with same, demo_session(clock) as filled:
        for picture in pictures:
            with TemporaryDirectory(prefix="mltrack-picture-") as temp:
                home = Path(temp).resolve()
                # Screens show ~ for the home folder, so it may be another one every time.
                colours = {"NO_COLOR": "1"} if picture.no_color else {}
                with patch.dict(os.environ, HOME=str(home), **colours), SCENES[picture.scene](filled, home) as session:
                    svg = await screenshot(picture, session)
            path = folder / f"{picture.name}.svg"
            path.write_text(svg, encoding="utf-8", newline="\n")
            paths.append(path)
    return paths


# What the files are like: each begins from a filled tracker, and puts its own files below a home folder.


def clock() -> datetime:
    """The moment of every picture."""
    return MOMENT


@contextmanager
def demo(filled: Session, _: Path) -> Iterator[Session]:
    """Somebody eight months on the way."""
    yield filled


@contextmanager
def first_start(_: Session, home: Path) -> Iterator[Session]:
    """Nothing is there yet."""
    yield session_below(home)


@contextmanager
def beginner(_: Session, home: Path) -> Iterator[Session]:
    """Somebody at the beginning, who wants to be ready by a day."""
    session = session_below(home)
    session.target(["software-developer"], by=MOMENT.date().replace(year=2030))
    session.start("java")
    yield session


@contextmanager
def newcomer(_: Session, home: Path) -> Iterator[Session]:
    """Somebody with a target, a résumé and a job posting."""
    from screenshots.documents import write_documents

    write_documents(home)
    session = session_below(home)
    session.target(["machine-learning-engineer"])
    yield session


@contextmanager
def altered_file(filled: Session, home: Path) -> Iterator[Session]:
    """Something other than mltrack has changed the progress file; of its last save there is no backup."""
    progress, backups = files_below(home)
    copy_files(filled, home)
    *_, newest, last = sorted(backups.iterdir())
    assert last.read_bytes() == progress.read_bytes()
    last.unlink()
    number = newest.name[: len("progress-00000000")]
    newest.rename(newest.with_name(f"{number}-20261118T171500Z.json"))
    progress.write_bytes(progress.read_bytes().replace(b"Chapter 4 done", b"Chapter 5 done"))
    yield session_below(home)


@contextmanager
def full_disk(filled: Session, home: Path) -> Iterator[Session]:
    """What is written doesn't reach the disk."""
    copy_files(filled, home)
    with patch("os.fsync", side_effect=OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))):
        yield session_below(home)


@contextmanager
def conflict_copy(filled: Session, home: Path) -> Iterator[Session]:
    """A synchronising program found that two machines had gone on from the same state, and kept both files."""
    from mltrack.core.requirements import Level

    elsewhere, yesterday = home / "laptop", MOMENT - timedelta(days=1)
    copy_files(filled, home)
    copy_files(filled, elsewhere)
    laptop = session_below(elsewhere, yesterday)
    laptop.tick(["java"], level=Level.PROFICIENT)
    laptop.tick(["apache-spark"], level=Level.PROFICIENT)
    laptop.note("apache-spark", "Finished on the train.")
    laptop.tick(["software-testing", "c-plus-plus"])
    laptop.target_day("machine-learning-engineer", MOMENT.date().replace(year=2027, month=6))
    desktop = session_below(home)
    desktop.tick(["apache-spark"], level=Level.WORKING)
    desktop.note("apache-spark", "All but the last chapter.")
    copy = files_below(home)[0].with_name("progress.sync-conflict-20261119-201500-K3J2M4Q.json")
    shutil.copy(files_below(elsewhere)[0], copy)
    written = (yesterday + timedelta(hours=2)).timestamp()
    os.utime(copy, (written, written))
    yield session_below(home)


def session_below(home: Path, moment: datetime = MOMENT) -> Session:
    """A session on the files in `mltrack` below a home folder, on the catalog of this checkout."""
    from mltrack.session import open_session, places_below

    return open_session(places_below(home / "mltrack"), lambda: moment)


def files_below(home: Path) -> tuple[Path, Path]:
    """The progress file below a home folder, and the folder of its backups."""
    from mltrack.session import places_below

    places = places_below(home / "mltrack")
    return places.progress, places.backups


def copy_files(filled: Session, home: Path) -> None:
    """Begin below a home folder with what somebody has done."""
    assert filled.places is not None
    shutil.copytree(filled.places.progress.parent, files_below(home)[0].parent)


SCENES = {
    scene.__name__: scene for scene in (demo, first_start, beginner, newcomer, altered_file, full_disk, conflict_copy)
}


async def screenshot(picture: Picture, session: Session) -> str:
    """Open the app, press the keys and take the picture."""
    from textual.widgets import Input, TextArea

    from mltrack.tui.app import MltrackApp
    from mltrack.tui.messages import ShowMilestone

    app = MltrackApp(session, ascii=picture.ascii)
    async with app.run_test(size=picture.size) as pilot:
        app.theme = picture.theme
        await at_rest(app, pilot)
        if picture.milestone:
            app.post_message(ShowMilestone(picture.milestone))
            await at_rest(app, pilot)
        for key in picture.keys:
            await pilot.press(key)
        await at_rest(app, pilot)
        for field in app.screen.query("*"):
            if isinstance(field, Input | TextArea):
                field.cursor_blink = False
        await pilot.pause()
        return cleaned(app.export_screenshot(title="mltrack"), picture)


async def at_rest(app: MltrackApp, pilot: Pilot[None]) -> None:
    """Wait until nothing is under way, and a dialog that came by itself takes an answer."""
    from mltrack.tui.screens.dialog import Decision

    def is_at_rest() -> bool:
        under_way = [one for one in app.workers if one.name != "keys" and not one.is_finished]
        return not under_way and (not isinstance(app.screen, Decision) or app.screen.listening)

    await pilot.pause()
    while not is_at_rest():
        await pilot.pause(0.01)
    await pilot.pause()


def cleaned(svg: str, picture: Picture) -> str:
    """The same picture in the fonts of the machine that shows it, with ids that do not change with its text."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace;", f"font-family: {FONTS};")
    svg = svg.replace("font-family: arial;", "font-family: sans-serif;")
    # These fonts are lower than Fira Code: a size larger and not cut off by line, the lines of boxes meet.
    svg = svg.replace("font-size: 20px;", "font-size: 21px;")
    svg = re.sub(r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#[^)]*-line-\d+\)"', "", svg)
    svg = re.sub(r"\bterminal-\d+-", f"{picture.name}-", svg)
    if picture.theme == LIGHT:
        svg = svg.replace('fill="#292929" stroke="rgba(255,255,255,0.35)"', 'fill="#ece8df" stroke="rgba(0,0,0,0.35)"')
        svg = svg.replace('-title" fill="#c5c8c6"', '-title" fill="#566274"')
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def draw_png(path: Path) -> None:
    """Draw an SVG file as a PNG of the same size beside it."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        raise SystemExit("--png needs Chromium, and there is none on the PATH.")
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', path.read_text(encoding="utf-8"))
    assert box is not None
    width, height = (round(float(side)) for side in box.groups())
    png = path.with_suffix(".png").resolve()
    with TemporaryDirectory(prefix="mltrack-chromium-") as profile:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
        command += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        command += [f"--user-data-dir={profile}", "--hide-scrollbars", f"--window-size={width},{height}"]
        command += [f"--screenshot={png}", path.resolve().as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    print(png)


if __name__ == "__main__":
    sys.exit(main())
