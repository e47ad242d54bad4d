"""What do you want to happen? Asked after the safety text, answered in the person's own words or not at all (R09)."""

from __future__ import annotations

from bot.judging import CONTROLS
from storage import Transaction, asked_outcomes, concern_outcomes, contents, inbox, questions
from storage.audit import Actor
from storage.inbox import InboxMessage
from storage.questions import Question
from storage.vocabulary import IN_OWN_WORDS, QuestionKind

KIND = QuestionKind.WHAT_DO_YOU_WANT
ANSWERED_IN_WORDS = (KIND, QuestionKind.CHOICE_WORDS, QuestionKind.CHOICE_WHY)
"""Whatever is said under these is their answer, kept as it is."""
# Said under this question these may be what the person wants: "stop him", "talk to the police". One word alone is the
# control that it names; nothing else of them may reach the house (R11).
LIKE_AN_ANSWER = ("stop", "stop_asking", "undo", "need_person")


def ask_what_you_want(tx: Transaction, person_id: str, concern_id: str) -> Question | None:
    """The question about this concern, to be shown now; None where it is not asked, or waits for "Are you OK?". Call it
    after the safety text, and when a lead has the concern: it delays nothing."""
    if not asked_outcomes.may_ask(tx, person_id, concern_id):
        return None
    waits = asked_outcomes.must_wait(tx, person_id)
    asked = questions.ask(tx, person_id, KIND, f"utter_ask_{KIND}", subject_id=concern_id, wait=waits)
    return None if waits else asked


def is_answer(asked: Question | None, intent: str, length: int) -> bool:
    """Whether so many words, read as this intent, answer the question: all of them do but the controls."""
    if asked is None or asked.kind not in ANSWERED_IN_WORDS:
        return False
    is_like_one = asked.kind is KIND and intent in LIKE_AN_ANSWER and length > 1
    return intent not in CONTROLS or is_like_one


def kept_unread(tx: Transaction, message: InboxMessage) -> bool:
    """The words of a message that nobody could answer, where they answer this question: kept for the lead, and for nobody
    else. False for any other message."""
    asked = _answered_by(tx, message)
    if asked is None or asked.kind is not KIND or message.content_id is None:
        return False
    words = contents.words_of(tx, message.content_id)
    concern_outcomes.keep_desired_outcome(tx, Actor("person", message.person_id), str(asked.subject_id), words)
    questions.answer(tx, asked.id, IN_OWN_WORDS)
    inbox.hide(tx, message.id)
    return True


def _answered_by(tx: Transaction, message: InboxMessage) -> Question | None:
    """The question that these words answer: as they were read, or else the one that is open."""
    reading = inbox.message(tx, message.id).reading
    if reading is None:
        return questions.open_question(tx, message.person_id)
    is_in_words = reading["answer"] == IN_OWN_WORDS and reading["question_id"] is not None
    return questions.question(tx, reading["question_id"]) if is_in_words else None
