"""`evidence`: what it attaches, says, lists and removes, and what it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mltrack.session import local_now
from tests.cli.conftest import Outcome, Run
from tests.cli.small_catalog import ENGINEER, MILESTONES, write_catalog

URL = "https://github.com/me/project"


def in_days(number: int) -> str:
    return (local_now().date() + timedelta(days=number)).isoformat()


def state(run: Run) -> Any:
    return run("state", "--json").json()


def listed(run: Run, *arguments: str) -> Any:
    result = run(*arguments, "--json")
    assert (result.status, result.err) == (0, "")
    return result.json()


def test_evidence_says_what_was_attached_and_how_much_there_is(run: Run) -> None:
    assert run("evidence", "py", URL).out.splitlines() == [
        f"Attached to Python, today: {URL}",
        "Python has 1 piece of evidence.",
    ]
    assert run("evidence", "python", "in", "the", "blue folder", "--on", in_days(-8)).out.splitlines() == [
        f"Attached to Python, {in_days(-8)}: in the blue folder",
        "Python has 2 pieces of evidence.",
    ]
    assert "Python (python) Skill, open" in run("milestone", "python").text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("file:///home/me/certificate.pdf", "A link begins with https:// or http://, as in "),
        ("www.example.org/me", "A link begins with https:// or http://, as in "),
        ("https://me:secret@example.org", "A link with a user's name or a password before its host hides where it "),
        (f"{URL} and a talk", "A link has no spaces, and no characters that cannot be seen."),
    ],
)
def test_what_only_looks_like_a_link_is_kept_as_words_and_that_is_said(run: Run, text: str, fault: str) -> None:
    said = run("evidence", "python", text).text
    assert said.startswith(f"Attached to Python, today: {text} It is kept as words, not as a link to open. {fault}")
    (piece,) = listed(run, "evidence")
    assert (piece["text"], piece["url"], piece["host"]) == (text, None, None)


def test_words_that_begin_like_no_link_are_just_attached(run: Run) -> None:
    assert "kept as words" not in run("evidence", "python", "in the blue folder").text


def test_attaching_is_one_action_that_undo_takes_back(run: Run) -> None:
    run("evidence", "python", URL)
    assert run("undo").text == f"Undone: evidence on Python: {URL}."
    assert state(run)["evidence"] == []
    assert run("redo").text == f"Redone: evidence on Python: {URL}."
    assert [one["text"] for one in state(run)["evidence"]] == [URL]


def some_evidence(run: Run) -> None:
    run("evidence", "python", "a talk", "--on", in_days(-2))
    run("evidence", "sql", "in the blue folder", "--on", in_days(-1))
    run("evidence", "python", "HTTPS://Bücher.example/漢", "--on", in_days(-9))
    run("evidence", "python", URL, "--on", in_days(-2))


def test_evidence_is_listed_newest_first_with_a_number_for_each_milestone(run: Run) -> None:
    some_evidence(run)
    assert run("evidence").out.splitlines() == [
        f"   1  {in_days(-1)}  SQL: in the blue folder",
        f"   3  {in_days(-2)}  Python: {URL}",
        f"   2  {in_days(-2)}  Python: a talk",
        f"   1  {in_days(-9)}  Python: HTTPS://Bücher.example/漢",
        "",
        "4 pieces of evidence.",
        "The numbers are those of each milestone: mltrack evidence ID --remove NO",
    ]
    assert run("evidence", "Python").out.splitlines()[:5] == [
        f"   3  {in_days(-2)}  {URL}",
        f"   2  {in_days(-2)}  a talk",
        f"   1  {in_days(-9)}  HTTPS://Bücher.example/漢",
        "",
        "3 pieces of evidence.",
    ]


def test_evidence_as_json_says_what_is_a_link_and_where_it_leads(run: Run) -> None:
    some_evidence(run)
    pieces = listed(run, "evidence")
    assert [(one["number"], one["milestone"], one["host"]) for one in pieces] == [
        (1, "sql", None),
        (3, "python", "github.com"),
        (2, "python", None),
        (1, "python", "xn--bcher-kva.example"),
    ]
    assert pieces[3] == {
        "entry": pieces[3]["entry"],
        "number": 1,
        "title": "Python",
        "milestone": "python",
        "on": in_days(-9),
        "text": "HTTPS://Bücher.example/漢",
        "url": "https://xn--bcher-kva.example/%E6%BC%A2",
        "host": "xn--bcher-kva.example",
    }
    assert listed(run, "evidence", "python") == pieces[1:]
    assert state(run)["evidence"] == pieces
    assert listed(run, "evidence", "portfolio") == []


def test_no_evidence_says_how_to_attach_some(run: Run) -> None:
    assert run("evidence").text == "There is no evidence yet. Attach some: mltrack evidence ID LINK"
    assert run("evidence", "sql").text == "There is no evidence on SQL yet. Attach some: mltrack evidence sql LINK"


def test_a_piece_is_removed_by_its_number_once(run: Run) -> None:
    some_evidence(run)
    assert run("evidence", "python", "--remove", "3").out.splitlines() == [
        f"Removed evidence 3 of Python: {URL}",
        "Python has 2 pieces of evidence.",
    ]
    again = run("evidence", "python", "--remove", "3")
    assert (again.status, again.out) == (1, "")
    assert again.err == "mltrack: Python has no evidence 3; mltrack evidence python lists what it has.\n"
    assert "The evidence after it has new numbers now." in run("evidence", "python", "--remove", "1").text
    assert run("evidence", "python", "--remove", "1").text.endswith("Python has no evidence.")
    run("undo")
    assert [one["text"] for one in listed(run, "evidence", "python")] == ["a talk"]


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("nothing", "a talk"), 1, "There is no milestone 'nothing' in the catalog"),
        (("nothing",), 1, "There is no milestone 'nothing' in the catalog"),
        (("python", ""), 1, "Say what the evidence is: a link, or a few words."),
        (("python", "x" * 501), 1, "Evidence may have 500 characters; this has 501. A note has room."),
        (("python", "a talk", "--on", "tomorrow"), 1, "lies in the future; evidence is of a day up to today"),
        (("python", "a talk", "--on", "someday"), 1, "'someday' is not a day"),
        (("--remove", "1"), 2, "--remove goes with an ID alone."),
        (("python", "a talk", "--remove", "1"), 2, "--remove goes with an ID alone."),
        (("python", "--remove", "1", "--on", "today"), 2, "--remove goes with an ID alone."),
        (("python", "--remove", "0"), 2, "0 is not in the range"),
        (("python", "--on", "today"), 2, "--on goes with a TEXT to attach."),
        (("python", "a talk", "--json"), 2, "--json goes with listing, not with a change."),
        (("python", "--remove", "1", "--json"), 2, "--json goes with listing, not with a change."),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_what_makes_no_sense_is_refused_in_one_sentence_and_writes_nothing(
    run: Run, home: Path, arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    result = run("evidence", *arguments)
    assert (result.status, result.out) == (status, "")
    assert sentence in " ".join(result.err.split())
    assert not home.exists()


def test_milestone_state_and_history_show_it(run: Run) -> None:
    some_evidence(run)
    assert listed(run, "milestone", "python")["evidence"] == listed(run, "evidence", "python")
    assert listed(run, "milestone", "portfolio")["evidence"] == []
    shown = run("milestone", "python").out.splitlines()
    assert shown[shown.index("Your evidence") :][:5] == [
        "Your evidence",
        f"   3  {in_days(-2)}  {URL}",
        f"   2  {in_days(-2)}  a talk",
        f"   1  {in_days(-9)}  HTTPS://Bücher.example/漢",
        "",
    ]
    assert "Your evidence" not in run("milestone", "portfolio").out
    assert "Evidence: Python 3 pieces, SQL 1 piece" in run("state").out.splitlines()
    assert run("history").out.splitlines()[0][18:] == f"evidence on Python: {URL}"
    (change,) = listed(run, "history")[0]["changes"]
    new = {"milestone": "python", "on": in_days(-2), "text": URL}
    assert change == {"evidence": change["evidence"], "old": None, "new": new}
    run("evidence", "sql", "--remove", "1")
    assert run("history").out.splitlines()[0][18:] == "remove the evidence on SQL: in the blue folder"


def test_evidence_on_what_left_the_catalog_is_kept_and_can_be_removed(run: Run, catalog: Path) -> None:
    run("evidence", "portfolio", URL)
    gone = MILESTONES[: MILESTONES.index("[[project]]")]
    gone += '[[project]]\nid = "thesis"\ntitle = "Thesis"\nsummary = "-"\n'
    write_catalog(catalog, milestones=gone, engineer=ENGINEER.replace("portfolio", "thesis"))
    assert f"portfolio: {URL}" in run("evidence").out
    assert "Evidence: portfolio 1 piece" in run("state").out
    assert run("evidence", "portfolio", "more").status == 1
    assert run("evidence", "portfolio", "--remove", "1").text == (
        f"Removed evidence 1 of portfolio: {URL} portfolio has no evidence."
    )
    assert state(run)["evidence"] == []


def test_words_fit_the_terminal_and_a_link_stays_whole(run: Run) -> None:
    run("evidence", "masters-computing", "a long line of what there is to be seen " * 12)
    run("evidence", "masters-computing", link := f"http://example.org/{'a-long-way/' * 12}")
    for read in (("evidence",), ("evidence", "masters-computing"), ("milestone", "masters-computing")):
        lines = run(*read).out.splitlines()
        assert max(len(line) for line in lines if link not in line) <= 80, read
        assert [line for line in lines if link in line], read


# Two machines


@pytest.fixture
def laptop(on: Callable[..., Outcome], tmp_path: Path) -> Path:
    """The progress file of a laptop that knows what the desktop knew."""
    on("desktop", "evidence", "python", "a talk")
    shutil.copytree(tmp_path / "desktop", tmp_path / "laptop")
    return tmp_path / "laptop" / "data" / "progress.json"


def test_evidence_attached_on_both_machines_is_all_kept(on: Callable[..., Outcome], laptop: Path) -> None:
    on("desktop", "evidence", "python", "in the blue folder")
    on("laptop", "evidence", "python", URL)
    text = on("desktop", "merge", str(laptop)).text
    assert f"1 change taken over: evidence on Python: {URL}." in text
    assert "Both sides" not in text
    assert on("desktop", "evidence").out.splitlines()[-2] == "3 pieces of evidence."


def test_a_piece_removed_on_one_side_and_taken_back_on_the_other_is_named(
    on: Callable[..., Outcome], laptop: Path
) -> None:
    on("laptop", "evidence", "python", "--remove", "1")
    on("desktop", "evidence", "python", "--remove", "1")
    on("desktop", "undo")
    text = on("desktop", "merge", str(laptop)).text
    assert "Both sides changed the evidence on Python: " in text
    assert "What holds is remove the evidence on Python: a talk, for the other was taken back." in text
    assert on("desktop", "evidence").text.startswith("There is no evidence yet.")


def test_an_export_takes_evidence_along(on: Callable[..., Outcome], laptop: Path, tmp_path: Path) -> None:
    on("laptop", "evidence", "sql", URL)
    on("laptop", "export", "json", "-o", str(tmp_path / "export.json"))
    on("phone", "import", "json", str(tmp_path / "export.json"))
    state = on("phone", "state", "--json").out
    assert state == on("laptop", "state", "--json").out
    assert URL in state


def test_going_back_to_a_backup_brings_evidence_back(run: Run) -> None:
    run("evidence", "python", URL)
    run("evidence", "python", "--remove", "1")
    assert f"Restored backup 1, 1 change: evidence on Python: {URL}." in run("restore", "1").text
    assert [one["text"] for one in listed(run, "evidence")] == [URL]
