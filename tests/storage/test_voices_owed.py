"""What voice is still to come: after its own words, in order, while it is of use; and which sounds a channel holds."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage import contents, deliveries, how_messages, inbox, linking, uploaded_voices, voices_owed
from storage.audit import SYSTEM
from storage.deliveries import Due
from storage.inbox import Incoming
from storage.tables.conversation import outbox
from storage.vocabulary import Sound
from storage.voices_owed import VOICE
from tests.storage.invented import Life
from tests.storage.test_deliveries import CHANNEL, App, link


@pytest.fixture
def app(life: Life) -> App:
    return link(life)


def goes_without(app: App, message_id: int = 7) -> Due:
    """The next message is shown without its voice, under this number."""
    due = app.due()
    app.life.do(deliveries.begin, due, 0, message_id - 1)
    app.life.do(voices_owed.owe, due)
    app.life.do(deliveries.sent, due, 0, message_id, is_last=True)
    return due


def owed(app: App) -> Due | None:
    return app.life.do(voices_owed.next_for, CHANNEL, app.chat)


def voiced(app: App, due: Due) -> bool:
    """Whether this message is known to have come with its voice."""
    with app.life.store.read() as tx:
        when = select(outbox.c.voiced_at).where(outbox.c.id == due.message.id)
        return tx.execute(when).scalar_one() is not None


def test_voices_are_owed_in_the_order_of_their_words(app: App) -> None:
    app.gets("First.")
    app.gets("Second.")
    first, second = goes_without(app, 7), goes_without(app, 8)
    assert app.life.do(voices_owed.people_waiting, CHANNEL) == (app.life.people.person_id,)
    found = owed(app)
    assert found is not None and found.message.id == first.message.id and found.begun[0].message_id == 7
    app.life.do(deliveries.begin, found, VOICE, 8)
    app.life.do(voices_owed.sent, found, 9, has_voice=True)
    assert voiced(app, first) and not voiced(app, second)
    found = owed(app)
    assert found is not None and found.message.id == second.message.id


def test_none_is_owed_before_its_words_are_there(app: App) -> None:
    app.gets("First.")
    due = app.due()
    app.life.do(deliveries.begin, due, 0, 6)
    app.life.do(voices_owed.owe, due)
    assert owed(app) is None and app.life.do(voices_owed.people_waiting, CHANNEL) == ()


def test_none_is_owed_to_whoever_moved_on_or_wants_no_sound_any_more(app: App) -> None:
    app.gets("First.")
    goes_without(app)
    person_id = app.life.people.person_id
    app.life.do(how_messages.apply, person_id, Sound.OFF)
    assert owed(app) is None
    app.life.do(how_messages.apply, person_id, Sound.ON)
    assert owed(app) is not None
    app.life.clock.forward(seconds=5)
    app.life.do(inbox.receive, Incoming(person_id, "web", "w1", app.life.clock.now, words="yes"))
    assert owed(app) is None


def test_it_is_of_no_use_for_long_and_forgotten_then(app: App) -> None:
    app.gets("First.")
    goes_without(app)
    app.life.clock.forward(minutes=9)
    app.life.do(voices_owed.tidy)
    assert owed(app) is not None
    app.life.clock.forward(minutes=2)
    assert owed(app) is None and app.life.do(voices_owed.is_any)
    app.life.do(voices_owed.tidy)
    assert not app.life.do(voices_owed.is_any)


def test_one_that_may_be_on_a_screen_is_found_out_about_however_late(app: App) -> None:
    app.gets("Call 999.", kind="safety")
    due = goes_without(app)
    app.life.do(deliveries.begin, due, VOICE, 7)
    app.life.clock.forward(hours=2)
    app.life.do(voices_owed.tidy)
    found = owed(app)
    assert found is not None
    app.life.do(voices_owed.sent, found, 8, has_voice=False)
    assert not voiced(app, due)
    app.life.clock.forward(minutes=61)
    assert {one.message_id for one in app.life.do(deliveries.to_take_off, CHANNEL)} == {7, 8}


def test_a_chat_that_became_another_persons_is_owed_nothing_of_the_first(app: App) -> None:
    app.gets("For the first.")
    goes_without(app)
    app.life.do(linking.unlink_all, SYSTEM, app.life.people.person_id)
    assert owed(app) is None
    link(app.life, person_id=app.life.people.stranger_id)
    assert owed(app) is None and app.life.do(voices_owed.people_waiting, CHANNEL) == ()


def test_words_that_were_purged_are_not_said(app: App) -> None:
    said = app.life.tell("The bus is late.")
    app.gets("You said: The bus is late.", content_id=said.content_id)
    goes_without(app)
    assert owed(app) is not None
    app.life.do(contents.purge, SYSTEM, str(said.content_id))
    assert owed(app) is None


def test_a_chat_that_took_no_voice_is_tried_again_after_a_day(app: App) -> None:
    app.gets("First.")
    assert app.due().chat.takes_voice
    app.life.do(deliveries.refused_voice, app.chat)
    app.life.clock.forward(hours=23)
    assert not app.due().chat.takes_voice
    app.life.clock.forward(hours=1)
    assert app.due().chat.takes_voice


def test_that_there_is_no_sound_is_known_for_half_a_day(app: App) -> None:
    app.gets("First.")
    assert not app.due().chat.knows_no_sound
    app.life.do(deliveries.told_no_sound, app.chat)
    app.life.clock.forward(hours=11)
    assert app.due().chat.knows_no_sound
    app.life.clock.forward(hours=1)
    assert not app.due().chat.knows_no_sound


def test_an_uploaded_sound_is_known_to_its_bot_for_a_while(life: Life) -> None:
    life.do(uploaded_voices.keep, "7", "digest", "one", None)
    life.do(uploaded_voices.keep, "7", "digest", "two", None)
    assert life.do(uploaded_voices.file_id, "7", "digest") == "two"
    assert life.do(uploaded_voices.file_id, "8", "digest") is None
    assert life.do(uploaded_voices.file_id, "7", "other") is None
    life.clock.forward(days=91)
    assert life.do(uploaded_voices.file_id, "7", "digest") is None
    life.do(uploaded_voices.forget, "7", "digest")
