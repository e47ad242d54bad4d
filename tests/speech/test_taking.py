"""A phrase that somebody read out: cut to the words, as loud as every voice, refused with the reason."""

import io

import numpy as np
import pytest
import soundfile

from speech import Checks, NotKept, NotTaken, Unfit, WhyNot, longest, taken
from speech.espeak import Espeak
from speech.sound import Sound, at_rate, joined
from tests.support.sounds import Kind, tone

TEXT = "Think of one thing from today. How was it?"
RATE = 48_000
_noise = np.random.default_rng(7)


def spoken(
    text: str = TEXT, *, before: float = 1.0, after: float = 1.0, loud: float = 0.3, room: float = 0.001
) -> Sound:
    """A voice in a room with some noise, between two silences; `loud` is its peak."""
    voice = at_rate(Espeak().render(text, "normal"), RATE).samples
    quiet = [np.zeros(round(seconds * RATE), np.float32) for seconds in (before, after)]
    samples = np.concatenate((quiet[0], voice * (loud / np.abs(voice).max()), quiet[1]))
    return Sound((samples + _noise.normal(0, room, len(samples))).astype(np.float32), RATE)


def clicked(sound: Sound) -> Sound:
    """With the click of the button at both ends."""
    samples = sound.samples.copy()
    for at in (2_000, len(samples) - 2_500):
        samples[at : at + 400] = 0.5
    return Sound(samples, sound.rate)


def played(data: bytes) -> tuple[np.ndarray, int]:
    info = soundfile.info(io.BytesIO(data))
    assert (info.format, info.channels, info.samplerate) == ("FLAC", 1, 24_000)
    samples, rate = soundfile.read(io.BytesIO(data))
    return samples, int(rate)


def level(samples: np.ndarray) -> float:
    power = np.mean(samples[: len(samples) // 1200 * 1200].reshape(-1, 1200) ** 2, axis=1)
    return float(10 * np.log10(power[power > power.max() / 400].mean()))


@pytest.mark.parametrize("room", [0.0, 0.001, 0.004])
@pytest.mark.parametrize("loud", [0.1, 0.3, 0.9])
def test_it_is_cut_to_the_words_with_a_tenth_of_a_second_around_them(loud: float, room: float) -> None:
    clip = taken(clicked(spoken(before=2.0, after=3.0, loud=loud, room=room)), TEXT)
    alone = spoken(before=0, after=0, room=0).seconds
    assert clip.seconds == pytest.approx(alone + 0.2, abs=0.4)
    samples, rate = played(clip.data)
    assert len(samples) / rate == pytest.approx(clip.seconds, abs=0.01)
    ends = np.concatenate((samples[: rate // 50], samples[-rate // 50 :]))
    assert np.abs(ends).max() < 0.05, "nothing comes in with a bang"


@pytest.mark.parametrize("loud", [0.05, 0.3, 0.95])
def test_it_is_as_loud_as_every_other_voice(loud: float) -> None:
    samples, _ = played(taken(spoken(loud=loud), TEXT).data)
    assert level(samples) == pytest.approx(-17, abs=1.5)
    assert np.abs(samples).max() <= 0.91


def test_one_short_word_is_enough() -> None:
    assert 0.3 < taken(spoken("Yes"), "Yes").seconds < 1.2


def cut_off() -> Sound:
    return Sound(np.clip(spoken(loud=4.0).samples, -1.0, 1.0), RATE)


@pytest.mark.parametrize(
    ("sound", "why"),
    [
        (Sound(np.zeros(RATE * 3, np.float32), RATE), Unfit.SILENT),
        (Sound(np.zeros(0, np.float32), RATE), Unfit.SILENT),
        (Sound(_noise.normal(0, 0.001, RATE * 3).astype(np.float32), RATE), Unfit.SILENT),
        (spoken(loud=0.004, room=0.0005), Unfit.SILENT),
        (clicked(Sound(np.zeros(RATE * 3, np.float32), RATE)), Unfit.SILENT),
        (cut_off(), Unfit.CUT_OFF),
        (joined([spoken()] * 8), Unfit.TOO_LONG),
        (spoken("Think."), Unfit.TOO_SHORT),
    ],
    ids=["no sample set", "nothing", "the room", "far away", "clicks", "crackles", "again and again", "one word of it"],
)
def test_what_will_not_do_is_refused_with_the_reason(sound: Sound, why: Unfit) -> None:
    with pytest.raises(NotTaken) as refused:
        taken(sound, TEXT)
    assert refused.value.why is why


def test_whoever_reads_slowly_has_the_time() -> None:
    assert longest(TEXT) >= 2 * Espeak().render(TEXT, "slow").seconds
    assert longest("😊 Good") == longest("Good")


@pytest.mark.parametrize("kind", ["webm", "mp4", "ogg", "wav"])
async def test_what_browsers_record_is_opened_as_it_sounds(kind: Kind) -> None:
    heard = await Checks().heard(tone(kind, 2.0, loud=0.3), 5.0)
    assert heard.seconds == pytest.approx(2.0, abs=0.1)
    assert np.median(np.abs(heard.samples)) == pytest.approx(0.3 * np.sqrt(0.5), abs=0.03)


async def test_what_is_longer_or_no_sound_is_refused_before_anything_is_made_of_it() -> None:
    for sound, seconds, why in (
        (tone("webm", 6.0), 3.0, WhyNot.TOO_LONG),
        (b"no sound at all", 3.0, WhyNot.NO_SOUND),
        (tone("ogg")[:60], 3.0, WhyNot.NO_SOUND),
    ):
        with pytest.raises(NotKept) as refused:
            await Checks().heard(sound, seconds)
        assert refused.value.why is why
