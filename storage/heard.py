"""What the reading heard in the words of a message: how it was, what it is about, and where each thing said begins and
ends. Names and numbers only, never a word, so it may lie beside the message for as long as anyone likes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from storage.vocabulary import ComplaintSign, Outcome, Topic

MOST_POINTS = 3
"""More things than this in one message are kept as one: nobody can check a longer list (conversation rule 9)."""


@dataclass(frozen=True)
class Point:
    """One of several things said in a message: how it was, what it is about, its place, [start, end), in the words, and why
    it may be a complaint."""

    outcome: Outcome
    topics: tuple[Topic, ...]
    start: int
    end: int
    complaint_signs: tuple[ComplaintSign, ...] = ()


@dataclass(frozen=True)
class Heard:
    """`outcome`: how it was, where the reading is sure, else None; `topics` of the whole message; `points`: two or more
    where it says different things, in their order, else none; `is_signs`: emoji and no words, whose meaning is asked;
    `complaint_signs`: why the message may be a complaint."""

    outcome: Outcome | None = None
    topics: tuple[Topic, ...] = ()
    points: tuple[Point, ...] = ()
    is_signs: bool = False
    complaint_signs: tuple[ComplaintSign, ...] = ()

    def as_json(self) -> dict[str, Any]:
        points = [
            [str(one.outcome), list(one.topics), one.start, one.end, list(one.complaint_signs)] for one in self.points
        ]
        rest = {"topics": list(self.topics), "points": points, "is_signs": self.is_signs}
        return {"outcome": self.outcome, **rest, "complaint_signs": list(self.complaint_signs)}

    @classmethod
    def from_json(cls, found: dict[str, Any] | None) -> Heard:
        """Of a message that was not read as words, nothing was heard."""
        if not found:
            return cls()
        outcome = None if found["outcome"] is None else Outcome(found["outcome"])
        points = tuple(_point(*one) for one in found["points"])
        # Of a draft that was begun before complaints were looked for, there are none.
        signs = _signs(found.get("complaint_signs", ()))
        return cls(outcome, _topics(found["topics"]), points, found["is_signs"], signs)


@dataclass(frozen=True)
class Said:
    """One thing of a draft: the message it stands in, its place there (None: all of it), how it was, what it is about, why it
    may be a complaint."""

    content_id: str
    start: int | None
    end: int | None
    outcome: Outcome
    topics: tuple[Topic, ...]
    complaint_signs: tuple[ComplaintSign, ...] = ()

    def cut(self, words: str) -> str:
        """Its own words, exactly as they stand in those of the message."""
        return words[self.start : self.end].strip()


def outcome_of(heard: Sequence[Heard]) -> Outcome | None:
    """How all of it was, in the order it was said; None where nobody could say. Words of which the reading is not sure leave
    what stands."""
    sure = {one.outcome for one in heard if one.outcome is not None}
    if len(sure) > 1:
        return Outcome.MIXED
    return next(iter(sure), None)


def things(messages: Sequence[tuple[str, Heard]]) -> tuple[Said, ...]:
    """The different things said in these messages, (content id, what was heard); none where it is all one thing, where the
    reading was not sure of each, or where they are too many to check."""
    if any(heard.outcome is None for _, heard in messages):
        return ()
    found = tuple(said for content_id, heard in messages for said in _said(content_id, heard))
    is_one = not any(heard.points for _, heard in messages) and len({said.outcome for said in found}) < 2
    return () if is_one or len(found) > MOST_POINTS else found


def topics_of(heard: Sequence[Heard]) -> tuple[Topic, ...]:
    """What all of it is about, each once."""
    return tuple(dict.fromkeys(topic for one in heard for topic in one.topics))


def complaint_signs_of(heard: Sequence[Heard]) -> tuple[ComplaintSign, ...]:
    """Why all of it may be a complaint, each once."""
    return tuple(dict.fromkeys(sign for one in heard for sign in one.complaint_signs))


def _point(outcome: str, topics: Sequence[str], start: int, end: int, signs: Sequence[str] = ()) -> Point:
    return Point(Outcome(outcome), _topics(topics), start, end, _signs(signs))


def _signs(names: Sequence[str]) -> tuple[ComplaintSign, ...]:
    return tuple(ComplaintSign(name) for name in names)


def _topics(names: Sequence[str]) -> tuple[Topic, ...]:
    return tuple(Topic(name) for name in names)


def _said(content_id: str, heard: Heard) -> Iterator[Said]:
    for point in heard.points:
        yield Said(content_id, point.start, point.end, point.outcome, point.topics, point.complaint_signs)
    if not heard.points and heard.outcome is not None:
        yield Said(content_id, None, None, heard.outcome, heard.topics, heard.complaint_signs)
