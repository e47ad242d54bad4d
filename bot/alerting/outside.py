"""`said watch`: asks the service from outside, best from another machine, and pages when it does not answer or is not well
(R27). It needs the public address and the pager, and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx

from bot.alerting.trouble import LASTS, Paging, Trouble
from bot.health import State

if TYPE_CHECKING:
    from bot.notifying.service_channel import ServiceChannel

EVERY = 60.0
ANSWERS_WITHIN = 15.0
WHOLE = "the service"


class OutsideWatch:
    """Asks `address`, pages `pager`."""

    def __init__(
        self,
        address: str,
        pager: ServiceChannel,
        *,
        every: float = EVERY,
        lasts: float = LASTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address, self._every, self._clock = address, every, clock
        self._paging = Paging(pager, address, Trouble(lasts=lasts))

    async def run(self, client: httpx.AsyncClient) -> None:
        """Without end."""
        while True:
            await self.look(client)
            await asyncio.sleep(self._every)

    async def look(self, client: httpx.AsyncClient) -> None:
        """Ask once, and page if that is due."""
        await self._paging.look(self._clock(), await self._not_well(client))

    async def _not_well(self, client: httpx.AsyncClient) -> tuple[str, ...]:
        """The names of the parts that are not well; the whole where it cannot be asked."""
        try:
            answer = await client.get(f"{self._address}/health", timeout=ANSWERS_WITHIN)
            health = answer.json()
            if health["status"] == State.OK:
                return ()
            bad = (name for name, state in health["parts"].items() if state in (State.DOWN, State.DEGRADED))
            # Only names of our own are passed on, whoever may have answered.
            return tuple(sorted(name for name in bad if str(name).isalpha())) or (WHOLE,)
        except (httpx.HTTPError, ValueError, LookupError, TypeError, AttributeError):
            return (WHOLE,)


async def watch(address: str, pager: ServiceChannel) -> None:
    """Until SIGINT or SIGTERM."""
    async with httpx.AsyncClient() as client:
        task = asyncio.create_task(OutsideWatch(address, pager).run(client))
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await task
