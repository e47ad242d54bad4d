"""What is kept of a reading, with plain values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import corrected, speaks_of_the_kind_alone
from bot.assistant import Parsed, Part
from bot.hearing import KIND_SURE, complaint_alone, heard_in
from bot.judging import SURE_OF_A_LONG_ONE, judged
from bot.safety import nothing_found
from bot.understanding import understood
from storage.heard import Heard, Point
from storage.vocabulary import ComplaintSign, Outcome, Topic
from wording.catalogue import Catalogue

WORDS = "the bus the bus was late but pub brill"
PARTS = (Part("the bus was late", "did_not_work", ("transport",)), Part("pub brill", "worked", ("activities",)))
PARSED = Parsed("feedback", 0.9, "mixed", 0.9, PARTS, ("transport", "activities"), "none")
FACES = Catalogue.load(Path(__file__).parents[2] / "domain" / "en")["utter_ask_feedback_outcome"].options[:3]


def heard(words: str = WORDS, *, is_signs: bool = False, **changed: object) -> Heard:
    parsed = replace(PARSED, **changed)  # type: ignore[arg-type]
    return heard_in(words, understood(parsed, nothing_found()), is_signs=is_signs)


def test_each_part_has_its_place_and_no_words() -> None:
    assert heard() == Heard(
        Outcome.MIXED,
        (Topic.TRANSPORT, Topic.ACTIVITIES),
        (
            Point(Outcome.DID_NOT_WORK, (Topic.TRANSPORT,), 8, 24),
            Point(Outcome.WORKED, (Topic.ACTIVITIES,), 29, 38),
        ),
    )


@pytest.mark.parametrize(
    ("kind", "sure", "outcome"),
    [
        ("worked", KIND_SURE, Outcome.WORKED),
        ("worked", KIND_SURE - 0.01, None),
        ("did_not_work", 1.0, Outcome.DID_NOT_WORK),
        ("unclear", 1.0, None),
    ],
)
def test_how_it_was_counts_where_it_is_sure(kind: str, sure: float, outcome: Outcome | None) -> None:
    found = heard(kind=kind, kind_confidence=sure)
    assert (found.outcome, found.points) == (outcome, ())


@pytest.mark.parametrize(
    "parts",
    [
        (),
        PARTS[:1],
        PARTS[::-1],
        (PARTS[0], replace(PARTS[1], text="club brill")),
        (PARTS[0], replace(PARTS[1], text=" ")),
        (PARTS[0], replace(PARTS[1], kind="unclear")),
        (PARTS[0], replace(PARTS[1], kind="did_not_work")),
        (*PARTS, *PARTS),
    ],
)
def test_parts_that_are_no_two_sides_in_their_order_make_one_thing(parts: tuple[Part, ...]) -> None:
    assert heard(parts=parts) == Heard(Outcome.MIXED, (Topic.TRANSPORT, Topic.ACTIVITIES))


def test_a_wish_and_a_complaint_say_what_they_are() -> None:
    assert heard(intent="want", kind_confidence=0.0).outcome is Outcome.WANT
    assert heard(intent="complaint", kind="worked").outcome is Outcome.DID_NOT_WORK


def test_why_it_may_be_a_complaint_is_of_the_model_and_of_the_words() -> None:
    found = heard("they are rude to me", intent="complaint", parts=())
    assert found.complaint_signs == (ComplaintSign.READ_AS_COMPLAINT, ComplaintSign.STAFF_CONDUCT)
    assert heard("they are rude to me", kind="unclear", parts=()).complaint_signs == (ComplaintSign.STAFF_CONDUCT,)
    assert heard().complaint_signs == ()


def test_of_two_things_the_one_that_says_so_has_the_sign() -> None:
    words = "the staff was rude to me but pub brill"
    parts = (Part("the staff was rude to me", "did_not_work", ()), Part("pub brill", "worked", ()))
    signs = [point.complaint_signs for point in heard(words, parts=parts).points]
    assert signs == [(ComplaintSign.STAFF_CONDUCT,), ()]


def test_a_sign_that_stands_in_no_part_alone_is_of_what_was_bad() -> None:
    words = "pub brill i told them but 3 times late"
    parts = (Part("pub brill i told them", "worked", ()), Part("3 times late", "did_not_work", ()))
    signs = [point.complaint_signs for point in heard(words, parts=parts).points]
    assert signs == [(), (ComplaintSign.AGAIN_AND_AGAIN,)]


def test_words_that_were_not_understood_keep_no_more_than_why_they_may_be_a_complaint() -> None:
    found = understood(replace(PARSED, intent="not_understood"), nothing_found())
    assert complaint_alone("blah they are rude to me", found) == Heard(complaint_signs=(ComplaintSign.STAFF_CONDUCT,))
    assert complaint_alone("blah", found) is None


def test_signs_come_back_as_they_were_kept_and_an_older_draft_has_none() -> None:
    point = Point(Outcome.DID_NOT_WORK, (), 0, 5, (ComplaintSign.NOT_FAIR,))
    kept = Heard(Outcome.MIXED, (), (point,), complaint_signs=(ComplaintSign.NOT_FAIR,))
    assert Heard.from_json(kept.as_json()) == kept
    older = {"outcome": "mixed", "topics": [], "points": [["worked", [], 0, 5]], "is_signs": False}
    assert Heard.from_json(older) == Heard(Outcome.MIXED, (), (Point(Outcome.WORKED, (), 0, 5),))


def test_emoji_alone_are_never_sure() -> None:
    assert heard("🚌❌", kind="did_not_work", kind_confidence=1.0, is_signs=True) == Heard(
        None, (Topic.TRANSPORT, Topic.ACTIVITIES), is_signs=True
    )


def test_a_topic_that_nobody_knows_is_left_out() -> None:
    assert heard(topics=("meals", "weather")).topics == (Topic.MEALS,)


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=4))
def test_points_lie_in_the_words_one_behind_the_other(words: str, texts: list[str]) -> None:
    parts = tuple(Part(text, ("worked", "did_not_work")[place % 2], ()) for place, text in enumerate(texts))
    place = 0
    for point in heard(words, parts=parts).points:
        assert place <= point.start < point.end <= len(words)
        place = point.end


@pytest.mark.parametrize(
    ("intent", "sure", "counts_as"),
    [
        ("feedback", 0.9, "feedback"),
        ("not_understood", 0.2, "feedback"),
        ("yes", 0.9, "feedback"),
        ("out_of_scope", 0.9, "feedback"),
        ("greet", 0.9, "greet"),
        ("stop", 0.9, "stop"),
        ("stop", 0.5, "feedback"),
    ],
)
def test_what_emoji_alone_are_taken_for(intent: str, sure: float, counts_as: str) -> None:
    parsed = replace(PARSED, intent=intent, confidence=sure)
    assert judged(None, parsed, 1, is_signs=True) == counts_as


@pytest.mark.parametrize(("length", "counts_as"), [(1, "not_understood"), (4, "feedback")])
def test_a_choice_that_names_no_answer_is_none(length: int, counts_as: str) -> None:
    assert judged(None, replace(PARSED, intent="choose"), length, is_signs=False) == counts_as


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("no it was good", "worked"),
        ("No, it's ok", "mixed"),
        ("sorry i meant bad", "did_not_work"),
        ("no 😞", "did_not_work"),
        ("Good!", "worked"),
        ("😐", "mixed"),
        ("it was great", "worked"),
        ("great", None),  # that may mean the read-back
        ("no", None),
        ("it was", None),
        ("dinner was bad", None),
        ("no the dinner was bad", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_face_named_in_words_corrects(words: str, outcome: str | None) -> None:
    assert corrected(FACES, words) == outcome


@pytest.mark.parametrize(
    ("words", "topics", "is_alone"),
    [
        ("no i had a smashing time", ("other",), True),
        ("actually i hated it", (), True),
        ("no", (), False),
        ("no the pool was smashing", ("activities",), False),
        ("i had a smashing time", (), False),
        ("no one came", (), False),
        ("no, smashing", (), True),
        ("no it was smashing", (), True),
    ],
)
def test_a_correction_says_how_it_was_and_nothing_else(words: str, topics: tuple[str, ...], is_alone: bool) -> None:
    assert speaks_of_the_kind_alone(words, topics) is is_alone


@given(st.text(max_size=300))
def test_no_words_break_a_correction(words: str) -> None:
    assert corrected(FACES, words) in (None, "worked", "mixed", "did_not_work")
    speaks_of_the_kind_alone(words, ())


@pytest.mark.parametrize(
    ("sure", "counts_as"), [(SURE_OF_A_LONG_ONE, "repeat"), (SURE_OF_A_LONG_ONE - 0.1, "feedback")]
)
def test_a_long_message_is_a_control_only_where_that_is_sure(sure: float, counts_as: str) -> None:
    parsed = replace(PARSED, intent="repeat", confidence=sure)
    assert judged(None, parsed, 11, is_signs=False) == counts_as
