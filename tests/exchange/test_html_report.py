"""The HTML report: text from data stays text, nothing is loaded, and its figures are those of the core."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.dates import day_words, minutes_words
from mltrack.core.figures import Pay, Source
from mltrack.core.history import Evidence, Mark, Status, Target, TimeEntry
from mltrack.core.plan import Wish
from mltrack.core.planning import Search, advised
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Level, Requirement
from mltrack.core.series import daily
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Window, summarise
from mltrack.core.text import plain
from mltrack.core.timeline import Timeline
from mltrack.demo import demo_session
from mltrack.exchange.html_elements import element, link
from mltrack.exchange.writing import FORMATS, Export, written
from tests.core.worlds import PROFICIENT, TODAY, WORKING, cert, degree, done, project, role, skill

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
HOURS = Fraction(7)
VOID = {"meta", "br", "hr"}
ATTRIBUTES = re.compile(
    r"charset|http-equiv|content|name|lang|class|role|aria-(label|hidden)|href|rel|scope|colspan|width|height|viewBox|"
    r"preserveaspectratio|points|x[12]?|y[12]?|r[x]?|c[xy]|text-anchor",
    re.IGNORECASE,
)


class Page(HTMLParser):
    """A page as a browser takes it apart; a tag without its counterpart is an error."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[tuple[str, str]] = []
        """Tag and what stands in it."""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append((self.open[-1] if self.open else "", data))

    @property
    def words(self) -> str:
        return "".join(data for tag, data in self.text if tag != "style")

    def all(self, tag: str) -> list[str]:
        return [data for at, data in self.text if at == tag]

    @property
    def links(self) -> list[str]:
        return [value for _, name, value in self.attributes if name == "href"]


def page(snapshot: Snapshot, role_id: str | None = None, hours: Fraction = HOURS) -> str:
    return written("html", Export(snapshot, NOW, hours, role_id))


def rows(source: str, table: str) -> list[list[str]]:
    """The cells of a table's rows, without the words that only a listener gets."""
    found = re.search(rf'<table class="{table}">.*?</table>', source, re.DOTALL)
    assert found is not None
    told = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found[0].split("<tr")[1:]]
    bare = [[re.sub(r"<(title|desc)>.*?</\1>|<[^>]+>", "", cell, flags=re.DOTALL) for cell in cells] for cells in told]
    return [[" ".join(cell.split()) for cell in cells] for cells in bare]


@pytest.fixture(scope="module")
def demo() -> Iterator[Snapshot]:
    with demo_session(lambda: NOW) as session:
        yield session.snapshot


@pytest.fixture(scope="module")
def demo_page(demo: Snapshot) -> str:
    return page(demo)


@pytest.fixture(scope="module")
def role_page(demo: Snapshot) -> str:
    return page(demo, "machine-learning-engineer")


# Whatever it is made of, it is text, and nothing is loaded

PAYLOADS = {
    "markup": "<b>bold</b> & <img src=x onerror=alert(1)>",
    "script": "<script>alert(1)</script>",
    "end of the style": "</style><style>@import url(https://evil.example/x.css);</style>",
    "end of the title": "</title></svg><iframe src=//evil.example></iframe>",
    "script link": "javascript:alert(1)",
    "quotes": '" onmouseover="alert(1)" x=\'',
    "comment": "<!-- --><![CDATA[ ]]>",
    "entities": "&lt;script&gt; &#60;b&#62; &amp;amp;",
    "escape": "\x1b]8;;https://evil.example\x07click\x1b[2J\x9b31m",
    "bidi": "\u202egnp.exe\u2066 \u200f\u2028end\x00",
    "long": "W" * 10_000,
    "emoji": "👩🏽\u200d🔬 e\u0301 ﷽ {{7*7}} ${x} [x](https://evil.example)",
}
PRIVATE = "words of my own"


def hostile(payload: str) -> Snapshot:
    source = Source("survey", payload, publisher=payload, note=payload)
    pay = Pay(payload, "survey", payload, amount=5, origin=payload, note=payload)
    milestones = [
        skill("a", title=payload, summary=payload),
        degree("b", title=payload, implies=(Has("c"),)),
        project("c", title=payload),
        replace(cert("d"), title=payload),
    ]
    needs = (Has("a", PROFICIENT), AnyOf((Has("b"), AllOf((Has("c"), Has("d"))))), Has("b"))
    one = role("r", *needs, recommended=[Has("c")], title=payload, family=payload, pay=(pay,))
    labelled = tuple(replace(asked, label=payload) for asked in one.requirements)
    catalog = Catalog.build(sources=[source], milestones=milestones, roles=[replace(one, requirements=labelled)])
    texts = [payload, f"https://x.example/{payload}", "https://good.example/my?a=1&b=<2", f"https://{payload}"]
    return Snapshot(
        catalog,
        Progress(
            {"b": done(), "a": done(WORKING), "d": Mark(Status.WAIVED, reason=f"{PRIVATE} {payload}")},
            notes={"a": f"{PRIVATE} {payload}"},
            targets={"r": Target(primary=True, by=TODAY + timedelta(days=90))},
            log={"1": TimeEntry("a", TODAY, 60, f"{PRIVATE} {payload}")},
            due={"a": TODAY},
            evidence={
                f"{number}": Evidence("b", TODAY, text)
                for number, text in enumerate([*texts, f"{PRIVATE} {payload}", "https://good.example/my?a=1&b=2"])
            },
        ),
        TODAY,
    )


@cache
def harmless_tags(role_id: str | None) -> set[str]:
    return Page(page(hostile("Harmless"), role_id)).tags


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize("role_id", [None, "r"])
def test_text_from_data_stays_text_and_nothing_is_loaded(payload: str, role_id: str | None) -> None:
    source = page(hostile(payload), role_id)
    shown = Page(source)
    assert plain(payload) in shown.words
    assert shown.tags == harmless_tags(role_id)
    assert [named for named in shown.attributes if not ATTRIBUTES.fullmatch(named[1])] == []
    assert "https://good.example/my?a=1&b=2" in shown.links
    assert all(re.fullmatch(r"https?://[^\s\"'<>]+", one) for one in shown.links)
    assert PRIVATE not in source
    assert_self_contained(source)


def assert_self_contained(source: str) -> None:
    """No address is fetched, and nothing is run: neither by a tag nor by the style."""
    shown = Page(source)
    assert shown.tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "base", "form", "image", "use"})
    (style,) = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
    assert not re.search(r"url\(|@import|expression|https?:|//", style)
    assert source.count("<style>") == source.count("</style>") == 1
    names = {name for _, name, _ in shown.attributes}
    assert names.isdisjoint({"src", "srcset", "style", "action", "xlink:href", "background"})
    assert not any(name.startswith("on") for name in names)
    meta = [value for tag, name, value in shown.attributes if (tag, name) == ("meta", "http-equiv")]
    assert meta == ["Content-Security-Policy"]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert [value for tag, name, value in shown.attributes if name == "content" and "src" in value] == [policy]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "https://a@b.example",
        "https://x.example/\"onclick=", "vbscript:x", " https://x.example", "https://x.example/\u202e",
    ],
)  # fmt: skip
def test_what_is_no_safe_link_is_text(url: str) -> None:
    made = link("here", url)
    assert (made.tag, made.get("href"), made.text) == ("span", None, "here")


def test_what_is_built_takes_no_control_characters() -> None:
    made = element("p", "a\x1b[1m", element("b", "b"), "c\x00", class_="x\x07", title=None)
    assert (made.text, made[0].tail, made.attrib) == ("a[1m", "c", {"class": "x"})


# The figures are those of the core


def test_it_is_whole_and_the_same_every_time(demo: Snapshot, demo_page: str, role_page: str) -> None:
    assert_self_contained(demo_page)
    assert_self_contained(role_page)
    again = Snapshot(demo.catalog, demo.progress, demo.today)
    assert written("html", Export(again, NOW + timedelta(seconds=5), HOURS)) == demo_page
    assert FORMATS["html"].suffix == ".html"


def test_readiness_is_that_of_the_core(demo: Snapshot, demo_page: str) -> None:
    told = {cells[0].removesuffix(" target"): cells[1:] for cells in rows(demo_page, "roles") if len(cells) == 5}
    for one in demo.catalog.roles.values():
        tally = demo.readiness[one.id].required
        cells = told[one.title]
        assert cells[0] == (f"{tally.percent}%" if tally.total else "–")
        assert f"{tally.met} of {tally.total}" in cells[2] or not tally.total
    for role_id in demo.targets:
        readiness = demo.readiness[role_id]
        article = demo_page.split(f"<h3>{demo.catalog.role_title(role_id)}</h3>")[1].partition("</article>")[0]
        required, missing = readiness.required, readiness.required.missing
        assert f"<b>{required.percent}%</b>" in article
        assert f"required {required.met} of {required.total}" in article
        assert f"<h4>Missing: {missing}</h4>" in article
        assert f"<h4>Met or waived: {required.total - missing}</h4>" in article
        fields = re.findall(r'<rect [^>]*width="[\d.]+%"[^>]*class="(empty|waived|done|part)"', article)
        assert fields.count("done") == required.met
        assert fields.count("waived") == required.waived


def test_the_plan_is_that_of_the_core(demo: Snapshot, demo_page: str) -> None:
    when = advised(demo, Wish(demo.targets, HOURS), demo.today, Search()).schedule
    body = rows(demo_page, "plan")[1:]
    assert len(body) == len(when.slots)
    for cells, slot in zip(body, when.slots, strict=True):
        title = demo.catalog.milestone_title(slot.pick.milestone)
        assert cells[0].removeprefix("◆ ").startswith(title)
        assert cells[0].startswith("◆") == slot.critical
        assert cells[2].startswith(f"{day_words(slot.ends.early)} to {day_words(slot.ends.late)}")


def test_the_year_is_that_of_the_core(demo: Snapshot, demo_page: str) -> None:
    start = demo.today - timedelta(days=demo.today.weekday(), weeks=52)
    summary = summarise(demo, Window(start, demo.today))
    shown = Page(demo_page)
    assert shown.all("dd")[0] == f"{len(summary.completed)}"
    assert minutes_words(summary.hours.minutes) in shown.all("dd")
    weeks = [
        f"Week of {day_words(week.monday)}: {minutes_words(week.minutes)}" for week in summary.weeks if week.minutes
    ]
    assert [title for title in shown.all("title") if title.startswith("Week of")] == weeks
    days = daily(Timeline(demo.catalog, demo.progress), start, demo.today)
    logged = [f"{day_words(day.on)}: {minutes_words(day.minutes)}" for day in days if day.minutes]
    assert all(any(title.startswith(one) for title in shown.all("title")) for one in logged)
    assert demo_page.count('class="heat0"') == sum(not day.minutes for day in days) + 2  # and two in the legend


def test_one_role_has_its_figures_with_their_sources(demo: Snapshot, demo_page: str, role_page: str) -> None:
    one = demo.catalog.roles["machine-learning-engineer"]
    told = rows(role_page, "figures")
    for pay in one.pay:
        title = demo.catalog.sources[pay.source].title
        amount = f"{pay.amount or pay.low:,}"
        assert any(amount in cells[0] and pay.measure in cells[1] and title in cells[2] for cells in told[1:])
    assert "None of them is chosen." in role_page
    assert '<table class="figures">' not in demo_page


# Odd worlds


def snapshot(progress: Progress, *needs: Requirement, today: date = TODAY) -> Snapshot:
    milestones = [skill("python"), skill("r"), degree("msc"), project("app"), cert("aws", 12)]
    source = Source("survey", "A survey")
    catalog = Catalog.build(sources=[source], milestones=milestones, roles=[role("dev", *needs), role("mute")])
    return Snapshot(catalog, progress, today)


def test_alternatives_and_what_is_held_are_told() -> None:
    needs = (
        AnyOf((Has("msc"), Has("app"))),
        AtLeast(2, (Has("python", PROFICIENT), AllOf((Has("r", WORKING), Has("app"))), Has("aws"))),
        Has("aws"),
    )
    marks = {"python": done(WORKING), "aws": done(on=TODAY - timedelta(days=700)), "app": Mark(Status.STARTED)}
    words = Page(page(snapshot(Progress(marks), *needs), "dev")).words
    for told in (
        "one of Msc · App, started",
        "at least 2 of",
        "Python (proficient), now working",
        "lapsed 20 Dec 2025",
    ):
        assert told in words
    met = Page(page(snapshot(Progress({"msc": done(), "app": Mark(Status.WAIVED, reason="-")}), *needs), "dev")).words
    assert "Msc, done 20 Nov 2026" in met
    assert "App, waived" in met


def test_what_no_requirement_names_is_held_all_the_same() -> None:
    lapsed, ran_out = done(on=TODAY - timedelta(days=700)), day_words(TODAY - timedelta(days=335))
    marks = {"python": done(PROFICIENT), "aws": lapsed, "app": Mark(Status.STARTED), "msc": done(), "gone": done()}
    told = Progress(
        marks, targets={"dev": Target(primary=True)}, evidence={"e": Evidence("aws", TODAY, "https://a.ex")}
    )
    section = page(snapshot(told, AnyOf((Has("msc"), Has("app"))))).split("<h2>Also held</h2>")[1].split("<h2>")[0]
    shown = Page(f"<section>{section.rpartition('</section>')[0]}</section>")
    assert shown.all("h4") == ["Certifications: 1", "Skills: 1", "Projects: 1", "No longer in the catalog: 1"]
    for words in ("Python (proficient)", f"lapsed {ran_out}; evidence: a.ex", "Appstarted", "gone"):
        assert words in shown.words.replace("\n", "")
    assert "Msc" not in shown.words
    assert "Also held" not in page(snapshot(Progress({"msc": done()}), Has("msc")), "dev")
    assert "<h2>Held or under way</h2>" in page(snapshot(Progress({"msc": done()}), Has("msc")))


def test_a_percentage_that_counts_parts_is_explained_once(demo_page: str) -> None:
    assert demo_page.count("count in part. It is rounded down.") == 1
    assert "rounded down" not in page(snapshot(Progress(), Has("msc")))


def test_alternatives_are_one_next_step() -> None:
    degrees = [degree(one) for one in ("msc", "bsc", "phd")]
    source = Source("survey", "A survey")
    needs = AnyOf(tuple(Has(one.id) for one in degrees))
    catalog = Catalog.build(sources=[source], milestones=degrees, roles=[role("dev", needs)])
    shown = page(Snapshot(catalog, Progress(targets={"dev": Target(primary=True)}), TODAY))
    steps = re.search(r'<ol class="steps">(.*?)</ol>', shown, re.DOTALL)
    assert steps is not None
    assert steps[1].count("<li>") == 1
    assert '<span class="label">One of:</span> Bsc, Msc, Phd<p' in steps[1]


def test_without_anything_told_it_is_short_and_says_so() -> None:
    source = page(snapshot(Progress(), Has("msc")))
    assert_self_contained(source)
    assert "No target is chosen." in source
    assert "<figure" not in source
    assert "0 of 1" in source


def test_a_role_of_which_nothing_is_stated_has_no_figures() -> None:
    source = page(snapshot(Progress(targets={"mute": Target(primary=True)}), Has("msc")))
    assert "No source says what this role requires" in source
    assert "Nothing is left to do." in source


@pytest.mark.parametrize("today", [date.min, date(2, 1, 1), date.max])
def test_the_ends_of_the_calendar_are_no_ends_of_the_page(today: date) -> None:
    marks = {"python": Mark(Status.DONE, level=Level.WORKING, done_on=today)}
    log = {"1": TimeEntry("python", today, 90, "")}
    progress = Progress(marks, targets={"dev": Target(primary=True, by=today)}, log=log)
    assert_self_contained(page(snapshot(progress, Has("msc"), Has("python", PROFICIENT), today=today)))


def test_a_tree_as_deep_as_may_be_is_written() -> None:
    tree: Requirement = Has("msc")
    for _ in range(25):
        tree = AnyOf((Has("app"), AllOf((tree, Has("r", WORKING)))))
    assert "one of" in page(snapshot(Progress(targets={"dev": Target(primary=True)}), tree))


def test_kinds_are_counted() -> None:
    log = {"1": TimeEntry("python", TODAY, 90, "")}
    marks = {"python": done(WORKING), "r": done(WORKING), "msc": done()}
    words = Page(page(snapshot(Progress(marks, log=log), Has("msc")))).words
    assert "1 degree, 2 skills" in words
