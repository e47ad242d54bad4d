"""The trained model as a child process of a command, with nothing else running: no server, no port, no action endpoint.

It lives in the assistant's own Python (`nlu/read_lines.py`) and ends with its parent. Answers come in the order of the
questions, so that many may be under way; one thread may send while another receives.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from typing import IO, Any, Self

from bot.assistant_child import AssistantFiles, dies_with_us, environment

READER = "nlu.read_lines"
_ENDED = "The model's process ended. Try again; if it ends again, run `make setup`."


class ModelGone(Exception):
    """The child ended, or never got ready; the message says what to do."""


class Unreadable(Exception):
    """The model failed at one text; the others can still be read. The message is the kind of error, without words."""


class ModelChild:
    """One loaded model. Use it in a `with`: it is gone at the end."""

    def __init__(
        self, environ: Mapping[str, str], files: AssistantFiles | None = None, module: str = READER, *arguments: str
    ) -> None:
        """Start it, and return when it is ready, some seconds later. `environ`: the app's own, of which little is handed on.
        `module`: what the assistant's Python runs, with `arguments`, else our own trained model.

        Call it on the main thread: the kernel ends the child when the thread that started it ends. Raises AssistantMissing
        if the assistant was never set up, ModelGone if it cannot be loaded.
        """
        files = files or AssistantFiles()
        files.are_there()
        self._process = subprocess.Popen(
            [*dies_with_us(files.python), "-m", module, *(arguments or (str(files.model),))],
            cwd=files.root,
            env=environment(environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Rasa's log may hold people's words.
            stderr=subprocess.DEVNULL,
            # Ctrl-C goes to the command alone, which ends the child.
            start_new_session=True,
        )
        try:
            self.receive()
        except BaseException as error:  # Ctrl-C while it loads, too
            self.close()
            if isinstance(error, Unreadable):
                raise ModelGone(f"The model could not be loaded ({error}). Run `make setup`.") from None
            raise

    def send(self, text: str) -> None:
        """Have a text read; it may wait until there is room. Raises ModelGone."""
        with _or_gone():
            pipe = _there(self._process.stdin)
            pipe.write(json.dumps({"text": text}).encode() + b"\n")
            pipe.flush()

    def receive(self) -> dict[str, Any]:
        """What `/model/parse` would answer to the earliest text that was sent and not received yet. Raises Unreadable,
        ModelGone."""
        with _or_gone():
            line = _there(self._process.stdout).readline()
        if not line.endswith(b"\n"):
            raise ModelGone(_ENDED)
        found: dict[str, Any] = json.loads(line)
        if "failed" in found:
            raise Unreadable(str(found["failed"]))
        return found

    def ask(self, text: str) -> dict[str, Any]:
        """Both. Raises Unreadable, ModelGone."""
        self.send(text)
        return self.receive()

    def close(self) -> None:
        """End it; returns when it is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what was on its way to it is lost
                _there(pipe).close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def _or_gone() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # a broken pipe, or one that was closed
        raise ModelGone(_ENDED) from error


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - both were asked for
    return pipe
