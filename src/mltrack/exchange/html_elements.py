"""HTML built as a tree, so that text from data is text wherever it stands.

Every string passes `core.text.plain` on its way in and is escaped on its way out; a link leads where
`core.links` lets it. Nothing else may set where a page leads, or what it loads.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element, tostring

from mltrack.core.links import link_in
from mltrack.core.text import plain

Part: TypeAlias = Element | str | None
"""What stands in an element: another one, or text; None for nothing."""
Value: TypeAlias = str | int | float | None
"""What an attribute is set to; None leaves it out."""

_INLINE: Final = frozenset({"a", "b", "desc", "span", "text"})
"""What no line break follows; it does all else, for those who read the source or compare two pages."""


def element(name: str, /, *parts: Part, **attributes: Value) -> Element:
    """An element with what stands in it; `class_` sets the attribute class, and `stroke_width` stroke-width."""
    made = Element(name)
    for key, value in attributes.items():
        if value is not None:
            made.set(
                key.rstrip("_").replace("_", "-"), _number(value) if isinstance(value, float) else plain(f"{value}")
            )
    if name not in _INLINE:
        made.tail = "\n"
    return put(made, *parts)


def put(into: Element, *parts: Part) -> Element:
    """Put more at the end of an element, which is returned."""
    for part in parts:
        if isinstance(part, str):
            text = plain(part)
            if len(into):
                into[-1].tail = (into[-1].tail or "") + text
            else:
                into.text = (into.text or "") + text
        elif part is not None:
            into.append(part)
    return into


def link(text: str, url: str) -> Element:
    """A link, as far as it may be opened; else the text by itself."""
    found = link_in(url)
    if found is None:
        return element("span", text)
    return element("a", text, href=found.url, rel="noopener noreferrer")


def between(parts: Iterable[Part], joint: str) -> list[Part]:
    """The parts with something between each two."""
    found: list[Part] = []
    for part in parts:
        found += [joint, part] if found else [part]
    return found


def page(title: str, style: str, body: Element) -> str:
    """A whole page that loads nothing: its style is in it, and the browser is told to fetch and to run nothing."""
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    look = Element("style")
    look.text = style  # as it is: of all text, only this one of our own is not escaped
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="generator", content="mltrack"),
        element("title", title),
        look,
    )
    whole = element("html", "\n", head, body, "\n", lang="en")
    return f"<!DOCTYPE html>\n{tostring(whole, encoding='unicode', method='html')}\n"


def _number(value: float) -> str:
    """A number as short as two decimals allow, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
