"""The manual page, in the roff that `man` reads, made of the commands and their options. Pure: nothing here prints."""

from __future__ import annotations

from collections.abc import Iterator

import click

from mltrack import __version__

_STATUS = (
    ("0", "Done and, for what changes something, on disk."),
    ("1", "An error, told in a sentence on stderr; nothing was changed, unless it says so."),
    ("2", "A command that was not understood."),
)
_ENVIRONMENT = (
    ("MLTRACK_HOME", "The folder below which everything is kept; mltrack paths shows where it is otherwise."),
    ("MLTRACK_CATALOG", "The folder of a catalog to use instead of the one that mltrack ships."),
)
_SIGNS = {"\\": "\\e", "-": "\\-", "`": "\\(ga", "'": "\\(aq", "^": "\\(ha", "~": "\\(ti", '"': "\\(dq"}
"""Signs that roff would take for others, or for commands of its own."""


def manual(root: click.Context) -> str:
    """The page as text in ASCII, with a line break at its end."""
    return "".join(f"{line}\n" for line in _page(root))


def _page(root: click.Context) -> Iterator[str]:
    summary, *rest = _paragraphs(root.command)
    name = summary.rstrip(".")
    yield f'.TH MLTRACK 1 "" "mltrack {roff(__version__)}" "User Commands"'
    yield from (".SH NAME", f"mltrack \\- {roff(name[:1].lower() + name[1:])}")
    yield from (".SH SYNOPSIS", "\\fBmltrack\\fR [\\fIOPTION\\fR]", ".br")
    yield "\\fBmltrack\\fR \\fICOMMAND\\fR [\\fIARGUMENT\\fR]..."
    yield ".SH DESCRIPTION"
    yield from _separated(rest)
    yield ".SH OPTIONS"
    yield from _options(root)
    yield ".SH COMMANDS"
    yield from _commands(root)
    for title, entries in (("ENVIRONMENT", _ENVIRONMENT), ("EXIT STATUS", _STATUS)):
        yield f".SH {title}"
        for term, words in entries:
            yield from (".TP", f".B {roff(term)}", roff(words))


def _commands(parent: click.Context) -> Iterator[str]:
    """Each command with its arguments, what it does and its options; of a group each of its own."""
    group = parent.command
    for name in group.list_commands(parent) if isinstance(group, click.Group) else ():
        command = group.get_command(parent, name) if isinstance(group, click.Group) else None
        if command is None:
            continue
        context = click.Context(command, parent=parent, info_name=name)
        if isinstance(command, click.Group):
            yield from _commands(context)
            continue
        pieces = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
        # One that is hidden is what its group does by itself.
        path, about = (parent.command_path, group) if command.hidden else (context.command_path, command)
        yield ".TP"
        yield " ".join([f"\\fB{roff(path)}\\fR", *(f"\\fI{roff(piece)}\\fR" for piece in pieces)])
        yield from _separated(_paragraphs(about))
        if options := [*_options(context)]:
            yield from (".RS", *options, ".RE")


def _options(context: click.Context) -> Iterator[str]:
    for param in context.command.get_params(context):
        record = param.get_help_record(context)
        if record is not None and isinstance(param, click.Option) and "--help" not in param.opts:
            yield from (".TP", f"\\fB{roff(record[0])}\\fR", roff(record[1]))


def _paragraphs(command: click.Command) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n")]


def _separated(paragraphs: list[str]) -> Iterator[str]:
    for place, paragraph in enumerate(paragraphs):
        if place:
            yield ".sp"
        yield roff(paragraph)


def roff(text: str) -> str:
    """Text on one line, so written that roff shows it as it is; a line that begins with a point is no command."""
    shown = "".join(_SIGNS.get(char) or (char if char.isascii() else f"\\[u{ord(char):04X}]") for char in text)
    return f"\\&{shown}" if shown.startswith(".") else shown
