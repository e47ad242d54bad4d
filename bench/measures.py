"""What is measured, and how it is put into one line."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from statistics import median

Reply = Callable[[str], Awaitable[float]]
"""Sends some words and returns the seconds until they were answered."""

# The usual talk of a person: a thing told in three steps, sent, and the questions people ask in between.
TALK = (
    "hello", "bad", "dinner was cold again", "send it", "just me", "who sees this?", "what did you do about my things?",
    "that is enough", "say it again", "thank you",
)  # fmt: skip


async def talks(people: Sequence[Reply], rounds: int) -> tuple[list[float], float]:
    """Everybody talks at once, each waiting for their answers; returns all times, and messages answered per second."""
    started = time.perf_counter()
    times = await asyncio.gather(*(_talk(reply, rounds) for reply in people))
    took = time.perf_counter() - started
    every = [one for person in times for one in person]
    return every, len(every) / took


async def _talk(reply: Reply, rounds: int) -> list[float]:
    return [await reply(words) for _ in range(rounds) for words in TALK]


async def long_talk(reply: Reply, count: int) -> list[float]:
    """One person's messages, one after the other."""
    return [await reply(TALK[number % len(TALK)]) for number in range(count)]


def around(times: Sequence[float], place: int, width: int = 10) -> float:
    """The median time of the messages around a place (1 is the first)."""
    start = max(0, min(place - width // 2, len(times) - width))
    return median(times[start : start + width])


def milliseconds(times: Sequence[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[math.ceil(len(ordered) * 0.95) - 1]
    return f"p50 {median(ordered) * 1000:6.1f} ms   p95 {p95 * 1000:6.1f} ms"
