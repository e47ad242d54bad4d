"""Messages as sound, for every channel: what is said of a message, and that nobody's own words stay on our disk."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from speech import Fixed, Pace, Personal, Recording, Speech, Words
from speech.sound import Format
from storage.outbox import OutboxMessage
from wording.catalogue import Catalogue


@dataclass(frozen=True)
class Voices:
    """One for the process."""

    speech: Speech
    catalogue: Catalogue

    async def of(self, message: OutboxMessage, pace: Pace, form: Format) -> Recording:
        """The message as a recording; call `forget` once it was sent. Raises SpeechFailed."""
        return await asyncio.to_thread(self.speech.voice, self.words(message), pace, form)

    def forget(self, message: OutboxMessage) -> None:
        """Remove the recording of a message that is for one person; a fixed one stays for the next."""
        words = self.words(message)
        if isinstance(words, Personal):
            self.speech.forget(words)

    def words(self, message: OutboxMessage) -> Words:
        """What is said of a message: its text, and each answer as a line of its own (rules 26 and 42). It is the same for
        everybody only if each of them is a text of the message's own response that has no slot."""
        texts = (message.text, *(option.label for option in message.options))
        found = (self.catalogue.phrase(message.response, text) for text in texts)
        phrases = tuple(phrase for phrase in found if phrase is not None)
        if len(phrases) == len(texts):
            return Fixed(phrases)
        return Personal("\n".join(texts), message.person_id)
