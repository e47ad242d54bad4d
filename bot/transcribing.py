"""Listens to voice messages with the operator's own engine, one at a time, beside everything else.

What it hears is screened like words that were typed, by the rules at once and by the model as soon as it is there; the more
serious counts, and a human listens whatever is found (R24). Where it tells of no harm it is read back to its person.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.assistant import Assistant, AssistantDown
from bot.hearing import by_the_rules
from bot.hub import Hub
from bot.read_as import Reading
from bot.reading import Reader
from bot.safety import Screened, nothing_found, screened
from bot.speaking import Speaker
from bot.turn import further
from safeguarding import Tier
from speech import NotTranscribed, Transcriber
from storage import Store, Transaction, inbox, listening, meanings, transcripts
from storage.inbox import InboxMessage
from storage.vocabulary import ComplaintSign

_log = logging.getLogger(__name__)

LOOK_EVERY = 2.0
"""Seconds between two looks for a voice message that nobody has listened to."""
NOT_HEARD = "none"
"""The engine of what could not be made out."""


@dataclass(frozen=True)
class Transcribing:
    """One for the process. Whatever step a kill interrupts is done at the next start, and nothing twice."""

    store: Store
    transcriber: Transcriber
    reader: Reader
    assistant: Assistant
    speaker: Speaker
    hub: Hub

    async def run(self) -> None:
        """Without end."""
        while True:
            is_done = False
            try:
                is_done = not await self.round()
            except Exception as error:  # noqa: BLE001 - it costs this round only
                # Only the kind of error: its text could hold a person's words (R65).
                _log.warning("voice messages were not transcribed: %s", type(error).__name__)
                is_done = True
            if is_done:
                await asyncio.sleep(LOOK_EVERY)

    async def round(self) -> bool:
        """Have what waits read by the model, then listen to one recording; whether there was one."""
        await self._read_what_waits()
        message_id = await self.store.reading(transcripts.waiting)
        if message_id is None:
            return False
        await self._listen(await self.store.reading(inbox.message, message_id))
        await self._read_what_waits()
        return True

    async def _listen(self, message: InboxMessage) -> None:
        sound = await self.store.reading(transcripts.sound_of, message.id)
        if sound is None:
            await self.store.writing(transcripts.keep, message, None, NOT_HEARD, NOT_HEARD, 0.0)
            return
        try:
            heard = await self.transcriber.heard(sound.sound, sound.media_type, sound.seconds)
        except NotTranscribed as error:
            _log.warning("a voice message was not transcribed, a human hears it: %s", error)
            await self.store.writing(transcripts.keep, message, None, NOT_HEARD, NOT_HEARD, 0.0)
            return
        own = await self.store.reading(meanings.of_person, message.person_id)
        found = await asyncio.to_thread(screened, as_words(message, heard.words), own) if heard.words else None
        about = (heard.words, heard.engine, heard.model, heard.confidence)
        await self.store.writing(_keep, self.speaker, message, about, found)
        self.hub.wake(message.person_id)

    async def _read_what_waits(self) -> None:
        """While the assistant is down it waits: the rules have screened it, and a human listens."""
        for message_id, words in await self.store.reading(transcripts.unread):
            if not await self.assistant.is_there():
                return
            message = await self.store.reading(inbox.message, message_id)
            spoken = as_words(message, words)
            own = await self.store.reading(meanings.of_person, message.person_id)
            by_rules = await asyncio.to_thread(screened, spoken, own)
            try:
                reading = await self.reader.read(spoken, nothing_found() if by_rules is None else by_rules.screening)
            except AssistantDown:
                return
            found = Screened.cry_for_help() if reading.intent == "help_now" else further(by_rules, reading)
            await self.store.writing(_read, self.speaker, message, words, found, _signs(words, reading))
            self.hub.wake(message.person_id)


def as_words(message: InboxMessage, words: str) -> InboxMessage:
    """The message as if these words had been typed: what comes of it stands beside what came of the recording."""
    return replace(
        message, id=transcripts.source_of(message.id), words=words, control=None, option_token=None, reading=None
    )


def _keep(
    tx: Transaction, speaker: Speaker, message: InboxMessage, about: tuple[str, str, str, float], found: Screened | None
) -> None:
    """What was heard and what the rules find in it are kept at once, so that neither is ever without the other."""
    listening.raise_if_unscreened(tx, message)  # its concern is there before what was heard
    transcripts.keep(tx, message, *about)
    if found is not None and found.goes_first:
        found.handle(tx, speaker, as_words(message, about[0]))


def _signs(words: str, reading: Reading) -> Sequence[ComplaintSign]:
    """Why it may be a complaint, as of words that are told; of what reads as an answer to a question that is open, what the
    rules find: nobody heard that question answered."""
    return by_the_rules(words) if reading.heard is None else reading.heard.complaint_signs


def _read(
    tx: Transaction,
    speaker: Speaker,
    message: InboxMessage,
    words: str,
    found: Screened | None,
    signs: Sequence[ComplaintSign],
) -> None:
    """Once. What tells of harm, or may, is on no screen again (R19); everything else its person can check."""
    if not transcripts.was_read(tx, message, signs):
        return
    if found is not None and found.goes_first:
        found.handle(tx, speaker, as_words(message, words))
    elif found is None or found.screening.tier is Tier.NONE:
        asked = transcripts.ask_if_right(tx, message)
        if asked is not None:
            speaker.ask(tx, transcripts.source_of(message.id), asked, 0)
