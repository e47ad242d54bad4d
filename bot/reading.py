"""What a message is: a tap, a control, an answer, or words that the assistant reads. Each message is read once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answers import corrected, matched, meaning, says_next, speaks_of_the_kind_alone
from bot.assistant import Assistant, Parsed
from bot.choosing import about_choosing, wants_something_else
from bot.controls import label_of
from bot.hearing import complaint_alone, heard_in
from bot.judging import ANSWER_WORDS, BEFORE_YES, is_kept_as_said, judged, says_what_matters, sure_from
from bot.message_wishes import wish_in
from bot.model_reading import model_reading
from bot.options import options_of
from bot.own_words import as_meant
from bot.read_as import Reading, about
from bot.taps import CORRECTED_BY_A_FACE, tap
from bot.understanding import ABOUT_THINGS, BY_THE_MODEL, Understood, understood
from bot.what_they_want import answer_in_words, is_answer, is_asked_for
from safeguarding import Screening
from storage import Store, Transaction, houses, meanings, questions
from storage.inbox import InboxMessage
from storage.meanings import Meaning
from storage.questions import Question
from storage.vocabulary import IN_OWN_WORDS, NEXT, QuestionKind, Sent
from wording.catalogue import Catalogue, Option
from wording.sign_names import only_signs

# Rasa keeps the name "back" for an intent of its own.
INTENT_OF_CONTROL = {"back": "go_back"} | {str(one): "not_words" for one in Sent}
FACES = "utter_ask_feedback_outcome"


@dataclass(frozen=True)
class _Facts:
    open_question: Question | None
    options: tuple[Option, ...]
    tapped: tuple[Question, str] | None
    has_said_yes: bool
    own: tuple[Meaning, ...]


class Reader:
    """Reads a message in the light of the question that is open."""

    def __init__(self, store: Store, catalogue: Catalogue, assistant: Assistant) -> None:
        self._store, self._catalogue, self._assistant = store, catalogue, assistant

    async def read(self, message: InboxMessage, screening: Screening) -> Reading:
        """`screening`: what the rules found in its words. Raises AssistantDown where only the assistant could tell."""
        facts = await self._store.reading(_facts, self._catalogue, message)
        if message.option_token is not None:
            return tap(facts.open_question, facts.tapped)
        asked = facts.open_question
        if message.control is not None:
            reading = _control(asked, facts.options, message.control)
        else:
            reading = await self._words(facts, message.words or "", screening)
        if facts.has_said_yes or reading.intent in BEFORE_YES or _is(asked, QuestionKind.FIRST_CONTACT):
            return reading
        return replace(reading, intent="ask_first")

    async def _words(self, facts: _Facts, words: str, screening: Screening) -> Reading:
        """The person's own signs count as what they mean: for the answers of a question, and for the model."""
        asked, options, own = facts.open_question, facts.options, facts.own
        meant = as_meant(words, own)
        if asked and (answer := matched(asked, options, meant)):
            return Reading("choose", asked.id, asked.kind, answer)
        if asked and says_next(asked, self._catalogue.bubbles(label_of(NEXT))[0], meant):
            return about(asked, "show_next")
        if (wish := wish_in(asked, words)) is not None:
            return wish
        if (chosen := about_choosing(asked, options, meant)) is not None:
            return chosen
        may_correct = asked is not None and asked.kind in CORRECTED_BY_A_FACE
        if asked and may_correct and (face := corrected(self._faces, meant)):
            return Reading("choose", asked.id, asked.kind, face)
        parsed = await model_reading(self._assistant, asked, words, own)
        is_signs = only_signs(meant)
        found = _read(asked, options, parsed, words, screening, is_signs=is_signs)
        length = len(words.split())
        if asked and (
            is_kept_as_said(asked, found.intent, length) or wants_something_else(asked, parsed.intent, words)
        ):
            reading = Reading("choose", asked.id, asked.kind, IN_OWN_WORDS)
        elif asked and is_answer(asked, found.intent, length):
            heard = heard_in(words, found, is_signs=is_signs)
            reading = answer_in_words(asked, found.intent, heard, screening)
        else:
            reading = _of_words(asked, options, words, found, may_correct=may_correct, is_signs=is_signs)
            reading = _for_the_page(asked, replace(reading, is_sure=_is_sure(parsed, reading)))
        goes_further = BY_THE_MODEL in found.tier_reasons and not is_asked_for(asked, found.intent)
        return replace(reading, tier=found.tier, reasons=found.tier_reasons) if goes_further else reading

    @property
    def _faces(self) -> tuple[Option, ...]:
        """The three faces; "not sure" is no correction."""
        return self._catalogue[FACES].options[:3]


def _control(asked: Question | None, options: tuple[Option, ...], control: str) -> Reading:
    """ "Not sure" is an answer where the question has it."""
    if asked and control == "not_sure" and (answer := meaning(options, ANSWER_WORDS[control])):
        return Reading("choose", asked.id, asked.kind, answer)
    return about(asked, INTENT_OF_CONTROL.get(control, control))


def _read(
    asked: Question | None,
    options: tuple[Option, ...],
    parsed: Parsed,
    words: str,
    screening: Screening,
    *,
    is_signs: bool,
) -> Understood:
    """What the words say, as what they are taken for: what counts as something told is read as that."""
    has_answer = asked is not None and parsed.intent in ANSWER_WORDS
    if has_answer and meaning(options, ANSWER_WORDS[parsed.intent]):
        return understood(parsed, screening)
    intent = judged(asked, parsed, len(words.split()), is_signs=is_signs)
    return understood(replace(parsed, intent=intent), screening)


def _of_words(
    asked: Question | None,
    options: tuple[Option, ...],
    words: str,
    found: Understood,
    *,
    may_correct: bool,
    is_signs: bool,
) -> Reading:
    if asked and found.intent in ANSWER_WORDS and (answer := meaning(options, ANSWER_WORDS[found.intent])):
        return Reading("choose", asked.id, asked.kind, answer)
    if found.intent not in ABOUT_THINGS:
        return replace(about(asked, found.intent), heard=complaint_alone(words, found))
    heard = heard_in(words, found, is_signs=is_signs)
    is_a_face = found.intent == "feedback" and heard.outcome is not None
    if asked and may_correct and is_a_face and speaks_of_the_kind_alone(words, found.topics):
        return Reading("choose", asked.id, asked.kind, str(heard.outcome))
    return replace(about(asked, found.intent), heard=heard)


def _for_the_page(asked: Question | None, reading: Reading) -> Reading:
    """Words that answer a small question about what matters are that, whatever else they could be."""
    may_be_complaint = reading.heard is not None and bool(reading.heard.complaint_signs)
    if not says_what_matters(asked, reading.intent, may_be_complaint=may_be_complaint):
        return reading
    return replace(reading, intent="choose", answer=IN_OWN_WORDS)


def _is_sure(parsed: Parsed, reading: Reading) -> bool:
    """Whether the words were read at once: the model was sure what they are, and, of something told, how it was."""
    says_how_it_was = reading.kind is not None or reading.intent != "feedback"
    return parsed.confidence >= sure_from(parsed.intent) and says_how_it_was


def _facts(tx: Transaction, catalogue: Catalogue, message: InboxMessage) -> _Facts:
    tapped = None
    if message.option_token is not None:
        tapped = questions.by_token(tx, message.person_id, message.option_token)
    said_yes = houses.person(tx, message.person_id).notice_answer == "yes"
    own = meanings.of_person(tx, message.person_id)
    asked = questions.open_question(tx, message.person_id)
    options = () if asked is None else options_of(tx, catalogue, asked)
    return _Facts(asked, options, tapped, said_yes, own)


def _is(asked: Question | None, kind: QuestionKind) -> bool:
    return asked is not None and asked.kind is kind
