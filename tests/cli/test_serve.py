"""`serve`: the app in a browser, for this machine only, and only for its own pages."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from mltrack.cli import serve_commands
from mltrack.cli.serve_commands import command, is_ours
from mltrack.session import open_session, places_below
from tests.cli.conftest import Run

SOURCE = Path(__file__).parents[2] / "src"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.7", "example.org", "::", ""])
def test_no_other_machine_is_served(run: Run, host: str) -> None:
    refused = run("serve", "--host", host)
    assert refused.status == 1
    assert refused.err == (
        "mltrack: mltrack serves this machine only: whoever reaches it can change your progress. "
        "Leave --host out, or say 127.0.0.1, localhost or ::1.\n"
    )


def test_without_the_optional_part_it_says_what_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve_commands, "find_spec", lambda _: None)
    refused = run("serve")
    assert refused.status == 1
    assert refused.err.startswith("mltrack: Serving needs the optional part web, which is not installed.")
    assert "Traceback" not in refused.err


@pytest.mark.parametrize("port", ["0", "65536", "web"])
def test_a_port_that_there_is_not_is_refused(run: Run, port: str) -> None:
    assert run("serve", "--port", port).status == 2


def test_every_tab_runs_the_mltrack_of_this_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/opt/my python/bin/python")
    assert shlex.split(command()) == ["/opt/my python/bin/python", "-m", "mltrack"]


@pytest.mark.parametrize(
    ("host", "origin", "ours"),
    [
        ("127.0.0.1:8000", None, True),
        ("localhost:8000", "http://localhost:8000", True),
        ("[::1]:8000", "http://127.0.0.1:8000", True),
        ("127.0.0.1:8001", None, False),
        ("evil.example:8000", None, False),
        ("127.0.0.1", None, False),
        ("127.0.0.1:8000", "http://evil.example", False),
        ("127.0.0.1:8000", "null", False),
        ("127.0.0.1:8000", "https://127.0.0.1:8000", False),
        ("127.0.0.1:8000", "", False),
    ],
)
def test_only_pages_of_its_own_may_drive_it(host: str, origin: str | None, ours: bool) -> None:
    assert is_ours(host, origin, 8000) is ours


# With the optional part

web = pytest.mark.skipif(find_spec("textual_serve") is None, reason="the optional part web is not installed")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`mltrack serve` in a process of its own, ready to answer."""
    environment = {**os.environ, "MLTRACK_HOME": str(home), "PYTHONPATH": str(SOURCE), "LC_ALL": "C"}
    line = [sys.executable, "-m", "mltrack", "serve", "--port", str(port)]
    with subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == (
                f"mltrack is at http://127.0.0.1:{port} for this machine. Ctrl-C ends it.\n"
            )
            yield process
        finally:
            process.kill()


@web
async def test_the_app_in_a_browser_works_on_the_same_files_and_keeps_a_note_when_its_tab_is_closed(
    tmp_path: Path,
) -> None:
    import aiohttp

    home, port = tmp_path / "home", free_port()
    open_session(places_below(home)).target(["machine-learning-engineer"])
    with served(home, port) as process:
        async with aiohttp.ClientSession() as browser:
            async with browser.get(f"http://127.0.0.1:{port}/") as page:
                assert page.status == 200
                assert "default-src 'self'" in page.headers["Content-Security-Policy"]
                assert f"ws://127.0.0.1:{port}/ws" in await page.text()
            for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
                for path in ("/", "/ws"):
                    async with browser.get(f"http://127.0.0.1:{port}{path}", headers=headers) as refused:
                        assert refused.status == 403
            address = f"http://127.0.0.1:{port}/ws?width=120&height=40"
            async with browser.ws_connect(address, origin=f"http://127.0.0.1:{port}") as tab:
                seen = b""

                async def sees(wanted: bytes) -> None:
                    nonlocal seen
                    while wanted not in seen:
                        message = await tab.receive(timeout=30)
                        assert message.type is aiohttp.WSMsgType.BINARY, message
                        seen += message.data

                await sees(b"0 done, saved")
                for keys, shown in (("2", b"DEGREES"), (" ", b"1 done"), ("n", b"Note on")):
                    await tab.send_json(["stdin", keys])
                    await sees(shown)
                await tab.send_json(["stdin", "from a browser"])
                await sees(b"browser")
            for _ in range(300):
                progress = open_session(places_below(home)).snapshot.progress
                if progress.notes:
                    break
                await asyncio.sleep(0.1)
        assert list(progress.notes.values()) == ["from a browser"]
        assert list(progress.marks) == ["bachelors-computer-science"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


@web
def test_a_port_that_is_taken_is_one_sentence(run: Run) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        port = one.getsockname()[1]
        refused = run("serve", "--port", str(port))
    assert refused.status == 1
    assert refused.err == (
        f"mltrack: Port {port} cannot be used (Address already in use); name another: --port {port + 1}\n"
    )
