"""The compiled catalog: the same as the TOML says, and as good as absent whenever anything is not as it should be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mltrack.store.compiled_catalog as module
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Milestone
from mltrack.errors import CatalogError
from mltrack.store.catalog_files import load_catalog, read_catalog
from mltrack.store.catalog_folder import bundled_folder, digest_of
from mltrack.store.compiled_catalog import catalog_in, compiled, open_catalog
from mltrack.store.shelves import as_json
from tests.core.worlds import World, skill, worlds

SKILL = '[[skill]]\nid = "{0}"\ntitle = "{1}"\nsummary = "A skill."\n'
DIGEST = "d" * 64


def entries_of(catalog: Catalog) -> list[list[object]]:
    """All entries of a catalog, in order."""
    kinds = (catalog.sources, catalog.milestones, catalog.roles, catalog.benchmarks)
    return [list(kind.items()) for kind in kinds]


@dataclass
class Shelf:
    """A catalog folder and a cache, and how often the TOML files were read."""

    folder: Path
    cache: Path
    reads: int = 0

    def write(self, name: str, title: str, file: str = "") -> Path:
        path = self.folder / (file or f"{name}.toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(SKILL.format(name, title), "utf-8")
        return path

    def open(self) -> list[str]:
        """Titles of the catalog; holds each against what the files say."""
        catalog, reads = open_catalog(self.folder, self.cache), self.reads
        assert entries_of(catalog) == entries_of(load_catalog(self.folder))
        self.reads = reads
        return [one.title for one in catalog.milestones.values()]

    @property
    def kept(self) -> Path:
        """The one file in the cache."""
        (kept,) = self.cache.iterdir()
        return kept


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    found = Shelf(tmp_path / "catalog", tmp_path / "cache")

    def counted(folder: Path) -> tuple[Catalog, str]:
        found.reads += 1
        return read_catalog(folder)

    monkeypatch.setattr("mltrack.store.catalog_files.read_catalog", counted)
    found.write("python", "Python")
    return found


# The same catalog


def test_the_catalog_that_ships_is_the_same_when_compiled() -> None:
    catalog, digest = read_catalog(bundled_folder())
    assert digest == digest_of(bundled_folder())
    again = catalog_in(compiled(catalog, digest), digest)
    assert again is not None
    assert entries_of(again) == entries_of(catalog)
    assert repr(again) == repr(catalog), "1.0 is no 1"


@given(worlds())
def test_any_catalog_is_the_same_when_compiled(world: World) -> None:
    again = catalog_in(compiled(world.catalog, DIGEST), DIGEST)
    assert repr(again) == repr(world.catalog)


def test_the_toml_is_read_once(shelf: Shelf) -> None:
    assert [shelf.open(), shelf.open(), shelf.open()] == [["Python"]] * 3
    assert shelf.reads == 1


def test_neither_pydantic_nor_a_toml_parser_is_loaded_for_a_compiled_catalog(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from mltrack.session import open_session, places_below\n"
        "print(len(open_session(places_below(Path(sys.argv[1]))).catalog.roles))\n"
        "print(*{'pydantic', 'tomllib', 'mltrack.store.catalog_files'} & set(sys.modules))"
    )

    def said() -> list[str]:
        environment = {key: value for key, value in os.environ.items() if key != "MLTRACK_CATALOG"}
        environment["PYTHONPATH"] = str(Path(module.__file__).parents[2])
        line = [sys.executable, "-c", code, str(tmp_path)]
        return subprocess.run(line, env=environment, check=True, capture_output=True, text=True).stdout.split("\n")

    roles, loaded = said()[:2]
    assert (roles, len(loaded.split())) == ("20", 3), "the look would see them"
    assert said()[:2] == [roles, ""]


# What is changed is noticed


def rewritten(shelf: Shelf) -> None:
    path = shelf.folder / "python.toml"
    before = path.stat()
    shelf.write("python", "Pascal")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def renamed(shelf: Shelf) -> None:
    shelf.write("lisp", "Lisp")
    shelf.open()
    (shelf.folder / "lisp.toml").rename(shelf.folder / "zlisp.toml")


def moved_text(shelf: Shelf) -> None:
    """The same bytes in all, parted between the files in another way."""
    shelf.write("lisp", "Lisp")
    shelf.open()
    first, second = (path.read_text() for path in sorted(shelf.folder.iterdir()))
    (shelf.folder / "lisp.toml").write_text(first + second)
    (shelf.folder / "python.toml").write_text("")


@pytest.mark.parametrize(
    ("change", "titles"),
    [
        (rewritten, ["Pascal"]),
        (lambda shelf: shelf.write("lisp", "Lisp"), ["Lisp", "Python"]),
        (lambda shelf: shelf.write("lisp", "Lisp", "more/deep.toml"), ["Lisp", "Python"]),
        (renamed, ["Python", "Lisp"]),
        (moved_text, ["Lisp", "Python"]),
        (lambda shelf: (shelf.folder / "python.toml").unlink(), []),
    ],
    ids=["same size and time", "another file", "a file in a folder", "another name", "another parting", "no file"],
)
def test_a_changed_folder_is_read_anew(shelf: Shelf, change: Callable[[Shelf], object], titles: list[str]) -> None:
    shelf.open()
    change(shelf)
    reads = shelf.reads
    assert shelf.open() == titles
    assert shelf.reads == reads + 1
    assert shelf.open() == titles
    assert shelf.reads == reads + 1


def test_a_catalog_that_was_good_before_tells_its_faults(shelf: Shelf) -> None:
    shelf.open()
    shelf.write("python", "Python", "twice.toml")
    for _ in range(2):
        with pytest.raises(CatalogError, match="this id is used twice"):
            open_catalog(shelf.folder, shelf.cache)
    (shelf.folder / "twice.toml").unlink()
    (shelf.folder / "odd.toml").mkdir()
    with pytest.raises(CatalogError, match=r"odd\.toml: Is a directory"):
        open_catalog(shelf.folder, shelf.cache)


def test_a_link_that_comes_to_lead_out_is_told(shelf: Shelf, tmp_path: Path) -> None:
    shelf.open()
    outside = tmp_path / "outside.toml"
    (shelf.folder / "python.toml").rename(outside)
    (shelf.folder / "python.toml").symlink_to(outside)
    with pytest.raises(CatalogError, match="leads out of the catalog folder"):
        open_catalog(shelf.folder, shelf.cache)


def test_what_is_kept_is_what_was_read_though_a_file_changes_meanwhile(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = digest_of

    def looked_then_changed(folder: Path) -> str:
        digest = looked(folder)
        shelf.write("python", "Pascal")
        return digest

    with monkeypatch.context() as patch:
        patch.setattr(module, "digest_of", looked_then_changed)
        open_catalog(shelf.folder, shelf.cache)
    shelf.write("python", "Python")
    assert shelf.open() == ["Python"]


# What is not as it should be counts as absent


@pytest.mark.parametrize("at", [0, 10, 80, 150, 220, -2, -1])
def test_a_changed_byte_is_noticed_and_mended(shelf: Shelf, at: int) -> None:
    shelf.open()
    raw = bytearray(shelf.kept.read_bytes())
    raw[at] ^= 1
    shelf.kept.write_bytes(raw)
    assert [shelf.open(), shelf.open()] == [["Python"]] * 2
    assert shelf.reads == 2


@given(st.data())
def test_no_part_of_a_compiled_catalog_is_taken_for_one(data: st.DataObject) -> None:
    raw = compiled(Catalog.build(sources=[], milestones=[], roles=[]), DIGEST)
    end = data.draw(st.integers(0, len(raw) - 1))
    assert catalog_in(raw[:end], DIGEST) is None
    assert catalog_in(raw + data.draw(st.binary(min_size=1, max_size=3)), DIGEST) is None
    assert catalog_in(raw, "e" * 64) is None


def test_that_of_another_version_is_not_taken(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.open()
    monkeypatch.setattr(module, "__version__", "99.0")
    assert shelf.open() == ["Python"]
    assert shelf.reads == 2


def test_that_of_other_fields_is_not_taken(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.open()
    fields = {**Milestone.__dataclass_fields__}
    fields["heading"] = fields.pop("title")
    monkeypatch.setattr(Milestone, "__dataclass_fields__", fields)
    digest = digest_of(shelf.folder)
    assert catalog_in(shelf.kept.read_bytes(), digest) is None


def resealed(raw: bytes, old: bytes, new: bytes) -> bytes:
    """A compiled catalog with something of the same length in the place of something else, and a checksum of that."""
    assert len(old) == len(new)
    assert raw.count(old) == 1
    start = raw.index(b"\n") + 1
    assert raw[start - 67 : start - 3] == sha256(raw[start:]).hexdigest().encode()
    body = raw[start:].replace(old, new)
    return raw[: start - 67] + sha256(body).hexdigest().encode() + raw[start - 3 : start] + body


MILESTONE = json.dumps(as_json(skill("python")), separators=(",", ":")).encode().partition(b'"python"')[0]
"""How a milestone begins."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MILESTONE + b'"python"', MILESTONE + b'"Pyth?n"'),
        (MILESTONE + b'"python"', MILESTONE + b'"pascal"'),
        (MILESTONE, b'{"zz":['),
        (b':"skill"}', b':"skull"}'),
        (MILESTONE, b"[[[[[[["),
        (MILESTONE, b"   1,[["),
    ],
    ids=["no id", "another id", "no class", "no kind", "no JSON", "no entry"],
)
def test_an_entry_that_no_rule_of_today_would_let_in_is_taken_from_its_file(
    shelf: Shelf, old: bytes, new: bytes
) -> None:
    shelf.open()
    raw = resealed(shelf.kept.read_bytes(), old, new)
    shelf.kept.write_bytes(raw)
    catalog = open_catalog(shelf.folder, shelf.cache)
    assert dict(catalog.milestones) == dict(load_catalog(shelf.folder).milestones)
    alone = catalog_in(raw, digest_of(shelf.folder))
    assert alone is not None
    with pytest.raises(LookupError):
        alone.milestone("python")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"milestones ids"', b'"milestones odd"'),
        (b'"milestones ends"', b'"milestones odds"'),
        (b'["python"]', b"[0,1,2,34]"),
        (b'["python"]', b'{"pyt":""}'),
        (b'{"sources ids"', b'["sources ids,'),
    ],
    ids=["no ids", "no ends", "ids that are none", "no list", "no places"],
)
def test_one_whose_parts_are_others_is_not_taken(shelf: Shelf, old: bytes, new: bytes) -> None:
    shelf.open()
    raw = resealed(shelf.kept.read_bytes(), old, new)
    assert catalog_in(raw, digest_of(shelf.folder)) is None
    shelf.kept.write_bytes(raw)
    assert [shelf.open(), shelf.open()] == [["Python"]] * 2
    assert shelf.reads == 2


def test_something_else_in_its_place_does_no_harm(shelf: Shelf) -> None:
    shelf.open()
    kept = shelf.kept
    kept.unlink()
    kept.mkdir()
    assert [shelf.open(), shelf.open()] == [["Python"]] * 2


# A cache that cannot be written, and one that does not grow


def test_a_cache_that_cannot_be_made_does_no_harm(shelf: Shelf) -> None:
    shelf.cache.write_text("in the way")
    assert [shelf.open(), shelf.open()] == [["Python"]] * 2
    assert shelf.cache.read_text() == "in the way"


def test_a_full_disk_does_no_harm_and_leaves_nothing(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        assert shelf.open() == ["Python"]
    assert list(shelf.cache.iterdir()) == []


def test_a_first_look_leaves_no_trace(shelf: Shelf, tmp_path: Path) -> None:
    shelf.cache = tmp_path / "home" / "cache"
    assert shelf.open() == ["Python"]
    assert not (tmp_path / "home").exists()


def test_the_cache_does_not_grow_with_every_change(shelf: Shelf) -> None:
    for number in range(10):
        shelf.write("python", f"Python {number}")
        shelf.open()
    assert len(list(shelf.cache.iterdir())) == 4
    shelf.reads = 0
    assert shelf.open() == ["Python 9"]
    assert shelf.reads == 0
