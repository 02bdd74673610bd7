"""Text that would take over a terminal, and the look for what of it came through."""

from __future__ import annotations

import unicodedata

HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\x7f\u202eevil\u2066[@click=app.quit]x[/][/nope]\u2028line\x00end"


def assert_harmless(text: str) -> None:
    """There is not one character in `text` that a terminal would do something about, but for line breaks."""
    bad = [char for char in text if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert bad == []
