"""The one way in: words, a pace and a format become a recording on disk."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

import soundfile

from speech import google
from speech.breaker import Breaker
from speech.cache import Cache, Limits
from speech.clips import Clips
from speech.engine import Engine, Pace, PhraseEngine, TextEngine
from speech.espeak import Espeak
from speech.flite import Flite
from speech.google import Google
from speech.mbrola import Mbrola
from speech.piper import Piper
from speech.recorded import RECORDINGS
from speech.sound import MEDIA_TYPES, Format, Sound, encoded, levelled, trimmed
from speech.words import Fixed, Personal, Words

_log = logging.getLogger(__name__)

ENGINES = (RECORDINGS, google.NAME, Piper.name, Flite.name, Mbrola.name, Espeak.name)
"""The names of all there are, in the usual order; none tells of who spoke."""


ONLY_PLAIN = (
    "Only the plain voice (espeak) is there. People follow a better one more easily: install flite (on Debian: apt install flite), "
    "or bring a Piper voice (PIPER_VOICE). docs/speech.md says how."
)
NOT_KEPT = "Nothing can be heard: {} cannot be written. Let the service write there, or set SPEECH_CACHE to a folder where it can."


class SpeechFailed(Exception):
    """There is no sound for these words. They were shown already: say "No sound just now." (rule 43)."""


@dataclass(frozen=True)
class Recording:
    """A voice file that is ready to send. `owner`: the id of whose own voice it is, "" where it is nobody's."""

    path: Path
    media_type: str
    engine: str
    seconds: float
    owner: str = ""


@dataclass(frozen=True)
class Voice:
    """One engine of the order: whether this machine has it, and whether it rests because it failed again and again."""

    name: str
    is_there: bool
    is_resting: bool


class Speech:
    """Says words, by the best engine that can, and keeps what it said. Safe to share between threads."""

    def __init__(
        self,
        folder: Path,
        order: Sequence[str] = (),
        *,
        google_tld: str = "co.uk",
        piper_voice: Path | None = None,
        flite: str = Flite.name,
        limits: Limits = Limits(),  # noqa: B008 - it never changes
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Choose the engines, best first; the embedded one comes last where it is not named, as it always works.

        `recordings` are somebody's own voice, which whoever asks brings along (`of_house`); `gtts` is what Google's unofficial
        voice said before, of phrases of the catalogue only. `google_tld` makes its accent, `piper_voice` is a voice file,
        `flite` a program's name or path; `clock` counts seconds.
        """
        self._cache = Cache(folder, limits)
        self._order = tuple(dict.fromkeys((*order, Espeak.name)))
        self.google = Google(google_tld)
        self.clips_of_google = Clips(folder / "clips" / google.NAME, google.NAME, self.google.settings)
        made: dict[str, Callable[[], Engine]] = {
            google.NAME: lambda: self.clips_of_google,
            Piper.name: lambda: Piper(piper_voice),
            Flite.name: lambda: Flite(flite),
            Mbrola.name: Mbrola,
            Espeak.name: Espeak,
        }
        self._engines = {name: made[name]() for name in self._order if name != RECORDINGS}
        self._breakers = {name: Breaker(clock) for name in self._order}
        self._one_at_a_time = _Locks()

    def voice(
        self,
        words: Words,
        pace: Pace = "normal",
        format: Format = "mp3",
        of_house: PhraseEngine | None = None,
        *,
        also: Sequence[Format] = (),
    ) -> Recording:
        """The words as a recording. Blocks while it is made: call it in a worker thread.

        The same words asked for twice at once are made once. `of_house`: the recordings that are used for this person, if there
        are any. `also`: formats to keep beside it where it has to be said anew. Raises `SpeechFailed`.
        """
        with self._one_at_a_time.of(_must_be_said(words)):
            for engine in self._that_can(words, pace, of_house):
                path = self._path(words, engine, pace, format)
                if (seconds := _seconds(path)) is not None:
                    self._cache.was_used(path)
                    return Recording(path, MEDIA_TYPES[format], engine.name, seconds, engine.owner)
                if (sound := self._rendered(engine, words, pace)) is not None:
                    self._keep(path, encoded(sound, format))
                    for other in also:
                        self._keep(self._path(words, engine, pace, other), encoded(sound, other))
                    return Recording(path, MEDIA_TYPES[format], engine.name, sound.seconds, engine.owner)
        raise SpeechFailed("No engine could say the words.")

    def draft(self, words: Words, pace: Pace = "normal", format: Format = "mp3") -> tuple[str, bytes]:
        """Media type and sound of words that are still being written: nothing of them is kept. Raises `SpeechFailed`."""
        _must_be_said(words)
        for engine in self._that_can(words, pace, None):
            if (sound := self._rendered(engine, words, pace)) is not None:
                return MEDIA_TYPES[format], encoded(sound, format)
        raise SpeechFailed("No engine could say the words.")

    def is_ready(self, words: Words, pace: Pace, format: Format, of_house: PhraseEngine | None = None) -> bool:
        """Whether the recording that would be used now was made before."""
        engine = next(self._that_can(words, pace, of_house, is_only_a_look=True), None)
        return engine is not None and self._path(words, engine, pace, format).is_file()

    def forget(self, words: Personal) -> None:
        """Remove every recording of somebody's text, for a purge. Those of fixed phrases stay for the next person."""
        with self._one_at_a_time.of(words.said):
            self._cache.forget(words)

    def keep_voices(self, owners: Collection[str]) -> None:
        """Remove what was made of the own voice of anybody but these: whoever takes their yes back is heard no more."""
        self._cache.keep_voices(owners)

    def tidy(self) -> None:
        """Keep the folder within its limits. Raises OSError."""
        self._cache.tidy()

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The engines in their order, without the recordings, of which each house has its own."""
        return tuple(
            Voice(name, engine.is_there, self._breakers[name].is_resting) for name, engine in self._engines.items()
        )

    @property
    def can_keep(self) -> bool:
        """Whether the folder can be written; where it cannot, nobody hears anything."""
        return self._cache.can_keep()

    @property
    def advice(self) -> str:
        """What to do where nothing can be heard, or where there is only the plain voice; or ""."""
        if not self.can_keep:
            return NOT_KEPT.format(self._cache.folder)
        there = {one.name for one in self.voices if one.is_there}
        return ONLY_PLAIN if there == {Espeak.name} else ""

    def _that_can(
        self, words: Words, pace: Pace, of_house: PhraseEngine | None, *, is_only_a_look: bool = False
    ) -> Iterator[Engine]:
        """The engines to ask, best first. The last of all is always asked: nobody could step in for it."""
        for name in self._order:
            engine = of_house if name == RECORDINGS else self._engines[name]
            if engine is None or not _can_say(engine, words, pace):
                continue
            breaker, is_last = self._breakers[name], name == self._order[-1]
            may = not breaker.is_resting if is_only_a_look else breaker.may_try()
            if may or is_last:
                yield engine

    def _rendered(self, engine: Engine, words: Words, pace: Pace) -> Sound | None:
        """What it says; None if it fails, in whatever way."""
        breaker = self._breakers[engine.name]
        try:
            sound = _audible(_say(engine, words, pace))
        except Exception as failure:  # noqa: BLE001 - other people's engines; none may cost the person the message
            # Only the kind of failure: its message could hold a person's words (R65).
            _log.warning("no sound from %s: %s", engine.name, type(failure).__name__)
            breaker.failed()
            return None
        breaker.went_well()
        return sound

    def _path(self, words: Words, engine: Engine, pace: Pace, format: Format) -> Path:
        try:
            return self._cache.path(words, engine, pace, format)
        except OSError as error:
            raise SpeechFailed("The folder of voice files cannot be used.") from error

    def _keep(self, path: Path, data: bytes) -> None:
        try:
            self._cache.keep(path, data)
        except OSError as error:
            _log.warning("a voice file could not be kept: %s", type(error).__name__)
            raise SpeechFailed("The folder of voice files cannot be used.") from error


class _Locks:
    """A lock for each text that is being said, gone when nobody holds it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()

    def of(self, text: str) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(text, threading.Lock())


def _must_be_said(words: Words) -> str:
    if not (text := words.said):
        raise SpeechFailed("The text holds nothing that can be said.")
    return text


def _can_say(engine: Engine, words: Words, pace: Pace) -> bool:
    match engine, words:
        case PhraseEngine(), Fixed(phrases):
            return engine.can_say(phrases, pace)
        case TextEngine(), _:
            return engine.can_say(words.said)
    return False


def _say(engine: Engine, words: Words, pace: Pace) -> Sound:
    match engine, words:
        case PhraseEngine(), Fixed(phrases):
            return engine.render(phrases, pace)
        case TextEngine(), _:
            return engine.render(words.said, pace)
    raise TypeError(f"{engine.name} says phrases only")


def _audible(sound: Sound) -> Sound:
    """At the common loudness, with no silence at its ends. Raises ValueError for silence, which an engine may give for a
    script it cannot read."""
    level = levelled(trimmed(sound))
    if not level.samples.any():
        raise ValueError("the engine gave silence")
    return level


def _seconds(path: Path) -> float | None:
    """How long a kept recording is; None if there is none, or one that no longer plays."""
    try:
        return float(soundfile.info(path).duration)
    except soundfile.SoundFileError:
        return None
