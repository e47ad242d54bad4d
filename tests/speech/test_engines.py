"""The best engine that can say a text says it; when it fails, the next one does."""

import logging
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from speech import PACES, Fixed, Pace, Personal, PhraseEngine, Speech, SpeechFailed, Words
from speech.breaker import FAILURES, RESTS
from speech.espeak import Espeak
from speech.mbrola import Mbrola
from speech.piper import Piper
from speech.sound import Sound
from tests.speech.conftest import FliteStandIn
from tests.support.phrases import fixed
from tests.support.piper_voice import piper_voice
from wording.fixed_phrase import FixedPhrase


@pytest.fixture
def voice_file(tmp_path: Path) -> Path:
    """A real voice file for the real Piper."""
    return piper_voice(tmp_path)


def test_flite_is_used_where_the_machine_has_it(tmp_path: Path, flite: FliteStandIn) -> None:
    recording = Speech(tmp_path / "cache", ("flite",), flite=str(flite.program)).voice(
        Personal("It isn’t “too late”. Tell me…"), "slow"
    )
    assert recording.engine == "flite"
    assert flite.heard == ['It isn\'t "too late".', "Tell me..."]


@pytest.mark.parametrize("text", ["Zoë helped me", "Łukasz", "好"])
def test_flite_is_not_given_what_it_would_get_wrong(tmp_path: Path, flite: FliteStandIn, text: str) -> None:
    assert Speech(tmp_path / "cache", ("flite",), flite=str(flite.program)).voice(Personal(text)).engine == "espeak"
    assert flite.heard == []


@pytest.mark.parametrize("trouble", ["exit 1", 'echo broken > "$6"; exit 0', "kill -9 $$"])
def test_the_embedded_engine_steps_in_for_flite(tmp_path: Path, flite: FliteStandIn, trouble: str) -> None:
    flite.does(trouble)
    assert Speech(tmp_path / "cache", ("flite",), flite=str(flite.program)).voice(Personal("Hello")).engine == "espeak"


def test_a_better_engine_is_used_again_when_it_is_back(tmp_path: Path, flite: FliteStandIn) -> None:
    speech = Speech(tmp_path / "cache", ("flite",), flite=str(flite.program))
    flite.does("exit 1")
    assert speech.voice(Personal("Hello")).engine == "espeak"
    flite.does(":")
    assert speech.voice(Personal("Hello")).engine == "flite"


def test_a_missing_program_is_no_trouble(tmp_path: Path) -> None:
    assert Speech(tmp_path / "cache", ("flite",), flite="no-such-program").voice(Personal("Hello")).engine == "espeak"


@pytest.mark.skipif(shutil.which("flite") is None, reason="flite is not installed on this machine")
def test_the_real_flite_speaks(tmp_path: Path) -> None:
    speech = Speech(tmp_path / "cache", ("flite",))
    normal, slow = (speech.voice(Personal("How was your day today?"), pace) for pace in ("normal", "slow"))
    assert (normal.engine, slow.engine) == ("flite", "flite")
    assert 1 < normal.seconds < slow.seconds < 5


def test_piper_reads_a_voice_file_and_comes_before_flite(tmp_path: Path, flite: FliteStandIn, voice_file: Path) -> None:
    speech = Speech(tmp_path / "cache", ("piper", "flite"), piper_voice=voice_file, flite=str(flite.program))
    short = speech.voice(Personal("Hello Zoë."))
    normal, slow = (speech.voice(Personal("Hello Zoë. How was it today?"), pace) for pace in PACES)
    assert (normal.engine, slow.engine) == ("piper", "piper")
    assert short.seconds < normal.seconds < slow.seconds
    assert flite.heard == []


def test_piper_says_the_sounds_of_the_words(voice_file: Path) -> None:
    piper = Piper(voice_file)
    one, same, other = (piper.render(text, "normal") for text in ("How was it?", "How was it?", "Are you well?"))
    assert np.array_equal(one.samples, same.samples)
    assert one.samples.shape != other.samples.shape or not np.allclose(one.samples, other.samples, atol=0.01)


@pytest.mark.parametrize("samples_a_sound", [400, 800, 2_400])
def test_piper_is_as_unhurried_as_all_others_however_quick_its_reader_was(tmp_path: Path, samples_a_sound: int) -> None:
    piper, words = Piper(piper_voice(tmp_path, samples_a_sound)), "How was your day today, and who was with you there?"
    normal, slow = (len(words.split()) * 60 / piper.render(words, pace).seconds for pace in PACES)
    assert 110 <= normal <= 150
    assert 0.64 <= slow / normal <= 0.76


def test_a_piper_voice_without_a_sound_is_passed_over(tmp_path: Path) -> None:
    speech = Speech(tmp_path / "cache", ("piper",), piper_voice=piper_voice(tmp_path, 0))
    assert speech.voice(Personal("Hello")).engine == "espeak"
    assert not speech.voices[0].is_there


def test_another_voice_file_in_its_place_is_another_voice(tmp_path: Path, voice_file: Path) -> None:
    speech = Speech(tmp_path / "cache", ("piper",), piper_voice=voice_file)
    before = speech.voice(Personal("Hello"))
    os.utime(voice_file, (1, 1))
    after = Speech(tmp_path / "cache", ("piper",), piper_voice=voice_file).voice(Personal("Hello"))
    assert (before.engine, after.engine) == ("piper", "piper") and before.path != after.path


@pytest.mark.parametrize("damage", ["the network", "the settings"])
def test_a_voice_file_that_cannot_be_read_is_passed_over_for_good(
    tmp_path: Path, voice_file: Path, damage: str
) -> None:
    broken = voice_file if damage == "the network" else Path(f"{voice_file}.json")
    whole = broken.read_bytes()
    broken.write_bytes(b"not a voice")
    speech = Speech(tmp_path / "cache", ("piper",), piper_voice=voice_file)
    assert speech.voice(Personal("Hello")).engine == "espeak"
    broken.write_bytes(whole)
    assert speech.voice(Personal("Hello again")).engine == "espeak"
    assert [(one.name, one.is_there) for one in speech.voices] == [("piper", False), ("espeak", True)]


def test_without_its_package_or_its_file_piper_is_not_there(
    tmp_path: Path, voice_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not Piper(None).is_there and not Piper(tmp_path / "none.onnx").is_there
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    speech = Speech(tmp_path / "cache", ("piper",), piper_voice=voice_file)
    assert speech.voice(Personal("Hello")).engine == "espeak"


class _MbrolaStandIn:
    """The system's espeak-ng in its place: it checks the command strictly and writes a prepared sound."""

    def __init__(self, folder: Path) -> None:
        self.program, self.synthesizer, self.data = folder / "espeak-ng", folder / "mbrola", folder / "en1"
        soundfile.write(folder / "sound.wav", 0.1 * np.sin(np.arange(16_000) / 20), 16_000)
        self.program.write_text(
            f"""#!/bin/sh
[ $# = 11 ] && [ "$1 $2 $3 $5 $6 $7 $8 $9" = "-v mb-en1 -s -g $6 -b 1 -w" ] && [ "${{11}}" = --stdin ] || exit 2
{{ cat; echo; }} >> '{folder}/heard'
cp '{folder}/sound.wav' "${{10}}"
"""
        )
        self.synthesizer.write_text("#!/bin/sh\n")
        self.data.write_bytes(b"sounds")
        for program in (self.program, self.synthesizer):
            program.chmod(0o755)

    def engine(self) -> Mbrola:
        return Mbrola(str(self.program), str(self.synthesizer), (self.data,))


def test_mbrola_is_run_a_sentence_at_a_time_with_the_words_as_input(tmp_path: Path) -> None:
    stand_in = _MbrolaStandIn(tmp_path)
    engine = stand_in.engine()
    assert engine.is_there and engine.can_say("Zoë")
    assert engine.render("Hello Zoë. How was it?", "slow").seconds == pytest.approx(2.8, abs=0.1)
    assert (tmp_path / "heard").read_text().splitlines() == ["Hello Zoë.", "How was it?"]


@pytest.mark.parametrize("part", ["program", "synthesizer", "data"])
def test_mbrola_is_not_there_without_each_of_its_parts(tmp_path: Path, part: str) -> None:
    stand_in = _MbrolaStandIn(tmp_path)
    getattr(stand_in, part).unlink()
    assert not stand_in.engine().is_there and not stand_in.engine().can_say("Hello")


class _OfHouse(PhraseEngine):
    """Somebody's own voice, of the phrases that they recorded."""

    name, settings, is_there = "recordings", "ash 1", True

    def __init__(self, *phrases: FixedPhrase) -> None:
        self.recorded = set(phrases)

    def can_say(self, phrases: tuple[FixedPhrase, ...], pace: Pace) -> bool:
        return set(phrases) <= self.recorded

    def render(self, phrases: tuple[FixedPhrase, ...], pace: Pace) -> Sound:
        return Sound(0.1 * np.sin(np.arange(24_000 * len(phrases)) / 20).astype(np.float32), 24_000)


def test_the_recordings_of_a_house_come_where_the_order_says_and_say_whole_messages_alone(tmp_path: Path) -> None:
    question, good, bad = fixed("How was it?", "Good", "Bad")
    ours = _OfHouse(question, good)
    speech = Speech(tmp_path / "cache", ("recordings", "espeak"))

    def engine(words: Words, of_house: PhraseEngine | None) -> str:
        return speech.voice(words, of_house=of_house).engine

    assert engine(Fixed((question, good)), ours) == "recordings"
    assert engine(Fixed((question, good)), None) == "espeak"
    assert engine(Fixed((question, good, bad)), ours) == "espeak"
    assert engine(Personal("How was it?"), ours) == "espeak"
    last = Speech(tmp_path / "other", ("espeak", "recordings"))
    assert last.voice(Fixed((question,)), of_house=ours).engine == "espeak"


def test_an_engine_that_fails_again_and_again_rests_and_is_then_tried_once(tmp_path: Path, flite: FliteStandIn) -> None:
    now = 0.0
    speech = Speech(tmp_path / "cache", ("flite",), flite=str(flite.program), clock=lambda: now)

    def say(text: str) -> str:
        return speech.voice(Personal(text)).engine

    flite.does("exit 1")
    assert [say(f"Number {count}") for count in range(FAILURES + 2)] == ["espeak"] * (FAILURES + 2)
    assert len(flite.heard) == FAILURES and speech.voices[0].is_resting
    now = RESTS
    assert [say("one more"), say("and one")] == ["espeak", "espeak"]
    assert len(flite.heard) == FAILURES + 1
    flite.does(":")
    now = 2 * RESTS
    assert [say("well again"), say("for good")] == ["flite", "flite"]
    assert not speech.voices[0].is_resting


def test_the_last_engine_never_rests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody could step in for it: what it could not say must cost nobody else their voice."""
    speech = Speech(tmp_path / "cache")
    with monkeypatch.context() as broken:
        broken.setattr(Espeak, "render", lambda *_: Sound(np.zeros(100, np.float32), 24_000))
        for count in range(FAILURES + 1):
            with pytest.raises(SpeechFailed):
                speech.voice(Personal(f"Number {count}"))
    assert speech.voice(Personal("Hello")).engine == "espeak"


def test_a_failure_is_logged_without_the_words(
    tmp_path: Path, flite: FliteStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    flite.does("cat; exit 1")
    Speech(tmp_path / "cache", ("flite",), flite=str(flite.program)).voice(Personal("canary words"))
    assert "no sound from flite: CalledProcessError" in caplog.text
    assert "canary" not in caplog.text
