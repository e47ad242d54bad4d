"""Messages from people: kept once, in order, with their exact words."""

from typing import Any

import pytest

from storage import inbox
from storage.database import NotFound
from storage.inbox import Incoming
from tests.storage.invented import START, Life, SetClock


def _message(person_id: str, number: str, **more: Any) -> Incoming:
    return Incoming(person_id, "web", number, START, **more)


def test_a_message_is_kept_as_it_came(life: Life, clock: SetClock) -> None:
    clock.forward(seconds=3)
    message_id, is_new = life.do(inbox.receive, _message(life.people.person_id, "1", words="Hello"))
    assert is_new
    kept = life.do(inbox.message, message_id)
    assert (kept.words, kept.sent_at, kept.status, kept.attempts) == ("Hello", START, "waiting", 0)
    assert kept.reading is None


def test_the_same_delivery_is_kept_once_and_the_first_words_stand(life: Life) -> None:
    first, _ = life.do(inbox.receive, _message(life.people.person_id, "1", words="Hello"))
    again, is_new = life.do(inbox.receive, _message(life.people.person_id, "1", words="Changed on the way"))
    assert (again, is_new) == (first, False)
    [only] = life.do(inbox.all_waiting, life.people.person_id)
    assert only.words == "Hello"


def test_a_delivery_after_the_message_is_done_is_not_new_either(life: Life) -> None:
    first, _ = life.do(inbox.receive, _message(life.people.person_id, "1", words="Hello"))
    life.do(inbox.close, first)
    assert life.do(inbox.receive, _message(life.people.person_id, "1", words="Hello")) == (first, False)
    assert life.do(inbox.all_waiting, life.people.person_id) == ()


def test_another_person_and_another_channel_have_numbers_of_their_own(life: Life) -> None:
    people = life.people
    ids = [
        life.do(inbox.receive, _message(people.person_id, "1"))[0],
        life.do(inbox.receive, _message(people.housemate_id, "1"))[0],
        life.do(inbox.receive, Incoming(people.person_id, "telegram", "1", START))[0],
    ]
    assert len(set(ids)) == 3


def test_messages_wait_in_the_order_in_which_they_came(life: Life) -> None:
    for number in ("3", "1", "2"):
        life.do(inbox.receive, _message(life.people.person_id, number, words=number))
    waiting = life.do(inbox.all_waiting, life.people.person_id)
    assert [one.words for one in waiting] == ["3", "1", "2"]
    life.do(inbox.close, waiting[0].id)
    assert [one.words for one in life.do(inbox.all_waiting, life.people.person_id)] == ["1", "2"]


def test_the_longest_waiting_person_comes_first(life: Life) -> None:
    people = life.people
    first, _ = life.do(inbox.receive, _message(people.housemate_id, "1"))
    life.do(inbox.receive, _message(people.person_id, "1"))
    life.do(inbox.receive, _message(people.housemate_id, "2"))
    assert life.do(inbox.people_waiting) == (people.housemate_id, people.person_id)
    life.do(inbox.close, first)
    assert life.do(inbox.people_waiting) == (people.person_id, people.housemate_id)


def test_a_tap_and_a_control_are_kept_without_words(life: Life) -> None:
    tap, _ = life.do(inbox.receive, _message(life.people.person_id, "1", option_token="a token"))
    control, _ = life.do(inbox.receive, _message(life.people.person_id, "2", control="help_now"))
    assert life.do(inbox.message, tap).option_token == "a token"
    assert life.do(inbox.message, control).control == "help_now"
    assert life.do(inbox.message, tap).content_id is None


def test_what_it_was_read_as_stays_with_it(life: Life) -> None:
    message_id, _ = life.do(inbox.receive, _message(life.people.person_id, "1", words="Hello"))
    life.do(inbox.keep_reading, message_id, {"intent": "greet", "question_id": None})
    assert life.do(inbox.message, message_id).reading == {"intent": "greet", "question_id": None}


def test_attempts_are_counted(life: Life) -> None:
    message_id, _ = life.do(inbox.receive, _message(life.people.person_id, "1"))
    assert [life.do(inbox.count_attempt, message_id) for _ in range(3)] == [1, 2, 3]


def test_an_unknown_message_is_not_found(life: Life) -> None:
    with pytest.raises(NotFound):
        life.do(inbox.message, "no such id")
