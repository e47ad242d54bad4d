"""Invented recordings of every kind that phones and browsers make: a tone, no voice."""

from __future__ import annotations

import io
from fractions import Fraction
from functools import cache
from typing import Literal

import av
import numpy as np

Kind = Literal["ogg", "webm", "mp4", "mp3", "flac", "wav"]

KINDS: dict[Kind, tuple[str, str, str]] = {
    "ogg": ("libopus", "flt", "audio/ogg"),
    "webm": ("libopus", "flt", "audio/webm"),
    "mp4": ("aac", "fltp", "audio/mp4"),
    "mp3": ("libmp3lame", "fltp", "audio/mpeg"),
    "flac": ("flac", "s16", "audio/flac"),
    "wav": ("pcm_s16le", "s16", "audio/wav"),
}
"""The coding of each kind, the form of its samples, and how it is called."""
RATE = 48_000
_STEP = 960


@cache
def tone(kind: Kind = "ogg", seconds: float = 2.0, *, loud: float = 0.3, is_live: bool = False) -> bytes:
    """A file with this much of a tone in it; with `loud=0`, of silence. `is_live`: a WebM as browsers record it, which does not
    say how long it is."""
    coding, form, _ = KINDS[kind]
    count = round(RATE * seconds)
    samples = loud * np.sin(2 * np.pi * 220 * np.arange(count) / RATE)
    if form == "s16":
        samples = samples * 32_767
    samples = samples.astype(np.int16 if form == "s16" else np.float32)
    file = io.BytesIO()
    with av.open(file, "w", format=kind, container_options={"live": "1"} if is_live else {}) as out:
        stream = out.add_stream(coding, rate=RATE, layout="mono")
        assert isinstance(stream, av.AudioStream)
        for start in range(0, count, _STEP):
            frame = av.AudioFrame.from_ndarray(samples[None, start : start + _STEP], format=form, layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return file.getvalue()


@cache
def pictures_that_move() -> bytes:
    """A film with sound."""
    file = io.BytesIO()
    with av.open(file, "w", format="webm") as out:
        shown, heard = out.add_stream("libvpx", rate=10), out.add_stream("libopus", rate=RATE, layout="mono")
        shown.width, shown.height, shown.pix_fmt = 64, 64, "yuv420p"
        for number in range(10):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            picture.pts, picture.time_base = number, Fraction(1, 10)
            out.mux(shown.encode(picture))
        for number in range(50):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, _STEP), np.float32), format="flt", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, number * _STEP, Fraction(1, RATE)
            out.mux(heard.encode(frame))
        for stream in (shown, heard):
            out.mux(stream.encode(None))
    return file.getvalue()
