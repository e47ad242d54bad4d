"""Updates posted to the bot's own address."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.support.telegram_server import WEBHOOK, TelegramServer, User


@dataclass
class Receiver:
    """The bot's side: notes what is posted, and answers with `status`."""

    url: str = ""
    status: int = 200
    got: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    slow: dict[int, float] = field(default_factory=dict)
    """Seconds to think about an update, by chat."""

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        await asyncio.sleep(self.slow.get(update.get("message", {}).get("chat", {}).get("id"), 0))
        self.got.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return web.Response(status=self.status)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]

    async def gets(self, count: int) -> None:
        async with asyncio.timeout(3):
            while len(self.got) < count:
                await asyncio.sleep(0.005)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/telegram", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield receiver
    await runner.cleanup()


async def test_updates_are_posted_in_order_with_the_secret(bot: Bot, alex: User, receiver: Receiver) -> None:
    await alex.writes("1")
    assert await bot.set_webhook(receiver.url, secret_token="a-secret_1")
    for text in ("2", "3"):
        await alex.writes(text)
    await receiver.gets(3)
    assert receiver.texts == ["1", "2", "3"]
    assert set(receiver.secrets) == {"a-secret_1"}
    await asyncio.sleep(0.02)
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.last_error_message) == (receiver.url, 0, None)


async def test_what_is_not_taken_is_posted_again(
    server: TelegramServer, bot: Bot, alex: User, receiver: Receiver
) -> None:
    receiver.status = 500
    await bot.set_webhook(receiver.url)
    await alex.writes("1")
    await receiver.gets(2)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (1, "Wrong response from the webhook: 500")
    receiver.status = 200
    await alex.writes("2")
    before = len(receiver.got)
    await receiver.gets(before + 2)
    assert receiver.texts[-2:] == ["1", "2"]
    assert len({update["update_id"] for update in receiver.got}) == 2
    server.faults.lose_answers(WEBHOOK)
    await alex.writes("3")
    await receiver.gets(before + 4)
    assert receiver.texts[-2:] == ["3", "3"]
    server.faults.cut(WEBHOOK)
    await alex.writes("4")
    await receiver.gets(before + 5)
    assert [post.status for post in server.webhook.posts].count(None) == 1


async def test_people_do_not_wait_for_each_other(
    server: TelegramServer, bot: Bot, alex: User, receiver: Receiver
) -> None:
    receiver.slow[alex.id] = 0.1
    await bot.set_webhook(receiver.url)
    await alex.writes("Alex 1")
    await alex.writes("Alex 2")
    await server.user("Sam Invented").starts()
    await receiver.gets(3)
    assert receiver.texts == ["/start", "Alex 1", "Alex 2"]


async def test_a_webhook_and_polls_do_not_go_together(bot: Bot, alex: User, receiver: Receiver) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await asyncio.wait_for(poll, 2)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    receiver.status = 503
    await alex.writes("1")
    await bot.delete_webhook()
    (update,) = await bot.get_updates()
    assert update.message and update.message.text == "1"
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_public_address_stands_before_one_of_this_machine(
    server: TelegramServer, bot: Bot, alex: User, receiver: Receiver
) -> None:
    server.webhook.proxies["https://said.example/"] = receiver.url.removesuffix("telegram")
    await bot.set_webhook("https://said.example/telegram")
    await alex.writes("1")
    await receiver.gets(1)


@pytest.mark.parametrize(
    ("url", "description"),
    [
        ("http://said.example/telegram", "An HTTPS URL must be provided for webhook"),
        ("https://said.example:8080/telegram", "Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ("https://said.example/telegram", "Failed to resolve host: Name or service not known"),
    ],
)
async def test_an_address_telegram_would_not_post_to_is_refused(bot: Bot, url: str, description: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i)bad webhook: {description}"):
        await bot.set_webhook(url)


async def test_a_secret_of_other_signs_is_refused(bot: Bot, receiver: Receiver) -> None:
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook(receiver.url, secret_token="no spaces")


async def test_only_the_kinds_asked_for_are_posted(bot: Bot, alex: User, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url, allowed_updates=["edited_message"])
    message = await alex.writes("1")
    await alex.edits(message, "2")
    await receiver.gets(1)
    assert [list(update) for update in receiver.got] == [["update_id", "edited_message"]]


async def test_nothing_is_posted_while_the_server_is_down(
    server: TelegramServer, bot: Bot, alex: User, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    await server.goes_down()
    await alex.writes("1")
    await asyncio.sleep(0.1)
    assert receiver.got == []
    await server.comes_up()
    await receiver.gets(1)
