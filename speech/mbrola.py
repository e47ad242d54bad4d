"""MBROLA's British voice, where the machine has it: recorded sounds, told what to say by the espeak-ng of the system.

The espeak-ng of our own package is built without it.
"""

import shutil
from pathlib import Path

from speech.engine import Pace, TextEngine, stamp, with_pauses
from speech.programs import spoken_by
from speech.sound import Sound

_VOICE = "mb-en1"
_DATA = tuple(Path(place, "mbrola/en1") for place in ("/usr/share", "/usr/local/share", "/usr/share/mbrola/voices"))
_RATES: dict[Pace, int] = {"normal": 92, "slow": 80}
_WORD_GAPS: dict[Pace, int] = {"normal": 0, "slow": 4}  # in steps of 10 ms; 80 is its slowest rate


class Mbrola(TextEngine):
    """Runs `espeak-ng` once a sentence, which runs `mbrola`."""

    name = "mbrola"

    def __init__(self, program: str = "espeak-ng", synthesizer: str = "mbrola", data: tuple[Path, ...] = _DATA) -> None:
        """Where one of the two programs or the voice is missing, the engine says nothing."""
        self._program = shutil.which(program) or ""
        self._voice = next((file for place in data for file in (place / "en1", place) if file.is_file()), None)
        self._is_there = bool(self._program and shutil.which(synthesizer) and self._voice)
        parts = (Path(self._program), *(() if self._voice is None else (self._voice,)))
        self._settings = f"{' '.join(map(stamp, parts))} {_VOICE} {_RATES} {_WORD_GAPS}"

    @property
    def settings(self) -> str:
        return self._settings

    @property
    def is_there(self) -> bool:
        return self._is_there

    def can_say(self, text: str) -> bool:
        return self._is_there

    def render(self, text: str, pace: Pace) -> Sound:
        """Raises what `spoken_by` raises."""
        return with_pauses(text, pace, lambda sentence: self._say(sentence, pace))

    def _say(self, sentence: str, pace: Pace) -> Sound:
        speed = ["-s", str(_RATES[pace]), "-g", str(_WORD_GAPS[pace])]

        def command(out: Path) -> list[str]:
            return [self._program, "-v", _VOICE, *speed, "-b", "1", "-w", str(out), "--stdin"]

        return spoken_by(command, sentence.encode())
