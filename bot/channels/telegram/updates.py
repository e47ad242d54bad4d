"""How updates come: we ask Telegram for them, or it brings them to an address of ours. Either way each is confirmed only
once it is kept: a kill before that costs a repetition, never a message."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
import warnings
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from telegram import Bot

from bot.channels.telegram.arrivals import ALLOWED

POLL_SECONDS = 25
QUIET_DAY = 24 * 3600.0
LONGEST_UPDATE = 1024 * 1024
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name

warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'")

Take = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


async def poll(bot: Bot, take: Take, went_well: Callable[[], None]) -> None:
    """Ask for updates without end. Raises TelegramError when Telegram cannot be reached."""
    await bot.delete_webhook()
    offset, last = 0, asyncio.get_running_loop().time()
    wait = 0  # the first time, so that it is known at once whether it works
    while True:
        if asyncio.get_running_loop().time() - last > QUIET_DAY:
            # After a quiet week Telegram begins to count anywhere, also below: an offset would confirm what is new.
            offset = 0
        asked = {"timeout": wait, "allowed_updates": list(ALLOWED), "offset": offset}
        # Not `get_updates`: where it cannot read one update it writes all of them, words and names, into the log (R65).
        found: list[dict[str, Any]] = await bot.do_api_request("getUpdates", api_kwargs=asked)
        went_well()
        wait = POLL_SECONDS
        if found:
            found.sort(key=lambda update: int(update["update_id"]))
            await take(found)
            # Only with the next call does Telegram forget these: they are kept by now.
            offset, last = int(found[-1]["update_id"]) + 1, asyncio.get_running_loop().time()


class Webhook:
    """The endpoint for `url`, known by a secret that is new at every start."""

    def __init__(self, url: str, take: Take) -> None:
        self._url, self._take = url, take
        self._secret = secrets.token_urlsafe(32)

    async def register(self, bot: Bot) -> None:
        """Have Telegram bring its updates here, one at a time: side by side they could overtake each other."""
        await bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=list(ALLOWED), max_connections=1)

    async def receive(self, request: Request) -> Response:
        """200 once the update is kept, or can never be read; 403 for whoever does not know the secret."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return PlainTextResponse("", 403)
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > LONGEST_UPDATE:
                return PlainTextResponse("", 413)
        try:
            update = json.loads(body)
        except ValueError:
            return PlainTextResponse("", 400)
        if isinstance(update, dict):
            await self._take([update])
        return PlainTextResponse("")
