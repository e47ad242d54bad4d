"""People on Telegram, against a strict local Bot API server that keeps Telegram's own limits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measures import TALK, milliseconds
from bench.program import Program, program
from bot.channels.telegram.calls import BETWEEN_MESSAGES, MESSAGES_PER_SECOND
from storage import Store, Transaction, deliveries, inbox
from tests.support.telegram_server import TelegramServer, User

SENDS = ("sendMessage", "sendVoice")
LOOK_EVERY = 0.1
PATIENCE = 300.0


@dataclass(frozen=True)
class Measured:
    """`first`: seconds from each message to the first words of its answer. `shown`: messages of ours in `seconds`."""

    people: int
    first: list[float]
    shown: int
    seconds: float

    def lines(self) -> list[tuple[str, str]]:
        """What is printed: name and value."""
        allowed = min(MESSAGES_PER_SECOND, self.people / BETWEEN_MESSAGES)
        per_second, shown = len(self.first) / self.seconds, self.shown / self.seconds
        limit = allowed * len(self.first) / self.shown
        return [
            (f"first words, {self.people} on Telegram", milliseconds(self.first)),
            ("  messages answered", f"{per_second:.1f} / s   (Telegram's limits alone: {limit:.1f} / s)"),
            ("  messages shown", f"{shown:.1f} / s   (Telegram's limits alone: {allowed:.1f} / s)"),
        ]


class Quiet:
    """Who is all answered: one look at the store now and then, for everybody at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._busy: frozenset[str] = frozenset()
        self._looked = asyncio.Condition()

    async def run(self) -> None:
        """Look without end."""
        while True:
            self._busy = await self._store.reading(_busy)
            async with self._looked:
                self._looked.notify_all()
            await asyncio.sleep(LOOK_EVERY)

    async def comes(self, person_id: str) -> None:
        """Until nothing of this person waits to be answered or shown."""
        async with self._looked:
            await self._looked.wait()  # the look in hand may have begun before
            await self._looked.wait()
            await self._looked.wait_for(lambda: person_id not in self._busy)


def _busy(tx: Transaction) -> frozenset[str]:
    return frozenset((*deliveries.people_due(tx, "telegram"), *inbox.people_waiting(tx)))


@dataclass(frozen=True)
class Running:
    """The program with its Telegram."""

    program: Program
    server: TelegramServer
    quiet: Quiet

    async def measure(self, people: int, *, audio: bool = False) -> Measured:
        """So many new people talk at once; each writes again when they were answered in full."""
        added = self.program.new_people(people, audio=audio)
        users = [(self.server.user(f"Bench {one.id}"), one.id) for one in added]
        await asyncio.gather(*(user.starts(one.code) for (user, _), one in zip(users, added, strict=True)))
        await asyncio.gather(*(self._hears(user, person_id) for user, person_id in users))
        before, started = self._shown(), time.perf_counter()
        first = await asyncio.gather(*(self._talks(user, person_id) for user, person_id in users))
        took = time.perf_counter() - started
        return Measured(people, [one for person in first for one in person], self._shown() - before, took)

    async def _talks(self, user: User, person_id: str) -> list[float]:
        times = []
        for words in TALK:
            # They read for as long as Telegram lets nothing into their chat: what is measured is not that wait.
            await asyncio.sleep(max(0.0, user.from_bot[-1].at + BETWEEN_MESSAGES - time.time()))
            started = time.perf_counter()
            await user.writes(words)
            await user.hears(seconds=PATIENCE)
            times.append(time.perf_counter() - started)
            await self._hears(user, person_id, 0)
        return times

    async def _hears(self, user: User, person_id: str, count: int = 1) -> None:
        """Everything that is said to them."""
        await user.hears(count, PATIENCE)
        await self.quiet.comes(person_id)
        user.heard_all()

    def _shown(self) -> int:
        return sum(call.outcome == "ok" for call in self.server.calls_of(*SENDS))


@asynccontextmanager
async def on_telegram(folder: Path) -> AsyncIterator[Running]:
    """Start it, and end it."""
    async with TelegramServer() as server:
        more = {"TELEGRAM_TOKEN": server.token, "TELEGRAM_API_URL": server.url}
        async with program(folder, more) as running:
            store = Store(running.database_url)
            quiet = Quiet(store)
            looking = asyncio.create_task(quiet.run())
            yield Running(running, server, quiet)
            looking.cancel()
            store.close()
