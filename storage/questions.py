"""The open question of each person: one is open, others wait, and none is lost by an interruption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update

from storage import own_times
from storage.database import Transaction
from storage.outbox import ShownOption
from storage.tables.base import new_id
from storage.tables.conversation import options, questions
from storage.tables.people import people
from storage.vocabulary import ANSWERS, NEXT, ONE_BY_ONE, Asks, QuestionKind

# Safety first; what the person began next; what the bot would like to know last.
PRIORITY = {
    QuestionKind.ARE_YOU_OK: 30,
    QuestionKind.WHAT_DO_YOU_WANT: 25,
    QuestionKind.DID_IT_HELP: 10,
    QuestionKind.CHECK_IN: 10,
    QuestionKind.CHOICE: 10,
    QuestionKind.CHOICE_LOOK: 10,
    QuestionKind.WHAT_MATTERS: 5,
}
USUAL_PRIORITY = 20
# These are about the talk at one moment: later they are still answered by a tap, but they never come back by themselves.
OF_THE_MOMENT = (
    *(QuestionKind.NOT_UNDERSTOOD, QuestionKind.RESUME, QuestionKind.MORE_NEWS, QuestionKind.HOW_OFTEN),
    *(QuestionKind.CHECK_IN, QuestionKind.MY_CHECK_INS, QuestionKind.STOP_CHECK_IN, QuestionKind.PAUSE),
    *(QuestionKind.PAUSED, QuestionKind.QUIET_TIMES, QuestionKind.CHOICE_AGAIN, QuestionKind.WHO_HELPS),
    *(QuestionKind.HELPER, QuestionKind.HOW_MESSAGES, QuestionKind.HOW_MESSAGES_MORE, QuestionKind.HOW_SOUND),
    *(QuestionKind.HOW_SPEED, QuestionKind.HOW_PICTURES, QuestionKind.HOW_ANSWERS),
    *(QuestionKind.WHAT_MATTERS, QuestionKind.MY_PAGE, QuestionKind.MY_PAGE_CHANGE, QuestionKind.MY_PAGE_END),
    *(QuestionKind.WHAT_TO_ADD, QuestionKind.WHAT_ELSE_TO_ADD),
)

# What leads away from a question: it never comes first where answers are shown one by one.
WAYS_OUT = ("something_else", "not_sure", "nothing")


@dataclass(frozen=True)
class Question:
    """One question. `response` names the words that ask it, `values` the references that fill them, `subject_id` the
    draft, pending action or concern that it is about. `place`: which of its answers is shown, where they come one by one."""

    id: str
    person_id: str
    kind: QuestionKind
    response: str
    values: dict[str, str]
    shown_order: tuple[str, ...]
    subject_id: str | None
    status: str
    misunderstood: int
    answer: str | None
    started_by: str
    opened_at: datetime | None
    tokens: dict[str, str] = field(default_factory=dict)
    place: int | None = None

    @property
    def in_sight(self) -> tuple[str, ...]:
        """The answers that are shown: all of them, or the one whose turn it is."""
        return self.shown_order if self.place is None else (self.shown_order[self.place],)

    @property
    def is_unanswered(self) -> bool:
        """Whether an answer still counts."""
        return self.status in ("open", "waiting")

    @property
    def is_for_the_schedule(self) -> bool:
        """The bot wants to ask it and has not yet: when, is for the schedule to say."""
        return self.started_by == "bot" and self.opened_at is None

    def shown(self, labels: dict[str, str], photos: Mapping[str, str] | None = None) -> tuple[ShownOption, ...]:
        """Its buttons, in the order shown, with these labels, and the photos that stand on some of them, by answer."""
        answers = self.in_sight if self.place is None else (*self.in_sight, NEXT)
        return tuple(ShownOption(self.tokens[one], labels[one], (photos or {}).get(one)) for one in answers)


def ask(
    tx: Transaction,
    person_id: str,
    kind: QuestionKind,
    response: str,
    *,
    values: dict[str, str] | None = None,
    subject_id: str | None = None,
    started_by: str = "person",
    wait: bool = False,
    answers: Sequence[str] | None = None,
) -> Question:
    """A new question, open at once (the one that was open waits), or with `wait` after the others. `answers`: those of its
    kind that are shown, in their order, where that is not always the same."""
    order = list(ANSWERS[kind] if answers is None else answers)
    question_id = new_id()
    if not wait:
        set_aside(tx, person_id)
    row = {
        "id": question_id,
        "person_id": person_id,
        "kind": kind,
        "response": response,
        "values": values or {},
        "shown_order": order,
        "subject_id": subject_id,
        "status": "waiting" if wait else "open",
        "priority": PRIORITY.get(kind, USUAL_PRIORITY),
        "started_by": started_by,
        "created_at": tx.now,
        "opened_at": None if wait else tx.now,
    }
    tx.execute(insert(questions), row)
    if order:
        tokens = [{"token": new_id(), "question_id": question_id, "person_id": person_id, "answer": a} for a in order]
        tx.execute(insert(options), tokens)
    return question(tx, question_id)


def question(tx: Transaction, question_id: str) -> Question:
    row = tx.execute(select(questions).where(questions.c.id == question_id)).one()
    return _question(tx, row)


def open_question(tx: Transaction, person_id: str) -> Question | None:
    """The question that is open now. Reads only."""
    where = (questions.c.person_id == person_id, questions.c.status == "open")
    row = tx.execute(select(questions).where(*where)).first()
    return None if row is None else _question(tx, row)


def next_waiting(tx: Transaction, person_id: str) -> Question | None:
    """The waiting question that comes first: safety, then what was interrupted last, then what has waited longest. To whom
    the bot may ask nothing by itself, nothing comes back that the bot began (R44)."""
    where = [
        questions.c.person_id == person_id,
        questions.c.status == "waiting",
        questions.c.kind.not_in(OF_THE_MOMENT),
    ]
    asks = tx.execute(select(people.c.asks).where(people.c.id == person_id)).scalar()
    if asks == Asks.ONLY_WHEN_I_START or own_times.is_paused(tx, person_id):
        where.append(questions.c.started_by == "person")
    # An interrupted question has been opened before: the latest comes first. Never opened ones follow in their order.
    order = (
        questions.c.priority.desc(),
        questions.c.opened_at.is_(None),
        questions.c.opened_at.desc(),
        questions.c.created_at,
    )
    row = tx.execute(select(questions).where(*where).order_by(*order).limit(1)).first()
    return None if row is None else _question(tx, row)


def waiting_of(tx: Transaction, person_id: str, kind: QuestionKind) -> tuple[Question, ...]:
    """Every waiting question of this kind, the oldest first."""
    where = (questions.c.person_id == person_id, questions.c.status == "waiting", questions.c.kind == kind)
    rows = tx.execute(select(questions).where(*where).order_by(questions.c.created_at)).all()
    return tuple(_question(tx, row) for row in rows)


def unanswered_about(tx: Transaction, subject_id: str) -> tuple[Question, ...]:
    """Every open or waiting question about this draft, action, concern, offer or decision, the oldest first."""
    where = (questions.c.subject_id == subject_id, questions.c.status.in_(("open", "waiting")))
    rows = tx.execute(select(questions).where(*where).order_by(questions.c.created_at)).all()
    return tuple(_question(tx, row) for row in rows)


def answered_about(tx: Transaction, subject_ids: Sequence[str], kind: QuestionKind, given: str) -> tuple[Question, ...]:
    """Every question of this kind about one of these that got this answer, the oldest first."""
    where = (questions.c.subject_id.in_(subject_ids), questions.c.kind == kind, questions.c.answer == given)
    rows = tx.execute(select(questions).where(*where).order_by(questions.c.created_at)).all()
    return tuple(_question(tx, row) for row in rows)


def reopen(tx: Transaction, question_id: str) -> Question:
    """Make a waiting question the open one."""
    asked = question(tx, question_id)
    set_aside(tx, asked.person_id)
    tx.execute(update(questions).where(questions.c.id == question_id).values(status="open", opened_at=tx.now))
    return question(tx, question_id)


def lay_out(tx: Transaction, asked: Question, *, one_by_one: bool) -> Question:
    """Show its answers one by one from now on, or together. One by one, the first is not always the same: whoever picks what
    comes first would pick the same each time (conversation rule 25)."""
    has_several = asked.kind in ONE_BY_ONE and len(asked.shown_order) > 1
    place = asked.place
    if not one_by_one or not has_several:
        place = None
    elif place is None:
        content = [number for number, answer in enumerate(asked.shown_order) if answer not in WAYS_OUT]
        place = content[sum(asked.id.encode()) % len(content)]
    if place == asked.place:
        return asked
    if place is not None and NEXT not in asked.tokens:
        token = {"token": new_id(), "question_id": asked.id, "person_id": asked.person_id, "answer": NEXT}
        tx.execute(insert(options), token)
    tx.execute(update(questions).where(questions.c.id == asked.id).values(place=place))
    return question(tx, asked.id)


def show_next(tx: Transaction, question_id: str) -> None:
    """The next of its answers; behind the last the first comes again."""
    asked = question(tx, question_id)
    if asked.place is not None:
        place = (asked.place + 1) % len(asked.shown_order)
        tx.execute(update(questions).where(questions.c.id == question_id).values(place=place))


def put_otherwise(tx: Transaction, question_id: str, response: str) -> None:
    """Ask it in these words from now on, as in simpler ones (conversation rule 38); what may be answered stays the same."""
    tx.execute(update(questions).where(questions.c.id == question_id).values(response=response))


def answer(tx: Transaction, question_id: str, given: str) -> None:
    """Close a question with its answer. The first answer stands."""
    where = (questions.c.id == question_id, questions.c.status.in_(("open", "waiting")))
    tx.execute(update(questions).where(*where).values(status="answered", answer=given, closed_at=tx.now))


def is_about(tx: Transaction, question_id: str, subject_id: str) -> None:
    """What was begun by its answer is what it was about."""
    tx.execute(update(questions).where(questions.c.id == question_id).values(subject_id=subject_id))


def drop(tx: Transaction, question_id: str) -> None:
    """Close a question that no longer needs an answer."""
    where = (questions.c.id == question_id, questions.c.status.in_(("open", "waiting")))
    tx.execute(update(questions).where(*where).values(status="dropped", closed_at=tx.now))


def drop_about(tx: Transaction, subject_id: str) -> None:
    """Close every unanswered question about this draft, action or concern."""
    where = (questions.c.subject_id == subject_id, questions.c.status.in_(("open", "waiting")))
    tx.execute(update(questions).where(*where).values(status="dropped", closed_at=tx.now))


def by_token(tx: Transaction, person_id: str, token: str) -> tuple[Question, str] | None:
    """The question and answer behind a button of this very person, or None for any other token."""
    row = tx.execute(select(options).where(options.c.token == token, options.c.person_id == person_id)).first()
    return None if row is None else (question(tx, row.question_id), str(row.answer))


def count_misunderstood(tx: Transaction, question_id: str) -> int:
    """Count one more message that was not understood while this question was open; returns how many that makes."""
    where = questions.c.id == question_id
    tx.execute(update(questions).where(where).values(misunderstood=questions.c.misunderstood + 1))
    return question(tx, question_id).misunderstood


def bot_asked(tx: Transaction, person_id: str, *where: ColumnElement[bool]) -> int:
    """How many questions of its own the bot put to this person, of those (conversation rule 58)."""
    which = (questions.c.person_id == person_id, questions.c.started_by == "bot", *where)
    return int(tx.execute(select(func.count()).select_from(questions).where(*which)).scalar_one())


def bot_asked_since(tx: Transaction, person_id: str, hours: int) -> bool:
    """Did the bot put a question of its own to this person in the last hours, beside the check-ins they chose?"""
    since = questions.c.opened_at > tx.now - timedelta(hours=hours)
    return bool(bot_asked(tx, person_id, since, questions.c.kind != QuestionKind.CHECK_IN))


def bot_asked_on(tx: Transaction, person_id: str, day: date, days: int = 1) -> int:
    """How many questions of its own, check-ins included, the bot put to this person on this local day, or on so many up to
    it."""
    start = tx.calendar.moment(day - timedelta(days=days - 1), time())
    end = tx.calendar.moment(day + timedelta(days=1), time())
    return bot_asked(tx, person_id, questions.c.opened_at >= start, questions.c.opened_at < end)


def bot_started_unasked(tx: Transaction) -> tuple[tuple[str, str], ...]:
    """(question id, person id) of everything the bot wants to ask and has never shown: what comes first, then what has
    waited longest."""
    where = (questions.c.status == "waiting", questions.c.started_by == "bot", questions.c.opened_at.is_(None))
    order = (questions.c.priority.desc(), questions.c.created_at)
    rows = tx.execute(select(questions.c.id, questions.c.person_id).where(*where).order_by(*order))
    return tuple((row.id, row.person_id) for row in rows)


def times_asked(tx: Transaction, subject_id: str, response: str) -> int:
    """How often this was asked, in these words, about this draft, action or concern."""
    where = (questions.c.subject_id == subject_id, questions.c.response == response)
    return int(tx.execute(select(func.count()).select_from(questions).where(*where)).scalar_one())


def set_aside(tx: Transaction, person_id: str) -> None:
    """The open question waits, as after "stop"; nothing about it is lost."""
    where = (questions.c.person_id == person_id, questions.c.status == "open")
    tx.execute(update(questions).where(*where).values(status="waiting"))


def _question(tx: Transaction, row: Any) -> Question:
    tokens = tx.execute(select(options.c.answer, options.c.token).where(options.c.question_id == row.id))
    return Question(
        row.id,
        row.person_id,
        QuestionKind(row.kind),
        row.response,
        dict(row._mapping["values"]),
        tuple(row.shown_order),
        row.subject_id,
        row.status,
        row.misunderstood,
        row.answer,
        row.started_by,
        row.opened_at,
        {one.answer: one.token for one in tokens},
        row.place,
    )
