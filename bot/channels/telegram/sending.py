"""Messages out: in order into each chat, once, at Telegram's pace, with their voice and their buttons."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from telegram import Bot, Message

from bot.channels.telegram import keyboards
from bot.channels.telegram.calls import ChatShut, Never, NotNow, Outcome, Pace, Shown, Unknown, outcome_of
from bot.channels.telegram.finding import CHANNEL, SETTLED_AFTER, Finder, Markup
from bot.channels.telegram.photos import Photos
from bot.channels.telegram.pieces import Piece, pieces
from bot.one_at_a_time import OneAtATime
from bot.voices import Voices
from speech import Pace as Speed
from speech import SpeechFailed
from storage import Store, deliveries
from storage.deliveries import Attempt, Due
from storage.outbox import OutboxMessage
from storage.vocabulary import Pictures
from wording.catalogue import Catalogue

_log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
"""Seconds between two looks for messages that nobody was woken for, as those that quiet hours held back."""
HOPELESS_AFTER = 6 * 3600.0
"""Seconds for which a message is tried on which Telegram fails each time."""
CONTROLS_HERE = "utter_controls_here"
PUTS_CONTROLS = (CONTROLS_HERE, *(f"utter_messages_{pictures}" for pictures in Pictures))
"""Texts that put the controls below the chat, as it was linked and when their pictures change. They stay there: with its
message the controls would go."""
VOICE_WITHIN = 1.5
"""Seconds that words wait for their voice (architecture, step 9)."""


@dataclass(frozen=True)
class Sound:
    """A voice message, ready to go."""

    data: bytes
    seconds: float


class Sender:
    """One for the process. `wake` may be called for anybody; who has no chat here costs one look."""

    def __init__(
        self, store: Store, bot: Bot, pace: Pace, catalogue: Catalogue, voices: Voices, finder: Finder
    ) -> None:
        self._store, self._bot, self._pace = store, bot, pace
        self._catalogue, self._voices, self._finder = catalogue, voices, finder
        self._photos = Photos(store, bot, pace, finder)
        self._people = OneAtATime("looking for chats", self._wake_chats)
        self._chats = OneAtATime("sending", self._send_all)
        self._without_voice: set[str] = set()
        self._unknown_since: dict[str, float] = {}
        self._late: set[asyncio.Task[Sound | None]] = set()
        self._is_stopped = False

    def wake(self, person_id: str) -> None:
        """There may be something to send to this person."""
        if not self._is_stopped:
            self._people.wake(person_id)

    async def run(self, went_well: Callable[[], None]) -> None:
        """Look again and again, without end; `went_well` hears of each look."""
        await self._finder.load()
        while True:
            for person_id in await self._store.reading(deliveries.people_due, CHANNEL):
                self.wake(person_id)
            went_well()
            await asyncio.sleep(LOOK_EVERY)

    async def stop(self) -> None:
        """End for good; a message in hand is looked for at the next start."""
        self._is_stopped = True
        await self._people.stop()
        await self._chats.stop()

    async def _wake_chats(self, person_id: str) -> None:
        for address_id in await self._store.reading(deliveries.chats_of, CHANNEL, person_id):
            self._chats.wake(address_id)

    async def _send_all(self, address_id: str) -> None:
        await self._finder.is_ready()
        while due := await self._store.reading(deliveries.next_for, CHANNEL, address_id):
            if wait := await self._send(due):
                await asyncio.sleep(wait)

    async def _send(self, due: Due) -> float:
        """Send what is left of this message; returns how long to wait before the next look."""
        if (wait := await self._photos.go_before(due)) is not None:
            return wait
        parts = pieces(due.message.text, due.message.options)
        for number, piece in enumerate(parts):
            attempt = due.begun.get(number)
            if attempt is not None and attempt.message_id is not None:
                continue
            wait = await self._send_piece(due, number, piece, attempt, is_last=number == len(parts) - 1)
            if wait is not None:
                return wait
        return 0.0

    async def _send_piece(
        self, due: Due, number: int, piece: Piece, attempt: Attempt | None, *, is_last: bool
    ) -> float | None:
        """None once it is there; else how long to wait before the next look at what is to be sent."""
        markup = self._markup(due, piece)
        found = None if attempt is None else await self._finder.find(int(due.chat.address), attempt, markup)
        outcome = found or await self._ask(due, number, piece, markup, is_alone=is_last and number == 0)
        match outcome:
            case Shown():
                await self._is_shown(due, number, outcome, is_last=is_last)
                return None
            case Unknown() if not self._is_hopeless(due):
                return SETTLED_AFTER
            case Unknown():
                await self._is_not_shown(due, number, Never(is_voice=False))
                return 0.0
            case _ if found is None:
                await self._is_not_shown(due, number, outcome)
        if isinstance(outcome, ChatShut):
            await self._store.writing(deliveries.shut_out, due.chat.id)
        return outcome.seconds if isinstance(outcome, NotNow) else 0.0

    def _is_hopeless(self, due: Due) -> bool:
        """Whether nobody has known for hours if this message arrived: the ones behind it wait for it no longer."""
        now = asyncio.get_running_loop().time()
        since = self._unknown_since.setdefault(due.message.id, now)
        return now - since > HOPELESS_AFTER

    async def _is_shown(self, due: Due, number: int, shown: Shown, *, is_last: bool) -> None:
        self._finder.saw(shown.message_id)
        self._without_voice.discard(due.message.id)
        self._unknown_since.pop(due.message.id, None)
        if due.chat.how.audio_on:
            await asyncio.to_thread(self._voices.forget, due.message)
        how = {"is_last": is_last, "has_voice": shown.has_voice}
        await self._store.writing(deliveries.sent, due, number, shown.message_id, **how)

    async def _is_not_shown(self, due: Due, number: int, outcome: Outcome | None) -> None:
        """Certainly not, this time."""
        if outcome == Never(is_voice=False):
            _log.warning("telegram refuses a message; staff are told")
            await self._store.writing(deliveries.refused, due, number)
            return
        if isinstance(outcome, Never):
            self._without_voice.add(due.chat.id)
        await self._store.writing(deliveries.not_sent, due, number)

    async def _ask(self, due: Due, number: int, piece: Piece, markup: Markup, *, is_alone: bool) -> Outcome | None:
        """Have Telegram show it, with its voice if that is there in time. None if the chat is not this person's any more."""
        sound = await self._voice(due, piece) if is_alone else None
        chat_id = int(due.chat.address)
        await self._pace.turn(chat_id, 0.0 if due.message.kind == "safety" else due.chat.how.rest)
        # Nothing is waited for between this and the call: whoever has the chat now gets nothing that is another's.
        if not await self._store.writing(deliveries.begin, due, number, self._finder.highest):
            return None
        outcome = await outcome_of(self._call(chat_id, piece, markup, sound))
        self._pace.went(chat_id)
        if sound is not None and isinstance(outcome, Unknown):  # if it is too much for the network, its words are not
            self._without_voice.add(due.message.id)
        return outcome

    def _call(self, chat_id: int, piece: Piece, markup: Markup, sound: Sound | None) -> Awaitable[Message]:
        if sound is None:
            return self._bot.send_message(chat_id, piece.text, reply_markup=markup)
        lasts = timedelta(seconds=round(sound.seconds))
        return self._bot.send_voice(chat_id, sound.data, caption=piece.text, duration=lasts, reply_markup=markup)

    async def _voice(self, due: Due, piece: Piece) -> Sound | None:
        """The sound of a message for whoever wants it; words do not wait long for it."""
        has_none = not self._without_voice.isdisjoint((due.chat.id, due.message.id))
        if not due.chat.how.audio_on or has_none or not piece.fits_a_caption:
            return None
        making = asyncio.create_task(self._made(due))
        await asyncio.wait({making}, timeout=VOICE_WITHIN)
        if making.done():
            return making.result()
        self._late.add(making)
        making.add_done_callback(lambda task: self._late_is_made(task, due.message))
        return None

    async def _made(self, due: Due) -> Sound | None:
        try:
            recording = await self._voices.of(due.message, cast(Speed, due.chat.how.pace), "ogg")
            return Sound(await asyncio.to_thread(recording.path.read_bytes), recording.seconds)
        except (SpeechFailed, FileNotFoundError):  # no file: another chat of the person was done with it
            return None

    def _late_is_made(self, task: asyncio.Task[Sound | None], message: OutboxMessage) -> None:
        """Nobody's own words stay on our disk, also where their sound came too late to be sent."""
        self._late.discard(task)
        self._voices.forget(message)

    def _markup(self, due: Due, piece: Piece) -> Markup:
        if due.message.response in PUTS_CONTROLS:
            return keyboards.below_the_chat(self._catalogue.seen(has_signs=due.chat.how.has_signs))
        return keyboards.under_a_message(piece.options)
