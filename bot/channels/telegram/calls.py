"""Calls to Telegram: at the pace it allows, and each answer as what it means for the message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import httpx
from aiolimiter import AsyncLimiter
from telegram import Message
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

PER_SECOND_IN_ALL = 25
"""Telegram's own limit is about 30."""
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
    """The message is in the chat under this number."""

    message_id: int


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


class Pace:
    """When the next message may go: one a second into a chat, and some dozens in all. For the event loop."""

    def __init__(self, between_messages: float = BETWEEN_MESSAGES) -> None:
        self._between = between_messages
        self._all = AsyncLimiter(PER_SECOND_IN_ALL, 1)
        self._last: dict[int, float] = {}

    async def turn(self, chat_id: int) -> None:
        """Wait until a message may go into this chat."""
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(max(0.0, self._last.get(chat_id, 0.0) + self._between - now))
        await self._all.acquire()

    def went(self, chat_id: int) -> None:
        """A message went into this chat just now."""
        self._last[chat_id] = asyncio.get_running_loop().time()

    async def call(self) -> None:
        """Wait until anything that is no message may be asked."""
        await self._all.acquire()


async def outcome_of(call: Awaitable[Message]) -> Outcome:
    """What became of a message that was to be sent."""
    try:
        return Shown((await call).message_id)
    except RetryAfter as error:
        return NotNow(_seconds(error))
    except Forbidden:
        return ChatShut()
    except BadRequest as error:  # before NetworkError, whose child it is
        said = str(error).casefold()
        return ChatShut() if any(words in said for words in _CHAT_IS_GONE) else Never(_NO_VOICE in said)
    except InvalidToken:
        return NotNow(TOKEN_REST)
    except NetworkError as error:
        return NotNow(NETWORK_REST) if isinstance(error.__cause__, _NEVER_LEFT) else Unknown()
    except TelegramError:
        return Never(is_voice=False)


async def is_there(edit: Callable[[], Awaitable[object]], *, has_controls: bool) -> bool | NotNow:
    """Whether a message of ours has the number that `edit` tries to give its own buttons again. One that put the controls
    below the chat cannot be changed, but Telegram says so in other words than of a number that is nothing."""
    try:
        await edit()
        return True
    except RetryAfter as error:
        return NotNow(_seconds(error))
    except BadRequest as error:
        said = str(error).casefold()
        return _IS_THERE in said or (has_controls and _CANNOT_CHANGE in said)
    except TelegramError:
        return NotNow(NETWORK_REST)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
