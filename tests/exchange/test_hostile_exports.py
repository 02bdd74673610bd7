"""Whatever a text of somebody's is, a file that is written has the structure that it has with harmless words.

Each format is taken apart as its readers do, and what remains when the texts are left out is compared.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from html.parser import HTMLParser
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mltrack.core.history import (
    Change,
    DueChange,
    Evidence,
    EvidenceChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
    Target,
    TargetChange,
)
from mltrack.core.requirements import AnyOf, Has
from mltrack.core.text import plain
from mltrack.exchange.writing import FORMATS, Export, written
from mltrack.exporting import suggested_name
from tests.core.devices import examples
from tests.core.worlds import TODAY, WORKING, catalog, cert, degree, done, project, role, skill
from tests.exchange.exports import HOSTILE, SOON, export_of
from tests.hostile_world import PAYLOADS, steering

Skeleton = Callable[[str], object]

TITLES: Final = st.text(min_size=1, max_size=40) | st.sampled_from(
    [one for one in (*HOSTILE, *PAYLOADS.values()) if one and len(one) < 400]
)
PIECES: Final = st.lists(
    st.sampled_from(
        [
            *(
                "\r\n",
                "\n",
                "\u2028",
                "\t",
                " ",
                "=",
                "+",
                "-",
                "@",
                "'",
                '"',
                ",",
                ";",
                ":",
                "\\",
                "\\n",
                "|",
                "`",
                "*",
            ),
            *(
                "_",
                "[",
                "](",
                ")",
                "<",
                ">",
                "</p>",
                "<script>",
                "&lt;",
                "&#10;",
                "#",
                "# ",
                "1. ",
                "- [x] ",
                "> ",
                "~~",
            ),
            *("BEGIN:VEVENT", "END:VCALENDAR", "ATTACH:file:///etc/passwd", "due:2001-01-01", "x ", "(A) ", "<!-- "),
            *(
                "--> ",
                "mltrack:python",
                "(expert)",
                "javascript:alert(1)",
                "www.example.org",
                "a",
                "\u202e",
                "\x1b",
                "\x00",
            ),
        ]
    ),
    max_size=12,
).map("".join)


def export(text: str) -> Export:
    """An export in which `text` is every title, note, reason, word of evidence, label and summary."""
    text = text if plain(text).strip() else "x"
    line = " ".join(plain(text).split()) or "x"
    milestones = [
        skill("a", title=text, summary=text),
        skill("b", title=text, summary=text, prerequisites=Has("a", WORKING)),
        cert("c", 24, title=text, summary=text),
        degree("d", title=text, summary=text),
        project("e", title=text, summary=text),
    ]
    asked = role("r", Has("a", WORKING), Has("b", WORKING), AnyOf((Has("c"), Has("d"))), title=text, family=text)
    changes: list[Change] = [
        TargetChange("r", None, Target(primary=True, by=SOON)),
        MarkChange("a", None, done(WORKING, date(2026, 5, 1))),
        MarkChange("c", None, done(on=date(2026, 5, 1))),
        MarkChange("d", None, Mark(Status.WAIVED, reason=line[:300])),
        DueChange("b", None, SOON),
        NoteChange("a", "", plain(text, lines=True)),
        NoteChange("b", "", plain(text, lines=True)),
        EvidenceChange("e1", None, Evidence("a", TODAY, line[:500])),
        EvidenceChange("e2", None, Evidence("a", TODAY, f"https://example.org/{line[:100]}")),
    ]
    return export_of(changes, catalog(milestones, [asked]))


def _calendar(text: str) -> object:
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    lines = re.sub(r"\r\n[ \t]", "", text).split("\r\n")
    names = [re.split("[;:]", line, maxsplit=1)[0] for line in lines]
    told = [line for line in lines if line.startswith(("BEGIN", "END", "DTSTART", "DUE", "UID", "STATUS", "TRIGGER"))]
    assert not [name for name in names if name.startswith(("ATTACH", "ATTENDEE", "ORGANIZER", "CONFERENCE"))]
    return told, [name for name in names if name not in {"URL", "DESCRIPTION"}]


def _csv(text: str) -> object:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip()[:1] in {*"=+-@\t\r＝＋－＠"} and cell]
    return [(row["id"], row["kind"], row["status"], row["level"], row["done_on"], row["due"]) for row in rows]


def _markdown(text: str) -> object:
    found = []
    for token in MarkdownIt("gfm-like").parse(text):
        assert token.type not in {"html_block", "fence", "code_block", "blockquote_open"}, token
        found += [token.type] if token.type.startswith(("heading", "table", "tr", "td", "th")) else []
        for inline in token.children or ():
            assert inline.type not in {"image", "code_inline", "em_open", "s_open"}, inline
            if inline.type == "html_inline":
                assert re.fullmatch("<!-- mltrack:[a-er] -->", inline.content), inline
                found.append(inline.content)
            if inline.type == "link_open":
                assert str(inline.attrs["href"]).startswith("https://example.org/"), inline
    return found


def _tasks(text: str) -> object:
    return [line[:6] for line in text.splitlines() if re.match(r"- \[.\]", line)], len(
        re.findall(r"(?<!\\)<!-- mltrack:", text)
    )


def _todo(text: str) -> object:
    return [(line[:13] if line.startswith("x ") else "", re.findall(r" due:\S+", line)) for line in text.splitlines()]


def _json(text: str) -> object:
    def shape(value: object) -> object:
        if isinstance(value, Mapping):
            return {key: shape(one) for key, one in value.items() if key not in {"url", "annotations"}}
        return [shape(one) for one in value] if isinstance(value, list) else type(value).__name__

    return shape(json.loads(text))


class _Tags(HTMLParser):
    """The elements of a page and the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = sorted(name for name, _ in attrs)
        assert not [name for name in names if name.startswith("on") or name == "src"]
        assert all(str(value).startswith(("https://", "#")) for name, value in attrs if name == "href")
        if tag not in {"a", "br", "p"}:
            self.found.append((tag, names))


def _html(text: str) -> object:
    tags = _Tags()
    tags.feed(text)
    tags.close()
    assert text.count("<script") == 0
    return tags.found


SKELETONS: Final[Mapping[str, Skeleton]] = {
    "json-resume": _json,
    "markdown": _markdown,
    "tasks": _tasks,
    "csv": _csv,
    "ical": _calendar,
    "taskwarrior": _json,
    "todotxt": _todo,
    "html": _html,
}


def test_every_format_that_can_be_written_is_taken_apart_here() -> None:
    assert {*SKELETONS} == {*FORMATS}


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_is_named_by_mltrack_lies_where_it_is_to_lie(name: str) -> None:
    for role_id in (None, "a", "a" * 80):
        assert re.fullmatch(r"mltrack-[a-z0-9-]{1,120}\.[a-z]{2,4}", suggested_name(name, role_id, TODAY))


@pytest.fixture(scope="module")
def harmless() -> Mapping[str, object]:
    """What remains of each format with words that nobody could take for anything else."""
    return {name: skeleton(written(name, export("words"))) for name, skeleton in SKELETONS.items()}


@pytest.mark.parametrize("some", [[*SKELETONS][:4], [*SKELETONS][4:]], ids=" ".join)
@examples(1_000, 10)
@given(text=TITLES | PIECES)
def test_a_file_is_built_in_the_same_way_whatever_the_texts_are(
    harmless: Mapping[str, object], some: list[str], text: str
) -> None:
    made = export(text)
    for name in some:
        file = written(name, made)
        assert steering(file.replace("\r\n", "\n")) == [], name
        assert SKELETONS[name](file) == harmless[name], name
