"""A turn: one message being answered. Every step of it happens once, however often the turn is repeated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage import inbox, questions
from storage.database import NotFound, Transaction
from storage.questions import Question
from storage.tables.base import new_id
from storage.tables.conversation import episodes, turn_steps


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


def episode(tx: Transaction, person_id: str, *, most_turns: int) -> str:
    """The random name under which the assistant knows this stretch of talk. A new one if none is going on, or after so
    many turns: the assistant needs nothing of the old one, and gets slower with every turn it remembers."""
    going_on = (episodes.c.person_id == person_id, episodes.c.ended_at.is_(None))
    row = tx.execute(select(episodes.c.id, episodes.c.turns).where(*going_on)).first()
    if row is not None and row.turns < most_turns:
        tx.execute(update(episodes).where(episodes.c.id == row.id).values(turns=row.turns + 1))
        return str(row.id)
    end_episode_of(tx, person_id)
    episode_id = new_id()
    tx.execute(insert(episodes), {"id": episode_id, "person_id": person_id, "started_at": tx.now, "turns": 1})
    return episode_id


def end_episode_of(tx: Transaction, person_id: str) -> None:
    """Whatever stretch of talk is going on is over; the next turn begins another."""
    where = (episodes.c.person_id == person_id, episodes.c.ended_at.is_(None))
    tx.execute(update(episodes).where(*where).values(ended_at=tx.now))


def episodes_to_purge(tx: Transaction, count: int = 200) -> tuple[str, ...]:
    """Finished stretches of talk that the assistant still remembers."""
    where = (episodes.c.purged_at.is_(None), episodes.c.ended_at.is_not(None))
    return tuple(row.id for row in tx.execute(select(episodes.c.id).where(*where).limit(count)))


def mark_purged(tx: Transaction, episode_ids: tuple[str, ...]) -> None:
    tx.execute(update(episodes).where(episodes.c.id.in_(episode_ids)).values(purged_at=tx.now))
