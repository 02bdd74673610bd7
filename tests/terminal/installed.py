"""mltrack as it lies where it is installed: with its catalog compiled, so that no start reads all of it anew."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from mltrack.store.catalog_files import read_catalog
from mltrack.store.compiled_catalog import SHIPPED, compiled

ROOT = Path(__file__).parents[2]


@cache
def installed(catalog: Path = ROOT / "catalog") -> Path:
    """A folder for PYTHONPATH: this checkout's mltrack as its wheel lays it out, with this catalog for its own.

    There is one a process, gone when that ends.
    """
    folder = Path(tempfile.mkdtemp(prefix="mltrack-installed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    package = folder / "mltrack"
    shutil.copytree(ROOT / "src" / "mltrack", package)
    shutil.copytree(catalog, package / "_catalog")
    (package / SHIPPED).write_bytes(compiled(*read_catalog(package / "_catalog")))
    return folder
