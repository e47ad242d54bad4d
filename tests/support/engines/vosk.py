"""A stand-in with the shape of Vosk's Python package: as strict about what it is given, and hears what its model says."""

import json
from array import array
from pathlib import Path
from typing import Any

_level: list[int] = []


def SetLogLevel(level: int) -> None:
    _level.append(level)


class Model:
    def __init__(self, model_path: str) -> None:
        if not Path(model_path, "am").is_dir():
            raise Exception("Failed to create a model")
        self.says: dict[str, Any] = json.loads(Path(model_path, "says.json").read_text())
        exec(self.says.get("does", ""))  # a test's own misdeed


class KaldiRecognizer:
    def __init__(self, model: Model, sample_rate: float) -> None:
        assert _level == [-1] and sample_rate == 16_000
        self._words, self._conf = model.says["words"].split(), model.says.get("conf", 0.9)
        self._heard, self._with_words = 0, False

    def SetWords(self, enable: bool) -> None:
        self._with_words = enable

    def AcceptWaveform(self, data: bytes) -> int:
        """Whether a sentence is over: a whole piece of silence after it."""
        assert isinstance(data, bytes) and len(data) % 2 == 0
        is_silent = max(map(abs, array("h", data)), default=0) < 50
        self._heard += 0 if is_silent else len(data) // 2
        return int(is_silent and self._heard >= 16_000)

    def Result(self) -> str:
        said, self._heard = self.FinalResult(), 0
        return said

    def FinalResult(self) -> str:
        if self._heard < 16_000 or not self._words:  # less than a second
            return json.dumps({"text": ""})
        result = [{"conf": self._conf, "start": 0, "end": 1, "word": word} for word in self._words]
        return json.dumps({"text": " ".join(self._words)} | ({"result": result} if self._with_words else {}))
