"""What the model makes of a person's words, by their own signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.assistant import Assistant, Parsed
from bot.judging import sure_from
from bot.own_words import annotated, kind_meant
from bot.understanding import asked_as
from safeguarding import Tier
from storage.meanings import Meaning
from storage.questions import Question

CRY_FOR_HELP = "help_now"


async def model_reading(
    assistant: Assistant, asked: Question | None, words: str, meanings: Sequence[Meaning]
) -> Parsed:
    """Read words as an answer to this question. What the person's own signs mean goes before what they are for everybody
    else, but a meaning never makes harm of less weight: with a sign in them, the words are read as they stand as well.
    Raises AssistantDown."""
    marked = annotated(words, meanings)
    parsed = await assistant.parse(asked_as(asked), marked)
    if marked == words:
        return parsed
    if kind := kind_meant(words, meanings):
        parts = tuple(replace(part, kind=str(kind)) for part in parsed.parts)
        parsed = replace(parsed, kind=str(kind), kind_confidence=1.0, parts=parts)
    return no_less_serious(parsed, await assistant.parse(asked_as(asked), words))


def no_less_serious(parsed: Parsed, as_typed: Parsed) -> Parsed:
    """The reading, with the tier and the cry for help that the words tell of as they stand."""
    tier = max(parsed.tier, as_typed.tier, key=lambda tier: Tier(tier).weight)
    if as_typed.intent == CRY_FOR_HELP and as_typed.confidence >= sure_from(CRY_FOR_HELP):
        return replace(parsed, tier=tier, intent=CRY_FOR_HELP, confidence=as_typed.confidence)
    return replace(parsed, tier=tier)
