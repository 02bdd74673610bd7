"""A disk that fails at a chosen call, and a machine that stops at one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

CHANGING = ("open", "write", "fsync", "replace", "rename", "link", "unlink", "mkdir")
"""The functions of os that change what is on disk, or see it there."""
CALLS = (*CHANGING, "listdir", "stat", "lstat", "fstat")
"""Those, and the ones that look."""


@dataclass
class Disk:
    """Makes the `nth` call of one function of os fail, and with `sticky` every later one too."""

    function: str
    nth: int
    sticky: bool = False
    error: int = errno.EIO
    seen: int = 0
    failed_on: list[object] = field(default_factory=list)

    @contextmanager
    def failing(self) -> Iterator[None]:
        real = getattr(os, self.function)

        def call(*args: object, **kwargs: object) -> object:
            self.seen += 1
            if self.seen == self.nth or (self.sticky and self.seen > self.nth):
                self.failed_on.append(args[0])
                raise OSError(self.error, os.strerror(self.error))
            return real(*args, **kwargs)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, self.function, call)
            yield


class Stopped(BaseException):
    """The machine has stopped; nothing in mltrack expects it."""


@dataclass
class Machine:
    """Stops at the `nth` call that changes the disk, before it or, of a write, in the middle of it.

    Nothing that runs afterwards, such as what tidies up after an exception, can change the disk any more.
    """

    nth: int
    seen: int = 0

    @property
    def stopped(self) -> bool:
        return self.seen >= self.nth

    @contextmanager
    def stopping(self) -> Iterator[None]:
        def counted(real: Callable[..., object], name: str) -> Callable[..., object]:
            def call(*args: object, **kwargs: object) -> object:
                self.seen += 1
                if not self.stopped:
                    return real(*args, **kwargs)
                if name == "write" and self.seen == self.nth:
                    descriptor, data = args
                    assert isinstance(data, memoryview)
                    real(descriptor, data[: len(data) // 2])
                raise Stopped

            return call

        with pytest.MonkeyPatch.context() as patch:
            for name in CHANGING:
                patch.setattr(os, name, counted(getattr(os, name), name))
            yield
