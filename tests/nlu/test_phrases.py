"""The labelled phrases and the sets to measure with: each is whole, and nothing that is measured with is learnt from."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.published import ASKED, INTENTS
from nlu.phrases import FILES, Phrase, blocks, phrases
from nlu.words.features import TOPICS
from nlu.words.plain import plain, tokens
from safeguarding import Tier
from storage.vocabulary import Outcome

ROOT = Path(__file__).resolve().parents[2]
SETS = sorted((ROOT / "tests" / "understanding").glob("*.jsonl"))
KINDS = set(Outcome) - {Outcome.WANT}
SIDES = {"worked", "did_not_work"}
ABOUT_THINGS = {"feedback", "want", "complaint"}
FINER_INTENTS = {
    *("go_back", "help_now", "how_often", "stop_asking"),
    *("about_me", "my_check_ins", "pause", "who_helps_me"),
}
TIER_ALONE = {"text", "asked", "tier", "style"}
LABELS = {"asked", "kind", "topics", "tier", "only"}


def said(phrase: Phrase) -> str:
    """As it compares: without the marks of its sides, and in one case."""
    return phrase.text.casefold().strip()


def messages(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def topics_fit(intent: str, topics: list[str]) -> bool:
    return bool(topics) == (intent in ABOUT_THINGS) and set(topics) <= set(TOPICS) and len(topics) == len(set(topics))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_labels_of_each_block_are_known_and_whole(file: Path) -> None:
    for block in blocks(file):
        intent, labels = block["intent"], block.get("metadata", {})
        about = f"{intent} {labels}"
        assert set(block) <= {"intent", "metadata", "examples"} and set(labels) <= LABELS, about
        assert all(line.startswith("- ") for line in block["examples"].splitlines()), about
        assert intent in INTENTS | FINER_INTENTS and labels.get("asked", "open") in ASKED, about
        assert labels.get("tier", "none") in set(Tier), about
        if labels.get("only"):
            assert labels["only"] == "tier" and intent == "feedback" and not labels.keys() & {"kind", "topics"}, about
            continue
        assert (labels["kind"] in KINDS) if intent == "feedback" else "kind" not in labels, about
        assert topics_fit(intent, labels.get("topics", [])), about


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_labels_stand_in_one_block(file: Path) -> None:
    times = Counter(json.dumps([block["intent"], block.get("metadata", {})]) for block in blocks(file))
    assert [one for one, count in times.items() if count > 1] == []


def test_every_intent_has_phrases() -> None:
    assert {phrase.intent for phrase in phrases()} == INTENTS | FINER_INTENTS


def test_the_marks_of_the_sides_of_a_mixed_phrase_are_not_its_words() -> None:
    phrase = Phrase("feedback", {"kind": "mixed"}, "[bus late](did_not_work) but [pub - 🍺 - brill](worked)")
    assert phrase.text == "bus late but pub - 🍺 - brill"
    assert phrase.sides == [("bus late", "did_not_work"), ("pub - 🍺 - brill", "worked")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_phrase_is_words_that_rasa_takes_as_they_stand(file: Path) -> None:
    for phrase in phrases([file]):
        words = phrase.text
        assert words == words.strip() != "", phrase
        # It would take the one for a mark of a part, and the other for a payload.
        assert not re.search(r"\][({\[]", words) and not words.startswith("/"), phrase


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_mixed_phrase_marks_both_of_its_sides_and_no_other_does(file: Path) -> None:
    for phrase in phrases([file]):
        sides = {kind for _, kind in phrase.sides}
        assert sides == (SIDES if phrase.kind == "mixed" else set()), phrase


@pytest.mark.parametrize("file", SETS, ids=lambda file: file.stem)
def test_each_message_to_measure_with_is_whole(file: Path) -> None:
    for message in messages(file):
        if set(message) == TIER_ALONE:
            assert message["text"] and message["asked"] in ASKED and message["tier"] in set(Tier), message
            continue
        kind = message["kind"]
        assert message["asked"] in ASKED and message["intent"] in INTENTS and message["tier"] in set(Tier), message
        assert (kind in KINDS) == (message["intent"] == "feedback"), message
        assert topics_fit(message["intent"], message["topics"]), message
        assert kind != "mixed" or {part["kind"] for part in message["parts"]} >= SIDES, message
        at = 0
        for part in message["parts"]:
            at = message["text"].index(part["text"], at) + len(part["text"])


def test_the_same_words_under_the_same_question_have_one_reading() -> None:
    times = Counter((phrase.asked, said(phrase)) for phrase in phrases())
    assert [one for one, count in times.items() if count > 1] == []


def test_words_that_the_model_cannot_tell_apart_are_labelled_alike() -> None:
    readings: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for phrase in phrases():
        labels = (phrase.intent, phrase.kind, phrase.tier)
        readings[(phrase.asked, *tokens(plain(said(phrase))))].add(f"{labels}")
    assert {words: labels for words, labels in readings.items() if len(labels) > 1} == {}


def test_nothing_to_measure_with_is_among_the_phrases() -> None:
    learnt = {said(phrase) for phrase in phrases()}
    measured = {one["text"].casefold().strip() for file in SETS for one in messages(file)}
    assert len(measured) > 2_000 and len(learnt) > 10_000
    # "Yes" and "the bus" are what everybody says.
    assert {text for text in learnt & measured if len(text.split()) > 2} == set()
