"""What a message is: a tap, a control, an answer, or words that the assistant reads. Each message is read once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.answers import matched, meaning
from bot.assistant import Assistant
from bot.model_reading import model_reading
from bot.own_words import as_meant
from storage import Store, Transaction, houses, meanings, questions
from storage.inbox import InboxMessage
from storage.meanings import Meaning
from storage.questions import Question
from storage.vocabulary import Outcome, QuestionKind, Sent
from wording.catalogue import Catalogue, Option

WORDS = frozenset({"feedback", "want", "complaint"})
# Rasa keeps the name "back" for an intent of its own.
INTENT_OF_CONTROL = {"back": "go_back"} | {str(one): "not_words" for one in Sent}
# Said while words are asked for, these still count as controls; all else is the answer (architecture, "Controls").
CONTROLS = frozenset(
    [
        "repeat",
        "slower",
        "go_back",
        "stop",
        "undo",
        "skip",
        "not_sure",
        "need_person",
        "help_now",
        "what_happened",
        "who_sees",
        "are_you_real",
        "how_often",
        "stop_asking",
    ]
)
ANSWER_WORDS = {"yes": "yes", "no": "no", "not_sure": "not sure"}
# Whoever has not said yes to the chat is asked first, except for these.
BEFORE_YES = WORDS | frozenset(
    [
        "start",
        "choose",
        "old_tap",
        "stop",
        "goodbye",
        "repeat",
        "slower",
        "need_person",
        "who_sees",
        "are_you_real",
        "help_now",
        "not_words",
        "stop_asking",
    ]
)
# "Stop the noise at night" is an answer: a control is (nearly) the whole message. These take whole sentences to say.
IN_SENTENCES = frozenset(
    [
        "what_happened",
        "who_sees",
        "are_you_real",
        "need_person",
        "help_now",
        "undo",
        "out_of_scope",
        "how_often",
        "stop_asking",
    ]
)
LONGEST_CONTROL, LONGEST_SENTENCE = 5, 12
# Below this the model is guessing. "This chat cannot do that" needs more, for it turns a person's words away.
SURE_ENOUGH = {"out_of_scope": 0.6}
USUALLY_SURE = 0.3
# Below this nobody says how it was for them.
SURE_OF_KIND = 0.6
# So many words that are no control are something to tell, however they are put: they are kept and read back.
ENOUGH_TO_KEEP = 3


@dataclass(frozen=True)
class Reading:
    """Names and ids only. `asked` is the kind of the open question, `answer` what was picked of it; both may be "none".
    `kind`: how it was, where the words alone say so. `is_sure`: whether they were read at once, or the person has to be
    asked; None where the model had nothing to read."""

    intent: str
    question_id: str | None = None
    asked: str = "none"
    answer: str = "none"
    kind: str | None = None
    is_sure: bool | None = None

    def as_json(self) -> dict[str, Any]:
        answer = None if self.answer == "none" else self.answer
        read = {"intent": self.intent, "kind": self.kind, "is_sure": self.is_sure}
        return {**read, "question_id": self.question_id, "asked": self.asked, "answer": answer}

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Reading:
        about = (found["intent"], found["question_id"], found["asked"], found["answer"] or "none")
        return cls(*about, found.get("kind"), found.get("is_sure"))


@dataclass(frozen=True)
class _Facts:
    open_question: Question | None
    tapped: tuple[Question, str] | None
    has_said_yes: bool
    own: tuple[Meaning, ...]


class Reader:
    """Reads a message in the light of the question that is open."""

    def __init__(self, store: Store, catalogue: Catalogue, assistant: Assistant) -> None:
        self._store, self._catalogue, self._assistant = store, catalogue, assistant

    async def read(self, message: InboxMessage) -> Reading:
        """Raises AssistantDown where only the assistant could tell."""
        facts = await self._store.reading(_facts, message)
        if message.option_token is not None:
            return _tap(facts)
        asked = facts.open_question
        if message.control is not None:
            reading = self._control(asked, message.control)
        else:
            reading = await self._words(asked, message.words or "", facts.own)
        if facts.has_said_yes or reading.intent in BEFORE_YES or _is(asked, QuestionKind.FIRST_CONTACT):
            return reading
        return _about(asked, "ask_first")

    def _control(self, asked: Question | None, control: str) -> Reading:
        """ "Not sure" is an answer where the question has it."""
        options = self._catalogue[asked.response].options if asked else ()
        if asked and control == "not_sure" and (answer := meaning(options, ANSWER_WORDS[control])):
            return Reading("choose", asked.id, asked.kind, answer)
        return _about(asked, INTENT_OF_CONTROL.get(control, control))

    async def _words(self, asked: Question | None, words: str, own: tuple[Meaning, ...]) -> Reading:
        """The person's own signs count as what they mean: for the answers of a question, and for the model."""
        options = self._catalogue[asked.response].options if asked else ()
        if asked and (answer := matched(asked, options, as_meant(words, own))):
            return Reading("choose", asked.id, asked.kind, answer)
        parsed = await model_reading(self._assistant, asked, words, own)
        is_sure = parsed.confidence >= SURE_ENOUGH.get(parsed.intent, USUALLY_SURE)
        reading = _judged(asked, options, parsed.intent if is_sure else "not_understood", len(words.split()))
        if reading.intent != "feedback":
            return replace(reading, is_sure=is_sure)
        is_clear = parsed.kind != Outcome.UNCLEAR and parsed.kind_confidence >= SURE_OF_KIND
        return replace(reading, kind=parsed.kind if is_clear else None, is_sure=is_sure and is_clear)


def _facts(tx: Transaction, message: InboxMessage) -> _Facts:
    tapped = None
    if message.option_token is not None:
        tapped = questions.by_token(tx, message.person_id, message.option_token)
    said_yes = houses.person(tx, message.person_id).notice_answer == "yes"
    own = meanings.of_person(tx, message.person_id)
    return _Facts(questions.open_question(tx, message.person_id), tapped, said_yes, own)


def _tap(facts: _Facts) -> Reading:
    """A tap answers its own question, once; a second one, or one on something closed, changes nothing."""
    if facts.tapped is None:
        return _about(facts.open_question, "old_tap")
    question, answer = facts.tapped
    if question.status in ("open", "waiting") or _asks_for_help_after_all(question, answer):
        return Reading("choose", question.id, question.kind, answer)
    if _is_the_same_question_again(question, facts.open_question):
        return _about(facts.open_question, "choose", answer)
    wants_a_person = question.kind is QuestionKind.NOT_UNDERSTOOD and answer == "need_person"
    is_new = question.answer != answer
    return _about(facts.open_question, "need_person" if wants_a_person and is_new else "old_tap")


def _is_the_same_question_again(question: Question, open_question: Question | None) -> bool:
    """ "How was it?" was answered with words and is asked about them now: a face on its first showing means the same."""
    by_words = question.kind is QuestionKind.FEEDBACK_OUTCOME and question.answer == "words"
    return by_words and _is(open_question, QuestionKind.FEEDBACK_OUTCOME)


def _asks_for_help_after_all(question: Question, answer: str) -> bool:
    """ "I am OK" was tapped first, or nothing was, and now "I am not OK": that is never too late."""
    was_fine = question.answer in (None, "ok")
    return question.kind is QuestionKind.ARE_YOU_OK and was_fine and answer != "ok"


def _judged(asked: Question | None, options: tuple[Option, ...], intent: str, length: int) -> Reading:
    if asked and intent in ANSWER_WORDS and (answer := meaning(options, ANSWER_WORDS[intent])):
        return Reading("choose", asked.id, asked.kind, answer)
    if intent not in WORDS and length > (LONGEST_SENTENCE if intent in IN_SENTENCES else LONGEST_CONTROL):
        intent = "feedback"
    if intent == "not_understood" and length >= ENOUGH_TO_KEEP:
        intent = "feedback"
    if _is(asked, QuestionKind.FEEDBACK_WORDS) and intent not in CONTROLS | WORDS:
        intent = "feedback"
    return _about(asked, intent)


def _about(asked: Question | None, intent: str, answer: str = "none") -> Reading:
    return Reading(intent) if asked is None else Reading(intent, asked.id, asked.kind, answer)


def _is(asked: Question | None, kind: QuestionKind) -> bool:
    return asked is not None and asked.kind is kind
