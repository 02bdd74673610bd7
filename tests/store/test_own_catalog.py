"""What a person adds to the catalog: what is sound comes in, what is not is told, and nothing stops the app."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.errors import CatalogError, Fault, LeftOutId
from mltrack.store.catalog_files import load_catalog
from mltrack.store.compiled_catalog import open_catalog
from tests.cli.small_catalog import write_catalog
from tests.store.own_files import SOUND, TWELVE_TOLD, write_twelve

ROLE_KEYS = (
    "here may stand level, family, summary, requirements, responsibilities, applications, pay, outlook, remarks, "
    "leads_to, codes, aliases, former_ids"
)
MAY_STAND = "here may stand aliases, former_ids, prerequisites, implies, effort, resources, cites"
SKILL = '[[skill]]\nid = "{0}"\ntitle = "{1}"\nsummary = "s"\n'


class Shelf:
    """The small catalog, a folder for a person's own files, and a cache."""

    def __init__(self, folder: Path) -> None:
        self.catalog = write_catalog(folder / "catalog")
        self.own, self.cache = folder / "config" / "catalog", folder / "home" / "cache"
        self.cache.parent.mkdir()

    def add(self, name: str, text: str) -> Path:
        path = self.own / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def open(self) -> Catalog:
        """The catalog; twice, for what is kept of it has to be the same."""
        first, again = (open_catalog(self.catalog, self.cache, self.own) for _ in range(2))
        assert repr(first) == repr(again)
        assert first.digest == again.digest
        return again

    def told(self) -> list[tuple[str, int, str, str]]:
        return [(Path(one.place).name, one.line, one.key, one.sentence) for one in self.open().left_out]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_what_a_person_adds_comes_after_what_is_there(shelf: Shelf) -> None:
    before = shelf.open()
    shelf.add("mine", SOUND)
    found = shelf.open()
    assert list(found.roles) == [*before.roles, "clerk"]
    assert list(found.milestones) == [*before.milestones, "spreadsheets"]
    assert found.left_out == ()
    assert found.digest != before.digest


def test_no_folder_an_empty_one_and_one_without_catalog_files_change_nothing(shelf: Shelf) -> None:
    before = shelf.open()
    shelf.own.mkdir(parents=True)
    assert shelf.open().digest == before.digest
    (shelf.own / "README.md").write_text("[[not toml")
    assert shelf.open().digest == before.digest


def test_twelve_faults_are_told_at_once_and_the_sound_part_is_there(shelf: Shelf) -> None:
    write_twelve(shelf.own)
    told = shelf.told()
    assert [one[:3] for one in told] == [one[:3] for one in TWELVE_TOLD]
    for (*_, sentence), (*_, begins) in zip(told, TWELVE_TOLD, strict=True):
        assert sentence.startswith(begins)
    found = shelf.open()
    assert {"clerk", "analyst"} <= {*found.roles}
    assert {"spreadsheets", "bsc-of-arts"} <= {*found.milestones}
    assert {"egg", "ghostly", "colourful", "painter"}.isdisjoint({*found.milestones, *found.roles})
    assert found.milestones["python"].title == "Python"


def test_a_clash_names_both_places(shelf: Shelf) -> None:
    path = shelf.add("mine", SKILL.format("python", "Mine"))
    assert [str(one) for one in shelf.open().left_out] == [
        f"{path}:2: python: id: the milestone 'python' is in the catalog already, in "
        f"{shelf.catalog / 'milestones.toml'}:2; with override = true yours takes its place"
    ]


def test_two_own_files_with_one_id_name_both_places(shelf: Shelf) -> None:
    first = shelf.add("a", SKILL.format("chess", "First"))
    shelf.add("b", SKILL.format("chess", "Second"))
    sentence = f"the milestone 'chess' is in {first}:1 already; one of the two has to go"
    assert shelf.told() == [("b.toml", 2, "chess: id", sentence)]
    assert shelf.open().milestones["chess"].title == "First"


def test_an_override_takes_the_place_of_what_is_there(shelf: Shelf) -> None:
    before = list(shelf.open().milestones)
    shelf.add("mine", SKILL.format("python", "Mine") + "override = true\n")
    found = shelf.open()
    assert (found.milestones["python"].title, found.left_out) == ("Mine", ())
    assert list(found.milestones) == before


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        ("pyhton", "there is no skill 'pyhton' to override; did you mean python?"),
        ("chess", "there is no skill 'chess' to override; without override = true it is a new one"),
        ("abacus", "the skill 'abacus' is no longer in the catalog; without override = true yours is there anew"),
        ("portfoli", "there is no skill 'portfoli' to override; without override = true it is a new one"),
    ],
    ids=["a slip", "nothing like it", "one that was removed", "one like it of another kind"],
)
def test_an_override_of_nothing_is_a_fault(shelf: Shelf, one: str, sentence: str) -> None:
    gone = '[[removed]]\nid = "abacus"\nwas = "skill"\ntitle = "Abacus"\nwhy = "w"\n'
    (shelf.catalog / "removed.toml").write_text(gone)
    shelf.add("mine", SKILL.format(one, "One") + "override = true\n")
    assert shelf.told() == [("mine.toml", 5, f"{one}: override", sentence)]


def test_an_override_that_says_only_what_is_different_is_told_once_what_it_lacks(shelf: Shelf) -> None:
    shelf.add("mine", '[[role]]\nid = "analyst"\ntitle = "Mine"\noverride = true\nodd = 1\n')
    sentence = "an override takes the place of the whole entry, and this one still lacks {}"
    assert [(line, key, said) for _, line, key, said in shelf.told()] == [
        (4, "analyst: override", sentence.format("level, family, summary, requirements")),
        (5, "analyst: odd", f"unknown key; {ROLE_KEYS}"),
    ]


def test_what_a_part_of_an_override_lacks_is_told_where_it_lacks(shelf: Shelf) -> None:
    shelf.add("mine", SKILL.format("python", "Mine") + 'override = true\nresources = [{ title = "x" }]\n')
    assert [(key, said) for _, _, key, said in shelf.told()] == [
        ("python: resources[1].url", "this key is missing"),
    ]


def test_an_override_with_a_fault_gives_the_place_back(shelf: Shelf) -> None:
    shelf.add("mine", SKILL.format("python", "Mine") + 'override = true\ncites = [{ source = "ghost", at = "x" }]\n')
    shelf.add("other", SKILL.format("chess", "Chess") + 'prerequisites = { has = "python", level = "working" }\n')
    assert shelf.told() == [("mine.toml", 6, "python: cites[1].source", "there is no source 'ghost'")]
    assert (shelf.open().milestones["python"].title, "chess" in shelf.open().milestones) == ("Python", True)


def test_an_override_that_others_do_not_fit_is_the_one_at_fault(shelf: Shelf) -> None:
    shelf.add("mine", SKILL.format("python", "Mine").replace("skill", "project") + "override = true\n")
    told = shelf.told()
    assert [one[:3] for one in told] == [("mine.toml", 5, "python: override")]
    assert told[0][3] == (
        "with it, the milestone 'sql' of the catalog no longer fits: 'python' is a project: only skills have a level, "
        "and 3 more"
    )
    assert shelf.open().milestones["python"].kind is Kind.SKILL


def test_a_circle_through_the_catalog_is_the_fault_of_what_was_added(shelf: Shelf) -> None:
    text = SKILL.format("python", "Mine") + 'override = true\nprerequisites = { has = "sql", level = "working" }\n'
    shelf.add("mine", text)
    (told,) = shelf.told()
    assert told[:3] == ("mine.toml", 6, "python: prerequisites")
    assert told[3].startswith("they run in a circle: ")
    assert shelf.open().milestones["python"].prerequisites is None


def test_what_depends_on_what_is_left_out_is_left_out_however_far(shelf: Shelf) -> None:
    text = SKILL.format("a", "A") + "bad = 1\n"
    for one, needed in (("b", "a"), ("c", "b"), ("d", "c")):
        text += SKILL.format(one, one) + f'prerequisites = {{ has = "{needed}", level = "working" }}\n'
    shelf.add("mine", text)
    assert [(key, sentence) for _, _, key, sentence in shelf.told()] == [
        ("a: bad", f"unknown key; {MAY_STAND}, override"),
        ("b: prerequisites", "it needs the milestone 'a', which was left out"),
        ("c: prerequisites", "it needs the milestone 'b', which was left out"),
        ("d: prerequisites", "it needs the milestone 'c', which was left out"),
    ]


def test_override_is_true_or_false(shelf: Shelf) -> None:
    shelf.add("mine", SKILL.format("python", "Mine") + 'override = "yes"\n')
    assert shelf.told() == [("mine.toml", 5, "python: override", "true or false, without quotes")]


def test_the_catalog_itself_overrides_nothing(shelf: Shelf) -> None:
    path = shelf.catalog / "odd.toml"
    path.write_text(SKILL.format("chess", "Chess") + "override = true\n")
    with pytest.raises(CatalogError) as refused:
        load_catalog(shelf.catalog)
    assert refused.value.faults == (
        Fault(str(path), "chess: override", f"unknown key; {MAY_STAND}", 5, "milestone chess"),
    )


def test_a_file_that_cannot_be_read_is_told_and_looked_at_anew(shelf: Shelf) -> None:
    shelf.add("mine", SOUND)
    odd = shelf.own / "odd.toml"
    odd.mkdir()
    assert [(one.place, one.sentence) for one in shelf.open().left_out] == [(str(odd), "Is a directory")]
    assert "clerk" in shelf.open().roles
    odd.rmdir()
    assert shelf.open().left_out == ()


def test_a_folder_that_cannot_be_looked_at_is_told(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add("mine", SOUND)
    stat = Path.stat

    def refused(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == shelf.own:
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, follow_symlinks=follow_symlinks)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", refused)
        assert [str(one) for one in shelf.open().left_out] == [f"{shelf.own}: Permission denied"]
    assert "clerk" in shelf.open().roles


def test_a_file_in_the_place_of_the_folder_is_told(shelf: Shelf) -> None:
    shelf.own.parent.mkdir(parents=True)
    shelf.own.write_text("")
    assert [one.sentence for one in shelf.open().left_out] == ["there is no catalog folder here"]


def test_a_link_that_leads_out_is_left_out(shelf: Shelf, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text(SOUND)
    shelf.own.mkdir(parents=True)
    os.symlink(outside, shelf.own / "in.toml")  # noqa: PTH211 - as a person does it
    assert [one.sentence for one in shelf.open().left_out] == ["a link that leads out of the catalog folder"]


def test_text_that_would_steer_a_terminal_is_told_safely(shelf: Shelf) -> None:
    shelf.add("mine", SKILL.format("chess", "Chess") + '"\\u001b[2Jx" = 1\n')
    assert [key for _, _, key, _ in shelf.told()] == ["chess: [2Jx"]


def test_a_person_can_say_that_something_of_their_own_is_gone(shelf: Shelf) -> None:
    shelf.add("mine", '[[removed]]\nid = "abacus"\nwas = "skill"\ntitle = "Abacus"\nwhy = "Nobody asks for it."\n')
    assert shelf.open().milestone_title("abacus") == "Abacus"
    shelf.add("more", '[[removed]]\nid = "sql"\nwas = "skill"\ntitle = "SQL"\nwhy = "w"\nsuccessors = ["ghost"]\n')
    assert [(key, sentence) for _, _, key, sentence in shelf.told()] == [
        ("sql: id", "the milestone 'sql' is still in the catalog"),
        ("sql: successors[1]", "there is no milestone 'ghost'"),
    ]


def test_what_was_removed_and_is_added_again_is_there(shelf: Shelf) -> None:
    gone = '[[removed]]\nid = "abacus"\nwas = "skill"\ntitle = "Abacus"\nwhy = "w"\n'
    (shelf.catalog / "removed.toml").write_text(gone)
    shelf.add("mine", SKILL.format("abacus", "My abacus"))
    found = shelf.open()
    assert (found.left_out, found.milestone_title("abacus"), found.removed) == ((), "My abacus", {})


@pytest.mark.parametrize(
    "text",
    [
        SKILL.format("abacus", "My abacus") + "bad = 1\n",
        SKILL.format("abacus", "My abacus") + 'prerequisites = { has = "ghost" }\n',
        SKILL.format("abacus", "My abacus") + "not toml\n",
    ],
    ids=["a fault of its own", "a fault of what it names", "a file that cannot be read"],
)
def test_what_is_left_out_for_now_is_not_taken_for_something_else(shelf: Shelf, text: str) -> None:
    milestones = shelf.catalog / "milestones.toml"
    milestones.write_text(milestones.read_text().replace('aliases = ["py"]\n', 'former_ids = ["old", "abacus"]\n'))
    assert shelf.open().renames.milestones == {"old": "python", "abacus": "python"}
    shelf.add("mine", text)
    found = shelf.open()
    assert found.left_out
    assert found.renames.milestones == {"old": "python"}
    assert [(one.noun, one.id) for one in found.missing] == [("milestone", "abacus")]
    assert found.missing[0].fault in found.left_out
    with pytest.raises(LeftOutId, match=r"The milestone 'abacus' is left out for now, for a fault in mine\.toml:\d"):
        found.milestone("abacus")


@pytest.mark.parametrize(
    "text",
    [
        '[[skill]]\nid = "python"\noverride = true\n',
        SKILL.format("python", "Mine") + "override = true\nbad = 1\n",
        SKILL.format("python", "Mine") + 'override = true\nprerequisites = { has = "ghost", level = "working" }\n',
        SKILL.format("python", "Mine") + "override = true\nnot toml\n",
        '[[source]]\nid = "python"\nnot toml\n',
        '[[skill.sources]]\nid = "python"\nnot toml\n',
        '[[role]]\nid = "python"\nnot toml\n',
    ],
    ids=["half a one", "a fault", "a wrong name", "no TOML", "a source of a file", "a part", "a role of a file"],
)
def test_a_fault_in_ones_own_takes_nothing_off_what_the_catalog_renames(shelf: Shelf, text: str) -> None:
    rename_python(shelf)
    shelf.add("mine", text)
    found = shelf.open()
    assert found.left_out
    assert found.renames.milestones == {"python": "python-language"}
    assert found.milestone("python").title == "Python"


def test_an_own_role_does_not_bring_a_milestone_back(shelf: Shelf) -> None:
    gone = '[[removed]]\nid = "clerk"\nwas = "skill"\ntitle = "Clerk"\nwhy = "w"\n'
    (shelf.catalog / "removed.toml").write_text(gone)
    shelf.add("mine", SOUND)
    found = shelf.open()
    assert "clerk" in found.roles
    assert found.milestone_title("clerk") == "Clerk"
    assert found.left_out == ()


def test_other_names_that_look_like_ids_are_no_former_ids(shelf: Shelf) -> None:
    shelf.add("mine", SKILL.format("py", "My own"))
    found = shelf.open()
    assert (found.left_out, found.renames.milestones) == ((), {})
    assert (found.milestone("py").title, found.milestone("PY").title) == ("My own", "Python")


# What mltrack renames goes on working in one's own files


def rename_python(shelf: Shelf) -> None:
    for path in shelf.catalog.rglob("*.toml"):
        text = path.read_text().replace('id = "python"', 'id = "python-language"')
        text = text.replace('{ has = "python"', '{ has = "python-language"')
        path.write_text(text.replace('aliases = ["py"]', 'aliases = ["py"]\nformer_ids = ["python"]'))


def test_what_names_a_former_id_goes_on_working(shelf: Shelf) -> None:
    shelf.add("mine", SOUND)
    rename_python(shelf)
    found = shelf.open()
    assert found.left_out == ()
    assert found.asked_by["python-language"] == ("analyst", "engineer", "wanderer", "clerk")


def test_ones_own_go_on_naming_ones_own_by_a_former_id(shelf: Shelf) -> None:
    shelf.add("mine", SOUND.replace('id = "spreadsheets"', 'id = "sheets"\nformer_ids = ["spreadsheets"]'))
    found = shelf.open()
    assert found.left_out == ()
    assert "sheets" in found.asked_by
    assert found.milestone("spreadsheets").id == "sheets"


def test_what_is_left_out_is_told_once_to_each_that_needs_it(shelf: Shelf) -> None:
    role = SOUND[SOUND.index("[[role.requirements]]") :]
    shelf.add("mine", SOUND.replace('id = "our-team"', 'id = "our-team"\nurl = "http://example.org"') + role)
    assert [(line, key) for _, line, key, _ in shelf.told()] == [
        (4, "our-team: url"),
        (23, "clerk: requirement 'Sums': cites[1].source"),
    ]


def test_an_override_under_a_former_id_overrides_what_has_another_one_now(shelf: Shelf) -> None:
    shelf.add("mine", SKILL.format("python", "Mine") + 'override = true\naliases = ["snake"]\n')
    assert shelf.open().milestones["python"].aliases == ("snake", "py")
    rename_python(shelf)
    found = shelf.open()
    assert found.left_out == ()
    assert "python" not in found.milestones
    assert found.milestones["python-language"].title == "Mine"
    assert found.milestones["python-language"].aliases == ("snake", "py")
    assert found.renames.milestones == {"python": "python-language"}


def test_an_id_that_something_had_is_refused(shelf: Shelf) -> None:
    rename_python(shelf)
    shelf.add("mine", SKILL.format("python", "My own"))
    sentence = (
        f"'python' is a former id of the milestone 'python-language', in {shelf.catalog / 'milestones.toml'}:2; "
        "take another id"
    )
    assert shelf.told() == [("mine.toml", 2, "python: id", sentence)]
    assert shelf.open().renames.milestones == {}, "what was told of one's own is not told of Python"
