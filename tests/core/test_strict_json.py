"""JSON is read as its standard has it, and what is none is refused in one sentence."""

from __future__ import annotations

import re

import pytest

from mltrack.core.strict_json import strict_json


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "it is empty"),
        (b"{", "it is not JSON from character 1"),
        (b"\xef\xbb\xbf{}", "it is not JSON"),
        (b"\x00" * 9, "it is not JSON"),
        (b'{"a": "\xff"}', "it is not UTF-8 text from byte 7"),
        ("{}".encode("utf-16"), "it is not UTF-8 text from byte 0"),
        (b'{"a": 1, "a": 2}', "a key stands twice in one object"),
        (b'[{"x": {"a": 1, "\\u0061": 1}}]', "a key stands twice in one object"),
        (b"NaN", "it holds NaN, which is not JSON"),
        (b"[-Infinity]", "it holds -Infinity, which is not JSON"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b"{'a': 1}", "it is not JSON from character 1"),
        (b"[" + b"7" * 5_000 + b"]", "it holds a number with too many digits"),
        (b"[1e999]", "it holds 1e999, which is no number that can be kept"),
        (b"null null", "it is not JSON from character 5"),
    ],
)
def test_what_is_not_strict_json_is_refused(text: bytes, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        strict_json(text)
