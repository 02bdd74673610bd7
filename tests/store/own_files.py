"""Files that somebody adds to the small catalog: sound ones, and one with a fault of every sort."""

from __future__ import annotations

from pathlib import Path

SOUND = """
[[source]]
id = "our-team"
title = "What our team asks for"

[[skill]]
id = "spreadsheets"
title = "Spreadsheets"
summary = "Sums in cells."

[[role]]
id = "clerk"
title = "Clerk"
level = "entry"
family = "Office"
summary = "Keeps the books."

[[role.requirements]]
label = "Sums"
strength = "required"
needs = { all = [{ has = "spreadsheets", level = "working" }, { has = "python", level = "familiar" }] }
cites = [{ source = "our-team", at = "Clerk" }]
"""

TWELVE = """\
[[skill]]
id = "Not An Id"
title = "1: an id that is none"
summary = "s"

[[skill]]
id = "colourful"
title = "2: an unknown key"
summary = "s"
colour = "red"

[[skill]]
id = "untitled"
summary = "3: no title"

[[skill]]
id = "python"
title = "4: taken, without a word of overriding"
summary = "s"

[[skill]]
id = "egg"
title = "5: a circle, with hen"
summary = "s"
prerequisites = { has = "hen", level = "working" }

[[skill]]
id = "hen"
title = "6: the same circle"
summary = "s"
prerequisites = { has = "egg", level = "working" }

[[project]]
id = "ghostly"
title = "7: needs what there is not"
summary = "s"
prerequisites = { has = "ghost" }

[[project]]
id = "levelled"
title = "8: a level on a degree"
summary = "s"
prerequisites = { has = "bachelors-computing", level = "expert" }

[[certification]]
id = "paper"
title = "9: no credential"
summary = "s"

[[role]]
id = "painter"
title = "10: needs what was left out"
level = "mid"
family = "Arts"
summary = "s"

[[role.requirements]]
label = "Colours"
strength = "required"
needs = { has = "colourful", level = "working" }
cites = [{ source = "survey", at = "Painter" }]

[hobby]
id = "11: no such table"

[[degree]]
id = "bsc-of-arts"
title = "A sound degree"
summary = "s"
"""

NO_TOML = "[[skill\n"
"""The twelfth fault, in a file of its own."""

TWELVE_TOLD = [
    (
        "faulty.toml",
        2,
        "Not An Id: id",
        "an id is up to 80 lower-case letters, digits and single hyphens, ",
    ),
    ("faulty.toml", 10, "colourful: colour", "unknown key"),
    ("faulty.toml", 12, "untitled: title", "this key is missing"),
    ("faulty.toml", 17, "python: id", "the milestone 'python' is in the catalog already, in "),
    ("faulty.toml", 25, "egg: prerequisites", "they run in a circle: "),
    ("faulty.toml", 31, "hen: prerequisites", "they run in a circle: "),
    ("faulty.toml", 37, "ghostly: prerequisites", "there is no milestone 'ghost'"),
    ("faulty.toml", 43, "levelled: prerequisites", "'bachelors-computing' is a degree: only skills have a level"),
    ("faulty.toml", 45, "paper", "a certification needs a [certification.credential], and "),
    (
        "faulty.toml",
        60,
        "painter: requirement 'Colours': needs",
        "it needs the milestone 'colourful', which was left out",
    ),
    ("faulty.toml", 63, "hobby", "unknown table; a file may hold source, "),
    ("garbage.toml", 1, "", "the head of a table "),
]
"""File, line, key and how the sentence begins, in the order they are told."""


def write_twelve(folder: Path) -> Path:
    """The sound file, and beside it those with twelve faults."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("sound", SOUND), ("faulty", TWELVE), ("garbage", NO_TOML)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder
