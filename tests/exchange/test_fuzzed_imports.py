"""Files of other programs that somebody broke: what can be read of them, or one sentence, and soon."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mltrack.core.progress import Progress
from mltrack.core.snapshot import Snapshot
from mltrack.errors import ImportFault
from mltrack.exchange.reading import FORMATS
from mltrack.importing import document_at, proposals_of
from mltrack.posting import posting_of
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder
from tests.exchange.profiles import TODAY, profiles, zipped
from tests.exchange.test_credly import badge
from tests.exchange.test_hostile_lists import SOUND
from tests.exchange.test_open_badges import BAKED
from tests.fuzzing import PARTS, Fuzz, Watch, numbers
from tests.hostile_world import steering

NAMES = ("Skills.csv", "Positions.csv", "mine.csv", "plan.md", "resume.json", "badge.png", "all.zip", "given")


@pytest.fixture(scope="module")
def person() -> Snapshot:
    return Snapshot(load_catalog(bundled_folder()), Progress(), TODAY)


def samples(folder: Path) -> list[bytes]:
    """Sound files of every format: of the ten people, and what the tests of the readers have."""
    found = [path.read_bytes() for one in profiles() for path in sorted(one.linkedin.glob("*.csv"))]
    found += [one.resume.read_bytes() for one in profiles()]
    found += [zipped(one, folder).read_bytes() for one in profiles()[:3]]
    others = [*BAKED * 4, *(text.encode() for text in SOUND * 3), json.dumps({"data": [badge()]}).encode()]
    return [*found, *others, *others]


@pytest.mark.parametrize("part", PARTS)
def test_a_broken_file_is_read_or_refused_in_a_sentence(person: Snapshot, tmp_path: Path, part: int) -> None:
    fuzz, watch = Fuzz(samples(tmp_path)), Watch()
    for number in numbers(part, 300):
        content = fuzz.of(number)
        file = tmp_path / NAMES[number % len(NAMES)]
        file.write_bytes(content)
        named = [*FORMATS, *[""] * 12][number % (len(FORMATS) + 12)]
        with watch.on(f"file {number}"):
            try:
                found = proposals_of(person, document_at(file), named)
            except ImportFault as fault:
                sentence = str(fault)
                assert sentence.startswith(str(file))
                assert sentence.endswith((".", "?")), sentence
                assert "\n" not in sentence
                assert steering(sentence) == []
                watch.ended("refused")
            else:
                claims = [one.claim for one in found.proposals]
                assert steering("".join(f"{one.name}{one.text}{one.issuer}{one.note}" for one in claims)) == []
                assert steering("".join(found.remarks)) == []
                watch.ended(f"read as {found.format}")
        assert file.read_bytes() == content
    assert watch.grown < 200
    watch.tell("imports")


@pytest.mark.parametrize("part", PARTS)
def test_a_broken_posting_is_read_or_refused_in_a_sentence(person: Snapshot, tmp_path: Path, part: int) -> None:
    postings = [path.read_bytes() for path in sorted((Path(__file__).parent / "postings").glob("*.[tm][xd]*"))]
    assert len(postings) == 10
    fuzz, watch = Fuzz(postings), Watch()
    file = tmp_path / "posting.txt"
    for number in numbers(part, 20, 2_000):
        content = fuzz.of(number)
        file.write_bytes(content)
        with watch.on(f"posting {number}"):
            try:
                draft = posting_of(document_at(file), person)
            except ImportFault as fault:
                said, how = str(fault), "refused"
            else:
                said, how = (
                    "".join((draft.title, draft.company, draft.text, *(one.label for one in draft.lines))),
                    "read",
                )
        assert steering(said) == []
        watch.ended(how)
        assert file.read_bytes() == content
    assert watch.grown < 200
    watch.tell("postings")
