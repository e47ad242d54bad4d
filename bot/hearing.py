"""What is kept of a reading: how it was where that is sure, what it is about, and where each thing said stands in the words.
Never a word of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant import Part
from bot.understanding import Understood
from storage.heard import MOST_POINTS, Heard, Point
from storage.vocabulary import Outcome, Topic

KIND_SURE = 0.6
"""Below this the model is guessing how it was: the person is asked."""

# What the words themselves say it is, whatever kind they are of.
_OF_INTENT = {"want": Outcome.WANT, "complaint": Outcome.DID_NOT_WORK}
# "Unclear" is nothing to be sure of: the person is asked.
_OF_KIND = {one.value: one for one in (Outcome.WORKED, Outcome.MIXED, Outcome.DID_NOT_WORK)}
_SIDES = {one.value: one for one in (Outcome.WORKED, Outcome.DID_NOT_WORK)}


def heard_in(words: str, found: Understood, *, is_signs: bool) -> Heard:
    """What a message says, as far as it is sure. Emoji without words are never sure (conversation rule 19)."""
    topics = _topics(found.topics)
    if is_signs:
        return Heard(None, topics, is_signs=True)
    if found.intent in _OF_INTENT:
        return Heard(_OF_INTENT[found.intent], topics)
    outcome = _OF_KIND.get(found.kind or "") if found.kind_confidence >= KIND_SURE else None
    points = _points(words, found.parts) if outcome is Outcome.MIXED else ()
    return Heard(outcome, topics, points)


def _topics(names: Sequence[str]) -> tuple[Topic, ...]:
    known = {one.value: one for one in Topic}
    return tuple(known[name] for name in names if name in known)


def _points(words: str, parts: Sequence[Part]) -> tuple[Point, ...]:
    """The place of each part; none where they are no two sides, too many to check, or not to be found in the words."""
    if not 1 < len(parts) <= MOST_POINTS or {part.kind for part in parts} != set(_SIDES):
        return ()
    points: list[Point] = []
    for part in parts:
        text = part.text.strip()
        start = words.find(text, points[-1].end if points else 0)
        if start < 0 or not text:
            return ()
        points.append(Point(_SIDES[part.kind], _topics(part.topics), start, start + len(text)))
    return tuple(points)
