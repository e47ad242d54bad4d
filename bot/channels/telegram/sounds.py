"""How messages sound in Telegram: made beside the sending, in the form that a chat takes, and uploaded once where that is allowed."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any, cast

from telegram import Bot, Message

from bot.channels.telegram.calls import Never, Outcome, Shown
from bot.voices import Voices
from speech import Pace as Speed
from speech import Personal, SpeechFailed
from storage import Store, deliveries, uploaded_voices
from storage.deliveries import Due

SHOWN_AS = "Said & Done"
"""The title of an audio file, which Telegram shows where a piece of music has its name."""
TRIES = 3


class Silent(Enum):
    """Why a message has no sound: it is still being made, or no engine could make it."""

    NOT_YET = auto()
    FAILED = auto()


@dataclass(frozen=True)
class Sound:
    """A message as sound, ready to go. `is_voice`: as a voice message, else as an audio file. Only one that is the same for
    everybody has a `digest`, and a `file_id` once Telegram has it; `voice_id`: whose own voice it is."""

    data: bytes
    seconds: float
    is_voice: bool
    digest: str | None = None
    file_id: str | None = None
    voice_id: str | None = None

    def send(self, bot: Bot, chat_id: int, **about: Any) -> Awaitable[Message]:
        """`about`: what the bot's own verbs take beside it: caption, buttons, what it replies to."""
        what, lasts = self.file_id or self.data, timedelta(seconds=round(self.seconds))
        if self.is_voice:
            return bot.send_voice(chat_id, what, duration=lasts, **about)
        return bot.send_audio(chat_id, what, duration=lasts, title=SHOWN_AS, filename="message.mp3", **about)


class Sounds:
    """One for the process."""

    def __init__(self, store: Store, bot: Bot, voices: Voices, is_made: Callable[[str], None]) -> None:
        """`is_made` hears of each chat for which a sound is there that was asked for before it was."""
        self._store, self._voices, self._is_made = store, voices, is_made
        self._bot_id = bot.token.partition(":")[0]
        self._making: dict[tuple[str, str], asyncio.Task[Sound | None]] = {}
        self._late: set[tuple[str, str]] = set()
        # Also those that nobody waits for any more: what each leaves on our disk is removed by it.
        self._running: set[asyncio.Task[Sound | None]] = set()

    async def of(self, due: Due, within: float = 0.0) -> Sound | Silent:
        """The sound of this message, for whoever does not wait longer than so many seconds."""
        key = (due.chat.id, due.message.id)
        if key not in self._making:
            self._making[key] = task = asyncio.create_task(self._made(due))
            self._running.add(task)
            task.add_done_callback(lambda done: self._ended(key, done))
        making = self._making[key]
        await asyncio.wait({making}, timeout=within)
        if not making.done():
            self._late.add(key)
            return Silent.NOT_YET
        if making.exception() is not None:
            self.forget(due)
        return making.result() or Silent.FAILED

    async def learn(self, due: Due, sound: Sound, outcome: Outcome) -> bool:
        """Keep what Telegram's answer tells of the sound. True if the message may go at once with another one."""
        match outcome:
            case Shown(file_id=file_id):
                self.forget(due)
                if file_id is not None and sound.digest is not None and sound.file_id is None:
                    about = (sound.digest, file_id, sound.voice_id)
                    await self._store.writing(uploaded_voices.keep, self._bot_id, *about)
                return False
            case Never(is_voice=True) if sound.is_voice:
                self.forget(due)
                await self._store.writing(deliveries.refused_voice, due.chat.id)
                return True
            case Never() if sound.digest is not None and sound.file_id is not None:
                # Whatever it says of the id, the same message with the file itself shows whether that was it.
                self.forget(due)
                await self._store.writing(uploaded_voices.forget, self._bot_id, sound.digest)
                return True
        return False

    def forget(self, due: Due) -> None:
        """It was sent, or never will be."""
        self._making.pop((due.chat.id, due.message.id), None)

    def forget_chat(self, address_id: str) -> None:
        """Nothing of this chat waits for its sound any more."""
        for key in [key for key in self._making if key[0] == address_id]:
            del self._making[key]

    async def stop(self) -> None:
        """End for good."""
        tasks = list(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _made(self, due: Due) -> Sound | None:
        for _ in range(TRIES):
            try:
                return await self._read(due)
            except SpeechFailed:
                return None
            except FileNotFoundError:  # another chat of the person was done with it
                continue
        return None

    async def _read(self, due: Due) -> Sound:
        is_voice = due.chat.takes_voice
        recording = await self._voices.of(due.message, cast(Speed, due.chat.how.pace), "ogg" if is_voice else "mp3")
        data = await asyncio.to_thread(recording.path.read_bytes)
        if isinstance(self._voices.words(due.message), Personal):
            # Nobody's own words stay on our disk, also where their sound comes too late to be sent.
            await asyncio.to_thread(self._voices.forget, due.message)
            return Sound(data, recording.seconds, is_voice)
        digest = hashlib.sha256(data).hexdigest()
        file_id = await self._store.reading(uploaded_voices.file_id, self._bot_id, digest)
        return Sound(data, recording.seconds, is_voice, digest, file_id, recording.owner or None)

    def _ended(self, key: tuple[str, str], task: asyncio.Task[Sound | None]) -> None:
        self._running.discard(task)
        if key in self._late:
            self._late.discard(key)
            self._is_made(key[0])
