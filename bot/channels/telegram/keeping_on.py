"""Work without end that begins again after whatever went wrong, and says each new trouble once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import Conflict, InvalidToken, TelegramError

_log = logging.getLogger(__name__)

FIRST_REST, LONGEST_REST = 1.0, 30.0
"""Seconds until the next try; each rest is twice the one before."""


class KeepOn:
    """`is_well` until the work fails, and again from when it says so itself by `went_well`."""

    def __init__(self, work: Callable[[], Awaitable[None]]) -> None:
        self._work = work
        self._rest, self._trouble = FIRST_REST, ""
        self.is_well = False

    def went_well(self) -> None:
        """It works; a trouble that comes now is a new one."""
        if self._trouble:
            _log.info("telegram is reached again")
        self._rest, self._trouble, self.is_well = FIRST_REST, "", True

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            try:
                await self._work()
            except Exception as error:  # noqa: BLE001 - the channel must go on, whatever happened
                self._failed(_said_of(error))
            await asyncio.sleep(self._rest)
            self._rest = min(2 * self._rest, LONGEST_REST)

    def _failed(self, trouble: str) -> None:
        self.is_well = False
        if trouble != self._trouble:
            self._trouble = trouble
            _log.error("%s", trouble)


def _said_of(error: Exception) -> str:
    """One line for whoever runs the service; nothing of the error's own text, which may hold words or the token."""
    if isinstance(error, InvalidToken):
        return "Telegram does not know TELEGRAM_TOKEN. Ask @BotFather for the right one; the rest of the service runs."
    if isinstance(error, Conflict):
        return "Another program gets the messages of this Telegram bot. Stop it, or make a bot of its own for it."
    if isinstance(error, TelegramError):
        return f"Telegram cannot be reached ({type(error).__name__}). The rest runs, and it is tried again."
    return f"the Telegram channel failed ({type(error).__name__}) and begins again"
