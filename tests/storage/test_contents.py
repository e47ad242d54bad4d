"""Words: kept to the byte, and gone when they are purged."""

import pytest

from storage import audit, contents, inbox, outbox
from storage.audit import SYSTEM
from storage.database import NotFound
from storage.inbox import Incoming
from tests.storage.invented import START, Life


def test_words_that_nobody_kept_are_not_found(life: Life) -> None:
    with pytest.raises(NotFound):
        life.do(contents.words_of, "no such id")
    with pytest.raises(NotFound):
        life.do(contents.purge, SYSTEM, "no such id")


def test_empty_words_are_words(life: Life) -> None:
    assert life.do(contents.words_of, life.write("")) == ""


def test_a_purge_takes_the_words_out_of_the_chat_on_both_sides(life: Life) -> None:
    person_id = life.people.person_id
    content_id = life.write("Take this out.")
    life.queue(person_id, "reply", "reply", "You said: Take this out.", content_id=content_id)
    life.queue(person_id, "other", "reply", "Something else.")
    life.do(contents.purge, SYSTEM, content_id)
    lines = [line.text for line in life.do(outbox.conversation, person_id)]
    assert lines == ["Something else."]


def test_a_purged_message_that_has_not_arrived_never_counts_as_arrived(life: Life) -> None:
    person_id = life.people.person_id
    content_id = life.write("Take this out.")
    life.queue(person_id, "update", "update", "You said: Take this out.", content_id=content_id)
    life.do(contents.purge, SYSTEM, content_id)
    assert life.do(outbox.unsent, person_id, 1_000) == ()


def test_purging_twice_is_purging_once(life: Life) -> None:
    content_id = life.write("Once.")
    life.do(contents.purge, SYSTEM, content_id)
    events = life.do(audit.verify)
    life.do(contents.purge, SYSTEM, content_id)
    assert life.do(audit.verify) == events


def test_a_waiting_message_whose_words_were_purged_is_still_worked_off(life: Life) -> None:
    incoming = Incoming(life.people.person_id, "web", "1", START, words="Gone soon.")
    message_id, _ = life.do(inbox.receive, incoming)
    life.do(contents.purge, SYSTEM, str(life.do(inbox.message, message_id).content_id))
    [message] = life.do(inbox.all_waiting, life.people.person_id)
    assert message.words is None
