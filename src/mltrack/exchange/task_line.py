"""The body of one task of a Markdown list, taken apart: `exchange.task_list` says what it looks like."""

from __future__ import annotations

import re
from typing import Final

from mltrack.core.records import dataclass
from mltrack.core.text import plain
from mltrack.exchange.level_words import level_alone

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN: Final = 0xE000
"""Where escaped characters are kept while a line is taken apart: private ones, of which `plain` leaves none."""
_BACK = re.compile(f"[{chr(_HIDDEN)}-{chr(_HIDDEN + 127)}]")

_FIELDS: Final = {
    **{key: key for key in ("due", "start", "completion", "expires")},
    **dict.fromkeys(("created", "scheduled", "cancelled", "priority", "repeat", "id", "dependson", "oncompletion"), ""),
}
"""Fields of Dataview and Tasks to what they say here; those with nothing are taken off."""
_FIELD = re.compile(r"[\[(](?P<key>[A-Za-z]{2,12})::(?P<value>[^\[\]()]*)[\])]")
_SIGNS: Final = {"🛫": "start", "📅": "due", "📆": "due", "🗓": "due", "✅": "completion", "➕": "", "⏳": "", "❌": ""}
_SIGNED = re.compile(rf"(?P<sign>[{''.join(_SIGNS)}])\ufe0f?\s*(?P<day>\d{{4}}-\d\d-\d\d)")
_OTHER_SIGNS = re.compile(r"(?:[🔺⏫🔼🔽⏬]\ufe0f?|[🆔⛔🏁]\ufe0f?\s*\S+|🔁[\w ]*)")
_BLOCK = re.compile(r"(?:^|\s)\^(?P<name>[\w-]+)$")
_OURS: Final = "mltrack"
_TAG = re.compile(r"(?<!\S)#[^\s#]+")
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<to>[^()\s]*)\)")
_AUTOLINK = re.compile(r"<(?P<to>https?://[^\s<>]*)>", re.IGNORECASE)
_WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)?(?P<text>[^\[\]|]*)\]\]")
_STRESS = re.compile(r"\*\*|~~|`")
_MOST_BRACKETS: Final = 20
"""Opening brackets from the end of a title among which its words are looked for."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What one line says; what it does not is empty."""

    title: str
    id: str
    days: dict[str, str]
    """`start`, `due`, `completion` and `expires`, as they stand there."""
    level: str
    is_started: bool
    is_waived: bool
    reason: str
    text: str
    """Tags and addresses, for matching."""


def parts_of(body: str) -> TaskLine:
    """The parts of what stands behind the box."""
    rest = _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), plain(body))
    days: dict[str, str] = {}
    rest, id_ = _without_comments(rest)
    rest = _FIELD.sub(lambda found: _field(found, days), rest)
    rest = _SIGNED.sub(lambda found: _signed(found, days), rest)
    rest = _OTHER_SIGNS.sub(" ", rest).strip()
    if block := _BLOCK.search(rest):
        id_ = id_ or block["name"].removeprefix(f"{_OURS}-") if block["name"].startswith(f"{_OURS}-") else id_
        rest = rest[: block.start()].strip()
    aside = [found["to"] for found in _AUTOLINK.finditer(rest)]
    rest = _AUTOLINK.sub(" ", rest)
    aside += [*_TAG.findall(rest), *(found["to"] for found in _LINK.finditer(rest))]
    rest = _LINK.sub(r"\g<text>", _WIKI.sub(r"\g<text>", _TAG.sub(" ", rest)))
    rest, said = _brackets(_STRESS.sub("", rest).strip())
    return TaskLine(
        _shown(rest),
        id_,
        days | ({"expires": said["expires"]} if "expires" in said else {}),
        said.get("level", ""),
        "started" in said,
        "waived" in said,
        _shown(said.get("waived", "")),
        _shown(" ".join(aside)),
    )


def unescaped(text: str) -> str:
    """The text that Markdown shows for `text`, in one line; of a link in `<>`, the link."""
    if found := _AUTOLINK.fullmatch(text.strip()):
        return plain(found["to"])
    return " ".join(_ESCAPED.sub(r"\1", plain(text)).split())


def _shown(text: str) -> str:
    """The same where the escaped characters are hidden."""
    return " ".join(_BACK.sub(lambda found: chr(ord(found[0]) - _HIDDEN), text).split())


def _without_comments(text: str) -> tuple[str, str]:
    """Without HTML comments, and the id in ours."""
    kept, id_ = [], ""
    while "<!--" in text:
        before, _, text = text.partition("<!--")
        comment, end, after = text.partition("-->")
        kept.append(before)
        if not end:
            return "".join(kept), id_
        owner, _, name = comment.strip().partition(":")
        id_ = id_ or (name.strip() if owner == _OURS else "")
        text = after
    return "".join([*kept, text]), id_


def _field(found: re.Match[str], days: dict[str, str]) -> str:
    name = _FIELDS.get(found["key"].casefold())
    if name is None:
        return found[0]
    if name:
        days.setdefault(name, found["value"].strip())
    return " "


def _signed(found: re.Match[str], days: dict[str, str]) -> str:
    if name := _SIGNS[found["sign"]]:
        days.setdefault(name, found["day"])
    return " "


def _brackets(title: str) -> tuple[str, dict[str, str]]:
    """The title without the words in the brackets at its end, and those words by what they say."""
    if not title.endswith(")"):
        return title, {}
    starts = [at for at in range(len(title)) if title.startswith(" (", at)][-_MOST_BRACKETS:]
    for at in starts:
        if said := _words(title[at + 2 : -1]):
            return title[:at].strip(), said
    return title, {}


def _words(inside: str) -> dict[str, str]:
    """What the words say, if all of them are known; else nothing."""
    said: dict[str, str] = {}
    rest = inside
    while rest:
        if rest.startswith("waived:"):
            return {**said, "waived": rest.removeprefix("waived:").strip()}
        word, _, rest = rest.partition(", ")
        if level_alone(word):
            said["level"] = word
        elif word.casefold() == "started":
            said["started"] = word
        elif word.startswith("expires "):
            said["expires"] = word.removeprefix("expires ")
        else:
            return {}
    return said
