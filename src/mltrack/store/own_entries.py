"""A new file among a person's own catalog files: never over another one, and with the schema for editors beside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from mltrack.core.index import Name
from mltrack.core.text import plain
from mltrack.errors import StoreError
from mltrack.store.catalog_schema import SCHEMA, is_schema, schema_text
from mltrack.store.portable import write_copy
from mltrack.store.whole_file import make_folder, read_file, replace_file, told


class Written(NamedTuple):
    """A file of a person's own, as it was written."""

    path: Path
    others_schema: Path | None
    """A file of the schema's name that is somebody's own, and was left as it is."""


def place_for(folder: Path, name: Name) -> Path:
    """Where the file of an entry goes: it is called after the entry, or where that is there, after its noun too."""
    path = folder / f"{name.id}.toml"
    return folder / f"{name.id}-{name.noun}.toml" if os.path.lexists(path) else path


def write_entry(folder: Path, name: Name, text: str) -> Written:
    """Write the file of an entry; raises StoreError where it is there or cannot be written, and then there is none."""
    path, schema = place_for(folder, name), folder / SCHEMA
    with told(path, "written"):
        make_folder(folder)
    try:
        found = read_file(schema)
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} was not written, for {schema} is in the way: {plain(str(error))}.") from error
    is_ours = found is None or is_schema(found[0])
    if is_ours and (found is None or found[0] != schema_text()):
        replace_file(schema, schema_text())
    write_copy(path, text.encode())
    return Written(path, None if is_ours else schema)
