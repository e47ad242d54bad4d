"""What is kept of a reading: how it was where that is sure, what it is about, and where each thing said stands in the words.
Never a word of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.assistant import Part
from bot.understanding import Understood
from safeguarding.complaints import complaint_signs
from storage.heard import MOST_POINTS, Heard, Point
from storage.vocabulary import ComplaintSign, Outcome, Topic

KIND_SURE = 0.6
"""Below this the model is guessing how it was: the person is asked."""

# What the words themselves say it is, whatever kind they are of.
_OF_INTENT = {"want": Outcome.WANT, "complaint": Outcome.DID_NOT_WORK}
# "Unclear" is nothing to be sure of: the person is asked.
_OF_KIND = {one.value: one for one in (Outcome.WORKED, Outcome.MIXED, Outcome.DID_NOT_WORK)}
_SIDES = {one.value: one for one in (Outcome.WORKED, Outcome.DID_NOT_WORK)}


def heard_in(words: str, found: Understood, *, is_signs: bool) -> Heard:
    """What a message says, as far as it is sure. Emoji without words are never sure (conversation rule 19). Why it may be a
    complaint is kept however unsure the rest is: people look at it (R46)."""
    topics, signs = _topics(found.topics), _complaint_signs(words, found)
    if is_signs:
        return Heard(None, topics, is_signs=True, complaint_signs=signs)
    if found.intent in _OF_INTENT:
        return Heard(_OF_INTENT[found.intent], topics, complaint_signs=signs)
    outcome = _OF_KIND.get(found.kind or "") if found.kind_confidence >= KIND_SURE else None
    points = _points(words, found.parts) if outcome is Outcome.MIXED else ()
    return Heard(outcome, topics, _with_signs(words, points, signs), complaint_signs=signs)


def complaint_alone(words: str, found: Understood) -> Heard | None:
    """What is kept of words that were not understood as something told, in case they are passed on as that: why they may be
    a complaint, and nothing where nothing says so."""
    signs = _complaint_signs(words, found)
    return Heard(complaint_signs=signs) if signs else None


def by_the_rules(words: str) -> tuple[ComplaintSign, ...]:
    """What the rules find in words that says that they may be a complaint."""
    return tuple(ComplaintSign(one) for one in complaint_signs(words))


def _complaint_signs(words: str, found: Understood) -> tuple[ComplaintSign, ...]:
    """The model's reading of the message as one, and what the rules find in its words."""
    by_the_model = (ComplaintSign.READ_AS_COMPLAINT,) if found.intent == "complaint" else ()
    return (*by_the_model, *by_the_rules(words))


def _with_signs(words: str, points: tuple[Point, ...], signs: tuple[ComplaintSign, ...]) -> tuple[Point, ...]:
    """Each thing said with the signs in its own words; one that stands in none of them alone is of all that was bad."""
    alone = [by_the_rules(words[point.start : point.end]) for point in points]
    rest = tuple(one for one in signs if not any(one in found for found in alone))
    return tuple(
        replace(point, complaint_signs=(*found, *(rest if point.outcome is Outcome.DID_NOT_WORK else ())))
        for point, found in zip(points, alone, strict=True)
    )


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
