"""The small questions about what matters: one at a time, over days, never a form. Which comes next, and when it may be asked
by the bot itself (R44, conversation rules 29, 32 and 58)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, exists, select

from storage import check_ins, linking, own_page, own_times, questions, what_matters
from storage.database import Transaction
from storage.how_often import may_ask_now
from storage.own_page import Entry
from storage.questions import Question
from storage.tables.conversation import questions as questions_table
from storage.tables.pending_actions import pending_actions
from storage.tables.people import people
from storage.tables.what_matters import what_matters as what_matters_table
from storage.vocabulary import ActionStatus, Asks, MattersKind, QuestionKind

_ASK = "utter_ask_what_matters_"
ORDER = (
    MattersKind.MATTERS_MOST,
    MattersKind.HOW_I_SAY,
    MattersKind.HELPS,
    MattersKind.AVOID,
    MattersKind.MY_PEOPLE,
    MattersKind.MATTERS_MOST,
    MattersKind.HOW_I_SAY,
    MattersKind.MATTERS_MOST,
)
"""An easy open question first (rule 32); each kind as often as it is asked about until the page is begun well."""
FIRST_AFTER = timedelta(days=7)
"""So long after their yes to the chat a person is left to find their own way in it."""
APART = timedelta(days=3)
"""So long lies between two of them that the bot begins, whatever became of the first."""
NOT_AGAIN = timedelta(weeks=4)
"""So long a question is left alone that was left out, stopped, or met with silence."""
MOST_TIMES = 3
"""Met so often without an answer, it is not asked by the bot any more."""
UNSENT = (QuestionKind.READ_BACK, QuestionKind.CHOICE_READ_BACK)
"""While one of these is open, something of theirs waits to be sent: nothing is put before it."""
IN_SILENCE = timedelta(days=1)
"""After so long without an answer, what the person writes is no answer to it any more."""


def response_for(tx: Transaction, person_id: str, kind: MattersKind) -> str:
    """How the question is put: another way where the page has an entry of this kind."""
    return f"{_ASK}{kind}{'_else' if own_page.has_any(tx, person_id, kind) else ''}"


def ask(
    tx: Transaction,
    person_id: str,
    kind: MattersKind,
    *,
    replaces: Entry | None = None,
    response: str | None = None,
    by_the_bot: bool = False,
) -> Question:
    """One question, about an entry that begins with it. By the bot itself it waits for a moment of rest; what the person
    begins comes in place of one that waits so. `response`: other words to ask it in, where something is told anew."""
    usual = replaces.response if replaces is not None and replaces.response else response_for(tx, person_id, kind)
    entry = what_matters.begin(tx, person_id, kind, usual, replaces=replaces)
    if by_the_bot:
        what = QuestionKind.WHAT_MATTERS
        return questions.ask(tx, person_id, what, usual, subject_id=entry.id, started_by="bot", wait=True)
    for one in questions.waiting_of(tx, person_id, QuestionKind.WHAT_MATTERS):
        if one.is_for_the_schedule:
            questions.drop(tx, one.id)
    return ask_again(tx, entry, response or usual)


def ask_again(tx: Transaction, entry: Entry, response: str | None = None) -> Question:
    """The question of an entry that is being told, once more; in the words of `response`, or its own."""
    asked = response or entry.response or response_for(tx, entry.person_id, entry.kind)
    return questions.ask(tx, entry.person_id, QuestionKind.WHAT_MATTERS, asked, subject_id=entry.id)


def next_kind(tx: Transaction, person_id: str) -> MattersKind | None:
    """What the bot may ask about next; None: nothing, now or at all."""
    held = [one.kind for one in own_page.page(tx, person_id)]
    for number, kind in enumerate(ORDER):
        times_before = ORDER[:number].count(kind)
        if held.count(kind) <= times_before and _may_be_asked(tx, person_id, kind):
            return kind
    return None


def due(tx: Transaction, *which: ColumnElement[bool]) -> tuple[str, ...]:
    """Whom of these people the bot may ask a small question now, as far as they said; the longest here first. "Did it help?"
    goes before: it is asked on its day."""
    lately = select(questions_table.c.person_id).where(
        *_asked_by_the_bot(), questions_table.c.opened_at > tx.now - APART
    )
    said_yes = (people.c.notice_answer == "yes", people.c.notice_at <= tx.now - FIRST_AFTER)
    may_ask = (people.c.asks != Asks.ONLY_WHEN_I_START, linking.has_chat(people.c.id))
    is_rest = (people.c.id.not_in(lately), ~_is_asked_if_it_helped_soon(tx))
    order = (people.c.created_at, people.c.id)
    found = tx.execute(select(people.c.id).where(*which, *said_yes, *may_ask, *is_rest).order_by(*order))
    return tuple(one for one in found.scalars().all() if _has_nothing_else(tx, one))


def begin_next(tx: Transaction, person_id: str) -> None:
    """The next question waits for its moment. Nothing where it is not due any more."""
    kind = next_kind(tx, person_id)
    if kind is not None and due(tx, people.c.id == person_id):
        ask(tx, person_id, kind, by_the_bot=True)


def in_silence(tx: Transaction) -> tuple[str, ...]:
    """Whose question, begun by the bot, met nothing but silence for a day."""
    where = (*_asked_by_the_bot(), questions_table.c.status == "open")
    old = questions_table.c.opened_at < tx.now - IN_SILENCE
    found = select(questions_table.c.person_id).where(*where, old).order_by(questions_table.c.opened_at)
    return tuple(tx.execute(found).scalars())


def leave(tx: Transaction, person_id: str) -> None:
    """It does not come back by itself, and a tap on it still counts."""
    if person_id in in_silence(tx):
        questions.set_aside(tx, person_id)


def _has_nothing_else(tx: Transaction, person_id: str) -> bool:
    """Nothing that the bot asked was left open, nothing is to be sent or told for the page, nothing else waits to be asked, and
    there is something to ask about."""
    if not may_ask_now(tx, person_id) or _is_for_a_check_in(tx, person_id):
        return False
    asked = questions.open_question(tx, person_id)
    is_left = asked is not None and (asked.started_by == "bot" or asked.kind in UNSENT)
    if is_left or what_matters.being_told(tx, person_id) is not None:
        return False
    waits = any(whose == person_id for _, whose in questions.bot_started_unasked(tx))
    return not waits and next_kind(tx, person_id) is not None


def _is_for_a_check_in(tx: Transaction, person_id: str) -> bool:
    """Whether today is for check-ins that they chose: they come first, and there is room for no more."""
    today = sum(tx.today.weekday() in one.weekdays for one in check_ins.of_person(tx, person_id))
    return today >= own_times.of_person(tx, person_id).a_day


def _may_be_asked(tx: Transaction, person_id: str, kind: MattersKind) -> bool:
    """Whoever does not want to say it is not asked for it again; whoever left it out is left alone for weeks."""
    asked = (
        select(questions_table.c.opened_at, questions_table.c.answer, what_matters_table.c.kept_at)
        .join(what_matters_table, what_matters_table.c.id == questions_table.c.subject_id)
        .where(questions_table.c.person_id == person_id, questions_table.c.kind == QuestionKind.WHAT_MATTERS)
        .where(what_matters_table.c.kind == kind, questions_table.c.opened_at.is_not(None))
        .order_by(questions_table.c.opened_at)
    )
    unanswered = [row for row in tx.execute(asked) if row.kept_at is None]
    if any(row.answer == "say_nothing" for row in unanswered) or len(unanswered) >= MOST_TIMES:
        return False
    return not unanswered or unanswered[-1].opened_at <= tx.now - NOT_AGAIN


def _is_asked_if_it_helped_soon(tx: Transaction) -> ColumnElement[bool]:
    told = (pending_actions.c.person_id == people.c.id, pending_actions.c.status == ActionStatus.PERSON_TOLD)
    soon = (pending_actions.c.asked_at.is_(None), pending_actions.c.ask_on <= tx.today + timedelta(days=1))
    return exists().where(*told, *soon)


def _asked_by_the_bot() -> tuple[ColumnElement[bool], ...]:
    return (questions_table.c.kind == QuestionKind.WHAT_MATTERS, questions_table.c.started_by == "bot")
