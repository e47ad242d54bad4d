"""Watches the service from within: what does not work for a while is an alert, and where the store can hold none, whoever is
on call is paged directly (R27)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import rounds
from bot.alerting.trouble import LASTS, Paging, Trouble
from bot.health import Health, State
from storage import Store, alert_delivery, outages

if TYPE_CHECKING:
    from bot.notifying.service_channel import ServiceChannel

_log = logging.getLogger(__name__)

EVERY = 30.0
ANSWERS_WITHIN = 10.0
"""Seconds. A store that hangs is as bad as one that refuses."""
UNSENT_FOR = timedelta(minutes=5)
AT_ONCE = frozenset({"queue", "alerts"})
"""Where one of these limps, that has lasted for as long as it may already; that it does not answer may be a matter of
moments, as with all others."""
TEAM = "safeguarding"
"""Down while nobody is on the rota: no hour may go by like that, so it is enough to find it at two looks. A team that only
is not whole is for the daylight: its pages say so."""


class Watcher:
    """One for the service. `pager` is None where none is set up."""

    def __init__(
        self,
        store: Store,
        health: Health,
        address: str,
        pager: ServiceChannel | None,
        *,
        clock: Callable[[], float] = time.monotonic,
        lasts: float = LASTS,
    ) -> None:
        self._store, self._health, self._clock, self._lasts = store, health, clock, lasts
        self._since: dict[str, float] = {}
        # That the store holds no alert has lasted already when it shows.
        self._directly = Paging(pager, address, Trouble(lasts=0.0))

    def running(self) -> AbstractAsyncContextManager[None]:
        """Looks again and again while this lasts."""
        return rounds.running("watching", lambda: EVERY, self.round)

    async def round(self) -> None:
        """Look at every part once."""
        states = await self._states()
        bad = {name for name, state in states.items() if _is_bad(name, state)}
        now = self._clock()
        self._since = {name: self._since.get(name, now) for name in bad}
        down = {name for name in bad if now - self._since[name] >= self._may_last(name, states[name])}
        is_kept = "store" not in down and await self._keep(down, states.keys() - bad)
        await self._directly.look(now, () if is_kept else tuple(sorted(down)))

    def _may_last(self, name: str, state: State) -> float:
        """Seconds before it is told of."""
        if name == TEAM:
            return min(EVERY, self._lasts)
        return 0.0 if name in AT_ONCE and state is State.DEGRADED else self._lasts

    async def _states(self) -> dict[str, State]:
        states = dict(await self._health.parts())
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                is_stuck = await self._store.reading(alert_delivery.is_stuck, UNSENT_FOR)
        except Exception:  # noqa: BLE001 - what is wrong with the store, its own part says
            return states
        return {**states, "alerts": State.DEGRADED} if is_stuck else states

    async def _keep(self, down: set[str], well: set[str]) -> bool:
        """Whether the store holds it now; it may fail for moments without being down."""
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                if await self._store.reading(outages.must_keep, down, well):
                    await self._store.writing(outages.keep, down, well)
        except Exception as error:  # noqa: BLE001 - then the pager is told directly
            _log.error("an outage could not be kept: %s", type(error).__name__)
            return not down
        return True


def _is_bad(name: str, state: State) -> bool:
    return state is State.DOWN or (state is State.DEGRADED and name != TEAM)
