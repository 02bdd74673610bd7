"""Open Badges 2.0 and 3.0 as claims: JSON, signed text (JWT), and both baked into a PNG or an SVG.

Nothing is verified and nothing is fetched: what a badge names by its address only is looked for
among the files that were given, and nowhere else.
"""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document, Reading
from mltrack.core.stated_dates import StatedDay
from mltrack.core.strict_json import Fields, Json
from mltrack.errors import ImportFault
from mltrack.exchange.baked_png import SIGNATURE, baked_in_png
from mltrack.exchange.baked_svg import baked_in_svg
from mltrack.exchange.json_entries import MAX_CLAIMS, MAX_JSON, Entry, json_of, one_line

_MOST_REMARKS: Final = 20
_DEEPEST: Final = 4
"""Badges within lists, transcripts and presentations within each other."""
_BEGINNING: Final = 64 * 1024
_JSON: Final = re.compile(
    rb'w3id\.org/openbadges|/spec/(?:ob|clr)/|"(?:credentialSubject|verifiableCredential|issuedOn)"\s*:'
)
_SVG: Final = re.compile(rb"<svg\b|<[\w-]+:svg\b")
_SIGNED: Final = re.compile(r"[\w-]+\.([\w-]+)\.[\w-]*(?:~.*)?", re.ASCII)
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_LATEST: Final = 4_102_444_800
"""Seconds to the year 2100; what is beyond is no time."""


def recognises(document: Document) -> bool:
    """True for a badge, and for a folder with one."""
    return any(_looks_like_one(content) for content in document.files.values())


def _looks_like_one(raw: bytes) -> bool:
    beginning = raw[:_BEGINNING]
    if beginning.startswith(SIGNATURE) or _is_svg(beginning):
        return True
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return _JSON.search(beginning) is not None
    return beginning.startswith(b"eyJ") and _SIGNED.fullmatch(raw[:MAX_JSON].decode("latin-1").strip()) is not None


def _is_svg(beginning: bytes) -> bool:
    return beginning.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and _SVG.search(beginning) is not None


def read(document: Document) -> Reading:
    """The badges of a file, or of the files of a folder. Raises ImportFault where there is none."""
    remarks: list[str] = []
    entries = _entries(document, remarks)
    known = {id_: one.fields for one in reversed(entries) if (id_ := one.word("id", "@id"))}
    badges = [one for one in entries if "credentialSubject" in one.fields or "badge" in one.fields]
    claims: list[Claim] = []
    for badge in badges[:MAX_CLAIMS]:
        try:
            claims.append(_claim(document, badge, known))
        except ImportFault as fault:
            if len(badges) == 1 and not remarks:
                raise
            remarks.append(str(fault))
    if not claims and not remarks:
        raise document.fault("it is no Open Badge that was awarded to somebody.")
    if len(remarks) > _MOST_REMARKS:
        remarks[_MOST_REMARKS:] = [f"And {len(remarks) - _MOST_REMARKS} more of this sort."]
    if len(badges) > MAX_CLAIMS:
        remarks.append(f"It says more than {MAX_CLAIMS:,} things; the rest is left out.")
    said = "Nothing was verified: mltrack reads what a badge says, and asks nobody whether it is true."
    return Reading("Open Badges", tuple(claims), (*remarks, *([said] if claims else [])))


def _entries(document: Document, remarks: list[str]) -> list[Entry]:
    """What stands in the files; of several, what cannot be read is remarked."""
    entries: list[Entry] = []
    for name, raw in document.files.items():
        if len(document.files) > 1 and not _looks_like_one(raw):
            continue
        try:
            place = name if len(document.files) > 1 else ""
            entries += islice(_unwrapped(document, _opened(document, place, raw), place), MAX_CLAIMS + 1)
        except ImportFault as fault:
            if len(document.files) == 1:
                raise
            remarks.append(str(fault))
    return entries


def _opened(document: Document, place: str, raw: bytes) -> Json:
    """The JSON of a badge, whatever it is wrapped in."""
    try:
        if raw.startswith(SIGNATURE):
            return _told(document, place, baked_in_png(raw, MAX_JSON))
        if _is_svg(raw[:_BEGINNING]):
            return _told(document, place, baked_in_svg(raw, MAX_JSON))
    except ValueError as error:
        raise document.fault(f"{error}.", place) from error
    if raw.startswith(b"eyJ"):
        return _told(document, place, raw[: MAX_JSON + 1].decode("latin-1"))
    return json_of(document, raw, place)


def _told(document: Document, place: str, text: str) -> Json:
    """What stands in a picture, or in a file of text: JSON, a signed badge, or an address."""
    text = text.strip()
    if _ADDRESS.fullmatch(text):
        raise document.fault(f"it holds only the address of a badge, {_shown(text)}. {_NOT_FETCHED}", place)
    if signed := _SIGNED.fullmatch(text):
        return _payload(document, place, signed[1])
    return json_of(document, text.encode("utf-8", "replace"), place)


_NOT_FETCHED: Final = "mltrack fetches nothing: save what is there as a .json file, and import that."


def _shown(address: str) -> str:
    return one_line(address, 200)


def _payload(document: Document, place: str, part: str) -> Json:
    """What a signed badge says; who signed it is not looked at."""
    try:
        raw = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (binascii.Error, ValueError) as error:
        raise document.fault("the signed badge is damaged: its middle part is not Base64.", place) from error
    payload = json_of(document, raw, place)
    if not isinstance(payload, dict) or not isinstance(payload.get("vc"), dict):
        return payload
    claims = Entry(payload, "").entry("vc")
    others: Fields = {"id": payload.get("jti"), "issuer": payload.get("iss")}
    others |= {"validFrom": payload.get("nbf"), "validUntil": payload.get("exp")}
    return {**{key: value for key, value in others.items() if value}, **(claims.fields if claims else {})}


def _unwrapped(document: Document, value: Json, place: str, depth: int = 0) -> Iterator[Entry]:
    """The objects that may be badges or parts of one: those of lists, transcripts and presentations too."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str) and (signed := _SIGNED.fullmatch(value)):
        value = _payload(document, place, signed[1])
    if isinstance(value, list):
        for number, one in enumerate(value[: MAX_CLAIMS + 1]):
            yield from _unwrapped(document, one, f"{place}[{number}]", depth + 1)
    if not isinstance(value, dict):
        return
    inner: list[tuple[str, Json]] = [(key, value[key]) for key in ("@graph", "verifiableCredential") if key in value]
    subject = value.get("credentialSubject")
    if isinstance(subject, dict) and "verifiableCredential" in subject:  # a transcript
        inner.append(("verifiableCredential", subject["verifiableCredential"]))
    if not inner:
        yield Entry(value, place)
    for key, one in inner:
        yield from _unwrapped(document, one, f"{place}.{key}", depth + 1)


def _claim(document: Document, badge: Entry, known: Mapping[str, Fields]) -> Claim:
    """What one awarded badge says. Raises ImportFault where it says too little."""
    if badge.fields.get("revoked") is True:
        raise document.fault("the badge was revoked.", badge.place)
    subject = next(badge.entries("credentialSubject"), Entry({}, badge.place))
    is_third = "credentialSubject" in badge.fields
    what = _part(subject, "achievement", known) if is_third else _part(badge, "badge", known)
    name = (what.word("name") if what else "") or (badge.word("name") if is_third else "")
    if not name:
        address = badge.link("badge")
        if address and not what:
            raise document.fault(
                f"what it was awarded for is only an address, {_shown(address)}. {_NOT_FETCHED}", badge.place
            )
        raise document.fault("the badge has no name.", badge.place)
    what = what or Entry({}, badge.place)
    issuer = _part(badge, "issuer", known) or _part(what, "issuer", known) or _part(what, "creator", known)
    aligned = [*what.entries("alignment"), *what.entries("alignments")]
    codes = [what.word("humanCode"), *(one.word("targetCode") for one in aligned)]
    return Claim(
        _kind(what.word("achievementType")),
        name,
        badge.place or "the badge",
        issuer=issuer.word("name") if issuer else "",
        field=what.word("fieldOfStudy"),
        code=next(filter(None, codes), ""),
        number=subject.word("licenseNumber"),
        link=_link(badge),
        text=" ".join(
            [what.text("description", "tag", "tags"), *(one.word("targetName") for one in aligned[:20])]
        ).strip(),
        since=_day(subject, "activityStartDate"),
        on=_day(badge, "awardedDate", "issuedOn", "validFrom", "issuanceDate") or _day(subject, "activityEndDate"),
        until=_day(badge, "validUntil", "expirationDate", "expires"),
        remark="not verified",
    )


def _part(one: Entry, key: str, known: Mapping[str, Fields]) -> Entry | None:
    """The object under `key`, or the one of the given files whose address stands there."""
    inside = next(one.entries(key), None)
    address = inside.word("id", "@id") if inside else one.word(key)
    if inside and (inside.word("name") or address not in known):
        return inside
    return Entry(known[address], one.place) if address in known else None


def _kind(achievement: str) -> ClaimKind:
    """By `achievementType`: "BachelorDegree", "Course", "Certification" and others."""
    if achievement.endswith(("Degree", "Doctorate")):
        return ClaimKind.DEGREE
    return ClaimKind.COURSE if achievement == "Course" else ClaimKind.CERTIFICATION


def _link(badge: Entry) -> str:
    """Where the work can be seen, else where the badge itself is."""
    found = [badge.link("evidence"), *(one.link("id", "@id") for one in badge.entries("evidence"))]
    verify = badge.entry("verify") or badge.entry("verification")
    return next(filter(None, [*found, badge.link("id", "@id"), verify.link("url") if verify else ""]), "")


def _day(one: Entry, *keys: str) -> StatedDay | None:
    """The first of `keys` that has a day; badges of the first years have seconds since 1970."""
    for key in keys:
        if (day := one.day(key)) is not None:
            return day
        seconds = one.word(key)
        if seconds.isascii() and seconds.isdigit() and 10_000 < int(seconds) < _LATEST:
            moment = datetime.fromtimestamp(int(seconds), UTC)
            return StatedDay(moment.year, moment.month, moment.day)
    return None
