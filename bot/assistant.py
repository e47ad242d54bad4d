"""The assistant as the gateway talks to it: words are read once, then a turn is taken in intents.

No person's words are ever part of a turn, and nothing here logs what it sends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self

import aiohttp

from storage.turns import TurnResult

ASKED_MARK = "\u2063"
"""An invisible separator that stands around what we tell the model beside the words: the kind of the open question, and what
a person's own signs mean. Channels take it out of what is typed."""

CONNECTS_WITHIN = 2.0
"""Seconds."""


class AssistantDown(Exception):
    """Nobody answers: the message waits."""


class TurnFailed(Exception):
    """The assistant answered, but not with the one result of this turn."""


@dataclass(frozen=True)
class Part:
    """One of the things said in a message: its own words, cut out as they stand, and what they are about."""

    text: str
    kind: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Parsed:
    """What the model makes of some words. `kind`, with how sure it is, and `parts` are read of every message, as if it were
    feedback; `tier` is what the model hears alone, without the screening rules."""

    intent: str
    confidence: float
    kind: str
    kind_confidence: float
    parts: tuple[Part, ...]
    topics: tuple[str, ...]
    tier: str

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Parsed:
        """From what `/model/parse` answers."""
        intent, kind = found.get("intent") or {}, found["kind"]
        parts = tuple(Part(part["text"], part["kind"], tuple(part["topics"])) for part in found["parts"])
        return cls(
            str(intent.get("name") or "not_understood"),
            float(intent.get("confidence") or 0.0),
            str(kind["name"]),
            float(kind["confidence"]),
            parts,
            tuple(found["topics"]),
            str(found["tier"]["name"]),
        )


def as_asked(asked: str, words: str) -> str:
    """Words as the model is given them, with what was asked (`bot.understanding.asked_as`)."""
    return f"{ASKED_MARK}asked={asked}{ASKED_MARK}{words}"


class Assistant:
    """One client for the process; keeps its connections open."""

    def __init__(self, address: Callable[[], str], token: str | None, *, seconds: float = 20.0) -> None:
        """Call it on the event loop. `address` is asked each time, for it may change when the assistant is started again.
        `seconds`: how long one turn may take before it counts as failed."""
        self._address = address
        limits = aiohttp.ClientTimeout(total=seconds, connect=CONNECTS_WITHIN)
        # Rasa's own pages take the token as a parameter, our channel as a header.
        self._params = {} if token is None else {"token": token}
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        self._client = aiohttp.ClientSession(timeout=limits, headers=headers)

    async def parse(self, asked: str, words: str) -> Parsed:
        """Read words as an answer to what was `asked` (`bot.understanding.asked_as`). Raises AssistantDown."""
        return Parsed.from_json(await self._post("/model/parse", {"text": as_asked(asked, words)}))

    async def turn(self, intent: str, asked: str, answer: str, message_id: str, tries: int) -> TurnResult:
        """One step of the talk. Raises AssistantDown, or TurnFailed for anything but the one result of this turn.

        Rasa goes on without a word when an action or a rule failed, so silence is a failure (architecture). Each try is a
        turn of its own to the assistant, which may have saved half of the last one.
        """
        body = {"turn": f"{message_id}.{tries}", "message_id": message_id, "intent": intent}
        replies = await self._post("/webhooks/turn/webhook", {**body, "slots": {"asked": asked, "answer": answer}})
        results = [one["custom"] for one in replies if isinstance(one, dict) and "custom" in one]
        if len(results) != 1 or len(replies) != 1 or results[0].get("message_id") != message_id:
            raise TurnFailed(f"{intent}: {len(replies)} replies")
        return TurnResult.from_json(results[0])

    async def is_there(self) -> bool:
        """Whether it answers and has its model."""
        try:
            async with self._client.get(f"{self._address()}/status", params=self._params) as answer:
                return answer.status == HTTPStatus.OK and bool((await answer.json()).get("model_file"))
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        try:
            async with self._client.post(f"{self._address()}{path}", json=body, params=self._params) as answer:
                if answer.status == HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise TurnFailed("status 500")
                if answer.status != HTTPStatus.OK:
                    # It answers without a model while it starts (409), and not for us with a wrong token (401).
                    raise AssistantDown(f"status {answer.status}")
                return await answer.json()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise AssistantDown(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise TurnFailed(type(error).__name__) from error

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()
