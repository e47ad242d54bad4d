"""What leaves the screen again, and who is answered without being anybody's chat."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.channels.telegram.arrivals import chat_id_of, message_id_of
from bot.channels.telegram.calls import NotNow, Pace, Shown, Unknown, outcome_of
from bot.channels.telegram.finding import CHANNEL, Finder
from bot.rendering import Renderer
from storage import Store, deliveries, inbox, strangers
from storage.strangers import Owed

_log = logging.getLogger(__name__)

TAKES_OFF_WITHIN = timedelta(hours=47)
"""Telegram lets a bot take off what is younger than two days."""

TRIES = 3
"""So often a stranger is sent a text while its answers are lost: they should get it, but not for ever."""


class Tidier:
    """Keeps what tells of harm off a screen that others may see (R19), and answers strangers (R62)."""

    def __init__(self, store: Store, bot: Bot, pace: Pace, renderer: Renderer, finder: Finder) -> None:
        self._store, self._bot, self._pace = store, bot, pace
        self._renderer, self._finder = renderer, finder
        self._one_answering = asyncio.Lock()

    async def round(self) -> None:
        """Everything that is due now."""
        await self.answer_strangers()
        for ours in await self._store.reading(deliveries.to_take_off, CHANNEL):
            if await self._take_off(int(ours.address), ours.message_id):
                await self._store.writing(deliveries.taken_off, ours)
        for theirs in await self._store.reading(inbox.hidden_to_remove, CHANNEL, TAKES_OFF_WITHIN):
            key = theirs.channel_message_id
            number = message_id_of(key)
            if number is None or await self._take_off(chat_id_of(key), number):
                await self._store.writing(inbox.removed, theirs.id)

    async def answer_strangers(self) -> None:
        """Each gets the fixed text they are owed. It may come twice where an answer is lost; it is hardly ever left out."""
        async with self._one_answering:
            for one in await self._store.reading(strangers.owed, CHANNEL):
                if await self._answer(one):
                    await self._store.writing(strangers.answered, CHANNEL, one)

    async def _answer(self, one: Owed) -> bool:
        """True if there is nothing more to do about it."""
        chat_id = int(one.address)
        for text in self._renderer.for_outsider(one.response, one.worry):
            for _ in range(TRIES):
                await self._pace.turn(chat_id)
                outcome = await outcome_of(self._bot.send_message(chat_id, text))
                self._pace.went(chat_id)
                if not isinstance(outcome, Unknown):
                    break
            if isinstance(outcome, NotNow):
                return False
            if isinstance(outcome, Shown):
                self._finder.saw(outcome.message_id)
        return True

    async def _take_off(self, chat_id: int, message_id: int) -> bool:
        """True if it is gone, or cannot be taken off any more."""
        await self._pace.call()
        try:
            await self._bot.delete_message(chat_id, message_id)
        except (BadRequest, Forbidden):
            return True
        except TelegramError as error:
            _log.info("a message could not be taken off yet: %s", type(error).__name__)
            return False
        return True
