"""The gate for links: what may be handed to a browser, and the host that a person is shown before that.

A browser is started as a command, and reads a link more kindly than it is written: it takes `\\` for `/`,
decodes hosts, and counts `2130706433` as an address. So only what reads in one way is let through.
The rules are those of RFC 3986, narrowed; hosts in other scripts are encoded as IDNA 2008 does (RFC
5891), so that a letter that looks like another one is seen.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address

from mltrack.core.records import dataclass
from mltrack.errors import InvalidInput

LONGEST_LINK = 2_048
"""Characters that a link may have, as it is written and as it is opened."""

_EXAMPLE = "https://github.com/you/project"
# Compiled with the first link: most of those who import this show none.
_BEGINS_LIKE_ONE = r"(?ai)[a-z][a-z0-9+.-]*://|www\."
_PARTS = r"(?ai)(?P<scheme>https?)://(?P<place>[^/?#]*)(?P<rest>.*)"
_PLACE = r"(?P<host>\[[^\[\]]*\]|[^:\[\]]*)(?P<port>:.*)?"
_LABEL = r"(?a)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NUMBER = r"(?a)\d+|0x[0-9a-f]*"
_PORT = r"(?a):\d{1,5}"
_NEVER = frozenset('\\<>"{}|^`')
_IN_HOSTS = frozenset({"Ll", "Lm", "Lo", "Mn", "Mc", "Nd"})
"""Unicode categories of what a host in another script is made of."""
_LONGEST_HOST = 253
_HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Link:
    """A link that may be opened."""

    url: str
    """As a browser is to get it: ASCII, with the scheme and the host in small letters."""
    host: str
    """Where it leads, to be shown before it is opened, with the port where it names one: ASCII, so of another script
    the `xn--` form."""


def checked_link(text: str) -> Link:
    """The link that `text` is; raises InvalidInput with a sentence where it is none that may be opened."""
    if len(text) > LONGEST_LINK:
        raise InvalidInput(f"A link may have {LONGEST_LINK:,} characters; this one has {len(text):,}.")
    if any(unicodedata.category(char)[0] in "CZ" for char in text):
        raise InvalidInput("A link has no spaces, and no characters that cannot be seen.")
    if not _NEVER.isdisjoint(text):
        raise InvalidInput('A link has none of the characters \\ < > " { } | ^ and `.')
    parts = re.fullmatch(_PARTS, text)
    if parts is None:
        raise InvalidInput(f"A link begins with https:// or http://, as in {_EXAMPLE}.")
    if "@" in parts["place"]:
        raise InvalidInput("A link with a user's name or a password before its host hides where it leads.")
    place = re.fullmatch(_PLACE, parts["place"])
    if place is None or not place["host"]:
        raise InvalidInput(f"A link names a host, as in {_EXAMPLE}.")
    port = place["port"] or ""
    if port and not (re.fullmatch(_PORT, port) and 1 <= int(port[1:]) <= _HIGHEST_PORT):
        raise InvalidInput(f"The port of a link is a number from 1 to {_HIGHEST_PORT:,}.")
    host = _host(place["host"]) + port
    url = f"{parts['scheme'].lower()}://{host}{_encoded(parts['rest'])}"
    if len(url) > LONGEST_LINK:
        raise InvalidInput(f"A link may have {LONGEST_LINK:,} characters; this one has {len(url):,} as it is opened.")
    return Link(url, host)


def link_in(text: str) -> Link | None:
    """The link that evidence is; None where it is words."""
    with suppress(InvalidInput):
        return checked_link(text)
    return None


def fault_of_link(text: str) -> str:
    """Why evidence that begins like a link is none, in a sentence; empty where it is one, or is words."""
    if re.match(_BEGINS_LIKE_ONE, text):
        try:
            checked_link(text)
        except InvalidInput as error:
            return str(error)
    return ""


def _host(written: str) -> str:
    """A host in ASCII; raises InvalidInput where it is none, or one that is read in another way than it looks."""
    host = "".join(char.lower() for char in written)  # one by one, for a Greek word would end in another letter
    with suppress(ValueError):
        if host.startswith("[") and "%" not in host:
            return f"[{IPv6Address(host[1:-1])}]"
        labels = [_label(label) for label in host.split(".")]
        if re.fullmatch(_NUMBER, labels[-1]):
            return str(IPv4Address(host))
        if len(name := ".".join(labels)) <= _LONGEST_HOST:
            return name
    raise InvalidInput(f"'{written[:80]}' is not the name of a host.")


def _label(label: str) -> str:
    """A part of a host in ASCII; raises ValueError."""
    encoded = label
    if not label.isascii():
        if unicodedata.normalize("NFKC", label) != label:
            raise ValueError("it has characters that stand for others")
        if not all(char == "-" or unicodedata.category(char) in _IN_HOSTS for char in label):
            raise ValueError("it has characters that no host has")
        encoded = f"xn--{label.encode('punycode').decode('ascii')}"
    if not re.fullmatch(_LABEL, encoded):
        raise ValueError("it is no part of a host")
    return encoded


def _encoded(rest: str) -> str:
    """Path, query and fragment in ASCII."""
    return "".join(
        char if char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode("utf-8")) for char in rest
    )
