"""Keeps the assistant running as a child of the app: started, watched, started again, and gone when the app is.

It listens on the loopback address only. Its HTTP API and the channel that turns are posted to both want the token, which
it finds in its environment: only its own account and root can read that, not everybody who lists the processes.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import signal
from asyncio.subprocess import Process
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from bot import assistant_child, assistant_log
from bot.assistant_child import LOOPBACK, AssistantFiles, Launch

_log = logging.getLogger("bot.assistant")


@dataclass(frozen=True)
class Patience:
    """How long the assistant may take, in seconds."""

    look_every: float = 0.25  # while it starts
    start: float = 180.0  # a machine that reads all of TensorFlow from a cold disk needs one or two minutes
    check_every: float = 10.0
    answer: float = 5.0
    misses: int = 6  # checks in a row that it may leave unanswered before it is taken for stuck
    first_wait: float = 1.0  # before it is started again; doubled each time it does not get ready
    longest_wait: float = 60.0
    stop: float = 5.0


class AssistantProcess:
    """One assistant. `start` returns at once; messages wait until `is_ready`."""

    def __init__(
        self,
        action_url: str,
        environ: Mapping[str, str],
        files: AssistantFiles | None = None,
        patience: Patience | None = None,
    ) -> None:
        """`action_url`: where the app answers custom actions. `environ`: the app's own, of which little is handed on."""
        self.token = secrets.token_urlsafe(32)
        self._launch = Launch(files or AssistantFiles(), action_url, environ, self.token)
        self._patience = patience or Patience()
        self._port = assistant_child.free_port()
        self._ready = asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Its address, the same however often it is started again."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def is_ready(self) -> bool:
        """Whether it answered when it was last asked."""
        return self._ready.is_set()

    async def wait_ready(self, seconds: float) -> bool:
        """True as soon as it is ready; False if it is not within this time."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ready.wait(), seconds)
        return self.is_ready

    async def start(self) -> None:
        """Begin to run it and to keep it running, until `stop`. Raises AssistantMissing if it was never set up."""
        self._launch.files.are_there()
        self._keeping = asyncio.create_task(self._keep_running(), name="assistant")

    async def stop(self) -> None:
        """End it; returns when it is gone."""
        if self._keeping:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
            self._keeping = None

    async def _keep_running(self) -> None:
        wait = self._patience.first_wait
        while True:
            if await self._run_once():
                wait = self._patience.first_wait
            _log.warning("the assistant is started again in %.0f s; messages wait", wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._patience.longest_wait)

    async def _run_once(self) -> bool:
        """From its start to its end; True if it was ready in between."""
        process = await self._launch.spawn(self._port)
        chores = [
            asyncio.create_task(assistant_log.pass_on(process.stdout, _log)),
            asyncio.create_task(self._watch(process)),
        ]
        was_ready = False
        try:
            code = await process.wait()
            was_ready = self.is_ready
            _log.error("the assistant ended (exit code %s)", code)
        finally:
            self._ready.clear()
            await assistant_child.end(process, self._patience.stop)
            for chore in chores:
                chore.cancel()
            await asyncio.gather(*chores, return_exceptions=True)
        return was_ready

    async def _watch(self, process: Process) -> None:
        """Note when it gets ready; end it when it never does, or stops answering, so that it is started again."""
        patience, misses = self._patience, 0
        async with httpx.AsyncClient(timeout=patience.answer, trust_env=False) as client:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(patience.start):
                    while not await self._answers(client):
                        await asyncio.sleep(patience.look_every)
                    self._ready.set()
                    _log.debug("the assistant is ready")
            while self.is_ready and misses < patience.misses:
                await asyncio.sleep(patience.check_every)
                misses = 0 if await self._answers(client) else misses + 1
        _log.error("the assistant does not answer and is ended")
        assistant_child.send(process, signal.SIGKILL)

    async def _answers(self, client: httpx.AsyncClient) -> bool:
        try:
            answer = await client.get(f"{self.url}/status", params={"token": self.token})
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK
