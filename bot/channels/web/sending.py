"""What the person sends: words, a tap on an answer, or a control. Kept before it is answered, and kept once."""

import re
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.channels.web import chat_page, visitor
from bot.channels.web.bubbles import ID_ENDS_AT
from bot.channels.web.form import read_form
from bot.channels.web.web_chat import base_of, web_chat
from bot.controls import CONTROLS
from bot.gateway import typed
from storage import questions
from storage.digests import digest
from storage.inbox import Incoming

_ID = re.compile(r"[A-Za-z0-9-]{8,40}")


@dataclass(frozen=True)
class Sent:
    """One of the three, as the page sent it."""

    words: str | None = None
    token: str | None = None
    control: str | None = None


async def send(request: Request) -> Response:
    """Keep what was sent; answers the script in JSON, a plain form with the page."""
    form = await read_form(request)
    person_id = await visitor.person_of(request, form.get("chat"))
    if person_id is None:
        return _answer(request, 401, "not_linked")
    if seen := chat_page.position_of(form.get("seen")):
        await web_chat(request).gateway.arrived(person_id, seen)
    sent = _read(form)
    if sent.words is not None and len(sent.words) > chat_page.MAX_WORDS:
        return await _too_long(request, sent.words)
    if sent.words is not None and not sent.words.strip():
        return _answer(request, 422, "empty")
    if sent.token is not None and not await web_chat(request).store.reading(questions.by_token, person_id, sent.token):
        raise HTTPException(404)
    await _keep(request, person_id, form.get("id", ""), sent)
    return _answer(request, 200, "saved")


def is_id(text: str) -> bool:
    """Whether this may be the page's own id of something that it sends."""
    return _ID.fullmatch(text) is not None


def _read(form: dict[str, str]) -> Sent:
    """Raises HTTPException 422 if it is not exactly one thing that a page can send."""
    words, token, control = form.get("words"), form.get("token"), form.get("control")
    one = sum(value is not None for value in (words, token, control)) == 1
    if not one or not is_id(form.get("id", "")) or (control is not None and control not in CONTROLS):
        raise HTTPException(422)
    # A plain form writes each line break as two characters; the person typed one.
    return Sent(None if words is None else typed(words.replace("\r\n", "\n")), token, control)


async def _keep(request: Request, person_id: str, message_id: str, sent: Sent) -> None:
    chat = web_chat(request)
    # The same id with something else in it (an old page, used again) is another message and must not be lost.
    what = digest(f"{sent.words!r} {sent.token!r} {sent.control!r}")[:16]
    incoming = Incoming(
        person_id,
        visitor.CHANNEL,
        f"{message_id}{ID_ENDS_AT}{what}",
        chat.store.clock(),
        words=sent.words,
        option_token=sent.token,
        control=sent.control,
    )
    await chat.gateway.receive(incoming)


def _wants_json(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


def _answer(request: Request, status: int, state: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"state": state}, status)
    return RedirectResponse(f"{base_of(request)}/#end", 303)


async def _too_long(request: Request, words: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"state": "too_long"}, 422)
    return await chat_page.page(request, kept=words, notice=web_chat(request).say("utter_too_long"), status=422)
