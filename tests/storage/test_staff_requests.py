"""What a person needs of staff: on the board of their house once, until somebody says what they did."""

import pytest

from storage import staff_requests
from storage.database import NotFound, Refused
from storage.staff_requests import StaffRequest
from storage.vocabulary import RequestKind
from tests.storage.invented import Life, SetClock


def _ask(life: Life, source_id: str, kind: RequestKind = RequestKind.WANTS_TO_TALK, words: str | None = None) -> None:
    content_id = None if words is None else life.write(words)
    life.do(staff_requests.ask, life.people.person_id, kind, source_id, content_id=content_id)


def _waiting(life: Life) -> tuple[StaffRequest, ...]:
    return life.do(staff_requests.waiting, life.people.worker)


def test_a_request_is_on_the_board_of_the_house_and_of_no_other(life: Life) -> None:
    _ask(life, "message 1", words="Can I talk to Mina?")
    [request] = _waiting(life)
    assert (request.kind, request.words, request.person) == (
        RequestKind.WANTS_TO_TALK,
        "Can I talk to Mina?",
        "Invented Asha",
    )
    for member in (life.people.elsewhere, life.people.lead):
        assert life.do(staff_requests.waiting, member) == ()
        with pytest.raises(NotFound):
            life.do(staff_requests.for_member, member, request.id)
        with pytest.raises(NotFound):
            life.do(staff_requests.finish, member, request.id, "Nothing.")


def test_the_same_message_asks_once(life: Life) -> None:
    for _ in range(2):
        _ask(life, "message 1")
    assert len(_waiting(life)) == 1


def test_the_longest_waiting_is_first(life: Life, clock: SetClock) -> None:
    for source_id in ("b", "a"):
        _ask(life, source_id, words=source_id)
        clock.forward(minutes=1)
    assert [one.words for one in _waiting(life)] == ["b", "a"]


def test_it_is_finished_once_with_words_about_what_was_done(life: Life, clock: SetClock) -> None:
    _ask(life, "message 1")
    [request] = _waiting(life)
    with pytest.raises(Refused, match="what you did"):
        life.do(staff_requests.finish, life.people.worker, request.id, " ")
    life.do(staff_requests.finish, life.people.worker, request.id, " We had tea. ")
    assert _waiting(life) == ()
    with pytest.raises(Refused, match="dealt with this already"):
        life.do(staff_requests.finish, life.people.manager, request.id, "Something else.")
    done = life.do(staff_requests.for_member, life.people.worker, request.id)
    assert (done.what_was_done, done.done_at) == ("We had tea.", clock.now)


def test_what_failed_a_person_twice_is_for_managers_only(life: Life) -> None:
    _ask(life, "action:2", RequestKind.DID_NOT_HELP_TWICE)
    assert _waiting(life) == ()
    [request] = life.do(staff_requests.waiting, life.people.manager)
    with pytest.raises(NotFound):
        life.do(staff_requests.finish, life.people.worker, request.id, "Hidden.")
    life.do(staff_requests.finish, life.people.manager, request.id, "I spoke with Asha.")
    assert life.do(staff_requests.waiting, life.people.manager) == ()


def test_while_one_is_open_more_of_its_kind_are_counted_on_it(life: Life) -> None:
    kind, person_id = RequestKind.NOT_UNDERSTOOD, life.people.person_id
    for number in range(3):
        life.do(staff_requests.ask_or_count, person_id, kind, f"message {number}")
    life.do(staff_requests.ask_or_count, person_id, RequestKind.WANTS_TO_TALK, "message 3")
    life.do(staff_requests.ask_or_count, life.people.housemate_id, kind, "message 4")
    assert sorted((one.kind, one.more) for one in _waiting(life)) == [
        (RequestKind.NOT_UNDERSTOOD, 0),
        (RequestKind.NOT_UNDERSTOOD, 2),
        (RequestKind.WANTS_TO_TALK, 0),
    ]
