"""What ten years of use cost: a store of 10,000 events on 300 milestones beside one of a single tick, in one run.

    python tests/benchmarks/ten_years.py [--runs N] [--program PATH]

Both stores are measured in turn in every round, so that what else the machine does falls on both;
only the ratios carry over to other machines. The ten years are the same on every run.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.history import Change, Event, Mark, MarkChange, NoteChange, Status, Target, TargetChange
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.session import Session, open_session, places_below
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore

EVENTS = 10_000
MILESTONES = 300
YEARS = 10
SKILLS = ("python", "sql")
"""Skills of the catalog whose level the measured ticks change, so that each of them saves something."""
WARM_UPS = 2
WORDS = ("read", "chapter", "watched", "finish", "exercise", "notebook", "course", "ask", "mentor", "draft", "again")


@dataclass
class Life:
    """A person whose history is made up, the same one every time."""

    catalog: Catalog
    draw: random.Random = field(default_factory=lambda: random.Random(10))
    number: int = 0

    def events(self, progress: Progress, device: str, until: date, first: date, count: int) -> Iterator[Event]:
        """So many events between two days, after all that `progress` holds."""
        known = sorted(self.catalog.milestones)
        milestones = known + [f"departed-{number}" for number in range(MILESTONES - len(known))]
        days = max(1, (until - first).days)
        for place in range(count):
            moment = datetime(first.year, first.month, first.day, 19, tzinfo=UTC) + timedelta(
                days=place * days // count
            )
            self.number += 1
            change = self._change(progress, milestones, moment.date())
            name = f"{self.draw.getrandbits(128):032x}"
            event = Event(name, f"{self.draw.getrandbits(128):032x}", moment, progress.next_clock, device, change)
            progress = progress.after([event])
            yield event

    def _change(self, progress: Progress, milestones: Sequence[str], day: date) -> Change:
        milestone = milestones[self.number % len(milestones)]
        match self.draw.randrange(20):
            case 0:
                role = self.draw.choice(sorted(self.catalog.roles))
                old = progress.targets.get(role)
                return TargetChange(role, old, None if old else Target(primary=not progress.targets))
            case 1 | 2 | 3 | 4:
                text = " ".join(self.draw.choices(WORDS, k=self.draw.randrange(3, 40)))
                return NoteChange(milestone, progress.notes.get(milestone, ""), text)
            case 5 | 6:
                return MarkChange(milestone, progress.marks.get(milestone), Mark(Status.STARTED, started_on=day))
            case _:
                entry = self.catalog.milestones.get(milestone)
                level = self.draw.choice(list(Level)) if entry and entry.kind is Kind.SKILL else None
                return MarkChange(milestone, progress.marks.get(milestone), Mark(Status.DONE, level, done_on=day))


def live(places: Places, catalog: Catalog, today: date) -> None:
    """Ten years of saves, of which those are made whose backups the calendar keeps."""
    life, first = Life(catalog), today - timedelta(days=365 * YEARS)
    ago = [30 * months for months in range(12, 0, -1)] + [21, 14, *range(7, -1, -1)]
    days = [today - timedelta(days=number) for number in ago]
    done = 0
    for place, day in enumerate(days):
        share = EVENTS if place == len(days) - 1 else round(EVENTS * (day - first).days / (365 * YEARS))

        def decide(progress: Progress, device: str) -> Sequence[Event]:
            since = progress.history[-1].at.date() if progress.history else first
            return list(life.events(progress, device, day, since, share - done))  # noqa: B023 - called in this turn

        ProgressStore(places).commit(decide)
        moment = datetime(day.year, day.month, day.day, 20, tzinfo=UTC).timestamp()
        os.utime(places.progress, (moment, moment))
        done = share


@dataclass
class Store:
    """One of the two stores."""

    name: str
    folder: Path
    figures: dict[str, list[float]] = field(default_factory=dict)
    level: int = 0

    @property
    def places(self) -> Places:
        return places_below(self.folder)

    def next_level(self) -> Level:
        """Another one each time."""
        self.level += 1
        return Level.of_rank(1 + self.level % len(Level))

    def took(self, what: str, amount: float) -> None:
        self.figures.setdefault(what, []).append(amount)


def milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def written() -> tuple[int, int] | None:
    """Bytes that this process handed to write, and that it made the kernel write to disks; on Linux only."""
    try:
        lines = Path("/proc/self/io").read_text("ascii").splitlines()
    except OSError:
        return None
    counters = {key: int(value) for key, _, value in (line.partition(": ") for line in lines)}
    return counters["wchar"], counters["write_bytes"]


def in_process(store: Store) -> None:
    """A session that is open, as the app has one: its start, and a tick from the verb until it is on disk."""
    sessions: list[Session] = []
    store.took("open the store, ms", milliseconds(lambda: ProgressStore(store.places).load()))
    store.took("open a session, ms", milliseconds(lambda: sessions.append(open_session(store.places, bundled=True))))
    session, level = sessions[0], store.next_level()
    before = written()
    store.took("tick in a session, ms", milliseconds(lambda: session.tick(SKILLS[:1], level=level)))
    after = written()
    if before and after:
        store.took("bytes written by that tick", after[0] - before[0])
        store.took("bytes to the disk by that tick", after[1] - before[1])


def as_command(store: Store, program: Path) -> None:
    """The installed command, with all that it takes to start."""
    rank = store.next_level().rank
    commands = {
        "`mltrack tick`, ms": ("tick", SKILLS[1], "--level", str(rank)),
        "`mltrack state --json`, ms": ("state", "--json"),
        "`mltrack doctor`, ms": ("doctor",),
        "`mltrack --version`, ms": ("--version",),
    }
    environment = {**os.environ, "MLTRACK_HOME": str(store.folder), "NO_COLOR": "1"}
    environment.pop("MLTRACK_CATALOG", None)
    for what, arguments in commands.items():

        def run(arguments: tuple[str, ...] = arguments) -> None:
            ran = subprocess.run(
                [str(program), *arguments], env=environment, capture_output=True, text=True, check=False
            )
            if ran.returncode:
                raise SystemExit(f"{program} {' '.join(arguments)} failed: {ran.stdout}{ran.stderr}")

        store.took(what, milliseconds(run))


def percentile(amounts: Sequence[float], part: float) -> float:
    ordered = sorted(amounts)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def table(one: Store, other: Store) -> Iterator[str]:
    """Medians and 95th percentiles of both, and the ratio of the medians."""
    yield f"| {'':34} | {one.name + ' p50':>12} | {'p95':>11} | {other.name + ' p50':>13} | {'p95':>11} | ratio |"
    yield f"|{'-' * 36}|{'-' * 13}:|{'-' * 12}:|{'-' * 14}:|{'-' * 12}:|------:|"
    for what, left in one.figures.items():
        right = other.figures[what]
        ratio = statistics.median(right) / statistics.median(left) if statistics.median(left) else float("nan")
        yield (
            f"| {what:34} | {statistics.median(left):>12,.1f} | {percentile(left, 0.95):>11,.1f} "
            f"| {statistics.median(right):>13,.1f} | {percentile(right, 0.95):>11,.1f} | {ratio:>5.2f} |"
        )


def measure(runs: int, program: Path, folder: Path) -> Iterator[str]:
    """Build both stores, measure them in turn, and tell."""
    one, other = Store("one tick", folder / "one-tick"), Store("ten years", folder / "ten-years")
    session = open_session(one.places, bundled=True)
    session.tick(SKILLS)
    live(other.places, session.catalog, session.snapshot.today)
    for store in (one, other):
        progress = ProgressStore(store.places).load()
        backups = list(store.places.backups.iterdir())
        yield (
            f"{store.name}: {len(progress.history):,} events, {len(progress.marks)} marks, "
            f"{len(progress.notes)} notes, {store.places.progress.stat().st_size:,} bytes, {len(backups)} backups of "
            f"{sum(path.stat().st_size for path in backups):,} bytes"
        )
    for number in range(-WARM_UPS, runs):
        for store in (one, other) if number % 2 else (other, one):
            in_process(store)
            as_command(store, program)
            if number < 0:
                store.figures.clear()
    for store in (one, other):
        store.took("the file, bytes", store.places.progress.stat().st_size)
    yield ""
    yield from table(one, other)
    yield ""
    yield (
        f"{runs} rounds, interleaved; Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, "
        f"{datetime.now(UTC):%Y-%m-%d}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20, help="rounds (20)")
    parser.add_argument(
        "--program",
        type=Path,
        default=Path(sys.executable).with_name("mltrack"),
        help="the installed command (the one beside this Python)",
    )
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mltrack-ten-years-"))
    try:
        for line in measure(given.runs, given.program, folder):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
