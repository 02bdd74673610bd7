"""Catalog files that somebody broke: faults with their file, soon, and the files beside them are read as ever."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from mltrack.core.catalog import Catalog
from mltrack.errors import CatalogError, Fault, StoreError
from mltrack.store.catalog_files import add_own, found_at, load_catalog
from mltrack.store.catalog_folder import bundled_folder
from tests.fuzzing import PARTS, Fuzz, Watch, numbers
from tests.hostile_world import steering

SOUND = b'[[skill]]\nid = "entirely-mine"\ntitle = "Mine"\nsummary = "Nobody else has it."\n'


def pieces() -> list[bytes]:
    """The files that mltrack ships, whole and as handfuls of tables."""
    chance = random.Random(6)
    whole = [path.read_bytes() for path in sorted(bundled_folder().rglob("*.toml"))]
    some = []
    for raw in whole:
        tables = raw.split(b"\n\n")
        for _ in range(8):
            start = chance.randrange(len(tables))
            some.append(b"\n\n".join(tables[start : start + chance.randint(1, 6)]))
    return [*(one for one in whole if len(one) < 20_000), *some, *some]


@pytest.fixture(scope="module")
def base() -> Catalog:
    return load_catalog(bundled_folder())


def check(faults: Iterable[Fault], file: Path) -> None:
    for fault in faults:
        assert fault.place == str(file)
        assert fault.sentence
        assert fault.line >= 0
        assert steering(str(fault)) == []
        assert "\n" not in str(fault)


@pytest.mark.parametrize("part", PARTS)
def test_a_broken_file_is_told_and_the_sound_one_beside_it_is_read(base: Catalog, tmp_path: Path, part: int) -> None:
    fuzz, watch = Fuzz(pieces()), Watch()
    beside, file = tmp_path / "own" / "a.toml", tmp_path / "own" / "x.toml"
    beside.parent.mkdir()
    beside.write_bytes(SOUND)
    for number in numbers(part, 150):
        content = fuzz.of(number)
        file.write_bytes(content)
        with watch.on(f"file {number}"):
            catalog, _ = add_own(base, beside.parent, bundled_folder())
        assert "entirely-mine" in catalog.milestones
        assert catalog.milestones.keys() >= base.milestones.keys()
        check(catalog.left_out, file)
        assert file.read_bytes() == content
        watch.ended("told" if catalog.left_out else "read")
    assert beside.read_bytes() == SOUND
    assert watch.grown < 200
    watch.tell("catalog files beside others")


@pytest.mark.parametrize("part", PARTS)
def test_a_broken_file_of_the_catalog_itself_is_told(tmp_path: Path, part: int) -> None:
    fuzz, watch = Fuzz(pieces(), seed=7), Watch()
    file = tmp_path / "x.toml"
    lines = 0
    for number in numbers(part, 150):
        content = fuzz.of(number)
        file.write_bytes(content)
        faults: Sequence[Fault] = ()
        with watch.on(f"file {number}"):
            try:
                load_catalog(tmp_path)
            except CatalogError as error:
                faults = error.faults
        check(faults, file)
        lines += any(fault.line for fault in faults)
        assert file.read_bytes() == content
        watch.ended("told" if faults else "read")
    assert watch.grown < 200
    assert lines > 0.9 * watch.outcomes["told"]
    watch.tell(f"catalog files alone, {lines:,} with a line")


@pytest.mark.parametrize("packed", [ZIP_STORED, ZIP_DEFLATED, ZIP_LZMA])
def test_a_broken_wheel_is_told_and_nothing_of_it_is_unpacked(tmp_path: Path, packed: int) -> None:
    file = tmp_path / "mltrack.whl"
    with ZipFile(file, "w", packed) as wheel:
        wheel.writestr("mltrack/_catalog/x.toml", SOUND)
        wheel.writestr("mltrack/_catalog/y.toml", SOUND.replace(b"entirely-", b"also-"))
    fuzz, watch = Fuzz([file.read_bytes()]), Watch()
    for number in numbers(0, 20, 1_000 * len(PARTS)):
        file.write_bytes(fuzz.of(number))
        with watch.on(f"wheel {packed} {number}"), suppress(StoreError):
            found = found_at(file, own=False)
            assert all(steering(str(fault)) == [] for fault in found.faults)
    assert watch.grown < 200
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("keys", ['id = "s"\nurl', 'id = "s"\npublished', "id"], ids=["url", "published", "id"])
def test_a_value_that_is_as_long_as_its_file_is_not_repeated_in_full(tmp_path: Path, keys: str) -> None:
    value = "\\\n".join(["very long" * 100] * 900)
    (tmp_path / "x.toml").write_text(f'[[source]]\ntitle = "S"\n{keys} = """{value}"""\n', "utf-8")
    with pytest.raises(CatalogError, match=r"\[\.\.\.\]") as refused:
        load_catalog(tmp_path)
    assert len(str(refused.value)) < 2_000
