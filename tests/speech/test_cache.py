"""What is kept is found again, keeps within its limits, and tells nobody what was said."""

import os
import re
import time
from pathlib import Path

import pytest

from speech import PACES, Fixed, Limits, Personal, Respelling, Speech
from speech.cache import PERSONAL_FOR, Cache
from speech.espeak import Espeak
from tests.support.phrases import fixed

DAY = 86_400.0
NAMES = re.compile(r"(fixed/[0-9a-f]{64}|personal/[0-9a-f]{64}/[0-9a-f]{64}/[0-9a-f]{64})\.(mp3|ogg)|secret")


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def age(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


def test_whatever_changes_the_sound_is_another_recording(tmp_path: Path) -> None:
    class Newer(Espeak):
        settings = "another version"

    cache = Cache(tmp_path, Limits())
    tom, respelled = Personal("Hello Tom", "tom"), Personal("Hello Tom", "tom", (Respelling("Tom", "tomm"),))
    paths = {
        *(cache.path(words, Espeak(), pace, "mp3") for words in (tom, respelled) for pace in PACES),
        cache.path(tom, Newer(), "normal", "mp3"),
        cache.path(tom, Espeak(), "normal", "ogg"),
        cache.path(Personal("Hello Tom", "sam"), Espeak(), "normal", "mp3"),
        cache.path(Personal("Hello Sam", "tom"), Espeak(), "normal", "mp3"),
        cache.path(Fixed(fixed("Hello Tom")), Espeak(), "normal", "mp3"),
    }
    assert len(paths) == 9


def test_names_of_files_are_digests_and_those_of_personal_texts_are_of_this_machine_alone(tmp_path: Path) -> None:
    for folder in (tmp_path / "one", tmp_path / "two"):
        speech = Speech(folder)
        speech.voice(Personal("Dinner was cold", "sam"))
        speech.voice(Fixed(fixed("How was it?")))
        assert all(NAMES.fullmatch(name) for name in files(folder))
        assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))
    one, two = (set(files(tmp_path / name)) for name in ("one", "two"))
    assert {name.split("/")[0] for name in one & two} == {"fixed", "secret"}
    assert len(one & two) == 2


def test_what_is_said_differently_for_a_person_is_forgotten_with_the_text(tmp_path: Path) -> None:
    speech = Speech(tmp_path)
    speech.voice(Personal("Hello Tom", "tom"))
    speech.voice(Personal("Hello Tom", "tom", (Respelling("Tom", "tomm"),)))
    speech.forget(Personal("Hello Tom", "tom"))
    assert files(tmp_path) == ["secret"]


def test_what_a_crash_left_of_somebodys_words_is_gone_within_the_hour(tmp_path: Path) -> None:
    speech = Speech(tmp_path)
    left = speech.voice(Personal("Dinner was cold", "sam")).path
    now = speech.voice(Personal("Dinner was hot", "sam")).path
    age(left, PERSONAL_FOR + 1)
    speech.tidy()
    assert not left.exists() and not left.parent.exists() and now.exists()


def test_what_nobody_asked_for_in_all_the_days_goes_and_what_is_asked_for_stays(tmp_path: Path) -> None:
    speech = Speech(tmp_path, limits=Limits(days=2))
    old, used = (speech.voice(Fixed(fixed(text))).path for text in ("How was it?", "Good"))
    for path in (old, used):
        age(path, 3 * DAY)
    speech.voice(Fixed(fixed("Good")))
    speech.tidy()
    assert (old.exists(), used.exists()) == (False, True)


def test_the_folder_keeps_within_its_size_and_the_longest_unused_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, Limits(megabytes=1))
    paths = [cache.path(Fixed(fixed(f"Phrase {count}")), Espeak(), "normal", "mp3") for count in range(20)]
    for count, path in enumerate(paths):
        cache.keep(path, b"x" * 100_000)
        age(path, 1000 - count)
    cache.tidy()
    assert [path.exists() for path in paths] == [False] * 10 + [True] * 10


def test_it_is_tidied_while_it_grows_and_not_only_when_asked(tmp_path: Path) -> None:
    cache = Cache(tmp_path, Limits(megabytes=1))
    for count in range(40):
        cache.keep(cache.path(Fixed(fixed(f"Phrase {count}")), Espeak(), "normal", "mp3"), b"x" * 60_000)
        assert sum(path.stat().st_size for path in (tmp_path / "fixed").iterdir()) <= 1_160_000


@pytest.mark.parametrize("seconds", [10, PERSONAL_FOR + 1])
def test_an_unfinished_file_is_left_alone_until_nobody_can_be_writing_it(tmp_path: Path, seconds: float) -> None:
    (tmp_path / "fixed").mkdir()
    part = tmp_path / "fixed" / "tmpabc.part"
    part.write_bytes(b"half")
    age(part, seconds)
    Cache(tmp_path, Limits()).tidy()
    assert part.exists() == (seconds < PERSONAL_FOR)


def test_a_draft_leaves_nothing_behind(tmp_path: Path) -> None:
    media_type, sound = Speech(tmp_path).draft(Personal("Dinner was cold"))
    assert media_type == "audio/mpeg" and len(sound) > 1000
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_told_with_what_to_do(tmp_path: Path) -> None:
    in_its_place = tmp_path / "speech"
    in_its_place.touch()
    speech = Speech(in_its_place)
    assert not speech.can_keep and str(in_its_place) in speech.advice and "SPEECH_CACHE" in speech.advice
    assert Speech(tmp_path / "other").can_keep
