"""The front door: picks a face, and imports nothing of the other one.

No arguments, `--demo` and `--ascii` open the full-screen app; anything else is the command line.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from mltrack import __version__

NEEDS_TERMINAL = (
    "mltrack opens a full-screen app and needs a terminal. "
    "For text, try: mltrack roles, mltrack summary, mltrack --help"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `argv`, by default what the shell passed, and return the exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    options = {"--demo", "--ascii"} & set(arguments)
    if argv is None:
        # A start makes much and throws little away: the app begins to collect once there is something to see.
        gc.disable()
    if arguments == ["--version"] and _said(f"mltrack {__version__}"):
        return 0
    # A shell that completes runs the program without arguments and asks in the environment.
    if len(arguments) != len(options) or "_MLTRACK_COMPLETE" in os.environ:
        from mltrack.cli.commands import run_command

        status = run_command(arguments)
        if argv is None:
            leave(status)
        return status
    # A stream that the shell closed is None. Behind `mltrack serve` a browser is the terminal.
    if "TEXTUAL_DRIVER" not in os.environ and not all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)
    ):
        print(NEEDS_TERMINAL, file=sys.stderr)  # noqa: T201 - the one sentence that no face says
        return 2
    status = _open_app(demo="--demo" in options, ascii_only="--ascii" in options)
    if argv is None:
        leave(status)
    return status


def _open_app(*, demo: bool, ascii_only: bool) -> int:
    """Run the app; the frame that was kept for its start is there before it is even loaded."""
    from contextlib import ExitStack

    from mltrack.errors import MltrackError
    from mltrack.kept_frame import Curtain, draw_next

    try:
        with ExitStack() as stack:
            curtain = None if demo else Curtain.raised(ascii=ascii_only)
            if curtain is not None:
                stack.callback(curtain.lift)
            from mltrack.tui.app import run

            status = run(demo=demo, ascii=ascii_only, curtain=curtain)
    except MltrackError as error:
        from mltrack.cli.output import complain

        complain(error)
        return 1
    if status == 0 and not demo:
        draw_next(ascii=ascii_only)
    return status


def leave(status: int) -> None:
    """End now, with everything on disk and the last words said: to take the interpreter apart takes far longer."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            continue  # nobody is there to read it
    os._exit(status)


def _said(line: str) -> bool:
    """Print a line without a face, as what reads it may ask for it often; False where only a face can say why not."""
    try:
        print(line, flush=True)  # noqa: T201 - as above
    except (OSError, ValueError):
        return False
    return sys.stdout is not None


if __name__ == "__main__":
    sys.exit(main())
