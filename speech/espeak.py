"""The embedded engine: espeak-ng as a library inside our own process. Always there, quick, and right with names.

The library is one voice for the whole process and not safe to share between threads, so all of it stands behind one
lock and is loaded once.
"""

import ctypes
import threading
import unicodedata
from functools import cache
from importlib import metadata

import espeakng_loader
import numpy as np

from speech.engine import Pace, TextEngine, with_pauses
from speech.sound import Sound

_VOICE = "gmw/en"  # British English, by the name of its file in the library's data
# The library's own words a minute. Short easy words come out quicker than it counts, so these are lower than they sound.
_RATES: dict[Pace, int] = {"normal": 92, "slow": 80}
# Extra silence after each word, in the library's steps of about 10 ms: 80 is its slowest rate, and slow is below it.
_WORD_GAPS: dict[Pace, int] = {"normal": 0, "slow": 4}
# It says "Siobhán" and "Łukasz" well but spells out a letter of this block ("Nguyễn"), which mostly carries two marks.
_BARE_LETTERS = {code: unicodedata.normalize("NFD", chr(code))[0] for code in range(0x1E00, 0x1F00)}

_VERSION = metadata.version("espeakng-loader")

# From speak_lib.h
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_RATE_PARAMETER, _WORD_GAP_PARAMETER = 1, 7
_CHARACTERS, _UTF8 = 1, 1
_OK = 0

_OnSound = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

_lock = threading.Lock()


class EspeakFailed(RuntimeError):
    """The library refused; the message says at which step."""


class Espeak(TextEngine):
    """Says anything, in a plain robot's voice."""

    name = "espeak"
    is_there = True

    @property
    def settings(self) -> str:
        return f"{_VERSION} {_VOICE} {_RATES} {_WORD_GAPS}"

    def can_say(self, text: str) -> bool:
        return True

    def render(self, text: str, pace: Pace) -> Sound:
        """Raises `EspeakFailed` or, where the library cannot be loaded, `OSError`."""
        with _lock:
            return with_pauses(text, pace, lambda sentence: _library().say(sentence, pace))


class _Library:
    """The loaded library. Only ever used under the lock."""

    def __init__(self) -> None:
        self._espeak = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self._rate = self._espeak.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT)
        if self._rate <= 0:
            raise EspeakFailed("espeak-ng does not start")
        self._heard: list[bytes] = []
        # Kept as an attribute: the library holds only its address, and Python would tidy it away.
        self._callback = _OnSound(self._on_sound)
        self._espeak.espeak_SetSynthCallback(self._callback)
        if self._espeak.espeak_SetVoiceByName(_VOICE.encode()) != _OK:
            raise EspeakFailed(f"espeak-ng has no voice {_VOICE}")

    def say(self, sentence: str, pace: Pace) -> Sound:
        self._heard.clear()
        self._espeak.espeak_SetParameter(_RATE_PARAMETER, _RATES[pace], 0)
        self._espeak.espeak_SetParameter(_WORD_GAP_PARAMETER, _WORD_GAPS[pace], 0)
        data = unicodedata.normalize("NFC", sentence).translate(_BARE_LETTERS).encode() + b"\0"
        size = ctypes.c_size_t(len(data))
        if self._espeak.espeak_Synth(data, size, 0, _CHARACTERS, 0, _UTF8, None, None) != _OK:
            raise EspeakFailed("espeak-ng did not say the text")
        samples = np.frombuffer(b"".join(self._heard), dtype=np.int16).astype(np.float32)
        return Sound(samples / np.float32(32768), self._rate)

    def _on_sound(self, samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int | None) -> int:
        if samples and count > 0:
            self._heard.append(ctypes.string_at(samples, 2 * count))
        return 0


@cache
def _library() -> _Library:
    return _Library()
