"""Messages out to supporters: in order into each chat, at Telegram's pace, looked for before they are sent again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from telegram import Bot

from bot.channels.telegram import keyboards
from bot.channels.telegram.calls import ChatShut, Never, NotNow, Outcome, Pace, Shown, Unknown, outcome_of
from bot.channels.telegram.finding import CHANNEL, SETTLED_AFTER, Finder, Markup
from bot.channels.telegram.supporting.saying import Says
from bot.one_at_a_time import OneAtATime
from storage import Store, Transaction, supporter_chats, supporter_messages, supporter_news
from storage.supporter_messages import ToSupporter, Waiting
from storage.supporter_news import Chosen

_log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
TRIES = 20
"""So often a message is tried on which Telegram's answer is lost each time; those behind it wait no longer."""


class ToSupporters:
    """One for the process."""

    def __init__(self, store: Store, bot: Bot, pace: Pace, finder: Finder, says: Says) -> None:
        self._store, self._bot, self._pace, self._finder, self._says = store, bot, pace, finder, says
        self._chats = OneAtATime("sending to supporters", self._send_all)
        self._tries: dict[str, int] = {}
        self._is_stopped = False

    def wake(self, address: str) -> None:
        """There may be something to send into this chat."""
        if not self._is_stopped:
            self._chats.wake(address)

    async def run(self, went_well: Callable[[], None]) -> None:
        """Look again and again, without end: for what was chosen, and for what waits."""
        while True:
            for chosen in await self._store.reading(supporter_news.to_tell, CHANNEL):
                await self._store.writing(_tell, chosen, self._says)
            for address in await self._store.reading(supporter_messages.chats_due, CHANNEL):
                self.wake(address)
            went_well()
            await asyncio.sleep(LOOK_EVERY)

    async def stop(self) -> None:
        """End for good; a message in hand is looked for at the next start."""
        self._is_stopped = True
        await self._chats.stop()

    async def _send_all(self, address: str) -> None:
        await self._finder.is_ready()
        while waiting := await self._store.reading(supporter_messages.next_for, CHANNEL, address):
            if wait := await self._send(waiting):
                await asyncio.sleep(wait)

    async def _send(self, waiting: Waiting) -> float:
        """Send it; returns how long to wait before the next look."""
        markup = keyboards.under_a_message(waiting.buttons)
        chat_id, found = int(waiting.address), None
        if waiting.begun is not None:
            found = await self._finder.find(chat_id, waiting.begun, markup)
        outcome = found or await self._ask(chat_id, waiting, markup)
        match outcome:
            case Shown(number):
                self._finder.saw(number)
                self._tries.pop(waiting.id, None)
                await self._store.writing(supporter_messages.sent, waiting.id, number)
            case NotNow(seconds):
                if found is None:
                    await self._store.writing(supporter_messages.not_sent, waiting.id)
                return seconds
            case Unknown() if self._may_try_again(waiting):
                return SETTLED_AFTER
            case ChatShut():
                await self._store.writing(_shut_out, waiting)
            case Unknown() | Never():
                _log.warning("telegram: a message to a supporter is given up")
                await self._store.writing(supporter_messages.given_up, waiting.id)
        return 0.0

    async def _ask(self, chat_id: int, waiting: Waiting, markup: Markup) -> Outcome | None:
        """None where it may not go there any more."""
        await self._pace.turn(chat_id)
        # Nothing is waited for between this and the call: whoever was ended gets nothing that tells of the person.
        if not await self._store.writing(supporter_messages.begin, waiting.id, self._finder.highest):
            return None
        outcome = await outcome_of(self._bot.send_message(chat_id, waiting.text, reply_markup=markup))
        self._pace.went(chat_id)
        return outcome

    def _may_try_again(self, waiting: Waiting) -> bool:
        self._tries[waiting.id] = self._tries.get(waiting.id, 0) + 1
        if self._tries[waiting.id] < TRIES:
            return True
        del self._tries[waiting.id]
        return False


def _shut_out(tx: Transaction, waiting: Waiting) -> None:
    """What tells of a person waits until they let us in again; nothing else needs to come then."""
    supporter_chats.shut_out(tx, CHANNEL, waiting.address)
    supporter_messages.wait_or_give_up(tx, waiting.id)


def _tell(tx: Transaction, chosen: Chosen, says: Says) -> None:
    if chosen.label is None:
        text = says.text("chose_other", person=chosen.person)
    else:
        text = says.text("chose", person=chosen.person, label=chosen.label)
    about = (CHANNEL, chosen.address, chosen.source_id, text, chosen.supporter_id)
    supporter_messages.queue(tx, ToSupporter(*about))
