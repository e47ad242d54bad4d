"""Messages in somebody's own voice: all of it or nothing, slower by longer pauses, and gone when they take their yes back."""

import io
import re
from pathlib import Path

import pytest
import soundfile

from speech import Fixed, Personal, Recorded, Speech, reading_list, taken
from speech.engine import PAUSES
from speech.espeak import Espeak
from speech.reading_list import NEVER_ALONE
from tests.support.phrases import fixed
from wording.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
QUESTION, YES = "Did it help?", "Yes"


@pytest.fixture
def speech(tmp_path: Path) -> Speech:
    return Speech(tmp_path / "cache", ("recordings",))


def clip(text: str) -> bytes:
    return taken(Espeak().render(text, "normal"), text).data


def recorded(*texts: str, voice: str = "robin", digest: str = "1") -> Recorded:
    return Recorded(voice, dict.fromkeys(texts, digest), clip)


def words(*texts: str) -> Fixed:
    return Fixed(tuple(fixed(text)[0] for text in texts))


def test_a_message_of_which_every_phrase_is_recorded_is_said_in_that_voice(speech: Speech) -> None:
    made = speech.voice(words(QUESTION, YES), of_house=recorded(QUESTION, YES))
    assert made.engine == "recordings"
    parts = [soundfile.info(io.BytesIO(clip(text))).duration for text in (QUESTION, YES)]
    assert made.seconds == pytest.approx(sum(parts) + PAUSES["normal"], abs=0.2)


def test_one_phrase_that_is_missing_and_all_of_it_is_said_by_the_next_voice(speech: Speech) -> None:
    assert speech.voice(words(QUESTION, YES), of_house=recorded(QUESTION)).engine == "espeak"
    assert speech.voice(Personal(QUESTION), of_house=recorded(QUESTION)).engine == "espeak"


def test_slow_is_longer_pauses_and_never_a_stretched_voice(speech: Speech) -> None:
    normal, slow = (
        speech.voice(words(QUESTION, YES), pace, of_house=recorded(QUESTION, YES)) for pace in ("normal", "slow")
    )
    assert slow.seconds - normal.seconds == pytest.approx(PAUSES["slow"] - PAUSES["normal"], abs=0.05)
    alone = [speech.voice(words(YES), pace, of_house=recorded(YES)).seconds for pace in ("normal", "slow")]
    assert alone[0] == pytest.approx(alone[1], abs=0.01)


def test_a_newer_recording_is_heard_at_once(speech: Speech) -> None:
    paths = [speech.voice(words(YES), of_house=recorded(YES, digest=one)).path for one in ("1", "2", "1")]
    assert paths[0] == paths[2] != paths[1]


def test_a_recording_that_cannot_be_read_costs_nobody_the_message(speech: Speech) -> None:
    def gone(_: str) -> bytes:
        raise OSError

    assert speech.voice(words(YES), of_house=Recorded("robin", {YES: "1"}, gone)).engine == "espeak"


def test_nothing_of_a_voice_stays_that_was_taken_back(speech: Speech, tmp_path: Path) -> None:
    robin, nan, machine = (
        speech.voice(words(YES), of_house=one).path for one in (recorded(YES), recorded(YES, voice="nan"), None)
    )
    speech.keep_voices({"nan"})
    assert [path.exists() for path in (robin, nan, machine)] == [False, True, True]
    speech.keep_voices(())
    assert [path.exists() for path in (nan, machine)] == [False, True]


def test_the_reading_list_is_what_messages_are_made_of_the_daily_ones_first() -> None:
    catalogue = Catalogue.load(ROOT / "domain" / "en")
    listed = reading_list(catalogue)
    texts = [one.phrase.text for one in listed]
    assert (
        texts[:2] == ["Think of one thing from today. How was it?", "😊 Good"] and len(texts) == len(set(texts)) > 200
    )
    responses = {name for one in listed for name in one.responses}
    on_pages = ("utter_web_", "utter_pack_", "utter_sheet_", "utter_own_page_", "utter_shift_")
    assert not any(name.startswith((*on_pages, "utter_supporter_")) for name in responses)
    assert not any(catalogue[name].signed == "safeguarding" for name in responses)


def test_what_is_read_out_is_an_answer_or_a_whole_sentence() -> None:
    catalogue = Catalogue.load(ROOT / "domain" / "en")
    listed = {one.phrase.text: one.responses for one in reading_list(catalogue)}
    answers = {option.label for name in catalogue.names() for option in catalogue[name].options}
    assert [text for text in listed if text not in answers and not re.search(r"[.?!]”?$", text)] == []


def test_what_only_fills_a_place_in_a_message_about_somebody_is_not_read_out() -> None:
    catalogue = Catalogue.load(ROOT / "domain" / "en")
    responses = {name for one in reading_list(catalogue) for name in one.responses}
    filling = {name for name in catalogue.names() if name.startswith(NEVER_ALONE)}
    assert {"utter_complaint_outside_council", "utter_complaint_ruled_upheld", "utter_heard_want"} <= filling
    assert not filling & responses
    # Those that begin alike and are messages stay on it.
    assert {"utter_heard_you_right", "utter_helper_right"} <= responses
