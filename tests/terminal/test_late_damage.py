"""A file that turns out to be damaged only when somebody looks at what it holds: one sentence, and nothing changed."""

from __future__ import annotations

from pathlib import Path

from tests.store.damages import vouched
from tests.terminal.conftest import Open
from tests.terminal.pseudo_terminal import command

MILESTONE = "bachelors-computer-science"


def test_an_entry_that_is_none_ends_the_app_in_a_sentence(home: Path, open_app: Open) -> None:
    command(home, "target", "data-scientist")
    command(home, "tick", MILESTONE)
    progress = home / "data" / "progress.json"
    events, state, rest = progress.read_bytes().partition(b'"state":{')
    assert events.count(b'"status":"done"') == 1
    damaged = vouched(events.replace(b'"status":"done"', b'"status":"gone"') + state + rest)
    progress.write_bytes(damaged)
    app = open_app()
    assert app.exit_status() == 1
    app.assert_left_as_found()
    said = " ".join(app.text.split())
    assert "mltrack: The progress file holds what is no event" in said
    assert "mltrack recover" in said
    assert "Traceback" not in said
    assert "errors shown" not in said
    assert progress.read_bytes() == damaged
