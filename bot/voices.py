"""Messages as sound, for every channel: what is said of a message, and that nobody's own words stay on our disk."""

from __future__ import annotations

import asyncio

from speech import Pace, Recording, Speech
from speech.sound import Format
from storage.outbox import OutboxMessage


class Voices:
    """One for the process."""

    def __init__(self, speech: Speech, fixed_texts: frozenset[str]) -> None:
        """`fixed_texts`: all that is the same for everybody, whose recordings are kept."""
        self._speech, self._fixed_texts = speech, fixed_texts

    async def of(self, message: OutboxMessage, pace: Pace, form: Format) -> Recording:
        """The message as a recording; call `forget` once it was sent. Raises SpeechFailed."""
        return await asyncio.to_thread(self._speech.voice, aloud(message), pace, form)

    def is_fixed(self, message: OutboxMessage) -> bool:
        """Whether it is the same for everybody, with all its answers."""
        return self._fixed_texts.issuperset({message.text, *(option.label for option in message.options)})

    def forget(self, message: OutboxMessage) -> None:
        """Remove the recording of a message that is for one person; a fixed one stays for the next."""
        if not self.is_fixed(message):
            self._speech.forget(aloud(message))


def aloud(message: OutboxMessage) -> str:
    """What is said of a message: its text, and each answer as a line of its own (rules 26 and 42)."""
    return "\n".join([message.text, *(option.label for option in message.options)])
