"""Lines, pages and frames that are remembered or left out show what would be drawn from nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from textual._compositor import ChopsUpdate, Compositor
from textual._context import active_app
from textual.scroll_view import ScrollView

from mltrack.session import Session
from mltrack.tui import keys
from mltrack.tui.frames import ThriftyCompositor
from mltrack.tui.present.role_page import role_page
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.widgets import role_page as page_widget
from mltrack.tui.widgets.drawn_lines import DrawnLines
from mltrack.tui.widgets.role_list import RoleList
from mltrack.tui.widgets.role_page import RolePage
from mltrack.tui.widgets.row_list import RowList
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, User, user_of

KEYS = [
    *("down", "down", "up", "end", "home"),  # pages that were seen, and such as were not
    *("enter", "space", "down", "space", "u", "a", "pagedown", "escape"),  # ticks, and what is taken back
    *("t", "c", "o", "v", "v", "v", "v", "v", "v", "v"),
    *("/", "d", "a", "enter", "down", "escape", "escape"),
    *("W", "enter", "space", "escape", "down", "u", "W"),  # what is supposed has frames of another colour
    *("2", "down", "m", "space", "3", "4", "1", "C", "down", "escape", "?", "escape", "up"),
]


def drawn(user: User) -> list[object]:
    return [[*strip] for strip in user.app.screen._compositor.render_strips()]


def drawn_from_nothing(user: User) -> list[object]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DrawnLines, "render_lines", ScrollView.render_lines)
        patch.setattr(ThriftyCompositor, "_render_chops", Compositor._render_chops)
        for row_list in user.app.screen.query(RowList):
            row_list._styles_cache.clear()
        return drawn(user)


def page_from_nothing(user: User) -> list[tuple[str, object]]:
    page, snapshot = user.app.screen.query_one(RolePage), user.app.shown
    width = page.scrollable_content_region.width
    rows = role_page(snapshot, snapshot.catalog.roles[page.role_id], width, unfolded=page.unfolded) if width else ()
    return [(row.fitted(width).markup, row.ref) for row in rows]


def page_shown(user: User) -> list[tuple[str, object]]:
    page = user.app.screen.query_one(RolePage)
    width = page.scrollable_content_region.width
    return [(row.fitted(width).markup, row.ref) for row in page._rows] if width else []


def theme(user: User, name: str) -> None:
    user.app.theme = name


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every partial update, held against the one that Textual makes of the same."""
    made: list[str] = []
    ours = ThriftyCompositor.render_partial_update

    def both(self: ThriftyCompositor) -> ChopsUpdate | None:
        dirty = set(self._dirty_regions)
        update = ours(self)
        self._dirty_regions.update(dirty)
        theirs = Compositor.render_partial_update(self)
        if update is None or theirs is None:
            assert update is theirs
        else:
            console = active_app.get().console
            made.append(without_moves(update.render_segments(console)))
            assert made[-1] == without_moves(theirs.render_segments(console))
        return update

    monkeypatch.setattr(ThriftyCompositor, "render_partial_update", both)
    yield made
    assert made


def without_moves(sent: str) -> str:
    """What is sent to the terminal, without moves to where nothing is written."""
    return re.sub(r"(?:\x1b\[\d+;\d+H)+(?=\x1b\[\d+;\d+H|$)", "", sent.replace("\n", ""))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_it_is_what_would_be_drawn_from_nothing(
    size: tuple[int, int], session: Session, compared: list[str]
) -> None:
    async with user_of(session, size) as user:
        for key in KEYS:
            await user.press(key)
            assert drawn(user) == drawn_from_nothing(user), key
    assert compared


@pytest.mark.parametrize(
    "change",
    [
        partial(theme, name="mltrack-light"),
        partial(theme, name="nord"),
        partial(theme, name="ansi-dark"),
        lambda user: user.app.screen.set_class(True, "-supposing"),
        lambda user: setattr(user.app.screen.query_one(RolePage).styles, "opacity", 0.5),
        lambda user: setattr(user.app.screen.query_one(RolePage).styles, "text_opacity", 0.5),
        lambda user: setattr(user.app.screen.query_one(RolePage).styles, "tint", "red 20%"),
        lambda user: setattr(user.app.screen.query_one(RolePage).styles, "padding", (1, 2)),
        lambda user: setattr(user.app.screen.query_one(RolePage).styles, "outline", ("round", "red")),
    ],
)
async def test_another_look_is_drawn_at_once(change: Callable[[User], object], session: Session) -> None:
    async with user_of(session, WIDE) as user:
        before = drawn(user)
        change(user)
        await user.settle()
        await user.app.animator.wait_until_complete()
        assert drawn(user) != before
        assert drawn(user) == drawn_from_nothing(user)
        await user.resize(100, 30)
        assert drawn(user) == drawn_from_nothing(user)


@pytest.mark.parametrize("place", ["1", "2", "5"])
@pytest.mark.parametrize("height", [2, 3, 4, 5])
async def test_a_list_without_a_line_says_nothing_of_its_frame(place: str, height: int, session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press(place)
        width = 119  # lists of another width have another frame, which is made with the first line that is drawn
        await user.resize(width, height)
        for row_list in user.app.screen.query(RowList):
            row_list.draw_ahead([(None, False)])
        await user.resize(width, 40)
        assert drawn(user) == drawn_from_nothing(user)


async def test_a_page_is_that_of_what_is_known_now(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        for key in ("down", "up", "enter", "space", "escape", "down", "up", "u", "down", "up", "enter", "a", "escape"):
            await user.press(key)
            assert page_shown(user) == page_from_nothing(user), key
        await user.resize(130, 40)
        await user.press("down", "up")
        assert page_shown(user) == page_from_nothing(user)
        before = page_shown(user)
        desk.session().tick(["python"])
        await user.until(lambda: user.progress.marks.keys() >= {"python"}, "what another one saved")
        await user.press("down", "up")
        assert page_shown(user) == page_from_nothing(user)
        assert page_shown(user) != before


async def test_the_pages_of_the_next_steps_are_made_ahead(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(*given: object, **more: object) -> object:
        made.append(str(given[1]))
        return role_page(*given, **more)  # type: ignore[arg-type]

    async with user_of(session, WIDE) as user:
        screen = user.app.screen
        assert isinstance(screen, RolesScreen)
        page, roles = screen.query_one(RolePage), screen.query_one(RoleList)
        await user.press("down")
        beside = {ref.id for ref in roles.beside()}
        await user.until(lambda: beside <= {role_id for role_id, _ in page._pages}, "the pages beside it")
        monkeypatch.setattr(page_widget, "role_page", counted)
        screen._at_rest.stop()
        await user.press("down")
        assert made == []
        await user.press("down")
        assert len(made) == 1


async def test_a_key_is_drawn_in_one_frame(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    frames, draw = [], ThriftyCompositor.render_partial_update

    def counted(self: ThriftyCompositor) -> ChopsUpdate | None:
        update = draw(self)
        frames.append(update)
        return update

    async with user_of(session, WIDE) as user:
        await user.press("home", "down")
        monkeypatch.setattr(keys, "_LATE", 10.0)
        monkeypatch.setattr(ThriftyCompositor, "render_partial_update", counted)
        for _ in range(3):
            frames.clear()
            await user.press("down")
            assert len(frames) == 1
