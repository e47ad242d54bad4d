"""Voice messages are fetched at once, before they are kept: Telegram promises them to nobody for long."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram.arrivals import LOST_VOICE, Arrival, Wrote
from storage.recordings import Recording

_log = logging.getLogger(__name__)

WITHIN = 10.0
"""Seconds for one recording, all tries together. Others of the same batch wait for it."""
TRIES, REST = 3, 0.5
MOST_BYTES = 20 * 1024 * 1024
"""What Telegram hands out to a bot."""


async def with_recordings(arrivals: Sequence[Arrival], bot: Bot) -> tuple[Arrival, ...]:
    """The same with the sound of each voice message. One that cannot be had becomes LOST_VOICE: its person is told so, and
    can send it again."""
    return tuple(await asyncio.gather(*(_with_recording(one, bot) for one in arrivals)))


async def _with_recording(one: Arrival, bot: Bot) -> Arrival:
    if not isinstance(one, Wrote) or one.voice is None:
        return one
    sound = await fetched(bot, one.voice.file_id, one.voice.size)
    if sound is None:
        return replace(one, control=LOST_VOICE)
    return replace(one, recording=Recording(sound, one.voice.media_type, one.voice.seconds))


async def fetched(bot: Bot, file_id: str, size: int, most_bytes: int = MOST_BYTES) -> bytes | None:
    """What lies at Telegram's under this id; None where it is too large, or cannot be had in time."""
    if size > most_bytes:
        return None
    try:
        async with asyncio.timeout(WITHIN):
            return await _tried(bot, file_id)
    except TimeoutError:
        _log.warning("a file could not be fetched in time")
        return None


async def _tried(bot: Bot, file_id: str) -> bytes | None:
    for _ in range(TRIES):
        try:
            file = await bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            _log.warning("a file could not be fetched: %s", type(error).__name__)
            await asyncio.sleep(REST)
    return None
