"""The bytes of the progress file: what they look like, that each is under the checksum, and what is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack import __version__
from mltrack.core.strict_json import Json
from mltrack.store import sealed_file
from mltrack.store.sealed_file import CURRENT, Form, Tables, seal, unseal
from tests.store.damages import vouched

TABLES: Tables = {"events": {"e1": {"note": "ü", "clock": 1}}, "state": {}}
HEAD = b'{"_meta":{"file":{"sha256":"'


def sealed(tables: Tables, generation: int = 3, form: Form = CURRENT) -> bytes:
    raw, _ = seal(tables, form, generation, "laptop")
    return raw


# What is written


def test_the_file_is_json_that_says_what_it_is_and_begins_with_its_checksum() -> None:
    raw, digest = seal(TABLES, Form(4, {}), 3, "laptop")
    numbers = {"app": __version__, "device": "laptop", "generation": 3, "schema": 4, "sha256": digest}
    assert json.loads(raw) == {"_meta": {"file": numbers}, **TABLES}
    assert raw.startswith(HEAD + digest.encode() + b'",')
    blank = raw.replace(digest.encode(), b"0" * 64)
    assert hashlib.sha256(blank).hexdigest() == digest


def test_the_same_tables_make_the_same_bytes_in_whatever_order_they_come() -> None:
    turned: Tables = {"state": {}, "events": {"e1": {"clock": 1, "note": "ü"}}}
    assert sealed(turned) == sealed(TABLES)
    assert "ü".encode() in sealed(TABLES)
    assert b" " not in sealed(TABLES)


def test_other_documents_under_meta_and_other_fields_of_the_file_stay() -> None:
    tables: Tables = {"_meta": {"file": {"colour": "red", "sha256": "x", "generation": 99}, "others": {"sha256": "y"}}}
    meta = json.loads(sealed(tables))["_meta"]
    assert meta["others"] == {"sha256": "y"}
    assert (meta["file"]["colour"], meta["file"]["generation"]) == ("red", 3)
    assert unseal(sealed(tables), CURRENT).sound


def test_sealing_changes_none_of_the_tables_it_was_given() -> None:
    tables: Tables = {"_meta": {"file": {"sha256": "x"}, "others": {}}, "events": {}}
    sealed(tables)
    assert tables == {"_meta": {"file": {"sha256": "x"}, "others": {}}, "events": {}}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (float("nan"), "Out of range float values are not JSON compliant"),
        (float("inf"), "Out of range float values are not JSON compliant"),
        ("half \ud83e of a character", "surrogates not allowed"),
        ({"a", "set"}, "not JSON serializable"),
    ],
)
def test_what_json_cannot_hold_is_refused(value: object, sentence: str) -> None:
    with pytest.raises((ValueError, TypeError), match=sentence):
        sealed({"events": {"e1": {"field": value}}})  # type: ignore[dict-item]


def test_a_file_may_not_grow_beyond_what_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(sealed(TABLES))
    monkeypatch.setattr(sealed_file, "MAX_BYTES", size)
    assert len(sealed(TABLES)) == size
    with pytest.raises(ValueError, match=f"^it would be larger than {size} bytes$"):
        sealed({**TABLES, "more": {}})


# What is read again

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
json_values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | names,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=5,
)
any_tables: st.SearchStrategy[Tables] = st.dictionaries(
    names.filter(lambda name: name != "_meta"),
    st.dictionaries(names, st.dictionaries(names, json_values, max_size=3), max_size=3),
    max_size=3,
)


@given(any_tables, st.integers(1, 10**12), names)
def test_any_tables_come_back_as_they_were(tables: Tables, generation: int, device: str) -> None:
    raw, digest = seal(tables, CURRENT, generation, device)
    found = unseal(raw, CURRENT)
    meta = found.tables.pop("_meta")
    assert found.tables == tables
    assert set(meta) == {"file"}
    assert (found.schema, found.generation, found.device, found.app) == (3, generation, device, __version__)
    assert (found.digest, found.sound) == (digest, True)


def test_the_change_of_any_bit_is_noticed_or_makes_it_no_file_at_all() -> None:
    raw = sealed(TABLES)
    noticed = 0
    for place in range(len(raw)):
        for bit in range(8):
            changed = bytearray(raw)
            changed[place] ^= 1 << bit
            try:
                assert not unseal(bytes(changed), CURRENT).sound, (place, bit)
            except ValueError:
                noticed += 1
    assert noticed > len(raw)


def test_every_shorter_file_and_every_longer_one_is_refused() -> None:
    raw = sealed(TABLES)
    for other in (*(raw[:length] for length in range(len(raw))), raw + b"}", raw + raw, b"[" + raw + b"]"):
        with pytest.raises(ValueError, match=r"^it is "):
            unseal(other, CURRENT)
    for spaced in (raw + b"\n", raw + b" ", b" " + raw):
        assert not unseal(spaced, CURRENT).sound


@pytest.mark.parametrize("text", [b"null", b"[]", b'"text"', b"7", b'{"a": []}', b'{"a": {"1": []}}', b'{"a": null}'])
def test_what_is_not_made_of_tables_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"^it is not made of tables of documents$"):
        unseal(text, CURRENT)


@pytest.mark.parametrize(
    "file",
    [
        None,
        {},
        {"schema": 1, "generation": 1, "device": "d"},
        {"schema": 0, "generation": 1, "device": "d", "app": "0.1"},
        {"schema": 1, "generation": 0, "device": "d", "app": "0.1"},
        {"schema": -1, "generation": 1, "device": "d", "app": "0.1"},
        {"schema": 1.0, "generation": 1, "device": "d", "app": "0.1"},
        {"schema": "1", "generation": 1, "device": "d", "app": "0.1"},
        {"schema": 1, "generation": 1, "device": None, "app": "0.1"},
        {"schema": 1, "generation": 1, "device": "d", "app": 1},
    ],
)
def test_a_file_that_does_not_say_what_it_is_is_refused(file: dict[str, Json] | None) -> None:
    tables = {"_meta": {} if file is None else {"file": file}}
    with pytest.raises(ValueError, match=r"^it does not say which schema and generation it has$"):
        unseal(json.dumps(tables).encode(), CURRENT)


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: json.dumps(json.loads(raw)).encode(),
        lambda raw: raw.replace(b"laptop", b"deskto"),
        lambda raw: raw.replace(b'"sha256"', b'"sha255"', 1),
        lambda raw: raw.replace(raw[len(HEAD) : len(HEAD) + 64], raw[len(HEAD) : len(HEAD) + 64].upper()),
        lambda raw: raw.replace(raw[len(HEAD) : len(HEAD) + 64], b"0" * 64),
    ],
    ids=["written by another program", "changed by hand", "without a checksum", "in capitals", "zeros"],
)
def test_a_file_that_something_else_wrote_can_be_read_and_is_not_sound(change: Callable[[bytes], bytes]) -> None:
    found = unseal(change(sealed(TABLES)), CURRENT)
    assert found.sound is False
    assert found.tables["events"] == TABLES["events"]


def test_a_checksum_that_somebody_made_on_purpose_fits() -> None:
    # It is there against accidents, not against the owner of the file.
    assert unseal(vouched(sealed(TABLES).replace(b"laptop", b"deskto")), CURRENT).sound


# Schemas


def of_old(tables: Tables) -> Tables:
    tables["events"]["e1"]["steps"] = [*_steps(tables), "to 2"]
    return tables


def to_third(tables: Tables) -> Tables:
    return {**tables, "events": {"e1": {**tables["events"]["e1"], "steps": [*_steps(tables), "to 3"]}}}


def _steps(tables: Tables) -> list[Json]:
    steps = tables["events"]["e1"].get("steps", [])
    assert isinstance(steps, list)
    return steps


THIRD = Form(3, {1: of_old, 2: to_third})


@pytest.mark.parametrize(
    ("schema", "steps"), [(1, ["to 2", "to 3"]), (2, ["to 3"]), (3, []), (4, []), (99, [])], ids=str
)
def test_an_older_schema_is_brought_up_step_by_step_and_a_newer_one_is_left_alone(
    schema: int, steps: list[str]
) -> None:
    found = unseal(sealed(TABLES, form=Form(schema, {})), THIRD)
    assert _steps(found.tables) == steps
    assert (found.schema, found.sound) == (schema, True)


def failing(tables: Tables) -> Tables:
    raise KeyError("nothing there")


def no_tables(tables: Tables) -> Tables:
    return {"events": []}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (Form(4, {}), "it cannot be brought from schema 3 to 4: KeyError(3)"),
        (Form(4, {3: failing}), "it cannot be brought from schema 3 to 4: KeyError('nothing there')"),
        (Form(4, {3: no_tables}), "it cannot be brought from schema 3 to 4"),
    ],
    ids=["no way up", "a way up that fails", "a way up that leads nowhere"],
)
def test_a_file_that_cannot_be_brought_up_is_refused(form: Form, sentence: str) -> None:
    with pytest.raises(ValueError, match="it cannot be brought") as caught:
        unseal(sealed(TABLES), form)
    assert str(caught.value) == sentence
