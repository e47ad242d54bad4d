"""Calls to Telegram: at the pace it allows, and each answer as what it means for the message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

import httpx
from aiolimiter import AsyncLimiter
from telegram import Message
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from storage.how_messages import SLOW_REST

MESSAGES_PER_SECOND, AT_ONCE = 25, 4
"""Telegram's own limit is about 30 messages within any second, so that not many may go at once after a rest."""
CALLS_PER_SECOND = 20
"""Of what is no message, so that no look for a lost one holds messages up."""
BETWEEN_MESSAGES = 1.05
"""Seconds between two messages into one chat; Telegram's limit is about one in a second."""
NETWORK_REST, TOKEN_REST = 3.0, 60.0
# The request never left this machine, or found nobody: it cannot have been carried out.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_CHAT_IS_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")
_NO_VOICE = "voice_messages_forbidden"
_IS_THERE, _CANNOT_CHANGE = "message is not modified", "message can't be edited"


@dataclass(frozen=True)
class Shown:
    """The message is in the chat under this number. `file_id`: Telegram's id of its sound, where it came with one."""

    message_id: int
    file_id: str | None = None

    @property
    def has_voice(self) -> bool:
        """Whether it certainly came with its voice."""
        return self.file_id is not None


@dataclass(frozen=True)
class NotNow:
    """It was certainly not carried out; try again after so many seconds."""

    seconds: float


@dataclass(frozen=True)
class ChatShut:
    """The person blocked the bot, or the chat is gone for good."""


@dataclass(frozen=True)
class Never:
    """Telegram will not show this message. `is_voice`: because this chat takes no voice messages."""

    is_voice: bool


@dataclass(frozen=True)
class Unknown:
    """The answer was lost: it may have been carried out."""


Outcome = Shown | NotNow | ChatShut | Never | Unknown


class There(Enum):
    """What a number is in a chat: a message of ours, something that cannot be changed, or nothing."""

    YES = auto()
    UNCHANGEABLE = auto()
    NO = auto()


class Pace:
    """When the next message may go: one a second into a chat, and some dozens in all. For the event loop."""

    def __init__(self, between_messages: float = BETWEEN_MESSAGES) -> None:
        self._between = between_messages
        self._messages = AsyncLimiter(AT_ONCE, AT_ONCE / MESSAGES_PER_SECOND)
        self._calls = AsyncLimiter(1, 1 / CALLS_PER_SECOND)
        self._last: dict[int, float] = {}

    async def turn(self, chat_id: int, rest: float = 0.0) -> None:
        """Wait until a message may go into this chat; `rest`: seconds that its person wants between two of them."""
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(max(0.0, self._last.get(chat_id, 0.0) + max(self._between, rest) - now))
        await self._messages.acquire()

    def went(self, chat_id: int) -> None:
        """A message went into this chat just now."""
        now = asyncio.get_running_loop().time()
        self._last.pop(chat_id, None)
        self._last[chat_id] = now
        # The longest ago stands first: chats that are free again need not be remembered.
        while (first := next(iter(self._last))) != chat_id and self._last[first] + max(self._between, SLOW_REST) < now:
            del self._last[first]

    async def call(self) -> None:
        """Wait until anything that is no message may be asked."""
        await self._calls.acquire()


async def outcome_of(call: Awaitable[Message]) -> Outcome:
    """What became of a message that was to be sent."""
    try:
        message = await call
        sound = message.voice or message.audio
        return Shown(message.message_id, None if sound is None else sound.file_id)
    except RetryAfter as error:
        return NotNow(_seconds(error))
    except (Forbidden, BadRequest, InvalidToken) as error:  # before NetworkError, whose child BadRequest is
        return _refusal(error)
    except NetworkError as error:
        return NotNow(NETWORK_REST) if isinstance(error.__cause__, _NEVER_LEFT) else Unknown()
    except TelegramError:  # an answer that cannot be read
        return Unknown()


def _refusal(error: TelegramError) -> Outcome:
    said = str(error).casefold()
    if isinstance(error.__cause__, TelegramError):
        # No JSON: something on the way refused it, and knows nothing of blocked bots or tokens.
        return Unknown()
    if isinstance(error, InvalidToken):
        return NotNow(TOKEN_REST)
    if isinstance(error, Forbidden) or any(words in said for words in _CHAT_IS_GONE):
        return ChatShut()
    return Never(_NO_VOICE in said)


async def is_there(edit: Awaitable[object]) -> There | NotNow | ChatShut:
    """What `edit` tells of a number, which tries to give a message the buttons it has. One that put the controls below the
    chat cannot be changed, but Telegram says so in other words than of a number that is nothing."""
    try:
        await edit
        return There.YES
    except RetryAfter as error:
        return NotNow(_seconds(error))
    except (Forbidden, BadRequest) as error:
        said = str(error).casefold()
        if isinstance(error.__cause__, TelegramError):
            return NotNow(NETWORK_REST)
        if isinstance(error, Forbidden):
            return ChatShut()
        return There.YES if _IS_THERE in said else There.UNCHANGEABLE if _CANNOT_CHANGE in said else There.NO
    except TelegramError:
        return NotNow(NETWORK_REST)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
