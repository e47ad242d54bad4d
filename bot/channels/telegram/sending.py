"""Messages out: in order into each chat, once, at Telegram's pace, with their voice and their buttons."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from datetime import timedelta
from typing import cast

from telegram import Bot, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup

from bot.channels.telegram import keyboards
from bot.channels.telegram.arrivals import message_id_of
from bot.channels.telegram.calls import ChatShut, Never, NotNow, Outcome, Pace, Shown, Unknown, is_there, outcome_of
from bot.channels.telegram.pieces import Piece, pieces
from bot.one_at_a_time import OneAtATime
from bot.voices import Voices
from speech import Pace as Speed
from speech import Recording, SpeechFailed
from storage import Store, deliveries, inbox
from storage.deliveries import Attempt, Due
from wording.catalogue import Catalogue

_log = logging.getLogger(__name__)

CHANNEL = "telegram"
LOOK_EVERY = 5.0
"""Seconds between two looks for messages that nobody was woken for, as those that quiet hours held back."""
VOICE_WITHIN = 1.5
"""Seconds that words wait for their voice (architecture, step 9)."""
SETTLED_AFTER = 3.0
"""Seconds after which a request whose answer was lost is carried out, or never will be."""
LOOK_AT = 60
"""So many numbers are looked at to find a message whose answer was lost."""

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | None


class Sender:
    """One for the process. `wake` may be called for anybody; who has no chat here costs one look."""

    def __init__(self, store: Store, bot: Bot, pace: Pace, catalogue: Catalogue, voices: Voices) -> None:
        self._store, self._bot, self._pace = store, bot, pace
        self._catalogue, self._voices = catalogue, voices
        self._people = OneAtATime("looking for chats", self._wake_chats)
        self._chats = OneAtATime("sending", self._send_all)
        self._highest = 0
        self._without_voice: set[str] = set()

    def wake(self, person_id: str) -> None:
        """There may be something to send to this person."""
        self._people.wake(person_id)

    def saw(self, message_id: int) -> None:
        """Telegram gave this number to a message: whatever is sent from now on has a higher one."""
        self._highest = max(self._highest, message_id)

    async def run(self) -> None:
        """Look again and again, without end."""
        self.saw(await self._store.reading(deliveries.highest_message_id))
        while True:
            for person_id in await self._store.reading(deliveries.people_due, CHANNEL):
                self.wake(person_id)
            await asyncio.sleep(LOOK_EVERY)

    async def idle(self) -> None:
        """Until nothing is being sent."""
        await self._people.idle()
        await self._chats.idle()

    async def stop(self) -> None:
        """End; a message in hand is looked for at the next start."""
        await self._people.stop()
        await self._chats.stop()

    async def _wake_chats(self, person_id: str) -> None:
        for address_id in await self._store.reading(deliveries.chats_of, CHANNEL, person_id):
            self._chats.wake(address_id)

    async def _send_all(self, address_id: str) -> None:
        while due := await self._store.reading(deliveries.next_for, CHANNEL, address_id):
            if wait := await self._send(due):
                await asyncio.sleep(wait)

    async def _send(self, due: Due) -> float:
        """Send what is left of this message; returns how long to wait before the next look."""
        parts = pieces(due.message.text, due.message.options)
        for number, piece in enumerate(parts):
            attempt = due.begun.get(number)
            if attempt is not None and attempt.message_id is not None:
                continue
            is_last = number == len(parts) - 1
            if wait := await self._send_piece(due, number, piece, attempt, is_last=is_last):
                return wait
        return 0.0

    async def _send_piece(
        self, due: Due, number: int, piece: Piece, attempt: Attempt | None, *, is_last: bool
    ) -> float:
        markup = self._markup(due, piece)
        has_controls = isinstance(markup, ReplyKeyboardMarkup)
        found = None if attempt is None else await self._find(due, attempt, markup)
        if isinstance(found, NotNow):
            return found.seconds
        outcome = found or await self._ask(due, number, piece, markup, is_alone=is_last and number == 0)
        match outcome:
            case Shown(message_id):
                self.saw(message_id)
                ends = {"is_last": is_last, "with_controls": has_controls}
                await self._store.writing(deliveries.sent, due, number, message_id, **ends)
                return 0.0
            case NotNow(seconds):
                await self._store.writing(deliveries.not_sent, due, number)
                return seconds
            case ChatShut():
                await self._store.writing(deliveries.not_sent, due, number)
                await self._store.writing(deliveries.shut_out, due.chat.id)
                return 0.0
            case Never(is_voice=True):
                self._without_voice.add(due.chat.id)
                await self._store.writing(deliveries.not_sent, due, number)
                return 0.0
            case Never():
                _log.warning("telegram refuses a message of the kind %s", due.message.kind)
                await self._store.writing(deliveries.refused, due, number)
                return 0.0
            case Unknown():
                return SETTLED_AFTER

    async def _ask(self, due: Due, number: int, piece: Piece, markup: Markup, *, is_alone: bool) -> Outcome:
        """Have Telegram show it, with its voice if that is there in time."""
        recording = await self._voice(due, piece) if is_alone else None
        await self._store.writing(deliveries.begin, due, number, self._highest)
        chat_id = int(due.chat.address)
        await self._pace.turn(chat_id)
        outcome = await outcome_of(self._call(chat_id, piece, markup, recording))
        self._pace.went(chat_id)
        if recording is not None:
            await asyncio.to_thread(self._voices.forget, due.message)
        return outcome

    def _call(self, chat_id: int, piece: Piece, markup: Markup, recording: Recording | None) -> Awaitable[Message]:
        if recording is None:
            return self._bot.send_message(chat_id, piece.text, reply_markup=markup)
        sound, seconds = recording.path.read_bytes(), timedelta(seconds=round(recording.seconds))
        return self._bot.send_voice(chat_id, sound, caption=piece.text, duration=seconds, reply_markup=markup)

    async def _voice(self, due: Due, piece: Piece) -> Recording | None:
        """The sound of a message for whoever wants it; words do not wait long for it."""
        if not due.chat.audio_on or due.chat.id in self._without_voice or not piece.fits_a_caption:
            return None
        try:
            making = self._voices.of(due.message, cast(Speed, due.chat.pace), "ogg")
            return await asyncio.wait_for(making, VOICE_WITHIN)
        except (SpeechFailed, TimeoutError):
            return None

    def _markup(self, due: Due, piece: Piece) -> Markup:
        leaves_again = due.message.kind == "safety" or due.message.content_id is not None
        if piece.options or due.chat.has_controls or leaves_again:  # a message that goes takes the controls with it
            return keyboards.under_a_message(piece.options)
        return keyboards.below_the_chat(self._catalogue)

    async def _find(self, due: Due, attempt: Attempt, markup: Markup) -> Shown | NotNow | None:
        """The message whose answer was lost, if Telegram has it.

        Telegram does not list messages. But it numbers those of all private chats of a bot in one row, so this one can
        only have a number above the highest that was known before, and not one of those known since; and giving a message
        the buttons it has changes nothing and tells whether it is there.
        """
        age = (self._store.clock() - attempt.at).total_seconds()
        await asyncio.sleep(max(0.0, SETTLED_AFTER - age))
        chat_id, has_controls = int(due.chat.address), isinstance(markup, ReplyKeyboardMarkup)
        buttons = None if has_controls else cast(InlineKeyboardMarkup | None, markup)
        for message_id in await self._candidates(attempt.sent_after):
            await self._pace.call()

            async def edit(message_id: int = message_id) -> object:
                return await self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=buttons)

            answer = await is_there(edit, has_controls=has_controls)
            if isinstance(answer, NotNow):
                return answer
            if answer:
                return Shown(message_id)
        return None

    async def _candidates(self, above: int) -> list[int]:
        known = await self._store.reading(deliveries.message_ids_above, above)
        keys = await self._store.reading(inbox.last_ids, CHANNEL)
        known |= {found for key in keys if (found := message_id_of(key)) is not None}
        return [number for number in range(above + 1, max(self._highest, above) + LOOK_AT) if number not in known][
            :LOOK_AT
        ]
