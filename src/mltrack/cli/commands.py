"""The group of all subcommands, and the one place where an error becomes a sentence and a status."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click

from mltrack import __version__
from mltrack.cli.output import complain, complain_usage
from mltrack.errors import MltrackError

INTERRUPTED = 130
"""The status of a program that Ctrl-C ended, as shells count it."""

_SECTIONS = {
    "Look": {
        "roles": "role_commands",
        "role": "role_commands",
        "milestones": "milestone_commands",
        "milestone": "milestone_commands",
        "ids": "milestone_commands",
        "summary": "summary_commands",
        "forecast": "summary_commands",
        "state": "report_commands",
        "history": "history_commands",
        "paths": "report_commands",
        "serve": "serve_commands",
    },
    "Advise": {
        "next": "advice_commands",
        "nearest": "advice_commands",
        "moves": "advice_commands",
        "plan": "plan_commands",
        "whatif": "advice_commands",
        "compare": "compare_commands",
        "path": "path_commands",
    },
    "Change": {
        "tick": "mark_commands",
        "untick": "mark_commands",
        "start": "mark_commands",
        "waive": "mark_commands",
        "note": "mark_commands",
        "evidence": "evidence_commands",
        "target": "target_commands",
        "log": "time_commands",
        "effort": "time_commands",
        "due": "time_commands",
        "hours": "time_commands",
        "undo": "history_commands",
        "redo": "history_commands",
    },
    "Keep safe": {
        "backup": "backup_commands",
        "backups": "backup_commands",
        "restore": "backup_commands",
        "recover": "backup_commands",
        "doctor": "doctor_commands",
    },
    "Catalog": {
        "catalog": "catalog_commands",
    },
    "Take along": {
        "merge": "copy_commands",
        "export": "export_commands",
        "import": "import_commands",
    },
    "Shell": {
        "completions": "manual_commands",
        "man": "manual_commands",
    },
}
"""For each section of the help, subcommand to the module of this room that defines it."""

_MODULES = {name: module for section in _SECTIONS.values() for name, module in section.items()}


class LazyGroup(click.Group):
    """A group whose subcommands are imported when they are first asked for.

    The shape is the one that click's own documentation gives under "Lazily Loading Subcommands".
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        """The names of all subcommands."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """The subcommand of this name; None where there is none."""
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        # A function cannot be called `import`.
        attribute = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = getattr(import_module(f"mltrack.cli.{module}"), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"mltrack.cli.{module}.{cmd_name} is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the subcommands by section, all in the same columns."""
        longest = max(map(len, _MODULES))
        for title, names in _SECTIONS.items():
            commands = {name: command for name in names if (command := self.get_command(ctx, name)) is not None}
            with formatter.section(title):
                formatter.write_dl(
                    [
                        (name.ljust(longest), command.get_short_help_str(formatter.width - 6 - longest))
                        for name, command in commands.items()
                    ]
                )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand that `args` begin with; an unknown one is refused with the nearest names."""
        name = args[0]
        if name not in _MODULES and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, _MODULES, n=2, cutoff=0.6)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"There is no command '{name}'.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Roles and milestones may be named by id, title or another name. MLTRACK_HOME=DIR keeps everything in DIR.",
)
@click.version_option(__version__, message="mltrack %(version)s")
@click.option("--demo", is_flag=True, help="Open the app on a filled throw-away copy; nothing of yours is touched.")
@click.option("--ascii", is_flag=True, help="Open the app in plain ASCII signs, for fonts without lines and blocks.")
def mltrack(demo: bool, ascii: bool) -> None:  # noqa: A002 - as the option is called
    """Track your way to a machine-learning role.

    Without a command, mltrack opens its full-screen app.
    """
    for given, option in ((demo, "--demo"), (ascii, "--ascii")):
        if given:
            raise click.UsageError(f"{option} opens the app and goes with no command.")


def run_command(argv: Sequence[str]) -> int:
    """Run one subcommand and return the exit status.

    0 means done and, for what changes something, on disk; 1 an error with its sentence on stderr;
    2 a command that was not understood.
    """
    try:
        status = mltrack.main(args=list(argv), prog_name="mltrack", standalone_mode=False)
    except click.ClickException as error:
        complain_usage(error)
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except MltrackError as error:
        complain(error)
        return 1
    except OSError as error:
        # The store and the catalog turn theirs into sentences: this one is of stdin or stdout.
        told = "What was saved stays saved: mltrack history"
        complain(MltrackError(f"Cannot read the input or write the output: {error.strerror or error}. {told}"))
        return 1
    except SystemExit as end:
        # click's way out of a broken pipe.
        return end.code if isinstance(end.code, int) else 1
    return status if isinstance(status, int) else 0
