"""One reading of words, the same for the conversation and for `said understand`: what the model makes of them and what the
screening rules find in them, of which the more serious counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.assistant import Parsed, Part
from safeguarding import Screening, Tier, screen
from storage.questions import Question
from storage.vocabulary import QuestionKind

NOTHING_ASKED = "open"
BY_THE_MODEL = "model"
"""The reason of a tier that no rule found."""

_KEEP_WORDS = "utter_ask_feedback_words_"
_DEPENDS_ON = ("worked", "did_not_work")
ABOUT_THINGS = frozenset({"feedback", "want", "complaint"})
CHOOSING = (QuestionKind.CHOICE, QuestionKind.CHOICE_LOOK)
"""The questions that put the options of a choice."""


@dataclass(frozen=True)
class Understood:
    """What a message says. `kind`: of feedback, else None. `parts`: of feedback, one for each thing said, in order. `topics`:
    of feedback, want or complaint. `tier_reasons`: ids of rules, the most serious first, and "model" where it heard more."""

    intent: str
    confidence: float
    kind: str | None
    kind_confidence: float
    parts: tuple[Part, ...]
    topics: tuple[str, ...]
    tier: Tier
    tier_reasons: tuple[str, ...]


def understood(parsed: Parsed, found: Screening) -> Understood:
    """The one reading of words that were parsed and screened."""
    is_feedback = parsed.intent == "feedback"
    heard = Tier(parsed.tier)
    goes_further = heard.weight > found.tier.weight
    return Understood(
        parsed.intent,
        parsed.confidence,
        parsed.kind if is_feedback else None,
        parsed.kind_confidence,
        parsed.parts if is_feedback else (),
        parsed.topics if parsed.intent in ABOUT_THINGS else (),
        heard if goes_further else found.tier,
        (BY_THE_MODEL, *found.reasons) if goes_further else found.reasons,
    )


def understood_from(answer: dict[str, Any], words: str) -> Understood:
    """The same from what the model answered to these words."""
    return understood(Parsed.from_json(answer), screen(words))


def asked_as(question: Question | None) -> str:
    """What the words answer, as the model knows it: `worked` and `did_not_work` where the person was asked what was good
    or bad, `did_it_help` where we asked that, `choice` where they were asked to choose, else `open`."""
    if question is None:
        return NOTHING_ASKED
    if question.kind in CHOOSING:
        return str(QuestionKind.CHOICE)
    if question.kind is QuestionKind.DID_IT_HELP:
        return str(question.kind)
    told = question.response.removeprefix(_KEEP_WORDS)
    return told if question.kind is QuestionKind.FEEDBACK_WORDS and told in _DEPENDS_ON else NOTHING_ASKED
