"""An emoji is found by the name of a thing."""

import pytest

from wording import signs
from wording.sign_search import Found, _keywords, find, may_stand_on_an_answer


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("Swimming", "🏊"),
        ("The cinema", "🎬"),
        ("go to the park", "🌳"),
        ("bus", "🚌"),
        ("Pizza", "🍕"),
        ("a cup of tea", "🍵"),
        ("dogs", "🐶"),
        ("train", "🚆"),
    ],
)
def test_the_first_one_found_is_what_was_meant_or_one_of_the_first(words: str, sign: str) -> None:
    assert sign in [one.sign for one in find(words)][:4], find(words)


def test_each_has_a_name_and_nothing_finds_nothing() -> None:
    assert find("swim")[0] == Found("🏊", "swimming") or find("swim")[0].name
    assert find("") == find("the") == find("qzxv") == ()
    assert len(find("a b c d e f g h", most=3)) <= 3


def test_no_face_no_heart_and_no_way_out_stands_on_an_answer() -> None:
    for words in ("happy", "smile", "heart", "kiss", "clock", "speech", "face"):
        for one in find(words, most=40):
            assert not signs.is_face(one.sign) and not signs.is_heart(one.sign)
            assert one.sign.replace("\ufe0f", "") not in ("💬", "⏰", "👤")
    assert may_stand_on_an_answer("🏊") and not may_stand_on_an_answer("😊") and not may_stand_on_an_answer("x")


def test_every_keyword_finds_something() -> None:
    assert [word for word, found in _keywords().items() if not found] == []
