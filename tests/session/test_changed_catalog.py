"""The catalog changes under a filled store: nothing is lost, another id is the same thing, and the change is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mltrack.core.catalog_diff import CatalogDiff, What, Whose
from mltrack.core.catalog_words import diff_words, sorted_words
from mltrack.core.departed import lost_aims_words
from mltrack.core.entries import Span
from mltrack.core.history import OwnEffort, Target
from mltrack.core.requirements import Level
from mltrack.errors import LeftOutId
from mltrack.session import Session, open_session, places_below
from mltrack.store.progress_db import ProgressStore
from mltrack.upkeep import Upkeep
from tests.cli.small_catalog import write_catalog
from tests.session.changed_catalog import write_changed
from tests.session.keepers import Clock

Change = Callable[[], Session]
DUE = date(2027, 6, 1)


@pytest.fixture
def before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Everything there is to tell has been told of what is going to be renamed, split and removed."""
    monkeypatch.setenv("MLTRACK_CATALOG", str(write_catalog(tmp_path / "before")))
    session = open_session(places_below(tmp_path / "home"), Clock())
    session.target(["analyst", "engineer"])
    for milestone in ("python", "portfolio", "cluster-admin"):
        session.due(milestone, DUE)
    session.tick(["python"], level=Level.PROFICIENT)
    session.tick(["cluster-admin", "portfolio", "sql"])
    for milestone in ("python", "portfolio", "cluster-admin"):
        session.note(milestone, f"on {milestone}")
        session.log(milestone, 30, text="read")
        session.attach(milestone, "blue folder")
        session.expect(milestone, OwnEffort(Span(1, 2)))
    assert Upkeep(session).catalog_news() is None
    return session


@pytest.fixture
def change(before: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Change:
    """Change the catalog, and open a session on it."""
    assert before.places is not None
    places = before.places

    def _change() -> Session:
        monkeypatch.setenv("MLTRACK_CATALOG", str(write_changed(tmp_path / "after")))
        return open_session(places, Clock())

    return _change


def raw(session: Session) -> bytes:
    assert session.places is not None
    return session.places.progress.read_bytes()


def news(session: Session) -> CatalogDiff:
    found = Upkeep(session).catalog_news()
    assert found is not None
    return found


# Nothing is lost


def test_what_was_told_under_a_former_id_is_told_of_the_new_one(before: Session, change: Change) -> None:
    was, now = before.snapshot.progress, change().snapshot.progress
    new = "python-language"
    assert now.marks[new] == was.marks["python"]
    assert now.notes[new] == "on python"
    assert now.efforts[new] == was.efforts["python"]
    assert now.due[new] == DUE
    assert [entry.minutes for entry in now.time_on[new]] == [30]
    assert [piece.text for piece in now.evidence_on[new]] == ["blue folder"]
    assert now.targets == {"data-analyst": Target(primary=True), "engineer": Target(primary=False)}
    assert "python" not in now.marks


def test_what_was_split_or_removed_is_kept_and_listed_with_what_became_of_it(change: Change) -> None:
    snapshot = change().snapshot
    assert snapshot.departed == ("cluster-admin", "portfolio")
    assert [snapshot.catalog.milestone_title(one) for one in snapshot.departed] == [
        "Cluster administrator",
        "Portfolio",
    ]
    for one in snapshot.departed:
        assert snapshot.progress.notes[one] == f"on {one}"
        assert len(snapshot.progress.time_on[one]) == len(snapshot.progress.evidence_on[one]) == 1
    assert {"notebook-portfolio", "deployed-project"}.isdisjoint(snapshot.progress.marks)


def test_opening_on_another_catalog_writes_nothing(before: Session, change: Change) -> None:
    file = raw(before)
    session = change()
    session.reload()
    news(session)
    assert raw(session) == file


def test_readiness_counts_what_was_renamed(before: Session, change: Change) -> None:
    assert before.snapshot.readiness["analyst"].ready
    assert change().snapshot.readiness["data-analyst"].ready


def test_it_goes_on_under_the_new_id_and_back_with_the_catalog(
    change: Change, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = change()
    session.note("python-language", "more")
    session.untick(["python"])
    assert "python-language" not in session.snapshot.progress.marks
    session.undo()
    assert session.snapshot.progress.marks["python-language"].level is Level.PROFICIENT
    monkeypatch.setenv("MLTRACK_CATALOG", str(tmp_path / "before"))
    again = open_session(session.places, Clock()).snapshot
    assert again.progress.marks["python"].level is Level.PROFICIENT
    assert again.departed == ("python-language",)


def test_an_export_a_backup_and_a_merge_hold_all_of_it(change: Change, tmp_path: Path) -> None:
    session = change()
    session.note("python-language", "more")
    upkeep = Upkeep(session)
    told = session.snapshot.progress
    exported = upkeep.export()
    assert len(json.loads(exported)["events"]) == len(told.history)
    copy = upkeep.export_in(exported.encode(), "export")
    assert upkeep.merging([copy]).added == ()
    other = open_session(places_below(tmp_path / "other"), Clock())
    assert Upkeep(other).merge([copy]).progress.holds_same(told)
    session.untick(["python-language"])
    number = upkeep.backups()[0].number
    assert upkeep.restore(upkeep.goal(f"#{number - 1}")).progress.holds_same(told)


def test_a_copy_from_before_the_change_merges_into_one_from_after_it(before: Session, change: Change) -> None:
    copy = Upkeep(before).export_in(Upkeep(before).export().encode(), "before")
    session = change()
    session.untick(["python-language"])
    assert Upkeep(session).merging([copy]).added == ()
    assert "python-language" not in Upkeep(session).merging([copy]).progress.marks


def test_the_history_of_the_file_is_as_it_was_written(before: Session, change: Change) -> None:
    session = change()
    session.note("python-language", "more")
    assert session.places is not None
    kept = ProgressStore(session.places).load()
    assert kept.history[: len(before.snapshot.progress.history)] == before.snapshot.progress.history
    assert (kept.notes["python"], kept.notes["python-language"]) == ("more", "more")  # for who has the former id


# The change is told, once


def test_the_news_in_one_sentence(change: Change) -> None:
    assert diff_words(news(change())) == (
        "1 new requirement for your targets, 3 changed requirements, "
        "3 renamed, 2 new milestones, 1 other change, 2 of yours no longer in it, and kept."
    )


def test_every_difference_is_listed_those_first_that_concern_the_person(change: Change) -> None:
    told = {heading: list(words) for heading, words in sorted_words(news(change()))}
    assert told == {
        "For what you aim for": [
            "Data analyst has another id: data-analyst, no longer analyst",
            "ML engineer: Background is now Bachelor's in computing or Portfolio of notebooks, "
            "no longer Bachelor's in computing or Portfolio",
            "ML engineer: Two of these is now 2 of Databases with SQL (working), Master's in computing, Portfolio of "
            "notebooks, no longer 2 of Databases with SQL (working), Cluster administrator, Portfolio",
            "ML engineer: Study is now Master's in computing and Portfolio of notebooks, "
            "no longer Master's in computing and Portfolio",
            "ML engineer: new, required: Serving, met by Project in use",
        ],
        "Of what you have told": [
            "Python has another id: python-language, no longer python",
            "SQL is called Databases with SQL now",
            "Cluster administrator is no longer in the catalog. Its issuer has closed. What you told of it is kept.",
            "Portfolio is no longer in the catalog. It was split: what is shown and how it runs are two things. "
            "In its place: Portfolio of notebooks and Project in use. What you told of it is kept.",
        ],
        "Everything else": [
            "Wanderer: 1 former requirement",
            "2 new milestones: Portfolio of notebooks and Project in use",
        ],
    }


def test_what_was_told_once_is_not_told_again_and_can_be_looked_up(change: Change) -> None:
    session = change()
    first = news(session)
    assert Upkeep(session).catalog_news() is None
    again = Upkeep(session).catalog_change()
    assert again is not None
    assert again.differences == first.differences


def test_renamed_things_are_no_changed_requirements(change: Change) -> None:
    diff = news(change())
    renamed = [(one.name.id, one.former, one.before) for one in diff.differences if one.what is What.RENAMED]
    assert renamed == [
        ("data-analyst", "analyst", ""),
        ("python-language", "python", ""),
        ("sql", "", "SQL"),
    ]
    assert not [one for one in diff.differences if one.name.id == "data-analyst" and one.asked]


def test_another_wording_of_the_files_is_no_news(before: Session, tmp_path: Path) -> None:
    path = tmp_path / "before" / "sources.toml"
    path.write_text(f"# A comment.\n{path.read_text()}")
    session = open_session(before.places, Clock())
    assert session.catalog_is_new
    assert Upkeep(session).catalog_news() is None
    assert not session.catalog_is_new


def test_a_file_of_seen_catalogs_that_cannot_be_used_loses_the_notice_only(before: Session, change: Change) -> None:
    assert before.places is not None
    for garbage in (b"", b"{", b'{"last": 1}', b'{"last": {"roles": [1], "milestones": []}, "before": null}'):
        (before.places.cache / "seen-catalog.json").write_bytes(garbage)
        session = change()
        assert session.catalog_is_new
        assert Upkeep(session).catalog_news() is None
        assert not session.catalog_is_new


def test_whose_a_difference_is(change: Change) -> None:
    diff = news(change())
    assert {one.whose for one in diff.differences if one.name.id in {"engineer", "data-analyst"}} == {Whose.TARGET}
    assert {one.whose for one in diff.differences if one.name.id in {"sql", "portfolio"}} == {Whose.TOLD}
    assert {one.whose for one in diff.differences if one.name.id == "deployed-project"} == {Whose.OTHERS}


def test_a_day_of_the_past_is_read_under_the_ids_of_today(change: Change) -> None:
    session = change()
    session.untick(["python-language"])
    goal = Upkeep(session).goal(f"{session.snapshot.today}")
    assert goal.progress.holds_same(session.snapshot.progress)
    assert "python" not in goal.progress.notes


def test_the_last_change_is_kept_when_only_the_wording_of_the_files_changes_after_it(
    change: Change, tmp_path: Path
) -> None:
    first = news(change())
    path = tmp_path / "after" / "sources.toml"
    path.write_text(f"# A comment.\n{path.read_text()}")
    session = open_session(change().places, Clock())
    path.write_text(f"# Another one.\n{path.read_text()}")
    session = open_session(session.places, Clock())
    assert Upkeep(session).catalog_news() is None
    again = Upkeep(session).catalog_change()
    assert again is not None
    assert again.differences == first.differences


def test_progress_under_former_ids_grows_with_what_is_added_to_it(change: Change) -> None:
    session, other = change(), change()
    session.note("python-language", "more")
    other.note("sql", "of the other one")
    session.reload()
    session.undo()
    session.redo()
    assert session.places is not None
    kept = ProgressStore(session.places).load().under(session.catalog.renames)
    assert session.snapshot.progress.holds_same(kept)
    assert session.snapshot.progress.told == kept.told
    assert session.snapshot.progress.history == kept.history


# A fault in one's own files

OWN_ROLE = """
[[role]]
id = "clerk"
title = "Clerk"
level = "entry"
family = "Mine"
summary = "Keeps the books."

[[role.requirements]]
label = "Books"
strength = "required"
needs = { has = "abacus", level = "working" }
cites = [{ source = "survey", at = "Clerk" }]

[[skill]]
id = "abacus"
title = "Abacus"
summary = "Beads."
"""


@pytest.fixture
def own(before: Session) -> Path:
    """A role and a skill of one's own, aimed for and ticked; the last change that was told is that they are there."""
    assert before.places is not None
    path = before.places.catalog / "clerk.toml"
    path.parent.mkdir(parents=True)
    path.write_text(OWN_ROLE)
    session = open_session(before.places, Clock())
    session.untarget("analyst", "engineer")
    session.target(["clerk"])
    session.tick(["abacus"])
    assert news(session).count(What.NEW) == 2
    return path


SLIPS = {
    "in what it names": ('has = "abacus"', 'has = "abakus"'),
    "in a key": ('family = "Mine"', 'famliy = "Mine"'),
    "in the file": ("[[role.requirements]]", "[role.requirements"),
}


@pytest.mark.parametrize(("right", "wrong"), SLIPS.values(), ids=SLIPS)
def test_a_slip_in_ones_own_file_is_no_change_of_the_catalog(
    before: Session, own: Path, right: str, wrong: str
) -> None:
    own.write_text(OWN_ROLE.replace(right, wrong))
    session = open_session(before.places, Clock())
    assert "clerk" not in session.catalog.roles
    assert session.catalog_is_new
    assert Upkeep(session).catalog_news() is None
    assert not session.catalog_is_new
    last = Upkeep(session).catalog_change()
    assert last is not None
    assert last.count(What.NEW) == 2
    with pytest.raises(LeftOutId) as refused:
        session.target(["clerk"])
    assert str(refused.value).startswith("The role 'clerk' is left out for now, for a fault in clerk.toml:")
    assert lost_aims_words(session.snapshot).startswith(
        "The role that you aim for, clerk, is left out for now, for a fault in clerk.toml:"
    )
    own.write_text(OWN_ROLE)
    session = open_session(before.places, Clock())
    assert Upkeep(session).catalog_news() is None
    assert session.snapshot.readiness["clerk"].ready


def test_once_it_is_taken_out_it_is_gone(before: Session, own: Path) -> None:
    own.write_text(OWN_ROLE.replace('has = "abacus"', 'has = "abakus"'))
    assert Upkeep(open_session(before.places, Clock())).catalog_news() is None
    own.unlink()
    session = open_session(before.places, Clock())
    assert [one.what for one in news(session).differences] == [What.GONE, What.GONE]
    assert lost_aims_words(session.snapshot) == "The role that you aim for, clerk, is no longer in the catalog."


def test_aims_that_are_not_there_for_different_reasons(before: Session, own: Path) -> None:
    session = open_session(before.places, Clock())
    own.with_name("b.toml").write_text(OWN_ROLE.partition("[[skill]]")[0].replace('"clerk"', '"scribe"'))
    session = open_session(before.places, Clock())
    session.target(["scribe"])
    own.write_text(OWN_ROLE.replace('family = "Mine"', 'famliy = "Mine"'))
    own.with_name("b.toml").unlink()
    assert lost_aims_words(open_session(before.places, Clock()).snapshot) == (
        "The roles that you aim for are no longer in the catalog: scribe; left out for now: clerk. "
        "What you told of it is kept. mltrack catalog check lists all faults."
    )
