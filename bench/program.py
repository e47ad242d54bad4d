"""The program under measurement: `said serve` on a store of its own, with people to talk to it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import httpx

from storage import Store, houses, how_messages, linking
from storage.audit import SYSTEM
from storage.vocabulary import Sound

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class NewPerson:
    """Somebody, and the one-time code to their chat."""

    id: str
    code: str


@dataclass(frozen=True)
class Program:
    """A running one. Times are seconds from its start."""

    base: str
    database_url: str
    pid: int
    pages_after: float
    assistant_after: float

    def add_people(self, count: int) -> list[str]:
        """New people who have said yes to the chat; returns a one-time code for each."""
        return [one.code for one in self.new_people(count)]

    def new_people(self, count: int, *, audio: bool = False) -> list[NewPerson]:
        """The same with their ids. `audio`: they want to hear what is said."""
        store = Store(self.database_url)
        with store.write() as tx:
            home = next(iter(houses.all_houses(tx)))
            people = []
            for number in range(count):
                person = houses.add_person(tx, SYSTEM, home.id, f"Bench {number} {time.monotonic_ns()}")
                houses.keep_notice_answer(tx, person.id, "bench", "yes")
                how_messages.apply(tx, person.id, Sound.ON if audio else Sound.OFF)
                people.append(NewPerson(person.id, linking.make_code(tx, SYSTEM, person.id).code))
        store.close()
        return people

    def memory(self) -> dict[str, float]:
        """Resident MB by process."""
        found: dict[str, float] = {}
        for pid in (self.pid, *_descendants(self.pid)):
            name = "assistant" if b"rasa" in Path(f"/proc/{pid}/cmdline").read_bytes() else "app"
            status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
            resident = re.search(r"VmRSS:\s+(\d+) kB", status)
            found[name] = found.get(name, 0.0) + (int(resident[1]) / 1024 if resident else 0.0)
        return found


@asynccontextmanager
async def program(folder: Path, more: Mapping[str, str] = MappingProxyType({})) -> AsyncIterator[Program]:
    """Start it, wait for pages and, where it is to start one, its assistant, and end it. `more`: further settings."""
    port = free_port()
    base, database_url = f"http://127.0.0.1:{port}", f"sqlite:///{folder / 'said.db'}"
    environ = {
        **os.environ,
        "PORT": str(port),
        "DATABASE_URL": database_url,
        "PROFILE": "demo",
        "QUIET_HOURS": "00:00-00:00",
        "DRILL_DAYS": "0",
        **more,
    }
    started = time.perf_counter()
    command = (sys.executable, "-m", "bot.cli", "serve")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environ, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        pages_after = await _pages_are_there(base, started)
        has_own = not more.get("ASSISTANT_URL")
        assistant_after = await _assistant_is_there(process, started) if has_own else 0.0
        yield Program(base, database_url, process.pid, pages_after, assistant_after)
    finally:
        process.send_signal(signal.SIGINT)
        await process.wait()


async def _pages_are_there(base: str, started: float) -> float:
    async with httpx.AsyncClient() as client:
        while True:
            try:
                if (await client.get(f"{base}/health")).status_code == httpx.codes.OK:
                    return time.perf_counter() - started
            except httpx.HTTPError:
                await asyncio.sleep(0.05)


async def _assistant_is_there(process: asyncio.subprocess.Process, started: float) -> float:
    assert process.stdout is not None
    async for line in process.stdout:
        if b"assistant is ready" in line:
            return time.perf_counter() - started
    raise RuntimeError("the program ended before its assistant was ready; try `make run`")


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [one for child in map(int, children) for one in (child, *_descendants(child))]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
