"""The assistant as the gateway talks to it: words are read once, then a turn is taken in intents (Rasa's REST API).

No person's words are ever part of a turn, and nothing here logs what it sends.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import httpx

from storage.turns import TurnResult

ASKED_MARK = "\u2063"
"""An invisible separator that stands around the kind of the open question; channels take it out of what is typed."""


class AssistantDown(Exception):
    """Nobody answers: the message waits."""


class TurnFailed(Exception):
    """The assistant answered, but not with the one result of this turn."""


@dataclass(frozen=True)
class Parsed:
    """What the model makes of some words."""

    intent: str
    confidence: float


class Assistant:
    """One client for the process; keeps its connections open."""

    def __init__(self, address: Callable[[], str], token: str | None, *, seconds: float = 20.0) -> None:
        """`address` is asked each time, for it changes when the assistant is started again. `seconds`: how long one turn
        may take before it counts as failed."""
        self._address = address
        self._client = httpx.AsyncClient(timeout=httpx.Timeout(seconds, connect=2.0))
        self._params = {} if token is None else {"token": token}

    async def parse(self, asked: str, words: str) -> Parsed:
        """Read words as an answer to the question of kind `asked` ("none" where none is open). Raises AssistantDown."""
        text = f"{ASKED_MARK}asked={asked}{ASKED_MARK}{words}"
        found = await self._post("/model/parse", {"text": text})
        intent = found.get("intent") or {}
        return Parsed(str(intent.get("name") or "not_understood"), float(intent.get("confidence") or 0.0))

    async def turn(self, episode: str, intent: str, asked: str, answer: str, message_id: str) -> TurnResult:
        """One step of the talk. Raises AssistantDown, or TurnFailed for anything but the one result of this turn.

        Rasa answers 200 with nothing when an action or a rule failed, so silence is a failure (architecture).
        """
        payload = f"/{intent}{json.dumps({'asked': asked, 'answer': answer})}"
        body = {"sender": episode, "message": payload, "metadata": {"message_id": message_id}}
        replies = await self._post("/webhooks/rest/webhook", body)
        results = [one["custom"] for one in replies if isinstance(one, dict) and "custom" in one]
        if len(results) != 1 or len(replies) != 1 or results[0].get("message_id") != message_id:
            raise TurnFailed(f"{intent}: {len(replies)} replies")
        return TurnResult.from_json(results[0])

    async def is_there(self) -> bool:
        """Whether it answers and has its model."""
        try:
            answer = await self._client.get(f"{self._address()}/status", params=self._params, timeout=2.0)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK and bool(answer.json().get("model_file"))

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        try:
            answer = await self._client.post(f"{self._address()}{path}", json=body, params=self._params)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise AssistantDown(type(error).__name__) from error
        except httpx.HTTPError as error:
            raise TurnFailed(type(error).__name__) from error
        if answer.status_code != httpx.codes.OK:
            # It answers without a model while it starts (409), and not for us with a wrong token (401).
            raise AssistantDown(f"status {answer.status_code}")
        return answer.json()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()
