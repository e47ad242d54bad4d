"""Every message can be heard: its words, then its answers one by one."""

from typing import cast

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from bot.channels.web import visitor
from bot.channels.web.web_chat import web_chat
from speech import Pace, SpeechFailed
from storage import Transaction, how_messages, outbox
from storage.outbox import OutboxMessage

_PACES = ("normal", "slow")


async def play(request: Request) -> Response:
    """One message of this very person as sound, at the pace asked for or else theirs."""
    chat, person_id = web_chat(request), await visitor.person_of(request)
    found = None
    if person_id is not None:
        found = await chat.store.reading(_message, person_id, request.path_params["outbox_id"])
    if found is None:
        raise HTTPException(404)
    message, own_pace = found
    pace = request.query_params.get("pace", own_pace)
    try:
        made = await chat.voices.of(message, cast(Pace, pace if pace in _PACES else own_pace), "mp3")
    except SpeechFailed:
        return chat.page(request, "notice.html", 503, text=chat.say("utter_no_sound"), words=message.text)
    await chat.store.writing(outbox.mark_voiced, message.id)
    # A reply to a disclosure stays on nobody's disk (R19), and no recording of a person's words stays on ours.
    keep = "no-store" if message.kind == "safety" else "private, max-age=3600"
    forget = BackgroundTask(chat.voices.forget, message)
    return FileResponse(made.path, media_type=made.media_type, headers={"Cache-Control": keep}, background=forget)


def _message(tx: Transaction, person_id: str, outbox_id: str) -> tuple[OutboxMessage, str] | None:
    message = outbox.message(tx, person_id, outbox_id)
    return None if message is None else (message, how_messages.of_person(tx, person_id).pace)
