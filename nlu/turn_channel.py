"""The one way into the talk: a turn as the gateway has read it, an intent and two slots, never anybody's words.

Rasa's own REST channel takes text, so each turn would pass the whole reading a second time, and a payload ("/choose{…}") is
told from words by its first sign alone. It is also open to everybody on the machine, and answers 200 when a turn has failed.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

Handler = Callable[[UserMessage], Awaitable[Any]]


class TurnChannel(InputChannel):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """`POST /webhooks/turn/webhook` with `{"turn", "message_id", "intent", "slots"}`; answers the messages of the turn.

    `turn` is a name of this turn alone: the assistant remembers nothing of earlier ones, and needs nothing of them.
    """

    def __init__(self, token: str) -> None:
        self._token = token

    @classmethod
    def name(cls) -> str:
        """Part of the address."""
        return "turn"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TurnChannel:
        """`token` of credentials.yml, which the app sends with each turn."""
        if not credentials or not credentials.get("token"):
            cls.raise_missing_credentials_exception()
        return cls(str((credentials or {})["token"]))

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes of this channel."""
        turns = Blueprint("turns", "turns")

        @turns.route("/webhook", methods=["POST"])  # type: ignore[misc]
        async def take(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("authorization", ""), f"Bearer {self._token}"):
                return response.json({"error": "wrong token"}, status=401)
            collected = CollectingOutputChannel()
            await on_new_message(_message(request.json, collected))
            return response.json(collected.messages)

        return turns


def _message(turn: dict[str, Any], output: CollectingOutputChannel) -> UserMessage:
    entities = [{"entity": name, "value": value} for name, value in turn["slots"].items()]
    text = f"/{turn['intent']}"
    read = {"text": text, "intent": {"name": turn["intent"], "confidence": 1.0}, "entities": entities}
    return UserMessage(
        text,
        output,
        turn["turn"],
        parse_data=read,
        input_channel=TurnChannel.name(),
        metadata={"message_id": turn["message_id"]},
    )
