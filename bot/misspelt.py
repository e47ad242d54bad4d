"""A prepared option as people type it: with "please" or "I want" around it, by its place, or with letters that slipped. Who
means one option must never get another, so where two are close neither is taken (R34)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from jellyfish import damerau_levenshtein_distance

from bot.answers import sayings
from storage.vocabulary import PREPARED_OPTIONS
from wording.catalogue import Option

LONGEST = 8
"""Words. More of them tell of something, and pick nothing."""
SHORT = 6
_DRAWN = re.compile("[\u20e3\ufe0f\U0001f3fb-\U0001f3ff]")
"""What only chooses how a sign is drawn."""
_BEFORE = re.compile(
    r"\A(?:(?:yes|ok|okay|um|er|well|please|i|i'd|i'll|id|ill|we|me|let's|lets|can|could|may|would|will|to|want|wants|like|love|"
    r"choose|chose|pick|picked|have|do|go|go for|for|going|take|gonna|wanna)\b[\s,.!]*)+",
    re.IGNORECASE,
)
_AFTER = re.compile(r"[\s,.!]*\b(?:please|plz|pls|one|thanks|thank you|then|for me)[\s.!]*\Z", re.IGNORECASE)
_NOT = re.compile(r"\b(?:no|not|never|nah|nope|without|none|nothing|neither|hate|stop)\b|n['’]?t\b", re.IGNORECASE)
_PLACES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PLACE = re.compile(r"\A(?:(?:the|number|no|nr|num|option|answer|button)[\s.]+)*(?P<place>[a-z0-9]+)\Z")
_LETTERS = re.compile(r"[\W_]+")


def picked(options: Sequence[Option], words: str) -> str | None:
    """The answer that these words surely mean, or None. `options` in the order shown."""
    if len(words.split()) > LONGEST:
        return None
    bare = _bare(words)
    if answer := _by_place(options, bare):
        return answer
    said = _plain(bare)
    if exact := {one.answer for one in options if said and said in _names(one)}:
        return exact.pop() if len(exact) == 1 else None
    return None if not said or _NOT.search(words) else _nearest(options, said)


def _by_place(options: Sequence[Option], bare: str) -> str | None:
    """ "The second one" counts in the order shown; "the last one" is the last that was prepared."""
    found = _PLACE.match(bare.casefold())
    if found is None:
        return None
    place = found["place"]
    if place == "last":
        prepared = [one.answer for one in options if one.answer in PREPARED_OPTIONS]
        return prepared[-1] if prepared else None
    number = int(place) if place.isdecimal() and len(place) == 1 else _PLACES.get(place) or _NUMBERS.get(place, 0)
    return options[number - 1].answer if 0 < number <= len(options) else None


def _nearest(options: Sequence[Option], said: str) -> str | None:
    """The one option that few slipped letters away is, when every other is farther by two letters or more."""
    nearest = sorted((*_slips(one, said), one.answer) for one in options)
    slips, name, answer = nearest[0]
    # In a short word the first letter makes another one: a bark is no park.
    is_another = len(said) < SHORT and name[0] != said[0]
    is_alone = len(nearest) == 1 or nearest[1][0] - slips >= 2
    return answer if slips <= _allowed(said) and is_alone and not is_another else None


def _allowed(said: str) -> int:
    """Slips in so long a word; in a short one a slip makes another word."""
    return 0 if len(said) < 4 else 1 if len(said) < 8 else 2


def _slips(option: Option, said: str) -> tuple[int, str]:
    """How many letters slipped, from the nearest of its names."""
    return min((damerau_levenshtein_distance(name, said), name) for name in _names(option))


def _names(option: Option) -> set[str]:
    """ "The cinema" is "cinema" too."""
    plain = {_plain(name) for name in sayings(option)}
    without = {_plain(re.sub(r"\A(?:the|a|an|my)\s+", "", name.strip(), flags=re.I)) for name in sayings(option)}
    return (plain | without) - {""}


def _bare(words: str) -> str:
    """Without what people put around an answer; all of it, where nothing else would be left."""
    said = _DRAWN.sub("", unicodedata.normalize("NFKC", words)).strip()
    rest = _BEFORE.sub("", said, count=1)
    while (shorter := _AFTER.sub("", rest)) and shorter != rest:
        rest = shorter
    return rest.strip(" .,!?") or said


def _plain(text: str) -> str:
    drawn = _DRAWN.sub("", unicodedata.normalize("NFKC", text).casefold())
    return _LETTERS.sub("", drawn) or drawn.strip()
