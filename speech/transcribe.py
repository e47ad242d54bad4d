"""Listens to one recording from the standard input with an operator's own engine and model; says what it heard as JSON.

Run as a file of its own, isolated, by `speech.transcribing`, with the engine, the folder of its model, the type of the recording and how many seconds
of the processor it may use. What it prints beside the answer goes nowhere.
"""

import contextlib
import io
import json
import math
import os
import resource
import sys
from collections.abc import Callable, Iterator
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second, which both engines were trained on."""
MOST_MEMORY = 8 * 1024**3
"""Of addresses. The largest English model of Vosk takes about four gigabytes; measured with a small one, 1.5 more hold nothing, and each
minute of speech takes 70 MB."""
LANGUAGE = "en"
NOBODY = 0.9
"""Of a piece that Whisper is so sure of to be nobody's speech, it makes up the words: “You” for silence (0.95 measured; faint speech in noise 0.6)."""
# The reader of each type, and no other: some readers of FFmpeg fetch what a file names.
READERS = {
    "audio/ogg": "ogg",
    "audio/webm": "matroska",
    "audio/mp4": "mp4",
    "audio/mpeg": "mp3",
    "audio/flac": "flac",
    "audio/wav": "wav",
}

Samples = NDArray[np.int16]


def samples_of(sound: bytes, media_type: str) -> Samples:
    """The recording as one channel. What can be decoded of a damaged one counts."""
    parts: list[Samples] = []
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with contextlib.suppress(av.FFmpegError), av.open(io.BytesIO(sound), "r", format=READERS[media_type]) as file:
        for packet in file.demux(file.streams.audio[0]):
            with contextlib.suppress(av.FFmpegError):
                for frame in packet.decode():
                    parts.extend(one.to_ndarray().reshape(-1).astype(np.int16) for one in resampler.resample(frame))
    parts.extend(one.to_ndarray().reshape(-1).astype(np.int16) for one in resampler.resample(None))
    return np.concatenate(parts) if parts else np.zeros(0, np.int16)


def by_vosk(samples: Samples, model: str) -> tuple[str, float]:
    """Confidence: the mean of its words."""
    import vosk

    vosk.SetLogLevel(-1)  # it would write what it hears
    recognizer = vosk.KaldiRecognizer(vosk.Model(model), RATE)
    recognizer.SetWords(True)
    results = [json.loads(one) for one in _vosk_results(recognizer, samples)]
    words = [word for result in results for word in result.get("result", ())]
    text = " ".join(result["text"] for result in results if result.get("text"))
    return text, sum(word["conf"] for word in words) / len(words) if words else 0.0


def _vosk_results(recognizer: Any, samples: Samples) -> Iterator[str]:
    for start in range(0, len(samples), RATE):
        if recognizer.AcceptWaveform(samples[start : start + RATE].tobytes()):
            yield recognizer.Result()
    yield recognizer.FinalResult()


def by_whisper(samples: Samples, model: str) -> tuple[str, float]:
    """Confidence: the mean probability of its signs, by the length of each piece."""
    import faster_whisper

    loaded = faster_whisper.WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
    heard, _ = loaded.transcribe(
        samples.astype(np.float32) / 32_768, language=LANGUAGE, condition_on_previous_text=False
    )
    pieces = [piece for piece in heard if piece.no_speech_prob < NOBODY]
    length = sum(max(piece.end - piece.start, 0.01) for piece in pieces)
    sure = sum(max(piece.end - piece.start, 0.01) * math.exp(min(piece.avg_logprob, 0.0)) for piece in pieces)
    return " ".join(piece.text.strip() for piece in pieces), sure / length if pieces else 0.0


ENGINES: dict[str, Callable[[Samples, str], tuple[str, float]]] = {"vosk": by_vosk, "faster-whisper": by_whisper}


def _bound(seconds: int) -> None:
    os.nice(10)  # whoever types does not wait for it
    bounds = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in bounds.items():
        with contextlib.suppress(ValueError, OSError):  # not every system has each of them
            resource.setrlimit(which, (most, most))


def main() -> None:
    """Usage: transcribe.py ENGINE MODEL TYPE SECONDS."""
    engine, model, media_type, seconds = sys.argv[1:]
    sound = sys.stdin.buffer.read()
    _bound(int(seconds))
    answer, sys.stdout = sys.stdout, sys.stderr  # the libraries print what they like
    words, confidence = ENGINES[engine](samples_of(sound, media_type), model)
    print(json.dumps({"words": words, "confidence": confidence}), file=answer, flush=True)


if __name__ == "__main__":
    main()
