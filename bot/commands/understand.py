"""`said understand`: lines of JSON in, the reading of each out, by the model and the rules that the chat reads with."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from queue import Queue
from threading import Thread
from typing import IO, Any, TypeAlias

from bot.assistant import as_asked
from bot.model_child import ModelChild, ModelGone, Unreadable
from bot.published import BadLine, Message, as_json, message_from
from bot.understanding import understood_from

ALL_READ, SOME_BAD, INTERRUPTED = 0, 1, 130
MOST_WAITING = 100_000
"""Lines that are taken in while others are read: whoever writes all of theirs before they read an answer need not wait."""
Asked: TypeAlias = Message | BadLine


def run(environ: Mapping[str, str]) -> int:
    """From standard input to standard output; the exit code. Raises AssistantMissing, ModelGone."""
    # Neither that of `sys` nor one that is closed: a thread that waits for a line would hold it up for ever.
    lines = open(0, "rb", closefd=False)  # noqa: SIM115
    with open(1, "wb", closefd=False) as out:
        try:
            with ModelChild(environ) as model:
                return read_lines(model, lines, out)
        except KeyboardInterrupt:
            return INTERRUPTED
        except BrokenPipeError:  # whoever reads has had enough; what is left for them goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return ALL_READ


def read_lines(model: ModelChild, lines: Iterable[bytes], out: IO[bytes]) -> int:
    """Each line is answered in order and as soon as it is read, a bad one by what is wrong with it; 1 if one was bad, else
    0. Raises ModelGone."""
    taken: Queue[bytes | None] = Queue(MOST_WAITING)
    sent: Queue[Asked | None] = Queue(MOST_WAITING)
    for work in (lambda: _take(lines, taken), lambda: _send(model, taken, sent)):
        Thread(target=work, daemon=True).start()
    code, number = ALL_READ, 0
    while (asked := sent.get()) is not None:
        number += 1
        try:
            answer = _answer(model, asked)
        except BadLine as wrong:
            answer, code = {"error": f"line {number}: {wrong}"}, SOME_BAD
        out.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        out.flush()
    return code


def _take(lines: Iterable[bytes], taken: Queue[bytes | None]) -> None:
    with suppress(OSError):
        for line in lines:
            taken.put(line)
    taken.put(None)


def _send(model: ModelChild, taken: Queue[bytes | None], sent: Queue[Asked | None]) -> None:
    """The model has the next lines before it has answered: neither it nor the rules wait for the other."""
    with suppress(ModelGone):  # told by whoever waits for its answer
        for line in iter(taken.get, None):
            asked = _asked(line)
            sent.put(asked)
            if isinstance(asked, Message):
                model.send(as_asked(asked.asked, asked.words))
    sent.put(None)


def _asked(line: bytes) -> Asked:
    try:
        return message_from(line)
    except BadLine as wrong:
        return wrong


def _answer(model: ModelChild, asked: Asked) -> dict[str, Any]:
    if isinstance(asked, BadLine):
        raise asked
    try:
        return as_json(understood_from(model.receive(), asked.words))
    except Unreadable as failed:
        raise BadLine(f"the model failed at it ({failed}). Please report this line as a fault of ours.") from None
