"""The lines of a conversation as the page shows them, and as its script gets new ones."""

from dataclasses import dataclass
from typing import Any

from storage.outbox import Line, OutboxMessage, ShownOption, ShownPicture

ID_ENDS_AT = ":"


@dataclass(frozen=True)
class Bubble:
    """One line. Ours has an id, a position and perhaps a photo and answers; `is_asked` if they answer the question that is
    open."""

    is_mine: bool
    text: str
    id: str = ""
    position: int = 0
    kind: str = ""
    question_id: str = ""
    picture: ShownPicture | None = None
    answers: tuple[ShownOption, ...] = ()
    is_asked: bool = False
    sent_as: str = ""


NONE_YET = Bubble(is_mine=False, text="", picture=ShownPicture("", ""), answers=(ShownOption("", "", ""),))
"""The empty bubble, with all that one can have, from which the script makes new ones."""


def bubbles(lines: tuple[Line, ...], open_question_id: str | None, controls: dict[str, str]) -> tuple[Bubble, ...]:
    """The lines in order. Only the newest showing of the open question is asked now; older answers stay, quietly.
    `controls` are the labels by which the person knows the controls they chose."""
    shown = [line.outbox for line in lines if line.outbox is not None and line.outbox.options]
    asked = [message for message in shown if open_question_id and message.question_id == open_question_id]
    asked_id = asked[-1].id if asked else None
    return tuple(
        _mine(line, controls) if line.outbox is None else _ours(line.outbox, line.outbox.id == asked_id)
        for line in lines
    )


def client_id(channel_message_id: str) -> str:
    """The id under which the page itself knows what it sent."""
    return channel_message_id.partition(ID_ENDS_AT)[0]


def _mine(line: Line, controls: dict[str, str]) -> Bubble:
    text = line.text or controls.get(line.control or "", "")
    return Bubble(True, text, sent_as=client_id(line.sent_as or ""))


def _ours(message: OutboxMessage, is_asked: bool) -> Bubble:
    return Bubble(
        is_mine=False,
        text=message.text,
        id=message.id,
        position=message.position,
        kind=message.kind,
        question_id=message.question_id or "",
        picture=message.picture,
        answers=message.options,
        is_asked=is_asked,
    )


def as_json(message: OutboxMessage) -> dict[str, Any]:
    """A message for the script."""
    return {
        "id": message.id,
        "position": message.position,
        "kind": message.kind,
        "text": message.text,
        "question": message.question_id,
        "picture": None if message.picture is None else [message.picture.id, message.picture.shows],
        "options": [[one.token, one.label, one.picture_id] for one in message.options],
    }
