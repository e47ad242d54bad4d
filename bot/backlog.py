"""What waited while something was down: all of it is screened before any of it is answered, danger first (R27)."""

from __future__ import annotations

import asyncio
import logging

from bot.hub import Hub
from bot.safety import Screened
from bot.turn import Turns
from storage import Store, inbox
from storage.inbox import InboxMessage

_log = logging.getLogger(__name__)


class Backlog:
    """One for the process. At the start there may be one."""

    def __init__(self, store: Store, turns: Turns, hub: Hub) -> None:
        self._store, self._turns, self._hub = store, turns, hub
        self._one_at_a_time = asyncio.Lock()
        self._may_be_there = True
        self._screened: set[str] = set()

    def may_be_there(self) -> None:
        """The store or the assistant is down, or a channel brought messages of several people at once."""
        self._may_be_there = True

    async def screen(self) -> None:
        """Screen all that waits, of everybody, if there may be a backlog; who calls this while it is done waits for it."""
        async with self._one_at_a_time:
            if self._may_be_there:
                await self._screen()
                self._may_be_there = False

    async def _screen(self) -> None:
        waiting = await self._store.reading(inbox.waiting_of_everybody)
        found = [(one, await self._turns.find(one)) for one in waiting if one.id not in self._screened]
        # What was screened and is no danger now will not be one at the next look.
        self._screened = {one.id for one in waiting}
        first = [(one, screened) for one, screened in found if screened is not None and screened.goes_first]
        for message, _ in sorted(first, key=_red_first):
            await self._handle(message)
        for message, _ in found:
            await self._turns.keep_unscreened(message)

    async def _handle(self, message: InboxMessage) -> None:
        try:
            # Screened anew: what its person told before may be a concern by now, of which it speaks (R10).
            await self._turns.screen(message)
        except Exception as error:  # noqa: BLE001 - its own worker tries again; the others must not wait for it
            _log.error("a message of the backlog was not handled: %s", type(error).__name__)
        self._hub.wake(message.person_id)


def _red_first(found: tuple[InboxMessage, Screened]) -> tuple[int, object, int]:
    message, screened = found
    return -screened.screening.tier.weight, message.sent_at, message.position
