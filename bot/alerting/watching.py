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
from bot.alerting import composing
from bot.alerting.trouble import LASTS, Page, Trouble
from bot.health import Health, State
from storage import Store, alert_delivery, outages
from storage.notice_delivery import Tried

if TYPE_CHECKING:
    from bot.notifying.service_channel import ServiceChannel

_log = logging.getLogger(__name__)

EVERY = 30.0
ANSWERS_WITHIN = 10.0
"""Seconds. A store that hangs is as bad as one that refuses."""
UNSENT_FOR = timedelta(minutes=5)
AT_ONCE = frozenset({"queue", "safeguarding", "alerts"})
"""These have lasted for as long as they may when they show; so has nobody being there."""


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
        self._store, self._health, self._address, self._pager = store, health, address, pager
        self._clock, self._lasts = clock, lasts
        self._since: dict[str, float] = {}
        # That the store holds no alert has lasted already when it shows.
        self._not_kept = Trouble(lasts=0.0)
        self._parts: tuple[str, ...] = ()

    def running(self) -> AbstractAsyncContextManager[None]:
        """Looks again and again while this lasts."""
        return rounds.running("watching", lambda: EVERY, self.round)

    async def round(self) -> None:
        """Look at every part once."""
        states = await self._states()
        bad = {name for name, state in states.items() if state in (State.DEGRADED, State.DOWN)}
        now = self._clock()
        self._since = {name: self._since.get(name, now) for name in bad}
        down = {name for name in bad if name in AT_ONCE or now - self._since[name] >= self._lasts}
        is_kept = "store" not in down and await self._keep(down, states.keys() - bad)
        await self._page(tuple(sorted(down)) or ("store",), is_kept=is_kept)

    async def _states(self) -> dict[str, State]:
        states = dict(await self._health.parts())
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                is_stuck = await self._store.reading(alert_delivery.is_stuck, UNSENT_FOR)
        except Exception:  # noqa: BLE001 - what is wrong with the store, its own part says
            return states
        return {**states, "alerts": State.DOWN} if is_stuck else states

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

    async def _page(self, parts: tuple[str, ...], *, is_kept: bool) -> None:
        now = self._clock()
        page = self._not_kept.look(now, is_bad=not is_kept)
        if page is Page.NOTHING:
            return
        if page is Page.DOWN:
            self._parts, text = parts, composing.of_outage(parts, self._address)
        else:
            text = composing.of_return(self._parts, self._address)
        if self._pager is None:
            _log.error("nobody could be paged: ALERT_URLS is not set")
        elif (await self._pager.send(text, frozenset()))[0] is Tried.NOT_SENT:
            _log.error("the pager could not be reached")
            return
        self._not_kept.said(now, page)
