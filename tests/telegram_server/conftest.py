"""The server on a port of its own, its clock in the test's hands, and python-telegram-bot's `Bot` in front of it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.support.telegram_server import Hands, TelegramServer, User


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def server(clock: Hands) -> AsyncIterator[TelegramServer]:
    async with TelegramServer(clock=clock) as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with bot_of(server) as talking:
        yield talking


@pytest.fixture
async def alex(server: TelegramServer) -> User:
    """Someone who started the bot; nothing of it is left in the queue."""
    user = server.user("Alex Invented")
    await user.starts()
    server.world.updates.pending.clear()
    return user


def bot_of(server: TelegramServer, token: str | None = None) -> Bot:
    """The bot with this server's address; without TLS, whose certificates take longer to load than a test runs."""
    plain = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    return Bot(
        token or server.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=plain[0],
        get_updates_request=plain[1],
    )
