"""How soon a message can be heard, with the voice that every machine has: said for the first time, and said before."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.measures import milliseconds
from bench.program import ROOT
from speech import Fixed, Format, Personal, Speech
from wording.catalogue import Catalogue

TIMES = 50
TOGETHER = 2
"""Threads, one for each core of the machine that the figures are of."""
# About as long as what people are told about their things.
_PERSONAL = (
    "You said: “Dinner was cold number {}.” Ash will ask the cook today. You hear from us by Tue 2 Dec at 3:30pm."
)
_FORMATS: tuple[Format, ...] = ("mp3", "ogg")


def lines(folder: Path) -> Iterator[tuple[str, str]]:
    """What is printed: name and value."""
    speech = Speech(folder)
    messages = [Fixed(one.phrases) for one in Catalogue.load(ROOT / "domain" / "en").fixed_messages()]
    speech.voice(Personal("The library is loaded at the first word."))
    for format in _FORMATS:
        texts = [Personal(_PERSONAL.format(count), "somebody") for count in range(TIMES)]
        yield f"personal, first time, {format}", milliseconds([_seconds(speech, one, format) for one in texts])
        yield f"  said before, {format}", milliseconds([_seconds(speech, one, format) for one in texts])
    started = time.perf_counter()
    with ThreadPoolExecutor(TOGETHER) as pool:
        made = list(pool.map(speech.voice, messages))
    took = time.perf_counter() - started
    yield "fixed messages", f"{len(made) / took:.1f} / s on {TOGETHER} threads"
    for format in _FORMATS:
        sizes = [speech.voice(one, "normal", format).path.stat().st_size for one in messages]
        yield f"  bytes of one, {format}", f"{sum(sizes) / len(sizes):,.0f}"


def _seconds(speech: Speech, words: Personal, format: Format) -> float:
    started = time.perf_counter()
    speech.voice(words, "normal", format)
    return time.perf_counter() - started
