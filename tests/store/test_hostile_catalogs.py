"""Catalog files that mean harm, or are broken in ways nobody thought of: told as faults, soon, and nothing else."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.entries import Credential, Effort, Milestone, Role, RoleRequirement, Span
from mltrack.core.figures import Benchmark, Outlook, Pay, Source
from mltrack.core.requirements import AllOf, AtLeast, Has
from mltrack.errors import CatalogError
from mltrack.store.catalog_door import MAX_LINE
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import MAX_BYTES, MAX_FILES, bundled_folder

SKILL = '[[skill]]\nid = "x"\ntitle = "X"\nsummary = "s"\n'
SOURCE = '[[source]]\nid = "s"\ntitle = "S"\n'
CERT = (
    SOURCE + SKILL.replace("skill", "certification") + '[certification.credential]\nissuer = "i"\nstatus = "active"\n'
    'verified_on = 2026-01-01\nsource = { source = "s", at = "x" }\n'
)
PAY = SOURCE + ('[[benchmark]]\nid = "b"\ntitle = "B"\n[[benchmark.pay]]\nmeasure = "m"\nsource = "s"\nat = "x"\n')
OUTLOOK = SOURCE + (
    '[[benchmark]]\nid = "b"\ntitle = "B"\n[[benchmark.outlook]]\nfrom_year = 2024\nto_year = 2034\ngroup = "g"\n'
    'source = "s"\nat = "x"\n'
)


def written(folder: Path, content: str | bytes) -> Path:
    (folder / "x.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def fault_in(folder: Path) -> str:
    """The sentence of the only fault."""
    with pytest.raises(CatalogError) as refused:
        load_catalog(folder)
    [fault] = refused.value.faults
    return fault.sentence


@contextmanager
def under_a_second() -> Iterator[None]:
    """Of this process's own time: a busy machine fails nothing."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 1


# Limits


def test_a_file_of_a_million_bytes_is_read_and_one_more_byte_is_refused(tmp_path: Path) -> None:
    line = "#" * 999 + "\n"
    with under_a_second():
        load_catalog(written(tmp_path, line * (MAX_BYTES // 1_000)))
        assert fault_in(written(tmp_path, line * (MAX_BYTES // 1_000) + "#")) == "larger than 1,000,000 bytes"


def test_a_line_of_4000_characters_is_read_and_one_more_is_refused(tmp_path: Path) -> None:
    longest = SKILL.replace('"s"', '"' + "é" * (MAX_LINE - len('summary = ""')) + '"')
    assert len(load_catalog(written(tmp_path, longest)).milestones) == 1
    assert fault_in(written(tmp_path, longest.replace('é"', 'éé"'))) == "line 4 is longer than 4,000 characters"


def test_a_key_of_17_parts_is_refused_before_the_parser_sees_it(tmp_path: Path) -> None:
    too_many = "line 2 has a key of more than 16 parts"
    assert fault_in(written(tmp_path, "\n" + ".".join("a" * 18) + " = 1")) == too_many
    assert fault_in(written(tmp_path, "\n[" + ".".join("a" * 18) + "]")) == too_many
    assert fault_in(written(tmp_path, "\n" + ".".join("a" * 16) + " = 1")).startswith("unknown table")


DEEP = ".a" * 1_980
LONG_KEYS = {
    "bare": "".join(f"a{number}{DEEP} = 1\n" for number in range(60)),
    "quoted": "".join(f'"a{number}"{DEEP} = 1\n' for number in range(60)),
    "literal": "".join(f"'a{number}'{DEEP} = 1\n" for number in range(60)),
    "broken by separators that are no line ends": '"\u2028".' * 16_000 + "a = 1\n",
    "inside an inline table": "".join(f"x{number} = {{ a{DEEP} = 1 }}\n" for number in range(60)),
}


@pytest.mark.parametrize("text", LONG_KEYS.values(), ids=LONG_KEYS)
def test_keys_of_thousands_of_parts_cost_no_time(text: str, tmp_path: Path) -> None:
    with under_a_second(), pytest.raises(CatalogError):
        load_catalog(written(tmp_path, text))


def test_dots_in_prose_are_no_key(tmp_path: Path) -> None:
    prose = "One. Two. Three. And so on.................\n# 1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18\n"
    text = SKILL.replace('"s"', f'"""\n{prose}"""')
    assert load_catalog(written(tmp_path, text)).milestones["x"].summary.startswith("One. Two.")


def test_200_files_are_read_and_201_are_refused(tmp_path: Path) -> None:
    for number in range(MAX_FILES):
        (tmp_path / f"{number}.toml").touch()
    with under_a_second():
        load_catalog(tmp_path)
        (tmp_path / "one more.toml").touch()
        assert fault_in(tmp_path) == "more than 200 catalog files (201)"


@pytest.mark.parametrize("depth", [500, 1_900])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [("[", "]"), ("{a=", "}"), ("[\n", "]"), ("{ all = [\n", "]}")],
    ids=["list", "table", "lines", "all"],
)
def test_nesting_without_end_is_refused(opening: str, closing: str, depth: int, tmp_path: Path) -> None:
    text = "x = " + opening * depth + "1" + closing * depth
    lines = text.count("\n") > 1
    with under_a_second():
        told = fault_in(written(tmp_path, text))
    assert told.endswith(" is nested too deeply") or (not lines and told == "line 1 is longer than 4,000 characters")


def test_a_requirement_nested_as_deep_as_the_parser_goes_can_be_used(tmp_path: Path) -> None:
    tree = "{ all = [\n" * 40 + '{ has = "x", level = "expert" }' + "]}" * 40
    text = SKILL + SKILL.replace('"x"', '"y"') + f"prerequisites = {tree}\n"
    assert load_catalog(written(tmp_path, text)).unlocks == {"x": ("y",)}


# Things that are no files


def test_a_directory_named_like_a_catalog_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.toml").mkdir()
    with under_a_second():
        assert fault_in(tmp_path) == "Is a directory"


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "x.toml"
    os.mkfifo(pipe)
    waited = threading.Event()

    def let_go() -> None:
        waited.set()
        os.close(os.open(pipe, os.O_RDWR | os.O_NONBLOCK))

    release = threading.Timer(5, let_go)
    release.start()
    try:
        assert fault_in(tmp_path) == "not a regular file"
    finally:
        release.cancel()
    assert not waited.is_set()


@pytest.mark.parametrize("target", ["/dev/zero", "/etc/hostname"])
def test_a_link_out_of_the_folder_is_told_and_not_followed(target: str, tmp_path: Path) -> None:
    (tmp_path / "x.toml").symlink_to(target)
    with under_a_second():
        assert fault_in(tmp_path) == "a link that leads out of the catalog folder"


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    written(tmp_path / "real", SKILL)
    (tmp_path / "real" / "x.toml").rename(tmp_path / "real" / "x.txt")
    (tmp_path / "x.toml").symlink_to(tmp_path / "real" / "x.txt")
    assert list(load_catalog(tmp_path).milestones) == ["x"]


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.toml").symlink_to(tmp_path / "nowhere")
    assert fault_in(tmp_path) == "No such file or directory"


# Text that is no text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe[\x00", "line 1 is not UTF-8 text"),
        (b'# ok\nx = "\xc3"', "line 2 is not UTF-8 text"),
        ("x = 1".encode("utf-16"), "line 1 is not UTF-8 text"),
        (b"\xed\xa0\x80", "line 1 is not UTF-8 text"),
        (b"x = 1\x00", "Expected newline or end of document after a statement"),
        (b"x", "a line is a key, = and a value"),
        (b"x = 1\nx = 2", "line 2 sets x a second time"),
        (b'x = "\\ud800"', "Escaped character is not a Unicode scalar value"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(content: bytes, sentence: str, tmp_path: Path) -> None:
    told = fault_in(written(tmp_path, content))
    assert told.startswith(sentence)


def test_a_parser_message_repeats_nothing_that_steers_a_terminal(tmp_path: Path) -> None:
    told = fault_in(written(tmp_path, 'x = "\x1b[2J"'))
    assert "\x1b" not in told
    assert told.startswith("Illegal character")


# Values that would harm later

HARMFUL = {
    "no number": OUTLOOK + "percent = nan",
    "endless growth": OUTLOOK + "percent = inf",
    "endless hours": SKILL + 'effort = { basis = "estimate", hours = { low = 1, high = inf } }',
    "a link that is a script": SKILL + 'resources = [{ title = "x", url = "javascript:alert(1)" }]',
    "a link that is an option": SKILL + 'resources = [{ title = "x", url = "--version" }]',
    "a link that is a file": SKILL + 'resources = [{ title = "x", url = "file:///etc/passwd" }]',
    "a source that links to a file": SOURCE + 'url = "file:///etc/passwd"',
    "an empty id": SKILL.replace('"x"', '""'),
    "an id that is a path": SKILL.replace('"x"', '"../x"'),
    "an id of several words": SKILL.replace('"x"', '"x y"'),
    "a validity beyond the calendar": CERT + "valid_months = 108_000",
    "a validity below nothing": CERT + "valid_months = -5",
    "pay that is no number": PAY + 'amount = "155_000"',
    "pay that is a truth": PAY + "amount = true",
    "pay below nothing": PAY + "amount = -5",
    "pay without bounds": PAY + "amount = 0x" + "f" * 3_000,
    "a month that does not exist": PAY + 'amount = 5\nas_of = "2026-13"',
    "a day that does not exist": SOURCE + 'published = "2026-02-30"',
    "a kind against its table": SKILL + 'kind = "degree"',
    "growth that is text": OUTLOOK + 'percent = "5"',
    "an end that is no whole year": OUTLOOK.replace("2034", "2034.0") + "percent = 5",
}


@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL)
def test_a_value_that_would_harm_later_is_refused_at_the_door(text: str, tmp_path: Path) -> None:
    assert fault_in(written(tmp_path, text))


def test_the_harmless_twins_of_those_are_let_in(tmp_path: Path) -> None:
    link = 'resources = [{ title = "x", url = "https://example.org/a" }]\n'
    effort = 'effort = { basis = "estimate", hours = { low = 1, high = 2.5 } }\n'
    for text in (
        PAY + 'amount = 5\nas_of = "2026-04"',
        OUTLOOK + "percent = -2.5",
        OUTLOOK + "percent = 5",
        SKILL + link + effort,
        CERT + "valid_months = 36",
    ):
        load_catalog(written(tmp_path, text))


# Anything at all


def load_or_refuse(folder: Path) -> None:
    """Load; a CatalogError with faults is as good, and anything else that is raised fails the test."""
    try:
        load_catalog(folder)
        return
    except CatalogError as error:
        refused = error
    assert refused.faults
    assert all(fault.place.endswith("x.toml") and fault.sentence for fault in refused.faults)
    assert str(refused).replace("\n", "").isprintable()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("catalog")


@given(content=st.binary(max_size=200))
def test_random_bytes_raise_only_catalog_errors(folder: Path, content: bytes) -> None:
    load_or_refuse(written(folder, content))


REAL = [path.read_text("utf-8") for path in sorted(bundled_folder().rglob("*.toml"))]
TOKENS = [
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    '"',
    "'",
    '"""',
    ",",
    ".",
    "\n",
    "#",
    "\\",
    "\x00",
    "\x1b",
    "nan",
    "-1",
    "1e999",
]
TOKENS += [
    "0x" + "f" * 400,
    "true",
    "2026-13-01",
    "[[role]]",
    "[skill]",
    "has = 1",
    "all = []",
    "any = {}",
    "id = 1",
    "\u2028",
]


@st.composite
def mutated_files(draw: st.DrawFn) -> str:
    """A piece of a real catalog file with a few cuts, repeats and foreign tokens."""
    real = draw(st.sampled_from(REAL))
    tables = real.split("\n\n")
    first = draw(st.integers(0, len(tables) - 1))
    text = "\n\n".join(tables[first : first + draw(st.integers(1, 4))])
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        put = draw(st.sampled_from(TOKENS) | st.just(text[start:end] * 2) | st.text(max_size=3))
        text = text[:start] + put + text[end:]
    return text


@given(text=mutated_files())
def test_mutated_real_files_raise_only_catalog_errors(folder: Path, text: str) -> None:
    load_or_refuse(written(folder, text.encode("utf-8", "surrogatepass")))


SHAPES = (
    Source,
    Benchmark,
    Pay,
    Outlook,
    Milestone,
    Credential,
    Effort,
    Span,
    Role,
    RoleRequirement,
    Has,
    AllOf,
    AtLeast,
)
KEYS = sorted({field.name for shape in SHAPES for field in fields(shape)} | {"any", "self", "__init__"})
TABLES = ["source", "benchmark", "role", "degree", "certification", "skill", "experience", "project", "hobby"]
scalars = st.sampled_from(
    [
        '"x"',
        '""',
        "0",
        "-1",
        "9" * 400,
        "1.5",
        "nan",
        "-inf",
        "true",
        "2026-01-01",
        "07:32:00",
        '"working"',
        '"required"',
        '"survey"',
    ]
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + "}"
        )
    ),
    max_leaves=8,
)
entries = st.tuples(
    st.sampled_from(TABLES),
    st.dictionaries(st.sampled_from(KEYS), values, max_size=8),
)


@given(tables=st.lists(entries, max_size=4))
def test_entries_of_any_shape_raise_only_catalog_errors(folder: Path, tables: list[tuple[str, dict[str, str]]]) -> None:
    lines = [f"[[{name}]]\n" + "".join(f"{key} = {value}\n" for key, value in pairs.items()) for name, pairs in tables]
    load_or_refuse(written(folder, "".join(lines)))
