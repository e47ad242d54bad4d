"""Photos that go before the words of a message: one by itself, or an album with the number of each answer.

The words never wait long for them: whatever is not in the chat by then is left out, and the words say it all (R54).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Bot, InputMediaPhoto, Message
from telegram.error import TimedOut

from bot.channels.telegram.calls import NETWORK_REST, NotNow, Outcome, Pace, Shown, Unknown, outcome_of
from bot.channels.telegram.finding import Finder
from storage import Store, Transaction, deliveries, pictures
from storage.database import NotFound
from storage.deliveries import Attempt, Due
from storage.media import CannotBeOpened
from storage.outbox import OutboxMessage

_log = logging.getLogger(__name__)

PHOTOS_WITHIN = 3.0
"""Seconds that Telegram has to take the photos of a message."""


@dataclass(frozen=True)
class Before:
    """A photo that goes before the words. `number`: of its piece, below zero, and always the same for the same photo."""

    number: int
    picture_id: str
    caption: str


def photos_of(message: OutboxMessage) -> tuple[Before, ...]:
    """Those of a message, in order. Answers have the number that may be typed for them."""
    own = () if message.picture is None else (Before(-1, message.picture.id, message.picture.shows),)
    answers = enumerate(message.options, start=1)
    on_answers = ((place, one.picture_id, one.label) for place, one in answers if one.picture_id is not None)
    return (*own, *(Before(-1 - place, picture_id, f"{place} {label}") for place, picture_id, label in on_answers))


class Photos:
    """One for the process."""

    def __init__(self, store: Store, bot: Bot, pace: Pace, finder: Finder) -> None:
        self._store, self._bot, self._pace, self._finder = store, bot, pace, finder

    async def go_before(self, due: Due) -> float | None:
        """None once the words may go; else how long to wait before the next look at this message."""
        if any(number >= 0 for number in due.begun):
            return None
        wanted = [one for one in photos_of(due.message) if not _is_over(due.begun.get(one.number))]
        begun = [one for one in wanted if one.number in due.begun]
        if not wanted:
            return None
        if begun:
            # They were asked for before the program was started anew. What did not arrive is asked for once more.
            for one in begun:
                await self._settle(due, one, due.begun[one.number], then=deliveries.not_sent)
            return 0.0
        return await self._send(due, wanted)

    async def _send(self, due: Due, wanted: Sequence[Before]) -> float | None:
        there = [(one, data) for one in wanted if (data := await self._opened(due, one)) is not None]
        await self._leave_out(due, [one for one in wanted if one not in {found for found, _ in there}])
        if not there:
            return None
        chat_id, photos = int(due.chat.address), [one for one, _ in there]
        await self._pace.turn(chat_id)
        attempt = Attempt(self._finder.highest, None, self._store.clock())
        # As with words: nothing is waited for between this and the call.
        if not await self._store.writing(_begin, due, photos, attempt.sent_after):
            return 0.0
        shown: list[int] = []
        outcome = await outcome_of(self._call(chat_id, there, shown))
        self._pace.went(chat_id)
        return await self._went(due, photos, outcome, shown, attempt)

    async def _went(
        self, due: Due, photos: Sequence[Before], outcome: Outcome, shown: Sequence[int], attempt: Attempt
    ) -> float | None:
        match outcome:
            case Shown():
                for one, message_id in zip(photos, shown, strict=True):
                    await self._is_shown(due, one, message_id)
            case NotNow(seconds) if seconds <= NETWORK_REST:  # the words could not go now either
                for one in photos:
                    await self._store.writing(deliveries.not_sent, due, one.number)
                return seconds
            case Unknown():
                for one in photos:
                    await self._settle(due, one, attempt, then=deliveries.left_out)
            case _:
                await self._leave_out(due, photos)
        return None

    async def _call(self, chat_id: int, there: Sequence[tuple[Before, bytes]], shown: list[int]) -> Message:
        """Fills `shown` with the numbers of the messages, in order."""
        try:
            async with asyncio.timeout(PHOTOS_WITHIN):
                messages = await self._ask(chat_id, there)
        except TimeoutError as error:
            raise TimedOut from error
        shown.extend(one.message_id for one in messages)
        return messages[0]

    async def _ask(self, chat_id: int, there: Sequence[tuple[Before, bytes]]) -> Sequence[Message]:
        if len(there) == 1:
            [(one, data)] = there
            return [await self._bot.send_photo(chat_id, data, caption=one.caption, filename="photo.jpg")]
        album = [InputMediaPhoto(data, caption=one.caption, filename="photo.jpg") for one, data in there]
        return await self._bot.send_media_group(chat_id, album)

    async def _settle(self, due: Due, one: Before, attempt: Attempt, *, then: deliveries.Settling) -> None:
        """Find out whether it is there; where it is not, or nobody can tell, do what comes `then`."""
        found = await self._finder.find(int(due.chat.address), attempt, None)
        if isinstance(found, Shown):
            await self._is_shown(due, one, found.message_id)
        else:
            await self._store.writing(deliveries.left_out if found is not None else then, due, one.number)

    async def _is_shown(self, due: Due, one: Before, message_id: int) -> None:
        self._finder.saw(message_id)
        await self._store.writing(deliveries.sent, due, one.number, message_id, is_last=False)

    async def _leave_out(self, due: Due, photos: Sequence[Before]) -> None:
        if photos:
            _log.warning("telegram: photos of a message are left out")
            await self._store.writing(_left_out, due, photos)

    async def _opened(self, due: Due, one: Before) -> bytes | None:
        try:
            return await self._store.reading(pictures.seen_by_person, due.chat.person_id, one.picture_id)
        except (NotFound, CannotBeOpened):  # taken away in this moment, or not to be had
            return None


def _is_over(attempt: Attempt | None) -> bool:
    return attempt is not None and (attempt.message_id is not None or attempt.is_left_out)


def _begin(tx: Transaction, due: Due, photos: Sequence[Before], sent_after: int) -> bool:
    return all(deliveries.begin(tx, due, one.number, sent_after, one.picture_id) for one in photos)


def _left_out(tx: Transaction, due: Due, photos: Sequence[Before]) -> None:
    for one in photos:
        deliveries.begin(tx, due, one.number, 0, one.picture_id)
        deliveries.left_out(tx, due, one.number)
