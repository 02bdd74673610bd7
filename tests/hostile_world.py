"""A world in which whoever wrote the texts means harm: a catalog and a history full of twelve payloads.

Both are made from the classes: every text field of a catalog entry and of a change holds a payload, so that a
field that is new is in it without anybody thinking of it. Field by field the payloads go round, so that among
twelve entries of a kind every field has had every one of them.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Final, TypeAlias, Union, get_args, get_origin, get_type_hints

from mltrack.core.entries import (
    Credential,
    Effort,
    Kind,
    Milestone,
    OccupationCode,
    Removed,
    Role,
    RoleRequirement,
    Span,
)
from mltrack.core.figures import Benchmark, Day, Id, Link, Outlook, Pay, Source
from mltrack.core.history import (
    Change,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
    TimeEntry,
)
from mltrack.core.requirements import Level
from mltrack.session import Session, open_session
from mltrack.store.paths import Places
from tests.session.keepers import NOON, Clock
from tests.store.damages import lose_copy, rebuilt

LONG: Final = "10,000 characters " + "without end 漢字 " * 666

PAYLOADS: Final[Mapping[str, str]] = {
    "markup": "[b]bold[/b] [red",
    "closing": "[/nope] [/",
    "action": "[@click=app.quit]here[/] [@click=\"app.screenshot('x.svg', '/tmp')\"]there[/]",
    "link": "[link=\"javascript:alert(1)\"]x[/link] arr[0] and [x] [type=x, v={'a[0]'}] end\\",
    "escapes": "\x1b[2J\x1b[31mred\x1b[0m\x1b[5n\x1bP+q\x1b\\ after",
    "clipboard": "\x1b]52;c;aGVsbG8=\x07 and \x1b]0;a stolen title\x07 after",
    "hyperlink": "\x1b]8;;file:///etc/passwd\x1b\\a link\x1b]8;;\x1b\\ [a](vscode://x) `$(reboot)` after",
    "controls": "\x9b31m\x9d0;title\x9c\x00\x07\x08\x7f\x85\r\n\u2028\u2029\ud7ffline\x0b\x0cend",
    "directions": "\u202egnirts\u202c \u2066x\u2069\u200f\u061c\u200b\u2060\ufeff\U000e0041\u00adafter",
    "long": LONG,
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 e\u0301 z" + "\u0335\u0336\u0337" * 20 + " ﷽ 大きさ =HYPERLINK(1) | `",
    "nothing": "",
}
BLANK: Final = "\u3164"
"""In place of nothing where something has to stand: a letter that nobody sees."""
KINDS: Final = tuple(Kind)
NUMBER: Final = len(PAYLOADS)

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value]"

_REFERENCES: Final = {"source": "source-{}", "role": "role-{}", "has": "milestone-{}"}
"""Fields that name another entry, and the ids that these have here."""
_LEFT_OUT: Final = frozenset({"former_ids", "currency", "period", "kind", "replaced_by", "prerequisites", "implies"})
"""Text fields that are no text but ids or words of a list, and what the table says; requirements stand in roles."""


_ADDRESSED: Final[Mapping[object, str]] = {Link: "https://example.org/{}", Day: "2026-03-01"}


class World:
    """Makes the entries; two worlds make the same ones."""

    def __init__(self) -> None:
        self._entry = 0
        self._field = count()
        self._names = count()
        self.held: dict[str, set[str]] = {}
        """Field, as `Role.title`, to the names of the payloads that were put there."""

    def entries(self, type_: type, id_: str, **given: Value) -> list[Value]:
        """As many entries of a class as there are payloads."""
        return [self._entry_of(type_, number, {"id": f"{id_}-{number}", **given}) for number in range(NUMBER)]

    def text(self, of: str, *, blank: bool = True) -> str:
        """The next payload, for the field `of`; without `blank` one in which something stands."""
        name = [*PAYLOADS][(self._entry + next(self._field)) % NUMBER]
        self.held.setdefault(of, set()).add(name)
        return PAYLOADS[name] or ("" if blank else BLANK)

    def _entry_of(self, type_: type, number: int, given: dict[str, Value]) -> dict[str, Value]:
        self._entry, self._field = number, count()
        return self._record(type_, given)

    def _record(self, type_: type, given: Mapping[str, Value] = {}) -> dict[str, Value]:
        hints = get_type_hints(type_, include_extras=True)
        given = {**_given(type_, self._entry), **given}
        made: dict[str, Value] = {}
        for field in fields(type_):
            if field.name in given:
                made[field.name] = given[field.name]
            elif field.name not in _LEFT_OUT:
                is_optional = field.default is not MISSING
                value = self._value(f"{type_.__name__}.{field.name}", hints[field.name], is_optional=is_optional)
                if value is not None:
                    made[field.name] = value
        return made

    def _value(self, place: str, hint: object, *, is_optional: bool) -> Value | None:
        found = [value for one in _members(hint) if (value := self._of_one(place, one)) is not None]
        assert found or is_optional, f"the hostile world has no value for {place}: {hint}"
        return found[0] if found else None

    def _of_one(self, place: str, hint: object) -> Value | None:
        """A value of one type; None where it is none that is made here."""
        name, item = place.partition(".")[2], _item(hint)
        if hint in _ADDRESSED:
            return _ADDRESSED[hint].format(self._entry)
        made: Value | None = None
        if _is_text(item):
            is_named = name in _REFERENCES
            made = _REFERENCES[name].format(self._entry) if is_named else self.text(place, blank=not get_args(hint))
            if name == "aliases":  # nothing else may be called so
                made = f"{made} {next(self._names)}"
        elif isinstance(item, type) and is_dataclass(item):
            made = self._record(item)
        if made is None or item is hint:
            return made
        return [made, self._record(RoleRequirement)] if item is RoleRequirement else [made]


def _given(type_: type, number: int) -> dict[str, Value]:
    """What is no text and has to fit: numbers, days, words of a list, and what stands in another table."""
    skill = {"has": f"milestone-{number}", "level": [*Level][number % 4].value}
    other = {"has": f"other-{number}"}
    known: dict[type, dict[str, Value]] = {
        Pay: {"low": 1_000 + number, "high": 2_000 + number},
        Outlook: {"percent": number, "from_year": 2024, "to_year": 2034},
        Span: {"low": 1, "high": 2},
        Effort: {"basis": "source"},
        Credential: {"status": ["active", "beta", "retired"][number % 3], "verified_on": "2026-01-01"},
        OccupationCode: {"evidenced": bool(number % 2)},
        RoleRequirement: {
            "strength": ["required", "required", "recommended", "optional"][number % 4],
            "needs": [skill, {"any": [skill, other]}, {"all": [other, skill]}, {"at_least": 1, "of": [skill, other]}][
                number % 4
            ],
        },
        Role: {"level": ["entry", "mid", "senior", "none stated"][number % 4]},
        Removed: {"was": "role" if number % 2 else "skill", "successors": [f"{'role' if number % 2 else 'other'}-1"]},
    }
    return known.get(type_, {})


def _members(hint: object) -> tuple[object, ...]:
    if get_origin(hint) in {Union, UnionType}:
        return tuple(one for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is Annotated and get_origin(get_args(hint)[0]) is tuple:
        return _members(get_args(hint)[0])
    return (hint,)


def _item(hint: object) -> object:
    return get_args(hint)[0] if get_origin(hint) is tuple else hint


def _is_text(hint: object) -> bool:
    return (
        hint != Id
        and hint not in _ADDRESSED
        and (hint is str or (get_origin(hint) is Annotated and get_args(hint)[0] is str))
    )


def catalog_tables(world: World) -> dict[str, list[Value]]:
    """All tables of the catalog: twelve entries of each kind."""
    skills = world.entries(Milestone, "milestone")
    others: dict[str, list[Value]] = {kind.value: [] for kind in KINDS[:2] + KINDS[3:]}
    for number, entry in enumerate(world.entries(Milestone, "other")):
        kind = [*others][number % len(others)]
        assert isinstance(entry, dict)
        if kind != Kind.CERTIFICATION.value:
            del entry["credential"]
        others[kind].append({**entry, "prerequisites": {"has": f"milestone-{number}", "level": "familiar"}})
    for entry in skills:
        assert isinstance(entry, dict)
        del entry["credential"]
    certifications = world.entries(Milestone, "certification")
    return {
        "source": world.entries(Source, "source"),
        "benchmark": world.entries(Benchmark, "benchmark"),
        "skill": skills,
        **others,
        "certification": [*others["certification"], *certifications],
        "role": world.entries(Role, "role"),
        "removed": world.entries(Removed, "removed"),
    }


def write_hostile_catalog(folder: Path) -> Path:
    """Write the catalog below `folder`, one file a table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, entries in catalog_tables(World()).items():
        tables = [f"[[{name}]]\n{_pairs(entry)}" for entry in entries if isinstance(entry, dict)]
        (folder / f"{name}.toml").write_text("\n".join(tables), "utf-8")
    return folder


def _pairs(table: Mapping[str, Value]) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in table.items())


def _toml(value: Value) -> str:
    if isinstance(value, str):
        # Escaped, and with a line break that is none every few hundred characters: a line may not be long.
        if len(value) <= 200:
            return f'"{_escaped(value)}"'
        pieces = [_escaped(value[start : start + 200]) for start in range(0, len(value), 200)]
        return '"""\\\n' + "\\\n".join(pieces) + '"""'
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    return json.dumps(value)


def _escaped(text: str) -> str:
    """What can be seen as it is, and all else by its number; a blank at the start would be passed over."""
    return "".join(
        char if char.isprintable() and char not in '"\\' and (place or char != " ") else f"\\U{ord(char):08x}"
        for place, char in enumerate(text)
    )


# The history


def lead_a_life(session: Session, clock: Clock) -> None:
    """Everything that can be told, with a marker in every text: see `poison`."""
    number = count()
    session.target(["role-0", "role-1", "role-2"])
    session.target(["role-11"], by=clock().date())
    for one in range(NUMBER):
        clock.now += timedelta(days=1)
        told = _told(one, clock().date(), number)
        session.act(lambda _, __, told=told: told, _marker(number))  # type: ignore[misc]
    session.tick(["certification-0", "certification-1"])
    session.undo()


def _told(one: int, today: date, number: Iterator[int]) -> Sequence[Change]:
    """What is told of one milestone on one day."""
    milestone, status = f"milestone-{one}", [*Status][one % 3]
    done = (Level.WORKING, today) if status is Status.DONE else (None, None)
    return (
        MarkChange(milestone, None, Mark(status, done[0], done_on=done[1], reason=_marker(number))),
        MarkChange(f"other-{one}", None, Mark(Status.WAIVED, reason=_marker(number))),
        NoteChange(milestone, "", _marker(number)),
        LogChange(f"log-{one}", None, TimeEntry(milestone, today, 30, _marker(number))),
        EvidenceChange(f"words-{one}", None, Evidence(milestone, today, _marker(number))),
        EvidenceChange(f"link-{one}", None, Evidence(milestone, today, f"https://example.org/{one}")),
    )


GONE: Final = "other-11"
"""What the history tells of under an id that is a payload and that no catalog has."""


def _marker(number: Iterator[int]) -> str:
    return f"<payload {next(number) % NUMBER}>"


def poison(raw: bytes) -> bytes:
    """The progress file with the payloads where the markers stood, just as somebody could write it by hand."""
    values = [*PAYLOADS.values()]

    def poisoned(value: object) -> object:
        if isinstance(value, str):
            for number, payload in enumerate(values):
                # What must not be longer by mltrack's own rule may come from elsewhere as long as it likes.
                value = value.replace(f"<payload {number}>", payload)
            return value.replace(GONE, PAYLOADS["clipboard"]).replace("role-11", PAYLOADS["action"])
        if isinstance(value, dict):
            return {str(poisoned(key)): poisoned(one) for key, one in value.items()}
        return [poisoned(one) for one in value] if isinstance(value, list) else value

    def change(tables: dict[str, object]) -> None:
        tables.update({name: poisoned(table) for name, table in tables.items()})

    return rebuilt(change)(raw)


def write_hostile_progress(places: Places) -> None:
    """A history in which every text is a payload; the catalog in use has to be the hostile one."""
    clock = Clock(NOON - timedelta(days=NUMBER + 2))
    lead_a_life(open_session(places, clock), clock)
    raw = places.progress.read_bytes()
    lose_copy(places.progress)
    places.progress.write_bytes(poison(raw))


# Files


def write_faulty_catalog(folder: Path) -> None:
    """Files of the person's own that hold faults, with payloads for names, keys and values."""
    folder.mkdir(parents=True)
    text = "".join(f"\\u{ord(char):04x}" for char in PAYLOADS["escapes"] + PAYLOADS["directions"][:9])
    (folder / "bad\x1b]0;title\x07\n\u202e[@click=app.quit].toml").write_text(
        f'"{text}" = 1\n[[role]]\nid = "{text}"\n"{text}" = "{text}"\nlevel = "{text}"\n'
        f'[[skill]]\nid = "mine"\ntitle = "{text}"\nsummary = "{text}"\nprerequisites = {{ has = "{text}" }}\n',
        "utf-8",
    )


def write_hostile_documents(folder: Path) -> None:
    """Write files of other programs in which every text is a payload, once about a known milestone and once alone."""
    texts = [one for one in PAYLOADS.values() if one]
    rows = [f'{known},"{_doubled(one)}",done,"{_doubled(one)}"' for one in texts for known in ("", "milestone-0")]
    lines = [" ".join(one.split()) for one in texts]
    tasks = [f"- [x] {one} <!-- mltrack:{known} -->\n  - Note: {one}" for one in lines for known in ("", "milestone-1")]
    entry = [{"name": one, "issuer": one, "url": one, "date": one, "level": one, "summary": one} for one in texts]
    work = [{"position": one, "name": one, "startDate": one, "highlights": [one]} for one in texts]
    resume = {"basics": {"name": texts[0]}, "skills": entry, "certificates": entry, "projects": entry, "work": work}
    documents = {
        "csv": "\n".join(["id,title,status,note", *rows]).replace("\0", ""),
        "tasks": "\n".join(tasks).replace("\0", ""),
        "resume": json.dumps(resume),
    }
    documents["posting"] = "\n".join(
        ["Data scientist at Example", "Requirements", *(f"- You must know {one}" for one in lines)]
    )
    for name, text in documents.items():
        (folder / name).write_text(text, "utf-8", errors="surrogatepass")


def _doubled(text: str) -> str:
    return text.replace('"', '""')


# What of it came through

_STEERING: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS: Final = frozenset("\u200c\u200d")


def steering(text: str) -> list[str]:
    """The characters of `text` that a terminal or an eye would be led astray by; line breaks and joiners are none."""
    kept = _JOINERS | {"\n"}
    return [char for char in text if char not in kept and unicodedata.category(char) in _STEERING]
