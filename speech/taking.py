"""What somebody read out becomes a clip of one phrase: without what was before and after it, as loud as every other voice, or refused
with the reason. Source: conversation rule 41.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from speech.saying import said
from speech.sound import Samples, Sound, as_clip, levelled

AROUND = 0.1
"""Seconds that are left before the first sound and after the last: no word is cut, and none comes in with a bang."""
BEFORE_AND_AFTER = 10.0
"""Seconds in which somebody may find the button, on top of the words."""
_SLOWEST, _FASTEST = 1.5, 0.12
"""Seconds for a word of whoever takes their time, and below which words are missing."""
_TO_BEGIN = 2.0
_FRAME = 0.02
_FRAMES_OF_SPEECH = 5
"""So many frames in a row are a sound of a mouth; fewer are a click of the button."""
_QUIETEST = 10 ** (-46 / 20)
"""Of full scale. A voice that stays below it was not near the microphone: made louder, the room would be louder than the words."""
_OVER_THE_ROOM, _UNDER_THE_LOUDEST = 10 ** (9 / 20), 10 ** (-36 / 20)
_FULL = 0.985
_MOST_CUT_OFF = 0.002
"""The share of the samples of the voice that may stand at full scale."""


class Unfit(StrEnum):
    """What is wrong with a recording of a phrase; chooses what its speaker is told."""

    SILENT = "silent"
    CUT_OFF = "cut_off"
    """Too loud for the microphone: its peaks are flat."""
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"


class NotTaken(Exception):
    """This recording is not kept."""

    def __init__(self, why: Unfit) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Clip:
    """The bytes of a FLAC file, and how long it sounds."""

    data: bytes = field(repr=False)
    seconds: float


def longest(text: str) -> float:
    """How many seconds this phrase may take, read out slowly."""
    return _TO_BEGIN + _SLOWEST * _words(text)


def taken(sound: Sound, text: str) -> Clip:
    """What was read out, as a clip of the phrase with this text. Raises NotTaken."""
    start, end = _spoken(sound)
    voice = Sound(sound.samples[start:end], sound.rate)
    if _share_cut_off(voice.samples) > _MOST_CUT_OFF:
        raise NotTaken(Unfit.CUT_OFF)
    if voice.seconds > longest(text):
        raise NotTaken(Unfit.TOO_LONG)
    if voice.seconds < _FASTEST * _words(text):
        raise NotTaken(Unfit.TOO_SHORT)
    room = round(AROUND * sound.rate)
    clip = levelled(Sound(_faded(sound.samples[max(0, start - room) : end + room], room), sound.rate))
    return Clip(as_clip(clip), clip.seconds)


def _words(text: str) -> int:
    return len(said(text).split())


def _spoken(sound: Sound) -> tuple[int, int]:
    """From which sample to which somebody speaks. The room is as loud as its quieter frames; a click is too short for a voice."""
    size = round(_FRAME * sound.rate)
    count = len(sound.samples) // size
    frames = sound.samples[: count * size].reshape(count, size)
    loud = np.sqrt(np.mean(np.square(frames), axis=1)) if count else np.zeros(0, np.float32)
    top = float(loud.max(initial=0.0))
    if top < _QUIETEST:
        raise NotTaken(Unfit.SILENT)
    room = min(
        float(np.quantile(loud, 0.1)) * _OVER_THE_ROOM, top / 2
    )  # where nobody paused, there is no frame of the room
    runs = _runs(loud > max(room, top * _UNDER_THE_LOUDEST))
    voiced = [run for run in runs if run[1] - run[0] >= _FRAMES_OF_SPEECH]
    if not voiced or max(float(loud[one:end].max()) for one, end in voiced) < _QUIETEST:
        raise NotTaken(Unfit.SILENT)
    return voiced[0][0] * size, voiced[-1][1] * size


def _runs(is_so: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where it is so without a break: from, and up to."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], is_so.astype(np.int8), [0]))))
    return [(int(one), int(end)) for one, end in zip(edges[::2], edges[1::2], strict=True)]


def _share_cut_off(samples: Samples) -> float:
    return float(np.mean(np.abs(samples) >= _FULL))


def _faded(samples: Samples, room: int) -> Samples:
    """The quiet moment at each end rises and falls, so that a noise of the room does not begin at once."""
    made = samples.copy()
    slope = np.linspace(0.0, 1.0, min(room, len(made)) // 2, dtype=np.float32)
    if len(slope):
        made[: len(slope)] *= slope
        made[-len(slope) :] *= slope[::-1]
    return made
