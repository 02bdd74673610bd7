"""The real program in an environment that can be made as strange as it gets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.terminal.pseudo_terminal import environment


@dataclass
class Surroundings:
    """Where and how a program of this person runs."""

    home: Path
    program: Path
    more: Mapping[str, str] = field(default_factory=dict)
    without: Iterable[str] = ()
    prepare: Callable[[], None] | None = None
    """Runs in the new process before the program does."""

    @property
    def env(self) -> dict[str, str]:
        """The environment variables."""
        env = environment(self.home, {"PYTHONPATH": str(self.program), **self.more})
        return {name: value for name, value in env.items() if name not in self.without}

    def run(self, *arguments: str, shell: str = "", stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
        """Run `mltrack ARGUMENTS`; `shell` is what a shell would have behind it, such as `>&-`."""
        line = [sys.executable, "-m", "mltrack", *arguments]
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {shell}', "sh", *line] if shell else line,
            env=self.env,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
            preexec_fn=self.prepare,
        )
        return subprocess.CompletedProcess(line, done.returncode, done.stdout.decode(), done.stderr.decode())

    def works(self, *arguments: str) -> str:
        """What a command prints that has to succeed without a word on stderr."""
        done = self.run(*arguments)
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout

    def sentence(self, *arguments: str, status: int = 1) -> str:
        """The one sentence of a command that has to fail."""
        done = self.run(*arguments)
        assert (done.returncode, done.stdout) == (status, ""), done
        assert done.stderr.startswith("mltrack: ")
        assert done.stderr.endswith(".\n")
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr.removeprefix("mltrack: ").rstrip("\n")
