"""Who is at the other end: a long-lived cookie that opens one person's chat, kept only as a digest."""

import secrets
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.web_chat import base_of, web_chat
from storage import Transaction
from storage.digests import digest
from storage.inbox import Incoming
from storage.linking import person_at

CHANNEL = "web"
COOKIE = "said_chat"
# As long as browsers allow; every visit starts it anew. Nothing may sign a person out by the clock (rule 36).
COOKIE_LIFE = timedelta(days=400)


def new_token() -> str:
    """A secret for a new cookie."""
    return secrets.token_urlsafe(32)


def address_of(request: Request) -> str | None:
    """The address that the cookie opens, if there is one."""
    token = request.cookies.get(COOKIE)
    return digest(token) if token else None


async def person_of(request: Request, page: str | None = None) -> str | None:
    """The person whose linked chat this is; nobody if the page that asks belongs to another chat (see `chat_name`)."""
    address = address_of(request)
    if address is None or page not in (None, chat_name(address)):
        return None
    return await web_chat(request).store.reading(linked_person, address)


def linked_person(tx: Transaction, address: str) -> str | None:
    """The same inside a transaction."""
    return person_at(tx, CHANNEL, address)


def chat_name(address: str) -> str:
    """A name for this linked chat that its pages may know: it opens nothing. On a shared tablet it tells a page that
    was left open that another person's chat was linked here since."""
    return digest(f"page of {address}")[:16]


def remember(request: Request, response: Response, token: str) -> None:
    """Set the cookie on an answer."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(COOKIE_LIFE.total_seconds()),
        path=base_of(request) or "/",
        secure=web_chat(request).settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


async def greet(request: Request, person_id: str, address: str) -> None:
    """Have the conversation begun. May be called again: a linked chat is greeted once."""
    chat = web_chat(request)
    start = Incoming(person_id, CHANNEL, f"link:{chat_name(address)}", chat.store.clock(), control="start")
    await chat.gateway.receive(start)
