"""A message becomes a recording that plays, is kept, and can be forgotten."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile

from speech import Fixed, Format, Personal, Recording, Speech, SpeechFailed
from tests.speech.conftest import FliteStandIn
from tests.support.phrases import fixed

ROOT = Path(__file__).parents[2]
AT_THE_ENDS = 0.2
"""Seconds of silence around each recording."""
LONG = "Think of one thing from today. How was it? Tell me in your own words."


@pytest.fixture
def speech(tmp_path: Path) -> Speech:
    """The embedded engine alone: what every machine has."""
    return Speech(tmp_path / "cache")


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def loudness(path: Path) -> float:
    """Decibels below full scale, of the parts that are not silence."""
    samples, _ = soundfile.read(path)
    frames = samples[: len(samples) // 480 * 480].reshape(-1, 480)
    power = np.mean(frames**2, axis=1)
    return float(10 * np.log10(power[power > power.max() / 400].mean()))


@pytest.mark.parametrize(
    ("format", "media_type", "container", "coding"),
    [("mp3", "audio/mpeg", "MP3", "MPEG_LAYER_III"), ("ogg", "audio/ogg", "OGG", "OPUS")],
)
def test_both_formats_play_back(speech: Speech, format: Format, media_type: str, container: str, coding: str) -> None:
    recording = speech.voice(Personal(LONG), "normal", format)

    info = soundfile.info(recording.path)
    samples, rate = soundfile.read(recording.path)
    assert (info.format, info.subtype, info.channels) == (container, coding, 1)
    assert (recording.media_type, recording.engine) == (media_type, "espeak")
    assert len(samples) / rate == pytest.approx(recording.seconds, abs=0.1)
    assert 0.1 < np.abs(samples).max() <= 1.0
    assert recording.path.stat().st_size < 8_000 * recording.seconds


def test_there_is_a_rest_between_sentences(speech: Speech) -> None:
    rests = []
    for pace in ("normal", "slow"):
        parts = [speech.voice(Personal(text), pace).seconds for text in ("The bus was late.", "I was sad.")]
        rests.append(speech.voice(Personal("The bus was late. I was sad."), pace).seconds + AT_THE_ENDS - sum(parts))
    assert rests[0] > 0.2
    assert rests[1] > rests[0] + 0.2


@pytest.mark.parametrize("text", ["Aoife", "Siobhán", "Zoë", "Mr. Nguyễn", "No", "10:30", "👍", "dinr wos cld", "好"])
def test_names_and_short_words_get_a_sound(speech: Speech, text: str) -> None:
    assert 0.2 < speech.voice(Personal(text)).seconds < 4


def test_the_longest_message_is_said(speech: Speech) -> None:
    assert speech.voice(Personal("Yesterday I remembered something interesting. " * 89)).seconds > 200


def test_every_text_is_about_as_loud(speech: Speech) -> None:
    levels = [
        loudness(speech.voice(Personal(text)).path)
        for text in (LONG, "Yes", "Aoife", "Shh, she sees us.", "MAN! OH NO!")
    ]
    assert max(levels) - min(levels) < 3
    assert all(-20 < level < -14 for level in levels)


@pytest.mark.parametrize("volume", [0.002, 0.05, 1.0])
def test_every_engine_is_about_as_loud(tmp_path: Path, flite: FliteStandIn, volume: float) -> None:
    flite.sounds(volume)
    recording = Speech(tmp_path / "cache", ("flite",), flite=str(flite.program)).voice(Personal("Hello"))
    assert recording.engine == "flite"
    assert -20 < loudness(recording.path) < -14


@pytest.mark.parametrize("text", ["", "?", "  \n"])
def test_nothing_to_say_is_told(speech: Speech, text: str) -> None:
    with pytest.raises(SpeechFailed, match="nothing that can be said"):
        speech.voice(Personal(text))


def test_a_recording_is_made_once_and_found_again(tmp_path: Path, flite: FliteStandIn) -> None:
    first, again = (
        Speech(tmp_path / "cache", ("flite",), flite=str(flite.program)).voice(Fixed(fixed("😊 Good"))) for _ in "12"
    )
    assert again == Recording(first.path, "audio/mpeg", "flite", again.seconds)
    assert again.seconds == pytest.approx(first.seconds, abs=0.1)
    assert flite.heard == ["Good"]


def test_the_same_text_asked_for_at_once_is_made_once(tmp_path: Path, flite: FliteStandIn) -> None:
    flite.does("sleep 0.1")
    speech = Speech(tmp_path / "cache", ("flite",), flite=str(flite.program))
    together = threading.Barrier(8)

    def ask(_: int) -> Recording:
        together.wait()
        return speech.voice(Personal("Hello"))

    with ThreadPoolExecutor(8) as pool:
        recordings = list(pool.map(ask, range(8)))

    assert len({recording.path for recording in recordings}) == 1
    assert flite.heard == ["Hello"]


def test_many_threads_get_each_their_own_words(speech: Speech, tmp_path: Path) -> None:
    texts = ["one " * count for count in range(1, 17)]
    with ThreadPoolExecutor(8) as pool:
        together = [recording.seconds for recording in pool.map(speech.voice, map(Personal, texts))]
    alone = Speech(tmp_path / "other")
    assert together == pytest.approx([alone.voice(Personal(text)).seconds for text in texts], abs=0.05)


def test_a_damaged_recording_is_made_anew(speech: Speech) -> None:
    whole = speech.voice(Personal(LONG))
    for damage in (b"", b"not a sound"):
        whole.path.write_bytes(damage)
        assert speech.voice(Personal(LONG)).seconds == pytest.approx(whole.seconds, abs=0.1)
        assert soundfile.info(whole.path).duration == pytest.approx(whole.seconds, abs=0.1)


def test_forgetting_a_text_removes_every_recording_of_it_and_no_other(tmp_path: Path, flite: FliteStandIn) -> None:
    speech, earlier = Speech(tmp_path / "cache"), Speech(tmp_path / "cache", ("flite",), flite=str(flite.program))
    fixed_one = speech.voice(Fixed(fixed("Dinner was cold")))
    of_other = speech.voice(Personal("Dinner was cold", "sam"))
    kept = [fixed_one.path, of_other.path, speech.voice(Personal("How was it?")).path]
    earlier.voice(Personal("Dinner was cold"))
    speech.voice(Personal("Dinner was cold"), "slow", "ogg")
    speech.voice(Personal("Dinner was cold"), "normal", "mp3")

    speech.forget(Personal("Dinner was cold"))
    speech.forget(Personal("never said"))

    assert files(tmp_path / "cache") == sorted([*kept, tmp_path / "cache" / "secret"])


def test_recordings_are_private_and_their_names_tell_nothing(speech: Speech, tmp_path: Path) -> None:
    recording = speech.voice(Personal("Dinner was cold"))
    assert recording.path.stat().st_mode & 0o077 == 0
    assert recording.path.parent.stat().st_mode & 0o077 == 0
    assert "dinner" not in str(recording.path.relative_to(tmp_path)).lower()


def test_no_recording_is_kept_where_the_disk_refuses(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(SpeechFailed, match="cannot be used"):
        Speech(tmp_path / "cache").voice(Personal("Hello"))


def test_a_kill_leaves_no_half_recording(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    program = f"""
from pathlib import Path
from speech import Personal, Speech
speech = Speech(Path({str(cache)!r}))
for number in range(100_000):
    speech.voice(Personal(f"This is sentence number {{number}}."), "normal", "mp3")
"""
    worker = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    deadline = time.monotonic() + 60
    while len(list(cache.rglob("*.mp3"))) < 20 and time.monotonic() < deadline:
        assert worker.poll() is None
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    recordings = list(cache.rglob("*.mp3"))
    assert len(recordings) >= 20
    assert min(soundfile.info(path).duration for path in recordings) > 1
