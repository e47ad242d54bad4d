"""Real files, measured as a player and an ear would: what kind they are, how long, how loud, how quick."""

from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile

from speech import PACES, Fixed, Format, Pace, Speech
from speech.sound import RATE
from tests.support.phrases import fixed
from wording.catalogue import Catalogue, FixedMessage

ROOT = Path(__file__).parents[2]
CATALOGUE = Catalogue.load(ROOT / "domain" / "en")
# Every eighteenth message, which are all kinds of them, and the ones that are hardest to level: single words.
MESSAGES = (
    *CATALOGUE.fixed_messages()[::18],
    FixedMessage("utter_yes", fixed("Yes")),
    FixedMessage("utter_no", fixed("No")),
)
VOICES = ("flite", "mbrola", "espeak")
SILENCE = 10 ** (-45 / 20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("speech")


@pytest.fixture(scope="module", params=VOICES)
def speech(request: pytest.FixtureRequest, folder: Path) -> Speech:
    """Each voice that this machine has, by itself."""
    found = Speech(folder, (request.param,))
    if not found.voices[0].is_there:
        pytest.skip(f"{request.param} is not installed on this machine")
    return found


def heard(path: Path) -> np.ndarray:
    samples, rate = soundfile.read(path)
    assert rate in (RATE, 48_000) and samples.ndim == 1
    return np.asarray(samples)


def words_a_minute(speech: Speech, pace: Pace) -> float:
    phrases = [one for one in CATALOGUE.phrases() if len(one.text.split()) >= 4][::4]
    seconds = sum(speech.voice(Fixed((one,)), pace).seconds for one in phrases)
    return 60 * sum(len(one.text.split()) for one in phrases) / seconds


def test_normal_is_unhurried_and_slow_is_about_a_third_below(speech: Speech) -> None:
    normal, slow = (words_a_minute(speech, pace) for pace in PACES)
    assert 110 <= normal <= 140
    assert 0.64 <= slow / normal <= 0.76


@pytest.mark.parametrize(
    ("format", "container", "coding", "most"), [("mp3", "MP3", "MPEG_LAYER_III", 8_000), ("ogg", "OGG", "OPUS", 5_000)]
)
def test_every_message_is_a_file_of_its_kind_that_is_as_long_as_its_words(
    speech: Speech, format: Format, container: str, coding: str, most: int
) -> None:
    for message in MESSAGES:
        recording = speech.voice(Fixed(message.phrases), "normal", format)
        info = soundfile.info(recording.path)
        assert (info.format, info.subtype, info.channels) == (container, coding, 1)
        assert len(heard(recording.path)) / info.samplerate == pytest.approx(recording.seconds, abs=0.1)
        words = sum(len(phrase.text.split()) for phrase in message.phrases)
        # From the quickest short word to a list of long ones, with the rests between the answers.
        assert 0.15 * words < recording.seconds - 0.35 * (len(message.phrases) - 1) < 0.9 * words + 0.6, message.name
        assert recording.path.stat().st_size < most * recording.seconds + 2_000


def test_there_is_no_dead_air_at_the_ends_and_no_word_is_cut(speech: Speech) -> None:
    for message in MESSAGES:
        samples = heard(speech.voice(Fixed(message.phrases)).path)
        loud = np.flatnonzero(np.abs(samples) > SILENCE * np.abs(samples).max())
        before, after = loud[0] / RATE, (len(samples) - loud[-1]) / RATE
        assert 0.02 <= before <= 0.2 and 0.08 <= after <= 0.35, (message.name, before, after)


def test_nothing_clips_and_all_is_equally_loud(speech: Speech) -> None:
    levels = []
    for message in MESSAGES:
        samples = heard(speech.voice(Fixed(message.phrases)).path)
        assert np.abs(samples).max() < 1.0
        # The broadcast measure needs 0.4 s of sound; a single word is said twice to it.
        levels.append(pyloudnorm.Meter(RATE).integrated_loudness(np.tile(samples, 2)))
    assert all(-22 < level < -14 for level in levels), sorted(levels)
    assert np.std(levels) < 1.5
