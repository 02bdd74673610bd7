"""The driver sleeps until there is something to do, and it knows when Textual is no longer what it was written for."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterator
from threading import Thread

import pytest
from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from mltrack.tui import driver
from mltrack.tui.driver import Alarm, QuickDriver, fits
from mltrack.tui.ending import EndingApp

PATIENCE = 10.0


class Desk:
    """A driver that reads from a pipe, and what it made of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.waits: list[float | None] = []
        self.messages: list[Message] = []
        read, self._write = os.pipe()
        self._driver = object.__new__(QuickDriver)  # without an app, which its own beginning asks for
        self._driver.fileno, self._driver._debug, self._driver.exit_event = read, False, Alarm()
        self._driver.process_message = self.messages.append  # type: ignore[method-assign,assignment]

        def counted(
            reading: list[int], _: list[int], __: list[int], wait: float | None
        ) -> tuple[list[int], list[int], list[int]]:
            self.waits.append(wait)
            return select.select(reading, [], [], wait)

        monkeypatch.setattr(driver, "select", counted)
        self.thread = Thread(target=self._driver.run_input_thread, daemon=True)
        self.thread.start()

    def type(self, raw: bytes) -> None:
        os.write(self._write, raw)

    def hang_up(self) -> None:
        os.close(self._write)

    def end(self) -> None:
        self._driver.exit_event.set()
        self.thread.join(PATIENCE)

    def keys(self, count: int) -> list[str]:
        """The first keys that came, once there are so many."""
        deadline = time.monotonic() + PATIENCE
        while True:
            keys = [message.key for message in self.messages if isinstance(message, events.Key)]
            if len(keys) >= count or time.monotonic() > deadline:
                return keys
            time.sleep(0.005)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(monkeypatch)
    yield desk
    desk.end()
    assert not desk.thread.is_alive()


def test_textual_is_what_the_driver_was_written_for() -> None:
    """When this fails, read Textual's linux_driver and _parser again: until then, its own driver is used."""
    assert fits()


@pytest.mark.parametrize("name", ["tick", "feed"])
def test_a_parser_that_works_in_another_way_does_not_fit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"textual._parser.Parser.{name}", lambda *_: ())
    assert not fits()


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")
def test_where_it_does_not_fit_textuals_own_driver_does(monkeypatch: pytest.MonkeyPatch) -> None:
    app = EndingApp()
    monkeypatch.setattr("textual.app.App.get_driver_class", lambda _: LinuxDriver)
    assert app.get_driver_class() is QuickDriver
    with monkeypatch.context() as patch:
        patch.setattr(driver, "fits", lambda: False)
        assert app.get_driver_class() is LinuxDriver
    monkeypatch.setitem(sys.modules, "mltrack.tui.driver", None)
    assert app.get_driver_class() is LinuxDriver


def test_without_input_it_never_wakes_and_with_some_it_does(desk: Desk) -> None:
    desk.type(b"a")
    assert desk.keys(1) == ["a"]
    time.sleep(0.3)
    assert desk.waits == [None, None]


def test_an_escape_alone_is_a_key_and_the_only_time_that_it_looks_at_the_clock(desk: Desk) -> None:
    desk.type(b"\x1b")
    assert desk.keys(1) == ["escape"]
    waits = [wait for wait in desk.waits if wait is not None]
    assert waits
    assert all(0 <= wait <= 0.1 for wait in waits)
    desk.type(b"b")
    assert desk.keys(2) == ["escape", "b"]
    assert desk.waits[-1] is None


def test_what_comes_in_parts_is_one_key(desk: Desk) -> None:
    for part in (b"\x1b", b"[", b"A", b"\xc3", b"\xa9"):
        desk.type(part)
    assert desk.keys(2) == ["up", "é"]


def test_bytes_that_are_no_text_end_nothing(desk: Desk) -> None:
    desk.type(b"a\xffb\xe9")
    desk.type(b"c")
    assert [key for key in desk.keys(5) if key.isascii()] == ["a", "b", "c"] or len(desk.keys(5)) == 5


def test_the_end_is_noticed_while_it_sleeps(desk: Desk) -> None:
    desk.type(b"a")
    assert desk.keys(1) == ["a"]
    desk.end()
    assert not desk.thread.is_alive()
    assert desk.waits == [None, None]


def test_the_end_of_all_input_is_no_busy_loop(desk: Desk) -> None:
    desk.hang_up()
    desk.thread.join(PATIENCE)
    assert not desk.thread.is_alive()
    assert len(desk.waits) == 1


def test_an_alarm_can_be_set_again(desk: Desk) -> None:
    alarm = Alarm()
    for _ in range(3):
        assert select.select([alarm.fileno], [], [], 0)[0] == []
        alarm.set()
        alarm.set()
        assert select.select([alarm.fileno], [], [], PATIENCE)[0] == [alarm.fileno]
        alarm.clear()
    alarm.clear()
