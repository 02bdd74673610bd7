"""`catalog check` of single files, wherever they lie; and what it says beside the faults."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.small_catalog import write_catalog
from tests.store.own_files import SOUND

SKILL = '[[skill]]\nid = "{0}"\ntitle = "{0}"\nsummary = "s"\n'
CLASH = SKILL.format("python")


@pytest.fixture
def own(home: Path) -> Path:
    """The folder for one's own files."""
    folder = home / "config" / "catalog"
    folder.mkdir(parents=True)
    return folder


def faults(run: Run, *arguments: str) -> list[str]:
    """The faults, each without its place."""
    found: Any = run("catalog", "check", *arguments, "--json").json()
    return [f"{Path(one['file']).name}:{one['line']}: {one['key']}: {one['sentence']}" for one in found["faults"]]


# Where it lies


@pytest.mark.parametrize("way", ["mix.toml", "./mix.toml", ".", "../catalog/mix.toml", "{own}/mix.toml", "{link}"])
def test_a_file_of_ones_own_is_checked_by_whatever_path(
    run: Run, own: Path, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "mix.toml").write_text(CLASH)
    link = tmp_path / "link.toml"
    link.symlink_to(own / "mix.toml")
    monkeypatch.chdir(own)
    (told,) = faults(run, way.format(own=own, link=link))
    assert told.startswith("mix.toml:2: python: id: the milestone 'python' is in the catalog already")


def test_a_file_that_is_no_text_is_told_by_whatever_path(run: Run, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "bad.toml").write_bytes(b"\xff")
    (own / "good.toml").write_text(SOUND)
    monkeypatch.chdir(own)
    for way in ("bad.toml", str(own / "bad.toml"), "."):
        assert len(faults(run, way)) == 1
    assert faults(run, "good.toml") == []


def test_a_link_that_leads_out_and_a_folder_are_told_too(run: Run, own: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text(SOUND)
    (own / "in.toml").symlink_to(tmp_path / "outside.toml")
    (own / "odd.toml").mkdir()
    assert faults(run, str(own / "in.toml")) == ["in.toml:None: : a link that leads out of the catalog folder"]
    assert faults(run, str(own / "odd.toml")) == ["odd.toml:None: : Is a directory"]


def test_a_single_file_is_never_a_catalog_by_itself(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clash.toml").write_text(CLASH)
    assert len(faults(run, str(tmp_path / "clash.toml"))) == 1
    (tmp_path / "roles.toml").write_text(SOUND.replace(', { has = "python", level = "familiar" }', "") + CLASH)
    assert len(faults(run, str(tmp_path / "roles.toml"))) == 1


def test_a_folder_without_roles_is_no_catalog_by_itself(run: Run, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "clash.toml").write_text(CLASH)
    assert len(faults(run, str(tmp_path / "more"))) == 1


def test_the_catalog_in_use_is_one_by_itself(run: Run, catalog: Path, tmp_path: Path) -> None:
    for folder in (catalog, write_catalog(tmp_path / "another")):
        assert f"Checked {folder}, as a catalog by itself." in run("catalog", "check", str(folder)).text


def test_hidden_files_are_nobodys(run: Run, own: Path) -> None:
    (own / ".#mine.toml").symlink_to("nobody@nowhere.1234")
    (own / ".#b.toml").write_text("not toml")
    (own / ".git").mkdir()
    (own / ".git" / "c.toml").write_text("not toml")
    os.mkfifo(own / ".pipe.toml")
    assert faults(run) == []


# What it says


def test_names_that_only_look_like_those_of_catalog_files_are_told(run: Run, own: Path) -> None:
    for name in ("a.toml.txt", "b.TOML", "c.tml", "d.toml", "notes.txt", ".e.toml.swp", "deep/f.toml.bak"):
        (own / name).parent.mkdir(exist_ok=True)
        (own / name).write_text("not read")
    (own / "d.toml").unlink()
    result = run("catalog", "check")
    assert result.status == 0
    told = ("a.toml.txt", "b.TOML", "c.tml", "deep/f.toml.bak")
    assert run("catalog", "check", "--json").json()["not_read"] == [str(own / name) for name in told]  # type: ignore[index]
    assert "Not read: 4" in result.text
    assert "a.toml.txt: the name of a catalog file ends in .toml" in result.text


def test_nothing_is_said_of_names_where_all_are_right(run: Run, own: Path) -> None:
    (own / "mine.toml").write_text(SOUND)
    assert "Not read" not in run("catalog", "check").text


def test_pay_of_a_month_is_shown_as_one_and_stands_apart_from_that_of_a_year(run: Run, own: Path) -> None:
    pay = '[[role.pay]]\namount = 4200\ncurrency = "EUR"\nperiod = "month"\nmeasure = "median total pay"\n'
    (own / "mine.toml").write_text(f'{SOUND}{pay}source = "our-team"\nat = "Clerk"\n')
    assert run("catalog", "check").status == 0
    assert "4,200 a month, median total pay" in run("role", "clerk").text
    shown: Any = run("role", "clerk", "--json").json()
    assert shown["pay"][0]["period"] == "month"
    assert "EUR a month" in run("compare", "clerk", "analyst", "--markdown").text


def test_a_file_among_ones_own_is_said_to_be_checked_with_the_others(run: Run, own: Path, tmp_path: Path) -> None:
    for place in (own / "mine.toml", tmp_path / "theirs.toml"):
        place.write_text(SOUND)
    assert (
        f"{own / 'mine.toml'}, with your other files, added to" in run("catalog", "check", str(own / "mine.toml")).text
    )
    assert "with your other files" not in run("catalog", "check", str(own)).text
    (own / "mine.toml").unlink()
    assert "with your other files" not in run("catalog", "check", str(tmp_path / "theirs.toml")).text


def test_under_the_faults_of_an_entry_stands_what_is_left_out(run: Run, own: Path) -> None:
    (own / "a.toml").write_text(SKILL.format("chess") + "bad = 1\nworse = 2\n" + CLASH + "[hobby]\n")
    (own / "b.toml").write_text("[[skill\n")
    lines = run("catalog", "check").out.splitlines()
    shown = [
        line.strip().split(":")[0] if line.startswith("  ✗") else line for line in lines[lines.index("Faults: 5") :]
    ]
    assert shown[1:8] == [
        f"✗ {own / 'a.toml'}",
        f"✗ {own / 'a.toml'}",
        "    left out: milestone chess",
        f"✗ {own / 'a.toml'}",
        "    left out: milestone python; another one of this id is in use",
        f"✗ {own / 'a.toml'}",
        f"✗ {own / 'b.toml'}",
    ]
    assert shown[8] == "    left out: everything in it"


def test_under_each_file_that_cannot_be_read_stands_that_it_is_left_out(run: Run, own: Path) -> None:
    for name in ("a", "b"):
        (own / f"{name}.toml").write_text("no catalog")
    assert run("catalog", "check").out.count("    left out: everything in it\n") == 2


def test_nothing_is_unused_for_want_of_what_is_left_out(run: Run, own: Path) -> None:
    broken = SOUND.replace('strength = "required"', 'strength = "needed"')
    (own / "mine.toml").write_text(broken)
    found: Any = run("catalog", "check", "--json").json()
    assert (len(found["faults"]), found["unused"], found["unsourced"]) == (1, [], [])
    assert found["faults"][0]["left_out"] == "role clerk"
    # Neither where it cannot be read at all, nor where it is only what it names that is wrong.
    head, _, role = SOUND.partition("[[role]]")
    (own / "mine.toml").write_text(head)
    without: Any = run("catalog", "check", "--json").json()
    assert [one["id"] for one in without["unused"]] == ["spreadsheets", "our-team"]
    for wrong in ("[[role]" + role, "[[role]]" + role.replace('"python"', '"pyhton"')):
        (own / "role.toml").write_text(wrong)
        again: Any = run("catalog", "check", "--json").json()
        assert (len(again["faults"]), again["unused"]) == (1, [])


def test_a_circle_that_is_a_fault_is_cyclic_too(run: Run, own: Path) -> None:
    hen = SKILL.format("hen") + 'prerequisites = { has = "egg", level = "working" }\n'
    egg = SKILL.format("egg") + 'prerequisites = { has = "hen", level = "working" }\n'
    (own / "mine.toml").write_text(hen + egg)
    for arguments in ((), (str(own / "mine.toml"),)):
        text = run("catalog", "check", *arguments).text
        assert "Cyclic: 2 · milestone hen: they run in a circle: " in text


def test_faults_of_every_sort_come_at_once_with_line_key_and_what_was_meant(run: Run, own: Path) -> None:
    (own / "mine.toml").write_text(
        """
[[source]]
id = "ad"
title = " "
url = "http://example.org"
accessed = "28.11.2026"

[[role]]
id = "clerk"
title = "Clerk"
level = "entry"
family = "Office"
summary = "Keeps the books."

[[role.requirements]]
label = "Sums"
strenght = "required"
needs = { any = [
  { has = "pyton", level = "working" },
  { at_least = 2, any = [{ has = "CA-1" }] },
] }
cites = [
  { source = "survey", at = "x" },
  { source = "survay", at = "y" },
]

[[role.pay]]
low = 78.500
high = "90"
currency = "Euro"
period = "moon"
measure = "m"
as_of = "November 2026"
source = "survey"
at = "x"

[[skill]]
id = "X Y"
title = "X"
summary = "s"
effort = { basis = "estimate", hours = 40 }

[[skill]]
id = "sums"
title = "Sums"
summary = "s"
prerequisites = { any = [
  { has = "X Y", level = "working" },
  { has = "masters-computing", level = "working" },
  { has = "pyhton", level = "working" },
] }
"""
    )
    assert faults(run) == [
        "mine.toml:4: ad: title: nothing stands between the quotes",
        "mine.toml:5: ad: url: a link is an https address, not 'http://example.org'",
        "mine.toml:6: ad: accessed: a date is written YYYY, YYYY-MM or YYYY-MM-DD, not '28.11.2026'",
        "mine.toml:17: clerk: requirement 'Sums': strenght: unknown key 'strenght'; did you mean strength?",
        "mine.toml:19: clerk: requirement 'Sums': needs.any[1]: there is no milestone 'pyton'; did you mean python?",
        "mine.toml:20: clerk: requirement 'Sums': needs.any[2].at_least: at_least goes with of, not with any",
        "mine.toml:20: clerk: requirement 'Sums': needs.any[2].any[1]: "
        "there is no milestone 'CA-1'; did you mean cluster-admin?",
        "mine.toml:24: clerk: requirement 'Sums': cites[2].source: there is no source 'survay'; did you mean survey?",
        "mine.toml:28: clerk: pay[1].low: a whole number, without quotes and without a point: 78500",
        "mine.toml:29: clerk: pay[1].high: a whole number, without quotes and without a point: 90",
        "mine.toml:30: clerk: pay[1].currency: "
        'a currency is three capital letters, as in ISO 4217: "USD", "EUR"; not \'Euro\'',
        "mine.toml:31: clerk: pay[1].period: what an amount is paid for is year, month or week, not 'moon'",
        "mine.toml:33: clerk: pay[1].as_of: a date is written YYYY, YYYY-MM or YYYY-MM-DD, not 'November 2026'",
        "mine.toml:38: X Y: id: an id is up to 80 lower-case letters, digits and single hyphens, not 'X Y'",
        "mine.toml:41: X Y: effort.hours: a range: { low = 30, high = 50 }",
        "mine.toml:48: sums: prerequisites.any[1]: it needs the milestone 'X Y', which was left out",
        "mine.toml:49: sums: prerequisites.any[2]: 'masters-computing' is a degree: only skills have a level",
        "mine.toml:50: sums: prerequisites.any[3]: there is no milestone 'pyhton'; did you mean python?",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[role.requirements]\nlabel = "x"\n', "role: requirements: a list of tables is written [[role.requirements]]"),
        ('title = "x\n', 'a closing " is missing'),
        ("[role]\n[role]\n", "line 2 sets [role] a second time; a list of tables is written [[role]]"),
        ("[[skil]]\n", "skil: unknown table; did you mean skill?"),
        ('[[source]]\nid = "s"\ntitle = "S"\nurls = 1\n', "s: urls: unknown key 'urls'; did you mean url?"),
        ('[[source]]\nid = "s"\n', "s: title: this key is missing"),
        ('[[source]]\ntitle = "S"\n', "source[1]: id: this key is missing"),
        (SKILL.format("a") + "resources = 5\n", 'a: resources: a list stands in [ ]: [{ title = "Course", url = '),
        (SKILL.format("a") + 'cites = ["x"]\n', "a: cites[1]: a source and the heading in it: { source = "),
        (
            SKILL.format("a") + 'prerequisites = { all = [], level = "x" }\n',
            "prerequisites.level: level goes with has,",
        ),
    ],
)
def test_a_fault_says_what_to_write(run: Run, own: Path, text: str, told: str) -> None:
    (own / "mine.toml").write_text(text)
    assert told in run("catalog", "check").out
