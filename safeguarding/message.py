"""A message as the rules look at it: its words, and the few of thousands of phrases that could stand in it at all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from safeguarding.phrases import Match, Phrase, Places


@dataclass(frozen=True)
class Message:
    """The words of a message. `possible`: the phrases that are worth trying."""

    words: tuple[str, ...]
    places: Places
    possible: frozenset[Phrase]

    def find(self, phrases: Iterable[Phrase]) -> Iterator[Match]:
        """Every place where one of the phrases stands."""
        for phrase in phrases:
            if phrase in self.possible:
                yield from phrase.find(self.words, self.places)


class PhraseIndex:
    """For each word the phrases that cannot match without it (or one like it).

    A word of many phrases ("me") is one of many messages too, so each phrase is kept under its least usual words.
    """

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        needed = {phrase: phrase.needed_words() for phrase in phrases}
        usual = Counter(word for elements in needed.values() for words in elements for word in words)
        self._by_word: dict[str, list[Phrase]] = defaultdict(list)
        for phrase, elements in needed.items():
            for word in min(elements, key=lambda words: sum(usual[word] for word in words)):
                self._by_word[word].append(phrase)

    def message(self, words: Sequence[str]) -> Message:
        """These words, ready for the rules."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            places.setdefault(word, []).append(place)
        possible = frozenset(phrase for word in places for phrase in self._by_word.get(word, ()))
        return Message(tuple(words), places, possible)
