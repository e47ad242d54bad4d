"""A turn: one message being answered. Every step of it happens once, however often the turn is repeated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select

from storage import inbox, questions
from storage.database import NotFound, Transaction
from storage.heard import Heard
from storage.questions import Question
from storage.tables.conversation import inbox as inbox_table
from storage.tables.conversation import turn_steps


@dataclass(frozen=True)
class Reply:
    """One thing to say: the name of its wording and the references that fill it. A courtesy may be left out where a
    question needs the room, for nobody gets more than two messages in a row (conversation rule 39)."""

    response: str
    values: dict[str, str] = field(default_factory=dict)
    is_courtesy: bool = False


@dataclass(frozen=True)
class TurnResult:
    """What a step of a turn leads to. `says_again`: the last thing said is said once more. `ends_talk`: the person
    wants to stop, so no question is opened now."""

    replies: tuple[Reply, ...] = ()
    says_again: bool = False
    ends_talk: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> TurnResult:
        return cls(tuple(Reply(**one) for one in found["replies"]), found["says_again"], found["ends_talk"])


@dataclass(frozen=True)
class Turn:
    """What a step needs to know: the message, whose it is, what it answers, how it was read, and what was heard in its
    words."""

    message_id: str
    person_id: str
    content_id: str | None
    intent: str
    asked: Question | None
    answer: str | None
    heard: Heard


def load(tx: Transaction, message_id: str) -> Turn:
    """Raises NotFound if the message is unknown or was not read yet."""
    message = inbox.message(tx, message_id)
    if message.reading is None:
        raise NotFound("This message has not been read yet.")
    asked_id = message.reading.get("question_id")
    return Turn(
        message.id,
        message.person_id,
        message.content_id,
        message.reading["intent"],
        questions.question(tx, asked_id) if asked_id else None,
        message.reading.get("answer"),
        Heard.from_json(message.reading.get("heard")),
    )


def heard_in(tx: Transaction, content_id: str) -> Heard:
    """What was heard in an earlier message when it was read, though it was not understood as something told."""
    reading = tx.execute(select(inbox_table.c.reading).where(inbox_table.c.content_id == content_id)).scalar()
    return Heard.from_json((reading or {}).get("heard"))


def once(tx: Transaction, message_id: str, verb: str, step: Callable[[], TurnResult]) -> TurnResult:
    """Do this step of the turn, or give back what it gave before. The result holds ids and names, never words."""
    where = (turn_steps.c.message_id == message_id, turn_steps.c.verb == verb)
    done = tx.execute(select(turn_steps.c.result).where(*where)).first()
    if done is not None:
        return TurnResult.from_json(done.result)
    result = step()
    row = {"message_id": message_id, "verb": verb, "result": result.as_json(), "at": tx.now}
    tx.execute(insert(turn_steps), row)
    return result


def forget_steps(tx: Transaction, message_id: str) -> None:
    """The turn is over and its replies are queued: its steps need not be remembered."""
    tx.execute(delete(turn_steps).where(turn_steps.c.message_id == message_id))
