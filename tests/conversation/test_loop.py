"""The whole loop: said, kept, acted on, told, "did it help?" (R38-R42)."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.schedule import QuietHours
from bot.service import Service
from storage import (
    Store,
    feedback,
    handing_over,
    notifications,
    outbox,
    outcomes,
    pending_actions,
    staff_requests,
    triage,
)
from storage.pending_actions import PendingAction
from storage.vocabulary import ActionStatus, DidItHelp, FeedbackStatus, NoticeKind, RequestKind, Triage, WhatChanges
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import UNSURE
from tests.support.talk import Talk

SAID = "the shower is cold every morning"
CHANGE = "Sam will fix the shower."
DONE = "Sam put in a new shower. It is warm now."


async def has_said(talk: Talk, words: str = SAID) -> str:
    await talk.tells(words, "😞 Bad")
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    return (await talk.store.reading(feedback.of_person, talk.person_id))[0].id


async def agreed(talk: Talk, house: House, what: WhatChanges = WhatChanges.ROUTINE) -> PendingAction:
    feedback_id = await has_said(talk)
    due = talk.store.clock().date() + timedelta(days=4)
    return await talk.store.writing(
        pending_actions.agree, house.manager, feedback_id, house.worker.id, what, CHANGE, due
    )


async def told(talk: Talk, house: House, what: WhatChanges = WhatChanges.ROUTINE) -> PendingAction:
    action = await agreed(talk, house, what)
    await talk.store.writing(pending_actions.finish, house.worker, action.id, done=True, easy_words=DONE)
    await talk.service.schedule.round()
    await talk.looks()
    return await talk.store.reading(pending_actions.one, action.id)


async def is_asked(talk: Talk, clock: SetClock, **time: float) -> list[str]:
    clock.passes(**time)
    await talk.service.schedule.round()
    await talk.service.schedule.round()
    return await talk.looks()


async def test_said_agreed_done_told_and_better(talk: Talk, house: House, clock: SetClock) -> None:
    action = await agreed(talk, house)
    await talk.service.schedule.round()
    assert await talk.looks() == [
        f"I have news for you. You said: “{SAID}”",
        f"We will do this by Friday 6 March: {CHANGE}",
    ]
    await talk.store.writing(pending_actions.start, house.worker, action.id)
    await talk.store.writing(pending_actions.finish, house.worker, action.id, done=True, easy_words=DONE)
    await talk.service.schedule.round()
    assert await talk.looks() == [f"I have news for you. You said: “{SAID}”", f"We did this: {DONE}"]
    assert (await talk.store.reading(pending_actions.one, action.id)).status is ActionStatus.PERSON_TOLD

    assert await is_asked(talk, clock, days=2) == []
    assert await is_asked(talk, clock, days=1) == [f"We did this: {DONE}", "Did it help?"]
    assert talk.buttons() == ["😊 Better", "😐 A bit", "😞 No", "🤷 Not sure"]
    assert (await talk.taps("😊 Better"))[0] == "Thank you. I heard: it is better."
    assert (await talk.store.reading(pending_actions.one, action.id)).status is ActionStatus.CLOSED
    [answered] = await talk.store.reading(outcomes.of_action, action.id)
    assert answered.outcome is DidItHelp.HELPED


@pytest.mark.parametrize(
    ("what", "days"), [(WhatChanges.ROUTINE, 3), (WhatChanges.ROTA, 7), (WhatChanges.PLAN, 28), (WhatChanges.RISK, 28)]
)
async def test_the_question_comes_after_the_time_of_its_kind(
    talk: Talk, house: House, clock: SetClock, what: WhatChanges, days: int
) -> None:
    await told(talk, house, what)
    assert await is_asked(talk, clock, days=days - 1) == []
    assert (await is_asked(talk, clock, days=1))[-1] == "Did it help?"


async def test_no_reopens_and_twice_no_goes_to_the_manager(talk: Talk, house: House, clock: SetClock) -> None:
    action = await told(talk, house)
    await is_asked(talk, clock, days=3)
    assert await talk.taps("😞 No") == [
        "Thank you. I heard: it did not help.",
        f"We will start on it again. {house.worker.name} will look at it.",
    ]
    again = await talk.store.reading(pending_actions.one, action.id)
    assert (again.status, again.reopened) == (ActionStatus.REOPENED, 1)

    await talk.store.writing(pending_actions.finish, house.worker, action.id, done=True, easy_words=DONE)
    await talk.service.schedule.round()
    await talk.looks()
    await is_asked(talk, clock, days=3)
    assert (await talk.says("no"))[-1] == "The manager will look at it next."
    [request] = await talk.store.reading(staff_requests.waiting, house.manager)
    assert request.kind is RequestKind.DID_NOT_HELP_TWICE
    assert await talk.store.reading(staff_requests.waiting, house.worker) == ()


async def test_at_most_one_question_a_day_is_started(talk: Talk, house: House, clock: SetClock) -> None:
    await told(talk, house)
    await told(talk, house)
    assert (await is_asked(talk, clock, days=3))[-1] == "Did it help?"
    await talk.taps("😊 Better")
    assert await is_asked(talk, clock, minutes=10) == []
    assert (await is_asked(talk, clock, days=1))[-1] == "Did it help?"


async def test_the_question_waits_while_the_person_is_talking(talk: Talk, house: House, clock: SetClock) -> None:
    await told(talk, house)
    clock.passes(days=3)
    await talk.says(UNSURE)
    await talk.service.schedule.round()
    await talk.service.schedule.round()
    assert await talk.looks() == []
    assert (await talk.taps("😞 Bad"))[0] == f"You said: “{UNSURE}”"
    assert (await is_asked(talk, clock, hours=2))[-1] == "Did it help?"
    assert (await talk.taps("😊 Better"))[0] == "Thank you. I heard: it is better."


async def test_cannot_do_says_why(talk: Talk, house: House) -> None:
    action = await agreed(talk, house)
    reason = "The shop has no showers now."
    await talk.store.writing(pending_actions.finish, house.worker, action.id, done=False, easy_words=reason)
    await talk.service.schedule.round()
    assert (await talk.looks())[-1] == f"We cannot do it: {reason}\nWhat else could we try?"


async def test_news_waits_for_the_morning(talk: Talk, house: House, clock: SetClock, service: Service) -> None:
    quiet = replace(service.schedule, quiet=QuietHours(time(21), time(8)))
    feedback_id = await has_said(talk)
    clock.passes(hours=13)  # eleven at night
    await talk.store.writing(triage.decide, house.manager, feedback_id, Triage.NOTED)
    await quiet.round()
    assert await talk.looks() == []
    clock.passes(hours=9)
    await quiet.round()
    assert (await talk.looks())[-1] == "A person has read it and kept it."


async def test_a_day_that_moves_later_is_told(talk: Talk, house: House) -> None:
    action = await agreed(talk, house)
    await talk.service.schedule.round()
    await talk.looks()
    later, why = action.due_on + timedelta(days=3), "The part is late."
    await talk.store.writing(handing_over.hand_over, house.worker, action.id, action.owner_id, later, why)
    await talk.service.schedule.round()
    assert await talk.looks() == [
        f"I have news for you. You said: “{SAID}”",
        "We need more time. We will do it by Monday 9 March.",
    ]


async def test_the_schedule_finds_what_is_late_and_tells_the_manager(talk: Talk, house: House, clock: SetClock) -> None:
    await agreed(talk, house)
    clock.passes(days=5)
    await talk.service.schedule.round()
    told = await talk.store.reading(notifications.of_member, house.manager)
    assert told[0].kind is NoticeKind.ACTION_OVERDUE


async def test_seven_days_of_silence_are_broken(talk: Talk, house: House, clock: SetClock) -> None:
    feedback_id = await has_said(talk)
    due = clock().date() + timedelta(days=30)
    manager, worker = house.manager, house.worker.id
    await talk.store.writing(pending_actions.agree, manager, feedback_id, worker, WhatChanges.PLAN, CHANGE, due)
    await talk.service.schedule.round()
    await talk.looks()
    said = await is_asked(talk, clock, days=7, minutes=1)
    assert said[-1].startswith("We are still working on it.")


async def test_told_only_when_it_arrived_and_heard_only_after_a_tap(talk: Talk, house: House) -> None:
    feedback_id = await has_said(talk)
    await talk.store.writing(triage.decide, house.manager, feedback_id, Triage.NOTED)
    await talk.service.schedule.round()
    assert (await talk.store.reading(feedback.one, feedback_id)).status is FeedbackStatus.NOTED
    await talk.looks()
    assert (await talk.store.reading(feedback.one, feedback_id)).status is FeedbackStatus.PERSON_TOLD


async def test_what_did_you_do_about_my_things(talk: Talk, house: House, store: Store) -> None:
    assert (await talk.presses("what_happened"))[0].startswith("You have not sent me anything yet.")
    await told(talk, house)
    await has_said(talk, "the bus was late")
    assert await talk.says("what did you do about my things?") == [
        "I will show your own words now. Other people may see your screen.",
        "You said: “the bus was late”\nA person will read it by Thursday 5 March.",
        "There is more news. What do you want to do?",
    ]
    assert (await talk.taps("➕ Hear more"))[0] == f"You said: “{SAID}”\nWe did this: {DONE}"
    assert await store.reading(outbox.last_position, talk.person_id) > 0
