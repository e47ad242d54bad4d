"""The trained model alone, without a server: a line of JSON in, a line of JSON out, in order.

Run with the assistant's own Python as `python -m nlu.read_lines MODEL`. Its first line is `{"ready": true}`, or `{"failed": …}`
and then it ends. Every line it is given is a body of `/model/parse`, and is answered as that answers, by the same call.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Iterable
from typing import IO, Any


def main() -> int:
    """Load the model, then read until there are no more lines."""
    answers = _kept_clean()
    try:
        # Here, because it writes to standard output while it is imported.
        from rasa.core.agent import Agent
        from rasa.utils.log_utils import configure_structlog

        # Not told otherwise, it puts every message into its log, which takes longer than a part of the reading.
        configure_structlog(logging.ERROR)
        agent = Agent.load(sys.argv[1])
    except Exception as error:  # noqa: BLE001 - whatever it was, who started us has to know
        _write(answers, {"failed": type(error).__name__})
        return 1
    _write(answers, {"ready": True})
    asyncio.run(_read(agent, sys.stdin.buffer, answers))
    return 0


def _kept_clean() -> IO[str]:
    """Standard output for the answers alone: what anything else prints goes to where errors go."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return answers


async def _read(agent: Any, lines: Iterable[bytes], answers: IO[str]) -> None:
    for line in lines:
        try:
            found = await agent.parse_message(json.loads(line)["text"])
        except Exception as error:  # noqa: BLE001 - one message that cannot be read must not end the others
            found = {"failed": type(error).__name__}
        _write(answers, found)


def _write(answers: IO[str], found: dict[str, Any]) -> None:
    answers.write(json.dumps(found) + "\n")
    answers.flush()


if __name__ == "__main__":
    sys.exit(main())
