"""New messages while the page is open: a request that is held until there is something to show."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web import visitor
from bot.channels.web.bubbles import as_json, client_id
from bot.channels.web.chat_page import position_of
from bot.channels.web.guard import is_ours
from bot.channels.web.web_chat import WebChat, web_chat
from storage import Transaction, how_messages, inbox, questions
from storage.how_messages import HowMessages
from storage.outbox import OutboxMessage

HOLD_SECONDS = 25
"""Below the half minute after which proxies on the way begin to give up."""


News = tuple[OutboxMessage, ...]


@dataclass(frozen=True)
class _Now:
    open_question_id: str | None
    how: HowMessages
    hidden: tuple[str, ...]


async def messages(request: Request) -> Response:
    """What is new beyond position `after`, at once or when it comes. The page has shown everything up to there."""
    asked, address = request.query_params, visitor.address_of(request)
    person_id = await visitor.person_of(request, asked.get("chat")) if is_ours(request.headers) else None
    if address is None or person_id is None:
        return JSONResponse({"state": "not_linked"}, 401)
    after = position_of(asked.get("after"))
    gateway = web_chat(request).gateway
    if after:
        await gateway.arrived(person_id, after)
    hold = min(position_of(asked.get("wait", str(HOLD_SECONDS))), HOLD_SECONDS)
    news = await _unless_gone(request, gateway.news(person_id, after, hold))
    # A phone may be reported lost while its page waits.
    now = await web_chat(request).store.reading(_now, address)
    if now is None:
        return JSONResponse({"state": "not_linked"}, 401)
    about = {"open": now.open_question_id, "hidden": now.hidden}
    how = {"pace": now.how.pace, "rest": now.how.rest, "aloud": now.how.audio_on}
    return JSONResponse({"messages": [as_json(one) for one in news], **about, **how})


async def _unless_gone(request: Request, news: Coroutine[Any, Any, News]) -> News:
    """The news; none as soon as the page went away or the program stops, so that nothing waits for nobody."""
    coming = asyncio.create_task(news)
    ends = [asyncio.create_task(_left(request)), asyncio.create_task(_stops(web_chat(request)))]
    try:
        await asyncio.wait([coming, *ends], return_when=asyncio.FIRST_COMPLETED)
        return coming.result() if coming.done() else ()
    finally:
        for task in (coming, *ends):
            task.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _stops(chat: WebChat) -> None:
    await chat.stopping.wait()


def _now(tx: Transaction, address: str) -> _Now | None:
    person_id = visitor.linked_person(tx, address)
    if person_id is None:
        return None
    asked = questions.open_question(tx, person_id)
    hidden = tuple(client_id(one) for one in inbox.hidden_lately(tx, person_id))
    return _Now(None if asked is None else asked.id, how_messages.of_person(tx, person_id), hidden)
