"""Typed answers: the label, its picture, a word that means the same, or the number in the order shown (rule 12)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from storage.questions import Question
from wording.catalogue import Option
from wording.signs import without

_LEAVE_OUT = re.compile(r"[\s.!?,;:'’\"“”()\-\ufe0f]+|[\U0001f3fb-\U0001f3ff]")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "first": 1, "second": 2, "third": 3}


def matched(question: Question, options: Sequence[Option], words: str) -> str | None:
    """The answer that the whole message names, or None. A number counts in the order that was shown."""
    said = _plain(words)
    if not said:
        return None
    for option in options:
        if said in {_plain(one) for one in _sayings(option)}:
            return option.answer
    number = int(said) if said.isdecimal() and len(said) == 1 else _NUMBERS.get(said, 0)
    return question.shown_order[number - 1] if 0 < number <= len(question.shown_order) else None


def meaning(options: Sequence[Option], word: str) -> str | None:
    """The answer for which `word` ("yes", "no", "not sure") is one of its sayings."""
    return next((one.answer for one in options if _plain(word) in {_plain(saying) for saying in _sayings(one)}), None)


def _sayings(option: Option) -> tuple[str, ...]:
    words = without(option.label)
    return (option.label, words, option.label.replace(words, ""), *option.synonyms)


def _plain(text: str) -> str:
    """Without case, spaces, marks and skin tones: "It's  OK!" is "itsok"."""
    return _LEAVE_OUT.sub("", unicodedata.normalize("NFKC", text).casefold())
