"""Voice messages are fetched at once, before they are kept: Telegram promises them to nobody for long. What is not really
sound is not kept, and its person is told so (`speech.Checks`)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import replace

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram.arrivals import LOST_VOICE, NO_SOUND, TOO_LONG, Arrival, Voice, Wrote
from speech import MOST_BYTES, CheckFailed, Checks, NotKept, WhyNot
from storage.recordings import Recording

_log = logging.getLogger(__name__)

WITHIN = 10.0
"""Seconds for one recording, all tries together. Others of the same batch wait for it."""
TRIES, REST = 3, 0.5
_NOT_KEPT = {WhyNot.NO_SOUND: NO_SOUND, WhyNot.TOO_LONG: TOO_LONG}


def chats_with_voice(arrivals: Sequence[Arrival]) -> frozenset[int]:
    """The chats in which somebody sent one."""
    return frozenset(one.chat_id for one in arrivals if isinstance(one, Wrote) and one.voice is not None)


class Recordings:
    """One for the process."""

    def __init__(self, bot: Bot, checks: Checks) -> None:
        self._bot, self._checks = bot, checks

    async def fetched(self, arrivals: Sequence[Arrival], chats: Collection[int]) -> tuple[Arrival, ...]:
        """The same with the sound of each voice message of these `chats`: of nobody else is a sound fetched (R62). One that
        cannot be had, or is not kept, has a control that says which: its person is told so, and can send it again."""
        return tuple(await asyncio.gather(*(self._with_sound(one, chats) for one in arrivals)))

    async def _with_sound(self, one: Arrival, chats: Collection[int]) -> Arrival:
        if not isinstance(one, Wrote) or one.voice is None:
            return one
        try:
            sound = await self._sound(one.voice) if one.chat_id in chats else None
            if sound is None:
                return replace(one, control=LOST_VOICE)
            found = await self._checks.measured(sound)
        except NotKept as error:
            return replace(one, control=_NOT_KEPT[error.why])
        except CheckFailed as error:
            _log.error("a voice message was not kept: %s", error)
            return replace(one, control=LOST_VOICE)
        return replace(one, recording=Recording(sound, found.media_type, found.seconds))

    async def _sound(self, voice: Voice) -> bytes | None:
        """Raises NotKept for one that Telegram hands to no bot."""
        if voice.size > MOST_BYTES:
            raise NotKept(WhyNot.TOO_LONG)
        try:
            async with asyncio.timeout(WITHIN):
                return await self._tried(voice)
        except TimeoutError:
            _log.warning("a voice message could not be fetched in time")
            return None

    async def _tried(self, voice: Voice) -> bytes | None:
        for _ in range(TRIES):
            try:
                file = await self._bot.get_file(voice.file_id)
                return bytes(await file.download_as_bytearray())
            except TelegramError as error:
                _log.warning("a voice message could not be fetched: %s", type(error).__name__)
                await asyncio.sleep(REST)
        return None
