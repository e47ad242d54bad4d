"""Recordings that people send: known to be sound before anybody keeps them, and measured. Not a byte of them is changed.

A file from outside may be made to break whatever opens it. So it is opened in a process of its own, which has little time,
little memory, no file, no network and nothing of ours (`speech/measure.py`). Source: care.md R18, R24.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from speech.sound import Sound

MOST_BYTES = 20 * 1024 * 1024
"""What Telegram hands out to a bot; a browser's voice message of the longest kind is a quarter of it."""
LONGEST = 20 * 60
"""Seconds. Somebody has to hear all of it within a working day, and whoever has more to say can send another one."""
SHORTEST = 0.1
"""Seconds. Below this a finger slipped: nobody can have said a thing."""
WITHIN = 30.0
"""Seconds for one recording, however busy the machine is; its own processor time is bounded by far less."""
AT_ONCE = 2
"""Recordings that are measured at the same time: each may take 400 MB for a moment."""

READY = b"ready"
"""What the child says before it opens the recording."""
SAMPLES, RATE = "samples", 48_000
"""What the child is asked for, and how many samples a second it gives then (`speech/measure.py` has both)."""

_PROGRAM = Path(__file__).with_name("measure.py")


class WhyNot(StrEnum):
    """What is wrong with a file that is not kept."""

    NO_SOUND = "no_sound"
    TOO_LONG = "too_long"


class NotKept(Exception):
    """This is no recording that we keep; `why` chooses what its person hears."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why


class CheckFailed(Exception):
    """Nobody could look at it just now, which is not its person's fault: have it sent again."""


@dataclass(frozen=True)
class Measured:
    """What a recording really is: by its own bytes, not by what its sender calls it."""

    media_type: str
    seconds: float


class Checks:
    """Measures recordings, a few at a time. One for each channel, so that neither waits for the other."""

    def __init__(self, within: float = WITHIN) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)
        self._within = within

    async def measured(self, sound: bytes) -> Measured:
        """Raises NotKept for what is no sound, or too much of it, and CheckFailed where nobody can tell."""
        return _understood(await self._looked_at(sound, str(LONGEST)), LONGEST)[0]

    async def heard(self, sound: bytes, longest: float) -> Sound:
        """What can be heard of a recording of at most so many seconds. Raises as `measured`."""
        _, samples = _understood(await self._looked_at(sound, str(longest), SAMPLES), longest)
        if not samples or len(samples) % 2:  # it broke while it was handed out
            raise NotKept(WhyNot.NO_SOUND)
        return Sound(np.frombuffer(samples, np.int16).astype(np.float32) / np.float32(32_768), RATE)

    async def _looked_at(self, sound: bytes, *more: str) -> bytes:
        if len(sound) > MOST_BYTES:
            raise NotKept(WhyNot.TOO_LONG)
        try:
            async with asyncio.timeout(self._within), self._room:
                return await _answer(sound, *more)
        except TimeoutError as error:
            raise CheckFailed("A recording could not be looked at in time.") from error
        except OSError as error:  # no process is to be had
            raise CheckFailed(f"Recordings cannot be looked at: {type(error).__name__}.") from error


async def _answer(sound: bytes, *more: str) -> bytes:
    # Isolated and with an empty environment: no secret and no folder of ours is in its reach.
    command = (sys.executable, "-I", str(_PROGRAM), *more)
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={})
    try:
        answer, _ = await process.communicate(sound)
        return answer
    finally:
        await _end(process)


async def _end(process: Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _understood(answer: bytes, longest: float) -> tuple[Measured, bytes]:
    """What it found, and the samples. A child that was ready and then said nothing was ended by its limits: no recording needs
    as much as that one did."""
    ready, _, rest = answer.partition(b"\n")
    if ready != READY:
        raise CheckFailed("Recordings cannot be looked at: `python speech/measure.py 1 </dev/null` says why.")
    found, _, samples = rest.partition(b"\n")
    if not found:
        raise NotKept(WhyNot.NO_SOUND)
    measured = Measured(**json.loads(found))
    if measured.seconds > longest:
        raise NotKept(WhyNot.TOO_LONG)
    if measured.seconds < SHORTEST:
        raise NotKept(WhyNot.NO_SOUND)
    return measured, samples
