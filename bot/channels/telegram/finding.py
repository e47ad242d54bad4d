"""Whether a message whose answer was lost is in its chat: Telegram lists no messages, but it can be asked for each number."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import cast

from telegram import Bot, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import TelegramError

from bot.channels.telegram.arrivals import message_id_of
from bot.channels.telegram.calls import NETWORK_REST, ChatShut, NotNow, Pace, Shown, There, is_there
from storage import Store, deliveries, inbox
from storage.deliveries import Attempt

CHANNEL = "telegram"
SETTLED_AFTER = 3.0
"""Seconds after which a request whose answer was lost is carried out, or never will be."""
CATCH_UP_WITHIN, CATCH_UP_EVERY = 6.0, 0.3
"""Seconds in which all that waits at Telegram's for us is usually taken."""
LOOK_BEYOND, LOOK_AT = 10, 300
"""So many numbers above the highest known one are looked at, beside one for each other lost answer; and in all."""
REMEMBERED = 10_000

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | None


class Finder:
    """Knows the numbers Telegram gave to messages.

    Telegram numbers the messages of all private chats of a bot in one row. So a message whose answer was lost can only
    have a number above the highest one that was known before it, and none that is known to be something else; and giving
    a message the buttons it has changes nothing and tells whether it is there.
    """

    def __init__(self, store: Store, bot: Bot, pace: Pace) -> None:
        self._store, self._bot, self._pace = store, bot, pace
        self._numbers: dict[int, None] = {}
        self._updates = 0
        self._ruled_out: defaultdict[int, set[int]] = defaultdict(set)
        self.highest = 0
        self._is_loaded = asyncio.Event()

    def saw(self, message_id: int) -> None:
        """Telegram gave this number to a message: whatever is sent from now on has a higher one."""
        self.highest = max(self.highest, message_id)
        self._numbers[message_id] = None
        if len(self._numbers) > REMEMBERED:
            del self._numbers[next(iter(self._numbers))]

    def took(self, updates: int) -> None:
        """So many more updates are kept."""
        self._updates += updates

    async def load(self) -> None:
        """Know what was known before the program was started."""
        self.saw(await self._store.reading(deliveries.highest_message_id))
        for number in _numbers(await self._store.reading(inbox.last_ids, CHANNEL)):
            self.saw(number)
        self._is_loaded.set()

    async def is_ready(self) -> None:
        """Until it knows what was known before: nothing is sent before that."""
        await self._is_loaded.wait()

    async def find(self, chat_id: int, attempt: Attempt, markup: Markup) -> Shown | NotNow | ChatShut | None:
        """The message of this attempt; None if Telegram certainly does not have it."""
        age = (self._store.clock() - attempt.at).total_seconds()
        await asyncio.sleep(min(SETTLED_AFTER, max(0.0, SETTLED_AFTER - age)))  # a clock may be set back meanwhile
        if not await self._caught_up():
            return NotNow(NETWORK_REST)
        known_to = self.highest
        for number in await self._candidates(chat_id, attempt):
            if number in self._numbers:  # it was found to be another's meanwhile
                continue
            answer = await self._look_at(chat_id, number, markup)
            if answer is There.UNCHANGEABLE and number > known_to:
                answer = await self._unless_theirs(number, attempt)
            if isinstance(answer, NotNow | ChatShut):
                return answer
            if answer is not There.NO:
                self._ruled_out.pop(chat_id, None)
                return Shown(number)
            self._ruled_out[chat_id].add(number)
        self._ruled_out.pop(chat_id, None)
        return None

    async def _look_at(self, chat_id: int, number: int, markup: Markup) -> There | NotNow | ChatShut:
        has_controls = isinstance(markup, ReplyKeyboardMarkup)
        buttons = None if has_controls else cast(InlineKeyboardMarkup | None, markup)
        await self._pace.call()
        answer = await is_there(self._bot.edit_message_reply_markup(chat_id, number, reply_markup=buttons))
        # Only a message with the controls cannot be changed; where there should be none it is one of the person's own.
        return There.NO if answer is There.UNCHANGEABLE and not has_controls else answer

    async def _unless_theirs(self, number: int, attempt: Attempt) -> There | NotNow:
        """A message with the controls cannot be changed, and neither can one that the person writes in this moment."""
        if not await self._caught_up():
            return NotNow(NETWORK_REST)
        return There.NO if number in await self._known(attempt) else There.UNCHANGEABLE

    async def _caught_up(self) -> bool:
        """True once everything is kept that waited for us at Telegram's: from then on its numbers are known."""
        goal = None
        for _ in range(int(CATCH_UP_WITHIN / CATCH_UP_EVERY)):
            try:
                waiting = (await self._bot.get_webhook_info()).pending_update_count
            except TelegramError:
                return False
            goal = self._updates + waiting if goal is None else goal
            if not waiting or self._updates >= goal:
                return True
            await asyncio.sleep(CATCH_UP_EVERY)
        return False

    async def _candidates(self, chat_id: int, attempt: Attempt) -> list[int]:
        """Each number that it may have, the likeliest first."""
        not_it = await self._known(attempt) | self._ruled_out[chat_id]
        others = await self._store.reading(deliveries.unsettled)
        above, end = attempt.sent_after, max(self.highest, attempt.sent_after) + others + LOOK_BEYOND
        return [number for number in range(above + 1, end + 1) if number not in not_it][:LOOK_AT]

    async def _known(self, attempt: Attempt) -> set[int]:
        """The numbers of which it is known what they are."""
        ours = await self._store.reading(deliveries.message_ids_above, attempt.sent_after)
        theirs = await self._store.reading(inbox.ids_since, CHANNEL, attempt.at)
        return {*self._numbers, *ours, *_numbers(theirs)}


def _numbers(keys: Iterable[str]) -> list[int]:
    return [number for key in keys if (number := message_id_of(key)) is not None]
