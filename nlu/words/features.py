"""A message as a classifier sees it: names of what stands in it, pieces of its spelling, and a few measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from nlu.words.lists import Listed, listed, sound
from nlu.words.negation import negated
from nlu.words.plain import EMOJI, plain, tokens

FEELINGS = ("good", "bad")
TOPICS = (
    "home",
    "meals",
    "routine",
    "activities",
    "work",
    "relationships",
    "money",
    "health",
    "communication",
    "staff",
    "safety",
    "privacy",
    "transport",
    "choice",
    "culture",
    "other",
)
FELT = ("good", "bad", "not_good", "not_bad")
WEIGHED = 6
MEASURES = WEIGHED + len(FELT) + 1 + len(TOPICS) + 1
"""How many measures a message has."""

_PIECES = range(2, 6)
_MOST_WORDS = 800
# Words from the one to the other.
_NEAR = 5
# VADER looks at each word again for each other one.
_MOST_WEIGHED = 200
_LONG = 6
# Letters: nobody writes a longer word.
_LONGEST_WORD = 100


@dataclass(frozen=True)
class Features:
    """`words`: single ones, pairs, their sounds, with the question they answer, and what our lists say of them.
    `letters`: two to five letters in a row. `near`: two words that stand near each other, as they sound. `measures`: how much
    of what is felt and spoken of, each about 0 to 1."""

    words: list[str]
    letters: list[str]
    near: list[str]
    measures: list[float]


def features(meant: str, asked: str) -> Features:
    """The features of some words, own signs replaced by their meaning, as an answer to what was `asked`."""
    text = plain(meant)
    words = [word[:_LONGEST_WORD] for word in tokens(text)[:_MOST_WORDS]]
    denied = negated(words)
    found = list(listed(words))
    felt = _feelings(found, denied)
    about = [name for one in found for name in one.names if name in TOPICS]
    named = [*_words(words, denied, asked), *_said_of_lists(felt, about, asked)]
    measures = [*_weighed(words), *_counted(felt, FELT), *_counted(about, TOPICS)]
    return Features(named, _letters(words), _near(words), measures)


def _words(words: Sequence[str], denied: Sequence[bool], asked: str) -> list[str]:
    edged = ["^", *words, "$"]
    marked = [f"not_{word}" if is_denied else word for word, is_denied in zip(words, denied, strict=True)]
    return [
        *words,
        *(f"{one} {two}" for one, two in pairwise(edged)),
        *(word for word, is_denied in zip(marked, denied, strict=True) if is_denied),
        *(f"sound {heard}" for word in words if (heard := sound(word))),
        *(f"{asked}: {word}" for word in marked),
        f"{asked}: {min(len(words), _LONG)} words",
    ]


def _feelings(found: Sequence[Listed], denied: Sequence[bool]) -> list[str]:
    """Good and bad in order. A list entry of several words has its negation in it, if any."""
    felt = []
    for one in found:
        is_denied = denied[one.start] and one.end - one.start == 1
        felt += [f"not_{name}" if is_denied else name for name in FEELINGS if name in one.names]
    return felt


def _said_of_lists(felt: Sequence[str], about: Sequence[str], asked: str) -> list[str]:
    first, last = (felt[0], felt[-1]) if felt else ("nothing", "nothing")
    return [
        *(f"felt {one}" for one in sorted(set(felt))),
        *(f"about {one}" for one in sorted(set(about))),
        f"felt first {first}",
        f"felt last {last}",
        f"{asked}: felt {first}",
        f"felt in order {' '.join(felt[:4])}",
    ]


def _letters(words: Sequence[str]) -> list[str]:
    edged = [f" {word.removeprefix(EMOJI)} " for word in words]
    return [word[at : at + n] for word in edged for n in _PIECES for at in range(len(word) - n + 1)]


def _near(words: Sequence[str]) -> list[str]:
    """Who does what to whom, whatever stands between, and however it is spelt: "he kiked me", "he really has kicked me"."""
    heard = [sound(word) or word for word in words]
    return [f"{one}~{two}" for at, one in enumerate(heard) for two in heard[at + 1 : at + _NEAR]]


def _weighed(words: Sequence[str]) -> list[float]:
    """What a general lexicon of sentiment makes of it: WEIGHED numbers."""
    text = " ".join(word.removeprefix(EMOJI).replace("_", " ") for word in words[:_MOST_WEIGHED])
    weights = _lexicon().polarity_scores(text)
    both = weights["compound"]
    return [weights["pos"], weights["neg"], weights["neu"], max(both, 0.0), max(-both, 0.0), float(abs(both) < 0.05)]


def _counted(names: Sequence[str], known: Sequence[str]) -> list[float]:
    """How often each name, as 0, 0.5, 1 or 1.5, and whether there is none at all."""
    return [*(min(names.count(name), 3) / 2 for name in known), float(not names)]


@cache
def _lexicon() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()
