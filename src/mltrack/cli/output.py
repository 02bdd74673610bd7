"""The way out: every character that the command line shows passes through here.

Text is sanitised line by line and written in whatever the stream can encode; JSON is pure ASCII.
"""

from __future__ import annotations

import io
import sys
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TextIO

import click

from mltrack.core.text import plain
from mltrack.errors import CatalogError, MltrackError, StoreError

LONGEST_DEED = 400
"""Characters of what could not be saved that are told; an import may be about thousands of actions."""


def say(lines: Iterable[str]) -> None:
    """Print lines of text on stdout."""
    _write(lines, sys.stdout)


def give(value: object) -> None:
    """Print a value as JSON on stdout."""
    import json

    click.echo(json.dumps(value, indent=2, ensure_ascii=True, allow_nan=False))


def tell(
    form: tuple[bool, bool],
    view: Callable[[], object],
    markdown: Callable[[], Iterable[str]],
    text: Callable[[], Iterable[str]],
) -> None:
    """Print one of three forms; `form` says whether JSON and whether Markdown was asked for."""
    if form == (True, True):
        raise click.UsageError("--json and --markdown go one at a time.")
    if form[0]:
        give(view())
    else:
        say(markdown() if form[1] else text())


def hand_over(text: str) -> None:
    """Write the text of a file on stdout as it is, in UTF-8 whatever the terminal knows: it is data for a program."""
    click.echo(text.encode(), nl=False)


def complain(error: MltrackError) -> None:
    """Print the sentence of an error on stderr; a catalog's faults one a line."""
    lines = [f"mltrack: {error}"]
    if isinstance(error, StoreError) and error.unsaved:
        from textwrap import shorten

        lines = [f"mltrack: Not saved: {shorten(error.unsaved, LONGEST_DEED, placeholder=' ...')}. {error}"]
    if isinstance(error, CatalogError):
        lines = ["mltrack: The catalog cannot be used:", *(f"  {fault}" for fault in error.faults)]
    _write(lines, sys.stderr)


def warn(lines: Iterable[str]) -> None:
    """Print what a person must know beside the data, on stderr; what was done is done if nobody can read it."""
    told = list(lines)
    if told:
        with suppress(OSError):
            _write(told, sys.stderr)


def complain_usage(error: click.ClickException) -> None:
    """Print click's own words about a command that it did not understand, on stderr."""
    words = io.StringIO()
    error.show(file=words)
    _write(words.getvalue().splitlines(), sys.stderr)


def stdout_can_show(glyphs: str) -> bool:
    """True when the encoding of stdout has all of `glyphs`."""
    try:
        glyphs.encode(_encoding(sys.stdout))
    except UnicodeEncodeError:
        return False
    return True


def stderr_is_read() -> bool:
    """True when stderr is a terminal, so that somebody sees what is said there."""
    return sys.stderr is not None and sys.stderr.isatty()


def _write(lines: Iterable[str], stream: TextIO | None) -> None:
    if stream is None:  # closed by the shell
        return
    encoding, told = _encoding(stream), [*lines]
    text = "".join(told)
    if text.isprintable():  # nothing to drop in any of them: thousands of lines are looked at as one
        text = unicodedata.normalize("NFC", "\n".join([line.rstrip() for line in told]))
    else:
        text = "\n".join([plain(line).rstrip() for line in told])
    click.echo(text.encode(encoding, "replace").decode(encoding), file=stream)


def _encoding(stream: TextIO | None) -> str:
    return getattr(stream, "encoding", None) or "utf-8"
