"""A person at the web chat, by plain HTTP: what a page does, without the page. Also used by the kill test."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

RETRY_EVERY = 0.1


@dataclass
class Chatter:
    """One linked chat. Everything sent carries an id of its own, so that sending it again is the same message."""

    base: str
    client: httpx.AsyncClient
    seen: int = 0
    heard: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    async def link(cls, base: str, code: str, *, patience: float = 30.0) -> Chatter:
        """Use a one-time code up and hear the first words."""
        headers = {"Origin": base, "Accept": "application/json"}
        chatter = cls(base, httpx.AsyncClient(base_url=base, headers=headers, timeout=patience))
        answer = await chatter.client.post("/chat/link", data={"code": code})
        assert answer.status_code == httpx.codes.SEE_OTHER, answer.status_code
        return chatter

    async def send(self, *, give_up_after: float = 0.0, **what: str) -> str:
        """Send words, a token or a control; tried again under the same id until it is saved or the time is up."""
        message_id = secrets.token_hex(8)
        deadline = time.monotonic() + give_up_after
        while True:
            try:
                answer = await self.client.post("/chat/send", data={"id": message_id, **what})
                if answer.status_code == httpx.codes.OK:
                    return message_id
                problem = f"status {answer.status_code}"
            except httpx.HTTPError as error:
                problem = type(error).__name__
            if time.monotonic() >= deadline:
                raise AssertionError(f"not saved: {problem}")
            await asyncio.sleep(RETRY_EVERY)

    async def listen(self, seconds: float) -> list[dict[str, Any]]:
        """New messages, as soon as there are any; empty when the time is up or nobody answered."""
        try:
            answer = await self.client.get("/chat/messages", params={"after": self.seen, "wait": int(seconds)})
            answer.raise_for_status()
        except httpx.HTTPError:
            await asyncio.sleep(RETRY_EVERY)
            return []
        news: list[dict[str, Any]] = answer.json()["messages"]
        if news:
            self.seen = news[-1]["position"]
            self.heard += news
        return news

    async def reply_to(self, *, words: str) -> float:
        """Send and wait for the answer; returns the seconds between."""
        started = time.perf_counter()
        await self.send(words=words)
        while not await self.listen(20):
            pass
        return time.perf_counter() - started

    async def close(self) -> None:
        await self.client.aclose()
