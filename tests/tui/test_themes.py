"""Every theme draws every screen: all colours that we name can be found in each of them."""

from __future__ import annotations

from math import dist

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from mltrack.session import Session
from mltrack.tui.app import MltrackApp
from mltrack.tui.theme import THEMES, semantic_defaults
from mltrack.tui.widgets.row_list import RowList
from tests.tui.driver import NARROW, WIDE, User, user_of


async def frame(user: User) -> str:
    """One frame of the screen, with its styles."""
    await user.settle()
    drawn = user.app.screen._compositor.render_strips(user.app.screen.size)
    return repr([segment for strip in drawn for segment in strip])


async def test_every_theme_draws_meters_and_every_state(session: Session) -> None:
    session.tick(["python"])
    session.start("sql")
    session.waive("internship", "two years of work")
    async with user_of(session, NARROW) as user:
        words = {"1": "ENTRY", "2": "DEGREES"}
        for place, word in words.items():
            await user.press(place)
            frames = set()
            for name in sorted(user.app.available_themes):
                user.app.theme = name
                frames.add(await frame(user))
                assert word in user.shown
            assert len(frames) > len(user.app.available_themes) // 2
        assert len(user.app.available_themes) >= 10


async def test_every_semantic_colour_is_there_in_every_theme(session: Session) -> None:
    names = set(semantic_defaults(THEMES[0]))
    assert "milestone-done" in names
    app = MltrackApp(session)
    assert {"mltrack-dark", "mltrack-light"} <= set(app.available_themes)
    for theme in app.available_themes:
        app.theme = theme
        variables = app.get_css_variables()
        for name in names:
            assert isinstance(Color.parse(variables[name].split()[0]), Color)


def test_our_own_themes_name_every_semantic_colour_themselves() -> None:
    for theme in THEMES:
        assert set(semantic_defaults(theme)) <= set(theme.variables)


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
def test_done_and_under_way_have_two_colours_in_every_theme(theme: str) -> None:
    colours = semantic_defaults(BUILTIN_THEMES[theme])
    assert colours["milestone-done"] != colours["milestone-started"]


async def test_a_theme_changes_the_rows_that_are_drawn_already(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        dark = user.app.export_screenshot()
        user.app.theme = "mltrack-light"
        await user.settle()
        light = user.app.export_screenshot()
        assert light != dark
        background = THEMES[0].surface
        assert background is not None
        assert background in dark
        assert background not in light
        user.app.theme = "mltrack-dark"
        await user.settle()
        assert user.app.export_screenshot() == dark


# Contrast, after WCAG 2.2, 1.4.3: 4.5 to 1 for text

BACKGROUNDS = ("background", "surface", "panel", "row-cursor", "row-cursor-away", "footer-background")
NO_TEXT = {"faint", "border", "border-blurred", "input-selection-background", "scrollbar", "scrollbar-background"}
"""Rules, frames and what is behind text."""
ENOUGH = 4.5


def luminance(color: Color) -> float:
    """Relative luminance by WCAG 2."""
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in color.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """From 1 for the same to 21 for black and white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours(theme: Theme) -> dict[str, Color]:
    """Every colour of a theme of ours by its token."""
    variables = {name: value for name, value in theme.variables.items() if "%" not in value}
    names = ("primary", "secondary", "accent", "success", "warning", "error", "foreground", *BACKGROUNDS[:3])
    return {
        name: Color.parse(value) for name, value in ({one: getattr(theme, one) for one in names} | variables).items()
    }


def test_black_on_white_has_all_the_contrast_there_is() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)
    assert contrast(Color(9, 9, 9), Color(9, 9, 9)) == 1


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_of_text_can_be_read_on_everything_that_it_stands_on(theme: Theme) -> None:
    found = colours(theme)
    texts = set(found) - set(BACKGROUNDS) - NO_TEXT
    assert {"foreground", "quiet", "milestone-lapsed", "ready", "footer-key-foreground", "row-cursor-text"} <= texts
    weak = {
        f"{text} on {below}": round(ratio, 2)
        for text in sorted(texts)
        for below in BACKGROUNDS
        if (ratio := contrast(found[text], found[below])) < ENOUGH
    }
    assert weak == {}
    assert contrast(found["background"], found["accent"]) >= ENOUGH  # the banner of what-if


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_frame_with_the_focus_stands_out(theme: Theme) -> None:
    found = colours(theme)
    assert contrast(found["border"], found["surface"]) >= 3  # WCAG 2.2, 1.4.11
    assert contrast(found["border"], found["border-blurred"]) >= 1.5


async def weakest(user: User) -> tuple[float, str]:
    """The least contrast of letters and digits that are drawn, and what they say."""
    await user.settle()
    drawn = user.app.screen._compositor.render_strips(user.app.screen.size)
    found = []
    for segment in (segment for strip in drawn for segment in strip):
        style = segment.style
        if style is not None and any(char.isalnum() for char in segment.text) and style.color and style.bgcolor:
            pair = [Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)]
            found.append((contrast(*pair), segment.text.strip()))
    return min(found)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_all_that_is_drawn_can_be_read(session: Session, theme: Theme) -> None:
    session.tick(["python"])
    session.start("sql")
    session.waive("internship", "two years of work")
    async with user_of(session, WIDE) as user:
        user.app.theme = theme.name
        assert await weakest(user) >= (ENOUGH, "")
        for keys in ("1", "2", "3", "4", "5", "2 enter", "1 enter", "W", "W"):
            await user.press(*keys.split())
            assert await weakest(user) >= (ENOUGH, ""), (keys, user.shown)


# Colour blindness, simulated after Machado, Oliveira and Fernandes, 2009: severity 1.0, on linear RGB

BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
}


def lab(color: Color, eyes: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Where a colour is in CIELAB (D65) as these eyes see it."""
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in color.normalized]
    red, green, blue = (min(max(sum(part * one for part, one in zip(row, linear, strict=True)), 0), 1) for row in eyes)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    a, b, c = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in (x, y, z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)


@pytest.mark.parametrize("eyes", BLIND)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("one", "other", "least"),
    [("milestone-done", "milestone-started", 60), ("milestone-done", "quiet", 25), ("ready", "blocked", 20)],
)
def test_done_and_under_way_are_far_apart_for_colour_blind_eyes(
    one: str, other: str, least: float, theme: Theme, eyes: str
) -> None:
    found = colours(theme)
    assert dist(lab(found[one], BLIND[eyes]), lab(found[other], BLIND[eyes])) >= least


# Few colours, and none


async def cursor_line(user: User, pane: RowList) -> list[Segment]:
    """What the line under the cursor is drawn in."""
    await user.settle()
    number = pane.cursor - round(pane.scroll_offset.y)
    region = pane.content_region
    strip = user.app.screen._compositor.render_strips(user.app.screen.size)[region.y + number]
    return list(strip.crop(region.x, region.right - 1))


@pytest.mark.parametrize("theme", ["mltrack-dark", "mltrack-light", "ansi-dark", "ansi-light", "nord"])
async def test_without_colours_cursor_focus_and_place_show_by_their_letters(
    session: Session, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    session.tick(["python"])
    async with user_of(session, WIDE) as user:
        user.app.theme = theme
        for here, away in ((user.listed, user.page), (user.page, user.listed)):
            assert all(one.style and one.style.reverse for one in await cursor_line(user, here))
            assert all(one.style and one.style.underline for one in await cursor_line(user, away))
            assert not any(one.style and one.style.reverse for one in await cursor_line(user, away))
            frames = {pane: pane.styles.border_top[0] for pane in (here, away)}
            assert frames == {here: "heavy", away: "round"}
            await user.press("enter")
        bar = user.app.screen._compositor.render_strips(user.app.screen.size)[0]
        assert [one.text for one in bar if one.style and one.style.reverse] == [" 1 Roles "]


async def test_where_the_terminal_has_the_colours_none_is_left_without(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with user_of(session, WIDE) as user:
        user.app.theme = "ansi-dark"
        await user.settle()
        drawn = user.app.screen._compositor.render_strips(user.app.screen.size)
        used = {one.style.color for strip in drawn for one in strip if one.style and one.style.color}
        assert {color.is_default for color in used} == {True}


@pytest.mark.parametrize(
    ("term", "chosen", "worn"),
    [
        ("xterm", "", "ansi-dark"),
        ("linux", "mltrack-light", "ansi-light"),
        ("xterm", "nord", "nord"),
        ("xterm-256color", "", "mltrack-dark"),
    ],
)
async def test_in_sixteen_colours_those_of_the_terminal_stand_in_for_ours(
    session: Session, monkeypatch: pytest.MonkeyPatch, term: str, chosen: str, worn: str
) -> None:
    if chosen:
        session.keep("theme", chosen)
    monkeypatch.setenv("TERM", term)
    monkeypatch.delenv("COLORTERM")
    async with user_of(session, WIDE) as user:
        assert user.app.theme == worn
        line = await cursor_line(user, user.listed)
        assert len({one.style.color for one in line if one.style}) == 1 or worn == "nord" or "256" in term
    assert session.settings().theme == chosen
