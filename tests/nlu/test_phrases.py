"""The labelled phrases and the sets to measure with: each line is whole, and nothing that is measured with is learnt from."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safeguarding import Tier
from storage.vocabulary import Outcome

ROOT = Path(__file__).resolve().parents[2]
PHRASES = sorted((ROOT / "nlu" / "phrases").glob("*.tsv"))
SETS = sorted((ROOT / "tests" / "understanding").glob("*.jsonl"))
ASKED = {"open", "worked", "did_not_work", "did_it_help", "choice"}
KINDS = set(Outcome) - {Outcome.WANT}
ABOUT_THINGS = {"feedback", "want", "complaint"}
INTENTS = ABOUT_THINGS | {
    "need_person",
    "what_happened",
    "who_sees",
    "are_you_real",
    "repeat",
    "slower",
    "stop",
    "undo",
    "skip",
    "not_sure",
    "yes",
    "no",
    "greet",
    "thanks",
    "goodbye",
    "choose",
    "out_of_scope",
}
TOPICS = {
    "home",
    "meals",
    "routine",
    "activities",
    "work",
    "relationships",
    "money",
    "health",
    "communication",
    "staff",
    "safety",
    "privacy",
    "transport",
    "choice",
    "culture",
    "other",
}
SIDE = re.compile(r"\[([^\[\]]+)\]\((worked|did_not_work)\)")


def phrases(file: Path) -> Iterator[tuple[str, ...]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield tuple(line.split("\t"))


def messages(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def said(phrase: tuple[str, ...]) -> str:
    """The text as it compares: without the marks of its sides, and in one case."""
    return SIDE.sub(r"\1", phrase[5]).casefold().strip()


def topics_fit(intent: str, topics: list[str]) -> bool:
    return bool(topics) == (intent in ABOUT_THINGS) and set(topics) <= TOPICS and len(topics) == len(set(topics))


@pytest.mark.parametrize("file", PHRASES, ids=lambda file: file.stem)
def test_each_phrase_is_whole(file: Path) -> None:
    for phrase in phrases(file):
        asked, intent, kind, topics, tier, text = phrase
        assert asked in ASKED and intent in INTENTS and tier in set(Tier), phrase
        assert kind in (KINDS if intent == "feedback" else {"-"}), phrase
        assert topics_fit(intent, [] if topics == "-" else topics.split(",")), phrase
        assert text.strip(), phrase


@pytest.mark.parametrize("file", PHRASES, ids=lambda file: file.stem)
def test_a_mixed_phrase_marks_both_of_its_sides_and_no_other_does(file: Path) -> None:
    for phrase in phrases(file):
        sides = {kind for _, kind in SIDE.findall(phrase[5])}
        assert sides == ({"worked", "did_not_work"} if phrase[2] == "mixed" else set()), phrase


@pytest.mark.parametrize("file", SETS, ids=lambda file: file.stem)
def test_each_message_to_measure_with_is_whole(file: Path) -> None:
    for message in messages(file):
        kind = message["kind"]
        assert message["asked"] in ASKED and message["intent"] in INTENTS and message["tier"] in set(Tier), message
        assert (kind in KINDS) == (message["intent"] == "feedback"), message
        assert topics_fit(message["intent"], message["topics"]), message
        assert kind != "mixed" or {part["kind"] for part in message["parts"]} >= {"worked", "did_not_work"}, message
        at = 0
        for part in message["parts"]:
            at = message["text"].index(part["text"], at) + len(part["text"])


def test_the_same_words_under_the_same_question_have_one_reading() -> None:
    times = Counter((phrase[0], said(phrase)) for file in PHRASES for phrase in phrases(file))
    assert [one for one, count in times.items() if count > 1] == []


def test_nothing_to_measure_with_is_among_the_phrases() -> None:
    learnt = {said(phrase) for file in PHRASES for phrase in phrases(file)}
    measured = {one["text"].casefold().strip() for file in SETS for one in messages(file)}
    assert len(measured) > 2_000 and len(learnt) > 10_000
    # "Yes" and "the bus" are what everybody says.
    assert {text for text in learnt & measured if len(text.split()) > 2} == set()
