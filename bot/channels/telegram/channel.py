"""The Telegram channel as one part of the program: it begins and ends with it, and waits where Telegram cannot be reached."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from telegram import Bot, BotCommand
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot import safe_record
from bot.channels.telegram.calls import BETWEEN_MESSAGES, Pace
from bot.channels.telegram.finding import Finder
from bot.channels.telegram.keeping_on import KeepOn
from bot.channels.telegram.outsiders import Outsiders
from bot.channels.telegram.receiving import COMMANDS
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.supporting.desk import Desk
from bot.channels.telegram.supporting.drafts import Checker
from bot.channels.telegram.supporting.saying import Says
from bot.channels.telegram.supporting.sending import ToSupporters
from bot.channels.telegram.taking import Taker
from bot.channels.telegram.tidying import Tidier
from bot.channels.telegram.updates import POLL_SECONDS, Webhook, poll
from bot.controls import label_of
from bot.gateway import Gateway
from bot.hub import Hub
from bot.rendering import Renderer
from bot.voices import Voices
from storage import Store

_log = logging.getLogger(__name__)

TIDY_EVERY = 5.0
PUBLIC_API = "https://api.telegram.org"


@dataclass(frozen=True)
class TelegramSettings:
    """`api_url`: where the Bot API is. `webhook_url`: the address at which Telegram calls us; empty: we ask it.
    `between_messages`: seconds between two messages into one chat. `choice_money_limit`: a choice about more pounds than that
    is no matter for a chat."""

    token: str = field(repr=False)
    api_url: str = PUBLIC_API
    webhook_url: str = ""
    between_messages: float = BETWEEN_MESSAGES
    choice_money_limit: int = 100


class TelegramChannel:
    """One for the process. `username` is the bot's own, once Telegram was reached."""

    def __init__(
        self, store: Store, gateway: Gateway, hub: Hub, renderer: Renderer, voices: Voices, settings: TelegramSettings
    ) -> None:
        self._catalogue = renderer.catalogue
        self._requests = (
            HTTPXRequest(connection_pool_size=1, read_timeout=POLL_SECONDS + 10),
            HTTPXRequest(connection_pool_size=64, pool_timeout=10.0, read_timeout=15.0, media_write_timeout=30.0),
        )
        self._bot = _bot(settings, *self._requests)
        pace = Pace(settings.between_messages)
        finder = Finder(store, self._bot, pace)
        self._sender = Sender(store, self._bot, pace, self._catalogue, voices, finder)
        self._tidier = Tidier(store, self._bot, pace, renderer, finder)
        desk = _desk(renderer, settings)
        self._to_supporters = ToSupporters(store, self._bot, pace, finder, desk.says)
        parts = (self._sender, finder, self._tidier, Outsiders(desk), self._to_supporters)
        self._taker = Taker(store, self._bot, gateway, self._catalogue, *parts)
        self._webhook = Webhook(settings.webhook_url, self._taker.take) if settings.webhook_url else None
        self._updates = KeepOn(self._get_updates)
        self._sending, self._tidying = KeepOn(self._send), KeepOn(self._tidy)
        self._to_supporters_on = KeepOn(self._send_to_supporters)
        self.username: str | None = None
        hub.tell(self._sender.wake)

    @property
    def is_reachable(self) -> bool:
        """Whether Telegram answered when it was last asked."""
        return self._updates.is_well

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Takes part while this lasts. Nothing that goes wrong with Telegram stops the rest of the program."""
        for request in self._requests:
            await request.initialize()
        works = (self._updates, self._sending, self._to_supporters_on, self._tidying)
        tasks = [asyncio.create_task(work.run()) for work in works]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._taker.stop()
            await self._sender.stop()
            await self._to_supporters.stop()
            for request in self._requests:
                await request.shutdown()

    async def webhook(self, request: Request) -> Response:
        """The endpoint for the webhook's address; where there is none, nobody may come in."""
        return PlainTextResponse("", 403) if self._webhook is None else await self._webhook.receive(request)

    async def _get_updates(self) -> None:
        me = await self._bot.get_me()
        self.username = me.username
        safe_record.allow([str(me.username)])  # anybody may know it
        _log.info("telegram is reached as @%s", me.username)
        menu = [BotCommand(name.lstrip("/"), self._label(control)) for name, control in COMMANDS.items()]
        await self._bot.set_my_commands(menu)
        if self._webhook is None:
            await poll(self._bot, self._taker.take, self._updates.went_well)
        else:
            await self._webhook.register(self._bot)
            self._updates.went_well()
            await asyncio.Event().wait()

    async def _send(self) -> None:
        await self._sender.run(self._sending.went_well)

    async def _send_to_supporters(self) -> None:
        await self._to_supporters.run(self._to_supporters_on.went_well)

    async def _tidy(self) -> None:
        while True:
            await self._tidier.round()
            self._tidying.went_well()
            await asyncio.sleep(TIDY_EVERY)

    def _label(self, control: str) -> str:
        return self._catalogue.bubbles(label_of(control))[0]


async def username_of(settings: TelegramSettings) -> str | None:
    """The bot's own name, to make links with; None if Telegram cannot be reached, or does not know the token."""
    try:
        async with _bot(settings, HTTPXRequest(), HTTPXRequest()) as bot:
            return bot.username
    except TelegramError:
        return None


def _desk(renderer: Renderer, settings: TelegramSettings) -> Desk:
    checker = Checker(renderer.catalogue, settings.choice_money_limit)
    return Desk(Says(renderer.catalogue, renderer.helpers_page), checker)


def _bot(settings: TelegramSettings, for_updates: HTTPXRequest, for_all_else: HTTPXRequest) -> Bot:
    return Bot(
        settings.token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        get_updates_request=for_updates,
        request=for_all_else,
    )
