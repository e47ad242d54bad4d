"""What do you want to happen? Asked after the safety text, answered in the person's own words or not at all (R09)."""

from __future__ import annotations

from bot.judging import CONTROLS, SMALL_TALK
from bot.read_as import Reading, about
from safeguarding import Screening, Tier
from storage import Transaction, asked_outcomes, concern_outcomes, contents, inbox, questions
from storage.audit import Actor
from storage.heard import Heard
from storage.inbox import InboxMessage
from storage.questions import Question
from storage.vocabulary import IN_OWN_WORDS, MAYBE_IN_WORDS, QuestionKind, Topic

KIND = QuestionKind.WHAT_DO_YOU_WANT
# Said under this question these may be what the person wants: "stop him", "talk to the police". One word alone is the
# control that it names; nothing else of them may reach the house (R11).
LIKE_AN_ANSWER = ("stop", "stop_asking", "undo", "need_person")
# How one of these was is more often told than wanted: "tea was nice". What is said of people may well be wanted.
EVERYDAY = frozenset(
    [Topic.HOME, Topic.MEALS, Topic.ROUTINE, Topic.ACTIVITIES, Topic.WORK, Topic.TRANSPORT, Topic.CULTURE]
)


def ask_what_you_want(tx: Transaction, person_id: str, concern_id: str) -> Question | None:
    """The question about this concern, to be shown now; None where it is not asked, or waits for "Are you OK?". Call it
    after the safety text, and when a lead has the concern: it delays nothing."""
    if not asked_outcomes.may_ask(tx, person_id, concern_id):
        return None
    waits = asked_outcomes.must_wait(tx, person_id)
    asked = questions.ask(tx, person_id, KIND, f"utter_ask_{KIND}", subject_id=concern_id, wait=waits)
    return None if waits else asked


def is_answer(asked: Question | None, intent: str, length: int) -> bool:
    """Whether so many words, read as this intent, may answer the question: all do but the controls and small talk."""
    if asked is None or asked.kind is not KIND:
        return False
    return intent not in CONTROLS | SMALL_TALK or (intent in LIKE_AN_ANSWER and length > 1)


def is_asked_for(asked: Question | None, intent: str) -> bool:
    """Whether words ask for something to end or for somebody, under the question what should happen: "stop him" tells of no
    more harm there than the lead knows of. What the rules find in it counts all the same."""
    return asked is not None and asked.kind is KIND and intent in LIKE_AN_ANSWER


def answer_in_words(asked: Question, intent: str, heard: Heard, screening: Screening) -> Reading:
    """What words that may answer the question are read as. They are never counted among what was read: the figures would
    tell of it (R13). What the rules find anything in is asked about, and kept beside that alone; what sounds told is asked
    about before it is kept."""
    if screening.tier is not Tier.NONE:
        return about(asked, "old_tap")  # which changes nothing
    topics = frozenset(heard.topics)
    is_asked_first = asked.response == f"utter_ask_{KIND}" and intent == "feedback"
    if is_asked_first and heard.outcome is not None and topics and topics <= EVERYDAY:
        return Reading("choose", asked.id, asked.kind, MAYBE_IN_WORDS, heard)
    return Reading("choose", asked.id, asked.kind, IN_OWN_WORDS)


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
    is_in_words = reading["answer"] in (IN_OWN_WORDS, MAYBE_IN_WORDS) and reading["question_id"] is not None
    return questions.question(tx, reading["question_id"]) if is_in_words else None
