"""The app as a process of its own, which a test may kill and start again; it talks to the assistant of the whole run."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from starlette.types import Receive, Scope, Send

from bot.assistant_child import free_port
from tests.support.running_assistant import RunningAssistant

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 60.0


@dataclass
class RunningApp:
    """`said serve` on a store and ports of its own. `more`: settings of the test, which overrule those every test needs."""

    folder: Path
    assistant: RunningAssistant
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    actions_port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'said.db'}"

    async def start(self) -> None:
        """Returns when its pages are there."""
        self.assistant.actions.app = Forward(self.actions_port)
        mine = {
            "PORT": str(self.port),
            "ACTIONS_PORT": str(self.actions_port),
            "DATABASE_URL": self.database_url,
            "ASSISTANT_URL": self.assistant.url,
            "ASSISTANT_TOKEN": self.assistant.token,
            "QUIET_HOURS": "00:00-00:00",
            "FLITE": "off",
            # One that begins by itself, on working days, is no part of what a test is about.
            "DRILL_DAYS": "0",
            **self.more,
        }
        command = (sys.executable, "-m", "bot.cli", "serve")
        with open(self.folder / "app.log", "ab") as log:
            environ = {**os.environ, **mine}
            self.process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=environ, stdout=log, stderr=asyncio.subprocess.STDOUT
            )
        await self._pages()

    def kill(self) -> None:
        """SIGKILL: nothing of it runs any more."""
        assert self.process is not None
        self.process.kill()

    async def stop(self) -> int:
        """Ctrl-C; returns its exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGINT)
        return await self.process.wait()

    async def _pages(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN
        async with httpx.AsyncClient() as client:
            while time.monotonic() < deadline:
                assert self.process is not None and self.process.returncode is None, "the app ended while it started"
                try:
                    if (await client.get(f"{self.base}/health")).status_code == httpx.codes.OK:
                        return
                except httpx.HTTPError:
                    await asyncio.sleep(0.05)
        raise AssertionError("the app did not start")


class Forward:
    """Hands the assistant's calls on to the app's own action port; while the app is dead they fail, as they would."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        try:
            async with httpx.AsyncClient(timeout=30) as client:
                headers = {"content-type": "application/json"}
                answer = await client.post(
                    f"http://127.0.0.1:{self._port}{scope['path']}", content=body, headers=headers
                )
            status, content = answer.status_code, answer.content
        except httpx.HTTPError:
            status, content = 502, b"{}"
        header = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": header})
        await send({"type": "http.response.body", "body": content})
