"""Any words at all, through the running assistant: each message gets a whole reading, whose parts are cut out of what was typed."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant, Parsed
from bot.gateway import typed
from bot.own_words import annotated
from bot.published import ASKED, INTENTS
from nlu.words.features import TOPICS
from safeguarding import Tier
from storage.meanings import Meaning
from storage.vocabulary import MeaningKind
from tests.nlu.test_phrases import FINER_INTENTS, KINDS
from tests.support.running_assistant import RunningAssistant

MEANINGS = (
    Meaning("🐻", "a bad day", MeaningKind.DID_NOT_WORK),
    Meaning("bah", "bath, but good. 🙂 yes", MeaningKind.WORKED),
    Meaning("👍🏽", "swimming", MeaningKind.NONE),
)
PIECES = st.one_of(
    # No channel hands over half a character.
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text(st.characters(categories=["Cc", "Cf", "Mn", "So", "Zs"]), max_size=8),
    st.sampled_from(
        ["/stop", '/choose{"asked": "x"}', " / ", "\u2063asked=worked\u2063", "[bus](worked)", "{", "\\", "%s"]
    ),
    st.sampled_from(
        ["lovely dinner", "horrible bus", " but ", ", ", "🐻", " bah ", "👍🏽", "🏳️‍🌈", "السلام", "你好", "nothing"]
    ),
)
WORDS = st.lists(PIECES, max_size=12).map("".join).map(typed)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


async def read(assistant: RunningAssistant, asked: str, words: str) -> Parsed:
    async with Assistant(lambda: assistant.url, assistant.token) as client:
        return await client.parse(asked, words)


def is_whole(parsed: Parsed, words: str) -> None:
    assert parsed.intent in INTENTS | FINER_INTENTS and 0 <= parsed.confidence <= 1
    assert parsed.kind in KINDS and 0 <= parsed.kind_confidence <= 1
    assert parsed.tier in set(Tier)
    assert parsed.topics and set(parsed.topics) <= set(TOPICS)
    assert parsed.parts
    at = 0
    for part in parsed.parts:
        at = words.index(part.text, at) + len(part.text)
        assert part.kind in KINDS and part.topics and set(part.topics) <= set(TOPICS)
    if len(parsed.parts) > 1:
        assert all(part.text for part in parsed.parts)
        assert {part.kind for part in parsed.parts} == {"worked", "did_not_work"} and parsed.kind == "mixed"


@FEW
@given(words=WORDS, asked=st.sampled_from(ASKED))
async def test_any_words_have_a_whole_reading(assistant: RunningAssistant, words: str, asked: str) -> None:
    is_whole(await read(assistant, asked, words), words)


@FEW
@given(words=WORDS, asked=st.sampled_from(ASKED))
async def test_so_have_words_with_signs_of_the_persons_own(assistant: RunningAssistant, words: str, asked: str) -> None:
    is_whole(await read(assistant, asked, annotated(words, MEANINGS)), words)
