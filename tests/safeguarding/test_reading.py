"""Words are heard as they sound: people who spell by sound or leave out vowels are understood, and nobody else is changed."""

import pytest

from safeguarding import Tier, screen
from safeguarding.screening import rule_book
from safeguarding.sounds import sound_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("thretend", "threatened"),
        ("kikt", "kicked"),
        ("fritend", "frightened"),
        ("skreemd", "screamed"),
        ("poleece", "police"),
        ("slpd", "slapped"),
        ("scrd", "scared"),
        ("climbin", "climbing"),
        ("brakin", "breaking"),
    ],
)
def test_by_sound(written: str, meant: str) -> None:
    assert rule_book().reading.read(written) == (meant,)


@pytest.mark.parametrize(
    "word", ["sister", "style", "building", "brown", "money", "monkey", "screens", "store", "bowling"]
)
def test_everyday_words_stay_what_they_are(word: str) -> None:
    assert rule_book().reading.read(word) == (word,)


@pytest.mark.parametrize(
    ("one", "other"), [("knife", "nife"), ("phone", "fone"), ("locked", "lokd"), ("quick", "kwik")]
)
def test_what_sounds_the_same(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize("said", ["he thretend me", "stf slpd me", "mi bruver bullid me", "she skreemd at me"])
def test_harm_is_heard_so(said: str) -> None:
    assert screen(said).tier is Tier.AMBER
