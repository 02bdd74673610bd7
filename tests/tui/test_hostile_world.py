"""Every screen in a world whose every text means harm: what is drawn is letters, with nothing in it to click on.

Which screens there are the code says, so that a new one is visited or fails here.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pytest
from textual.screen import Screen

from mltrack.core.keeping import Recovery
from mltrack.session import Session, open_session, places_below
from mltrack.tui.app import MltrackApp
from mltrack.tui.messages import OpenLink, ShowMilestone
from mltrack.tui.screens.at_work import AtWork
from mltrack.tui.screens.proposals import ProposalsScreen
from mltrack.tui.screens.trouble import NotSaved, RecoveryScreen
from mltrack.tui.screens.welcome import WelcomeScreen
from mltrack.upkeep import Upkeep
from tests.fuzzing import NIGHTLY
from tests.hostile_world import (
    NUMBER,
    steering,
    write_faulty_catalog,
    write_hostile_catalog,
    write_hostile_documents,
    write_hostile_progress,
)
from tests.session.keepers import NOON, Clock
from tests.tui.driver import NARROW, WIDE, User, user_of
from tests.tui.registry import classes

BASES: Final = {"ThriftyScreen", "PlaceScreen", "TwoPanes", "Dialog", "Decision"}
"""What screens have in common; none of these is ever shown itself."""
DOWN: Final = ["down"] * (NUMBER if NIGHTLY else 2)
"""To page after page; each of them holds all payloads, spread over its fields in another way."""
SCROLLING: Final = {"grab", "release", "scroll_up", "scroll_down"}
"""What Textual's own scroll bars do when they are clicked on."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile catalog, a home, an export of another home, and documents."""
    root = tmp_path_factory.mktemp("world")
    write_hostile_catalog(root / "catalog")
    write_hostile_documents(root)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MLTRACK_CATALOG", str(root / "catalog"))
        for name in ("home", "other"):
            write_hostile_progress(places_below(root / name))
        write_faulty_catalog(root / "home" / "config" / "catalog")
        (root / "export").write_text(Upkeep(open_session(places_below(root / "other"))).export(), "utf-8")
        open_session(places_below(root / "home"))
    return root


class Tour:
    """Goes from screen to screen and looks at every cell of each."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.seen: set[str] = set()
        self.drawn: set[str] = set()

    async def look(self) -> None:
        """Look at what is on the screen, and note which screen that is."""
        await self.user.settle()
        app = self.user.app
        assert app.is_running
        self.seen |= {type(one).__name__ for one in app.screen_stack}
        for strip in app.screen._compositor.render_strips(app.screen.size):
            assert steering(strip.text) == [], strip.text
            self.drawn.add(strip.text)
            for segment in strip:
                if segment.style is not None:
                    assert segment.style.link is None, segment
                    actions = {does for name, does in segment.style.meta.items() if name.startswith("@")}
                    assert actions <= SCROLLING, segment
        assert not [one for one in app.screen.walk_children() if isinstance(getattr(one, "tooltip", None), str)]

    async def press(self, *keys: str) -> None:
        """Press keys, and look at what follows from each."""
        for key in keys:
            await self.user.press(key)
            await self.look()

    async def command(self, words: str) -> None:
        """Run a command of the palette, which is looked at itself elsewhere."""
        commands = {one.title: one.callback for one in self.user.app.get_system_commands(self.user.app.screen)}
        commands[words]()
        await self.look()

    async def push(self, screen: Screen[Any]) -> None:
        """Look at a screen that comes when something goes wrong."""
        self.user.app.push_screen(screen)
        await self.look()
        self.user.app.pop_screen()
        await self.user.settle()


async def _see_places(tour: Tour) -> None:
    await tour.look()
    await tour.press(*DOWN, "i", "escape", "enter", "end", "home", "b", "escape", "escape")
    tour.user.app.post_message(ShowMilestone("milestone-4"))
    await tour.look()
    await tour.press("end", "escape")
    await tour.press("c", "up", "c", "C", "end", "escape")
    await tour.press("2", *DOWN, "enter", "end", "b", "down", "escape", "escape")
    await tour.press("3", "tab", "end", "4", "p", "p", "end", "5", "down", "enter", "escape", "1")


async def _see_dialogs(tour: Tour) -> None:
    app = tour.user.app
    milestones = ["milestone-2", "milestone-3"]
    asked: list[Callable[[], Awaitable[None]]] = [
        lambda: app.action_edit_note("milestone-5"),
        lambda: app.action_ask_time("milestone-6"),
        lambda: app.action_ask_due(milestones),
        lambda: app.action_ask_effort("milestone-7"),
        lambda: app.action_ask_evidence("milestone-8"),
        lambda: app.action_ask_waiver(["milestone-9"]),
        lambda: app.action_ask_done_on(["milestone-10"]),
        lambda: app.action_ask_target_day("role-1"),
        lambda: app.action_ask_summary("year", 0),
    ]
    for asking in asked:
        await asking()
        await tour.look()
        await tour.press("escape")
    await tour.press("comma", "down")
    await app.action_ask_key("app.quit")
    await tour.look()
    await tour.press("escape", "escape", "question_mark", "end", "escape", "colon")
    await tour.user.type("a stolen")
    await tour.press("escape")


async def _see_documents(tour: Tour, world: Path) -> None:
    user = tour.user
    for name in ("csv", "resume", "export"):
        await tour.command("Import from a file")
        await user.answer(str(world / name))
        await tour.look()
        if isinstance(user.app.screen, ProposalsScreen):
            await tour.press("space", "down", "down", "end")
        await tour.press("escape")
    await tour.command("Role from a job posting")
    user.app.screen.query_one("TextArea").load_text((world / "posting").read_text("utf-8"))  # type: ignore[attr-defined]
    await tour.press("ctrl+s", "down", "end", "escape")
    await tour.command("Export to a file")
    await tour.press("enter", "escape", "escape")


async def _see_upkeep(tour: Tour) -> None:
    user = tour.user
    await tour.command("Backups")
    await tour.press("enter", "escape", "escape")
    for words in ("Faults in your catalog files", "What changed in the catalog", "Check my data"):
        await tour.command(words)
        await tour.press("end", "escape")
    await tour.press("W", "2", "down", "space", "W", "escape", "W", "d", "1", "u")
    user.app.post_message(OpenLink("https://example.org/0"))
    await tour.look()
    await tour.press("escape")


async def _see_trouble(tour: Tour) -> None:
    snapshot = tour.user.session.snapshot
    history = snapshot.progress.history
    recovery = Recovery("/home/me/progress.json", "is damaged", "/home/me/backup", NOON, 3, history, whole=True)
    with patch.object(Session, "recovery", recovery):
        tour.user.app.come_forward()
        await tour.user.meets(RecoveryScreen)
        await tour.look()
        await tour.press("escape")
    with patch("os.fsync", side_effect=OSError(errno.ENOSPC, "No space left on device")):
        await tour.press("2", "home", "down", "space")
        await tour.user.meets(NotSaved)
        await tour.look()
        await tour.press("escape")
    await tour.push(AtWork("Import", snapshot.catalog.milestone_title("milestone-0")))
    await tour.push(WelcomeScreen().data_bind(MltrackApp.snapshot))
    for number in range(NUMBER):
        tour.user.app.notify(snapshot.catalog.milestone_title(f"milestone-{number}"), markup=False)
    await tour.look()


@pytest.mark.parametrize("sizes", [(WIDE, NARROW), *([(NARROW, WIDE)] if NIGHTLY else [])], ids=str)
async def test_every_screen_shows_letters_and_nothing_to_click_on(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    monkeypatch.setenv("MLTRACK_CATALOG", str(world / "catalog"))
    shutil.copytree(world / "home", tmp_path / "home")
    session = open_session(places_below(tmp_path / "home"), Clock())
    async with user_of(session, sizes[0]) as user:
        tour = Tour(user)
        await _see_places(tour)
        await _see_dialogs(tour)
        await user.resize(*sizes[1])
        await _see_documents(tour, world)
        await _see_upkeep(tour)
        await _see_trouble(tour)
        assert sorted({*screens()} - tour.seen) == []
        drawn = "\n".join(tour.drawn)
        for words in ("[b]bold[/b]", "[/nope]", "[@click=app.quit]here[/]", "[2J[31mred", "a stolen title", "漢字"):
            assert words in drawn
        assert user.app.is_running


def screens() -> Iterator[str]:
    """The names of all screens that the app can show."""
    for one in classes():
        if issubclass(one, Screen) and one.__name__ not in BASES:
            yield one.__name__
