"""What words are taken for: a control is (nearly) the whole message, and what is none is something told."""

from __future__ import annotations

from bot.assistant import Parsed
from bot.understanding import ABOUT_THINGS
from storage.questions import Question
from storage.vocabulary import QuestionKind

# Whoever has not said yes to the chat is asked first, except for these.
BEFORE_YES = ABOUT_THINGS | frozenset(
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
        "how_messages",
        "set_messages",
        "show_next",
    ]
)
# What a person asks of their own things in this chat.
MY_OWN = ("who_helps_me", "about_me", "my_check_ins", "pause")
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
        "my_choices",
        *MY_OWN,
    ]
)
# No answer to "What do you want to happen?", and nothing to tell.
SMALL_TALK = frozenset(["greet", "thanks", "goodbye"])
# Whatever is said under these is their answer, kept as it is.
KEPT_AS_SAID = (QuestionKind.CHECK_IN_WORDS, QuestionKind.CHOICE_WORDS, QuestionKind.CHOICE_WHY)
ASKS_FOR_WORDS = (QuestionKind.FEEDBACK_WORDS, QuestionKind.WHAT_DO_YOU_WANT, *KEPT_AS_SAID)
# "My check-ins" asks for them.
LONGEST_NAME_OF_IT = 3
ANSWER_WORDS = {"yes": "yes", "no": "no", "not_sure": "not sure"}
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
        *MY_OWN,
    ]
)
LONGEST_CONTROL, LONGEST_SENTENCE = 5, 12
# "Could you say that one again please, I did not hear it" is one all the same.
SURE_OF_A_LONG_ONE = 0.6
# Below this the model is guessing. "This chat cannot do that" needs more, for it turns a person's words away.
SURE_ENOUGH = {"out_of_scope": 0.6}
USUALLY_SURE = 0.3
# Emoji alone are told of something, unless they surely are one of these.
SAID_IN_SIGNS = CONTROLS | {"greet", "goodbye", "thanks"}
SURE_OF_SIGNS = 0.6
# Where any word may be the answer: "quiet" is read as "stop", though hardly.
SURE_OF_A_CONTROL = 0.35
# So many words that are no control are something to tell, however they are put: they are kept and read back.
ENOUGH_TO_KEEP = 3


def _may_be_anything(intent: str, confidence: float) -> bool:
    """What makes a good day may be "quiet" or "jigsaws": only what is more than guessed to be a control, or surely is small
    talk, is none of it. Whoever may want help gets it."""
    if intent in ("help_now", "need_person"):
        return False
    sure = SURE_OF_A_CONTROL if intent in CONTROLS else SURE_OF_SIGNS
    return confidence < sure or intent == "out_of_scope"


def says_what_matters(asked: Question | None, intent: str, *, may_be_complaint: bool) -> bool:
    """Whether words, read as this intent, answer a small question. What may be a complaint is told, and is none (R46); "hello"
    and "yes" are none either."""
    is_asked = asked is not None and asked.kind is QuestionKind.WHAT_MATTERS
    return is_asked and intent in ("feedback", "want") and not may_be_complaint


def sure_from(intent: str) -> float:
    """How sure the model must be of this intent, 0 to 1."""
    return SURE_ENOUGH.get(intent, USUALLY_SURE)


def judged(asked: Question | None, parsed: Parsed, length: int, *, is_signs: bool) -> str:
    """The intent that so many words count as, under the question that is open."""
    intent = parsed.intent if parsed.confidence >= sure_from(parsed.intent) else "not_understood"
    if intent == "choose":  # an answer that was matched never comes here, and nobody knows which this one picks
        intent = "not_understood"
    if is_signs and (intent not in SAID_IN_SIGNS or parsed.confidence < SURE_OF_SIGNS):
        return "feedback"
    is_long = length > (LONGEST_SENTENCE if intent in IN_SENTENCES else LONGEST_CONTROL)
    if intent not in ABOUT_THINGS and is_long and parsed.confidence < SURE_OF_A_LONG_ONE:
        return "feedback"
    if intent == "not_understood" and length >= ENOUGH_TO_KEEP:
        return "feedback"
    if asked is not None and asked.kind is QuestionKind.WHAT_MATTERS and _may_be_anything(intent, parsed.confidence):
        return "feedback"
    if asked is None or asked.kind not in ASKS_FOR_WORDS:
        return intent
    is_said_beside_it = asked.kind is QuestionKind.WHAT_DO_YOU_WANT and intent in SMALL_TALK
    return intent if intent in CONTROLS | ABOUT_THINGS or is_said_beside_it else "feedback"


def is_kept_as_said(asked: Question, intent: str, length: int) -> bool:
    """Whether words are the answer to the question as they are: all are but the controls, and "ask me after swimming" says
    what a check-in is to be about as well."""
    if asked.kind not in KEPT_AS_SAID:
        return False
    names_one = asked.kind is QuestionKind.CHECK_IN_WORDS and intent == "my_check_ins" and length > LONGEST_NAME_OF_IT
    return intent not in CONTROLS or names_one
