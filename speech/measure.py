"""Decodes one recording from the standard input and says how long it is, as a line of JSON on the standard output; where it is
asked for them, its samples follow.

Run as a file of its own, isolated, by `speech.incoming`: whatever a hostile file does to a decoder, it does it here, where it
has ten seconds of the processor, no file and nothing to find. Nothing but numbers leaves this process.
"""

import contextlib
import io
import json
import resource
import sys
import wave
from collections.abc import Iterator

import av
import numpy as np

SAMPLES = "samples"
"""The second argument of whoever wants these as well."""
PROCESSOR_SECONDS = 10
"""Twenty minutes of Opus take less than two."""
MOST_MEMORY = 768 * 1024 * 1024
"""Of addresses: more than the libraries, a recording of 20 MB and one packet of it. No more is ever unpacked at a time."""
RATE = 48_000
"""Samples a second, of those that are handed out."""
MOST_DAMAGED = 500
"""Packets that cannot be read. What is left of a recording is still somebody's words; noise without end is not."""

# By the first bytes alone, and none but these is tried: other readers of FFmpeg fetch what a file names.
_OGG, _WEBM, _MP4, _MP3, _FLAC, _WAV = "ogg", "matroska", "mp4", "mp3", "flac", "wav"
_BEGINS = {b"OggS": _OGG, b"\x1aE\xdf\xa3": _WEBM, b"fLaC": _FLAC, b"ID3": _MP3}
_MEDIA_TYPES = {
    _OGG: "audio/ogg",
    _WEBM: "audio/webm",
    _MP4: "audio/mp4",
    _MP3: "audio/mpeg",
    _FLAC: "audio/flac",
    _WAV: "audio/wav",
}
_CODINGS = ("opus", "libopus", "vorbis", "aac", "mp3", "flac", "alac", "pcm_")


def container(data: bytes) -> str | None:
    """What kind of file it begins like."""
    for sign, name in _BEGINS.items():
        if data.startswith(sign):
            return name
    if data[4:8] == b"ftyp":
        return _MP4
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return _WAV
    return _MP3 if data[:1] == b"\xff" and data[1:2] >= b"\xe0" else None


def seconds_of(data: bytes, kind: str, longest: float) -> float:
    """How long it sounds, by what is really decoded and not by what it claims; counts no further than `longest`."""
    return sum(frame.samples / frame.sample_rate for frame in frames_of(data, kind, longest))


def samples_of(data: bytes, kind: str, longest: float) -> bytes:
    """The same as one channel of 16-bit samples, `RATE` a second."""
    to_one = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    parts = [part for frame in frames_of(data, kind, longest) for part in to_one.resample(frame)]
    return b"".join(part.to_ndarray().astype(np.int16).tobytes() for part in (*parts, *to_one.resample(None)))


def frames_of(data: bytes, kind: str, longest: float) -> Iterator["av.AudioFrame"]:
    """Its sound, piece by piece, a little further than `longest` at most. Nothing for what has no sound, or moving pictures, for
    which nobody was asked (R63). What can be heard of a damaged one counts."""
    seconds, damaged = 0.0, 0
    with contextlib.suppress(av.FFmpegError, ValueError), av.open(io.BytesIO(data), "r", format=kind) as file:
        if (stream := _sound_of(file)) is None:
            return
        for packet in file.demux(stream):
            try:
                for frame in packet.decode():
                    seconds += frame.samples / frame.sample_rate
                    yield frame
            except av.FFmpegError:
                damaged += 1
            if seconds > longest or damaged > MOST_DAMAGED:
                break


def _sound_of(file: "av.container.InputContainer") -> "av.AudioStream | None":
    moving = [one for one in file.streams.video if not one.disposition & av.stream.Disposition.attached_pic]
    if moving or not file.streams.audio:
        return None
    stream = file.streams.audio[0]
    stream.codec_context.thread_count = 1  # the limit of the processor is that of one
    return stream if stream.codec_context.name.startswith(_CODINGS) else None


def _bound() -> None:
    """From here on: little time, little memory, and no file or connection can be opened."""
    bounds = {
        resource.RLIMIT_CPU: PROCESSOR_SECONDS,
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 0,
    }
    for which, most in bounds.items():
        with contextlib.suppress(ValueError, OSError):  # not every system has each of them
            resource.setrlimit(which, (most, most))


def _warm_up() -> None:
    """Decode a sound of our own: what the libraries fetch late is here then, and where they do not work this ends with an
    error, which is never taken for a fault of the recording."""
    tone = io.BytesIO()
    with wave.open(tone, "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(bytes(16_000))
    if not 0.9 < len(samples_of(tone.getvalue(), _WAV, 2.0)) / 2 / RATE < 1.1:
        raise SystemExit("a second of silence is not read as one")


def main() -> None:
    """Says that it is ready first. Whoever hears that and nothing more knows that the recording was too much for it."""
    longest, is_wanted = float(sys.argv[1]), sys.argv[2:] == [SAMPLES]
    data = sys.stdin.buffer.read()
    _warm_up()
    _bound()
    print("ready", flush=True)
    kind = container(data)
    seconds = seconds_of(data, kind, longest) if kind else 0.0
    print(json.dumps({"media_type": _MEDIA_TYPES.get(kind or ""), "seconds": seconds}), flush=True)
    if is_wanted and kind and seconds <= longest:
        sys.stdout.buffer.write(samples_of(data, kind, longest))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
