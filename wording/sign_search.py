"""Finds an emoji for a thing by its name: "swimming" brings 🏊. Only those that an answer may carry, and that have a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import emoji

from wording import pictured, sign_names, signs
from wording.vocabulary import data

MOST = 8
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "to",
        "go",
        "going",
        "for",
        "of",
        "in",
        "on",
        "at",
        "and",
        "or",
        "with",
        "my",
        "your",
        "some",
        "have",
        "do",
        "watch",
        "play",
        "see",
    ]
)
_ENDINGS = ("ing", "es", "s")
_SHORTEST_STEM = 3
# Of people there is one picture for everybody; by sex or skin, a choice would say more than it asks.
_OF_ONE_SORT = re.compile("[\U0001f3fb-\U0001f3ff]|\u200d[\u2640\u2642]")
_PLAIN_NAME = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Found:
    """An emoji, and what it is called."""

    sign: str
    name: str


def find(words: str, most: int = MOST) -> tuple[Found, ...]:
    """The emoji that fit these words best, none for none."""
    asked = [word for word in _words(words) if word not in _SMALL_WORDS]
    ours = [sign for word in asked for sign in _by_keyword(word)]
    scored = [(score, name, sign) for sign, name, parts in _index() if (score := _score(asked, parts))]
    others = [sign for _, _, sign in sorted(scored, key=lambda one: (-one[0], len(one[1]), one[1]))]
    return tuple(Found(sign, sign_names.spoken(sign)) for sign in dict.fromkeys([*ours, *others]))[:most]


def _score(asked: list[str], parts: frozenset[str]) -> int:
    """Whole words count more than beginnings."""
    return sum(2 if _stem(word) in parts else any(part.startswith(_stem(word)) for part in parts) for word in asked)


def _by_keyword(word: str) -> Iterator[str]:
    for keyword, found in _keywords().items():
        if keyword == word or _stem(keyword) == _stem(word):
            yield from found


@cache
def _keywords() -> dict[str, list[str]]:
    found: dict[str, list[str]] = data("sign_keywords.yml")
    return {word: [sign for sign in row if may_stand_on_an_answer(sign)] for word, row in found.items()}


@cache
def _index() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Every emoji with its name, and the stems of all that it is called."""
    rows = []
    for sign, about in emoji.EMOJI_DATA.items():
        if about["status"] != emoji.STATUS["fully_qualified"] or _OF_ONE_SORT.search(sign):
            continue
        if may_stand_on_an_answer(sign):
            names = " ".join([sign_names.spoken(sign), about["en"], *about.get("alias", ())])
            rows.append((sign, sign_names.spoken(sign), frozenset(_stem(word) for word in _words(names))))
    return tuple(rows)


def may_stand_on_an_answer(sign: str) -> bool:
    """Whether an answer of a prepared choice may carry it: it has a picture, it is no face and no heart, which say how one should
    feel (conversation rule 17), and it is not what a way out of every choice carries (rule 18)."""
    plain = sign.replace("\ufe0f", "")
    is_taken = plain in signs.known().signs and set(signs.known().signs[plain]) & _WAYS_OUT
    return pictured.name_of(sign) is not None and not (is_taken or signs.is_face(plain) or signs.is_heart(plain))


_WAYS_OUT = {"Something else", "Not now", "Talk to a person"}


def _words(text: str) -> list[str]:
    return [word for word in _PLAIN_NAME.split(text.casefold().replace("_", " ")) if word]


def _stem(word: str) -> str:
    """Without its ending: "swimming" and "swimmer" are looked for as "swim"."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            return stem[:-1] if ending == "ing" and stem[-1] == stem[-2] else stem
    return word
