"""Messages to people: in order, each once, held back until their time, and gone from the screen when they must be."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage import how_messages, images, inbox, outbox, pictures, questions
from storage.inbox import Incoming
from storage.outbox import Outgoing, ShownOption, ShownPicture
from storage.vocabulary import Pictures, QuestionKind
from tests.storage.invented import Life, SetClock
from tests.support import uploads


def _due(life: Life, after: int = 0) -> list[str]:
    return [one.text for one in life.do(outbox.due_after, life.people.person_id, after)]


def _lines(life: Life) -> list[str]:
    return [line.text for line in life.do(outbox.conversation, life.people.person_id)]


def _arrive(life: Life) -> None:
    for message in life.do(outbox.unsent, life.people.person_id, 1_000_000):
        life.do(outbox.mark_sent, message.id)


def test_messages_come_in_the_order_in_which_they_were_queued(life: Life) -> None:
    for text in ("one", "two", "three"):
        life.queue(life.people.person_id, text, "reply", text)
    found = life.do(outbox.due_after, life.people.person_id, 0)
    assert [one.text for one in found] == ["one", "two", "three"]
    assert _due(life, found[0].position) == ["two", "three"]
    assert _due(life, found[2].position) == []
    assert life.do(outbox.last_position, life.people.person_id) == found[2].position


def test_each_person_has_only_their_own(life: Life) -> None:
    mine = life.queue(life.people.person_id, "a", "reply", "mine")
    life.queue(life.people.housemate_id, "b", "reply", "theirs")
    assert _due(life) == ["mine"]
    assert life.do(outbox.message, life.people.housemate_id, mine) is None
    found = life.do(outbox.message, life.people.person_id, mine)
    assert found is not None
    assert found.text == "mine"
    assert life.do(outbox.last_position, life.people.stranger_id) == 0


def test_the_same_part_of_the_same_source_is_queued_once(life: Life) -> None:
    message = Outgoing(life.people.person_id, "turn 1", 0, "reply", "utter_greet", "Hello")
    assert life.do(outbox.queue, message) is not None
    assert life.do(outbox.queue, message) is None
    life.queue(life.people.person_id, "turn 1", "reply", "And more", part=1)
    assert _due(life) == ["Hello", "And more"]


def test_a_message_keeps_its_buttons(life: Life) -> None:
    buttons = (ShownOption("t1", "🙂 I am OK"), ShownOption("t2", "😟 I am not OK"))
    life.queue(life.people.person_id, "a", "question", "Are you OK?", options=buttons)
    assert life.do(outbox.due_after, life.people.person_id, 0)[0].options == buttons


def test_a_held_back_message_waits_for_its_time(life: Life, clock: SetClock) -> None:
    morning = clock.now + timedelta(hours=8)
    life.queue(life.people.person_id, "update", "update", "held back", not_before=morning)
    life.queue(life.people.person_id, "reply", "reply", "at once")
    assert _due(life) == ["at once"]
    assert _lines(life) == ["at once"]
    assert [one.text for one in life.do(outbox.unsent, life.people.person_id, 1_000_000)] == ["at once"]
    clock.set(morning)
    assert _due(life) == ["held back", "at once"]


def test_unsent_is_what_was_due_and_has_not_arrived(life: Life) -> None:
    person_id = life.people.person_id
    for text in ("one", "two", "three"):
        life.queue(person_id, text, "reply", text)
    one, two, three = life.do(outbox.due_after, person_id, 0)
    life.do(outbox.mark_sent, one.id)
    assert life.do(outbox.unsent, person_id, two.position) == (two,)
    assert life.do(outbox.unsent, person_id, three.position) == (two, three)
    _arrive(life)
    assert life.do(outbox.unsent, person_id, three.position) == ()


def test_the_conversation_has_both_sides_in_order(life: Life, clock: SetClock) -> None:
    life.write("Hello")
    life.queue(life.people.person_id, "turn 1", "reply", "Hi.", part=0)
    with life.store.write() as tx:
        for part in (1, 2, 3):
            outbox.queue(tx, Outgoing(life.people.person_id, "turn 1", part, "reply", "utter_x", f"Part {part}"))
    clock.forward(seconds=10)
    life.write("Bye")
    assert _lines(life) == ["Hello", "Hi.", "Part 1", "Part 2", "Part 3", "Bye"]
    assert [line.mine for line in life.do(outbox.conversation, life.people.person_id)] == [True, *[False] * 4, True]


def test_the_conversation_is_cut_to_its_last_lines(life: Life, clock: SetClock) -> None:
    for number in range(6):
        clock.forward(seconds=1)
        life.write(str(number))
    shown = life.do(outbox.conversation, life.people.person_id, 3)
    assert [line.text for line in shown] == ["3", "4", "5"]


def test_a_tap_shows_the_label_that_was_tapped(life: Life) -> None:
    person_id = life.people.person_id
    asked = life.do(questions.ask, person_id, QuestionKind.WHO_SEES, "utter_ask_who_sees")
    buttons = asked.shown({"my_staff": "👥 My staff", "only_manager": "👤 Only the manager"})
    life.queue(person_id, asked.id, "question", "Who may see it?", question_id=asked.id, options=buttons)
    tap = Incoming(person_id, "web", "tap", life.clock.now, option_token=asked.tokens["only_manager"])
    life.clock.forward(seconds=1)
    life.do(inbox.receive, tap)
    assert _lines(life) == ["Who may see it?", "👤 Only the manager"]


def test_words_that_told_of_harm_stay_off_the_screen(life: Life) -> None:
    told = Incoming(life.people.person_id, "web", "1", life.clock.now, words="He hit me.")
    message_id, _ = life.do(inbox.receive, told)
    assert _lines(life) == ["He hit me."]
    life.do(inbox.close, message_id, hide=True)
    assert _lines(life) == []


@pytest.mark.parametrize("kind", ["reply", "update", "question", "notice"])
def test_ordinary_messages_stay_on_the_screen(life: Life, clock: SetClock, kind: str) -> None:
    life.queue(life.people.person_id, "a", kind, "Good morning.")
    _arrive(life)
    clock.forward(days=30)
    assert _lines(life) == _due(life) == ["Good morning."]


def test_a_safety_reply_is_on_the_screen_for_an_hour_after_it_was_shown(life: Life, clock: SetClock) -> None:
    life.queue(life.people.person_id, "a", "safety", "I am telling the safeguarding lead now.")
    clock.forward(minutes=20)
    _arrive(life)
    clock.forward(minutes=59)
    assert len(_lines(life)) == len(_due(life)) == len(life.do(outbox.last_spoken, life.people.person_id)) == 1
    clock.forward(minutes=1)
    assert _lines(life) == _due(life) == []
    assert life.do(outbox.last_spoken, life.people.person_id) == ()


def test_a_safety_reply_that_was_not_shown_yet_is_not_missed(life: Life, clock: SetClock) -> None:
    life.queue(life.people.person_id, "a", "safety", "I am telling the safeguarding lead now.")
    clock.forward(days=1)
    assert len(_lines(life)) == len(_due(life)) == 1


def test_say_again_says_the_last_thing_with_all_its_parts(life: Life) -> None:
    person_id = life.people.person_id
    assert life.do(outbox.last_spoken, person_id) == ()
    life.queue(person_id, "turn 1", "reply", "Earlier")
    life.queue(person_id, "turn 2", "reply", "Last, part 1", part=0)
    life.queue(person_id, "turn 2", "question", "Last, part 2", part=1)
    life.queue(person_id, "down", "notice", "I am slow today.")
    life.queue(person_id, "tomorrow", "update", "Held back", not_before=life.clock.now + timedelta(days=1))
    assert [one.text for one in life.do(outbox.last_spoken, person_id)] == ["Last, part 1", "Last, part 2"]


def test_the_last_activity_is_what_was_written_or_shown_last(life: Life, clock: SetClock) -> None:
    person_id = life.people.person_id
    assert life.do(outbox.last_activity, person_id) is None
    wrote = clock.now
    life.write("Hello")
    assert life.do(outbox.last_activity, person_id) == wrote
    life.queue(person_id, "a", "update", "Later", not_before=wrote + timedelta(hours=2))
    clock.forward(hours=1)
    assert life.do(outbox.last_activity, person_id) == wrote
    clock.forward(hours=2)
    assert life.do(outbox.last_activity, person_id) == wrote + timedelta(hours=2)


def test_photos_stand_on_a_message_until_they_are_taken_away(life: Life, tmp_path: Path) -> None:
    life.store.media = tmp_path / "media"
    people, person_id = life.people, life.people.person_id
    photos = [images.made(uploads.photo(colour=one)) for one in ("teal", "red")]
    pool, bus = (
        life.do(pictures.add, people.worker, person_id, name, one)
        for name, one in zip(("The pool", "The bus"), photos, strict=True)
    )
    theirs = life.do(pictures.add, people.worker, people.housemate_id, "Not yours", photos[0])
    answers = (ShownOption("a", "Swimming", pool), ShownOption("b", "The bus", bus), ShownOption("c", "Else", theirs))
    said = life.queue(person_id, "a", "question", "What now?", options=answers, picture_id=pool)
    message = life.do(outbox.message, person_id, said)
    assert message is not None and message.picture == ShownPicture(pool, "The pool")
    assert [one.picture_id for one in message.options] == [pool, bus, None]
    life.do(pictures.take_away, people.worker, person_id, pool)
    [message] = life.do(outbox.due_after, person_id, 0)
    assert message.picture is None
    assert [(one.label, one.picture_id) for one in message.options] == [
        ("Swimming", None),
        ("The bus", bus),
        ("Else", None),
    ]


@pytest.mark.parametrize("wish", Pictures)
def test_photos_come_unless_no_pictures_are_wanted(life: Life, tmp_path: Path, wish: Pictures) -> None:
    life.store.media, person_id = tmp_path / "media", life.people.person_id
    photo, comes = images.made(uploads.photo(colour="teal")), wish is not Pictures.OFF
    pool = life.do(pictures.add, life.people.worker, person_id, "The pool", photo)
    life.do(how_messages.apply, person_id, wish)
    answers = (ShownOption("a", "Swimming", pool),)
    said = life.queue(person_id, "a", "question", "What now?", options=answers, picture_id=pool)
    message = life.do(outbox.message, person_id, said)
    assert message is not None and (message.picture is not None) is comes
    assert [one.picture_id for one in message.options] == [pool if comes else None]
