"""Work without end that begins again after whatever went wrong, and says each new trouble once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from enum import StrEnum

from telegram.error import Conflict, InvalidToken, TelegramError

_log = logging.getLogger(__name__)

FIRST_REST, LONGEST_REST = 1.0, 30.0
"""Seconds until the next try; each rest is twice the one before."""


class Trouble(StrEnum):
    """One line for whoever runs the service; nothing of the error's own text, which may hold words or the token."""

    NOT_KNOWN = "TELEGRAM_TOKEN is not known there. Ask @BotFather for the right one; the rest of the service runs."
    TWO_PROGRAMS = "another program gets the messages of this bot. Stop it, or make a bot of its own for it."
    UNREACHABLE = "it cannot be reached. The rest of the service runs, and it is tried again."
    OURS = "the channel failed and begins again."


class KeepOn:
    """`is_well` until the work fails, and again from when it says so itself by `went_well`."""

    def __init__(self, work: Callable[[], Awaitable[None]]) -> None:
        self._work = work
        self._rest = FIRST_REST
        self._trouble: Trouble | None = None
        self.is_well = False

    def went_well(self) -> None:
        """It works; a trouble that comes now is a new one."""
        self._rest, self._trouble, self.is_well = FIRST_REST, None, True

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            try:
                await self._work()
            except Exception as error:  # noqa: BLE001 - the channel must go on, whatever happened
                self._failed(error)
            await asyncio.sleep(self._rest)
            self._rest = min(2 * self._rest, LONGEST_REST)

    def _failed(self, error: Exception) -> None:
        self.is_well = False
        if (trouble := _trouble(error)) is not self._trouble:
            self._trouble = trouble
            _log.error("telegram: %s (%s)", trouble, type(error).__name__)


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, InvalidToken):
        return Trouble.NOT_KNOWN
    if isinstance(error, Conflict):
        return Trouble.TWO_PROGRAMS
    return Trouble.UNREACHABLE if isinstance(error, TelegramError) else Trouble.OURS
