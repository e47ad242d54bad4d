"""Wakes whoever waits for something new about a person: the page that shows their chat, or a channel that sends."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable


class Hub:
    """Used on the event loop only. A wake that nobody waits for is not kept: whoever waits has looked first."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._told: list[Callable[[str], None]] = []

    def tell(self, on_wake: Callable[[str], None]) -> None:
        """Have this called with the person's id at every wake from now on."""
        self._told.append(on_wake)

    def wake(self, person_id: str) -> None:
        """Something about this person changed."""
        for on_wake in self._told:
            on_wake(person_id)
        for event in self._waiting.get(person_id, ()):
            event.set()

    def watch(self, person_id: str) -> Watch:
        """A context in which no wake of this person is missed."""
        return Watch(self._waiting, person_id)


class Watch:
    """Between entering and leaving, every wake is noticed, also one that comes while the watcher is reading."""

    def __init__(self, waiting: defaultdict[str, set[asyncio.Event]], person_id: str) -> None:
        self._waiting, self._person_id = waiting, person_id
        self._event = asyncio.Event()

    def __enter__(self) -> Watch:
        self._waiting[self._person_id].add(self._event)
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting[self._person_id].discard(self._event)
        if not self._waiting[self._person_id]:
            del self._waiting[self._person_id]

    async def wait(self, seconds: float) -> bool:
        """True if woken within this time."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        self._event.clear()
        return True
