"""Certificates that are asked for by who issues them or by their subject: "an AWS or Azure certification"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind, earnable
from mltrack.core.posting_draft import Manner
from mltrack.core.posting_names import Mention
from mltrack.core.posting_text import folded

_CERTIFICATE: Final = re.compile(r"\b(?:certifications?|certificates?|certified|certs?)\b", re.IGNORECASE)
_BRANDS: Final = {
    "amazon": "aws",
    "amazon web services": "aws",
    "google cloud": "google",
    "gcp": "google",
    "azure": "azure",
}
_GENERAL_WORDS: Final = """
    certified associate professional specialty fundamentals engineer developer data ai machine learning
    certificate graduate advanced core cloud apps agents and in of for the analyst scientist practitioner
    generative leader exam administrator application native health entry level programmer operations mlops
    applied computational deep specialization engineering analytics database se llms multimodal linguistics
    science pro ml certification
"""
_GENERAL: Final = frozenset(_GENERAL_WORDS.split())
"""Words of titles that many certificates have."""
_EXAMPLES: Final = re.compile(
    r",? ?(?:\(|- )?(?:for instance|such as|e\.g\.?|like|for example|ideally|preferably|:) "
    r"?(?=.{0,40}[A-Z]{2}|.{0,60}ertified)"
)
"""Behind it the certificates are named."""
_WORD: Final = re.compile(r"[A-Za-z][\w+#]*")
_PARTICULAR: Final = re.compile(r" (?:[A-Z][\w+&-]+)")


class CertificateFinder:
    """Finds certificates by issuer or subject among those of a catalog that can still be earned."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        for one in catalog.milestones.values():
            if one.kind is Kind.CERTIFICATION and one.credential is not None and earnable(one, today):
                words = {word.lower() for word in _WORD.findall(f"{one.title} {one.credential.issuer}")} - _GENERAL
                if one.credential.issuer == "Microsoft" and "azure" not in words:
                    words.discard("azure")
                for word in words:
                    self._by_word[_BRANDS.get(word, word)].append(one.id)

    def mentions(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """The certificates that a sentence asks for without naming one; without ids, those that it names, unknown."""
        part = folded(text[start:end])
        for word in _CERTIFICATE.finditer(part):
            window = part[max(0, word.start() - 60) : word.start()]
            window = re.split(r"[.;:()]|, (?!or|and)(?=[a-z])|\b(?:with|including|an?|have|hold|for)\b", window)[-1]
            begin = word.start() - len(window)
            words = [(begin + one.start(), one[0]) for one in _WORD.finditer(window)]
            known = [(at, one) for at, one in words if _BRANDS.get(one.lower(), one.lower()) in self._by_word]
            if not known:
                if words:
                    yield self._of(text, start, words[-1][0], word.end(), ())
                continue
            first = known[0][0]
            between = part[known[-1][0] + len(known[-1][1]) : word.start()]
            particular = any(
                one[0].isupper() and one.lower() not in {"cloud", "data", "ml", "ai"} for one in _WORD.findall(between)
            )
            if (
                _EXAMPLES.match(part, word.end())
                or particular
                or (word[0].lower() == "certified" and _PARTICULAR.match(part, word.end()))
            ):
                yield self._of(text, start, first, word.end(), ())
                continue
            ids = (id_ for _, one in known for id_ in self._by_word[_BRANDS.get(one.lower(), one.lower())])
            yield self._of(text, start, first, word.end(), tuple(dict.fromkeys(ids)))

    @staticmethod
    def _of(text: str, start: int, first: int, last: int, ids: tuple[str, ...]) -> Mention:
        return Mention(start + first, start + last, ids, text[start + first : start + last], Manner.CERTIFICATE)
