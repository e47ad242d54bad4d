"""All that is the same for everybody is there before somebody wants to hear it."""

import threading
import time
from pathlib import Path

import pytest

from speech import Ahead, Fixed, Missing, Speech
from tests.speech.conftest import FliteStandIn
from tests.support.phrases import fixed
from wording.fixed_phrase import FixedMessage

MESSAGES = (
    FixedMessage("utter_hello", fixed("Hello.")),
    FixedMessage("utter_ask", fixed("How was it?", "😊 Good", "😡 Bad")),
)


@pytest.fixture
def ahead(tmp_path: Path) -> Ahead:
    return Ahead(Speech(tmp_path / "cache"), MESSAGES, ("mp3", "ogg"))


def run(ahead: Ahead, *, stop: threading.Event | None = None, at_ease: bool = False) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    ahead.run(stop or threading.Event(), lambda done, wanted: told.append((done, wanted)), at_ease=at_ease)
    return told


def test_every_message_is_made_at_both_paces_and_in_every_format(ahead: Ahead, tmp_path: Path) -> None:
    assert ahead.progress().ready == 0 and len(ahead.progress().missing) == 4

    assert run(ahead) == [(1, 4), (2, 4), (3, 4), (4, 4)]

    assert (ahead.progress().ready, ahead.progress().wanted, ahead.progress().missing) == (4, 4, ())
    assert len(list((tmp_path / "cache" / "fixed").iterdir())) == 8
    assert not (tmp_path / "cache" / "personal").exists()


def test_a_message_is_said_once_for_all_its_formats(tmp_path: Path, flite: FliteStandIn) -> None:
    speech = Speech(tmp_path / "cache", ("flite",), flite=str(flite.program))
    run(Ahead(speech, MESSAGES[:1], ("mp3", "ogg")))
    assert flite.heard == ["Hello."] * 2  # at each pace
    assert {one.suffix for one in (tmp_path / "cache" / "fixed").iterdir()} == {".mp3", ".ogg"}


def test_what_is_missing_is_named_and_made_again_alone(ahead: Ahead) -> None:
    run(ahead)
    kept = ahead.speech.voice(Fixed(MESSAGES[1].phrases), "slow", "ogg").path
    other = ahead.speech.voice(Fixed(MESSAGES[0].phrases), "slow", "ogg").path
    made_at = other.stat().st_mtime_ns
    kept.unlink()

    assert ahead.progress().missing == (Missing("utter_ask", "slow"),)
    run(ahead)
    assert ahead.progress().missing == () and other.stat().st_mtime_ns == made_at


def test_it_stops_at_once_and_goes_on_where_it_was(ahead: Ahead) -> None:
    stop = threading.Event()
    stop.set()
    assert run(ahead, stop=stop) == [(1, 4)]
    assert len(ahead.progress().missing) == 3


def test_at_ease_it_rests_as_long_as_it_works(ahead: Ahead, tmp_path: Path, flite: FliteStandIn) -> None:
    """In a thread of its own, as its priority stays low."""
    flite.does("sleep 0.05")
    slow = Ahead(Speech(tmp_path / "other", ("flite",), flite=str(flite.program)), MESSAGES[:1], ("mp3",))
    started = time.monotonic()
    thread = threading.Thread(target=run, args=(slow,), kwargs={"at_ease": True})
    thread.start()
    thread.join()
    assert time.monotonic() - started > 4 * 0.05 and slow.progress().missing == ()


def test_what_no_engine_can_say_stays_missing_and_stops_nothing(ahead: Ahead, tmp_path: Path) -> None:
    silent = Ahead(ahead.speech, (FixedMessage("utter_line", fixed("—")), *MESSAGES), ("mp3",))
    run(silent)
    assert {one.name for one in silent.progress().missing} == {"utter_line"}
