"""Taskwarrior's JSON, and, where `task` is installed, that importing it twice changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given

from mltrack.core.history import DueChange, MarkChange
from mltrack.core.requirements import Has
from mltrack.core.text import plain
from mltrack.exchange.taskwarrior import short_forms, written
from mltrack.exchange.writing import Export
from tests.core.worlds import FAMILIAR, PROFICIENT, WORKING, World, catalog, done, role, skill, worlds
from tests.exchange.exports import HOSTILE, LIFE, SOON, export_of, harm, nothing

Tasks: TypeAlias = Sequence[dict[str, Any]]


def read(export: Export) -> Tasks:
    tasks: Tasks = json.loads(written(export))
    return tasks


def test_tasks_say_what_is_to_do_and_what_is_done() -> None:
    portfolio, python, sql, cka = read(export_of())
    assert (portfolio["status"], portfolio["project"]) == ("pending", "mltrack.engineer")
    assert portfolio["tags"] == ["project", "started"]
    due = datetime.combine(SOON, time(23, 59)).astimezone(UTC)
    assert portfolio["due"] == f"{due:%Y%m%dT%H%M%SZ}"
    assert python["description"] == "Python (proficient)"
    assert [one["description"] for one in python["annotations"]] == [
        "first line second line",
        "words on paper",
        "https://example.org/python?a=1,2;3",
    ]
    assert len({one["entry"] for one in python["annotations"]}) == 3
    noon = datetime(2025, 2, 28, 12).astimezone(UTC)
    assert (cka["status"], cka["end"], cka["entry"]) == ("completed", f"{noon:%Y%m%dT%H%M%SZ}", cka["end"])
    assert "entry" not in sql  # nothing was told of it: Taskwarrior says when it came


@pytest.mark.parametrize(
    ("roles", "shorts"),
    [
        ([], []),
        (["analyst", "data-scientist", "senior-machine-learning-engineer"], ["analyst", "ds", "smle"]),
        (["data-scientist", "decision-scientist", "me"], ["data-scientist", "decision-scientist", "me"]),
        (["-", "a--b"], ["-", "ab"]),
    ],
)
def test_roles_have_short_forms_that_differ(roles: list[str], shorts: list[str]) -> None:
    assert [*short_forms(roles).items()] == [*zip(roles, shorts, strict=True)]


def test_prerequisites_that_are_to_do_are_depended_on() -> None:
    python, sql = read(export_of([], role="analyst"))
    assert (python["description"], sql["description"]) == ("Python (working)", "Sql (working)")
    assert sql["depends"] == [python["uuid"]]
    assert "depends" not in python
    due_alone = read(export_of([DueChange("sql", None, SOON), DueChange("python", None, SOON)]))
    assert sorted(len(one.get("depends", ())) for one in due_alone) == [0, 1]


def test_names_are_those_of_the_milestones_whatever_is_told() -> None:
    names = [{one["description"].split()[0]: one["uuid"] for one in read(export_of(told))} for told in (LIFE, LIFE[:2])]
    assert names[0].items() >= names[1].items() != set()


def test_levels_that_wait_for_each_other_are_no_circle() -> None:
    house = catalog(
        [skill("a"), skill("b", prerequisites=Has("a", FAMILIAR)), skill("c", prerequisites=Has("b", WORKING))],
        [role("r", Has("a", PROFICIENT), Has("b", PROFICIENT), Has("c", WORKING))],
    )
    _assert_no_circle(read(export_of([], house, role="r")))


@given(worlds())
def test_nothing_ever_depends_on_itself(world: World) -> None:
    changes = [MarkChange(one, None, mark) for one, mark in world.progress.marks.items()]
    for role_id in list(world.catalog.roles)[:2]:
        _assert_no_circle(read(export_of(changes, world.catalog, role_id)))


def _assert_no_circle(tasks: Tasks) -> None:
    names = {one["uuid"]: one.get("depends", []) for one in tasks}
    assert len(names) == len(tasks)
    assert all(set(needs) <= names.keys() for needs in names.values())
    TopologicalSorter(names).prepare()


def test_text_that_means_harm_is_one_line_of_text() -> None:
    tasks = read(harm())
    said = [said["description"] for one in tasks for said in (one, *one.get("annotations", ()))]
    assert all(plain(text) == text == " ".join(text.split()) for text in said)
    assert not any("&open;" in text for text in said)
    assert any("=cmd|' /C calc'!A0" in text for text in said)


def test_nothing_is_an_empty_list() -> None:
    assert written(nothing()) == "[]\n"


@pytest.fixture
def task(tmp_path: Path) -> Callable[..., str]:
    """Run the real `task` on data of its own."""
    if shutil.which("task") is None:
        pytest.skip("Taskwarrior is not installed")
    settings = tmp_path / "taskrc"
    settings.write_text(f"data.location={tmp_path / 'tasks'}\nconfirmation=no\nverbose=nothing\n", "utf-8")
    own = {**os.environ, "TASKRC": str(settings), "TASKDATA": str(tmp_path / "tasks"), "HOME": str(tmp_path)}

    def _task(*arguments: str, given: str = "") -> str:
        return subprocess.run(
            ["task", *arguments], env=own, input=given, text=True, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    return _task


LONG_AGO = [*LIFE, MarkChange("bachelors", None, done(on=date(1965, 6, 30)))]


@pytest.mark.parametrize("export", [export_of(), export_of(LONG_AGO), harm()], ids=["life", "long ago", "harm"])
def test_importing_twice_changes_nothing(task: Callable[..., str], export: Export) -> None:
    def held() -> Tasks:
        tasks: Tasks = json.loads(task("rc.json.array=on", "export"))
        # What is urgent changes with the clock, and is nothing that is kept.
        return [{key: value for key, value in one.items() if key != "urgency"} for one in tasks]

    text = written(export)
    assert task("import", "-", given=text).count(" add ") == len(read(export))
    first = held()
    assert {one["uuid"]: one["description"] for one in first} == {
        one["uuid"]: one["description"] for one in read(export)
    }
    again = task("import", "-", given=text)
    assert (again.count(" skip "), " add " in again, " mod " in again) == (len(first), False, False)
    assert held() == first


def test_what_is_done_since_is_done_there_too(task: Callable[..., str]) -> None:
    task("import", "-", given=written(export_of()))
    later = [*LIFE, MarkChange("sql", None, done(WORKING))]
    task("import", "-", given=written(export_of(later)))
    (sql,) = json.loads(task("rc.json.array=on", "description:Sql (working)", "export"))
    assert sql["status"] == "completed"


def test_hostile_texts_are_many() -> None:
    assert len(read(harm())) >= len(HOSTILE)
