"""Emoji in a text: which there are, and which of them are faces or hearts."""

import re
from dataclasses import dataclass
from functools import cache

import emoji

from wording.vocabulary import data

_VARIATION = "\ufe0f"
_GONE = "\ue000"
_WITH_SPACE = re.compile(_GONE + " ?")
# The smileys of Unicode, which lie in several blocks; 1F645 and on are gestures of the whole body.
_FACE = re.compile(
    "[\u2639-\u263b\U0001f600-\U0001f644\U0001f910-\U0001f917\U0001f920-\U0001f925\U0001f927-\U0001f92f"
    "\U0001f970-\U0001f97a\U0001f9d0\U0001fae0-\U0001fae9]"
)


@dataclass(frozen=True)
class Signs:
    """The pictures this product uses: each with the labels it may stand on."""

    faces: dict[str, list[str]]
    signs: dict[str, list[str]]

    def labels(self, sign: str) -> list[str]:
        """The labels a picture may stand on; none for a picture that is not ours."""
        return self.faces.get(sign) or self.signs.get(sign) or []


@cache
def known() -> Signs:
    """The fixed set, from `en/signs.yml`."""
    table = data("signs.yml")
    return Signs(
        faces={_plain(sign): labels for sign, labels in table["faces"].items()},
        signs={_plain(sign): labels for sign, labels in table["signs"].items()},
    )


def found(text: str) -> list[str]:
    """The emoji of a text in order, without the marks that only choose how they are drawn."""
    return [_plain(entry["emoji"]) for entry in emoji.emoji_list(text)]


def without(text: str) -> str:
    """The text without its emoji."""
    return emoji.replace_emoji(text, "").strip()


def seen(text: str, *, has_signs: bool) -> str:
    """A text of ours as somebody sees it who wants emoji, or none: each goes with the space behind it, and no word does."""
    return text if has_signs else _left_out(text)


def _left_out(text: str) -> str:
    return _WITH_SPACE.sub("", emoji.replace_emoji(text, _GONE)).replace(_GONE, "")


def is_face(sign: str) -> bool:
    """Whether it shows a mood with a face, of a person or a cat; a dog's head is just a dog."""
    return bool(_FACE.match(sign))


def is_heart(sign: str) -> bool:
    """Whether it is a heart or a kiss, which change how people answer (rule 17)."""
    name = emoji.demojize(sign if emoji.is_emoji(sign) else sign + _VARIATION)
    return any(word in name for word in ("heart", "kiss"))


def _plain(sign: str) -> str:
    return sign.replace(_VARIATION, "")
