"""Credly's `badges.json`: what a public profile there lists, as claims.

Its shape is that of the address `users/NAME/badges.json`; Credly describes it nowhere, so anything may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document, Reading
from mltrack.exchange.json_entries import MAX_CLAIMS, Entry, is_one_object, json_of

NOT_VERIFIED: Final = "not verified"
"""What is said of every badge: mltrack asks nobody whether it was issued."""
_LOOKS_LIKE_ONE: Final = re.compile(rb'"badge_template"\s*:|"issued_at_date"\s*:')
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_NOT_HELD: Final = frozenset({"revoked", "rejected", "pending"})


def recognises(document: Document) -> bool:
    """True for one JSON file with badges as Credly lists them."""
    return is_one_object(document, _LOOKS_LIKE_ONE)


def read(document: Document) -> Reading:
    """The badges of a profile. Raises ImportFault."""
    if len(document.files) != 1:
        raise document.fault("a list of Credly badges is one file; this holds several.")
    whole = json_of(document, document.only)
    listed = whole.get("data") if isinstance(whole, dict) else whole
    if not isinstance(listed, list):
        raise document.fault("it is no list of Credly badges: it has no list 'data'.")
    badges = [*Entry({"data": listed}, "").entries("data")]
    claims = tuple(islice(_claims(badges), MAX_CLAIMS + 1))
    return Reading("Credly badges", claims[:MAX_CLAIMS], tuple(_remarks(badges, len(claims))))


def _remarks(badges: list[Entry], found: int) -> Iterator[str]:
    if found > MAX_CLAIMS:
        yield f"It says more than {MAX_CLAIMS:,} things; the rest is left out."
    if left := sum(one.word("state").casefold() in _NOT_HELD for one in badges):
        yield f"{left} left out: revoked, rejected or not accepted yet."


def _claims(badges: Iterable[Entry]) -> Iterator[Claim]:
    named = set[str]()
    for badge in badges:
        template = badge.entry("badge_template")
        if template is None or badge.word("state").casefold() in _NOT_HELD:
            continue
        if name := template.word("name"):
            yield _certificate(badge, template, name)
        # The same words stand with many badges: each is claimed once.
        for skill in template.entries("skills"):
            word = skill.word("name")
            if word and word.casefold() not in named:
                named.add(word.casefold())
                told = f"a key word of the badge '{name[:60]}'"
                yield Claim(ClaimKind.SKILL, word, skill.place, is_mention=True, remark=told)


def _certificate(badge: Entry, template: Entry, name: str) -> Claim:
    return Claim(
        ClaimKind.CERTIFICATION,
        name,
        badge.place,
        issuer=_issuer(badge) or _issuer(template),
        link=_link(badge),
        text=template.text("description"),
        on=badge.day("issued_at_date", "issued_at"),
        until=badge.day("expires_at_date", "expires_at"),
        remark=NOT_VERIFIED,
    )


def _issuer(one: Entry) -> str:
    issuer = one.entry("issuer")
    if issuer is None:
        return ""
    names = [entity.word("name") for each in issuer.entries("entities") if (entity := each.entry("entity"))]
    return next(filter(None, names), "") or issuer.word("name") or issuer.word("summary").removeprefix("issued by ")


def _link(badge: Entry) -> str:
    """The public page of the badge."""
    id_ = badge.word("id")
    return badge.link("public_url") or (f"https://www.credly.com/badges/{id_}" if _ID.fullmatch(id_) else "")
