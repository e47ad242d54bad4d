"""What somebody would use instead: the assistant of `rasa init`, as it comes, driven in the same way."""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.measures import Reply
from bench.program import ROOT, free_port

RASA = ROOT / ".venv-assistant" / "bin" / "rasa"
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}


@dataclass(frozen=True)
class Stock:
    """A running one."""

    base: str
    pid: int
    ready_after: float

    def memory(self) -> float:
        """Resident MB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def person(self, client: httpx.AsyncClient) -> Reply:
        """Somebody new who talks to it."""
        sender = secrets.token_hex(8)

        async def reply(words: str) -> float:
            started = time.perf_counter()
            answer = await client.post(
                f"{self.base}/webhooks/rest/webhook", json={"sender": sender, "message": words}, timeout=120
            )
            answer.raise_for_status()
            return time.perf_counter() - started

        return reply


@asynccontextmanager
async def stock(folder: Path) -> AsyncIterator[Stock]:
    """Make it with `rasa init` (which trains it), start it, and end it."""
    environ = {**os.environ, **QUIET}
    folder.mkdir(parents=True)  # it asks about a folder that is not there, and takes no answer for a no
    making = (str(RASA), "init", "--no-prompt", "--init-dir", str(folder))
    made = await asyncio.create_subprocess_exec(*making, env=environ, stdout=DEVNULL, stderr=DEVNULL)
    if await made.wait() != 0:
        raise RuntimeError("`rasa init` failed")
    port = free_port()
    started = time.perf_counter()
    command = (str(RASA), "run", "--enable-api", "--interface", "127.0.0.1", "--port", str(port))
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=environ, stdout=DEVNULL, stderr=DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        await _is_there(base)
        yield Stock(base, process.pid, time.perf_counter() - started)
    finally:
        process.terminate()
        await process.wait()


async def _is_there(base: str) -> None:
    async with httpx.AsyncClient() as client:
        while True:
            try:
                if (await client.get(f"{base}/status")).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                await asyncio.sleep(0.1)
