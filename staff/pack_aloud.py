"""The review pack as it is heard: each thing on the page by itself, and the whole page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from staff.pack_wording import PackWording, Priority, Step, Thing
from storage.reviews import Review

WHOLE = "whole"


def part_aloud(wording: PackWording, review: Review, part: str) -> str | None:
    """What is said of a part: `WHOLE`, or the id of what was said, decided, or matters most. None if there is no such part."""
    if part == WHOLE:
        return "\n".join(_whole(wording, review))
    parts = {one.id: _thing(one) for one in (*wording.things(), *wording.choices())}
    parts |= {one.id: _priority(wording, one) for one in wording.priorities()}
    return "\n".join(parts[part]) if part in parts else None


def _whole(wording: PackWording, review: Review) -> Iterator[str]:
    """In the order of the page."""
    yield wording.say("title")
    yield from wording.opening()
    in_force, things = wording.in_force(), (*wording.things(), *wording.choices())
    if in_force:
        yield wording.say("agreed")
    for lines in in_force:
        yield from lines
    for thing in things:
        yield from _thing(thing)
    if not things:
        yield wording.say("empty")
    for priority in wording.priorities():
        yield from _priority(wording, priority)
    yield from _meeting(wording, review)


def _thing(thing: Thing) -> Iterator[str]:
    yield thing.title
    yield from _steps(thing.steps)


def _priority(wording: PackWording, priority: Priority) -> Iterator[str]:
    yield from (priority.title, priority.words, priority.whose)
    if priority.steps:
        yield from _steps(priority.steps)
    else:
        yield wording.say("matters_nothing")


def _steps(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield step.title
        if step.words is not None:
            yield step.words
        yield from step.lines


def _meeting(wording: PackWording, review: Review) -> Iterator[str]:
    decisions = wording.decisions(review)
    if not decisions and review.held_on is None:
        return
    yield wording.say("meeting")
    if review.held_on is not None:
        yield wording.say("met_on", day=wording.day(review.held_on))
    for decision in decisions:
        yield from decision
    if review.next_on is not None:
        yield wording.say("meet_again", day=wording.day(review.next_on))
