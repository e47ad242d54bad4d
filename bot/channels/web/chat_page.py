"""The chat itself, as a page."""

import json
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web import visitor
from bot.channels.web.bubbles import NONE_YET, Bubble, bubbles
from bot.channels.web.web_chat import WebChat, web_chat
from bot.controls import CONTROLS, FOOT, MORE, SENT_ELSEWHERE, label_of
from speech import MOST_BYTES
from storage import Transaction, houses, outbox, questions
from storage.houses import Person
from storage.outbox import Line

MAX_WORDS = 2_000
"""Characters in one message."""

LONGEST_SAID = 10 * 60
"""Seconds that the page records at a time: half of what is kept, as some browsers make large files."""

_SAID_BY_SCRIPT = (
    *("sending", "saved", "not_saved", "not_done", "help_not_sent", "no_network", "hear", "stop_sound"),
    *("may_i_hear", "listening", "stopped", "longest", "microphone_off", "no_microphone", "not_sent"),
)


@dataclass(frozen=True)
class Conversation:
    """What a page of one person is made of, read in one moment."""

    person: Person
    lines: tuple[Line, ...]
    open_question_id: str | None


async def show(request: Request) -> Response:
    """The conversation of whoever this browser is linked to, or how to get linked."""
    if (seen := position_of(request.query_params.get("seen"))) and (person_id := await visitor.person_of(request)):
        # A page without script shows that it was read when its person looks for more.
        await web_chat(request).gateway.arrived(person_id, seen)
    return await page(request)


async def page(request: Request, *, kept: str = "", notice: str = "", status: int = 200) -> Response:
    """The page; `kept` stays in the box, `notice` says why it was not sent."""
    chat, address = web_chat(request), visitor.address_of(request)
    found = None if address is None else await chat.store.reading(conversation, address)
    if found is None or address is None:
        return chat.page(request, "link.html", code="", problem="", intro="utter_web_not_linked")
    if not found.lines:
        # Linked, but a stop of the program came before the greeting: begin now.
        await visitor.greet(request, found.person.id, address)
    shown = bubbles(found.lines, found.open_question_id, _control_labels(chat))
    about = _about(chat, found, shown, visitor.chat_name(address))
    response = chat.page(
        request, "chat.html", status, about=about, bubbles=shown, blank=NONE_YET, kept=kept, notice=notice
    )
    visitor.remember(request, response, request.cookies[visitor.COOKIE])
    return response


def conversation(tx: Transaction, address: str) -> Conversation | None:
    """The chat that this address opens, or None if it opens none."""
    person_id = visitor.linked_person(tx, address)
    if person_id is None:
        return None
    asked = questions.open_question(tx, person_id)
    lines = outbox.conversation(tx, person_id)
    return Conversation(houses.person(tx, person_id), lines, None if asked is None else asked.id)


def position_of(text: str | None) -> int:
    """A position as a page gave it; 0 for anything that is none."""
    return int(text) if text and len(text) <= 15 and text.isascii() and text.isdigit() else 0


def _control_labels(chat: WebChat) -> dict[str, str]:
    return {control: chat.say(label_of(control)) for control in CONTROLS | SENT_ELSEWHERE}


def _about(chat: WebChat, found: Conversation, shown: tuple[Bubble, ...], name: str) -> dict[str, object]:
    """What the page and its script need to know beside the lines."""
    texts = {key: chat.say(f"utter_web_{key}") for key in _SAID_BY_SCRIPT}
    texts |= {key: chat.say(f"utter_{key}") for key in ("too_long", "no_sound", "voice_no_sound", "voice_too_long")}
    texts["voice_message"] = chat.say("utter_control_sent_voice")
    return {
        "chat": name,
        "nonce": secrets.token_hex(8),
        "after": max((bubble.position for bubble in shown), default=0),
        "open": found.open_question_id or "",
        "person": found.person,
        "texts": json.dumps(texts),
        "max_words": MAX_WORDS,
        "longest_said": LONGEST_SAID,
        "most_bytes": MOST_BYTES,
        "foot": [(control, chat.say(label_of(control))) for control in FOOT],
        "more_label": chat.say(label_of("more")),
        "more": [(control, chat.say(label_of(control))) for control in MORE],
    }
