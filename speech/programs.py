"""Voices that are programs of the machine: run once a sentence, with the words where nobody else can read them."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from speech.sound import Sound, decoded

_TIME_LIMIT = 20.0  # seconds for one sentence, which takes a tenth of one


def spoken_by(command: Callable[[Path], list[str]], words: bytes) -> Sound:
    """Run `command`, made for the file it is to write, with the words as its input: arguments can be read by everybody on the
    machine. Raises `subprocess.SubprocessError`, `OSError`, or `soundfile.SoundFileError` where no sound came out."""
    with tempfile.TemporaryDirectory(prefix="speech-") as folder:
        out = Path(folder, "sentence.wav")
        subprocess.run(command(out), input=words, check=True, capture_output=True, timeout=_TIME_LIMIT)
        return decoded(out.read_bytes())
