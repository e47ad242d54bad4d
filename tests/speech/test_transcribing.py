"""The real worker with engines of the right shape: what they hear, and what they may not do to the service."""

from __future__ import annotations

import asyncio
import io
import os
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from speech import transcribing
from speech.transcribing import NotTranscribed, Transcriber, Transcript, engine_of
from tests.support.listening_engine import a_model, with_engines
from tests.support.sounds import KINDS, Kind, tone

ENGINES = ["vosk", "faster-whisper"]
OGG = "audio/ogg"


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_engines(monkeypatch, tmp_path)


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.mark.parametrize("engine", ENGINES)
async def test_it_says_what_was_heard_how_sure_it_is_and_by_what(tmp_path: Path, engine: str) -> None:
    heard = await Transcriber(a_model(tmp_path, engine)).heard(tone(), OGG, 2.0)
    assert heard == Transcript("dinner was cold", heard.confidence, engine, f"{engine}-model-small-en")
    assert heard.confidence == pytest.approx(0.9, abs=0.01)
    assert "dinner" not in repr(heard)


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_recording_is_decoded_for_it(tmp_path: Path, kind: Kind) -> None:
    assert (await Transcriber(a_model(tmp_path)).heard(tone(kind), KINDS[kind][2], 2.0)).words == "dinner was cold"


async def test_vosk_gives_every_sentence_by_itself_and_none_is_lost(tmp_path: Path) -> None:
    said, rest = (loud * np.sin(np.arange(2 * 16_000) / 20) for loud in (0.3, 0.0))
    file = io.BytesIO()
    soundfile.write(file, np.concatenate([said, rest, said, rest, said]), 16_000, format="WAV")
    heard = await Transcriber(a_model(tmp_path)).heard(file.getvalue(), "audio/wav", 10.0)
    assert heard.words == " ".join(["dinner was cold"] * 3) and heard.confidence == pytest.approx(0.9)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sound", [tone(seconds=0.5), tone()[:60], b"no sound"])
async def test_of_what_nobody_said_it_hears_nothing_or_nothing_is_said(
    tmp_path: Path, engine: str, sound: bytes
) -> None:
    try:
        heard = await Transcriber(a_model(tmp_path, engine)).heard(sound, OGG, 0.5)
    except NotTranscribed:
        return
    assert (heard.words, heard.confidence) == ("", 0.0)


HANGS = "import time; time.sleep(100)"
MISDEEDS = {
    "crashes": "import ctypes; ctypes.string_at(0)",
    "raises": "raise RuntimeError('dinner was cold')",
    "eats memory": "bytes(10**11)",
    "writes files": "import os; os.write(os.open('/tmp/said-transcript', os.O_CREAT | os.O_WRONLY), b'dinner')",
    "ends": "import os; os._exit(0)",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("misdeed", MISDEEDS)
async def test_an_engine_that_falls_over_takes_only_itself(tmp_path: Path, engine: str, misdeed: str) -> None:
    model = a_model(tmp_path, engine, does=MISDEEDS[misdeed])
    with pytest.raises(NotTranscribed) as error:
        await Transcriber(model).heard(tone(), OGG, 2.0)
    assert "dinner" not in str(error.value) and children() == set()
    written = Path("/tmp/said-transcript")
    assert not written.exists() or not written.read_bytes()


@pytest.mark.parametrize("engine", ENGINES)
async def test_one_that_hangs_is_ended(tmp_path: Path, engine: str) -> None:
    began = time.monotonic()
    with pytest.raises(NotTranscribed, match="too long"):
        await Transcriber(a_model(tmp_path, engine, does=HANGS), load_seconds=1.0).heard(tone(), OGG, 0.1)
    assert time.monotonic() - began < 10 and children() == set()


async def test_it_has_so_much_of_the_processor_and_no_more(tmp_path: Path) -> None:
    with pytest.raises(NotTranscribed):
        await Transcriber(a_model(tmp_path, does="while True: pass"), load_seconds=1.0).heard(tone(), OGG, 0.1)
    assert children() == set()


GARBAGE = [
    "not json",
    "[]",
    '{"words": 3, "confidence": 0.5}',
    '{"words": "x", "confidence": 7}',
    '{"words": "x", "confidence": NaN}',
    '{"words": "x", "confidence": "high"}',
    '{"words": "x"}',
]


@pytest.mark.parametrize("garbage", GARBAGE)
async def test_garbage_is_no_answer(tmp_path: Path, garbage: str) -> None:
    does = f"import os; os.write(1, {garbage.encode()!r}); os._exit(0)"
    with pytest.raises(NotTranscribed, match="no answer"):
        await Transcriber(a_model(tmp_path, does=does)).heard(tone(), OGG, 2.0)


async def test_one_that_talks_without_end_is_not_listened_to_for_ever(tmp_path: Path) -> None:
    does = "import os\nwhile True: os.write(1, b'x' * 65536)"
    with pytest.raises(NotTranscribed, match="no answer"):
        await Transcriber(a_model(tmp_path, does=does)).heard(tone(), OGG, 2.0)
    assert children() == set()


async def test_what_it_prints_beside_and_signs_nobody_says_are_left_out(tmp_path: Path) -> None:
    model = a_model(tmp_path, "faster-whisper", "dinner\x00 was\u2063  cold\n", does="print('loading the model')")
    assert (await Transcriber(model).heard(tone(), OGG, 2.0)).words == "dinner was cold"


async def test_one_that_has_answered_ends_by_itself(tmp_path: Path) -> None:
    """Whoever is ended while it ends is taken for somebody else's child, and the log would tell so again and again."""
    ended = tmp_path / "ended"
    slowly = f"(os.close(1), time.sleep(0.5), os.mkdir({str(ended)!r}))"
    does = f"global os, time; import atexit, os, time; atexit.register(lambda: {slowly})"
    assert (await Transcriber(a_model(tmp_path, does=does)).heard(tone(), OGG, 2.0)).words
    assert ended.is_dir() and children() == set()


async def test_what_whisper_makes_up_for_silence_is_left_out(tmp_path: Path) -> None:
    model = a_model(tmp_path, "faster-whisper", "You", nobody=0.95)
    heard = await Transcriber(model).heard(tone(), OGG, 2.0)
    assert (heard.words, heard.confidence) == ("", 0.0)


async def test_one_at_a_time(tmp_path: Path) -> None:
    told = tmp_path / "told"
    does = f"import os, time; os.mkdir({str(told)!r}); time.sleep(0.2); os.rmdir({str(told)!r})"
    transcriber = Transcriber(a_model(tmp_path, does=does))
    heard = await asyncio.gather(*(transcriber.heard(tone(), OGG, 2.0) for _ in range(3)))
    assert [one.words for one in heard] == ["dinner was cold"] * 3


async def test_without_the_package_it_says_nothing_and_nothing_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = a_model(tmp_path)
    monkeypatch.undo()
    with pytest.raises(NotTranscribed):
        await Transcriber(model).heard(tone(), OGG, 2.0)


def test_a_model_is_known_by_what_is_in_its_folder(tmp_path: Path) -> None:
    assert [engine_of(a_model(tmp_path, engine)) for engine in ENGINES] == ENGINES
    assert engine_of(tmp_path) is None
    with pytest.raises(ValueError, match="no model"):
        Transcriber(tmp_path)


async def test_no_secret_is_in_its_reach_and_nothing_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret " * 5)
    does = "import os; assert 'SECRET_KEY' not in os.environ and os.environ['HF_HUB_OFFLINE'] == '1'"
    assert (await Transcriber(a_model(tmp_path, does=does)).heard(tone(), OGG, 2.0)).words
    assert transcribing.package_of("faster-whisper") == "faster_whisper"
