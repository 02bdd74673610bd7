"""Plain ASCII in a real terminal: asked for, or because the terminal can no more."""

from __future__ import annotations

import pytest

from tests.terminal.conftest import Open


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (("--demo", "--ascii"), {}),
        (("--demo",), {"TERM": "linux"}),
        (("--demo",), {"LC_ALL": "C"}),
        (("--demo",), {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ],
    ids=["asked for", "linux console", "C locale", "ASCII only"],
)
def test_nothing_but_ascii_reaches_the_terminal(
    arguments: tuple[str, ...], env: dict[str, str], open_app: Open
) -> None:
    app = open_app(*arguments, env=env)
    app.see("@ Machine learning", "15 done, saved", "Roles . 20")
    assert app.text.isascii()
    app.press("4")
    app.see("~ Statistics")
    assert app.text.isascii()
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()
