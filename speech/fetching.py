"""Having all phrases said by Google once: slowly, patiently, and from where it stopped the last time. Nobody waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx
import soundfile

from speech.clips import Clips
from speech.engine import PACES, Pace
from speech.google import Google, GoogleFailed, TooManyRequests
from speech.sound import Sound
from wording.fixed_phrase import FixedPhrase

BETWEEN = 1.0
"""Seconds between two phrases."""
TRIES_AFTER = (5.0, 30.0)
"""Seconds before each further try of a phrase that failed."""
WAITS = (60.0, 120.0, 300.0, 900.0)
"""Seconds to wait, each time longer, when Google says that we ask too often; after them we leave it for this time."""
LONGEST_WAIT = 3600.0
HOPELESS = 3
"""So many phrases that failed in a row are no chance."""

_FAILURES = (GoogleFailed, httpx.HTTPError, soundfile.SoundFileError, ValueError)


class _StopNow(Exception):
    """It makes no sense to go on for now; the message says why."""


@dataclass(frozen=True)
class Fetched:
    """What there is afterwards. `why`: why it stopped early, or ""."""

    kept: int
    wanted: int
    words_a_minute: dict[Pace, float]
    why: str


@dataclass
class Fetching:
    """One run. `tell` hears how many of how many are kept, after each; `sleep` waits for seconds."""

    google: Google
    clips: Clips
    phrases: Sequence[FixedPhrase]
    tell: Callable[[int, int], None]
    tell_wait: Callable[[float], None]
    sleep: Callable[[float], None] = time.sleep
    _failed_in_a_row: int = field(default=0, init=False)

    def run(self) -> Fetched:
        """Every phrase at both paces. Raises OSError where the disk refuses."""
        self.clips.keep_only(self.phrases)
        wanted = [(phrase, pace) for pace in PACES for phrase in self.phrases]
        missing = [one for one in wanted if self.clips.seconds(*one) is None]
        kept, why = len(wanted) - len(missing), ""
        for number, (phrase, pace) in enumerate(missing):
            if number:
                self.sleep(BETWEEN)
            try:
                sound = self._patiently(phrase, pace)
            except _StopNow as stop:
                why = str(stop)
                break
            if sound is not None:
                self.clips.keep(phrase, pace, sound)
                kept += 1
            self.tell(kept, len(wanted))
        return Fetched(kept, len(wanted), {pace: self._words_a_minute(pace) for pace in PACES}, why)

    def _patiently(self, phrase: FixedPhrase, pace: Pace) -> Sound | None:
        """The phrase; None if it fails again and again. Raises _StopNow if all do, or if Google does not want us now."""
        for pause in (*TRIES_AFTER, None):
            try:
                sound = self._when_allowed(phrase, pace)
            except _FAILURES as failure:
                if pause is None:
                    self._give_up(type(failure).__name__)
                    return None
                self.sleep(pause)
            else:
                self._failed_in_a_row = 0
                return sound
        raise AssertionError("the last try has no pause after it")

    def _give_up(self, kind: str) -> None:
        self._failed_in_a_row += 1
        if self._failed_in_a_row >= HOPELESS:
            raise _StopNow(f"{HOPELESS} phrases in a row could not be had ({kind})")

    def _when_allowed(self, phrase: FixedPhrase, pace: Pace) -> Sound:
        for wait in (*WAITS, None):
            try:
                sound = self.google.render(phrase, pace)
            except TooManyRequests as told:
                if wait is None or (told.seconds or 0) > LONGEST_WAIT:
                    raise _StopNow("Google says that it was asked too often") from None
                longer = max(wait, told.seconds or 0)
                self.tell_wait(longer)
                self.sleep(longer)
            else:
                if not sound.samples.any():
                    raise GoogleFailed("the answer was silence")
                return sound
        raise AssertionError("the last try has no wait after it")

    def _words_a_minute(self, pace: Pace) -> float:
        """Measured over what is kept; 0 where nothing is."""
        known = [(phrase, seconds) for phrase in self.phrases if (seconds := self.clips.seconds(phrase, pace))]
        total = sum(seconds for _, seconds in known)
        return 60 * sum(len(phrase.text.split()) for phrase, _ in known) / total if total else 0.0
