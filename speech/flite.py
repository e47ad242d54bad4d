"""Flite, where the machine has it: a small program with a clearer voice than the embedded engine."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from speech.engine import Pace, with_pauses
from speech.sound import Sound, decoded

_VOICE = "awb"  # a Scottish man; flite takes its own default, and says so on no channel, where it has no such voice
_STRETCH: dict[Pace, float] = {"normal": 1.4, "slow": 1.8}
_ASCII = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": " - ", "—": " - ", "…": "..."})
_TIME_LIMIT = 20.0  # seconds for one sentence, which takes a tenth of one


class Flite:
    """Runs the program once a sentence."""

    name = "flite"
    settings = f"{_VOICE} {_STRETCH}"

    def __init__(self, program: str) -> None:
        """`program` is a name on the PATH or a path; where it is neither, the engine says nothing."""
        self._program = shutil.which(program) or ""

    def can_say(self, text: str) -> bool:
        """Flite reads ASCII and stumbles over the rest: "Zoë" becomes "zo". Such texts are for the other engines."""
        return bool(self._program) and text.translate(_ASCII).isascii()

    def render(self, text: str, pace: Pace) -> Sound:
        """Raises `subprocess.SubprocessError`, `OSError`, or `soundfile.SoundFileError` where no sound came out."""
        return with_pauses(text, pace, lambda sentence: self._say(sentence, pace))

    def _say(self, sentence: str, pace: Pace) -> Sound:
        with tempfile.TemporaryDirectory(prefix="speech-") as folder:
            out = Path(folder, "sentence.wav")
            stretch = f"duration_stretch={_STRETCH[pace]}"
            # The words go in by the input, not as an argument: arguments can be read by everybody on the machine.
            command = [self._program, "-voice", _VOICE, "--setf", stretch, "-o", str(out), "-f", "-"]
            words = sentence.translate(_ASCII).encode()
            subprocess.run(command, input=words, check=True, capture_output=True, timeout=_TIME_LIMIT)
            return decoded(out.read_bytes())
