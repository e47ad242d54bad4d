"""A supporter's own chat: opened by a code, and shut with the link; and what goes into it, once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from storage import (
    alert_news,
    asked_outcomes,
    choice_sets,
    concern_complaints,
    concerns,
    deliveries,
    supporter_access,
    supporter_chats,
    supporter_concerns,
    supporter_messages,
    supporter_news,
    supporters,
)
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.findings import Found
from storage.outbox import ShownOption
from storage.strangers import KEPT_FOR
from storage.supporter_concerns import Told
from storage.supporter_messages import ToSupporter, Waiting
from storage.supporters import Supporter
from storage.tables.choices import supporters as supporters_table
from storage.vocabulary import Relation
from tests.storage.choosing import CINEMA, PARK, SWIM, chosen, prepared, wanted
from tests.storage.invented import START, Life

CHANNEL, ADDRESS = "telegram", "1001"


def link(life: Life, person_id: str | None = None, address: str = ADDRESS, name: str = "Aunt Invented") -> Supporter:
    code = life.do(supporter_access.make_code, SYSTEM, person_id or life.people.person_id).code
    return life.do(supporter_chats.link, code, CHANNEL, address, name)


def at(life: Life, address: str = ADDRESS) -> list[str]:
    return [one.id for one in life.do(supporter_chats.at, CHANNEL, address)]


def say(life: Life, text: str, supporter: Supporter | None = None, source_id: str = "m:1001:1", **more: object) -> None:
    message = ToSupporter(CHANNEL, ADDRESS, source_id, text, supporter.id if supporter else None, **more)  # type: ignore[arg-type]
    life.do(supporter_messages.queue, message)


def waiting(life: Life) -> Waiting | None:
    return life.do(supporter_messages.next_for, CHANNEL, ADDRESS)


def told(source_id: str = "telegram m:1001:9") -> Told:
    return Told(source_id, "The new man hits her.", START, Found("amber", "harm", ("an invented reason",), "1"))


def test_a_code_opens_one_chat_and_a_new_one_closes_the_one_before(life: Life) -> None:
    aunt = link(life)
    assert aunt.relation is Relation.OTHER and at(life) == [aunt.id]
    life.clock.forward(minutes=1)
    assert link(life, address="1002", name="aunt INVENTED").id == aunt.id
    assert at(life) == [] and at(life, "1002") == [aunt.id]
    assert link(life).id == aunt.id, "back again"
    assert at(life) == [aunt.id] and life.do(supporter_chats.addresses, CHANNEL) == {ADDRESS}
    with pytest.raises(NotFound):
        life.do(supporter_chats.link, "ABCDEFGHJK", CHANNEL, ADDRESS, "Somebody")
    with pytest.raises(Refused):
        link(life, address="1003", name="")


def test_one_chat_may_be_of_helpers_of_several_people(life: Life) -> None:
    one = link(life)
    life.clock.forward(minutes=1)
    other = link(life, life.people.housemate_id)
    assert at(life) == [one.id, other.id]
    life.do(supporters.end_by_person, life.people.person_id, one.id)
    assert at(life) == [other.id]
    life.do(supporter_chats.leave, CHANNEL, ADDRESS)
    assert at(life) == []


def test_who_ends_it_themselves_is_kept_and_forgotten_after_a_month(life: Life) -> None:
    aunt = link(life)
    assert life.do(supporter_chats.ended_lately, CHANNEL, ADDRESS) is None
    life.do(supporters.end_by_themselves, aunt)
    with life.store.read() as tx:
        assert tx.execute(select(supporters_table.c.ended_by)).scalar() == "supporter"
    found = life.do(supporter_chats.ended_lately, CHANNEL, ADDRESS)
    assert found is not None and (found[0].id, found[1]) == (aunt.id, "Invented Asha")
    life.clock.forward(days=KEPT_FOR.days)
    assert life.do(supporter_chats.ended_lately, CHANNEL, ADDRESS) is None


def test_messages_go_once_and_leave_no_text(life: Life) -> None:
    aunt = link(life)
    say(life, "First.", aunt, buttons=(ShownOption("now:1", "Now"),))
    say(life, "First, once more.", aunt)
    say(life, "Second.", source_id="m:1001:2")
    first = waiting(life)
    assert first is not None and (first.text, first.buttons[0].label, first.begun) == ("First.", "Now", None)
    assert life.do(supporter_messages.begin, first.id, 40)
    begun = waiting(life)
    assert begun is not None and begun.begun is not None and begun.begun.sent_after == 40
    assert life.do(deliveries.unsettled) == 1
    life.do(supporter_messages.sent, first.id, 41)
    assert life.do(deliveries.highest_message_id) == 41 and life.do(deliveries.message_ids_above, 40) == {41}
    second = waiting(life)
    assert second is not None and second.text == "Second."
    life.do(supporter_messages.given_up, second.id)
    assert waiting(life) is None and life.do(supporter_messages.chats_due, CHANNEL) == ()
    assert life.do(supporter_messages.is_answered, "m:1001:1") and not life.do(
        supporter_messages.is_answered, "m:1001:3"
    )


def test_what_tells_of_a_person_goes_only_while_the_link_holds(life: Life) -> None:
    aunt = link(life)
    say(life, "Of the person.", aunt)
    due = waiting(life)
    assert due is not None
    life.do(supporter_chats.shut_out, CHANNEL, ADDRESS)
    assert waiting(life) is None and not life.do(supporter_messages.begin, due.id, 1)
    life.do(supporter_chats.let_in, CHANNEL, ADDRESS)
    assert waiting(life) is not None
    assert life.do(supporter_messages.begin, due.id, 1)
    life.do(supporters.end_by_person, life.people.person_id, aunt.id)
    assert waiting(life) is None and not life.do(supporter_messages.begin, due.id, 1)
    assert life.do(deliveries.unsettled) == 0, "nobody waits to hear whether it arrived"
    say(life, "Of nobody.", source_id="m:1001:2")
    link(life, name="Somebody else")
    found = waiting(life)
    assert found is not None and found.text == "Of nobody."


def test_words_wait_for_one_tap_in_their_own_chat(life: Life) -> None:
    aunt = link(life)
    made = supporter_messages.new_message_id()
    message = ToSupporter(CHANNEL, ADDRESS, "m:1001:1", "For whom?", aunt.id, words="What?\n🏊 Swimming")
    life.do(supporter_messages.queue, message, message_id=made)
    assert life.do(supporter_messages.take_words, CHANNEL, "1002", made) is None
    taken = life.do(supporter_messages.take_words, CHANNEL, ADDRESS, made)
    assert taken is not None and (taken.words, taken.supporter_id) == ("What?\n🏊 Swimming", aunt.id)
    assert life.do(supporter_messages.take_words, CHANNEL, ADDRESS, made) is None


def test_words_wait_no_longer_than_to_the_next_ones(life: Life) -> None:
    made = supporter_messages.new_message_id()
    message = ToSupporter(CHANNEL, ADDRESS, "m:1001:1", "For whom?", words="What?")
    life.do(supporter_messages.queue, message, message_id=made)
    life.do(supporter_messages.forget_words, CHANNEL, ADDRESS)
    assert life.do(supporter_messages.take_words, CHANNEL, ADDRESS, made) is None


def test_a_chat_knows_the_choices_that_it_was_about(life: Life) -> None:
    aunt = link(life)
    first, second = (life.do(choice_sets.prepare, aunt, aunt.person_id, wanted(life)) for _ in range(2))
    for number, kept in enumerate((second, first, second, prepared(life, author=aunt))):
        say(life, "Shown.", aunt, f"m:1001:{number}", choice_set_id=kept.id)
    assert life.do(supporter_messages.set_from, "m:1001:1") == first.id
    assert life.do(supporter_messages.drafts_of, CHANNEL, ADDRESS) == (second.id, first.id), (
        "what is offered is no draft"
    )
    assert life.do(supporter_messages.drafts_of, CHANNEL, "1002") == ()


def test_what_was_written_before_they_said_for_whom_goes_with_either_link(life: Life) -> None:
    aunt, made = link(life), supporter_messages.new_message_id()
    message = ToSupporter(
        CHANNEL, ADDRESS, "m:1001:1", "For whom?", buttons=(ShownOption("for:1:2", "Robin"),), words="What?"
    )
    life.do(supporter_messages.queue, message, message_id=made)
    life.do(supporters.end_by_themselves, aunt)
    assert waiting(life) is None and life.do(supporter_messages.take_words, CHANNEL, ADDRESS, made) is None


def test_a_chat_that_becomes_a_persons_gets_nothing_that_waited(life: Life) -> None:
    link(life)
    say(life, "How it is done.")
    life.do(supporter_chats.leave, CHANNEL, ADDRESS)
    assert waiting(life) is None


def test_who_is_called_differently_now_is_the_same_helper_in_the_same_chat(life: Life) -> None:
    first, second = link(life), link(life, name="Auntie")
    assert (second.id, second.name) == (first.id, "Aunt Invented") and at(life) == [first.id]


def test_a_supporter_hears_of_each_decision_in_what_they_prepared_once(life: Life) -> None:
    before = prepared(
        life, author=life.do(supporters.add, SYSTEM, life.people.person_id, "Aunt Invented", Relation.FAMILY)
    )
    chosen(life, before)
    life.clock.forward(minutes=1)
    aunt = link(life)
    prepared(life)
    assert life.do(supporter_news.to_tell, CHANNEL) == ()
    mine = prepared(life, author=aunt)
    chosen(life, prepared(life))
    chosen(life, mine, 0)
    [news] = life.do(supporter_news.to_tell, CHANNEL)
    assert (news.supporter_id, news.address, news.person, news.label) == (aunt.id, ADDRESS, "Invented Asha", "Swimming")
    say(life, "They chose.", aunt, news.source_id)
    assert life.do(supporter_news.to_tell, CHANNEL) == ()
    chosen(life, mine, 1)
    [again] = life.do(supporter_news.to_tell, CHANNEL)
    assert again.label == "The cinema"
    life.do(supporters.end_by_person, life.people.person_id, aunt.id)
    assert life.do(supporter_news.to_tell, CHANNEL) == ()


def test_what_a_supporter_tells_of_is_never_the_persons_own(life: Life) -> None:
    people, aunt = life.people, link(life)
    life.link_chat()
    own = life.worry("He hits me.", tier="check")
    concern_id = life.do(supporter_concerns.raise_concern, (aunt,), told(), where="Telegram")
    assert life.do(supporter_concerns.raise_concern, (aunt,), told(), where="Telegram") == concern_id
    seen, [note] = life.do(concerns.one_for_lead, people.lead, concern_id)
    assert (seen.person_id, seen.is_of_supporter, seen.is_of_somebody_known) == (people.person_id, True, False)
    assert note.note == "Written in Telegram. Aunt Invented helps Invented Asha to choose."
    assert life.do(concerns.latest_open, people.person_id) == own
    assert not life.do(asked_outcomes.may_ask, people.person_id, concern_id)
    assert not life.do(concern_complaints.is_from_chat, concern_id) and life.do(concern_complaints.is_from_chat, own)
    life.clock.forward(days=1)
    assert concern_id not in str(life.do(alert_news.to_tell)) + str(life.do(alert_news.to_say_still_trying))
    assert own in [one_id for one_id, _ in life.do(concerns.unanswered_checks, 30)]


def test_of_whom_it_is_is_left_open_where_they_helped_several_or_none_any_more(life: Life) -> None:
    both = (link(life), link(life, life.people.housemate_id))
    concern_id = life.do(supporter_concerns.raise_concern, both, told(), where="Telegram")
    seen, [note] = life.do(concerns.one_for_lead, life.people.lead, concern_id)
    assert seen.person_id is None and "Invented Asha" in str(note.note) and "Invented Bo" in str(note.note)
    life.do(supporters.end_by_themselves, both[0])
    ended = life.do(supporter_chats.ended_lately, CHANNEL, ADDRESS)
    assert ended is not None
    other = life.do(supporter_concerns.raise_concern, (ended[0],), told("telegram m:1001:10"), where="Telegram")
    seen, [note] = life.do(concerns.one_for_lead, life.people.lead, other)
    assert seen.person_id is None and "Aunt Invented helped Invented Asha" in str(note.note)


@pytest.mark.parametrize("changes", [{"label": "a" * 81}, {"sign": "😀" * 33}])
def test_a_draft_keeps_nothing_that_its_place_cannot_hold(life: Life, changes: dict[str, str]) -> None:
    choice = wanted(life, options=(replace(SWIM, **changes), CINEMA, PARK))  # type: ignore[arg-type]
    with pytest.raises(Refused, match="too long"):
        life.do(choice_sets.prepare, life.people.worker, life.people.person_id, choice)
