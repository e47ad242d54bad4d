"""How a reading is published: a line of JSON that asks for one, and the line that answers it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.gateway import typed
from bot.understanding import NOTHING_ASKED, Understood

ASKED = (NOTHING_ASKED, "worked", "did_not_work", "did_it_help", "choice")
LONGEST = 4_096
"""Letters: no chat app lets a message be longer."""
INTENTS = frozenset(
    [
        *("feedback", "want", "complaint", "need_person", "what_happened", "who_sees", "are_you_real"),
        *("repeat", "slower", "stop", "undo", "skip", "not_sure", "yes", "no", "greet", "thanks", "goodbye"),
        *("choose", "out_of_scope"),
    ]
)
# The talk knows finer ones.
_PUBLISHED_AS = {
    **{"go_back": "undo", "help_now": "need_person", "stop_asking": "stop", "how_often": "stop"},
    **{"pause": "stop", "my_check_ins": "stop", "who_helps_me": "who_sees", "about_me": "who_sees"},
}
_ELSE = "out_of_scope"


class BadLine(Exception):
    """A line that asks for no reading; the message says what to write."""


@dataclass(frozen=True)
class Message:
    """Words to be read, and what they answer."""

    words: str
    asked: str


def message_from(line: bytes) -> Message:
    """From one line of JSON; more in it than these two is left alone. Raises BadLine."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine('this is not JSON. Write {"text": "bus was late", "asked": "open"} in one line.') from None
    if not isinstance(found, dict) or "text" not in found:
        raise BadLine('there is no "text". Write {"text": "bus was late", "asked": "open"}.')
    asked = found.get("asked", NOTHING_ASKED)
    if asked not in ASKED:
        raise BadLine(f'"asked" must be one of {", ".join(ASKED)}. Leave it out where nothing was asked.')
    return Message(_words(found["text"]), asked)


def _words(text: object) -> str:
    if not isinstance(text, str):
        raise BadLine('"text" must be words in quotation marks.')
    if len(text) > LONGEST:
        raise BadLine(f'"text" has {len(text):,} letters. Write no more than {LONGEST:,}.')
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadLine('"text" holds half of a character (a lone surrogate). Write both halves or none.') from None
    words = typed(text)
    if not words.strip():
        raise BadLine('"text" is empty. Write what the person said.')
    return words


def intent_as_published(intent: str) -> str:
    """What an intent of the talk comes to; one that is not known, or none, is nothing this chat can do."""
    return intent if intent in INTENTS else _PUBLISHED_AS.get(intent, _ELSE)


def as_json(read: Understood) -> dict[str, Any]:
    """A reading as it is published."""
    return {
        "intent": intent_as_published(read.intent),
        "confidence": round(read.confidence, 4),
        "kind": read.kind,
        "parts": [{"text": part.text, "kind": part.kind, "topics": list(part.topics)} for part in read.parts],
        "topics": list(read.topics),
        "tier": str(read.tier),
        "tier_reasons": list(read.tier_reasons),
    }
