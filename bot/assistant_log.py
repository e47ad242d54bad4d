"""What of the assistant's log may stand in ours: level, module and event name, never a word that somebody said.

Rasa writes message text into its errors, and into tracebacks. So nothing is passed on as it stands: a line that is not
built as Rasa builds its lines is dropped, and of the others only names made of letters, dots and underscores remain.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from dataclasses import dataclass

_LINE = re.compile(
    r"(?:\x1b\[[\d;]*m)*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?P<level>WARNING|ERROR|CRITICAL) +"
    r"(?P<module>[\w.]{1,80}) +- (?P<said>.*)",
    re.DOTALL,
)
_OF_RASA = re.compile(r"(?:rasa|nlu)(?:\.[a-z_]+){1,6}|sanic\.[a-z_.]+|root")
_EVENT_NAME = re.compile(r"[a-z_]+(?:\.[a-z_]+){1,6}")
_FOLDED = re.compile(r"\{.*\}", re.DOTALL)


@dataclass(frozen=True)
class LogEntry:
    """One thing that the assistant reported."""

    level: int
    module: str
    event: str

    def __str__(self) -> str:
        return f"{self.module} {self.event}".strip()

    def for_log(self) -> str:
        """Names only: see `bot.safe_record`."""
        return str(self)


def entry(line: str) -> LogEntry | None:
    """What may be passed on of a line; None for notes below a warning and for lines of any other make."""
    found = _LINE.match(line)
    if not found or not _OF_RASA.fullmatch(found["module"]):
        return None
    return LogEntry(logging.getLevelNamesMapping()[found["level"]], found["module"], _event(found["said"]))


async def pass_on(output: asyncio.StreamReader | None, log: logging.Logger) -> None:
    """Read the assistant's output to its end (a full pipe would stop it in mid-line), and log what may be."""
    while output and not output.at_eof():
        try:
            line = await output.readline()
        except ValueError:  # longer than any line worth reading
            continue
        if noted := entry(line.decode("utf-8", "replace").rstrip()):
            log.log(noted.level, "%s", noted)


def _event(said: str) -> str:
    """The name that Rasa gives a structured entry; empty for a free sentence, which may quote a person."""
    if not (folded := _FOLDED.match(said.strip())):
        return ""
    try:
        name = json.loads(folded[0]).get("event")
    except (ValueError, AttributeError):
        return ""
    return name if isinstance(name, str) and _EVENT_NAME.fullmatch(name) else ""
