"""What the build of the wheel adds: the catalog in its compiled form, see `store/compiled_catalog.py`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCatalog(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own configuration
    """Compiles the catalog with the very code that is going to read it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled catalog; an editable install reads the checkout's own."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from mltrack.store.catalog_files import read_catalog
            from mltrack.store.compiled_catalog import SHIPPED, compiled
        finally:
            sys.path.pop(0)
        self.work = TemporaryDirectory()
        built = Path(self.work.name, SHIPPED)
        built.write_bytes(compiled(*read_catalog(root / "catalog")))
        build_data["force_include"][str(built)] = f"mltrack/{SHIPPED}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's signature
        """Remove what was made for the wheel."""
        if version != "editable":
            self.work.cleanup()
