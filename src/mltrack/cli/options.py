"""What several subcommands share: their options, and the glyphs that fit the terminal."""

from __future__ import annotations

import click

from mltrack.cli.output import stdout_can_show
from mltrack.cli.text import ASCII, UNICODE, Glyphs
from mltrack.core.entries import Kind
from mltrack.core.requirements import Level

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
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


def glyphs() -> Glyphs:
    """The glyphs that stdout can show."""
    return UNICODE if stdout_can_show("".join(UNICODE.all())) else ASCII
