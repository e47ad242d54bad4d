"""Google's voice: for the catalogue's phrases alone, only where switched on, and never in the way (R64)."""

from pathlib import Path

import pytest
import soundfile
import trustme

from speech import Speech
from tests.support.google_speech import SECONDS_A_PIECE, Answer, GoogleSpeech

LONG = (
    "You can tell me what was good or bad. You can ask what we did about your things. "
    "You can stop any time. A person reads your words."
)
PHRASES = frozenset({"How was it?", "😊 Good", LONG})


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def speech(tmp_path: Path, google: GoogleSpeech, clock: Clock) -> Speech:
    return Speech(tmp_path / "cache", google=True, fixed_texts=PHRASES, flite=None, google_seconds=0.5, clock=clock)


def test_a_phrase_of_the_catalogue_is_said_by_google_once(speech: Speech, google: GoogleSpeech) -> None:
    recording = speech.voice("😊 Good", "normal", "ogg")
    assert recording.engine == "google"
    assert soundfile.info(recording.path).subtype == "OPUS"
    assert recording.seconds == pytest.approx(SECONDS_A_PIECE, abs=0.2)
    assert speech.voice("😊 Good", "normal", "ogg").path == recording.path
    assert google.heard == [("Good", False)]
    assert google.refused == []


def test_slow_is_asked_for(speech: Speech, google: GoogleSpeech) -> None:
    speech.voice("How was it?", "slow")
    assert google.heard == [("How was it?", True)]


def test_a_long_phrase_comes_in_pieces_and_is_whole(speech: Speech, google: GoogleSpeech) -> None:
    recording = speech.voice(LONG)
    assert " ".join(google.texts).replace(".", "").split() == LONG.replace(".", "").split()
    assert len(google.texts) > 1
    assert recording.seconds == pytest.approx(SECONDS_A_PIECE * len(google.texts), abs=0.5)


@pytest.mark.parametrize(
    "text", ["How was it, Sam?", "how was it?", "Dinner was cold", "How was it? How was it?", "Good Sam", "😡"]
)
def test_a_personal_text_never_leaves_the_machine(speech: Speech, google: GoogleSpeech, text: str) -> None:
    assert speech.voice(text).engine == "espeak"
    assert google.connections == 0


def test_google_is_off_unless_it_is_switched_on(tmp_path: Path, google: GoogleSpeech) -> None:
    assert Speech(tmp_path / "cache", fixed_texts=PHRASES, flite=None).voice("How was it?").engine == "espeak"
    assert google.connections == 0


@pytest.mark.parametrize(
    "answer", ["too many requests", "empty", "no sound in it", "broken sound", "never", "drop by drop"]
)
def test_the_local_engine_steps_in(speech: Speech, google: GoogleSpeech, tmp_path: Path, answer: Answer) -> None:
    google.answer = answer
    recording = speech.voice("How was it?")
    assert recording.engine == "espeak"
    assert google.texts == ["How was it?"]
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == [recording.path]


def test_a_service_that_failed_is_left_alone_for_a_while(speech: Speech, google: GoogleSpeech, clock: Clock) -> None:
    google.answer = "too many requests"
    speech.voice("How was it?")
    google.answer = "sound"
    clock.now = 599
    assert speech.voice("How was it?").engine == "espeak"
    assert len(google.texts) == 1
    clock.now = 600
    assert speech.voice("How was it?").engine == "google"


def test_a_stranger_in_between_is_not_believed(
    speech: Speech, google: GoogleSpeech, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(other)
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    assert speech.voice("How was it?").engine == "espeak"
    assert google.connections == 1
    assert google.heard == []


def test_nobody_there_is_no_trouble(speech: Speech, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert speech.voice("How was it?").engine == "espeak"
