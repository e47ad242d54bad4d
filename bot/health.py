"""Is the service well, part by part? Asked by proxies, monitors and the container's own check; tells nothing of anybody."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.assistant import Assistant
from storage import Store, figures, safeguarding_team, staffing

KEPT_FOR = 3.0
"""Seconds for which an answer stays good: everybody may ask, and asking must not become work."""
ANSWERS_WITHIN = 2.0
OLDEST_MAY_WAIT = 300.0
"""Seconds (R27)."""
NOTICE_MAY_WAIT = 900.0
"""Seconds that a notice to staff may be on its way."""
LEAST_FREE_BYTES = 500_000_000


class State(StrEnum):
    """`off`: this service does not use the part."""

    OK = "ok"
    OFF = "off"
    DEGRADED = "degraded"
    DOWN = "down"


class Reachable(Protocol):
    """A channel that may be out of reach."""

    @property
    def is_reachable(self) -> bool: ...


Probe = Callable[[], Awaitable[State]]
NEEDED = ("store",)
"""Without these nothing a person sends can be kept: the service is down. All other parts may fail, and it goes on."""


@dataclass
class Health:
    """`probes` by the name of their part; one that raises, or takes too long, says that its part is down."""

    probes: Mapping[str, Probe]
    clock: Callable[[], float] = time.monotonic
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _kept: dict[str, State] = field(default_factory=dict, init=False)
    _kept_at: float = field(default=float("-inf"), init=False)

    async def parts(self) -> dict[str, State]:
        """Each part's state, at most a few seconds old."""
        async with self._one_at_a_time:
            if self.clock() - self._kept_at >= KEPT_FOR:
                states = await asyncio.gather(*(_asked(probe) for probe in self.probes.values()))
                self._kept, self._kept_at = dict(zip(self.probes, states, strict=True)), self.clock()
            return self._kept

    async def page(self, _request: Request) -> JSONResponse:
        """`GET /health`: 503 if the service is down; 200 if it is well, or up but degraded."""
        parts = await self.parts()
        state = overall(parts)
        headers = {"Cache-Control": "no-store"}
        return JSONResponse({"status": state, "parts": parts}, 503 if state is State.DOWN else 200, headers)


def overall(parts: Mapping[str, State]) -> State:
    """One word for all of them."""
    if any(parts.get(name) is State.DOWN for name in NEEDED):
        return State.DOWN
    return State.OK if set(parts.values()) <= {State.OK, State.OFF} else State.DEGRADED


class Known(Protocol):
    """A part whose state somebody else finds out."""

    @property
    def state(self) -> State: ...


def probes(store: Store, assistant: Assistant, channels: Known, telegram: Reachable | None = None) -> dict[str, Probe]:
    """What is asked of every service. `channels`: those by which alerts go out."""

    async def writable() -> State:
        await store.writing(figures.write_something)
        return State.OK

    async def disk() -> State:
        free = await asyncio.to_thread(figures.free_bytes, store)
        return State.OFF if free is None else State.OK if free >= LEAST_FREE_BYTES else State.DEGRADED

    async def queue() -> State:
        waiting = await store.reading(figures.inbox_queue)
        return State.OK if waiting.oldest_seconds <= OLDEST_MAY_WAIT else State.DEGRADED

    async def answers() -> State:
        return State.OK if await assistant.is_there() else State.DOWN

    async def notices() -> State:
        waiting = await store.reading(figures.notices_queue)
        return State.OK if waiting.oldest_seconds <= NOTICE_MAY_WAIT else State.DEGRADED

    async def alerts() -> State:
        return channels.state

    async def chat_app() -> State:
        return State.OFF if telegram is None else State.OK if telegram.is_reachable else State.DOWN

    async def safeguarding() -> State:
        if not await store.reading(safeguarding_team.is_staffed_now):
            return State.DOWN
        return State.DEGRADED if await store.reading(staffing.not_ready) else State.OK

    asked = {"store": writable, "disk": disk, "queue": queue, "assistant": answers}
    return {**asked, "notifications": notices, "telegram": chat_app, "safeguarding": safeguarding, "alerts": alerts}


async def _asked(probe: Probe) -> State:
    try:
        return await asyncio.wait_for(probe(), ANSWERS_WITHIN)
    except Exception:  # noqa: BLE001 - whatever is wrong with a part, that it is wrong is the answer
        return State.DOWN
