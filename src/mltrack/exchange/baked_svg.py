"""The text that is baked into an SVG: an Open Badge, in an element of its own.

Expat reads it as a stream: no tree is built, what is declared is refused, and it stops at the badge.
"""

from __future__ import annotations

from typing import Final, NoReturn
from xml.parsers import expat

MAX_DEPTH: Final = 1_000
"""Elements within each other."""
_NAMESPACES: Final = ("http://openbadges.org", "https://openbadges.org", "https://purl.imsglobal.org/ob/")
_NAMES: Final = frozenset({"assertion", "credential"})
_AT_A_TIME: Final = 64 * 1024


def baked_in_svg(raw: bytes, longest: int) -> str:
    """The text of the badge, of up to `longest` bytes. Raises ValueError with the reason where there is none."""
    if len(raw) > longest:
        raise ValueError(f"the picture has more than {longest:,} bytes")
    oven = _Oven()
    try:
        for start in range(0, len(raw), _AT_A_TIME):
            oven.parser.Parse(raw[start : start + _AT_A_TIME], False)
            if oven.found:
                return oven.found
        oven.parser.Parse(b"", True)
    except expat.ExpatError as error:
        if oven.found:
            return oven.found
        raise ValueError(f"the picture is damaged from line {error.lineno} on: it is not XML") from error
    except (LookupError, UnicodeError) as error:  # an encoding that there is not
        raise ValueError("the picture is written in an encoding that is not known") from error
    if not oven.found:
        raise ValueError("no badge is baked into this picture, and mltrack reads nothing else of one")
    return oven.found


class _Oven:
    """Listens to a parser until the badge has come by."""

    def __init__(self) -> None:
        self.found = ""
        self._depth = 0
        self._inside = 0
        """The depth of the badge's element while it is read."""
        self._verify = ""
        self._text: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = _refuse
        self.parser.UnparsedEntityDeclHandler = _refuse
        self.parser.ExternalEntityRefHandler = _refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError("the picture is nested too deeply")
        namespace, _, local = name.rpartition(" ")
        if not (self._inside or self.found) and local in _NAMES and namespace.startswith(_NAMESPACES):
            self._inside = self._depth
            self._verify = attributes.get("verify", "")

    def _end(self, _name: str) -> None:
        if self._inside == self._depth:
            self._inside = 0
            self.found = "".join(self._text).strip() or self._verify.strip()
            self._text = []
        self._depth -= 1

    def _characters(self, text: str) -> None:
        if self._inside:
            self._text.append(text)


def _refuse(*_declared: object) -> NoReturn:
    raise ValueError("the picture declares entities, and such a picture is not read")
