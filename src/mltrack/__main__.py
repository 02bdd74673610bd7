"""The front door: picks a face, and imports nothing of the other one.

No arguments, `--demo` and `--ascii` open the full-screen app; anything else is the command line.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from mltrack.errors import MltrackError

NEEDS_TERMINAL = (
    "mltrack opens a full-screen app and needs a terminal. "
    "For text, try: mltrack roles, mltrack summary, mltrack --help"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `argv`, by default what the shell passed, and return the exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    options = {"--demo", "--ascii"} & set(arguments)
    # A shell that completes runs the program without arguments and asks in the environment.
    if len(arguments) != len(options) or "_MLTRACK_COMPLETE" in os.environ:
        from mltrack.cli.commands import run_command

        return run_command(arguments)
    # A stream that the shell closed is None. Behind `mltrack serve` a browser is the terminal.
    if "TEXTUAL_DRIVER" not in os.environ and not all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)
    ):
        print(NEEDS_TERMINAL, file=sys.stderr)  # noqa: T201 - the one sentence that no face says
        return 2
    gc.disable()  # nothing that is made before the first paint is thrown away again; the app enables it
    from mltrack.tui.app import run

    try:
        run(demo="--demo" in options, ascii="--ascii" in options)
    except MltrackError as error:
        from mltrack.cli.output import complain

        complain(error)
        return 1


if __name__ == "__main__":
    sys.exit(main())
