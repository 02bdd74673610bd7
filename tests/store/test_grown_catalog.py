"""The catalog files that speed is measured on hold what was generated."""

from __future__ import annotations

from pathlib import Path

from mltrack.store.catalog_files import load_catalog
from tests.benchmarks.cost_curve import generated
from tests.benchmarks.grown import LARGEST, catalog


def test_the_files_hold_the_generated_catalog(tmp_path: Path) -> None:
    catalog(tmp_path, 60)
    read, made = load_catalog(tmp_path), generated(60)
    assert [list(kind.items()) for kind in read.index] == [
        sorted(kind.items(), key=lambda named: list(other).index(named[0]))
        for kind, other in zip(made.index, read.index, strict=True)
    ]
    assert list(read.roles) == list(made.roles)


def test_no_file_is_larger_than_is_read(tmp_path: Path) -> None:
    catalog(tmp_path, 800)
    files = list(tmp_path.glob("*.toml"))
    assert len(files) > 3
    assert max(file.stat().st_size for file in files) <= LARGEST
