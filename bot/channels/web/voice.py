"""A voice message from the browser: looked at, kept as it came, and only then acknowledged."""

import logging
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web import visitor
from bot.channels.web.bubbles import ID_ENDS_AT
from bot.channels.web.sending import is_id
from bot.channels.web.web_chat import web_chat
from speech import MOST_BYTES, CheckFailed, NotKept, WhyNot
from storage.inbox import Incoming
from storage.recordings import Recording
from storage.vocabulary import Sent

_log = logging.getLogger(__name__)


async def send(request: Request) -> Response:
    """Keep the sound that is the body of the request; sent twice under one id it is one. Answers in JSON: only the script
    of the page sends one."""
    asked = request.query_params
    person_id = await visitor.person_of(request, asked.get("chat"))
    if person_id is None:
        return JSONResponse({"state": "not_linked"}, 401)
    if not is_id(asked.get("id", "")):
        raise HTTPException(422)
    chat = web_chat(request)
    try:
        sound = await _body(request)
        found = await chat.checks.measured(sound)
    except NotKept as error:
        return JSONResponse({"state": error.why}, 422)
    except CheckFailed as error:
        _log.error("a voice message was not kept: %s", error)
        return JSONResponse({"state": "not_now"}, 503)
    # As with words: another sound under the same id is another message.
    key = f"{asked['id']}{ID_ENDS_AT}{sha256(sound).hexdigest()[:16]}"
    recording = Recording(sound, found.media_type, found.seconds)
    about = (person_id, visitor.CHANNEL, key, chat.store.clock())
    await chat.gateway.receive(Incoming(*about, control=Sent.VOICE, recording=recording))
    return JSONResponse({"state": "saved"})


async def _body(request: Request) -> bytes:
    """In memory, never on the disk, where it would lie unencrypted; and never more than we keep. Raises NotKept."""
    claimed = request.headers.get("content-length", "")
    if claimed.isascii() and claimed.isdigit() and int(claimed) > MOST_BYTES:
        raise NotKept(WhyNot.TOO_LONG)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise NotKept(WhyNot.TOO_LONG)
    return bytes(body)
