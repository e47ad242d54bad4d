"""Google's voice by gTTS: only for the catalogue's own phrases, and only where the operator switched it on (R64).

gTTS writes the request, for an address Google promises nobody. We send it ourselves, because gTTS does not check whom
it talks to (`verify=False`) and sets no time limit. Nothing is written to disk here.
"""

import base64
import re
import time
from collections.abc import Callable

import httpx
from gtts import gTTS

from speech.engine import Pace
from speech.sound import Sound, decoded, joined
from speech.spoken import spoken_text

HOST = "translate.google.co.uk"
"""The one outside address of the room, for a list of allowed ones; this host is what makes the voice British."""

_PATH = "/_/TranslateWebserverUi/data/batchexecute"
_AUDIO = re.compile(r'jQ1olc","\[\\"([A-Za-z0-9+/=]+)\\"')
_LARGEST_ANSWER = 4_000_000  # bytes; a phrase of 100 characters is about 60,000
_REST = 600.0  # seconds without asking after a failure: nobody waits for a dead service at every message


class GoogleFailed(RuntimeError):
    """Google gave no voice in time; the message says why, never which words."""


class Google:
    """Says the fixed phrases it was given and refuses all else."""

    name = "google"
    settings = HOST

    def __init__(self, fixed_texts: frozenset[str], time_limit: float, clock: Callable[[], float]) -> None:
        """`time_limit` is in seconds for a whole phrase; `clock` counts seconds."""
        self._phrases = frozenset(spoken_text(text) for text in fixed_texts)
        self._time_limit = time_limit
        self._clock = clock
        self._resting_until = clock()

    def can_say(self, text: str) -> bool:
        return text in self._phrases and self._clock() >= self._resting_until

    def render(self, text: str, pace: Pace) -> Sound:
        """Raises `GoogleFailed`, `httpx.HTTPError` or `soundfile.SoundFileError`, and rests after either."""
        if text not in self._phrases:
            raise GoogleFailed("this text is not a phrase of the catalogue")
        try:
            return self._asked(text, pace)
        except Exception:
            self._resting_until = self._clock() + _REST
            raise

    def _asked(self, text: str, pace: Pace) -> Sound:
        request = gTTS(text, lang="en", slow=pace == "slow", lang_check=False)
        deadline = time.monotonic() + self._time_limit
        with httpx.Client(timeout=self._time_limit) as client:
            # gTTS parts a long phrase into pieces of 100 characters: several requests, several small mp3 files.
            return joined([decoded(self._piece(client, body, deadline)) for body in request.get_bodies()])

    def _piece(self, client: httpx.Client, body: str, deadline: float) -> bytes:
        answer = bytearray()
        with client.stream("POST", f"https://{HOST}{_PATH}", content=body, headers=gTTS.GOOGLE_TTS_HEADERS) as response:
            response.raise_for_status()
            for chunk in response.iter_bytes():
                answer += chunk
                if time.monotonic() > deadline or len(answer) > _LARGEST_ANSWER:
                    raise GoogleFailed("the answer took too long or was too long")
        audio = _AUDIO.search(answer.decode("utf-8", "replace"))
        if audio is None:
            raise GoogleFailed("the answer held no sound")
        return base64.b64decode(audio[1])
