"""A conversation as a test reads it: a person says or taps something, and this is what they get."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.service import Service
from storage import Store, inbox, outbox
from storage.inbox import Incoming
from storage.outbox import OutboxMessage
from storage.recordings import Recording
from storage.vocabulary import Sent

PATIENCE = 15.0
_numbers = count()


@dataclass
class Talk:
    """One person's chat. Every way of saying something returns the bubbles that answered it."""

    store: Store
    service: Service
    person_id: str
    channel: str = "web"
    seen: int = 0
    bubbles: list[OutboxMessage] = field(default_factory=list)

    async def says(self, words: str) -> list[str]:
        return await self._send(words=words)

    async def tells(self, words: str, face: str) -> list[str]:
        """Say it, and how it was if that is asked: for a test that only needs something told. Returns the read-back."""
        said = await self.says(words)
        return await self.taps(face) if face in self.buttons() else said

    async def sends(self, sent: Sent, words: str | None = None, recording: Recording | None = None) -> list[str]:
        """Something that is not words, as another channel brings it; `words` is its caption or its new text."""
        return await self._send(control=sent, words=words, recording=recording)

    async def presses(self, control: str) -> list[str]:
        return await self._send(control=control)

    async def taps(self, label: str) -> list[str]:
        """Tap the newest button with this label."""
        for bubble in reversed(self.bubbles):
            for option in bubble.options:
                if option.label == label:
                    return await self._send(option_token=option.token)
        raise AssertionError(f"no button “{label}” in {[o.label for b in self.bubbles for o in b.options]}")

    def buttons(self) -> list[str]:
        """The labels under the newest bubble."""
        return [option.label for option in self.bubbles[-1].options]

    async def drops_in(self, **what: Any) -> str:
        """Send something and do not wait for the answer; returns the channel's id of it."""
        number = f"test-{next(_numbers)}"
        incoming = Incoming(self.person_id, self.channel, number, self.store.clock(), **what)
        await self.service.gateway.receive(incoming)
        return number

    async def hears(self) -> list[str]:
        """Everything new, which then counts as arrived; waits until nothing of this person is being worked on."""
        deadline = time.monotonic() + PATIENCE
        while await self.store.reading(inbox.all_waiting, self.person_id):
            assert time.monotonic() < deadline, "nobody answered"
            await asyncio.sleep(0.005)
        return await self.looks()

    async def looks(self) -> list[str]:
        """Everything new by now."""
        new = await self.store.reading(outbox.due_after, self.person_id, self.seen)
        if new:
            self.seen = new[-1].position
            await self.service.gateway.arrived(self.person_id, self.seen)
        self.bubbles += new
        return [bubble.text for bubble in new]

    async def _send(self, **what: Any) -> list[str]:
        await self.drops_in(**what)
        return await self.hears()
