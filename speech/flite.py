"""Flite, where the machine has it: a small program with a clearer voice than the embedded engine."""

import shutil
from pathlib import Path

from speech.engine import Pace, TextEngine, stamp, with_pauses
from speech.programs import spoken_by
from speech.sound import Sound

_VOICE = "awb"  # a Scottish man; flite takes its own default, and says so on no channel, where it has no such voice
_STRETCH: dict[Pace, float] = {"normal": 1.4, "slow": 1.95}
_ASCII = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": " - ", "—": " - ", "…": "..."})


class Flite(TextEngine):
    """Runs the program once a sentence."""

    name = "flite"

    def __init__(self, program: str) -> None:
        """`program` is a name on the PATH or a path; where it is neither, the engine says nothing."""
        self._program = shutil.which(program) or ""
        self._settings = f"{stamp(Path(self._program))} {_VOICE} {_STRETCH}"

    @property
    def settings(self) -> str:
        return self._settings

    @property
    def is_there(self) -> bool:
        return bool(self._program)

    def can_say(self, text: str) -> bool:
        """Flite reads ASCII and stumbles over the rest: "Zoë" becomes "zo". Such texts are for the other engines."""
        return self.is_there and text.translate(_ASCII).isascii()

    def render(self, text: str, pace: Pace) -> Sound:
        """Raises what `spoken_by` raises."""
        return with_pauses(text, pace, lambda sentence: self._say(sentence, pace))

    def _say(self, sentence: str, pace: Pace) -> Sound:
        stretch = f"duration_stretch={_STRETCH[pace]}"

        def command(out: Path) -> list[str]:
            return [self._program, "-voice", _VOICE, "--setf", stretch, "-o", str(out), "-f", "-"]

        return spoken_by(command, sentence.translate(_ASCII).encode())
