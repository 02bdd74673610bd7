"""Ten invented people: what they bring along, and what a careful adviser would record of it.

The files and the words of the key are told in `profiles/README.md`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, get_args
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mltrack.core.history import Status
from mltrack.core.requirements import Level

TODAY = date(2026, 11, 29)
"""The day on which the keys were made: what ends later is running."""
FOLDER = Path(__file__).parent / "profiles"

ClaimKind: TypeAlias = Literal["degree", "certification", "skill", "experience", "project", "course"]
"""The section in which a claim stands, not the kind of what it shows."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What should become of one claim."""

    claim: str
    """The name as it stands in the file."""
    kind: ClaimKind
    milestones: tuple[str, ...]
    """Ids that are right to propose, one or several of them; empty when nothing must be proposed."""
    or_none: bool
    """Whether it is as right to propose nothing."""
    status: Status | None
    """None when nothing must be proposed."""
    level: Level | None
    """Only where the file states it of this very skill."""
    on: str | None
    """The day it was done or begun on, "2015", "2021-06" or "2021-06-30", as far as it is stated."""
    expires: str | None
    certain: bool
    """Whether the adviser would record it without asking."""
    why: str

    @property
    def wanted(self) -> bool:
        """Whether leaving it out is a miss."""
        return bool(self.milestones) and not self.or_none

    def allows(self, milestone: str) -> bool:
        """Whether it is right to propose `milestone` for this claim."""
        return milestone in self.milestones


@dataclass(frozen=True, slots=True)
class Key:
    """What should become of all claims, by source, in the order of the files."""

    linkedin: tuple[Expected, ...]
    resume: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One person."""

    name: str
    linkedin: Path
    """The unpacked export: a folder."""
    resume: Path
    """JSON Resume."""
    key: Key


_FIELDS = {"claim", "kind", "milestone", "any_of", "none", "or_none", "status", "level", "on", "expires", "certain"}


def _text(entry: Mapping[str, object], name: str) -> str:
    value = entry[name]
    assert isinstance(value, str), entry
    return value


def _optional(entry: Mapping[str, object], name: str) -> str | None:
    return _text(entry, name) if name in entry else None


def _flag(entry: Mapping[str, object], name: str) -> bool:
    value = entry.get(name, False)
    assert isinstance(value, bool), entry
    return value


def _kind(text: str) -> ClaimKind:
    known: tuple[ClaimKind, ...] = get_args(ClaimKind)
    return next(kind for kind in known if kind == text)


def _milestones(entry: Mapping[str, object]) -> tuple[str, ...]:
    said = [name for name in ("milestone", "any_of", "none") if name in entry]
    assert len(said) == 1, f"one of milestone, any_of and none: {entry}"
    if "milestone" in entry:
        return (_text(entry, "milestone"),)
    several = entry.get("any_of", [])
    assert isinstance(several, list), entry
    return tuple(str(one) for one in several)


def _expected(entry: Mapping[str, object]) -> Expected:
    assert entry.keys() <= _FIELDS | {"why"}, entry
    status, level = _optional(entry, "status"), _optional(entry, "level")
    return Expected(
        claim=_text(entry, "claim"),
        kind=_kind(_text(entry, "kind")),
        milestones=_milestones(entry),
        or_none=_flag(entry, "or_none"),
        status=None if status is None else Status(status),
        level=None if level is None else Level(level),
        on=_optional(entry, "on"),
        expires=_optional(entry, "expires"),
        certain=_flag(entry, "certain"),
        why=_text(entry, "why"),
    )


def _profile(folder: Path) -> Profile:
    with (folder / "key.toml").open("rb") as stream:
        entries = tomllib.load(stream)
    assert entries.keys() == {"linkedin", "resume"}, folder
    key = Key(
        linkedin=tuple(_expected(entry) for entry in entries["linkedin"]),
        resume=tuple(_expected(entry) for entry in entries["resume"]),
    )
    return Profile(folder.name, folder / "linkedin", folder / "resume.json", key)


@cache
def profiles() -> tuple[Profile, ...]:
    """All ten, by name."""
    return tuple(_profile(path.parent) for path in sorted(FOLDER.glob("*/key.toml")))


def zipped(profile: Profile, path: Path) -> Path:
    """The export as LinkedIn sends it: a zip file, new in the folder `path`, with all files at its top."""
    target = path / "Basic_LinkedInDataExport_11-29-2026.zip"
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for file in sorted(profile.linkedin.iterdir()):
            entry = ZipInfo(file.name, (TODAY.year, TODAY.month, TODAY.day, 12, 0, 0))
            archive.writestr(entry, file.read_bytes(), ZIP_DEFLATED)
    return target
