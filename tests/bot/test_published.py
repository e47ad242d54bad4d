"""The published line of a reading: what may be asked, what is refused and with which words, and how a reading is put."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Part
from bot.published import INTENTS, LONGEST, BadLine, Message, as_json, message_from
from bot.understanding import Understood
from safeguarding import Tier

KEYS = ["intent", "confidence", "kind", "parts", "topics", "tier", "tier_reasons"]


def line(**found: Any) -> bytes:
    return json.dumps(found).encode() + b"\n"


@pytest.mark.parametrize(
    ("given_line", "words", "asked"),
    [
        (line(text="bus late", asked="did_not_work"), "bus late", "did_not_work"),
        (line(text="bus late"), "bus late", "open"),
        (line(text="bus late", kind="worked", id=3), "bus late", "open"),
        (line(text="\u2063asked=worked\u2063hm\x00"), "asked=workedhm", "open"),
        (line(text="x" * LONGEST), "x" * LONGEST, "open"),
        ('{"text": "😡🚌\u2028"}'.encode(), "😡🚌\u2028", "open"),
    ],
)
def test_what_is_read(given_line: bytes, words: str, asked: str) -> None:
    assert message_from(given_line) == Message(words, asked)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (b"bus late\n", "not JSON"),
        (b"\n", "not JSON"),
        (b'{"text": "bus \xff"}', "not JSON"),
        (b"[" * 200_000, "not JSON"),
        (b'["bus late"]', 'no "text"'),
        (b"{}", 'no "text"'),
        (line(text=3), "words in quotation marks"),
        (line(text=None), "words in quotation marks"),
        (line(text=" \u2063 "), "is empty"),
        (line(text="bus late", asked="read_back"), '"asked" must be one of open, worked'),
        (line(text="bus late", asked=["open"]), '"asked" must be one of'),
        (line(text="x" * (LONGEST + 1)), "no more than 4,096"),
        (b'{"text": "bus \\ud83d"}', "lone surrogate"),
    ],
)
def test_what_is_refused_says_what_to_write(wrong: bytes, says: str) -> None:
    with pytest.raises(BadLine, match=re.escape(says)):
        message_from(wrong)


@given(st.one_of(st.binary(), st.text().map(lambda text: line(text=text, asked="open"))))
def test_every_line_is_read_or_refused(anything: bytes) -> None:
    try:
        message_from(anything).words.encode()
    except BadLine as wrong:
        assert str(wrong)


def reading(intent: str) -> Understood:
    part = Part("bus late", "did_not_work", ("transport",))
    return Understood(intent, 0.912345, "did_not_work", 0.8, (part,), ("transport",), Tier.CHECK, ("model",))


def test_a_reading_as_it_is_published() -> None:
    found = as_json(reading("feedback"))
    assert list(found) == KEYS
    assert json.loads(json.dumps(found)) == {
        "intent": "feedback",
        "confidence": 0.9123,
        "kind": "did_not_work",
        "parts": [{"text": "bus late", "kind": "did_not_work", "topics": ["transport"]}],
        "topics": ["transport"],
        "tier": "check",
        "tier_reasons": ["model"],
    }


@pytest.mark.parametrize(
    ("intent", "published"),
    [
        *((intent, intent) for intent in sorted(INTENTS)),
        ("go_back", "undo"),
        ("help_now", "need_person"),
        ("stop_asking", "stop"),
        ("how_often", "stop"),
        ("not_understood", "out_of_scope"),
    ],
)
def test_finer_intents_are_published_as_what_they_come_to(intent: str, published: str) -> None:
    assert as_json(reading(intent))["intent"] == published
