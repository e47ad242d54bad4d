"""Signs as people type them, told apart from how they are drawn: words in any case, emoji in any skin tone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import emoji

MOST_EMOJI, MOST_WORDS = 4, 3
LONGEST_WORDS = 30
LONGEST_SIGN = 100
"""Characters. One emoji may take a dozen of them: a family is seven people and the joints between them."""

_WORD = re.compile(r"[^\W_][\u0300-\u036f]*(?:['’ʼ-]?[^\W_][\u0300-\u036f]*)*")
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_DRAWN = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_JOINT = re.compile("[\u200d\ufe0e\ufe0f]+")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True)
class Unit:
    """One word or one emoji of a text, from `start` to before `end`. `key`: what it has in common with every other way of
    typing the same."""

    start: int
    end: int
    key: str
    is_emoji: bool


def units(text: str) -> tuple[Unit, ...]:
    """The words and emoji of any text, in order. An emoji with a skin tone, or of several that are joined, is one."""
    found: list[Unit] = []
    after = 0
    for one in _emoji(text):
        found += _words(text, after, one.start)
        found.append(one)
        after = one.end
    return (*found, *_words(text, after, len(text)))


def key(sign: str) -> str:
    """The same for every way of typing this sign."""
    return " ".join(unit.key for unit in units(sign))


def stand_together(text: str, before: Unit, after: Unit) -> bool:
    """Whether nothing but space lies between two units that follow each other."""
    return _SPACE.fullmatch(text, before.end, after.start) is not None


def is_sign(text: str) -> bool:
    """Whether it can be a person's own sign: one to four emoji, or one to three words with a letter in them, and nothing
    beside them."""
    found = units(text)
    beside = len("".join(text.split())) - sum(unit.end - unit.start for unit in found)
    if not found or beside or len(text) > LONGEST_SIGN:
        return False
    if all(unit.is_emoji for unit in found):
        return len(found) <= MOST_EMOJI
    has_letter = any(letter.isalpha() for letter in text)
    is_short = len(found) <= MOST_WORDS and len(text) <= LONGEST_WORDS
    return has_letter and is_short and not any(unit.is_emoji for unit in found)


def is_one_emoji(text: str) -> bool:
    """Whether it is one emoji and nothing beside it."""
    found = units(text)
    return len(found) == 1 and found[0].is_emoji and found[0].end - found[0].start == len(text) <= LONGEST_SIGN


def _emoji(text: str) -> list[Unit]:
    found: list[Unit] = []
    for one in emoji.emoji_list(text):
        start, end = int(one["match_start"]), int(one["match_end"])
        drawn = _DRAWN.sub("", text[start:end])
        joint = _joint(text, found[-1].end, start, drawn) if found else None
        if joint is None:
            found.append(Unit(start, end, drawn or text[start:end], is_emoji=True))
        else:
            last = found.pop()
            found.append(Unit(last.start, end, last.key + joint + drawn, is_emoji=True))
    return [_with_its_marks(text, one) for one in found]


def _joint(text: str, start: int, end: int, drawn: str) -> str | None:
    """What joins an emoji to the one before: nothing where it is a skin tone for it, a joiner where they are one picture that
    no list has. None: they are two."""
    between = text[start:end]
    if not between:
        return None if drawn else ""
    return "\u200d" if "\u200d" in between and _JOINT.fullmatch(between) else None


def _with_its_marks(text: str, unit: Unit) -> Unit:
    """Marks that only choose how it is drawn belong to it."""
    end = unit.end
    while end < len(text) and _DRAWN.match(text, end):
        end += 1
    return unit if end == unit.end else Unit(unit.start, end, unit.key, is_emoji=True)


def _words(text: str, start: int, end: int) -> list[Unit]:
    return [
        Unit(one.start(), one.end(), _plain(one.group()), is_emoji=False) for one in _WORD.finditer(text, start, end)
    ]


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().translate(_APOSTROPHES)
