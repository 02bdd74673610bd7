"""What the writing subcommands change and say: each may be repeated, and each can be taken back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.small_catalog import ANALYST, MILESTONES, write_catalog

WRITES = [
    (("tick", "python"), "Python was done already; nothing to change."),
    (("tick", "python", "sql", "--level", "4"), "Python, SQL were done already; nothing to change."),
    (("tick", "masters-computing", "--on", "2026-01-02"), "Master's in computing was done already; nothing to change."),
    (("untick", "portfolio"), "Portfolio was open already; nothing to change."),
    (("start", "sql"), "SQL was started already; nothing to change."),
    (("waive", "sql", "--reason", "no"), "SQL was waived for this reason already; nothing to change."),
    (("note", "sql", "joins"), "The note on SQL says this already; nothing to change."),
    (("note", "sql", ""), "The note on SQL is empty already; nothing to change."),
    (("evidence", "sql", "a", "link"), "This is evidence on SQL already; nothing to change."),
    (("effort", "sql", "30-50h"), "SQL was expected to take 30-50 h already; nothing to change."),
    (("effort", "sql", "--remove"), "There was no figure of your own for SQL; nothing to change."),
    (("due", "sql", "2099-12-01"), "SQL was due on 2099-12-01 already; nothing to change."),
    (("due", "sql", "--remove"), "SQL was without a due day already; nothing to change."),
    (("hours", "6"), "Plans reckoned with 6 hours a week already; nothing to change."),
    (("target", "analyst"), "Data analyst was a target already; nothing to change."),
    (("target", "engineer", "--by", "2030-01-31", "--primary"), "ML engineer was a target already; nothing to change."),
    (("target", "engineer", "--remove"), "ML engineer was no target; nothing to change."),
]


HINT = " 1 role asks for proficient: mltrack tick python --level 3"


def _state(run: Run) -> Any:
    return run("state", "--json").json()


@pytest.mark.parametrize(("arguments", "sentence"), WRITES, ids=lambda value: " ".join(value[:2]))
def test_repeating_changes_nothing(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    assert run(*arguments).status == 0
    first = _state(run)
    again = run(*arguments)
    assert (again.status, again.err) == (0, "")
    assert again.text.removesuffix(HINT) == sentence
    assert _state(run) == first


def test_tick_says_what_it_moved_and_which_level_is_asked(run: Run) -> None:
    assert run("tick", "py").out.splitlines() == [
        "Done: Python (working), today. 2 roles moved: Data analyst 0% -> 50% and ML",
        "engineer 0% -> 22%.",
        "1 role asks for proficient: mltrack tick python --level 3",
    ]
    assert run("tick", "python", "--level", "proficient").text == (
        "Raised: Python from working to proficient, today. 1 role moved: ML engineer 22% -> 33%."
    )


def test_a_skill_that_is_done_already_says_which_higher_level_is_asked_too(run: Run) -> None:
    run("tick", "python", "--level", "familiar")
    assert run("tick", "python").out.splitlines() == [
        "Python was done already; nothing to change.",
        "1 role asks for working, 1 for proficient: mltrack tick python --level 2",
    ]
    assert run("tick", "sql", "python").text.endswith(
        "Done already: Python. 1 role asks for working, 1 for proficient: mltrack tick python --level 2"
    )
    run("tick", "python", "--level", "4")
    assert "--level" not in run("tick", "python").text


def test_a_raised_level_says_from_what_to_what_and_since_when_it_is_done(run: Run) -> None:
    run("tick", "python", "--on", "2026-01-02")
    assert run("tick", "python", "--level", "3").text == (
        "Raised: Python from working to proficient, today (done since 2026-01-02)."
        " 1 role moved: ML engineer 22% -> 33%."
    )
    assert run("tick", "python", "--level", "1").text.startswith(
        "Lowered: Python from proficient to familiar, today (done since 2026-01-02). 2 roles moved:"
    )
    assert run("tick", "portfolio", "python", "--level", "familiar", "--on", "2026-01-03").status == 1
    assert run("tick", "sql", "python", "--level", "2").text.startswith(
        "Done: SQL (working), today. Raised: Python from familiar to working, today (done since 2026-01-02)."
    )
    assert run("tick", "python", "--level", "3", "--on", "2026-01-03").text.startswith(
        "Done: Python (proficient), 2026-01-03."
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "python", "1h"),
        ("evidence", "python", "https://example.org/me"),
        ("due", "python", "2099-12-01"),
        ("effort", "python", "30-50h"),
        ("note", "python", "text"),
        ("start", "python"),
        ("target", "analyst"),
    ],
    ids=" ".join,
)
def test_taking_back_what_moves_no_role_says_nothing_of_roles(run: Run, arguments: tuple[str, ...]) -> None:
    run(*arguments)
    for verb in ("undo", "redo"):
        assert "moved" not in run(verb).text


def test_taking_back_what_may_move_roles_says_which_it_moved(run: Run) -> None:
    run("tick", "python")
    assert "2 roles moved:" in run("undo").text
    assert "2 roles moved:" in run("redo").text
    run("waive", "portfolio", "--reason", "no")
    assert run("undo").text.endswith("No role moved.")


def test_targets_are_named_first(run: Run) -> None:
    run("target", "engineer")
    assert "2 roles moved: ML engineer 0% -> 22% and Data analyst 0% -> 50%." in run("tick", "python").text


def test_tick_of_several_is_one_action(run: Run) -> None:
    run("tick", "python", "--on", "2026-01-02")
    result = run("tick", "python", "sql", "portfolio", "sql")
    assert result.text.startswith("Done: SQL (working), Portfolio, today. 2 roles moved:")
    assert "Done already: Python." in result.text
    assert run("undo").text.startswith("Undone: tick SQL (working) and Portfolio. 2 roles moved:")
    assert _state(run)["ticked"] == ["python"]


@pytest.mark.parametrize(
    ("typed", "level"),
    [("1", "familiar"), ("2", "working"), ("3", "proficient"), ("4", "expert"), ("Expert", "expert")],
)
def test_levels_by_number_or_name(run: Run, typed: str, level: str) -> None:
    assert run("tick", "python", "--level", typed).status == 0
    assert _state(run)["levels"] == {"python": level}


def test_tick_on_another_day(run: Run) -> None:
    assert run("tick", "portfolio", "--on", "2026-01-02").text.startswith("Done: Portfolio, 2026-01-02.")
    assert "done on 2026-01-02" in run("milestone", "portfolio").out
    assert run("tick", "sql", "--on", "today").text.startswith("Done: SQL (working), today.")


def test_untick(run: Run) -> None:
    run("tick", "python", "sql")
    assert run("untick", "sql", "portfolio").text == (
        "Open again: SQL. 2 roles moved: Data analyst 100% -> 50% and ML engineer 38% -> 22%. Open already: Portfolio."
    )
    assert _state(run)["ticked"] == ["python"]


def test_start_and_waive(run: Run) -> None:
    assert run("start", "sql").text == "Started: SQL, today."
    assert run("waive", "sql", "--reason", " they use no database ").text == (
        "Waived: SQL (they use no database). 1 role lacks one thing less."
    )
    assert _state(run)["waived"] == {"sql": "they use no database"}


def test_notes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("note", "sql", "joins").text == "Note on SQL saved (5 characters)."
    assert run("note", "sql").out == "joins\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"first line\r\n\xff second\n")))
    assert run("note", "sql", "-").status == 0
    assert run("note", "sql").out == "first line\n\N{REPLACEMENT CHARACTER} second\n"
    assert run("note", "sql", "").text == "Note on SQL removed."
    assert run("note", "sql").text == "There is no note on SQL."


@pytest.mark.parametrize("typed", [b"", b"\0\0", b" \n"])
def test_an_input_without_text_keeps_the_note(run: Run, monkeypatch: pytest.MonkeyPatch, typed: bytes) -> None:
    run("note", "sql", "joins")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
    assert run("note", "sql", "-").status == 1
    assert run("note", "sql").out == "joins\n"


def test_a_closed_stdin_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    result = run("note", "sql", "-")
    assert (result.status, result.err) == (1, "mltrack: There is no input to read the note from.\n")


def test_targets(run: Run) -> None:
    assert run("target", "analyst", "ML engineer").out.splitlines() == [
        "Target: Data analyst, primary. Now 0%, required 0 of 2.",
        "Target: ML engineer. Now 0%, required 0 of 3.",
    ]
    assert run("target", "wanderer").text == "Target: Wanderer. Nothing stated as required."
    assert run("target", "engineer", "--primary", "--by", "2030-01-31").text == (
        "Target: ML engineer, by 2030-01-31, primary. Now 0%, required 0 of 3."
    )
    assert run("target").out.splitlines()[0] == "◎ ML engineer, 0%, required 0 of 3, by 2030-01-31, primary"
    assert run("target", "engineer", "wanderer", "--remove").out.splitlines() == [
        "No longer a target: ML engineer.",
        "No longer a target: Wanderer.",
    ]
    assert _state(run)["targets"] == [{"role": "analyst", "primary": True, "by": None}]


def test_removing_an_unknown_target_removes_none(run: Run) -> None:
    run("target", "analyst")
    assert run("target", "analyst", "nobody", "--remove").status == 1
    assert len(_state(run)["targets"]) == 1


@pytest.mark.parametrize("arguments", [case[0] for case in WRITES if case[0][0] != "untick"], ids=" ".join)
def test_undo_restores_exactly_and_redo_repeats(run: Run, arguments: tuple[str, ...]) -> None:
    run("tick", "python", "--level", "1", "--on", "2026-03-04")
    run("waive", "portfolio", "--reason", "no time")
    run("note", "sql", "select")
    run("effort", "sql", "20h")
    run("due", "sql", "2099-01-01")
    run("log", "sql", "45m")
    run("evidence", "sql", "in the blue folder")
    run("target", "engineer", "--by", "2029-12-31")
    before = _everything(run)
    events = _state(run)["counts"]["events"]
    run(*arguments)
    if _state(run)["counts"]["events"] == events:
        return  # it was so already, and there is nothing of this action to undo
    after = _everything(run)
    undone = run("undo")
    assert undone.out.startswith("Undone: ")
    assert _everything(run) == before
    redone = run("redo")
    assert redone.out.startswith("Redone: ")
    assert _everything(run) == after


def _everything(run: Run) -> Any:
    state = _state(run)
    del state["counts"]["events"]
    reads = [("roles",), ("role", "engineer"), ("milestones",), ("milestone", "python"), ("milestone", "portfolio")]
    return [state, *(run(*read, "--json").json() for read in reads)]


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_nothing_to_undo(run: Run, home: Path, verb: str) -> None:
    result = run(verb)
    assert (result.status, result.out, result.err) == (1, "", f"mltrack: There is nothing to {verb}.\n")
    assert not home.exists()


def test_what_left_the_catalog_is_kept_and_can_be_named(run: Run, catalog: Path) -> None:
    run("tick", "python", "portfolio")
    run("note", "portfolio", "three repositories")
    run("target", "engineer", "wanderer")
    kept = (
        MILESTONES[: MILESTONES.index("[[project]]")] + '[[project]]\nid = "thesis"\ntitle = "Thesis"\nsummary = "-"\n'
    )
    alone = ANALYST.replace('leads_to = [{ role = "engineer", source = "survey", at = "Steps" }]', "")
    write_catalog(catalog, milestones=kept, analyst=alone, engineer="")
    assert _state(run)["departed"] == ["portfolio"]
    assert _state(run)["ticked"] == ["portfolio", "python"]
    assert "No longer in the catalog, and kept: portfolio" in run("state").text
    assert "engineer, no longer in the catalog, primary" in run("target").text
    assert run("note", "portfolio").out == "three repositories\n"
    assert run("summary").status == run("history").status == 0
    assert run("target", "engineer", "--remove").text == "No longer a target: engineer."
    assert run("untick", "portfolio").text == "Open again: portfolio. No role moved."
