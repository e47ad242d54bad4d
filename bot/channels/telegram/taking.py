"""A batch of updates, from Telegram's JSON to what follows from it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Sequence
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram.arrivals import message_ids
from bot.channels.telegram.finding import Finder
from bot.channels.telegram.receiving import Kept, answer_taps, keep_all, linked_chats, read
from bot.channels.telegram.recordings import Recordings, chats_with_voice
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.tidying import Tidier
from bot.gateway import Gateway
from speech import Checks
from storage import Store
from wording.catalogue import Catalogue

_log = logging.getLogger(__name__)

PICKED = "utter_you_picked"
CHECKED_WITHIN = 15.0
"""Seconds in which a recording is looked at, or has to be sent again: everybody else's messages wait for it."""
Found = dict[str, Any]


class Taker:
    """One for the process. Once `take` has returned, nothing of the batch can be lost."""

    def __init__(
        self,
        store: Store,
        bot: Bot,
        gateway: Gateway,
        catalogue: Catalogue,
        sender: Sender,
        finder: Finder,
        tidier: Tidier,
    ) -> None:
        self._store, self._bot, self._gateway, self._catalogue = store, bot, gateway, catalogue
        self._sender, self._finder, self._tidier = sender, finder, tidier
        self._recordings = Recordings(bot, Checks(within=CHECKED_WITHIN))
        self._beside: set[asyncio.Task[None]] = set()

    async def take(self, found: Sequence[Found]) -> None:
        """Keep what these updates bring; whoever wrote is answered, in the background."""
        arrivals = read(found, self._bot)
        for number in message_ids(found):
            self._finder.saw(number)
        self._start(answer_taps(arrivals, self._bot, self._catalogue[PICKED].bubbles[0]))
        if chats := chats_with_voice(arrivals):
            linked = await self._store.reading(linked_chats, chats)
            arrivals = await self._recordings.fetched(arrivals, linked)
        kept = await self._store.writing(keep_all, arrivals, self._catalogue)
        self._finder.took(len(found))
        self._go_on(kept)

    async def stop(self) -> None:
        """Let go of what runs beside."""
        tasks = list(self._beside)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _go_on(self, kept: Kept) -> None:
        self._gateway.came_together(kept.wrote)
        for person_id in dict.fromkeys(kept.to_send):
            self._sender.wake(person_id)
        for chat_id in dict.fromkeys(kept.places):
            self._start(self._leave(chat_id))
        if kept.has_strangers:
            self._start(self._tidier.answer_strangers())

    async def _leave(self, chat_id: int) -> None:
        with contextlib.suppress(TelegramError):  # it may be thrown out of there already
            await self._bot.leave_chat(chat_id)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._beside.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.warning("telegram: something beside the conversation failed: %s", type(error).__name__)
