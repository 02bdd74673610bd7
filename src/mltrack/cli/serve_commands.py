"""`serve`: the same app in a browser, for this machine only.

textual-serve, the optional part `web`, draws it: every tab runs a `mltrack` of its own, on the same files.
Whoever reaches it can change a person's progress, so it answers to nothing but pages of its own.
"""

from __future__ import annotations

import asyncio
import gc
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeAlias

import click

from mltrack.cli.output import say
from mltrack.errors import InvalidInput, MltrackError

if TYPE_CHECKING:
    from aiohttp import web
    from textual_serve.server import Server

    _Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The names of this machine that no other one can reach."""

_PORT = 8000
_POLICY = "default-src 'self' 'unsafe-inline' data: blob:; frame-ancestors 'none'; form-action 'none'"
"""What a page may load: only what comes from here, no fonts from elsewhere."""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=_PORT, show_default=True, help="Answer on this port.")
@click.option("--host", default=LOOPBACK[0], show_default=True, help="A name of this machine, not of a network.")
def serve(port: int, host: str) -> int:
    """Open the app in a browser on this machine, until Ctrl-C.

    Every tab is the full app on your own files. It needs the optional part `web`. Nobody can reach it
    from another machine; anybody with an account on this one can.
    """
    if host not in LOOPBACK:
        raise InvalidInput(
            f"mltrack serves this machine only: whoever reaches it can change your progress. "
            f"Leave --host out, or say {', '.join(LOOPBACK[:-1])} or {LOOPBACK[-1]}."
        )
    if any(find_spec(name) is None for name in ("textual_serve", "aiohttp")):
        raise InvalidInput(
            "Serving needs the optional part web, which is not installed. From mltrack's folder: pip install '.[web]'"
        )
    gc.enable()  # a command ends before it would need that; this one goes on for days
    asyncio.run(_serve(host, port))
    return 0


def command() -> str:
    """What every tab runs, as the shell takes it: the mltrack of this very environment, which inherits MLTRACK_HOME."""
    line = [sys.executable, "-m", "mltrack"]
    return subprocess.list2cmdline(line) if os.name == "nt" else shlex.join(line)


def is_ours(host: str, origin: str | None, port: int) -> bool:
    """True for a request that came to a name of this machine, from a page that did too.

    Another page in the same browser could otherwise drive the app, by the address or by a name of its
    own that leads here.
    """
    names = {f"[{one}]:{port}" if ":" in one else f"{one}:{port}" for one in LOOPBACK}
    return host in names and origin in {None, *(f"http://{name}" for name in names)}


async def _serve(host: str, port: int) -> None:
    from aiohttp import web
    from textual_serve.server import Server

    server = Server(command(), host=host, port=port, title="mltrack")
    runner = web.AppRunner(_application(server, port))
    await runner.setup()
    shown = f"[{host}]" if ":" in host else host
    try:
        await web.TCPSite(runner, host, port).start()
        ended = asyncio.Event()
        with suppress(NotImplementedError):  # Windows has no such signal
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
        say([f"mltrack is at http://{shown}:{port} for this machine. Ctrl-C ends it."])
        await ended.wait()
    except OSError as error:
        raise MltrackError(
            f"Port {port} cannot be used ({os.strerror(error.errno or 0)}); name another: --port {port + 1}"
        ) from error
    finally:
        await runner.cleanup()


def _application(server: Server, port: int) -> web.Application:
    """The pages of textual-serve, behind a door."""
    import aiohttp_jinja2
    import jinja2
    from aiohttp import web

    async def door(request: web.Request, handler: _Handler) -> web.StreamResponse:
        if not is_ours(request.host, request.headers.get("Origin"), port):
            raise web.HTTPForbidden(text="mltrack answers to its own pages only.")
        server.public_url = f"http://{request.host}"  # so that a page loads from where it came from
        return await handler(request)

    async def guarded(_: web.Request, response: web.StreamResponse) -> None:
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Referrer-Policy"] = "no-referrer"

    app = web.Application(middlewares=[web.middleware(door)])
    app.on_response_prepare.append(guarded)
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(server.templates_path))
    app.add_routes(
        [
            web.get("/", server.handle_index, name="index"),
            web.get("/ws", server.handle_websocket, name="websocket"),
            web.get("/download/{key}", server.handle_download, name="download"),
            web.static("/static", server.statics_path, name="static"),
        ]
    )
    return app
