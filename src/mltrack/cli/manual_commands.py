"""`completions` and `man`: what a shell and a manual reader know of mltrack, made of the commands themselves."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from mltrack.cli.manual import manual
from mltrack.cli.output import hand_over, say

_SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", metavar="|".join(_SHELLS), type=click.Choice(_SHELLS))
@click.pass_context
def completions(ctx: click.Context, shell: str) -> None:
    """Print a script that completes commands, ids and roles.

    Bash: put eval "$(mltrack completions bash)" into ~/.bashrc. Zsh: the same with
    zsh, into ~/.zshrc after compinit. Fish: write it to
    ~/.config/fish/completions/mltrack.fish.
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    # Not `source()`, which starts a bash to ask for its version.
    script = kind(ctx.find_root().command, {}, "mltrack", "_MLTRACK_COMPLETE")
    say((script.source_template % script.source_vars()).splitlines())


@click.command()
@click.pass_context
def man(ctx: click.Context) -> None:
    """Print the manual page, to read with: mltrack man | man -l -."""
    hand_over(manual(ctx.find_root()))
