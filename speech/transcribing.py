"""What a program hears in a voice message: a suggestion, and never more. The engine and its model are the operator's own.

One recording at a time, each in a process of its own that has so much memory and time and no more, and is gone afterwards
(`speech/transcribe.py`). Nothing is ever fetched, and nothing leaves the machine. Source: care.md R24, R64.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass, field
from pathlib import Path

LOAD_SECONDS = 120.0
"""For the model to be read from the disk, however slow that is."""
TIMES_AS_LONG = 4.0
"""A recording may take so many times its own length, on a machine that has other things to do."""
LONGEST_WORDS = 20_000
"""Letters. Twenty minutes of fast speech are fewer."""

_PROGRAM = Path(__file__).with_name("transcribe.py")
_MOST_ANSWER = 256 * 1024
# What only a model of this engine has in its folder.
_KNOWN_BY = {"faster-whisper": "model.bin", "vosk": "am"}
_PACKAGES = {"faster-whisper": "faster_whisper", "vosk": "vosk"}


class NotTranscribed(Exception):
    """Nothing can be said about this recording: a human hears it anyway. The message holds no words of it."""


@dataclass(frozen=True)
class Transcript:
    """What was heard, how sure the engine is (0 to 1), and by what. `words` are empty where it heard nobody speak."""

    words: str = field(repr=False)
    confidence: float
    engine: str
    model: str


def engine_of(model: Path) -> str | None:
    """The engine that a model folder is for; None if it is for none of ours."""
    return next((engine for engine, name in _KNOWN_BY.items() if (model / name).exists()), None)


def package_of(engine: str) -> str:
    """The Python package that it needs."""
    return _PACKAGES[engine]


class Transcriber:
    """One for the process. `load_seconds`: how long the model may take to load."""

    def __init__(self, model: Path, load_seconds: float = LOAD_SECONDS) -> None:
        """Raises ValueError for a folder that holds no model of ours."""
        engine = engine_of(model)
        if engine is None:
            raise ValueError("no model")
        self._model, self._engine, self._load_seconds = model.resolve(), engine, load_seconds
        self._one_at_a_time = asyncio.Lock()

    async def heard(self, sound: bytes, media_type: str, seconds: float) -> Transcript:
        """Listen to a recording that was looked at (`Checks`), of this type and length. Raises NotTranscribed for whatever goes wrong."""
        async with self._one_at_a_time:
            within = self._load_seconds + TIMES_AS_LONG * seconds
            try:
                async with asyncio.timeout(within):
                    answer = await self._answer(sound, media_type, within)
            except TimeoutError as error:
                raise NotTranscribed("The engine took too long.") from error
            except OSError as error:
                raise NotTranscribed(f"The engine cannot be started: {type(error).__name__}.") from error
        return self._understood(answer)

    async def _answer(self, sound: bytes, media_type: str, within: float) -> bytes:
        about = (self._engine, str(self._model), media_type, str(math.ceil(within)))
        command = (sys.executable, "-I", str(_PROGRAM), *about)
        # Without our environment, and told not to fetch anything, whatever is missing.
        environ = {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environ)
        try:
            feeding = asyncio.create_task(_feed(process, sound))
            answer = await _read(process)
            await feeding
            if len(answer) <= _MOST_ANSWER:  # it ends by itself: nobody may be ended who is about to
                await process.wait()
            return answer
        finally:
            await _end(process)

    def _understood(self, answer: bytes) -> Transcript:
        try:
            found = json.loads(answer)
            words, confidence = found["words"], float(found["confidence"])
            if not isinstance(words, str) or not 0.0 <= confidence <= 1.0 or len(words) > LONGEST_WORDS:
                raise ValueError
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            raise NotTranscribed("The engine gave no answer that can be read.") from error
        tidy = " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
        return Transcript(tidy, confidence, self._engine, self._model.name)


async def _feed(process: Process, sound: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 - it was asked for
    with contextlib.suppress(ConnectionError):
        process.stdin.write(sound)
        await process.stdin.drain()
        process.stdin.close()


async def _read(process: Process) -> bytes:
    """All that it says; of one that does not stop, the beginning, which is no answer."""
    assert process.stdout is not None  # noqa: S101 - it was asked for
    answer = bytearray()
    while len(answer) <= _MOST_ANSWER and (part := await process.stdout.read(65_536)):
        answer += part
    return bytes(answer)


async def _end(process: Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
