"""The page on which one is a person on Telegram, and the server as a process of its own."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.support.telegram_server import Limits, TelegramServer
from tests.support.telegram_server.page import routes
from tests.telegram_server.test_sending import ogg


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(limits=Limits(per_chat=None), more_routes=routes) as running:
        yield running


@pytest.fixture
async def page(server: TelegramServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.url, params={"user": "Alex Invented"}) as client:
        yield client


async def test_what_is_done_on_the_page_reaches_the_bot_and_its_answer_is_shown(
    bot: Bot, page: httpx.AsyncClient
) -> None:
    assert "Telegram" in (await page.get("/")).text

    async def does(action: str, **fields: str | bytes) -> httpx.Response:
        files = {name: (None, v) if isinstance(v, str) else ("file", v) for name, v in fields.items()}
        return await page.post(f"/page/{action}", files={"x": (None, ""), **files})

    sound = ogg(0.5)
    assert (await does("start", code="CODE")).status_code == 200
    await does("write", text="Hello")
    await does("voice", file=sound)
    await does("photo", file=b"picture")
    await does("sticker")
    got = [update.message for update in await bot.get_updates()]
    assert [(m.text, bool(m.voice), bool(m.photo), bool(m.sticker)) for m in got if m] == [
        ("/start CODE", False, False, False),
        ("Hello", False, False, False),
        (None, True, False, False),
        (None, False, True, False),
        (None, False, False, True),
    ]
    assert got[0]
    yes = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    sent = await bot.send_voice(got[0].chat.id, sound, caption="Well?", reply_markup=yes)
    screen = (await page.get("/page/see")).json()
    assert screen["messages"][-1]["buttons"] == [[{"label": "Yes", "url": None}]]
    assert (await page.get("/page/file", params={"user": "Alex Invented", "message": sent.message_id})).content == sound
    await does("tap", message=str(sent.message_id), label="Yes")
    assert (await does("tap", label="No such key")).status_code == 400
    last = (await bot.get_updates(offset=-1))[0]
    assert last.callback_query and last.callback_query.data == "y"
    await does("block")
    assert (await page.get("/page/see")).json()["blocked"] is True


async def test_it_runs_as_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.telegram_server", "--port", "0", "--token", "42:invented",
        stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout
    lines = [(await asyncio.wait_for(process.stdout.readline(), 10)).decode() for _ in range(4)]
    url = lines[2].strip().removeprefix("TELEGRAM_API_URL=")
    assert lines[3].strip() == "TELEGRAM_TOKEN=42:invented"
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{url}/bot42:invented/getMe")
        assert json.loads(answer.text)["result"]["id"] == 42
        assert (await client.get(url)).status_code == 200
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 5) == 0
