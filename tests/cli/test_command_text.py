"""The pure pieces of text: widths, wrapping, meters and words."""

from __future__ import annotations

import io
import math
import time
from contextlib import redirect_stdout
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.cli.output import say
from mltrack.cli.progress_text import milestone_detail, milestone_list
from mltrack.cli.role_text import role_detail, role_list
from mltrack.cli.text import ASCII, UNICODE, WIDTH, ago, cells, fitted, local_words, meter, size_words, stands, wrapped
from mltrack.cli.views import floored
from mltrack.core.catalog import Catalog
from mltrack.core.derived import MilestoneHead
from mltrack.core.entries import Kind
from mltrack.core.figure_words import money
from mltrack.core.figures import Pay
from mltrack.core.journal import listed
from mltrack.core.progress import Progress
from mltrack.core.readiness import Tally
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted, plain
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("plain", 5), ("日本", 4), ("e\u0301", 1), ("naïve", 5), ("◎", 1), ("\u200d", 0)],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("abc", 5, "abc  "),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abc..."),
        ("日本語日本語", 8, "日本... "),
        ("a\x1b[31mb", 8, "a[31mb  "),
    ],
)
def test_fitted(text: str, width: int, expected: str) -> None:
    assert fitted(text, width) == expected
    assert cells(fitted(text, width)) == width


@pytest.mark.parametrize("text", ["word " * 60, "x" * 500, "日本語 " * 60, "語" * 300, "", " a\n b\t c "])
def test_wrapped_lines_fit_and_lose_nothing(text: str) -> None:
    lines = wrapped(text, "  - ")
    assert all(cells(line) <= WIDTH for line in lines)
    assert lines[0].startswith("  - ")
    assert all(line.startswith("    ") for line in lines[1:])
    assert "".join(line[4:] for line in lines).replace(" ", "") == "".join(text.split())


def test_an_address_stays_whole() -> None:
    address = "https://example.org/" + "path/" * 30
    assert address in "\n".join(wrapped(f"See {address} there", "  "))


def test_a_path_stays_whole() -> None:
    path = "/home/" + "folder/" * 30
    assert wrapped(f"{path} is damaged", "  ")[0] == f"  {path}"


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=6, hours=23), "6 days ago"),
        (timedelta(days=7), "1 week ago"),
        (timedelta(days=29), "4 weeks ago"),
        (timedelta(days=30), "1 month ago"),
        (timedelta(days=364), "12 months ago"),
        (timedelta(days=365), "1 year ago"),
        (timedelta(days=5000), "13 years ago"),
        (timedelta(seconds=-30), "just now"),
        (timedelta(minutes=-2), "still to come"),
        (timedelta(days=-400), "still to come"),
    ],
)
def test_how_long_ago(passed: timedelta, words: str) -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert ago(now - passed, now) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (9_949, "9.9 kB"),
        (9_950, "10 kB"),
        (48_300, "48 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (64 * 1024 * 1024, "67 MB"),
        (5_000_000_000_000, "5000 GB"),
    ],
)
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("zone", "moment", "words"),
    [
        ("Asia/Kolkata", datetime(2026, 11, 20, 20, 0, tzinfo=UTC), "2026-11-21 01:30"),
        ("America/New_York", datetime(2026, 7, 1, 2, 0, tzinfo=UTC), "2026-06-30 22:00"),
        ("America/New_York", datetime(1, 1, 1, tzinfo=UTC), "1-01-01 00:00"),
        ("Asia/Kolkata", datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "9999-12-31 23:59"),
    ],
)
def test_moments_are_told_by_the_clock_of_the_person(
    monkeypatch: pytest.MonkeyPatch, zone: str, moment: datetime, words: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        told = local_words(moment)
    time.tzset()
    assert told.lstrip("0") == words


@pytest.mark.parametrize(
    ("share", "unicode", "ascii_"),
    [
        (Fraction(0), "──────────", "----------"),
        (Fraction(1, 20), "╸─────────", "----------"),
        (Fraction(42, 100), "━━━━──────", "####------"),
        (Fraction(45, 100), "━━━━╸─────", "####------"),
        (Fraction(999, 1000), "━━━━━━━━━╸", "#########-"),
        (Fraction(1), "━━━━━━━━━━", "##########"),
    ],
)
def test_meter_is_floored(share: Fraction, unicode: str, ascii_: str) -> None:
    assert meter(share, UNICODE) == unicode
    assert meter(share, ASCII) == ascii_


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally(0, 0, 0, Fraction(0)), "Nothing stated as required"),
        (Tally(5, 0, 12, Fraction(5, 12)), "Now 41%, required 5 of 12"),
        (Tally(5, 2, 12, Fraction(5, 12)), "Now 41%, required 5 of 12, 2 waived"),
        (Tally(10, 2, 12, Fraction(10, 12)), "Now 83%, ready, 2 waived"),
        (Tally(12, 0, 12, Fraction(1)), "Now 100%, ready, 12 of 12"),
    ],
)
def test_readiness_in_words(tally: Tally, words: str) -> None:
    assert stands(tally) == words


@pytest.mark.parametrize(
    ("pay", "words"),
    [
        (Pay("m", "s", "a", amount=112_590), "$112,590"),
        (Pay("m", "s", "a", low=180_000, high=400_000), "$180,000-400,000"),
        (Pay("m", "s", "a", low=300_000, open_ended=True), "$300,000 and more"),
        (Pay("m", "s", "a", low=300_000, high=500_000, open_ended=True), "$300,000-500,000 and more"),
        (Pay("m", "s", "a", amount=1, open_ended=True, currency="EUR"), "EUR 1 and more"),
    ],
)
def test_money(pay: Pay, words: str) -> None:
    assert money(pay) == words


def test_counts_and_lists() -> None:
    assert (counted(1, "role"), counted(1_200, "role")) == ("1 role", "1,200 roles")
    assert [listed(items) for items in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_the_shipped_catalog_fits_80_columns() -> None:
    snapshot = Snapshot(load_catalog(bundled_folder()), Progress(), date(2026, 11, 20))
    roles, milestones = list(snapshot.catalog.roles.values()), list(snapshot.catalog.milestones.values())
    lines = [*role_list(snapshot, roles, UNICODE), *milestone_list(snapshot, snapshot.catalog.by_kind, ())]
    lines += [line for role in roles for line in role_detail(snapshot, role, UNICODE)]
    lines += [line for milestone in milestones for line in milestone_detail(snapshot, milestone)]
    assert [line for line in lines if cells(line) > WIDTH and "https://" not in line] == []
    assert not any("..." in line for line in role_list(snapshot, roles, UNICODE))


@pytest.mark.parametrize(
    "share",
    [Fraction(0), Fraction(1, 3), Fraction(2, 3), Fraction(1, 10), Fraction(1), Fraction(10**30 - 1, 10**30)],
)
def test_a_share_is_never_rounded_up(share: Fraction) -> None:
    number = floored(share)
    assert Fraction(number) <= share
    assert (number == 1.0) == (share == 1)
    assert math.isclose(number, share)


SAID = st.lists(
    st.text(st.characters(codec="utf-8"), max_size=6) | st.sampled_from(["e\u0301", "a  ", "\u200bx ", "é"])
)


@given(SAID)
def test_lines_are_said_as_each_of_them_alone(lines: list[str]) -> None:
    stream = io.StringIO()
    with redirect_stdout(stream):
        say(lines)
    alone = [plain(line).rstrip() for line in lines]
    assert stream.getvalue() == "\n".join(alone) + "\n"


@given(st.text(max_size=70), st.from_regex(r"[a-z][a-z0-9-]{0,50}", fullmatch=True))
def test_a_milestone_has_one_line_where_title_and_id_fit(title: str, milestone_id: str) -> None:
    head = MilestoneHead(milestone_id, title, Kind.SKILL, 3, "")
    _, *lines = milestone_list(Snapshot(Catalog({}, {}, {}), Progress(), date(2026, 11, 20)), [head], ())
    shown, room = plain(title), 60 - len(milestone_id)
    if cells(shown) <= room:
        assert lines == [f"  [ ] {shown}{' ' * (room - cells(shown))}  {milestone_id}   3 roles"]
    else:
        assert len(lines) == 2
        assert all(cells(line) <= WIDTH for line in lines)
