"""Phrases of one voice that were made before, a file for each, out of which whole messages are put together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import soundfile

from speech.engine import PACES, PAUSES, Pace, PhraseEngine
from speech.files import UNFINISHED, write_whole
from speech.saying import said
from speech.sound import Sound, as_clip, decoded, joined, levelled, trimmed
from wording.fixed_phrase import FixedPhrase


class Clips(PhraseEngine):
    """Asked for a phrase that it does not have, it makes none: nobody waits for a voice from elsewhere."""

    def __init__(self, folder: Path, name: str, settings: str) -> None:
        """`folder` is made when the first clip is kept; `settings` are those of the voice."""
        self.name, self._folder, self._settings = name, folder, settings

    @property
    def settings(self) -> str:
        return self._settings

    @property
    def is_there(self) -> bool:
        return next(self._folder.glob("*.flac"), None) is not None

    def can_say(self, phrases: tuple[FixedPhrase, ...], pace: Pace) -> bool:
        return all(self._path(phrase, pace).is_file() for phrase in phrases)

    def render(self, phrases: tuple[FixedPhrase, ...], pace: Pace) -> Sound:
        """Raises OSError or `soundfile.SoundFileError` for a clip that is gone or damaged."""
        return joined([decoded(self._path(phrase, pace).read_bytes()) for phrase in phrases], PAUSES[pace])

    def seconds(self, phrase: FixedPhrase, pace: Pace) -> float | None:
        """How long a clip is; None if there is none, or one that no longer plays."""
        try:
            return float(soundfile.info(self._path(phrase, pace)).duration)
        except soundfile.SoundFileError:
            return None

    def keep(self, phrase: FixedPhrase, pace: Pace, sound: Sound) -> None:
        """Keep it, without silence at its ends and at the common loudness. Raises OSError."""
        write_whole(self._path(phrase, pace), as_clip(levelled(trimmed(sound))))

    def keep_only(self, phrases: Iterable[FixedPhrase]) -> None:
        """Remove the clips of other phrases, such as were in the catalogue once, and what a kill left unfinished."""
        wanted = {self._path(phrase, pace) for phrase in phrases for pace in PACES}
        for file in (*self._folder.glob("*.flac"), *self._folder.glob(f"*{UNFINISHED}")):
            if file not in wanted:
                file.unlink(missing_ok=True)

    def _path(self, phrase: FixedPhrase, pace: Pace) -> Path:
        made_of = json.dumps([self._settings, pace, said(phrase.text)])
        return self._folder / f"{hashlib.sha256(made_of.encode()).hexdigest()}.flac"
