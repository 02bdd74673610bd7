"""The JSON that other programs rely on: exact names, exact values."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from mltrack.cli.views import floored
from tests.cli.conftest import Run

ROLE_KEYS = ["id", "title", "level", "readiness"]
READINESS_KEYS = {
    "required_met",
    "required_total",
    "required_waived",
    "recommended_met",
    "recommended_total",
    "share",
    "percent",
    "ready",
}


def _json(run: Run, *arguments: str) -> Any:
    result = run(*arguments, "--json")
    assert (result.status, result.err) == (0, "")
    assert result.out.isascii()
    assert result.out.startswith(("{\n  ", "[\n  ", "[]", "{}"))
    return result.json()


def test_roles(run: Run) -> None:
    run("tick", "python")
    roles = _json(run, "roles")
    assert [role["id"] for role in roles] == ["analyst", "engineer", "wanderer"]
    for role in roles:
        assert list(role) == ROLE_KEYS
        assert set(role["readiness"]) == READINESS_KEYS
    assert roles[0] == {
        "id": "analyst",
        "title": "Data analyst",
        "level": "entry",
        "readiness": {
            "required_met": 1,
            "required_total": 2,
            "required_waived": 0,
            "recommended_met": 0,
            "recommended_total": 0,
            "share": 0.5,
            "percent": 50,
            "ready": False,
        },
    }
    assert roles[1]["readiness"]["share"] == pytest.approx(2 / 9)
    assert roles[2]["readiness"]["ready"] is False


def test_role_has_every_section(run: Run) -> None:
    role = _json(run, "role", "engineer")
    assert set(role) == {
        *ROLE_KEYS,
        "family",
        "yours",
        "summary",
        "aliases",
        "responsibilities",
        "applications",
        "pay",
        "outlook",
        "requirements",
        "missing",
        "leads_to",
        "remarks",
        "codes",
        "benchmarks",
        "sources",
    }
    assert role["family"] == "Engineering"
    assert role["responsibilities"] == ["Train models", "Serve them"]
    assert role["remarks"] == [{"text": "Wanted everywhere.", "source": "survey", "at": "Engineer"}]
    assert role["codes"] == [
        {"scheme": "O*NET-SOC", "code": "15-2051.00", "title": "Data Scientists", "evidenced": True}
    ]
    assert role["missing"] == [
        {"has": "python", "level": "proficient"},
        {"has": "portfolio", "level": None},
        {"has": "sql", "level": "working"},
    ]
    assert list(role["sources"]) == ["bureau", "survey"]
    assert role["sources"]["survey"] == {
        "title": "A survey of roles",
        "publisher": "The Surveyors",
        "url": "https://example.org/survey",
        "published": "2026-03",
        "accessed": None,
        "note": None,
    }
    assert _json(run, "role", "analyst")["leads_to"] == [
        {"role": "engineer", "title": "ML engineer", "source": "survey", "at": "Steps"}
    ]


def test_figures_stand_as_stated(run: Run) -> None:
    role = _json(run, "role", "engineer")
    always = {"currency": "USD", "period": "year", "source": "survey", "at": "Engineer"}
    assert role["pay"] == [
        {
            **always,
            "amount": 161_000,
            "measure": "median total pay",
            "as_of": "2026-04",
            "origin": "Glassdoor",
            "note": "Bonus included.",
            "open_ended": False,
        },
        {
            **always,
            "low": 180_000,
            "high": 400_000,
            "measure": "total, experienced",
            "as_of": None,
            "open_ended": False,
        },
        {**always, "low": 300_000, "measure": "total, famous houses", "as_of": None, "open_ended": True},
    ]
    projection = {"from_year": 2024, "to_year": 2034, "source": "bureau"}
    assert role["outlook"] == [
        {**projection, "percent": 34, "group": "data scientists", "at": "Table 2", "origin": "Bureau of Labor"}
    ]
    assert isinstance(role["outlook"][0]["percent"], int)
    everyone = {**projection, "percent": 3.1, "group": "all", "at": "Table 1"}
    assert role["benchmarks"] == [{"id": "everyone", "title": "All workers", "pay": [], "outlook": [everyone]}]


def test_requirements_keep_the_shape_of_the_catalog(run: Run) -> None:
    run("tick", "python", "masters-computing")
    run("start", "portfolio")
    programming, background, two, study = _json(run, "role", "engineer")["requirements"]
    assert programming == {
        "label": "Programming",
        "strength": "required",
        "state": "started",
        "credit": floored(Fraction(2, 3)),
        "needs": {
            "has": "python",
            "title": "Python",
            "kind": "skill",
            "level": "proficient",
            "state": "started",
            "held_level": "working",
            "implied_by": None,
        },
        "cites": [{"source": "survey", "at": "Engineer"}],
    }
    assert (background["state"], background["credit"]) == ("met", 1.0)
    assert set(background["needs"]) == {"any", "state"}
    assert background["needs"]["any"][0]["implied_by"] == "masters-computing"
    assert background["needs"]["any"][1]["state"] == "started"
    assert set(two["needs"]) == {"at_least", "of", "state"}
    assert two["needs"]["at_least"] == 2
    assert set(study["needs"]) == {"all", "state"}
    assert study["strength"] == "recommended"


def test_state(run: Run) -> None:
    run("tick", "sql", "python", "--level", "3")
    run("tick", "cluster-admin", "--on", "2020-01-31")
    run("start", "portfolio")
    run("waive", "bachelors-computing", "--reason", "they take portfolios")
    run("note", "sql", "joins\nwindows")
    run("target", "analyst", "engineer", "--by", "2030-06-30")
    assert _json(run, "state") == {
        "ticked": ["cluster-admin", "python", "sql"],
        "started": ["portfolio"],
        "waived": {"bachelors-computing": "they take portfolios"},
        "notes": {"sql": "joins\nwindows"},
        "levels": {"python": "proficient", "sql": "proficient"},
        "targets": [
            {"role": "analyst", "primary": True, "by": "2030-06-30"},
            {"role": "engineer", "primary": False, "by": "2030-06-30"},
        ],
        "log": [],
        "efforts": {},
        "due": {},
        "evidence": [],
        "departed": [],
        "counts": {
            "done": 3,
            "started": 1,
            "waived": 1,
            "notes": 1,
            "targets": 2,
            "events": 8,
            "milestones": 6,
            "roles": 3,
            "departed": 0,
        },
    }


def test_milestones(run: Run) -> None:
    run("tick", "masters-computing", "py")
    found = _json(run, "milestones", "--view", "done")
    assert [(one["id"], one["state"], one["held_level"], one["implied_by"]) for one in found] == [
        ("bachelors-computing", "met", None, "masters-computing"),
        ("masters-computing", "met", None, None),
        ("python", "met", "working", None),
    ]
    assert found[-1]["asked_by"] == ["analyst", "engineer", "wanderer"]
    assert _json(run, "milestones", "--kind", "degree", "master's") == [found[1]]


def test_milestone(run: Run) -> None:
    run("tick", "cluster-admin", "--on", "2020-02-29")
    run("note", "cluster-admin", "renew it")
    exam = _json(run, "milestone", "Cluster administrator")
    assert exam["state"] == "lapsed"
    assert exam["mark"] == {
        "status": "done",
        "level": None,
        "started_on": None,
        "done_on": "2020-02-29",
        "expires_on": "2022-02-28",
        "reason": "",
    }
    assert exam["note"] == "renew it"
    assert exam["credential"]["valid_months"] == 24
    assert list(exam["sources"]) == ["survey"]
    python = _json(run, "milestone", "python")
    assert python["effort"]["hours"] == {"low": 40.0, "high": 80.0}
    assert python["moves"] == ["analyst", "engineer"]
    assert python["unlocks"] == ["sql"]
    assert python["asked_by"][1] == {
        "role": "engineer",
        "title": "ML engineer",
        "strength": "required",
        "level": "proficient",
    }
    assert _json(run, "milestone", "sql")["prerequisites"]["state"] == "open"
    assert _json(run, "milestone", "masters-computing")["implies"] == [{"has": "bachelors-computing", "level": None}]


def test_summary(run: Run) -> None:
    run("target", "analyst")
    run("tick", "python")
    summary = _json(run, "summary", "--period", "all")
    assert set(summary) >= {
        "period",
        "start",
        "end",
        "done",
        "completed",
        "started",
        "targets",
        "streak_weeks",
        "lapsing",
        "lapsed",
    }
    assert summary["done"]["skill"] == {"done": 1, "total": 2}
    assert [one["milestone"] for one in summary["completed"]] == ["python"]
    (target,) = summary["targets"]
    assert (target["before"]["percent"], target["now"]["percent"]) == (0, 50)
    assert summary["streak_weeks"] == 1


def test_history(run: Run) -> None:
    run("tick", "python", "sql")
    run("note", "sql", "joins")
    run("undo")
    run("target", "analyst")
    newest = _json(run, "history")
    assert [(one["turn"], one["told"], len(one["changes"])) for one in newest] == [
        ("forward", "aim for Data analyst, primary", 1),
        ("undo", "undo: note on SQL", 1),
        ("forward", "note on SQL", 1),
        ("forward", "tick Python (working) and SQL (working)", 2),
    ]
    assert newest[1]["of"] == newest[2]["action"]
    assert newest[2]["changes"] == [{"note_on": "sql", "old": "", "new": "joins"}]
    assert _json(run, "history", "-n", "1") == newest[:1]


def test_short_ones(run: Run) -> None:
    ids = "python sql bachelors-computing masters-computing cluster-admin portfolio"
    assert _json(run, "ids") == ids.split()
    assert _json(run, "ids", "--kind", "project") == ["portfolio"]
    assert _json(run, "target") == []
    assert _json(run, "note", "py") == {"milestone": "python", "note": ""}
    assert set(_json(run, "paths")) == {
        "data",
        "config",
        "cache",
        "backups",
        "progress",
        "settings",
        "catalog",
        "own_catalog",
    }
