"""Messages as sound, for every channel: what is said of a message, in whose voice, and that nobody's own words stay on our disk."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.controls import label_of
from speech import Fixed, Format, Pace, Personal, PhraseEngine, Recorded, Recording, Speech, Words, personal
from storage import Store, phrase_recordings, respellings
from storage.outbox import OutboxMessage
from storage.vocabulary import NEXT
from wording.catalogue import Catalogue, FixedPhrase

SAFETY = "safety"
"""The kind of the messages after somebody told of harm."""


@dataclass(frozen=True)
class Voices:
    """One for the process."""

    speech: Speech
    catalogue: Catalogue
    store: Store

    async def of(self, message: OutboxMessage, pace: Pace, form: Format) -> Recording:
        """The message as a recording; call `forget` once it was sent. Raises SpeechFailed."""
        words = self.words(message)
        if isinstance(words, Personal):
            names = await self.store.reading(respellings.of_person, message.person_id)
            words = personal(words.text, names, words.owner)
        of_house = await self._of_house(message, words)
        return await asyncio.to_thread(self.speech.voice, words, pace, form, of_house)

    async def _of_house(self, message: OutboxMessage, words: Words) -> PhraseEngine | None:
        """Who speaks for the house of its person, if they read out every phrase of it. Never what follows when somebody tells of
        harm: it could be said in the voice of whom they told of (R13)."""
        if not isinstance(words, Fixed) or message.kind == SAFETY:
            return None
        texts = {phrase.text for phrase in words.phrases}
        found = await self.store.reading(phrase_recordings.for_person, message.person_id, texts)
        if not found:
            return None
        by_text = {one.text: one for one in found}

        def read(text: str) -> bytes:
            with self.store.read() as tx:
                return phrase_recordings.sound_of(tx, by_text[text])

        return Recorded(found[0].voice_id, {text: one.digest for text, one in by_text.items()}, read)

    def forget(self, message: OutboxMessage) -> None:
        """Remove the recording of a message that is for one person; a fixed one stays for the next."""
        words = self.words(message)
        if isinstance(words, Personal):
            self.speech.forget(words)

    def words(self, message: OutboxMessage) -> Words:
        """What is said of a message: its text, and each answer as a line of its own (rules 26 and 42). It is the same for
        everybody only if each of them is a text of the message's own response that has no slot, or the way to the next answer."""
        texts = (message.text, *(option.label for option in message.options))
        found = (self._phrase(message.response, text) for text in texts)
        phrases = tuple(phrase for phrase in found if phrase is not None)
        if len(phrases) == len(texts):
            return Fixed(phrases)
        return Personal("\n".join(texts), message.person_id)

    def _phrase(self, response: str, text: str) -> FixedPhrase | None:
        return self.catalogue.phrase(response, text) or self.catalogue.phrase(label_of(NEXT), text)
