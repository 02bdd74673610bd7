"""A pasted job posting as plain text: tags and marks stripped, characters made safe, a line for each block."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from mltrack.core.text import plain

_MAX_RAW: Final = 1_000_000
"""Characters that are looked at with all tags and marks."""
_IS_HTML: Final = re.compile(
    r"<(?:html|body|div|p|ul|ol|li|br|h[1-6]|span|strong|b|table|section|article)\b[^<>]{0,2000}>", re.IGNORECASE
)
_TAG: Final = re.compile(r"<(?!/?[A-Za-z][^<>]{0,2000}>)")
"""A sign that begins no tag: the parser of the standard library would look for its end again and again."""
_BLOCKS_WORDS: Final = """
    address article aside blockquote body dd div dl dt fieldset footer form header hr html main nav ol p pre
    section table tbody thead tr title ul br
"""
_BLOCKS: Final = frozenset(_BLOCKS_WORDS.split())
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS: Final = frozenset({"td", "th"})
_SILENT: Final = ("script", "style", "head", "noscript", "template", "svg", "select", "!--")
_SPACES: Final = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_JOINERS: Final = re.compile("[\u200c\u200d]")
_MARKS: Final = re.compile(r"\*\*|__(?=\S)|(?<=\S)__|`+")
_MARKDOWN_LINK: Final = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{1,2000}\)")
_FOLD: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "‒": "-", "⁄": "/", "\n": " "}
)
_MANY_BREAKS: Final = re.compile(r"\n{3,}")


class _Stripper(HTMLParser):
    """The text of a page, a line for each block; points of lists begin with a dash, headings with a number sign."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as it is called
        """Begin a line for a block."""
        if tag == "li":
            self.parts.append("\n- ")
        elif tag in _HEADINGS:
            self.parts.append("\n\n# ")
        elif tag in _CELLS:
            self.parts.append("| ")
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End the line of a block."""
        if tag in _HEADINGS or tag in _BLOCKS or tag == "li":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is shown. A line break stays: half of what is pasted is a page and half the text of one."""
        self.parts.append(data)


def posting_text(raw: str) -> str:
    """`raw` as lines of safe text; letters of compatibility, such as ligatures, are the usual ones."""
    text = raw[:_MAX_RAW]
    if _IS_HTML.search(text):
        stripper = _Stripper()
        stripper.feed(_TAG.sub("&lt;", "".join(_shown(text))))
        stripper.close()
        text = "".join(stripper.parts)
    text = _JOINERS.sub("", unicodedata.normalize("NFKC", plain(text, lines=True)))
    text = _MARKS.sub("", _MARKDOWN_LINK.sub(r"\1", text))
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def _shown(text: str) -> Iterator[str]:
    """What of a page is neither script nor style nor remark, in one pass."""
    small, at = text.lower(), 0
    openings = re.compile("|".join(rf"<{re.escape(one)}(?![a-z0-9])" for one in _SILENT))
    while (begin := openings.search(small, at)) is not None:
        yield text[at : begin.start()]
        tag = begin[0][1:]
        end = small.find("-->" if tag == "!--" else f"</{tag}", begin.end())
        if end < 0:
            return
        close = small.find(">", end)
        if close < 0:
            return
        at = close + 1
    yield text[at:]


def folded(text: str) -> str:
    """The same text, as long as it is, with plain quotes and dashes and without line breaks: what is searched."""
    return text.translate(_FOLD)
