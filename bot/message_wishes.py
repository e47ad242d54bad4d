"""What a person types about how messages come: "turn the sound off" is a wish, and the whole message says nothing else.

It is understood without the assistant's model, so that it can be changed while nothing else is read well.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from bot.read_as import Reading, about
from storage import how_messages
from storage.questions import Question
from wording.vocabulary import data

ASKS = "how_messages"
"""In the table of sayings: the person wants to be asked what they want to change."""
_BESIDE = re.compile(r"\b(?:please|pls|plz|can you|could you|i want|i would like|i'd like|can i have)\b|[^a-z0-9' ]")


def wish_in(asked: Question | None, words: str) -> Reading | None:
    """What the message is read as, or None if it says something else."""
    name = _sayings().get(_plain(words))
    if name is None:
        return None
    return about(asked, ASKS) if name == ASKS else replace(about(asked, "set_messages"), answer=name)


@cache
def _sayings() -> dict[str, str]:
    table: dict[str, list[str]] = data("how_messages.yml")
    unknown = [name for name in table if name != ASKS and how_messages.wish(name) is None]
    if unknown:
        raise ValueError(f"how_messages.yml: there is no such wish: {unknown}")
    return {_plain(saying): name for name, sayings in table.items() for saying in sayings}


def _plain(words: str) -> str:
    """Without capitals, marks, and the words that only make it polite."""
    return " ".join(_BESIDE.sub(" ", words.lower().replace("’", "'")).split())
