"""Into a chat app: in order, once, only where it may go, and off the screen again where it tells of harm."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from storage import contents, deliveries, inbox, linking, outbox, staff_requests, updates
from storage.audit import SYSTEM
from storage.deliveries import Due
from storage.inbox import Incoming
from storage.vocabulary import RequestKind
from tests.storage.invented import Life

CHANNEL = "telegram"


@dataclass
class App:
    """A linked chat in an invented messaging app."""

    life: Life
    chat: str

    def next(self) -> Due | None:
        return self.life.do(deliveries.next_for, CHANNEL, self.chat)

    def due(self) -> Due:
        found = self.next()
        assert found is not None
        return found

    def sends(self, message_id: int = 7) -> Due:
        """The next message is shown, in one piece, under this number."""
        due = self.due()
        self.life.do(deliveries.begin, due, 0, message_id - 1)
        self.life.do(deliveries.sent, due, 0, message_id, is_last=True)
        return due

    def gets(self, text: str, kind: str = "reply", **more: Any) -> str:
        return self.life.queue(self.life.people.person_id, f"source of {text}", kind, text, **more)

    def requests(self) -> list[RequestKind]:
        return [one.kind for one in self.life.do(staff_requests.waiting, self.life.people.manager)]


def link(life: Life, address: str = "1001", person_id: str | None = None) -> App:
    code = life.do(linking.make_code, SYSTEM, person_id or life.people.person_id).code
    life.do(linking.link_address, code, CHANNEL, address)
    return App(life, str(life.do(deliveries.chat_at, CHANNEL, address)))


@pytest.fixture
def app(life: Life) -> App:
    return link(life)


def test_messages_go_out_in_order_and_once(app: App) -> None:
    app.gets("First.")
    app.gets("Second.")
    assert [app.sends(7).message.text, app.sends(8).message.text] == ["First.", "Second."]
    assert app.next() is None


def test_what_was_said_before_a_chat_was_linked_is_not_shown_in_it(life: Life) -> None:
    life.queue(life.people.person_id, "old", "reply", "Said long ago.")
    app = link(life)
    assert app.next() is None
    app.gets("Said now.")
    assert app.due().message.text == "Said now."


def test_a_message_that_reached_the_web_chat_still_goes_to_the_app(app: App) -> None:
    app.gets("Everywhere.")
    [message] = app.life.do(outbox.due_after, app.life.people.person_id, 0)
    app.life.do(updates.arrived, message)
    assert app.sends().message.text == "Everywhere."


def test_each_chat_of_a_person_gets_everything(life: Life) -> None:
    phone, tablet = link(life, "1001"), link(life, "1002")
    phone.gets("Both.")
    assert (phone.sends(7).message.text, tablet.sends(8).message.text) == ("Both.", "Both.")


def test_what_is_for_another_channel_is_shown_in_no_other(app: App) -> None:
    app.gets("Buttons of the app.", channel=CHANNEL)
    app.gets("Somewhere else.", channel="carrier pigeon")
    assert app.life.do(outbox.due_after, app.life.people.person_id, 0) == ()
    assert app.life.do(outbox.last_spoken, app.life.people.person_id) == ()
    app.sends()
    assert app.next() is None


def test_sent_is_told(app: App) -> None:
    action = app.life.agree(app.life.tell("The bus is late."))
    [update] = [one for one in app.life.do(updates.to_queue) if one.pending_action_id == action.id]
    app.life.queue(update.person_id, update.id, "update", "You will go by bus.")
    [telling] = app.life.do(updates.of_action, action.id)
    assert telling.sent_at is None
    app.sends()
    [telling] = app.life.do(updates.of_action, action.id)
    assert telling.sent_at == app.life.clock.now


def test_an_attempt_whose_end_is_not_known_is_found_again(app: App) -> None:
    app.gets("Perhaps.")
    app.life.do(deliveries.begin, app.due(), 0, 41)
    begun = app.due().begun
    assert (begun[0].sent_after, begun[0].message_id) == (41, None)
    app.life.do(deliveries.begin, app.due(), 0, 43)
    assert app.due().begun[0].sent_after == 43
    app.life.do(deliveries.not_sent, app.due(), 0)
    assert app.due().begun == {}


def test_a_long_message_goes_on_with_the_piece_that_is_missing(app: App) -> None:
    app.gets("A very long one.")
    due = app.due()
    app.life.do(deliveries.begin, due, 0, 6)
    app.life.do(deliveries.sent, due, 0, 7, is_last=False)
    assert app.due().begun[0].message_id == 7
    app.life.do(deliveries.begin, due, 1, 7)
    app.life.do(deliveries.sent, due, 1, 8, is_last=True)
    assert app.next() is None


def test_a_message_the_app_refuses_is_not_told_and_staff_hear_of_it(app: App) -> None:
    app.gets("Refused.", kind="update")
    app.gets("After it.")
    due = app.due()
    app.life.do(deliveries.begin, due, 0, 6)
    app.life.do(deliveries.refused, due, 0)
    assert app.due().message.text == "After it."
    assert app.requests() == [RequestKind.COULD_NOT_DELIVER]
    refused = app.life.do(outbox.message, app.life.people.person_id, due.message.id)
    assert refused is not None and refused.sent_at is None


def test_a_person_who_blocks_us_is_left_alone_and_staff_hear_of_it_once(app: App) -> None:
    app.gets("Not any more.")
    app.life.do(deliveries.shut_out, app.chat)
    app.life.do(deliveries.shut_out, app.chat)
    assert app.next() is None
    assert app.life.do(deliveries.people_due, CHANNEL) == ()
    assert app.life.do(deliveries.chats_of, CHANNEL, app.life.people.person_id) == ()
    assert app.requests() == [RequestKind.COULD_NOT_DELIVER]


def test_whoever_lets_us_in_again_gets_what_waited(app: App) -> None:
    app.gets("It waited.")
    app.life.do(deliveries.shut_out, app.chat)
    app.life.do(deliveries.let_in, CHANNEL, "1001")
    assert app.life.do(deliveries.people_due, CHANNEL) == (app.life.people.person_id,)
    assert app.due().message.text == "It waited."
    app.life.clock.forward(days=1)
    app.life.do(deliveries.shut_out, app.chat)
    assert len(app.requests()) == 2


def test_nothing_goes_to_a_lost_phone(app: App) -> None:
    app.gets("Not for whoever found it.")
    app.life.do(linking.unlink_all, SYSTEM, app.life.people.person_id)
    assert app.next() is None
    assert app.life.do(deliveries.chat_at, CHANNEL, "1001") is None


def test_the_numbers_of_our_messages_are_known(app: App) -> None:
    assert app.life.do(deliveries.highest_message_id) == 0
    for number in (7, 12):
        app.gets(f"Number {number}.")
        app.sends(number)
    assert app.life.do(deliveries.highest_message_id) == 12
    assert app.life.do(deliveries.message_ids_above, 7) == {12}


def test_a_safety_text_leaves_the_screen_after_an_hour(app: App) -> None:
    app.gets("Call 999 now.", kind="safety")
    app.gets("Anything else.")
    app.sends(7)
    app.sends(8)
    app.life.clock.forward(minutes=59)
    assert app.life.do(deliveries.to_take_off, CHANNEL) == ()
    app.life.clock.forward(minutes=2)
    [one] = app.life.do(deliveries.to_take_off, CHANNEL)
    assert (one.address, one.message_id) == ("1001", 7)
    app.life.do(deliveries.taken_off, one)
    assert app.life.do(deliveries.to_take_off, CHANNEL) == ()


def test_a_safety_text_that_was_seen_an_hour_ago_is_not_shown_anew(app: App) -> None:
    app.gets("Call 999 now.", kind="safety")
    [message] = app.life.do(outbox.due_after, app.life.people.person_id, 0)
    app.life.do(updates.arrived, message)
    app.life.clock.forward(hours=2)
    assert app.next() is None


def test_words_that_are_purged_leave_the_screen_of_the_app_too(app: App) -> None:
    content_id = app.life.write("Take this out.")
    app.gets("You said: Take this out.", content_id=content_id)
    app.sends(7)
    app.life.do(contents.purge, SYSTEM, content_id)
    assert [one.message_id for one in app.life.do(deliveries.to_take_off, CHANNEL)] == [7]


def test_hidden_messages_of_a_person_are_to_be_taken_off_for_two_days(app: App) -> None:
    incoming = Incoming(app.life.people.person_id, CHANNEL, "m:1001:5", app.life.clock.now, words="He hit me.")
    message_id, _ = app.life.do(inbox.receive, incoming)
    within = {"days": 2}
    assert hidden(app, **within) == []
    app.life.do(inbox.close, message_id, hide=True)
    assert hidden(app, **within) == ["m:1001:5"]
    app.life.do(inbox.removed, message_id)
    assert hidden(app, **within) == []


def test_a_hidden_message_that_is_too_old_is_left_alone(app: App) -> None:
    incoming = Incoming(app.life.people.person_id, CHANNEL, "m:1001:5", app.life.clock.now, words="He hit me.")
    message_id, _ = app.life.do(inbox.receive, incoming)
    app.life.do(inbox.close, message_id, hide=True)
    app.life.clock.forward(hours=49)
    assert hidden(app, days=2) == []


def hidden(app: App, **within: float) -> list[str]:
    found = app.life.do(inbox.hidden_to_remove, CHANNEL, timedelta(**within))
    return [one.channel_message_id for one in found]
