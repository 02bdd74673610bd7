"""Plain ASCII: every sign has one of one cell in its place, what differs stays different, and text stays text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

import mltrack
from mltrack.core.requirements import Level, State
from mltrack.session import Session
from mltrack.tui import settings
from mltrack.tui.app import MltrackApp
from mltrack.tui.ascii_lines import AsciiLines, sign_for, terminal_is_plain
from mltrack.tui.messages import ShowMilestone
from mltrack.tui.present.glyphs import GLYPHS, TARGET, level_dots
from tests.tui.desk import Desk, begun, damage
from tests.tui.driver import NARROW, WIDE, User

HOUSE = Path(mltrack.__file__).parent
UTF8 = {"LANG": "en_GB.UTF-8", "TERM": "xterm-256color"}


def plain(text: str, *, strict: bool = False) -> str:
    """A line as the filter gives it out."""
    return "".join(one.text for one in AsciiLines(strict=strict).apply([Segment(text)], Color(0, 0, 0)))


LOOKED_FOR = {"degree_matching.py", "degree_words.py", "name_index.py", "posting_text.py", "posting_years.py"}
"""Modules with signs and letters that are looked for in documents and never drawn."""


def drawn_signs() -> Iterator[str]:
    """Every sign that stands in the program's own words."""
    for path in [*(HOUSE / "tui").rglob("*.py"), *(HOUSE / "core").rglob("*.py")]:
        if path.name in LOOKED_FOR:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from (char for char in node.value if char.isprintable() and not char.isascii())


def test_every_sign_of_ours_has_ascii_of_as_many_cells() -> None:
    signs = set(drawn_signs())
    assert {"✓", "◐", "━", "╸", "…", "—"} <= signs
    assert [sign for sign in signs if not sign_for(sign).isascii() or len(sign_for(sign)) != cell_len(sign)] == []


@pytest.mark.parametrize(
    "apart",
    [
        [*GLYPHS.values(), TARGET, "✎"],
        "●○·",
        "━╸─",
        "·░▒▓█",
        "▁▂▃▄▅▆▇█",
        "▏▎▍▌▋▊▉█",
        "←→↑↓",
    ],
    ids=["states", "levels", "meter", "shades", "columns", "bars", "arrows"],
)
def test_what_is_told_apart_by_its_sign_is_so_in_ascii(apart: list[str] | str) -> None:
    assert len({sign_for(sign) for sign in apart}) == len(apart)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("╭─ Roles · 20 ──╮", "+- Roles . 20 --+"),
        ("│ ✓ Python ●●●○ │", "| x Python ***o |"),
        ("━━━╸────  42%", "===>----  42%"),
        ("┣━╋═╬┄┼╌╲╱╳", "+=+=+-+-\\/X"),
        ("⣿⠛⣤⡇⠀", "#'.: "),
        ("⟦ok⟧ naïve 大きさ €5", "⟦ok⟧ naïve 大きさ €5"),
        ("plain as it was", "plain as it was"),
    ],
)
def test_lines_are_translated_cell_for_cell_and_letters_stay(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert cell_len(plain(text)) == cell_len(text)


def test_a_terminal_to_which_no_other_letter_can_be_written_gets_none() -> None:
    text = "naïve 大きさ ✓"
    assert plain(text, strict=True) == "na?ve ?????? x"
    assert cell_len(plain(text, strict=True)) == cell_len(text)


def test_styles_stay() -> None:
    style = Style(bold=True)
    assert AsciiLines().apply([Segment("✓", style), Segment("a", style)], Color(0, 0, 0)) == [
        Segment("x", style),
        Segment("a", style),
    ]


@pytest.mark.parametrize(
    ("environ", "is_plain"),
    [
        (UTF8, False),
        ({}, False),
        ({**UTF8, "TERM": "linux"}, True),
        ({**UTF8, "LC_ALL": "C"}, True),
        ({**UTF8, "LC_ALL": "POSIX"}, True),
        ({**UTF8, "LC_ALL": "C.utf8"}, False),
        ({**UTF8, "LC_CTYPE": "de_DE.ISO-8859-1"}, True),
        ({"LANG": "de_DE", "LC_ALL": ""}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),
    ],
    ids=str,
)
def test_a_terminal_says_by_its_environment_what_it_can_show(environ: dict[str, str], is_plain: bool) -> None:
    assert terminal_is_plain(environ) is is_plain


async def look_at_every_screen(user: User) -> Iterator[str]:
    """What is drawn wherever a key leads."""
    seen = [user.shown]
    for place in "12345":
        await user.press(place)
        seen.append(user.shown)
        await user.press("end")
        seen.append(user.shown)
    for keys in (("question_mark",), ("comma",), (":",), ("2", "n"), ("2", "w"), ("2", "D"), ("1", "d"), ("/",)):
        await user.press(*keys)
        seen.append(user.shown)
        await user.press("end")
        seen.append(user.shown)
        await user.press("escape")
    user.app.post_message(ShowMilestone("statistics"))
    await user.settle()
    seen.append(user.shown)
    await user.press("W", "1", "enter", "down", "space", "W")
    seen.append(user.shown)
    await user.press("d")
    await user.command("Check my data")
    seen.append(user.shown)
    return iter(seen)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_on_every_screen_there_is_only_ascii(session: Session, size: tuple[int, int]) -> None:
    session.tick(["python", "sql"])
    session.start("statistics")
    session.waive("internship", "two years of work")
    session.note("python", "chapter 4")
    app = MltrackApp(session, ascii=True)
    async with app.run_test(size=size, notifications=True) as pilot:
        user = User(app, pilot, session)
        await user.settle()
        for shown in await look_at_every_screen(user):
            letters = {char for char in shown if not char.isascii()}
            assert not letters, f"{letters}\n{shown}"


async def test_a_first_start_and_a_bad_day_are_in_ascii_too(desk: Desk, tmp_path: Path) -> None:
    damaged = begun(tmp_path / "damaged")
    damage(damaged)
    for session in (desk.session(), damaged.session()):
        app = MltrackApp(session, ascii=True)
        async with app.run_test(size=WIDE) as pilot:
            user = User(app, pilot, session)
            await user.settle()
            assert user.shown.isascii(), user.shown


async def test_the_legend_shows_what_is_drawn(session: Session) -> None:
    app = MltrackApp(session, ascii=True)
    async with app.run_test(size=(120, 70)) as pilot:
        user = User(app, pilot, session)
        await user.press("?", "end")
        await user.see("x done, and in force")
        await user.see("~ started, or a skill")
        await user.see("/ waived")
        await user.see("! lapsed")
        await user.see("@ a role you aim for")
        await user.see(f"{'*' * Level.EXPERT.rank} expert")
        assert level_dots(Level.EXPERT, None).plain not in user.shown
        assert GLYPHS[State.MET] not in user.shown


async def test_names_and_notes_keep_their_letters(session: Session) -> None:
    session.note("python", "naïve Bayes – 大きさ")
    app = MltrackApp(session, ascii=True)
    async with app.run_test(size=WIDE) as pilot:
        user = User(app, pilot, session)
        app.post_message(ShowMilestone("python"))
        await user.see("naïve Bayes - 大きさ")


async def test_a_plain_terminal_chooses_ascii_by_itself_unless_the_settings_say_otherwise(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "terminal_is_plain", lambda: True)
    assert MltrackApp(session).plain
    session.keep("ascii", False)
    assert not MltrackApp(session).plain
    assert MltrackApp(session, ascii=True).plain
    monkeypatch.setattr(settings, "terminal_is_plain", lambda: False)
    session.keep("ascii", None)
    assert not MltrackApp(session).plain
    session.keep("ascii", True)
    assert MltrackApp(session).plain
