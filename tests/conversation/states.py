"""Ways to a certain point of a conversation, for the tests that begin there."""

from __future__ import annotations

from datetime import time, timedelta

from storage import (
    check_ins_for_staff,
    concerns,
    feedback,
    how_messages,
    own_times,
    pending_actions,
    questions,
    supporters,
)
from storage.audit import SYSTEM
from storage.check_ins_for_staff import Wanted
from storage.questions import Question
from storage.vocabulary import OfferForm, Pause, QuestionKind, Relation, WhatChanges
from tests.conversation.choosing import prepared
from tests.conversation.conftest import House, SetClock
from tests.support.talk import Talk

CHOOSING_A_CHECK_IN = (
    *(QuestionKind.CHECK_IN_THING, QuestionKind.CHECK_IN_WORDS, QuestionKind.CHECK_IN_DAYS, QuestionKind.CHECK_IN_DAY),
    *(QuestionKind.CHECK_IN_TIME, QuestionKind.KEEP_CHECK_IN, QuestionKind.SECOND_CHECK_IN),
)
_MORE = "💬 Something else"
ABOUT_MESSAGES: dict[QuestionKind, tuple[str, ...]] = {
    QuestionKind.HOW_MESSAGES: (),
    QuestionKind.HOW_MESSAGES_MORE: (_MORE,),
    QuestionKind.HOW_SOUND: ("🔊 Sound",),
    QuestionKind.HOW_SPEED: (_MORE, "⏱️ How fast"),
    QuestionKind.HOW_PICTURES: ("🖼️ Pictures",),
    QuestionKind.HOW_ANSWERS: (_MORE, "🔘 The answers"),
}
"""What is tapped to get there."""
SAID = "the shower is cold every morning"
MATTERS = "watching football with my brother"
UNSURE = "we had pasta"
"""Nobody can tell from it how it was, so it is asked."""


async def asked(talk: Talk) -> Question | None:
    return await talk.store.reading(questions.open_question, talk.person_id)


async def sent(talk: Talk) -> list[str | None]:
    return [one.words for one in await talk.store.reading(feedback.of_person, talk.person_id)]


def button(talk: Talk, label: str) -> str:
    """The button with this label that was shown first."""
    return next(one.token for bubble in talk.bubbles for one in bubble.options if one.label == label)


async def taps_first(talk: Talk, label: str) -> list[str]:
    return await talk._send(option_token=button(talk, label))


async def has_sent(talk: Talk, words: str = SAID) -> str:
    await talk.tells(words, "😞 Bad")
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    return (await talk.store.reading(feedback.of_person, talk.person_id))[0].id


async def read_back(talk: Talk) -> None:
    await talk.tells(SAID, "😞 Bad")


async def is_asked(talk: Talk, house: House, clock: SetClock) -> None:
    """Something was done about what the person said, and they are asked if it helped."""
    feedback_id = await has_sent(talk)
    day, change = talk.store.clock().date() + timedelta(days=4), "Sam will fix the shower."
    agreed = (house.manager, feedback_id, house.worker.id, WhatChanges.ROUTINE, change, day)
    action = await talk.store.writing(pending_actions.agree, *agreed)
    await finished(talk, house, clock, action.id)


async def is_asked_what_they_want(talk: Talk, house: House, words: str = "the night man hits me") -> str:
    """They told of harm, and a lead has it; returns the id of the concern."""
    await talk.says(words)
    concern_id = (await talk.store.writing(concerns.for_lead, house.lead))[0].id
    await talk.store.writing(concerns.acknowledge, house.lead, concern_id)
    await talk.service.schedule.round()
    await talk.looks()
    return concern_id


async def finished(talk: Talk, house: House, clock: SetClock, action_id: str) -> None:
    done = "Sam put in a new shower."
    await talk.store.writing(pending_actions.finish, house.worker, action_id, done=True, easy_words=done)
    await talk.service.schedule.round()
    await talk.looks()
    clock.passes(days=3)
    await talk.service.schedule.round()
    await talk.service.schedule.round()
    assert (await talk.looks())[-1] == "Did it help?"


async def to_a_choice(talk: Talk, kind: QuestionKind, house: House) -> None:
    """Until this question about a choice is open."""
    await prepared(talk, house)
    if kind is QuestionKind.CHOICE_LOOK:
        await talk.store.writing(how_messages.apply, talk.person_id, OfferForm.ONE_AT_A_TIME)
    await talk.says("my choices")
    steps = {
        QuestionKind.CHOICE_WORDS: ("💬 Something else",),
        QuestionKind.CHOICE_READ_BACK: ("🏊 Swimming",),
        QuestionKind.CHOICE_WHY: ("🏊 Swimming", "📨 Send it"),
        QuestionKind.CHOICE_AGAIN: ("🏊 Swimming", "📨 Send it", "Say nothing", "On my own"),
    }
    for label in steps.get(kind, ()):
        await talk.taps(label)
    if kind is QuestionKind.CHOICE_AGAIN:
        await talk.says("my choices")
    if kind is QuestionKind.WHO_HELPS_CHOOSE:
        await talk.says("you choose")


async def tells_what_matters(talk: Talk, words: str = MATTERS) -> None:
    """The first small question, answered and read back."""
    await talk.presses("about_me")
    await talk.says(words)


async def sees_their_page(talk: Talk) -> None:
    """One thing is on it, and they look at it."""
    await tells_what_matters(talk)
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    await talk.presses("about_me")


async def to(talk: Talk, kind: QuestionKind, house: House, clock: SetClock) -> None:
    """Until this question is open."""
    match kind:
        case QuestionKind.FEEDBACK_OUTCOME:
            await talk.says("hello")
        case QuestionKind.FEEDBACK_WORDS:
            await talk.says("hello")
            await talk.says("bad")
        case QuestionKind.READ_BACK:
            await read_back(talk)
        case QuestionKind.WHAT_TO_CHANGE:
            await read_back(talk)
            await talk.taps("✏️ Change it")
        case QuestionKind.WHO_SEES:
            await read_back(talk)
            await talk.taps("👥 Pick who sees it")
        case QuestionKind.WHO_HELPED:
            await read_back(talk)
            await talk.taps("📨 Send it")
        case QuestionKind.DID_IT_HELP:
            await is_asked(talk, house, clock)
        case QuestionKind.ARE_YOU_OK:
            await talk.says("hello")
            await talk.says("bad")
            await talk.says("nobody hit me")
        case QuestionKind.NOT_UNDERSTOOD:
            await talk.says("qwertyuiop asdfgh")
        case QuestionKind.RESUME:
            await read_back(talk)
            await talk.presses("stop")
            await talk.says("hello")
        case QuestionKind.MORE_NEWS:
            await has_sent(talk)
            await has_sent(talk, "the bus was late")
            await talk.presses("what_happened")
        case QuestionKind.HOW_OFTEN:
            await talk.presses("how_often")
        case QuestionKind.WHAT_DO_YOU_WANT:
            await is_asked_what_they_want(talk, house)
        case QuestionKind.WHO_HELPS | QuestionKind.HELPER:
            await talk.store.writing(supporters.add, SYSTEM, talk.person_id, "Aunt Ivy", Relation.FAMILY)
            await talk.says("who helps me")
            if kind is QuestionKind.HELPER:
                await talk.taps("🛑 Stop one of them")
        case QuestionKind.CHECK_IN:
            await is_checked_in_on(talk, house, clock)
        case QuestionKind.PAUSE:
            await talk.presses("my_check_ins")
            await talk.taps("⏸️ Have a rest")
        case QuestionKind.PAUSED:
            await talk.store.writing(own_times.pause, talk.person_id, Pause.WEEK)
            await talk.presses("my_check_ins")
        case QuestionKind.QUIET_TIMES:
            await talk.presses("my_check_ins")
            await talk.taps("💬 Something else")
        case QuestionKind.STOP_CHECK_IN:
            await has_check_in(talk, house)
            await talk.presses("my_check_ins")
            await talk.taps("🛑 Stop one of them")
        case QuestionKind.MY_CHECK_INS:
            await talk.presses("my_check_ins")
        case QuestionKind.WHAT_MATTERS:
            await talk.presses("about_me")
        case QuestionKind.MATTERS_READ_BACK:
            await tells_what_matters(talk)
        case QuestionKind.MATTERS_WHO_SEES:
            await tells_what_matters(talk)
            await talk.taps("👥 Pick who sees it")
        case QuestionKind.MY_PAGE:
            await sees_their_page(talk)
        case QuestionKind.MY_PAGE_CHANGE:
            await sees_their_page(talk)
            await talk.taps("✏️ Change it")
        case QuestionKind.MY_PAGE_END:
            await sees_their_page(talk)
            await talk.taps("➕ Hear more")
        case QuestionKind.WHAT_TO_ADD:
            await sees_their_page(talk)
            await talk.taps("➕ Hear more")
            await talk.taps("📝 Add one thing")
        case QuestionKind.WHAT_ELSE_TO_ADD:
            await sees_their_page(talk)
            await talk.taps("➕ Hear more")
            await talk.taps("📝 Add one thing")
            await talk.taps("💬 Something else")
        case _ if kind in ABOUT_MESSAGES:
            await talk.presses("how_messages")
            for label in ABOUT_MESSAGES[kind]:
                await talk.taps(label)
        case _ if kind in CHOOSING_A_CHECK_IN:
            await choosing_a_check_in(talk, kind, house)
        case _:
            await to_a_choice(talk, kind, house)
    question = await asked(talk)
    assert question is not None and question.kind is kind


async def has_check_in(
    talk: Talk, house: House, words: str = "swimming", *, weekdays: tuple[int, ...] = (0,), at: time = time(15)
) -> str:
    """Chosen with a worker beside them, which they have heard of; returns its id."""
    wanted = Wanted(words, None, weekdays, at, is_together=True)
    choose = check_ins_for_staff.choose_together
    check_in_id: str = await talk.store.writing(choose, house.worker, talk.person_id, wanted)
    await talk.service.schedule.round()
    await talk.looks()
    return check_in_id


async def is_checked_in_on(talk: Talk, house: House, clock: SetClock) -> str:
    """It is three on Monday afternoon, and they are asked about swimming; returns the id of the check-in."""
    check_in_id = await has_check_in(talk, house)
    clock.passes(hours=5, minutes=1)
    await talk.service.schedule.round()
    assert await talk.looks() == ["Think of “swimming” today. How was it?"]
    return check_in_id


async def choosing_a_check_in(talk: Talk, kind: QuestionKind, house: House) -> None:
    """Until this question of choosing a new one."""
    await talk.store.writing(check_ins_for_staff.prepare, house.worker, talk.person_id, "swimming", None)
    if kind is QuestionKind.SECOND_CHECK_IN:
        await has_check_in(talk, house, "work")
    await talk.presses("my_check_ins")
    await talk.taps("🆕 A new check-in")
    steps = {
        QuestionKind.CHECK_IN_THING: "✔️ Ask me about this",
        QuestionKind.CHECK_IN_DAYS: "☝️ One day in the week",
        QuestionKind.CHECK_IN_DAY: "Monday",
        QuestionKind.CHECK_IN_TIME: "🌆 Evening, at 6",
    }
    if kind is QuestionKind.CHECK_IN_WORDS:
        steps = {QuestionKind.CHECK_IN_THING: "📝 My words"}
    for step, label in steps.items():
        if step is kind:
            return
        await talk.taps(label)


ABOUT_CHECK_INS = (
    *(QuestionKind.CHECK_IN, QuestionKind.MY_CHECK_INS, QuestionKind.STOP_CHECK_IN),
    *(QuestionKind.CHECK_IN_THING, QuestionKind.CHECK_IN_WORDS, QuestionKind.CHECK_IN_DAYS, QuestionKind.CHECK_IN_DAY),
    *(QuestionKind.CHECK_IN_TIME, QuestionKind.KEEP_CHECK_IN, QuestionKind.SECOND_CHECK_IN),
    *(QuestionKind.PAUSE, QuestionKind.PAUSED, QuestionKind.QUIET_TIMES),
)
AFTER_YES = [kind for kind in QuestionKind if kind is not QuestionKind.FIRST_CONTACT]
