"""Work that is done again and again for as long as the program runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot import safe_record

_log = logging.getLogger(__name__)

Round = Callable[[], Awaitable[None]]


@asynccontextmanager
async def running(what: str, every: Callable[[], float], *rounds: Round) -> AsyncIterator[None]:
    """Each of these has rounds of its own while this lasts: one that takes long does not hold up another. `what` names them
    in the log, `every` says how many seconds lie between two."""
    safe_record.allow([what])
    tasks = [asyncio.create_task(_without_end(what, every, one)) for one in rounds]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def _without_end(what: str, every: Callable[[], float], a_round: Round) -> None:
    while True:
        try:
            await a_round()
        except Exception as error:  # noqa: BLE001 - the next round must come, whatever happened in this one
            _log.error("a round of %s failed: %s", what, type(error).__name__)
        await asyncio.sleep(every())
