"""An entry of the catalog, copied out of its file to be overridden: the same entry, comments and all."""

from __future__ import annotations

from pathlib import Path

from mltrack.core.index import Entry
from mltrack.store.catalog_copies import override_text
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder

FILE = '''\
#:schema ../schema.json
# Of clerks.
[[role]]
id = "clerk"  # for ever
title = "Clerk"
level = "entry"
family = "Office"
summary = """
[[role]]
id = "no-role"
"""

# Many ask for it.
[[role.requirements]]
label = "Sums"
strength = "required"
needs = { has = "sums", level = "working" }
# The heading is the article's.
cites = [{ source = "s", at = "x" }]

# What they learn.
[[skill]]
id = "sums"
title = "Sums"
summary = "s"

[[role.remarks]]
text = "One sentence."
source = "s"
at = "x"

# Another.
[[role]]
id = "carter"
title = "Carter"
level = "entry"
family = "Office"
summary = "s"
requirements = []

[[source]]
id = "s"
title = "S"
'''
CLERK = '''\
# Of clerks.
[[role]]
id = "clerk"  # for ever
override = true
title = "Clerk"
level = "entry"
family = "Office"
summary = """
[[role]]
id = "no-role"
"""

# Many ask for it.
[[role.requirements]]
label = "Sums"
strength = "required"
needs = { has = "sums", level = "working" }
# The heading is the article's.
cites = [{ source = "s", at = "x" }]

[[role.remarks]]
text = "One sentence."
source = "s"
at = "x"'''


def test_all_tables_of_an_entry_come_along_with_their_comments_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "all.toml").write_text(FILE)
    catalog = load_catalog(tmp_path)
    assert override_text(tmp_path, catalog.roles["clerk"]) == CLERK
    carter = '# Another.\n[[role]]\nid = "carter"\noverride = true\ntitle = "Carter"\n'
    assert override_text(tmp_path, catalog.roles["carter"]).startswith(carter)
    sums = '# What they learn.\n[[skill]]\nid = "sums"\noverride = true\ntitle = "Sums"\nsummary = "s"'
    assert override_text(tmp_path, catalog.milestones["sums"]) == sums


def test_lines_end_as_on_windows_and_the_id_stands_where_it_likes(tmp_path: Path) -> None:
    text = "[[skill]]\r\ntitle = 'Sums'\r\nsummary = 's'\r\nid = 'sums'\r\n"
    (tmp_path / "all.toml").write_bytes(text.encode())
    told = override_text(tmp_path, load_catalog(tmp_path).milestones["sums"])
    assert told == "[[skill]]\ntitle = 'Sums'\nsummary = 's'\nid = 'sums'\noverride = true"


def test_there_is_no_copy_of_what_is_not_written_in_tables_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "all.toml").write_text('skill = [{ id = "sums", title = "Sums", summary = "s" }]\n')
    assert override_text(tmp_path, load_catalog(tmp_path).milestones["sums"]) == ""


def test_everything_that_mltrack_ships_can_be_copied() -> None:
    catalog = load_catalog(bundled_folder())
    # One of every file, and the last of each, for each copy reads the files anew.
    roles, milestones = [*catalog.roles.values()], [*catalog.milestones.values()]
    entries: list[Entry] = [*roles, *{one.kind: one for one in milestones}.values(), *milestones[::9]]
    assert [entry.id for entry in entries if not override_text(bundled_folder(), entry)] == []
