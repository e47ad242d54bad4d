"""A stand-in with the shape of faster-whisper's Python package: a model by its folder alone, and lazy pieces."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass
class Segment:
    start: float
    end: float
    text: str
    avg_logprob: float
    no_speech_prob: float


class WhisperModel:
    def __init__(
        self, model_size_or_path: str, *, device: str, compute_type: str, cpu_threads: int, local_files_only: bool
    ) -> None:
        assert local_files_only and device == "cpu" and compute_type == "int8" and cpu_threads == 1
        if not Path(model_size_or_path, "model.bin").is_file():
            raise RuntimeError("Unable to open file 'model.bin'")
        self._says: dict[str, Any] = json.loads(Path(model_size_or_path, "says.json").read_text())
        exec(self._says.get("does", ""))  # a test's own misdeed

    def transcribe(
        self, audio: NDArray[np.float32], *, language: str, condition_on_previous_text: bool
    ) -> tuple[Iterator[Segment], object]:
        assert audio.dtype == np.float32 and audio.ndim == 1 and np.abs(audio).max() <= 1.0
        assert language == "en" and not condition_on_previous_text
        words, sure, nobody = self._says["words"], self._says.get("logprob", -0.1), self._says.get("nobody", 0.1)
        pieces = [Segment(0.0, 1.0, f" {words}", sure, nobody)] if words and len(audio) >= 16_000 else []
        return iter(pieces), object()
