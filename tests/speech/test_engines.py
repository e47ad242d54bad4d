"""The best engine that can say a text says it; when it fails, the next one does."""

import importlib.util
import logging
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from speech import Speech
from tests.speech.conftest import FliteStandIn

_PIPER = """
from types import SimpleNamespace
import numpy

class SynthesisConfig:
    def __init__(self, length_scale):
        self.length_scale = length_scale

class PiperVoice:
    config = SimpleNamespace(length_scale=1.0)

    @staticmethod
    def load(path):
        if path.read_bytes() != b"a voice":
            raise ValueError("not a voice")
        return PiperVoice()

    def synthesize(self, text, options):
        count = int(22050 * 0.1 * len(text.split()) * options.length_scale)
        samples = numpy.sin(numpy.arange(count) / 20).astype("float32")
        yield SimpleNamespace(audio_float_array=samples, sample_rate=22050)
"""


@pytest.fixture
def piper_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A voice file, and a package in Piper's place that reads it."""
    package = tmp_path / "packages"
    package.mkdir()
    (package / "piper.py").write_text(_PIPER)
    monkeypatch.syspath_prepend(package)
    voice = tmp_path / "voice.onnx"
    voice.write_bytes(b"a voice")
    real = sys.modules.pop("piper", None)
    yield voice
    sys.modules.pop("piper", None)
    if real is not None:
        sys.modules["piper"] = real


def test_flite_is_used_where_the_machine_has_it(tmp_path: Path, flite: FliteStandIn) -> None:
    recording = Speech(tmp_path / "cache", flite=str(flite.program)).voice("It isn’t “too late”. Tell me…", "slow")
    assert recording.engine == "flite"
    assert flite.heard == ['It isn\'t "too late".', "Tell me..."]


@pytest.mark.parametrize("text", ["Zoë helped me", "It cost £5", "好"])
def test_flite_is_not_given_what_it_would_get_wrong(tmp_path: Path, flite: FliteStandIn, text: str) -> None:
    assert Speech(tmp_path / "cache", flite=str(flite.program)).voice(text).engine == "espeak"
    assert flite.heard == []


@pytest.mark.parametrize("trouble", ["exit 1", 'echo broken > "$6"; exit 0', "kill -9 $$"])
def test_the_embedded_engine_steps_in_for_flite(tmp_path: Path, flite: FliteStandIn, trouble: str) -> None:
    flite.does(trouble)
    assert Speech(tmp_path / "cache", flite=str(flite.program)).voice("Hello").engine == "espeak"


def test_a_better_engine_is_used_again_when_it_is_back(tmp_path: Path, flite: FliteStandIn) -> None:
    speech = Speech(tmp_path / "cache", flite=str(flite.program))
    flite.does("exit 1")
    assert speech.voice("Hello").engine == "espeak"
    flite.does(":")
    assert speech.voice("Hello").engine == "flite"


def test_a_missing_program_is_no_trouble(tmp_path: Path) -> None:
    assert Speech(tmp_path / "cache", flite="no-such-program").voice("Hello").engine == "espeak"


@pytest.mark.skipif(shutil.which("flite") is None, reason="flite is not installed on this machine")
def test_the_real_flite_speaks(tmp_path: Path) -> None:
    speech = Speech(tmp_path / "cache")
    normal, slow = (speech.voice("How was your day today?", pace) for pace in ("normal", "slow"))
    assert (normal.engine, slow.engine) == ("flite", "flite")
    assert 1 < normal.seconds < slow.seconds < 5


def test_piper_comes_before_flite(tmp_path: Path, flite: FliteStandIn, piper_voice: Path) -> None:
    speech = Speech(tmp_path / "cache", piper_voice=piper_voice, flite=str(flite.program))
    normal, slow = (speech.voice("Hello Zoë. How was it?", pace) for pace in ("normal", "slow"))
    assert (normal.engine, slow.engine) == ("piper", "piper")
    assert slow.seconds > normal.seconds
    assert flite.heard == []


def test_a_voice_file_that_cannot_be_read_is_passed_over(tmp_path: Path, piper_voice: Path) -> None:
    piper_voice.write_bytes(b"not a voice")
    speech = Speech(tmp_path / "cache", piper_voice=piper_voice, flite=None)
    assert speech.voice("Hello").engine == "espeak"
    piper_voice.write_bytes(b"a voice")
    assert speech.voice("Hello again").engine == "espeak"


@pytest.mark.skipif(importlib.util.find_spec("piper") is not None, reason="Piper is installed on this machine")
def test_a_voice_without_piper_is_passed_over(tmp_path: Path) -> None:
    voice = tmp_path / "voice.onnx"
    voice.write_bytes(b"a voice")
    assert Speech(tmp_path / "cache", piper_voice=voice, flite=None).voice("Hello").engine == "espeak"


def test_a_failure_is_logged_without_the_words(
    tmp_path: Path, flite: FliteStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    flite.does("cat; exit 1")
    Speech(tmp_path / "cache", flite=str(flite.program)).voice("canary words")
    assert "no sound from flite: CalledProcessError" in caplog.text
    assert "canary" not in caplog.text
