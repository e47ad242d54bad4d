"""Typed answers: the label, its picture, a word that means the same, or the number in the order shown (rule 12)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from storage.questions import Question
from storage.vocabulary import NEXT
from wording.catalogue import Option
from wording.signs import without

_LEAVE_OUT = re.compile(r"[\s.!?,;:'’\"“”()\-\ufe0f]+|[\U0001f3fb-\U0001f3ff]")
_GAP = r"[\s,.;:!?'’\-]*"
_NO = rf"(?:{_GAP}\b(?:no+|nah|nope|sorry|oops|wrong|actually|i mean|i meant)\b)"
_IT_WAS = rf"(?:{_GAP}\b(?:but|it was|it is|it's|its|that was)\b)"
# "No, I liked it" corrects; "no one came" and "no hot water" tell of something.
_NO_MORE = r"(?!no+\s+(?!(?:i|it|it's|its|that|that's|this|was|we|no)\b))"
_CORRECTS = re.compile(rf"\A{_GAP}{_NO_MORE}{_NO}+{_IT_WAS}*{_GAP}", re.IGNORECASE)
_BEFORE_A_FACE = re.compile(rf"\A{_NO}*{_IT_WAS}*{_GAP}", re.IGNORECASE)
LONGEST_CORRECTION = 6
"""Words. More of them tell of something else."""
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "first": 1, "second": 2, "third": 3}


def matched(question: Question, options: Sequence[Option], words: str) -> str | None:
    """The answer that the whole message names, or None. A number counts in the order that was shown."""
    said = _plain(words)
    if not said:
        return None
    if answer := _named(options, said):
        return answer
    number = int(said) if said.isdecimal() and len(said) == 1 else _NUMBERS.get(said, 0)
    return question.in_sight[number - 1] if 0 < number <= len(question.in_sight) else None


def says_next(question: Question, label: str, words: str) -> bool:
    """Whether the whole message asks for the next of the answers that are shown one by one; `label`: of the button for that."""
    return question.place is not None and _named((Option(NEXT, label),), _plain(words)) is not None


def corrected(faces: Sequence[Option], words: str) -> str | None:
    """How it was, where that is all that is said: "no it was good", "bad", 😞. A bare "great" may mean the read-back."""
    rest = _BEFORE_A_FACE.sub("", words, count=1)
    if len(rest) < len(words.lstrip()):
        return _named(faces, _plain(rest)) or _named(faces, _plain(f"it was {rest}"))
    labels = [Option(face.answer, face.label) for face in faces]
    return _named(labels, _plain(words))


def speaks_of_the_kind_alone(words: str, topics: Sequence[str]) -> bool:
    """Whether words that say how it was say nothing else: few, beginning as a correction does, and about nothing."""
    said = _CORRECTS.match(words)
    is_short = len(words.split()) <= LONGEST_CORRECTION
    return said is not None and said.end() < len(words) and is_short and not set(topics) - {"other"}


def meaning(options: Sequence[Option], word: str) -> str | None:
    """The answer for which `word` ("yes", "no", "not sure") is one of its sayings."""
    return next((one.answer for one in options if _plain(word) in {_plain(saying) for saying in sayings(one)}), None)


def _named(options: Sequence[Option], said: str) -> str | None:
    return next((one.answer for one in options if said and said in {_plain(saying) for saying in sayings(one)}), None)


def sayings(option: Option) -> tuple[str, ...]:
    """Everything that may be typed for it: its label, the words and the picture of it alone, and what means the same."""
    words = without(option.label)
    return (option.label, words, option.label.replace(words, ""), *option.synonyms)


def _plain(text: str) -> str:
    """Without case, spaces, marks and skin tones: "It's  OK!" is "itsok"."""
    return _LEAVE_OUT.sub("", unicodedata.normalize("NFKC", text).casefold())
