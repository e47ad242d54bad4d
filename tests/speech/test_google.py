"""Google's voice: asked once for the catalogue's phrases, patiently, and never while a person waits (R64)."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import soundfile
import trustme

from speech import Fixed, Personal, Speech
from speech.fetching import BETWEEN, HOPELESS, TRIES_AFTER, WAITS, Fetched, Fetching
from speech.google import Google
from tests.support.google_speech import SECONDS_A_PIECE, Answer, GoogleSpeech
from tests.support.phrases import fixed

LONG = (
    "You can tell me what was good or bad. You can ask what we did about your things. "
    "You can stop any time. A person reads your words."
)
PHRASES = fixed("How was it?", "😊 Good", "😡 Bad")


@dataclass
class Run:
    """`said phrases --engine gtts`, with a clock that costs no time."""

    speech: Speech
    slept: list[float] = field(default_factory=list)
    told: list[tuple[int, int]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def __call__(self) -> Fetched:
        google = Google("co.uk", time_limit=0.5)
        tell = lambda done, wanted: self.told.append((done, wanted))  # noqa: E731
        clips = self.speech.clips_of_google
        return Fetching(google, clips, PHRASES, tell, self.waits.append, self.slept.append).run()


@pytest.fixture
def speech(tmp_path: Path) -> Speech:
    return Speech(tmp_path / "cache", ("gtts", "espeak"))


@pytest.fixture
def run(speech: Speech, google: GoogleSpeech) -> Run:
    return Run(speech)


def clips(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "cache" / "clips").rglob("*") if path.is_file())


def test_every_phrase_is_asked_for_once_at_both_paces_and_at_an_even_pace(
    run: Run, google: GoogleSpeech, tmp_path: Path
) -> None:
    done = run()

    assert (done.kept, done.wanted, done.why) == (6, 6, "")
    assert google.heard == [(text, slow) for slow in (False, True) for text in ("How was it?", "Good", "Bad")]
    assert run.slept == [BETWEEN] * 5 and run.told == [(count, 6) for count in range(1, 7)]
    assert google.refused == []
    assert [soundfile.info(file).format for file in clips(tmp_path)] == ["FLAC"] * 6
    assert done.words_a_minute["normal"] == pytest.approx(60 * 7 / (3 * SECONDS_A_PIECE), rel=0.2)


def test_the_chat_uses_what_is_there_and_asks_google_for_nothing(
    run: Run, speech: Speech, google: GoogleSpeech
) -> None:
    assert speech.voice(Fixed(PHRASES)).engine == "espeak"
    assert google.connections == 0
    run()
    asked = google.connections

    question = speech.voice(Fixed(PHRASES), "slow", "ogg")
    assert question.engine == "gtts" and soundfile.info(question.path).subtype == "OPUS"
    assert question.seconds == pytest.approx(3 * (SECONDS_A_PIECE + 0.2) + 2 * 0.8, abs=0.4)
    assert speech.voice(Fixed(fixed("😊 Good", "How was it?"))).engine == "gtts"
    assert google.connections == asked


def test_a_message_is_one_voice_even_where_a_part_of_it_is_there(run: Run, speech: Speech) -> None:
    run()
    assert speech.voice(Fixed(fixed("How was it?", "Not there"))).engine == "espeak"


@pytest.mark.parametrize("text", ["How was it?", "😊 Good", "How was it? Sam", "Dinner was cold"])
def test_a_personal_text_never_leaves_the_machine(run: Run, speech: Speech, google: GoogleSpeech, text: str) -> None:
    run()
    asked = google.connections
    assert speech.voice(Personal(text, "sam")).engine == "espeak"
    assert google.connections == asked


def test_google_is_off_unless_it_is_switched_on(run: Run, tmp_path: Path) -> None:
    run()
    assert Speech(tmp_path / "cache", ("piper", "espeak")).voice(Fixed(PHRASES)).engine == "espeak"


def test_a_long_phrase_comes_in_pieces_and_is_whole(google: GoogleSpeech) -> None:
    [phrase] = fixed(LONG)
    sound = Google("co.uk").render(phrase, "normal")
    assert " ".join(google.texts).replace(".", "").split() == LONG.replace(".", "").split()
    assert len(google.texts) > 1
    assert sound.seconds == pytest.approx(SECONDS_A_PIECE * len(google.texts), abs=0.5)


def test_another_run_asks_only_for_what_is_missing_or_damaged(run: Run, google: GoogleSpeech, tmp_path: Path) -> None:
    run()
    first, second, *_ = clips(tmp_path)
    first.unlink()
    second.write_bytes(second.read_bytes()[:20])
    asked = len(google.heard)

    assert run().kept == 6
    assert len(google.heard) == asked + 2


def test_phrases_that_left_the_catalogue_are_removed(run: Run, tmp_path: Path) -> None:
    run()
    Fetching(run.speech.google, run.speech.clips_of_google, PHRASES[:1], lambda *_: None, run.waits.append).run()
    assert len(clips(tmp_path)) == 2


@pytest.mark.parametrize(
    "trouble", ["broken down", "cut", "empty", "no sound in it", "broken sound", "never", "drop by drop"]
)
def test_a_phrase_that_fails_is_tried_again(run: Run, google: GoogleSpeech, tmp_path: Path, trouble: Answer) -> None:
    google.first = [trouble, trouble]
    done = run()
    assert (done.kept, done.why) == (6, "")
    assert run.slept[:2] == list(TRIES_AFTER)
    assert len(clips(tmp_path)) == 6


@pytest.mark.parametrize("trouble", ["broken down", "cut", "empty", "never"])
def test_where_all_fails_it_stops_and_leaves_no_file(
    run: Run, google: GoogleSpeech, tmp_path: Path, trouble: Answer
) -> None:
    google.answer = trouble
    done = run()
    assert done.kept == 0 and f"{HOPELESS} phrases in a row" in done.why
    assert len(google.heard) == HOPELESS * (len(TRIES_AFTER) + 1)
    assert clips(tmp_path) == []
    google.answer = "sound"
    assert run().kept == 6


def test_asked_too_often_it_waits_longer_each_time(run: Run, google: GoogleSpeech) -> None:
    google.first = ["too many requests"] * 2
    assert run().kept == 6
    assert run.waits == list(WAITS[:2]) and run.slept[:2] == list(WAITS[:2])


def test_it_waits_as_long_as_google_says(run: Run, google: GoogleSpeech) -> None:
    google.first, google.retry_after = ["too many requests"], "600"
    run()
    assert run.waits == [600]


@pytest.mark.parametrize(("retry_after", "times"), [(None, len(WAITS) + 1), ("86400", 1), ("tomorrow", len(WAITS) + 1)])
def test_asked_much_too_often_it_stops_for_this_time(
    run: Run, google: GoogleSpeech, retry_after: str | None, times: int
) -> None:
    google.answer, google.retry_after = "too many requests", retry_after
    done = run()
    assert "asked too often" in done.why and len(google.heard) == times


def test_a_stranger_in_between_is_not_believed(
    run: Run, google: GoogleSpeech, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(other)
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    assert run().kept == 0
    assert google.connections > 0 and google.heard == []


def test_nobody_there_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    done = run()
    assert done.kept == 0 and "ConnectError" in done.why
