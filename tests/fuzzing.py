"""Sound files turned into broken ones, byte by byte, and a watch on what reading them takes.

The same seed gives the same files, so what fails can be looked at again: `of(number)` makes that file alone.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

NIGHTLY: Final = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
MEBIBYTE: Final = 1024 * 1024
PIECES: Final = (
    *(
        b"\x00",
        b"\x1b[2J",
        b"\x9b",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\t",
        b"\xc3",
        b"\xed\xa0\x80",
    ),
    *(b'"', b"'", b'"""', b"\\", b"\\u0000", b"\\ud800", b"\\U00110000", b"[", b"]", b"[[", b"{", b"}", b"(", b")"),
    *(b"=", b":", b",", b";", b"#", b".", b"-", b"nan", b"-inf", b"1e999", b"9" * 5_000, b"0x" + b"f" * 400, b"true"),
    *(b"null", b"2026-13-45", b"<!--", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#0;", b"PK\x03\x04"),
    *(
        b"[" * 2_000,
        b'{"a":' * 2_000,
        b"{a=" * 900,
        b"a." * 1_500,
        b"(" * 3_000,
        b"=1+1",
        b"\xe2\x80\xae",
        b"\xf0\x9f\x93\x85",
    ),
)
"""What is put into a file: what ends, opens or means something in one format or another."""


PARTS: Final = range(20 if NIGHTLY else 1)
"""A test that goes on for minutes is stopped, so each takes a part of the files."""


def numbers(part: int, usual: int, nightly: int = 10_000) -> range:
    """The numbers of the files of one of `PARTS`: of `nightly` ones in all in that profile, else of `usual` ones."""
    size = nightly // len(PARTS) if NIGHTLY else usual
    return range(part * size, (part + 1) * size)


@dataclass(frozen=True)
class Fuzz:
    """Makes broken files of sound ones."""

    sound: Sequence[bytes]
    seed: int = 20261129

    def of(self, number: int) -> bytes:
        """The file of this number."""
        chance = random.Random(f"{self.seed} {number}")
        raw = bytearray(chance.choice(self.sound))
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            self._change(raw, chance)
        return bytes(raw)

    def _change(self, raw: bytearray, chance: random.Random) -> None:
        start = chance.randint(0, len(raw))
        end = min(len(raw), start + chance.choice((0, 1, 2, 4, 40, 400)))
        match chance.randrange(8):
            case 0 if raw:
                raw[min(start, len(raw) - 1)] ^= 1 << chance.randrange(8)
            case 1:
                del raw[start:end]
            case 2:
                raw[start:start] = raw[start:end] * chance.choice((1, 2, 50))
            case 3 | 4:
                raw[start:end] = chance.choice(PIECES)
            case 5:
                raw[start:end] = chance.randbytes(chance.randint(1, 8))
            case 6:
                other = chance.choice(self.sound)
                cut = chance.randint(0, len(other))
                raw[start:end] = other[cut : cut + chance.choice((10, 100, 1_000))]
            case _:
                if chance.random() < 0.3:
                    del raw[start:]


@dataclass
class Watch:
    """What reading took: of this process's own time and memory, so that a busy machine fails nothing."""

    longest: float = 0.0
    """Seconds of the file that took longest."""
    slowest: str = ""
    """Which one that was."""
    outcomes: dict[str, int] = field(default_factory=dict)
    """How often it ended how."""
    _before: int = field(default_factory=lambda: _peak())  # noqa: PLW0108 - it is defined below

    @contextmanager
    def on(self, name: str, seconds: float = 1.0) -> Iterator[None]:
        """Reading one file; more than `seconds` fails."""
        begin = time.process_time()
        yield
        took = time.process_time() - begin
        if took > self.longest:
            self.longest, self.slowest = took, name
        assert took < seconds, f"{name} took {took:.2f} s"

    def ended(self, how: str) -> None:
        """Count an outcome."""
        self.outcomes[how] = self.outcomes.get(how, 0) + 1

    @property
    def grown(self) -> float:
        """By how many MiB the most memory that was ever in use has grown."""
        return (_peak() - self._before) / MEBIBYTE

    def tell(self, what: str) -> None:
        """Say the figures in a line; `pytest -rP` shows it."""
        told = ", ".join(f"{count:,} {how}" for how, count in sorted(self.outcomes.items()))
        line = f"{what}: {told}; longest {self.longest:.2f} s ({self.slowest}), memory +{self.grown:.0f} MiB\n"
        sys.stdout.write(line)


def _peak() -> int:
    """Bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
