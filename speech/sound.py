"""Sound as numbers: joined, brought to one loudness and one rate, and turned into a file's bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import av
import numpy as np
import soundfile
from numpy.typing import NDArray

Format = Literal["mp3", "ogg"]
"""mp3 for browsers; ogg is Opus in Ogg, which messaging apps play as a voice message."""

MEDIA_TYPES: dict[Format, str] = {"mp3": "audio/mpeg", "ogg": "audio/ogg"}

# Opus knows only a few rates; this one suits both formats and loses nothing of a voice.
RATE = 24_000
# Found by measuring: about 40 kbit/s.
_MP3_COMPRESSION = 0.6
# Tuned for a voice. A higher complexity takes a third longer and cannot be told apart by ear; libsndfile, which has
# only the highest, takes four times as long.
_OPUS = {"application": "voip", "compression_level": "5"}
_OPUS_BITS_PER_SECOND = 24_000
# Measured over the catalogue with three engines: speech of this level is -16.5 to -20 LUFS, most of it near -18.
_TARGET_RMS = 10 ** (-17 / 20)
_PEAK = 0.9
_KNEE = 0.6
_FRAME_SECONDS = 0.05
_SILENCE = 0.05
# What is quieter than this, against the loudest, is silence at an end; and how much of it is left, so that no word is cut.
_END_SILENCE = 10 ** (-45 / 20)
_LEFT_BEFORE, _LEFT_AFTER = 0.05, 0.15

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Sound:
    """One channel of samples between -1 and 1, `rate` of them a second."""

    samples: Samples
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def decoded(data: bytes) -> Sound:
    """Read a sound file; several channels become one. Raises `soundfile.SoundFileError` if it is none."""
    samples, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    return Sound(samples.mean(axis=1, dtype=np.float32), rate)


def joined(parts: Sequence[Sound], pause: float = 0.0) -> Sound:
    """The parts one after the other, with `pause` seconds of silence between, at `RATE`."""
    silence = np.zeros(round(pause * RATE), dtype=np.float32)
    pieces = [piece for part in parts for piece in (at_rate(part, RATE).samples, silence)]
    return Sound(np.concatenate(pieces[:-1]), RATE)


def at_rate(sound: Sound, rate: int) -> Sound:
    """The same sound with `rate` samples a second, by cutting or padding its spectrum."""
    if sound.rate == rate or not len(sound.samples):
        return Sound(sound.samples, rate)
    count = round(len(sound.samples) * rate / sound.rate)
    spectrum = np.fft.rfft(sound.samples)[: count // 2 + 1]
    samples = np.fft.irfft(spectrum, count) * (count / len(sound.samples))
    return Sound(samples.astype(np.float32), rate)


def levelled(sound: Sound) -> Sound:
    """The sound at about -18 LUFS, so that one engine is not louder than another.

    Plain root mean square of the frames that are not silence, which for one voice lies within a few decibels of the
    broadcast measure. Peaks are bent, not cut, to stay below full scale. Silence stays silence.
    """
    size = max(1, round(_FRAME_SECONDS * sound.rate))
    count = -(-len(sound.samples) // size)
    frames = np.pad(sound.samples, (0, count * size - len(sound.samples))).reshape(count, size)
    power = np.mean(np.square(frames), axis=1)
    loud = power[power > _SILENCE**2 * power.max(initial=0.0)]
    if not len(loud):
        return sound
    return Sound(_below_peak(sound.samples * (_TARGET_RMS / np.sqrt(loud.mean()))), sound.rate)


def trimmed(sound: Sound) -> Sound:
    """The sound with a moment of silence at its ends, no more and no less. Silence stays silence."""
    heard = np.flatnonzero(np.abs(sound.samples) > _END_SILENCE * np.abs(sound.samples).max(initial=0.0))
    if not len(heard):
        return sound
    ends = (round(_LEFT_BEFORE * sound.rate), round(_LEFT_AFTER * sound.rate))
    # Padded by both, the first sound is where its silence is to begin.
    return Sound(np.pad(sound.samples, ends)[heard[0] : heard[-1] + 1 + sum(ends)], sound.rate)


def as_clip(sound: Sound) -> bytes:
    """The bytes of a file that loses nothing, to be put together with others later."""
    file = io.BytesIO()
    soundfile.write(file, at_rate(sound, RATE).samples, RATE, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def encoded(sound: Sound, format: Format) -> bytes:
    """The bytes of a file of that format, at `RATE`."""
    samples = at_rate(sound, RATE).samples
    return _mp3(samples) if format == "mp3" else _opus(samples)


def _mp3(samples: Samples) -> bytes:
    file = io.BytesIO()
    with soundfile.SoundFile(
        file, "w", RATE, channels=1, format="MP3", subtype="MPEG_LAYER_III", compression_level=_MP3_COMPRESSION
    ) as out:
        # A second at a time: libsndfile keeps what it is handed on the stack, and a worker's stack is small.
        for start in range(0, len(samples), RATE):
            out.write(samples[start : start + RATE])
    return file.getvalue()


def _opus(samples: Samples) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="ogg") as out:
        stream = out.add_stream("libopus", rate=RATE, layout="mono", options=_OPUS)
        stream.bit_rate = _OPUS_BITS_PER_SECOND
        whole = av.AudioFrame.from_ndarray(_as_integers(samples), format="s16", layout="mono")
        whole.sample_rate, whole.pts = RATE, 0
        for frame in (whole, None):  # nothing more to come: what is still held back is written
            out.mux(stream.encode(frame))
    return file.getvalue()


def _as_integers(samples: Samples) -> NDArray[np.int16]:
    scale = np.iinfo(np.int16).max
    return np.round(np.clip(samples, -1, 1) * scale).astype(np.int16)[np.newaxis, :]


def _below_peak(samples: Samples) -> Samples:
    size = np.abs(samples)
    room = _PEAK - _KNEE
    bent = np.sign(samples) * (_KNEE + room * np.tanh((size - _KNEE) / room))
    return np.where(size > _KNEE, bent, samples).astype(np.float32)
