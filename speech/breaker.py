"""An engine that failed again and again is left alone for a while: nobody waits for it at every message."""

import threading
from collections.abc import Callable

FAILURES = 3
RESTS = 60.0
"""Seconds, after which it is tried once more."""


class Breaker:
    """One for each engine. Safe to share between threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` counts seconds."""
        self._clock = clock
        self._lock = threading.Lock()
        self._failed_in_a_row = 0
        self._rests_until = clock()

    @property
    def is_resting(self) -> bool:
        return self._clock() < self._rests_until

    def may_try(self) -> bool:
        """Whether to ask the engine now. After its rest one caller is let through, and the others only once that went well."""
        with self._lock:
            if self.is_resting:
                return False
            if self._failed_in_a_row >= FAILURES:
                self._rests_until = self._clock() + RESTS
            return True

    def went_well(self) -> None:
        """The engine said what it was asked to."""
        with self._lock:
            self._failed_in_a_row, self._rests_until = 0, self._clock()

    def failed(self) -> None:
        """It did not."""
        with self._lock:
            self._failed_in_a_row += 1
            if self._failed_in_a_row >= FAILURES:
                self._rests_until = self._clock() + RESTS
