"""A Speech with an empty cache, and stand-ins for the engines this machine may not have."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.support.google_speech import GoogleSpeech, google_speech

# Checks the command strictly, notes the words it was given, and answers with a prepared sound.
_FLITE = """#!/bin/sh
[ $# = 8 ] && [ "$1 $2 $3 $5 $7 $8" = "-voice awb --setf -o -f -" ] || exit 2
case "$4" in duration_stretch=1.*) ;; *) exit 2 ;; esac
{{ cat; echo; }} >> '{folder}/heard'
{before}
cp '{folder}/sound.wav' "$6"
"""


class FliteStandIn:
    """A program in flite's place, and what it was given to say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = folder / "flite"
        self.sounds(volume=0.1)
        self.does(":")

    def does(self, before: str) -> None:
        """A shell command to do before the sound is handed out."""
        self.program.write_text(_FLITE.format(folder=self.folder, before=before))
        self.program.chmod(0o755)

    def sounds(self, volume: float) -> None:
        time = np.arange(16_000) / 16_000
        soundfile.write(self.folder / "sound.wav", volume * np.sin(2 * np.pi * 220 * time), 16_000)

    @property
    def heard(self) -> list[str]:
        heard = self.folder / "heard"
        return heard.read_text().splitlines() if heard.exists() else []


@pytest.fixture
def flite(tmp_path: Path) -> FliteStandIn:
    folder = tmp_path / "program"
    folder.mkdir()
    return FliteStandIn(folder)


@pytest.fixture
def google(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleSpeech]:
    """Google's voice on this machine; every other way out leads to it too."""
    for name in ("NO_PROXY", "no_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with google_speech(tmp_path) as stand_in:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{stand_in.port}")
        monkeypatch.setenv("SSL_CERT_FILE", str(stand_in.authority))
        yield stand_in
