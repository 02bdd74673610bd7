"""What several subcommands share: their options, and the glyphs that fit the terminal."""

from __future__ import annotations

import os
import re
import sys
from fractions import Fraction
from pathlib import Path

import click

from mltrack.cli.output import stdout_can_show
from mltrack.cli.text import ASCII, UNICODE, Glyphs
from mltrack.core.effort import FEWEST_HOURS, MOST_HOURS
from mltrack.core.entries import Kind
from mltrack.core.requirements import Level
from mltrack.errors import InvalidInput

_DECIMAL = r"(?a)\d{1,3}(?:[.,]\d{1,4})?"

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
as_markdown = click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown.")
of_kind = click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only this kind.")


def level_named(ctx: click.Context, param: click.Parameter, text: str | None) -> Level | None:
    """The level that was typed, by its name or its number; refuses anything else with what would do."""
    if text is None:
        return None
    for level in Level:
        if text.casefold() in {level.value, str(level.rank)}:
            return level
    names = ", ".join(f"{level.rank} {level.value}" for level in Level)
    raise click.BadParameter(f"'{text}' is not a level; levels are {names}.", ctx, param)


def hours_named(ctx: click.Context, param: click.Parameter, text: str | None) -> Fraction | None:
    """The hours a week that were typed; refuses what is not a number from 1 to 100."""
    if text is None:
        return None
    hours = Fraction(text.replace(",", ".")) if re.fullmatch(_DECIMAL, text) else Fraction(0)
    if not FEWEST_HOURS <= hours <= MOST_HOURS:
        raise click.BadParameter(f"'{text}' is not a number of hours from {FEWEST_HOURS} to {MOST_HOURS}.", ctx, param)
    return hours


hours_per_week = click.option(
    "--hours-per-week",
    "hours",
    callback=hours_named,
    metavar="H",
    help="Study hours a week; else those of `mltrack hours`.",
)


def file_named(name: str) -> Path:
    """The file that was named, as click's `type`; refuses an empty name, as an unset variable leaves it."""
    return Path(named(name))


def named(name: str) -> str:
    """The name of a file as it was meant: ~ is the home too where no shell has said so, as within quotes.

    Refuses an empty one.
    """
    if not name:
        raise click.BadParameter("the name of a file is empty.")
    return os.path.expanduser(name)  # noqa: PTH111 - for the ~ of nobody, this raises nothing


def as_typed(text: str) -> str:
    """An argument as it was typed: in an ASCII locale, Python takes the bytes of other letters for surrogates."""
    return os.fsencode(text).decode("utf-8", "replace") if any("\udc80" <= char <= "\udcff" for char in text) else text


def typed(longest: int, what: str) -> bytes:
    """What stdin holds, to read `what` from; raises InvalidInput for more than `longest` bytes."""
    if sys.stdin is None:
        raise InvalidInput(f"There is no input to read {what} from.")
    raw = sys.stdin.buffer.read(longest + 1)
    if len(raw) > longest:
        raise InvalidInput(f"The input is longer than {longest:,} bytes.")
    return raw


def glyphs() -> Glyphs:
    """The glyphs that stdout can show."""
    return UNICODE if stdout_can_show("".join(UNICODE.all())) else ASCII
