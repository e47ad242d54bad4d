"""A turn: one message being answered. Every step of it happens once, however often the turn is repeated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage import inbox, questions
from storage.database import NotFound, Transaction
from storage.questions import Question
from storage.tables.base import new_id
from storage.tables.conversation import episodes, turn_steps


@dataclass(frozen=True)
class Turn:
    """What a step needs to know: the message, whose it is, what it answers, and how it was read."""

    message_id: str
    person_id: str
    content_id: str | None
    intent: str
    asked: Question | None
    answer: str | None


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
    )


def once(tx: Transaction, message_id: str, verb: str, step: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do this step of the turn, or give back what it gave before. The result holds ids and names, never words."""
    where = (turn_steps.c.message_id == message_id, turn_steps.c.verb == verb)
    done = tx.execute(select(turn_steps.c.result).where(*where)).first()
    if done is not None:
        return dict(done.result)
    result = step()
    tx.execute(insert(turn_steps), {"message_id": message_id, "verb": verb, "result": result, "at": tx.now})
    return result


def forget_steps(tx: Transaction, message_id: str) -> None:
    """The turn is over and its replies are queued: its steps need not be remembered."""
    tx.execute(delete(turn_steps).where(turn_steps.c.message_id == message_id))


def episode(tx: Transaction, person_id: str) -> str:
    """The random name under which the assistant knows this stretch of talk; a new one if none is going on."""
    where = (episodes.c.person_id == person_id, episodes.c.ended_at.is_(None))
    row = tx.execute(select(episodes.c.id).where(*where)).first()
    if row is not None:
        return str(row.id)
    episode_id = new_id()
    tx.execute(insert(episodes), {"id": episode_id, "person_id": person_id, "started_at": tx.now})
    return episode_id


def end_episode(tx: Transaction, episode_id: str) -> None:
    tx.execute(update(episodes).where(episodes.c.id == episode_id).values(ended_at=tx.now))


def episodes_to_purge(tx: Transaction, count: int = 200) -> tuple[str, ...]:
    """Finished stretches of talk that the assistant still remembers."""
    where = (episodes.c.purged_at.is_(None), episodes.c.ended_at.is_not(None))
    return tuple(row.id for row in tx.execute(select(episodes.c.id).where(*where).limit(count)))


def mark_purged(tx: Transaction, episode_ids: tuple[str, ...]) -> None:
    tx.execute(update(episodes).where(episodes.c.id.in_(episode_ids)).values(purged_at=tx.now))
