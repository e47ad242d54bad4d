"""How a written word sounds, so that "thretend" and "threatened", "kikt" and "kicked" are the same to the rules.

People who spell by sound swap letters that sound alike; they seldom swap the first sound or the order. It is made for
comparing words only, never shown.
"""

import re
from functools import lru_cache

_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiouy]")

# In this order; a capital stands for one sound that is written with two letters.
_SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("^kn", "n"),
        ("^wr", "r"),
        ("^wh", "w"),
        ("^gh", "g"),
        ("ght", "t"),
        ("gh", ""),
        ("ph", "f"),
        ("tch", "ch"),
        ("dge?", "dj"),
        ("ck", "k"),
        ("qu", "kw"),
        ("x", "ks"),
        ("c(?=[eiy])", "s"),
        ("ch", "C"),
        ("sh", "S"),
        ("th", "T"),
        ("c", "k"),
        ("z", "s"),
        ("mb$", "m"),
        ("(?<=..)ed$", "d"),
        ("(?<=[kpsSCf])d$", "t"),
        ("ing$", "in"),
        ("(?<=.)es$", "s"),
        ("(?<=..)e$", ""),
        ("ai|ay|ae", "a"),
        ("ee|ea|ie|ei|ey|e|y", "i"),
        ("oo|ou|ow|ew|ue|ui", "u"),
        ("oa|oe|aw|au|or", "o"),
    )
)


def squeezed(word: str) -> str:
    """The word with each doubled letter once."""
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=8192)
def sound_of(word: str) -> str:
    """How the word sounds, in letters that are only good for comparing."""
    for written, sound in _SOUNDS:
        word = written.sub(sound, word)
    return squeezed(word)


def without_vowels(word: str) -> str:
    """What is left of a word's sound when the vowels are not written: "slpd" for "slapped"."""
    return _VOWELS.sub("", sound_of(word))


def has_vowels(word: str) -> bool:
    """Whether the word is written with any."""
    return _VOWELS.search(word) is not None
