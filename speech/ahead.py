"""Everything that is the same for everybody, said ahead at both paces, so that a person never waits for it."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from speech.engine import PACES, Pace
from speech.sound import Format
from speech.speech import Speech, SpeechFailed
from speech.words import Fixed
from wording.fixed_phrase import FixedMessage

_LOWEST_PRIORITY = 19


@dataclass(frozen=True)
class Missing:
    """A message that is not there yet at this pace, by the name of its response."""

    name: str
    pace: Pace


@dataclass(frozen=True)
class Progress:
    """How many of how many are there, each message at each pace counted once, and which are missing."""

    ready: int
    wanted: int
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Ahead:
    """`formats`: those that the channels of this service send."""

    speech: Speech
    messages: Sequence[FixedMessage]
    formats: tuple[Format, ...]

    def progress(self) -> Progress:
        """As it is on disk now."""
        missing = tuple(
            Missing(message.name, pace) for message, pace in self._wanted() if self._formats_of(message, pace)
        )
        wanted = len(self.messages) * len(PACES)
        return Progress(wanted - len(missing), wanted, missing)

    def run(self, stop: threading.Event, tell: Callable[[int, int], None], *, at_ease: bool = True) -> None:
        """Say what is missing until it is there or `stop` is set; `tell` hears how many of how many were gone through. At ease:
        at the lowest priority, and never for more than half of the time, as people talk meanwhile."""
        if at_ease:
            # On Linux a priority is a thread's own, and this thread ends after it.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOWEST_PRIORITY)
        wanted = self._wanted()
        for number, (message, pace) in enumerate(wanted, 1):
            started = time.monotonic()
            if missing := self._formats_of(message, pace):
                # What cannot be said is told as missing.
                with contextlib.suppress(SpeechFailed):
                    self.speech.voice(Fixed(message.phrases), pace, missing[0], also=missing[1:])
            tell(number, len(wanted))
            if stop.wait(time.monotonic() - started if at_ease else 0.0):
                return

    def _wanted(self) -> list[tuple[FixedMessage, Pace]]:
        return [(message, pace) for pace in PACES for message in self.messages]

    def _formats_of(self, message: FixedMessage, pace: Pace) -> list[Format]:
        """In which formats it is missing."""
        words = Fixed(message.phrases)
        return [one for one in self.formats if not self.speech.is_ready(words, pace, one)]
