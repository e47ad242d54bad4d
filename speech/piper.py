"""Piper, where its package is installed and the operator brought a voice: the most natural of the local engines."""

import importlib
import importlib.util
import threading
from importlib import metadata
from pathlib import Path
from typing import Any

from speech.engine import Pace, TextEngine, stamp, with_pauses
from speech.sound import Sound, joined

# Voices are made from readers of every speed, most of them quick. So each is timed on the same words when it is loaded.
_TRIAL = "Tell me what was good today, and what you did not like. We write it down, and somebody helps you with it."
# How many of these words a minute, without rests. Measured with a real voice: the catalogue is said a tenth slower.
_SPEEDS: dict[Pace, float] = {"normal": 143, "slow": 99}
# It is timed at so many times its own length, which lies between both speeds: pauses grow less than words do.
_TIMED_AT = 2.0


class Piper(TextEngine):
    """A voice file (`.onnx`, with its `.onnx.json` beside it), loaded at the first message and kept."""

    name = "piper"

    def __init__(self, voice_file: Path | None) -> None:
        """Where the package or the file is missing, the engine says nothing. Needs piper-tts 1.3 or newer."""
        self._file = voice_file
        self._voice: Any = None
        self._trial_rate = 0.0
        self._lock = threading.Lock()
        self._present, self._settings = False, ""
        if voice_file is not None and voice_file.is_file() and importlib.util.find_spec("piper") is not None:
            self._present = True
            self._settings = f"{metadata.version('piper-tts')} {voice_file.name} {stamp(voice_file)} {_SPEEDS}"

    @property
    def settings(self) -> str:
        return self._settings

    @property
    def is_there(self) -> bool:
        return self._present

    def can_say(self, text: str) -> bool:
        return self._present

    def render(self, text: str, pace: Pace) -> Sound:
        """Raises what Piper raises; a voice that cannot be loaded is not tried again."""
        with self._lock:
            if self._voice is None:
                self._load()
            return with_pauses(text, pace, lambda sentence: self._say(sentence, pace))

    def _load(self) -> None:
        try:
            self._voice = importlib.import_module("piper").PiperVoice.load(self._file)
            trial = self._said(
                _TRIAL, _TIMED_AT, noise_scale=0.0, noise_w_scale=0.0
            )  # without chance: the same each time
            self._trial_rate = 60 * len(_TRIAL.split()) / trial.seconds
        except Exception:
            self._present = False
            raise

    def _say(self, sentence: str, pace: Pace) -> Sound:
        return self._said(sentence, _TIMED_AT * self._trial_rate / _SPEEDS[pace])

    def _said(self, text: str, stretch: float, **chance: float) -> Sound:
        """So many times as long as the voice's own speech."""
        length = self._voice.config.length_scale * stretch
        options = importlib.import_module("piper").SynthesisConfig(length_scale=length, **chance)
        chunks = list(self._voice.synthesize(text, options))
        return joined([Sound(chunk.audio_float_array, chunk.sample_rate) for chunk in chunks])
