"""Sockets and servers: where the program listens, and how a server begins and ends with it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65_535
STOPS_WITHIN = 5
"""Seconds that a request under way may still take when the program ends."""


class PortTaken(Exception):
    """It cannot listen there, mostly as somebody else does; the message says what to do."""


class Server(uvicorn.Server):
    """Leaves the signals to the program, which has more than one server to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def served(app: ASGIApp, listening: socket.socket, trusted_proxy: str = "") -> AsyncIterator[None]:
    """Serve an application on a socket while the context lasts. `trusted_proxy`: addresses or networks, with commas between
    them, whose word is taken for where a request came from."""
    config = uvicorn.Config(
        app,
        # None: it would bring log handlers of its own, which write what ours leave out.
        log_config=None,
        proxy_headers=bool(trusted_proxy),
        forwarded_allow_ips=trusted_proxy,
        access_log=False,  # addresses of one-time codes and recordings would stand in it
        lifespan="off",
        timeout_graceful_shutdown=STOPS_WITHIN,
        server_header=False,
    )
    server = Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def listen(host: str, port: int) -> socket.socket:
    """A socket bound there; port 0 is any free one. Raises PortTaken with what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTaken(_what_to_do(host, port, error)) from error
    return listening


def _what_to_do(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"HOST must be an address of this machine, such as {LOOPBACK}, not “{host}” ({error.strerror})."
    if error.errno == errno.EACCES:
        return f"PORT={port} is not for everybody ({error.strerror}). Take one of 1024 or more: PORT=8000 make run"
    another = port + 1 if port < HIGHEST_PORT else port - 1
    return (
        f"Port {port} of {host} is not free ({error.strerror}). Stop what uses it, or start with another one: "
        f"PORT={another} make run"
    )
