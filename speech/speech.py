"""The one way in: a text, a pace and a format become a recording on disk."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

import soundfile

from speech.cache import Cache
from speech.engine import Engine, Pace
from speech.espeak import Espeak
from speech.flite import Flite
from speech.google import Google
from speech.piper import Piper
from speech.sound import MEDIA_TYPES, Format, Sound, encoded, levelled
from speech.spoken import spoken_text

_log = logging.getLogger(__name__)


ENGINES = tuple(kind.name for kind in (Google, Piper, Flite, Espeak))
"""The names of all there are; none tells of who spoke."""


class SpeechFailed(Exception):
    """There is no sound for this text. Its words were shown already: say "No sound just now." (rule 43)."""


@dataclass(frozen=True)
class Recording:
    """A voice file that is ready to send."""

    path: Path
    media_type: str
    engine: str
    seconds: float


class Speech:
    """Says texts, by the best engine that can, and keeps what it said. Safe to share between threads."""

    def __init__(
        self,
        cache_folder: Path,
        *,
        google: bool = False,
        fixed_texts: frozenset[str] = frozenset(),
        piper_voice: Path | None = None,
        flite: str | None = "flite",
        google_seconds: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Choose the engines, best first.

        `google` sends texts to an outside service: only ever one of `fixed_texts` (the catalogue's own, as shown).
        `piper_voice` is a voice file, `flite` a program's name or path; None leaves that engine out. `google_seconds`
        is how long one phrase may take; `clock` counts seconds.
        """
        self._cache = Cache(cache_folder)
        self._engines: list[Engine] = []
        if google:
            self._engines.append(Google(fixed_texts, google_seconds, clock))
        if piper_voice is not None:
            self._engines.append(Piper(piper_voice))
        if flite is not None:
            self._engines.append(Flite(flite))
        self._engines.append(Espeak())
        self._one_at_a_time = _Locks()

    def voice(self, text: str, pace: Pace = "normal", format: Format = "mp3") -> Recording:
        """The shown text as a recording. Blocks while it is made: call it in a worker thread.

        The same text asked for twice at once is made once. Raises `SpeechFailed`.
        """
        words = spoken_text(text)
        if not words:
            raise SpeechFailed("The text holds nothing that can be said.")
        with self._one_at_a_time.for_text(words):
            for engine in self._engines:
                if engine.can_say(words) and (recording := self._by(engine, words, pace, format)):
                    return recording
        raise SpeechFailed("No engine could say the text.")

    def forget(self, text: str) -> None:
        """Remove every recording of a shown text, for a purge: it may hold a person's words."""
        words = spoken_text(text)
        with self._one_at_a_time.for_text(words):
            self._cache.forget(words)

    def _by(self, engine: Engine, words: str, pace: Pace, format: Format) -> Recording | None:
        """The recording by this engine, kept or new; None if the engine fails, in whatever way."""
        path = self._cache.path(words, engine, pace, format)
        if (seconds := _seconds(path)) is None:
            try:
                sound = engine.render(words, pace)
                self._cache.keep(path, encoded(_audible(sound), format))
            except Exception as failure:  # noqa: BLE001 - other people's engines; none may cost the person the message
                # Only the kind of failure: its message could hold a person's words (R65).
                _log.warning("no sound from %s: %s", engine.name, type(failure).__name__)
                return None
            seconds = sound.seconds
        return Recording(path, MEDIA_TYPES[format], engine.name, seconds)


class _Locks:
    """A lock for each text that is being said, gone when nobody holds it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()

    def for_text(self, text: str) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(text, threading.Lock())


def _audible(sound: Sound) -> Sound:
    """At the common loudness. Raises ValueError for silence, which an engine may give for a script it cannot read."""
    level = levelled(sound)
    if not level.samples.any():
        raise ValueError("the engine gave silence")
    return level


def _seconds(path: Path) -> float | None:
    """How long a kept recording is; None if there is none, or one that no longer plays."""
    try:
        return float(soundfile.info(path).duration)
    except soundfile.SoundFileError:
        return None
