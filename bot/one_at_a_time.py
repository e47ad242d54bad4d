"""Work that is done for one key (a person, a chat) at a time, and for all keys side by side."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot import safe_record

_log = logging.getLogger(__name__)


class OneAtATime:
    """Runs on the event loop. `work(key)` runs once per call of `wake(key)`, or once for several that came meanwhile."""

    def __init__(self, what: str, work: Callable[[str], Awaitable[None]]) -> None:
        """`what` names the work in the log when it fails."""
        self._what, self._work = what, work
        safe_record.allow([what])
        self._running: dict[str, asyncio.Task[None]] = {}
        self._called: set[str] = set()

    def wake(self, key: str) -> None:
        """There may be something to do for this key."""
        self._called.add(key)
        if key not in self._running:
            task = asyncio.get_running_loop().create_task(self._run(key))
            self._running[key] = task
            task.add_done_callback(lambda _: self._ended(key))

    def was_called(self, key: str) -> bool:
        """Whether this key was woken since its work began or last asked; for work that waits for something else."""
        if key not in self._called:
            return False
        self._called.discard(key)
        return True

    async def idle(self) -> None:
        """Until nothing is being worked on. Raises what ended a work that failed."""
        while tasks := list(self._running.values()):
            await asyncio.gather(*tasks)
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """End at the next safe point."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, key: str) -> None:
        while self.was_called(key):
            await self._work(key)

    def _ended(self, key: str) -> None:
        task = self._running.pop(key)
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            # Only the kind of error: its text could hold a person's words (R65).
            _log.error("%s stopped: %s", self._what, type(error).__name__)
        elif key in self._called:
            self.wake(key)
