"""Google's voice by gTTS: only for the catalogue's own phrases, and only when an operator asks for them (R64).

gTTS writes the request, for an address Google promises nobody. We send it ourselves, because gTTS does not check whom
it talks to (`verify=False`) and sets no time limit. Nothing is written to disk here.
"""

from __future__ import annotations

import base64
import re
import time
from http import HTTPStatus
from importlib import metadata

import httpx
from gtts import gTTS

from speech.engine import Pace
from speech.saying import said
from speech.sound import Sound, decoded, joined
from wording.fixed_phrase import FixedPhrase

NAME = "gtts"
_PATH = "/_/TranslateWebserverUi/data/batchexecute"
_AUDIO = re.compile(r'jQ1olc","\[\\"([A-Za-z0-9+/=]+)\\"')
_LARGEST_ANSWER = 4_000_000  # bytes; a phrase of 100 characters is about 60,000


class GoogleFailed(RuntimeError):
    """Google gave no voice in time; the message says why, never which words."""


class TooManyRequests(GoogleFailed):
    """We ask too often. `seconds`: how long Google wants us to wait; None where it does not say."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("too many requests")
        self.seconds = seconds


class Google:
    """Asks Google for a phrase. It is no engine of the chat: what it says is kept first, as clips."""

    def __init__(self, tld: str, time_limit: float = 10.0) -> None:
        """`tld`: the end of the host's name, which makes the accent: "co.uk" is British. `time_limit`: seconds for a phrase."""
        self._host = f"translate.google.{tld}"
        self._time_limit = time_limit

    @property
    def settings(self) -> str:
        """The voice, for whoever keeps what it said."""
        return f"gTTS {metadata.version('gTTS')} {self._host}"

    def render(self, phrase: FixedPhrase, pace: Pace) -> Sound:
        """Raises `GoogleFailed`, `httpx.HTTPError` or `soundfile.SoundFileError`; TypeError for anything but a phrase of the
        catalogue, before anything is sent."""
        if type(phrase) is not FixedPhrase:
            raise TypeError("only a fixed phrase may leave the machine")
        request = gTTS(said(phrase.text), lang="en", slow=pace == "slow", lang_check=False)
        deadline = time.monotonic() + self._time_limit
        with httpx.Client(timeout=self._time_limit) as client:
            # gTTS parts a long phrase into pieces of 100 characters: several requests, several small mp3 files.
            return joined([decoded(self._piece(client, body, deadline)) for body in request.get_bodies()])

    def _piece(self, client: httpx.Client, body: str, deadline: float) -> bytes:
        answer = bytearray()
        address = f"https://{self._host}{_PATH}"
        with client.stream("POST", address, content=body, headers=gTTS.GOOGLE_TTS_HEADERS) as response:
            if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                raise TooManyRequests(_seconds(response.headers.get("Retry-After", "")))
            response.raise_for_status()
            for chunk in response.iter_bytes():
                answer += chunk
                if time.monotonic() > deadline or len(answer) > _LARGEST_ANSWER:
                    raise GoogleFailed("the answer took too long or was too long")
        audio = _AUDIO.search(answer.decode("utf-8", "replace"))
        if audio is None:
            raise GoogleFailed("the answer held no sound")
        return base64.b64decode(audio[1])


def _seconds(retry_after: str) -> float | None:
    """Google may also name a moment instead; then we choose how long."""
    return float(retry_after) if retry_after.isascii() and retry_after.isdigit() else None
