"""How a message is read before any rule looks at it: as the plain words and emoji the person most likely meant.

The same reading is used for the rules, so a rule may be written "do not" or "don't". What was sent is kept elsewhere,
exactly; nothing here changes it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from safeguarding.sounds import has_vowels, sound_of, squeezed, without_vowels

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ＇")
_DIGIT_LETTERS = str.maketrans("013457@$", "oieastas")
_DISGUISED = re.compile(r"[a-z@$0-9]*[a-z][a-z@$0-9]*")
_DOUBLED = re.compile(r"(.)\1+")
_HELD_DOWN = re.compile(r"(.)\1\1")
_SHORTEST_SPELT_OUT = 3
_LONGEST_SPELT_OUT = 60
_SHORTEST_SLIP = 4
_SHORTEST_DROPPED_G = 5
_SHORTEST_SOUND = 3
_SHORTEST_SOUND_WITH_SLIP = 6


class Reading:
    """Turns text into words, by a table of spellings and a list of known words. Never raises on any text."""

    def __init__(
        self, spellings: Mapping[str, str], joined: Mapping[str, str], slips: Iterable[str], real_words: Iterable[str]
    ) -> None:
        """`spellings`: written → meant. `joined`: two words → one.

        `slips`: words that are recognised by their sound, with one slip in it or without its vowels. `real_words`:
        words that look like such a slip and are none.
        """
        self._spellings = {written: tuple(meant.split()) for written, meant in spellings.items()}
        self._joined = {tuple(pair.split()): word for pair, word in joined.items()}
        self._real_words = frozenset(real_words)
        self._known: frozenset[str] = frozenset()
        self._slips = sorted(set(slips))
        self._near: dict[str, list[str]] = {}
        self._consonants: dict[str, list[str]] = {}
        self._meant = lru_cache(maxsize=4096)(self._work_out)

    def know(self, words: Iterable[str]) -> None:
        """Learn the words of the rules: they are taken as written, and recognised when spelt out letter by letter.

        Only from then on are slips looked for, so that no word of a rule is itself taken for one.
        """
        self._known = frozenset(words)
        for word in self._slips:
            for near in _one_less(squeezed(word)) | _one_less(sound_of(word)):
                self._near.setdefault(near, []).append(word)
            self._consonants.setdefault(without_vowels(word), []).append(word)
        self._meant.cache_clear()

    def read(self, text: str) -> tuple[str, ...]:
        """The words and emoji of a text in order."""
        words: list[str] = []
        for token in self._spelt_out(_tokens(text)):
            words.extend(self._meant(token))
        return tuple(self._join(words))

    def slip_for(self, token: str) -> str | None:
        """The word that this unknown word sounds like, or is one slip away from, or None."""
        if len(token) > _LONGEST_SPELT_OUT:
            return None
        sound = sound_of(token)
        if len(sound) < _SHORTEST_SOUND:
            return None
        if has_vowels(token):
            near = {word for less in _one_less(squeezed(token)) | _one_less(sound) for word in self._near.get(less, ())}
            close = [word for word in near if _close(token, word)]
        else:
            close = self._consonants.get(without_vowels(token), [])
        return min(close, key=lambda word: (sound_of(word) != sound, abs(len(word) - len(token)), word), default=None)

    def _work_out(self, token: str) -> tuple[str, ...]:
        for word in dict.fromkeys((token, *_plainer(token))):
            if word in self._spellings:
                return self._spellings[word]
            if word in self._known or word in self._real_words:
                return (word,)
        if len(token) >= _SHORTEST_DROPPED_G and token.endswith("in") and f"{token}g" in self._known:
            return (f"{token}g",)
        slip = self.slip_for(token) if token.isalpha() else None
        return (slip,) if slip else (token,)

    def _spelt_out(self, tokens: list[str]) -> list[str]:
        """Put "h i t" together again; a run such as "h i t m e" is cut where the rules know the words."""
        result: list[str] = []
        run: list[str] = []
        for token in [*tokens, ""]:
            if len(token) == 1 and token.isascii() and token.isalpha():
                run.append(token)
                continue
            long_enough = _SHORTEST_SPELT_OUT <= len(run) <= _LONGEST_SPELT_OUT
            result.extend((long_enough and self._cut("".join(run))) or run)
            run = []
            result.append(token)
        return result[:-1]

    def _cut(self, letters: str) -> list[str]:
        """The fewest known words that these letters spell; none when they spell no known words."""
        best: list[list[str] | None] = [[]]
        for end in range(1, len(letters) + 1):
            ways = [
                [*before, letters[start:end]]
                for start, before in enumerate(best)
                if before is not None and (letters[start:end] in self._known or letters[start:end] in self._spellings)
            ]
            best.append(min(ways, key=len, default=None))
        return best[-1] or []

    def _join(self, words: list[str]) -> list[str]:
        joined: list[str] = []
        for word in words:
            pair = self._joined.get((joined[-1], word)) if joined else None
            if pair is None:
                joined.append(word)
            else:
                joined[-1] = pair
        return joined


def _tokens(text: str) -> list[str]:
    """Words, numbers and emoji of a text: one case, no accents, apostrophes, skin tones or variation signs."""
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).translate(_APOSTROPHES)
    spaced: list[str] = []
    for sign in lower:
        if sign.isalnum() or sign in "@$":
            spaced.append(sign)
            continue
        category = unicodedata.category(sign)
        if category == "So":
            spaced.append(f" {sign} ")
        elif category not in ("Mn", "Me", "Cf", "Sk"):
            spaced.append(" ")
    return [word for token in "".join(spaced).split() if (word := token.strip("@$") or None)]


def _plainer(token: str) -> Iterable[str]:
    """Other ways to look at an unknown word: digits that stand for letters, letters held down too long."""
    if not token.isalpha() and _DISGUISED.fullmatch(token):
        token = token.translate(_DIGIT_LETTERS)
        yield token
    if _HELD_DOWN.search(token):
        yield _DOUBLED.sub(r"\1\1", token)
        yield squeezed(token)


@lru_cache(maxsize=8192)
def _one_less(word: str) -> frozenset[str]:
    """The word and every word with one letter left out."""
    return frozenset({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))})


def _close(one: str, other: str) -> bool:
    """Whether two words sound the same, or have one slip between them, as written or (long ones) as they sound.

    The first letter is never the slip.
    """
    ways = (
        (squeezed(one), squeezed(other), _SHORTEST_SLIP),
        (sound_of(one), sound_of(other), _SHORTEST_SOUND_WITH_SLIP),
    )
    return sound_of(one) == sound_of(other) or any(
        a[0] == b[0] and len(a) >= shortest and _one_slip_apart(a, b) for a, b, shortest in ways
    )


def _one_slip_apart(one: str, other: str) -> bool:
    """Whether one letter was left out, put in, changed, or two neighbours changed places."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((i for i, letter in enumerate(one) if letter != other[i]), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    return swapped or one[start + 1 :] == other[start + 1 :]
