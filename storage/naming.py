"""Whether words may speak of somebody: by name, misspelt, or by what they are called (R12). One too many costs less than
one too few, and still: what is said every day must not count for a name, or nobody would be left to be told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr"}
_LITTLE = {"the", "a", "an", "my", "our", "your", "of", *_TITLES}
# Behind a first name these are no name by themselves: "the van".
_PARTICLES = {"van", "von", "der", "den", "de", "del", "della", "di", "da", "du", "la", "le", "al", "el", "bin", "st"}
_VOWELS = frozenset("aeiou")
_AS_HEARD = (("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"), ("y", "i"), ("z", "s"))
# Of a short name the vowel is all there is to misspell: "Leigh" and "Lea" for "Lee".
_VOWELS_AS_HEARD = re.compile("eigh|igh|e{2,}|ea|ei|ey|ie|i")
_SHORTEST, _SHORTEST_MISSPELT, _SHORTEST_ALONE, _LONG = 3, 4, 5, 7
# No name, and in half of all that is said: whoever were called so would know of nothing.
_EVERYDAY = frozenset(
    [
        "i",
        "me",
        "you",
        "he",
        "him",
        "she",
        "her",
        "it",
        "we",
        "us",
        "they",
        "them",
        "this",
        "that",
        "someone",
        "somebody",
        "people",
        "person",
        "man",
        "woman",
        "lady",
        "men",
        "boy",
        "girl",
        "staff",
        "carer",
        "worker",
        "support",
        "here",
        "there",
        "yes",
        "no",
        "not",
        "and",
        "or",
        "mum",
        "dad",
        "friend",
        "home",
        "house",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_ALONE = re.compile(r"(?<=\b[^\W\d_]) (?=[^\W\d_]\b)")
_MANY_OF_ONE = re.compile(r"(.)\1{2,}")


def is_a_name(text: str) -> bool:
    """Whether there is a word in it that could be looked for."""
    return bool(_parts(text))


def is_said_every_day(text: str) -> bool:
    """Whether it is made of nothing but words that everybody says of anything."""
    return set(_parts(text)) <= _EVERYDAY


class Said:
    """Words in which names are looked for, taken apart once however many names there are."""

    def __init__(self, text: str) -> None:
        plain = _plain(text)
        # The second way of reading is for "Dar🙂ren" and "D a r r e n".
        joined = _LETTERS_ALONE.sub("", re.sub(r"[^\w\s]|[\d_]", "", plain))
        self._rows = [[word for word in _WORD.findall(one) if word not in _LITTLE] for one in (plain, joined)]
        self._words = frozenset(word for row in self._rows for word in row)

    def names(self, full_name: str) -> bool:
        """Whether the first name, the last name or one between them is said."""
        parts = _parts(full_name)
        own = [*parts[:1], *(part for part in parts[1:] if part not in _PARTICLES)]
        return any(self._has(part) for part in own if len(part) > 1)

    def calls(self, name: str) -> bool:
        """Whether all of it is said in a row, or its last word where that means something alone: "manager" of "the area
        manager"."""
        last = _parts(name)[-1:]
        return self.holds(name) or any(len(word) >= _SHORTEST_ALONE and self._has(word) for word in last)

    def holds(self, name: str) -> bool:
        """Whether all of it is said in a row."""
        parts = _parts(name)
        return bool(parts) and any(
            _are_same(row[at : at + len(parts)], parts) for row in self._rows for at in range(len(row))
        )

    def _has(self, part: str) -> bool:
        return any(_is_same(word, part) for word in self._words)


def _plain(text: str) -> str:
    """In small letters, without accents, apostrophes and characters that are not seen; a letter held down is two."""
    letters = unicodedata.normalize("NFKD", text)
    seen = "".join(one for one in letters if unicodedata.category(one) not in ("Mn", "Cf") and one not in "'’‘`")
    return _MANY_OF_ONE.sub(r"\1\1", seen.casefold())


@lru_cache(maxsize=1024)
def _parts(name: str) -> tuple[str, ...]:
    """The words of a name that mean somebody."""
    return tuple(word for word in _WORD.findall(_plain(name)) if word not in _LITTLE)


def _are_same(words: Sequence[str], parts: Sequence[str]) -> bool:
    """Beside one that is right, a short word may be misspelt as well: "safety leed"."""
    shortest = _SHORTEST_MISSPELT if len(parts) > 1 else _SHORTEST_ALONE
    return len(words) == len(parts) and all(map(_is_same, words, parts, [shortest] * len(parts)))


def _is_same(word: str, name: str, shortest: int = _SHORTEST_ALONE) -> bool:
    """The name, or as somebody may spell it or say whose something is. One of fewer letters than `shortest` has to sound
    the same, or there would be no end of words that are like it."""
    if word in (name, f"{name}s"):
        return True
    if min(len(word), len(name)) < _SHORTEST_MISSPELT:
        return (
            min(len(word), len(name)) > 1 and len(name) >= _SHORTEST and _short_as_heard(word) == _short_as_heard(name)
        )
    heard = _as_heard(name)
    return any(_is_like(_as_heard(one), heard, name, shortest) for one in {word, word.removesuffix("s")} if one)


def _is_like(heard: str, wanted: str, name: str, shortest: int) -> bool:
    if heard[0] != wanted[0] or abs(len(heard) - len(wanted)) > 2:
        return False
    if len(name) < shortest:
        return heard == wanted or _one_swap(heard, wanted)
    return _unlikeness(heard, wanted) <= (1.5 if len(name) >= _LONG else 1.0)


@lru_cache(maxsize=16384)
def _as_heard(word: str) -> str:
    """As it sounds, roughly: "Stephen" as "stefen", "Darren" as "daren"."""
    for spelt, heard in _AS_HEARD:
        word = word.replace(spelt, heard)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=16384)
def _short_as_heard(word: str) -> str:
    """The same for a short name, where an "h" inside is not heard either: "John" as "jon"."""
    heard = _as_heard(word[0] + _VOWELS_AS_HEARD.sub("i", word[1:]))
    return heard[0] + heard[1:].replace("h", "")


def _one_swap(one: str, other: str) -> bool:
    """Whether two neighbours changed places: "Niel" for "Neil"."""
    differ = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return (one[first], one[second]) == (other[second], other[first])


def _unlikeness(one: str, other: str) -> float:
    """How much has to be changed to make one of the other. A letter too many or too few counts 1, a vowel half, for they
    are guessed; one consonant for another counts more: it is heard."""
    row = [0.0, *_running(other)]
    for letter in one:
        above, row = row, [row[0] + _weight(letter)]
        for to, wanted in enumerate(other, 1):
            swap = 0.0 if letter == wanted else 0.5 if {letter, wanted} <= _VOWELS else 1.25
            row.append(min(above[to - 1] + swap, above[to] + _weight(letter), row[to - 1] + _weight(wanted)))
        if min(row) > 1.5:
            return min(row)
    return row[-1]


def _running(letters: Iterable[str]) -> list[float]:
    total, found = 0.0, []
    for letter in letters:
        total += _weight(letter)
        found.append(total)
    return found


def _weight(letter: str) -> float:
    return 0.5 if letter in _VOWELS else 1.0
