"""Every theme draws every screen: all colours that we name can be found in each of them."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from mltrack.session import Session
from mltrack.tui.app import MltrackApp
from mltrack.tui.theme import THEMES, semantic_defaults
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
