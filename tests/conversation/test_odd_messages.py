"""A person asked for, nonsense, emoji alone, and the same message twice."""

from __future__ import annotations

import pytest

from storage import staff_requests, triage
from storage.inbox import Incoming
from storage.vocabulary import QuestionKind, Triage
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import (
    AFTER_YES,
    UNSURE,
    asked,
    has_sent,
    sent,
    taps_first,
    to,
)
from tests.support.talk import Talk


async def test_a_person_is_asked_for_while_nothing_is_understood(talk: Talk, house: House) -> None:
    await talk.says("qwertyuiop asdfgh")
    assert (await talk.presses("need_person"))[0].startswith("I put this on the list for your staff.")
    assert (await talk.taps("👤 Talk to a person"))[0].startswith("I put this on the list for your staff.")
    assert len(await talk.store.reading(staff_requests.waiting, house.worker)) == 2


async def test_an_old_offer_of_a_person_still_brings_one(talk: Talk, house: House) -> None:
    await talk.says("qwertyuiop asdfgh")
    await talk.says("the bus was late again")
    assert (await taps_first(talk, "👤 Talk to a person"))[0].startswith("I put this on the list for your staff.")
    assert len(await talk.store.reading(staff_requests.waiting, house.worker)) == 1


async def test_what_was_not_understood_does_not_come_back_after_something_else(talk: Talk) -> None:
    await talk.says("qwertyuiop asdfgh")
    await has_sent(talk)
    assert await asked(talk) is None


@pytest.mark.parametrize("kind", AFTER_YES)
@pytest.mark.parametrize("emoji", ["😭", "🎂🎂", "👍"])
async def test_emoji_alone_are_answered_at_every_question(
    talk: Talk, kind: QuestionKind, emoji: str, house: House, clock: SetClock
) -> None:
    await to(talk, kind, house, clock)
    said = await talk.says(emoji)
    # Signed safety words are exempt from rule 39.
    assert said and (len(said) <= 2 or kind is QuestionKind.ARE_YOU_OK)


async def test_the_same_message_delivered_again_while_in_work_is_one(talk: Talk) -> None:
    incoming = Incoming(talk.person_id, "web", "again", talk.store.clock(), words=UNSURE)
    first = await talk.service.gateway.receive(incoming)
    again = await talk.service.gateway.receive(incoming)
    assert (first, again) == (True, False)
    assert await talk.hears() == ["I kept your words. How was it?"]
    assert not await talk.service.gateway.receive(incoming)
    assert await talk.hears() == []
    await talk.taps("😞 Bad")
    await talk.taps("📨 Send it")
    assert await sent(talk) == [UNSURE]


async def test_what_was_decided_meanwhile_may_still_be_changed(talk: Talk, house: House) -> None:
    feedback_id = await has_sent(talk)
    await talk.presses("undo")
    await talk.store.writing(triage.decide, house.manager, feedback_id, Triage.NOTED)
    await talk.says("the bath is cold")
    await talk.taps("📨 Send it")
    assert await sent(talk) == ["the bath is cold"]
