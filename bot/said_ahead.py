"""While the service runs, all that is the same for everybody is said ahead in the background, and voice files are kept within bounds."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from speech import Ahead

_log = logging.getLogger(__name__)

AGAIN_EVERY = 3600.0
"""Seconds between two looks for what is missing by now, and for what is kept too long."""
TELL_EVERY = 100
"""Messages between two lines of the log."""


@asynccontextmanager
async def running(ahead: Ahead, every: float = AGAIN_EVERY) -> AsyncIterator[None]:
    """In a thread of its own, at the lowest priority; at the end it stops after the message in hand."""
    stop = threading.Event()
    thread = threading.Thread(target=_work, args=(ahead, stop, every), name="said-ahead", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        await asyncio.to_thread(thread.join)


def _work(ahead: Ahead, stop: threading.Event, every: float) -> None:
    while not stop.is_set():
        try:
            ahead.speech.tidy()
            before = ahead.progress()
            if before.missing:
                _log.info("fixed messages that can be heard at once: %s of %s", before.ready, before.wanted)
                ahead.run(stop, _tell)
        except Exception as error:  # noqa: BLE001 - it costs this round only; messages are said when they are asked for
            _log.warning("nothing could be said ahead: %s", type(error).__name__)
        stop.wait(every)


def _tell(done: int, wanted: int) -> None:
    if done % TELL_EVERY == 0 or done == wanted:
        _log.info("fixed messages gone through: %s of %s", done, wanted)
