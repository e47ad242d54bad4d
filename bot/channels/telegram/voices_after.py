"""Voices that were not ready with their words: each comes as a reply to them, once, in the order of the messages."""

from __future__ import annotations

from collections.abc import Awaitable

from telegram import Bot, Message, ReplyParameters

from bot.channels.telegram.calls import ChatShut, NotNow, Outcome, Pace, Shown, Unknown, outcome_of
from bot.channels.telegram.finding import CHANNEL, Finder
from bot.channels.telegram.sounds import Silent, Sound, Sounds
from storage import Store, Transaction, deliveries, voices_owed
from storage.deliveries import Attempt, Due, Settling
from storage.voices_owed import VOICE


class VoicesAfter:
    """One for the process. Words always go first: it is asked only where no message is due."""

    def __init__(self, store: Store, bot: Bot, pace: Pace, finder: Finder, sounds: Sounds, no_sound: str) -> None:
        """`no_sound`: what is said where a voice cannot be had."""
        self._store, self._bot, self._pace = store, bot, pace
        self._finder, self._sounds, self._no_sound = finder, sounds, no_sound

    async def people(self) -> tuple[str, ...]:
        """Everyone for whom a voice is to come; what is of no use any more is forgotten."""
        if not await self._store.reading(voices_owed.is_any):
            return ()
        await self._store.writing(voices_owed.tidy)
        return await self._store.reading(voices_owed.people_waiting, CHANNEL)

    async def send_next(self, address_id: str) -> float | None:
        """Send the next voice of this chat. None if there is nothing to do until it is woken again; else how long to wait
        before the next look."""
        due = await self._store.reading(voices_owed.next_for, CHANNEL, address_id)
        if due is None:
            self._sounds.forget_chat(address_id)
            return None
        if (begun := due.begun.get(VOICE)) is not None:
            # It was asked for before the program was started anew. If it did not arrive, it is asked for once more.
            return await self._settle(due, begun, then=deliveries.not_sent)
        sound = await self._sounds.of(due)
        if sound is Silent.NOT_YET:
            return None
        if sound is Silent.FAILED and (due.chat.knows_no_sound or due.message.kind == "safety"):
            await self._store.writing(voices_owed.left_out, due)
            return 0.0
        return await self._send(due, sound if isinstance(sound, Sound) else None)

    async def _send(self, due: Due, sound: Sound | None) -> float:
        chat_id = int(due.chat.address)
        await self._pace.turn(chat_id)
        attempt = Attempt(self._finder.highest, None, self._store.clock())
        # As with words: nothing is waited for between this and the call.
        if not await self._store.writing(deliveries.begin, due, VOICE, attempt.sent_after):
            return 0.0
        outcome = await outcome_of(self._call(chat_id, due, sound))
        self._pace.went(chat_id)
        if sound is not None and await self._sounds.learn(due, sound, outcome):
            await self._store.writing(deliveries.not_sent, due, VOICE)
            return 0.0
        return await self._went(due, outcome, attempt, is_voice=sound is not None)

    def _call(self, chat_id: int, due: Due, sound: Sound | None) -> Awaitable[Message]:
        words = max(number for number in due.begun if number < VOICE)
        # Where the words were taken off the screen meanwhile, the voice still says what they said.
        to = ReplyParameters(due.begun[words].message_id or 0, allow_sending_without_reply=True)
        if sound is None:
            return self._bot.send_message(chat_id, self._no_sound, reply_parameters=to)
        return sound.send(self._bot, chat_id, reply_parameters=to)

    async def _went(self, due: Due, outcome: Outcome, attempt: Attempt, *, is_voice: bool) -> float:
        match outcome:
            case Shown(message_id):
                self._finder.saw(message_id)
                await self._store.writing(_sent, due, message_id, is_voice)
            case NotNow(seconds):
                await self._store.writing(deliveries.not_sent, due, VOICE)
                return seconds
            case Unknown():
                return await self._settle(due, attempt, then=_left_out, is_voice=is_voice)
            case _:
                await self._store.writing(voices_owed.left_out, due)
                if isinstance(outcome, ChatShut):
                    await self._store.writing(deliveries.shut_out, due.chat.id)
        return 0.0

    async def _settle(self, due: Due, attempt: Attempt, *, then: Settling, is_voice: bool = False) -> float:
        """Find out whether it is there; where it certainly is not, do what comes `then`. `is_voice`: it is certainly the voice,
        and not that there is none, which after a new start nobody knows."""
        found = await self._finder.find(int(due.chat.address), attempt, None)
        if isinstance(found, NotNow):
            return found.seconds
        if isinstance(found, Shown):
            self._finder.saw(found.message_id)
            await self._store.writing(voices_owed.sent, due, found.message_id, has_voice=is_voice)
        else:
            await self._store.writing(then if found is None else _left_out, due, VOICE)
        return 0.0


def _sent(tx: Transaction, due: Due, message_id: int, is_voice: bool) -> None:
    voices_owed.sent(tx, due, message_id, has_voice=is_voice)
    if not is_voice:
        deliveries.told_no_sound(tx, due.chat.id)


def _left_out(tx: Transaction, due: Due, _piece: int) -> None:
    voices_owed.left_out(tx, due)
