"""A text taken apart into bubbles, sentences and words, so that the rules can look at each.

A person's own words (inside “…” or "…") and `{placeholders}` each stand for one plain word: they are never judged.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

PRODUCT_NAME = "Said & Done"

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")
_MARK = "\ue000"
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\")]*\s+|\n+")
_WORD = re.compile(r"“…”|\{\w+\}|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d(?:[\w.,:]*\w)?")


@dataclass(frozen=True)
class Sentence:
    """One sentence as written, and its words in order; a number counts as a word."""

    text: str
    words: tuple[str, ...]

    @property
    def is_question(self) -> bool:
        """Whether it ends by asking."""
        return "?" in self.text


@dataclass(frozen=True)
class Bubble:
    """One message of the chat."""

    text: str
    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All its words in order."""
        return tuple(word for sentence in self.sentences for word in sentence.words)

    @property
    def lines(self) -> list[str]:
        """Its lines as written; a long line may still wrap on a phone."""
        return self.text.splitlines()


@dataclass(frozen=True)
class Message:
    """Everything said in one turn, and the names (lower case) the person knows."""

    bubbles: tuple[Bubble, ...]
    names: frozenset[str]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of all bubbles."""
        return tuple(sentence for bubble in self.bubbles for sentence in bubble.sentences)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words of all bubbles."""
        return tuple(word for sentence in self.sentences for word in sentence.words)


def read(text: str, names: Iterable[str] = ()) -> Message:
    """Take a text apart. `names` may hold several words each ("Rose House"); every word of one counts as a name,
    also as its possessive."""
    plain = _without_quotes(text).replace(PRODUCT_NAME, "Said and Done")
    bubbles = tuple(_bubble(part.strip()) for part in re.split(r"\n\s*\n", plain) if part.strip())
    return Message(bubbles, frozenset(base(word) for name in names for word in _WORD.findall(name)))


def base(word: str) -> str:
    """The word in lower case, with a straight apostrophe and without a possessive 's."""
    return word.lower().replace("’", "'").removesuffix("'s")


def _bubble(text: str) -> Bubble:
    sentences = (Sentence(part.strip(), tuple(_WORD.findall(part))) for part in _SENTENCE_END.split(text))
    return Bubble(text, tuple(sentence for sentence in sentences if sentence.words))


def _without_quotes(text: str) -> str:
    # From the inside out: a person may quote somebody. A quote that is never closed hides nothing.
    count = 1
    while count:
        text, count = _QUOTED.subn(_MARK, text)
    return text.replace(_MARK, "“…”")
