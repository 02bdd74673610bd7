"""How quickly the installed program starts, answers, grows and leaves: the one program that prints the table.

    python -m tests.benchmarks.speed [--rounds N] [--program PATH] [--peers FOLDER] [--only PART[,PART]] [--profile]

Everything runs in a real pseudo-terminal of 120 by 40, or into a pipe where it is a command. In every
round all programs take turns in an order of chance, and a figure is divided by the other one of the
same round: medians, least and greatest of the rounds. Runs of a few milliseconds are made several times
a round, and their median is the round's figure. Only the ratios carry from machine to machine.

A first paint is one that the app itself has drawn. A frame that it kept from its last visit, and shows
before it is loaded, stands in lines of its own; so does the CPU that it goes on using after it was left
to draw that frame. Nothing else is measured meanwhile.

The parts: `screen`, the app beside the smallest Textual app and a plain one of a list and a page;
`commands`, beside a bare Python and Taskwarrior; `catalogs` and `histories`, the app on large ones
beside itself on the smallest; `peers`, beside other programs, each installed into an environment of its
own below FOLDER if it is not there; `plan`, the CPU of the plan of least effort. PATH is the `mltrack` of
an environment into which the wheel was installed; its Python runs the floors. With --profile, what a
first paint costs is taken apart instead (`profile_start.py`).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks import commands, growth, peers, plans, profile_start, report, screens
from tests.benchmarks.person import live
from tests.benchmarks.rounds import Part, Setting, all_rounds
from tests.benchmarks.watched import adopt, left_behind

PARTS: Mapping[str, Callable[[Setting], Part]] = {
    "screen": screens.part,
    "commands": commands.part,
    "catalogs": growth.catalogs,
    "histories": growth.histories,
    "peers": peers.part,
    "plan": plans.part,
}


def measured(setting: Setting, names: Sequence[str], rounds: int) -> Iterator[str]:
    """Measure these parts in so many rounds, after one that does not count, and tell."""
    parts = [PARTS[name](setting) for name in names]
    lines = [line for part in parts for line in part.lines]
    if lines:
        figures = list(all_rounds(parts, rounds, left_behind))
        yield from report.table(lines, figures)
        yield ""
        if told := report.idle_bytes(figures):
            yield told
    for part in parts:
        yield from part.remarks
    yield report.circumstances(rounds)


def chosen(text: str) -> Sequence[str]:
    """The parts that an option names, in the order of the table."""
    names = text.split(",")
    if unknown := [name for name in names if name not in PARTS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(PARTS)}")
    return [name for name in PARTS if name in names]


def at_least_one(text: str) -> int:
    """A number of rounds."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rounds")
    return int(text)


def options() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=at_least_one, default=10, help="rounds that count (10)")
    parser.add_argument(
        "--program",
        type=Path,
        default=Path(sys.executable).with_name("mltrack"),
        help="the installed command (the one beside this Python)",
    )
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="where the environments of the peers are or come")
    parser.add_argument("--only", type=chosen, default=list(PARTS), metavar="PART[,PART]", help=", ".join(PARTS))
    parser.add_argument("--profile", action="store_true", help="take the first paint apart instead")
    return parser


def main() -> None:
    """Measure, and print."""
    given = options().parse_args()
    adopt()
    folder = Path(tempfile.mkdtemp(prefix="mltrack-speed-"))
    setting = Setting(given.program.absolute(), folder / "home", folder, given.peers)
    try:
        live(setting.home)
        told = (
            profile_start.told(setting, given.rounds) if given.profile else measured(setting, given.only, given.rounds)
        )
        for line in told:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
