"""What the bot asked for."""

from dataclasses import dataclass, field
from typing import Any, Literal

from tests.support.telegram_server.refusals import JSON

Outcome = Literal["running", "ok", "refused", "answer lost", "cut", "broken"]


@dataclass
class Call:
    """One call of the bot, in the order they came."""

    method: str
    values: dict[str, str]
    files: dict[str, bytes]
    at: float
    """By the server's clock, when it came in whole."""
    outcome: Outcome = "running"
    result: Any = None
    error: JSON | None = None
    chat: int | None = field(init=False)

    def __post_init__(self) -> None:
        given = self.values.get("chat_id", "")
        self.chat = int(given) if given.removeprefix("-").isdigit() else None

    @property
    def carried_out(self) -> bool:
        """Whether it did something, heard of or not."""
        return self.result is not None
