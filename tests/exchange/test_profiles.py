"""The ten profiles are sound: each claim has its answer in the key, and each answer names what the catalog has."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.history import Status
from mltrack.core.requirements import Level
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder
from tests.exchange.profiles import Expected, Profile, profiles, zipped

NAMES = {
    *("student", "career-changer", "phd", "data-analyst", "java-developer"),
    *("nurse", "bootcamp-graduate", "physicist", "statistician", "senior-engineer"),
}
COLUMNS = {
    "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number",
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities",
    "Skills.csv": "Name",
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On",
    "Courses.csv": "Name,Number",
    "Learning.csv": (
        "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),"
        "Content Completed At (if completed),Content Saved,Notes taken on videos (if taken),"
    ),
}
CLAIMED = {
    "Certifications.csv": ("certification", "Name"),
    "Education.csv": ("degree", "Degree Name"),
    "Skills.csv": ("skill", "Name"),
    "Positions.csv": ("experience", "Title"),
    "Courses.csv": ("course", "Name"),
    "Learning.csv": ("course", "Content Title"),
}
DATE = re.compile(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?")
LINKEDIN_DATE = re.compile(r"((Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) )?[12]\d{3}")

each = pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)


@cache
def _catalog() -> Catalog:
    return load_catalog(bundled_folder())


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file of the export; none where it holds a sentence instead."""
    text = path.read_text("utf-8-sig")
    header = text.splitlines()[0]
    if header != COLUMNS[path.name]:
        assert text.count("\n") == 1, path
        assert text.endswith(".\n"), path
        return []
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in rows), path
    return rows


def _linkedin_claims(profile: Profile) -> Iterator[tuple[str, str]]:
    for name, (kind, column) in CLAIMED.items():
        path = profile.linkedin / name
        for row in _rows(path) if path.exists() else []:
            yield kind, row[column] or row["School Name"]
            dates = [row[at] for at in ("Started On", "Finished On", "Start Date", "End Date") if row.get(at)]
            assert all(LINKEDIN_DATE.fullmatch(one) for one in dates), row


def _resume_claims(profile: Profile) -> Iterator[tuple[str, str]]:
    resume = json.loads(profile.resume.read_text("utf-8"))
    for one in resume["certificates"]:
        yield "certification", one["name"]
    for one in resume["education"]:
        yield "degree", ", ".join(one[part] for part in ("studyType", "area") if part in one)
        for course in one.get("courses", ()):
            yield "course", course
    for one in resume["skills"]:
        for name in (one["name"], *one.get("keywords", ())):
            yield "skill", name
    for one in resume["work"]:
        yield "experience", one["position"]
    for one in resume["projects"]:
        yield "project", one["name"]
    for section in ("certificates", "education", "work", "projects"):
        for one in resume[section]:
            dates = [one[at] for at in ("date", "startDate", "endDate") if at in one]
            assert all(DATE.fullmatch(told) for told in dates), one


def _answers(profile: Profile) -> tuple[Expected, ...]:
    return profile.key.linkedin + profile.key.resume


def test_there_are_ten_people() -> None:
    assert {profile.name for profile in profiles()} == NAMES


@each
def test_each_claim_has_one_answer(profile: Profile) -> None:
    assert [(one.kind, one.claim) for one in profile.key.linkedin] == list(_linkedin_claims(profile))
    resume = list(_resume_claims(profile))
    assert Counter((one.kind, one.claim) for one in profile.key.resume) == Counter(resume)
    for answers in (profile.key.linkedin, profile.key.resume):
        claims = [(one.kind, one.claim) for one in answers]
        assert len(set(claims)) == len(claims), "a claim could not be told from another"


@each
def test_each_answer_can_be_recorded(profile: Profile) -> None:
    milestones = _catalog().milestones
    for one in _answers(profile):
        assert set(one.milestones) <= milestones.keys(), one
        assert (one.status is None) == (not one.milestones), one
        assert one.status is not Status.WAIVED, one
        assert one.level is None or {milestones[name].kind for name in one.milestones} == {Kind.SKILL}, one
        assert all(DATE.fullmatch(told) for told in (one.on, one.expires) if told), one
        assert not (one.certain and (one.or_none or not one.milestones)), one
        assert one.why, one


def test_the_traps_are_not_few() -> None:
    answers = [one for profile in profiles() for one in _answers(profile)]
    assert sum(not one.milestones for one in answers) > 150
    assert sum(one.certain for one in answers) > 200
    assert sum(bool(one.milestones) and not one.certain for one in answers) > 150
    assert {one.level for one in answers if one.level} == set(Level)
    assert sum(one.expires is not None for one in answers) > 10


@each
def test_the_zip_holds_the_folder(profile: Profile, tmp_path: Path) -> None:
    with ZipFile(zipped(profile, tmp_path)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {path.name: path.read_bytes() for path in profile.linkedin.iterdir()}
