"""What the tests of readers are made of: documents, and claims as short words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from mltrack.core.claims import Claim
from mltrack.core.documents import Document, Reading
from mltrack.errors import ImportFault
from mltrack.exchange import reading


def document(content: bytes | str, name: str = "resume.json") -> Document:
    return Document(name, {name: content.encode() if isinstance(content, str) else content})


def folder(files: Mapping[str, bytes]) -> Document:
    return Document("folder", files, is_folder=True)


def json_document(value: object, name: str = "resume.json") -> Document:
    return document(json.dumps(value), name)


def refused(one: Document, sentence: str, format_name: str = "") -> None:
    """It is refused with exactly this sentence, and that is all that ever comes out of it."""
    with pytest.raises(ImportFault, match=f"^{re.escape(sentence)}$"):
        reading.read(one, format_name)


def read_or_refused(one: Document, format_name: str) -> Reading | None:
    """What it says, or None where it is refused in one line."""
    try:
        return reading.read(one, format_name)
    except ImportFault as fault:
        sentence = str(fault)
        assert sentence.startswith(f"{one.name}"), sentence
        assert sentence.endswith("."), sentence
        assert sentence.isprintable(), sentence
        return None


def short(claim: Claim) -> str:
    """A claim in a line: its kind, name, how it stands, and whatever else it says."""
    dates = (("since", claim.since), ("on", claim.on), ("until", claim.until))
    said = [f"{claim.kind.value} '{claim.name}'", claim.status.value if claim.status else "open"]
    said += [f"{word} {day}" for word, day in dates if day]
    said += [f"field '{claim.field}'"] if claim.field else []
    said += [f"by '{claim.issuer}'"] if claim.issuer else []
    said += [claim.level.value] if claim.level else []
    said += [f"code {claim.code}"] if claim.code else []
    said += [claim.link] if claim.link else []
    said += [f"({claim.remark})"] if claim.remark else []
    return ", ".join(said)
