"""A real assistant for the whole run of the tests: one stock `rasa run`, whose actions go to whichever store a test uses."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.assistant_child import free_port
from bot.assistant_process import AssistantProcess

STARTS_WITHIN = 120.0


class Switch:
    """One address for the actions of all tests: `app` is the application of the test that runs now."""

    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None, "no test has put its actions here"
        await self.app(scope, receive, send)


class RunningAssistant:
    """Lives on a thread and an event loop of its own, so that every test may bring its own loop."""

    def __init__(self) -> None:
        self.actions = Switch()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._process: AssistantProcess | None = None
        self._server: uvicorn.Server | None = None

    @property
    def url(self) -> str:
        assert self._process is not None
        return self._process.url

    @property
    def token(self) -> str:
        assert self._process is not None
        return self._process.token

    def start(self) -> None:
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(STARTS_WITHIN + 10)

    def kill(self) -> None:
        """SIGKILL of the assistant; it is started again by what keeps it running."""
        found = [path for path in Path("/proc").glob("[0-9]*") if self._is_it(path)]
        assert found, "the assistant does not run"
        for path in found:
            os.kill(int(path.name), signal.SIGKILL)

    def _is_it(self, process: Path) -> bool:
        try:
            return f"SAID_TURN_TOKEN={self.token}".encode() in (process / "environ").read_bytes()
        except OSError:
            return False

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _start(self) -> None:
        port = free_port()
        config = uvicorn.Config(self.actions, "127.0.0.1", port, log_level="warning", lifespan="off")
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve())
        self._process = AssistantProcess(f"http://127.0.0.1:{port}/webhook", os.environ)
        await self._process.start()
        assert await self._process.wait_ready(STARTS_WITHIN), "the assistant did not start"

    async def _stop(self) -> None:
        if self._process is not None:
            await self._process.stop()
        if self._server is not None:
            self._server.should_exit = True
            await self._serving


@contextmanager
def running_assistant() -> Iterator[RunningAssistant]:
    """Starts it, and ends it."""
    assistant = RunningAssistant()
    try:
        assistant.start()
        yield assistant
    finally:
        assistant.stop()
