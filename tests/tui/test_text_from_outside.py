"""Text from a catalog is text, and a mark whose milestone has left the catalog is kept and shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.small_catalog import FILES, write_catalog
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, user_of

MARKUP = "[b]x[/nope] [@click=app.quit]y[/] [red"


@pytest.fixture
def marked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small catalog with titles, labels and other words that look like markup."""
    folder = write_catalog(tmp_path / "catalog")
    changes = {
        "milestones.toml": {'title = "Python"': f'title = "Py {MARKUP}"', "A language.": f"A language {MARKUP}."},
        "roles/engineer.toml": {
            'title = "ML engineer"': f'title = "En {MARKUP}"',
            "Takes models to production.": f"Takes {MARKUP}.",
            'label = "Background"': f'label = "La {MARKUP}"',
            'measure = "median total pay"': f'measure = "pay {MARKUP}"',
        },
        "sources.toml": {'title = "A survey of roles"': f'title = "Su {MARKUP}"'},
    }
    for name, words in changes.items():
        text = FILES[name]
        for old, new in words.items():
            assert old in text
            text = text.replace(old, new)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("MLTRACK_CATALOG", str(folder))


@pytest.mark.usefixtures("marked_up")
async def test_a_title_that_looks_like_markup_is_shown_as_it_is_everywhere(desk: Desk) -> None:
    async with user_of(desk.session(), (200, 60)) as user:
        await user.see(f"En {MARKUP}")
        await user.type("[b]x")
        await user.press("down", "space", "enter")
        assert user.under_cursor == "engineer"
        assert f"En {MARKUP}" in user.header
        for words in (f"En {MARKUP}", f"Takes {MARKUP}.", f"La {MARKUP}", f"pay {MARKUP}", "Py [b]x[/nope]"):
            await user.see(words, user.page)
        await user.press("d")
        await user.see(f"En {MARKUP}")
        await user.press("escape", "2")
        await user.choose("python")
        await user.see(f"A language {MARKUP}.", user.page)
        await user.press("n")
        await user.see(f"Note on Py {MARKUP}")
        await user.type("said")
        await user.press("escape")
        await user.toast("saved")
        await user.press("w")
        await user.see(f"Waive Py {MARKUP}")
        await user.press("escape", "space", "u")
        await user.toast("Py [b]x[/nope]")
        await user.press("s", "space", "4")
        await user.see(f"✓ Py {MARKUP}")
        await user.see(f"En {MARKUP}", user.app.screen.query_one("#targets"))
        assert user.app.is_running


@pytest.mark.usefixtures("marked_up")
async def test_a_title_that_looks_like_markup_can_be_jumped_to(desk: Desk) -> None:
    session = desk.session()
    session.target(["analyst"])
    async with user_of(session, WIDE) as user:
        await user.press(":")
        await user.type("Py [b]x")
        await user.see(f"Py {MARKUP}")
        await user.press("enter")
        await user.see(f"A language {MARKUP}.")


@pytest.fixture
def with_a_departed_mark(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Python and the portfolio are done; then a newer catalog comes without the portfolio."""
    monkeypatch.setenv("MLTRACK_CATALOG", str(write_catalog(tmp_path / "before")))
    session = desk.session()
    session.target(["analyst"])
    session.tick(["python", "cluster-admin"])
    session.note("cluster-admin", "passed at once")
    milestones, _, rest = FILES["milestones.toml"].partition("[[certification]]")
    engineer = FILES["roles/engineer.toml"].replace('{ has = "cluster-admin" }, ', "")
    newer = write_catalog(
        tmp_path / "after", milestones=milestones + "[[project]]" + rest.partition("[[project]]")[2], engineer=engineer
    )
    monkeypatch.setenv("MLTRACK_CATALOG", str(newer))
    return desk


async def test_a_mark_whose_milestone_left_the_catalog_is_listed_and_survives(with_a_departed_mark: Desk) -> None:
    desk = with_a_departed_mark
    async with user_of(desk.session(), WIDE) as user:
        await user.press("2", "end")
        await user.see("No longer in the catalog", user.listed)
        assert (await user.row("cluster-admin")).endswith("done")
        await user.see("2 done, saved")
        await user.press("home", "space", "u", "j", "w")
        await user.answer("not needed")
        assert (await user.row("cluster-admin")).endswith("done")
        await user.press("4")
        await user.see("cluster-admin")
        await user.press("2", "v")
        await user.does_not_see("No longer in the catalog")
    assert desk.saved.marks["cluster-admin"].status.value == "done"
    assert desk.saved.notes == {"cluster-admin": "passed at once"}


async def test_undoing_what_left_the_catalog_takes_it_back_and_forth(with_a_departed_mark: Desk) -> None:
    desk = with_a_departed_mark
    async with user_of(desk.session(), WIDE) as user:
        await user.press("2", "u")
        await user.toast("note on cluster-admin")
        assert not desk.saved.notes
        await user.press("u")
        await user.does_not_see("No longer in the catalog")
        await user.press("ctrl+r", "ctrl+r")
        await user.see("No longer in the catalog")
        assert desk.saved.notes == {"cluster-admin": "passed at once"}
