"""What emoji are called, in plain words: "🚌😞" is "bus, sad face". Said back to whoever sent them (conversation rule 19)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import emoji

from wording.vocabulary import data

MOST_NAMES = 5
"""A longer row is named by its beginning."""
_LONGEST_ROW = 200
_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_VARIATIONS = re.compile("[\ufe0e\ufe0f]")
_TONE_NAMES = re.compile(r"\b(?:(?:medium-)?(?:light|dark)|medium) skin tone\b")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4[\U000e0020-\U000e007f]+")


def only_signs(words: str) -> bool:
    """Whether there are emoji in it and neither a letter nor a digit."""
    return not any(sign.isalnum() for sign in words) and emoji.emoji_count(words[:_LONGEST_ROW]) > 0


def spoken(words: str) -> str:
    """The names of the emoji in these words, in their order; one that is repeated at once is named once."""
    return in_a_row(names(words))


def names(words: str) -> list[str]:
    """The name of each emoji in these words, in their order."""
    return [_name(entry["emoji"]) for entry in emoji.emoji_list(words[:_LONGEST_ROW])]


def in_a_row(found: Sequence[str]) -> str:
    """Names as they are said one after the other; what is repeated at once is said once, and a long row ends early."""
    row = [name for place, name in enumerate(found) if place == 0 or found[place - 1] != name]
    named = row[:MOST_NAMES] + ([_table()["more"]] if len(row) > MOST_NAMES else [])
    return ", ".join(named) or str(_table()["unknown"])


def _name(sign: str) -> str:
    """In our own plain words where there are any, else as Unicode calls it. Skin tones, and what only says how a sign is
    drawn, mean nothing here; a tone that stands alone is a sign all the same."""
    plain = _TONES.sub("", sign) or sign
    ours = _table()["names"].get(_VARIATIONS.sub("", plain))
    if ours is not None:
        return str(ours)
    called = _called(plain) or _called(sign)
    if called is None:
        return str(_table()["unknown"])
    return f"{_table()['flag']} {called}" if _FLAG.fullmatch(plain) else called


def _called(sign: str) -> str | None:
    called = emoji.demojize(sign, delimiters=("", ""))
    if called == sign or emoji.emoji_count(called):  # all of it, or some, has no name
        return None
    return " ".join(_TONE_NAMES.sub(" ", called.replace("_", " ").replace("’", "'")).split()) or called.replace(
        "_", " "
    )


@cache
def _table() -> dict[str, Any]:
    """Our own names, from `en/sign_names.yml`."""
    found: dict[str, Any] = data("sign_names.yml")
    return found
