"""When somebody tells of danger and half of the program is broken: how soon they read "999", and how soon an alert is on its
way to whoever keeps people safe."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.chat import Chatter
from bench.measures import milliseconds
from bench.program import free_port, program
from tests.support.mail_server import MailServer, mail_server

RED = "help me he is hitting me now"
PATIENCE = 30.0


@dataclass(frozen=True)
class Measured:
    """Seconds from sending a red message to its first bubble, and to the first alert at the mail server."""

    replies: list[float]
    alerts: list[float]

    def lines(self) -> Iterator[tuple[str, str]]:
        yield "first red reply", milliseconds(self.replies)
        yield "alert at the mail server", milliseconds(self.alerts)


async def in_danger(folder: Path, count: int) -> Measured:
    """So many people, one after the other, with no assistant and no voice."""
    async with mail_server() as mail:
        more = {
            "ASSISTANT_URL": f"http://127.0.0.1:{free_port()}",
            "ACTIONS_PORT": str(free_port()),
            "SPEECH_CACHE": "/proc/nowhere",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(mail.port),
            "SMTP_SECURITY": "none",
            "SMTP_FROM": "said@bench.example",
        }
        async with program(folder, more) as running:
            chatters = [await Chatter.link(running.base, code) for code in running.add_people(count + 1)]
            for chatter in chatters:
                await chatter.listen(0)
            await _one(chatters[0], mail)  # what is read from disk the first time is not what people wait for later
            times = [await _one(chatter, mail) for chatter in chatters[1:]]
            for chatter in chatters:
                await chatter.close()
    return Measured([reply for reply, _ in times], [alert for _, alert in times])


async def _one(chatter: Chatter, mail: MailServer) -> tuple[float, float]:
    before, started = len(mail.got), time.perf_counter()
    await chatter.send(words=RED)
    alert = asyncio.create_task(_alert(mail, before, started))
    heard = ""
    while "999" not in heard:
        heard = " ".join(str(bubble["text"]) for bubble in await chatter.listen(20))
    return time.perf_counter() - started, await alert


async def _alert(mail: MailServer, before: int, started: float) -> float:
    async with asyncio.timeout(PATIENCE):
        while not any(b"red alert" in one for one in mail.got[before:]):
            await asyncio.sleep(0.002)
    took = time.perf_counter() - started
    await asyncio.sleep(1.0)  # the others who are told of this one
    return took
