"""Badges are read from JSON, signed text and pictures; nothing is verified, fetched or expanded."""

from __future__ import annotations

import json
import time
import tracemalloc
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mltrack.core.documents import Document, Reading
from mltrack.exchange.baked_png import MAX_CHUNKS, SIGNATURE
from mltrack.exchange.baked_svg import MAX_DEPTH
from mltrack.exchange.json_entries import MAX_CLAIMS, MAX_JSON
from mltrack.exchange.reading import read
from tests.exchange.documents import document, folder, read_or_refused, refused, short

UNVERIFIED = "Nothing was verified: mltrack reads what a badge says, and asks nobody whether it is true."
FETCHES_NOTHING = "mltrack fetches nothing: save what is there as a .json file, and import that."

ISSUER = {"type": "Issuer", "id": "https://example.org/issuer", "name": "A maker"}
BADGE_CLASS = {
    "type": "BadgeClass",
    "id": "https://example.org/class",
    "name": "Models",
    "description": "Trains them.",
    "issuer": ISSUER,
    "alignment": [{"targetName": "A list", "targetCode": "ML-1"}],
    "tags": ["data"],
}
SECOND: Mapping[str, object] = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://example.org/assertion",
    "badge": BADGE_CLASS,
    "issuedOn": "2024-02-03T10:00:00Z",
    "expires": "2027-02-03T10:00:00Z",
    "evidence": [{"id": "https://example.org/work", "narrative": "See."}],
}
THIRD: Mapping[str, object] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "id": "urn:uuid:0",
    "issuer": {"id": "https://example.org/issuer", "name": "A maker"},
    "validFrom": "2024-02-03T10:00:00Z",
    "validUntil": "2027-02-03T10:00:00Z",
    "credentialSubject": {"type": ["AchievementSubject"], "achievement": {"name": "Models", "humanCode": "ML-2"}},
    "evidence": [{"id": "https://example.org/work"}],
}
SECOND_SAID = (
    "certification 'Models', done, on 2024-02-03, until 2027-02-03, by 'A maker', code ML-1, "
    "https://example.org/work, (not verified)"
)
THIRD_SAID = SECOND_SAID.replace("ML-1", "ML-2")


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


PIXELS = chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"), chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IEND", b"")


def png(*chunks: bytes) -> bytes:
    return SIGNATURE + PIXELS[0] + b"".join(chunks) + PIXELS[1] + PIXELS[2]


def itxt(text: str, *, keyword: bytes = b"openbadges", compressed: bool = False) -> bytes:
    data = zlib.compress(text.encode()) if compressed else text.encode()
    return chunk(b"iTXt", keyword + b"\0" + bytes([compressed]) + b"\0en\0\0" + data)


def svg(inside: str, *, namespace: str = "http://openbadges.org", before: str = "") -> bytes:
    root = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{namespace}">'
    return f'<?xml version="1.0"?>{before}{root}{inside}<rect width="1"/></svg>'.encode()


def signed(payload: object) -> str:
    parts = [json.dumps(one).encode() for one in ({"alg": "RS256"}, payload)]
    return ".".join([*(urlsafe_b64encode(one).rstrip(b"=").decode() for one in parts), "c2lnbmF0dXJl"])


JSON_2, JSON_3 = json.dumps(SECOND), json.dumps(THIRD)
WITHOUT_DAYS = {key: value for key, value in THIRD.items() if not key.startswith("valid")}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (JSON_2, SECOND_SAID),
        (JSON_3, THIRD_SAID),
        (f"\ufeff \n{JSON_3}", THIRD_SAID),
        (signed(SECOND), SECOND_SAID),
        (signed(THIRD) + "\n", THIRD_SAID),
        (signed({"vc": WITHOUT_DAYS, "nbf": 1_706_954_400, "exp": 1_801_648_800, "iss": "did:x:y"}), THIRD_SAID),
        (png(itxt(JSON_2)), SECOND_SAID),
        (png(itxt(JSON_2, compressed=True)), SECOND_SAID),
        (png(chunk(b"tEXt", b"Software\0a baker"), itxt(JSON_3, keyword=b"openbadgecredential")), THIRD_SAID),
        (png(itxt(signed(THIRD), keyword=b"openbadgecredential")), THIRD_SAID),
        (png(chunk(b"tEXt", b"openbadges\0" + JSON_2.encode())), SECOND_SAID),
        (
            svg(f'<openbadges:assertion verify="https://example.org/a"><![CDATA[{JSON_2}]]></openbadges:assertion>'),
            SECOND_SAID,
        ),
        (svg(f'<g/><openbadges:assertion verify="{signed(SECOND)}"/>'), SECOND_SAID),
        (
            svg(
                f"<openbadges:credential><![CDATA[ {JSON_3} ]]></openbadges:credential>",
                namespace="https://purl.imsglobal.org/ob/v3p0",
                before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
            ),
            THIRD_SAID,
        ),
        (json.dumps({"type": "VerifiablePresentation", "verifiableCredential": [signed(THIRD)]}), THIRD_SAID),
        (json.dumps([SECOND]), SECOND_SAID),
    ],
)
def test_a_badge_is_found_in_whatever_holds_it(content: str | bytes, line: str) -> None:
    found = read(document(content, "badge"))
    assert found.format == "Open Badges"
    assert [short(one) for one in found.claims] == [line]
    assert found.remarks == (UNVERIFIED,)


def third(achievement: Mapping[str, object], **more: object) -> dict[str, object]:
    return {**THIRD, "evidence": [], "validUntil": None, "credentialSubject": {"achievement": achievement}, **more}


@pytest.mark.parametrize(
    ("badge", "line"),
    [
        (
            third({"name": "BSc", "achievementType": "BachelorDegree", "fieldOfStudy": "Physics"}),
            "degree 'BSc', done, on 2024-02-03, field 'Physics', by 'A maker', (not verified)",
        ),
        (
            third({"name": "Unit 1", "achievementType": "Course", "creator": {"name": "B"}}, issuer="did:x:y"),
            "course 'Unit 1', done, on 2024-02-03, by 'B', (not verified)",
        ),
        (
            third({}, name="Only here", awardedDate="2023-01-01", expirationDate="2025-01-01"),
            "certification 'Only here', done, on 2023-01-01, until 2025-01-01, by 'A maker', (not verified)",
        ),
        (
            {**SECOND, "issuedOn": 1_706_954_400, "expires": None, "evidence": "https://example.org/e"},
            "certification 'Models', done, on 2024-02-03, by 'A maker', code ML-1, "
            "https://example.org/e, (not verified)",
        ),
        (
            {**SECOND, "issuedOn": 10**40, "expires": "x", "evidence": None},
            "certification 'Models', done, by 'A maker', code ML-1, https://example.org/assertion, (not verified)",
        ),
    ],
)
def test_what_badges_say(badge: object, line: str) -> None:
    assert [short(one) for one in read(document(json.dumps(badge))).claims] == [line]


def test_parts_in_files_of_their_own_are_looked_for_in_the_folder() -> None:
    parts = {
        "a.json": json.dumps({**SECOND, "badge": "https://example.org/class"}).encode(),
        "b.json": json.dumps(
            {**BADGE_CLASS, "@context": "https://w3id.org/openbadges/v2", "issuer": ISSUER["id"]}
        ).encode(),
        "c.json": json.dumps({**ISSUER, "@context": "https://w3id.org/openbadges/v2"}).encode(),
        "d.json": JSON_3[:-9].encode(),
        "e.json": json.dumps({**SECOND, "badge": "https://example.org/other"}).encode(),
        "f.json": json.dumps({**SECOND, "revoked": True}).encode(),
        "other.json": b'{"name": "no badge"}',
        "other.txt": b"no badge",
    }
    found = read(folder(parts))
    assert [(short(one), one.place) for one in found.claims] == [(SECOND_SAID, "a.json")]
    assert found.remarks == (
        "folder, d.json: it is not valid JSON, line 1.",
        f"folder, e.json: what it was awarded for is only an address, https://example.org/other. {FETCHES_NOTHING}",
        "folder, f.json: the badge was revoked.",
        UNVERIFIED,
    )


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + one)} "{f"&{chr(97 + one)};" * 10}">' for one in range(12)
)
DECLARES = "the picture declares entities, and such a picture is not read."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (JSON_2[:90], "badge: it is not valid JSON, line 1."),
        (
            json.dumps({**SECOND, "badge": "https://example.org/x"}),
            f"badge: what it was awarded for is only an address, https://example.org/x. {FETCHES_NOTHING}",
        ),
        (json.dumps({**SECOND, "badge": {}}), "badge: the badge has no name."),
        (json.dumps({**SECOND, "revoked": True}), "badge: the badge was revoked."),
        (
            json.dumps({**BADGE_CLASS, "@context": "https://w3id.org/openbadges/v2"}),
            "badge: it is no Open Badge that was awarded to somebody.",
        ),
        ("eyJhbGciOiJub25lIn0.eyJh.", "badge: it is not valid JSON, line 1."),
        ("eyJhbGciOiJub25lIn0.A.", "badge: the signed badge is damaged: its middle part is not Base64."),
        (png(), "badge: no badge is baked into this picture, and mltrack reads nothing else of one."),
        (
            png(itxt("https://example.org/a.json")),
            f"badge: it holds only the address of a badge, https://example.org/a.json. {FETCHES_NOTHING}",
        ),
        (
            svg('<openbadges:assertion verify="https://example.org/a"/>'),
            f"badge: it holds only the address of a badge, https://example.org/a. {FETCHES_NOTHING}",
        ),
        (png(itxt(JSON_2))[:80], "badge: the picture ends too early."),
        (SIGNATURE, "badge: the picture ends too early."),
        (
            png(itxt(JSON_2)).replace(b"Models", b"Nodels"),
            "badge: the picture is damaged: a checksum in it does not fit.",
        ),
        (png(chunk(b"iTXt", b"openbadges\0\0\0en")), "badge: the badge in the picture is cut short."),
        (
            png(chunk(b"iTXt", b"openbadges\0\1\0\0\0" + zlib.compress(b"{}")[:-5])),
            "badge: the badge in the picture is cut short.",
        ),
        (png(chunk(b"iTXt", b"openbadges\0\1\0\0\0nonsense")), "badge: the badge in the picture is damaged."),
        (
            png(chunk(b"iTXt", b"openbadges\0\1\7\0\0{}")),
            "badge: the badge in the picture is compressed in a way that is not known.",
        ),
        (
            png(itxt(" " * (MAX_JSON + 1), compressed=True)),
            f"badge: the badge in the picture has more than {MAX_JSON:,} bytes.",
        ),
        (SIGNATURE + chunk(b"abCd", b"") * (MAX_CHUNKS + 1), f"badge: the picture has more than {MAX_CHUNKS:,} parts."),
        (svg(""), "badge: no badge is baked into this picture, and mltrack reads nothing else of one."),
        (svg("<g>"), "badge: the picture is damaged from line 1 on: it is not XML."),
        (svg("<g>" * (MAX_DEPTH + 1)), "badge: the picture is nested too deeply."),
        (svg("&m;", before=f"{BOMB}]>"), f"badge: {DECLARES}"),
        (svg("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), f"badge: {DECLARES}"),
        (svg("", before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://example.org/x"> %x;]>'), f"badge: {DECLARES}"),
        (svg(" " * MAX_JSON), f"badge: the picture has more than {MAX_JSON:,} bytes."),
    ],
)
def test_what_is_broken_or_hostile_is_refused_in_one_sentence(content: str | bytes, sentence: str) -> None:
    refused(document(content, "badge"), sentence)


def test_a_bomb_in_a_picture_takes_little_memory_and_time() -> None:
    inflating = zlib.compressobj(1)
    million = b" " * 1_000_000
    data = b"".join(inflating.compress(million) for _ in range(100)) + inflating.flush()
    bomb = document(png(chunk(b"iTXt", b"openbadges\0\1\0\0\0" + data)), "badge")
    tracemalloc.start()
    began = time.process_time()
    assert read_or_refused(bomb, "open-badge") is None
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6 * MAX_JSON
    assert time.process_time() - began < 5


BAKED = [
    JSON_2.encode(),
    signed(THIRD).encode(),
    png(itxt(JSON_2, compressed=True)),
    svg(f"<openbadges:assertion>{JSON_2}</openbadges:assertion>"),
]


@given(st.sampled_from(BAKED), st.data())
@settings(max_examples=80)
def test_damage_is_read_past_or_refused(raw: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(raw) - 1))
    put = data.draw(st.binary(max_size=3))
    cut = data.draw(st.integers(0, 30))
    damaged = raw[:at] + put + raw[at + len(put) + cut :]
    if damaged:
        told(read_or_refused(document(damaged, "badge"), "open-badge"))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.just("https://example.org/class"),
    lambda one: (
        st.lists(one, max_size=2)
        | st.dictionaries(st.sampled_from(["name", "achievement", "id", "alignment", "badge", "type"]), one, max_size=3)
    ),
)
KEYS = st.sampled_from(
    ["badge", "issuer", "credentialSubject", "evidence", "verify", "id", "@graph", "verifiableCredential"]
)


@given(st.dictionaries(KEYS, VALUES, min_size=1))
@settings(max_examples=80)
def test_whatever_stands_there_it_is_read_or_refused(more: dict[str, object]) -> None:
    told(read_or_refused(document(json.dumps({**SECOND, **more}), "badge"), "open-badge"))


def told(found: Reading | None) -> None:
    assert found is None or all(one.name and one.name.isprintable() for one in found.claims)


def test_a_folder_of_many_broken_badges_says_so_briefly() -> None:
    many = Document("folder", {f"{one}.png": png() for one in range(30)}, is_folder=True)
    found = read(many)
    assert len(found.remarks) == 21
    assert found.remarks[-1] == "And 10 more of this sort."


def test_of_too_many_badges_the_rest_is_said_to_be_left_out() -> None:
    one = {"issuedOn": "2024-05-01", "badge": {"name": "A badge"}}
    found = read(document(json.dumps([one] * (MAX_CLAIMS + 1))))
    assert len(found.claims) == MAX_CLAIMS
    assert "It says more than 2,000 things; the rest is left out." in found.remarks
