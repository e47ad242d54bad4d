"""A person's own signs in their words: found, marked, and put into what they mean."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.own_words import annotated, as_meant, find, kind_meant
from bot.safety import screened
from safeguarding import Tier, screen
from storage.inbox import InboxMessage
from storage.meanings import LONGEST, MOST, Meaning
from storage.vocabulary import MeaningKind
from tests.storage.invented import START

MARK = "\u2063"
BEAR = Meaning("🐻", "a bad day", MeaningKind.DID_NOT_WORK)
POOL = Meaning("🟦", "the pool", MeaningKind.NONE)
BATH = Meaning("bah", "bath", MeaningKind.NONE)
BIG_BATH = Meaning("big bah", "the spa", MeaningKind.WORKED)
NO_BUS = Meaning("🚌❌", "the day centre is shut", MeaningKind.DID_NOT_WORK)
BUS = Meaning("🚌", "the day centre", MeaningKind.WORKED)
COOK = Meaning("👩‍🍳", "Ana", MeaningKind.WORKED)
THUMB = Meaning("👍🏽", "swimming", MeaningKind.WORKED)
OWN = (BEAR, POOL, BATH, BIG_BATH, NO_BUS, BUS, COOK, THUMB)


def marked(sign: str, means: str) -> str:
    return f"{MARK}sign={sign}{MARK}means={means}{MARK}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today 🐻", f"today {marked('🐻', 'a bad day')}"),
        ("today🐻!", f"today{marked('🐻', 'a bad day')}!"),
        ("No BAH, please", f"No {marked('BAH', 'bath')}, please"),
        ("bahs and bahamas and obah", "bahs and bahamas and obah"),
        ("Big  bah good", f"{marked('Big  bah', 'the spa')} good"),
        ("big, bah", f"big, {marked('bah', 'bath')}"),
        ("🚌❌", marked("🚌❌", "the day centre is shut")),
        ("🚌 ❌", marked("🚌 ❌", "the day centre is shut")),
        ("🚌 🐻", f"{marked('🚌', 'the day centre')} {marked('🐻', 'a bad day')}"),
        ("🐻🏿", marked("🐻🏿", "a bad day")),
        ("🟦\ufe0f", marked("🟦\ufe0f", "the pool")),
        ("👍", marked("👍", "swimming")),
        ("👍🏻👍🏿", marked("👍🏻", "swimming") + marked("👍🏿", "swimming")),
        ("👩🏽‍🍳", marked("👩🏽‍🍳", "Ana")),
        ("👩 🍳", "👩 🍳"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("", ""),
    ],
)
def test_signs_are_marked_where_they_stand(words: str, expected: str) -> None:
    assert annotated(words, OWN) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today🐻!", "today a bad day !"),
        ("🐻🐻", "a bad day a bad day"),
        ("no bah, please", "no bath, please"),
        ("🐻 bah", "a bad day bath"),
        ("nothing of theirs", "nothing of theirs"),
    ],
)
def test_and_can_be_read_as_meant(words: str, expected: str) -> None:
    assert as_meant(words, OWN) == expected


def test_what_a_meaning_says_is_not_looked_through_again() -> None:
    around = (Meaning("bah", "big 🐻", MeaningKind.NONE), BEAR)
    assert as_meant("bah", around) == "big 🐻"
    assert annotated("bah", around) == marked("bah", "big 🐻")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("🐻", MeaningKind.DID_NOT_WORK),
        ("🐻 🚌❌", MeaningKind.DID_NOT_WORK),
        ("big bah", MeaningKind.WORKED),
        ("🐻 👍", None),  # good and bad
        ("🐻 bah", None),
        ("🟦", None),
        ("🐻 again", None),
        ("🐻😊", None),
        ("", None),
    ],
)
def test_signs_alone_say_how_it_was(words: str, kind: MeaningKind | None) -> None:
    assert kind_meant(words, OWN) is kind


PIECES = st.sampled_from(
    ["🐻", "🐻🏽", "bah", "big bah", "🚌❌", "👩‍🍳", MARK, "\u200d", "\ufe0f", " ", "x", "🇬🇧", "1\ufe0f\u20e3"]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join)


@given(TEXTS)
def test_all_that_is_no_sign_stays_as_it_is(words: str) -> None:
    found, marks, after = find(words, OWN), annotated(words, OWN), 0
    for one in found:
        beside = words[after : one.start]
        mark = marked(words[one.start : one.end], one.meaning.means)
        assert marks.startswith(beside + mark)
        marks, after = marks[len(beside + mark) :], one.end
    assert marks == words[after:]


@given(TEXTS.map(lambda words: words.replace(MARK, "")))
def test_nothing_is_marked_inside_a_mark(words: str) -> None:
    once = annotated(words, (Meaning("bah", "big bah", MeaningKind.NONE), BEAR))
    assert once.count(MARK) % 3 == 0
    assert [one for one in find(once, OWN) if once[: one.start].count(MARK) % 3] == []


@given(TEXTS, st.lists(st.builds(Meaning, st.text(max_size=12), st.text(max_size=12), st.sampled_from(MeaningKind))))
def test_no_text_and_no_meaning_makes_it_raise(words: str, own: list[Meaning]) -> None:
    annotated(words, own)
    as_meant(words, own)
    kind_meant(words, own)
    assert annotated(words, ()) == as_meant(words, ()) == words


def test_a_sign_without_end_is_soon_read() -> None:
    letters = [f"{chr(97 + one // 26)}{chr(97 + one % 26)}" for one in range(MOST)]
    own = [Meaning(sign, "b" * LONGEST, MeaningKind.NONE) for sign in letters]
    started = time.perf_counter()
    for words in ("🐻" * 10_000, " ".join(letters) * 14, "aa " * 1_365):
        assert len(as_meant(words, (*own, BEAR))) < len(words) + 3 * MOST * (LONGEST + 2)
    assert time.perf_counter() - started < 1.0


def message(words: str) -> InboxMessage:
    return InboxMessage("m", 1, "p", "web", words, "c", None, None, START, 0, "waiting", None)


def test_a_meaning_raises_what_the_screen_finds_and_never_lowers_it() -> None:
    harm = Meaning("🔴", "staff hit me", MeaningKind.DID_NOT_WORK)
    joke = Meaning("staff hit me", "a game we play", MeaningKind.WORKED)
    raised = screened(message("today 🔴"), (harm,))
    assert screened(message("today 🔴")) is None
    assert raised is not None and raised.screening == screen("today staff hit me")
    assert raised.screening.tier is Tier.AMBER
    kept = screened(message("staff hit me"), (joke,))
    assert kept is not None and kept.screening == screen("staff hit me")
