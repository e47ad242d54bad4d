"""What the server refuses, in the words of the real one (tdlib/telegram-bot-api, Client.cpp, and what bots report)."""

import math
from typing import Any

JSON = dict[str, Any]


class Refused(Exception):
    """A call that is answered with `ok: false`."""

    def __init__(self, code: int, description: str, parameters: JSON | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> JSON:
        """The answer as the real server writes it."""
        body: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad(description: str) -> Refused:
    """The first letter is made small, unless the second is large: the real server does so with its library's words."""
    if description[1:2] != "_" and not description[1:2].isupper():
        description = description[0].lower() + description[1:]
    return Refused(400, f"Bad Request: {description}")


def forbidden(description: str) -> Refused:
    return Refused(403, f"Forbidden: {description}")


def conflict(description: str) -> Refused:
    return Refused(409, f"Conflict: {description}")


def too_many(seconds: float) -> Refused:
    """Whole seconds, at least one, as the real server gives them."""
    wait = max(1, math.ceil(seconds))
    return Refused(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
