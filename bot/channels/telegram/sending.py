"""Messages out: in order into each chat, once, at Telegram's pace, with their voice and their buttons."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from telegram import Bot

from bot.channels.telegram import keyboards
from bot.channels.telegram.calls import ChatShut, Never, NotNow, Outcome, Pace, Shown, Unknown, outcome_of
from bot.channels.telegram.finding import CHANNEL, SETTLED_AFTER, Finder, Markup
from bot.channels.telegram.photos import Photos
from bot.channels.telegram.pieces import LONGEST_TEXT, Piece, pieces, units
from bot.channels.telegram.sounds import Silent, Sound, Sounds
from bot.channels.telegram.voices_after import VoicesAfter
from bot.one_at_a_time import OneAtATime
from bot.voices import Voices
from storage import Store, Transaction, deliveries, voices_owed
from storage.deliveries import Attempt, Due
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
"""Seconds that words wait for their voice (architecture, step 9); after that it comes as a reply to them."""
NO_SOUND = "utter_no_sound"


class Sender:
    """One for the process. `wake` may be called for anybody; who has no chat here costs one look."""

    def __init__(
        self, store: Store, bot: Bot, pace: Pace, catalogue: Catalogue, voices: Voices, finder: Finder
    ) -> None:
        self._store, self._bot, self._pace = store, bot, pace
        self._catalogue, self._finder = catalogue, finder
        self._no_sound = " ".join(catalogue.bubbles(NO_SOUND))
        self._photos = Photos(store, bot, pace, finder)
        self._sounds = Sounds(store, bot, voices, self._wake_chat)
        self._voices_after = VoicesAfter(store, bot, pace, finder, self._sounds, self._no_sound)
        self._people = OneAtATime("looking for chats", self._wake_chats)
        self._chats = OneAtATime("sending", self._send_all)
        self._voice_after: set[str] = set()
        self._unknown_since: dict[str, float] = {}
        self._is_stopped = False

    def wake(self, person_id: str) -> None:
        """There may be something to send to this person."""
        if not self._is_stopped:
            self._people.wake(person_id)

    async def run(self, went_well: Callable[[], None]) -> None:
        """Look again and again, without end; `went_well` hears of each look."""
        await self._finder.load()
        while True:
            due = await self._store.reading(deliveries.people_due, CHANNEL)
            for person_id in (*due, *await self._voices_after.people()):
                self.wake(person_id)
            went_well()
            await asyncio.sleep(LOOK_EVERY)

    async def stop(self) -> None:
        """End for good; a message in hand is looked for at the next start."""
        self._is_stopped = True
        await self._people.stop()
        await self._chats.stop()
        await self._sounds.stop()

    async def _wake_chats(self, person_id: str) -> None:
        for address_id in await self._store.reading(deliveries.chats_of, CHANNEL, person_id):
            self._wake_chat(address_id)

    def _wake_chat(self, address_id: str) -> None:
        if not self._is_stopped:
            self._chats.wake(address_id)

    async def _send_all(self, address_id: str) -> None:
        await self._finder.is_ready()
        wait: float | None = 0.0
        while wait is not None:
            await asyncio.sleep(wait)
            due = await self._store.reading(deliveries.next_for, CHANNEL, address_id)
            wait = await (self._voices_after.send_next(address_id) if due is None else self._send(due))

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
        outcome = found or await self._ask(due, number, piece, markup, is_last=is_last)
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
        self._voice_after.discard(due.message.id)
        self._unknown_since.pop(due.message.id, None)
        how = {"is_last": is_last, "has_voice": shown.has_voice}
        await self._store.writing(deliveries.sent, due, number, shown.message_id, **how)

    async def _is_not_shown(self, due: Due, number: int, outcome: Outcome | None) -> None:
        """Certainly not, this time."""
        if isinstance(outcome, Never):
            _log.warning("telegram refuses a message; staff are told")
            await self._store.writing(_refused, due, number)
        else:
            await self._store.writing(deliveries.not_sent, due, number)

    async def _ask(self, due: Due, number: int, piece: Piece, markup: Markup, *, is_last: bool) -> Outcome | None:
        """Have Telegram show it, with its voice if that is there in time. None if the chat is not this person's any more."""
        sound = await self._sound(due, piece, is_alone=number == 0) if is_last else None
        chat_id = int(due.chat.address)
        await self._pace.turn(chat_id, 0.0 if due.message.kind == "safety" else due.chat.how.rest)
        # Nothing is waited for between this and the call: whoever has the chat now gets nothing that is another's.
        if not await self._store.writing(_begin, due, number, self._finder.highest, sound is Silent.NOT_YET):
            return None
        if isinstance(sound, Sound):
            outcome = await outcome_of(sound.send(self._bot, chat_id, caption=piece.text, reply_markup=markup))
            outcome = await self._with_sound(due, sound, outcome)
        else:
            outcome = await self._with_words(due, piece, markup, has_failed=sound is Silent.FAILED)
        self._pace.went(chat_id)
        return outcome

    async def _with_sound(self, due: Due, sound: Sound, outcome: Outcome) -> Outcome:
        """What became of a message with its sound. If that is refused or too much for the network, its words are not."""
        if not await self._sounds.learn(due, sound, outcome) and isinstance(outcome, Never | Unknown):
            self._voice_after.add(due.message.id)
        return NotNow(0.0) if isinstance(outcome, Never) else outcome

    async def _with_words(self, due: Due, piece: Piece, markup: Markup, *, has_failed: bool) -> Outcome:
        """The words; whoever counts on a voice is told before them that there is none, now and then. What keeps a person safe
        stands alone."""
        chat_id, told = int(due.chat.address), f"{self._no_sound}\n\n{piece.text}"
        tells = has_failed and not due.chat.knows_no_sound and due.message.kind != "safety"
        tells = tells and units(told) <= LONGEST_TEXT
        words = told if tells else piece.text
        outcome = await outcome_of(self._bot.send_message(chat_id, words, reply_markup=markup))
        if tells and isinstance(outcome, Shown):
            await self._store.writing(deliveries.told_no_sound, due.chat.id)
        return outcome

    async def _sound(self, due: Due, piece: Piece, *, is_alone: bool) -> Sound | Silent | None:
        """The sound of a message for whoever wants it; words do not wait long for it, and not at all where it cannot stand in
        one message with them."""
        if not due.chat.how.audio_on:
            return None
        if not is_alone or not piece.fits_a_caption or due.message.id in self._voice_after:
            return Silent.NOT_YET
        return await self._sounds.of(due, VOICE_WITHIN)

    def _markup(self, due: Due, piece: Piece) -> Markup:
        if due.message.response in PUTS_CONTROLS:
            return keyboards.below_the_chat(self._catalogue.seen(has_signs=due.chat.how.has_signs))
        return keyboards.under_a_message(piece.options)


def _begin(tx: Transaction, due: Due, number: int, sent_after: int, owes_voice: bool) -> bool:
    if not deliveries.begin(tx, due, number, sent_after):
        return False
    (voices_owed.owe if owes_voice else voices_owed.over)(tx, due)
    return True


def _refused(tx: Transaction, due: Due, number: int) -> None:
    deliveries.refused(tx, due, number)
    voices_owed.over(tx, due)
