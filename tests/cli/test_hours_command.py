"""`hours`: the hours a week that plans reckon with."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_hours_are_shown_set_and_kept(run: Run) -> None:
    assert run("hours").text == "Plans reckon with 10 hours a week, the default; change it: mltrack hours 6."
    assert run("hours", "--json").json() == {"hours_per_week": 10.0, "default": True}
    assert run("hours", "7,5").text == "Plans now reckon with 7.5 hours a week."
    assert run("hours", "7.5").text == "Plans reckoned with 7.5 hours a week already; nothing to change."
    assert run("hours").text == "Plans reckon with 7.5 hours a week, as you said."
    assert run("hours", "--json").json() == {"hours_per_week": 7.5, "default": False}
    assert run("hours", "1h").text == "Plans now reckon with 1 hour a week, no longer with 7.5 hours a week."


def test_the_default_can_be_said(run: Run, home: Path) -> None:
    assert run("hours", "10").text == "Plans now reckon with 10 hours a week."
    assert "\nhours_per_week = 10\n" in (home / "config" / "config.toml").read_text()


def test_settings_that_cannot_be_used_are_told_beside_the_default(run: Run, home: Path) -> None:
    settings = home / "config" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('hours_per_week = "many"')
    shown = run("hours")
    assert shown.text == "Plans reckon with 10 hours a week, the default; change it: mltrack hours 6."
    assert "hours_per_week is not a number from 1 to 100." in shown.err
    assert run("hours", "6").status == 0
    assert (run("hours").err, run("hours").text) == ("", "Plans reckon with 6 hours a week, as you said.")


def test_a_file_with_a_fault_is_left_for_its_person_to_mend_and_named_by_the_doctor(run: Run, home: Path) -> None:
    settings = home / "config" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("hours_per_week = 6 hours\n")
    refused = run("hours", "7")
    assert refused.status == 1
    assert refused.err.startswith(
        f"mltrack: {settings} cannot be understood, so it was left as it is: Expected newline"
    )
    assert settings.read_text() == "hours_per_week = 6 hours\n"
    assert f"{settings} cannot be used, so the defaults hold" in run("doctor").text
    settings.write_text("# by hand\nhours_per_week = 6  # hours\n")
    assert run("hours", "7").text == "Plans now reckon with 7 hours a week, no longer with 6 hours a week."
    assert settings.read_text() == "# by hand\nhours_per_week = 7  # hours\n"


def test_what_an_earlier_version_kept_holds_and_is_taken_over(run: Run, home: Path) -> None:
    old = home / "config" / "settings.json"
    old.parent.mkdir(parents=True)
    old.write_text('{"hours_per_week": 6, "theme": "nord"}')
    assert run("hours").text == "Plans reckon with 6 hours a week, as you said."
    assert run("hours", "7").status == 0
    assert old.exists()
    assert 'theme = "nord"' in (home / "config" / "config.toml").read_text()
    assert run("hours").text == "Plans reckon with 7 hours a week, as you said."
