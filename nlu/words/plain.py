"""Words in one plain form: emoji named, small letters, no apostrophes, "soooo" as "soo". Everything is read in this form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import emoji

LONGEST = 4096
"""Characters that are read, which is all a chat app lets a message have. The screening rules read more."""
EMOJI = "emoji_"
"""Every emoji is one word of its own, which begins so."""

_SKIN_TONES = dict.fromkeys(range(0x1F3FB, 0x1F3FF + 1))
_TYPED_FACES = {
    ":)": "🙂",
    ":-)": "🙂",
    "=)": "🙂",
    ":(": "🙁",
    ":-(": "🙁",
    ":'(": "😢",
    ":D": "😀",
    ":/": "😕",
    "<3": "❤️",
}
_TYPED_FACE = re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, _TYPED_FACES)) + r")(?!\S)")
_APOSTROPHES = re.compile("['’‘`´ʼ]")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff\u00ad]")
_WORD = re.compile(r"\w+|[.!?,;:]")


def plain(text: str) -> str:
    """The text in its plain form, of at most LONGEST characters of it. Emoji stand as words of their own ("emoji_bus")."""
    with_emoji = _TYPED_FACE.sub(lambda face: _TYPED_FACES[face[0]], text[:LONGEST])
    # Most messages have none, and looking for them takes longer than all the rest.
    named = (
        with_emoji
        if with_emoji.isascii()
        else emoji.replace_emoji(with_emoji, replace=lambda characters, _: _named(characters))
    )
    seen = _UNSEEN.sub("", _APOSTROPHES.sub("", named))
    return _DRAWN_OUT.sub(r"\1\1", unicodedata.normalize("NFKC", seen).casefold())


def tokens(plain_text: str) -> list[str]:
    """Its words and the marks between sentences and clauses, in order."""
    return _WORD.findall(plain_text)


@lru_cache(maxsize=5_000)
def _named(characters: str) -> str:
    # The skin tone says nothing of the meaning. A tone on its own keeps its name.
    toneless = characters.translate(_SKIN_TONES) or characters
    return f" {emoji.demojize(toneless, delimiters=(EMOJI, ''))} "
