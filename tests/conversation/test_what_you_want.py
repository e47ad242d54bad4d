"""What do you want to happen? After the safety text, in the person's own words, for the lead alone, and never pressed (R09)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.reading import Reader
from storage import (
    Store,
    Transaction,
    concern_outcomes,
    concerns,
    drafts,
    feedback,
    inbox,
    outbox,
    questions,
    staff_requests,
    turns,
)
from storage.tables.understanding import readings
from storage.vocabulary import OutcomeAsked, QuestionKind
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import asked, is_asked_what_they_want, read_back
from tests.support.talk import Talk

QUESTION = "What do you want to happen? You can say nothing."
KEPT = "Thank you. I kept your answer."
IS_THAT_IT = "Pick one: it is what you want to happen, or it is a new thing."


async def wanted(talk: Talk, concern_id: str) -> list[tuple[OutcomeAsked | None, str | None]]:
    found = await talk.store.reading(concern_outcomes.of_concern, concern_id)
    return [(one.asked, one.words) for one in found]


def read_words(tx: Transaction) -> int:
    return len(tx.execute(select(readings)).all())


async def nothing_for_the_house(talk: Talk, house: House) -> None:
    assert await talk.store.reading(feedback.of_person, talk.person_id) == ()
    assert await talk.store.reading(drafts.open_draft, talk.person_id) is None
    assert await talk.store.reading(staff_requests.waiting, house.manager) == ()


@pytest.mark.parametrize(
    "words",
    [
        "i want a new keyworker",
        "stop him",
        "I want to talk to my sister about it",
        "undo it all please",
        "staff to be nice",
        "no",
        "😡",
        "zxcvb jjjj",
    ],
)
async def test_the_answer_is_kept_word_for_word_for_the_lead_alone(talk: Talk, house: House, words: str) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    assert talk.bubbles[-1].text == QUESTION and talk.buttons() == ["Say nothing"]
    before = await talk.store.reading(read_words)
    assert await talk.says(words) == [KEPT]
    assert await talk.store.reading(read_words) == before, "the figures of managers would tell of it"
    assert await wanted(talk, concern_id) == [(OutcomeAsked.YES_EXPRESSED, words)]
    await nothing_for_the_house(talk, house)
    assert await asked(talk) is None


async def test_the_answer_is_gone_from_the_screen(talk: Talk, house: House, store: Store, clock: SetClock) -> None:
    await is_asked_what_they_want(talk, house)
    await talk.says("i want a new keyworker")
    lines = await store.reading(outbox.conversation, talk.person_id)
    assert not [line for line in lines if "new keyworker" in line.text]
    clock.passes(hours=2)
    lines = await store.reading(outbox.conversation, talk.person_id)
    assert not [line for line in lines if line.text in (QUESTION, KEPT)]


async def test_saying_nothing_is_a_good_answer(talk: Talk, house: House) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    assert await talk.taps("Say nothing") == [KEPT]
    assert await wanted(talk, concern_id) == [(OutcomeAsked.YES_NONE_EXPRESSED, None)]


@pytest.mark.parametrize("control", ["skip", "not_sure"])
async def test_it_can_be_left_out(talk: Talk, house: House, control: str) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    await talk.presses(control)
    assert await wanted(talk, concern_id) == [(OutcomeAsked.YES_NONE_EXPRESSED, None)]
    assert await asked(talk) is None


@pytest.mark.parametrize("control", ["repeat", "slower", "back", "who_sees", "what_happened"])
async def test_a_control_is_none_and_the_question_stays(talk: Talk, house: House, control: str) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    await talk.presses(control)
    question = await asked(talk)
    assert question is not None and question.kind is QuestionKind.WHAT_DO_YOU_WANT
    assert await wanted(talk, concern_id) == []


async def test_new_harm_in_the_answer_is_a_concern_of_its_own(talk: Talk, house: House) -> None:
    await is_asked_what_they_want(talk, house)
    assert "call 999" in (await talk.says("he also touched me down there"))[0]
    assert len(await talk.store.writing(concerns.for_lead, house.lead)) == 2
    await nothing_for_the_house(talk, house)


async def test_a_check_is_asked_about_and_kept_as_that_and_the_question_comes_back(talk: Talk, house: House) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    said = "i want to go but nobody hit me"
    assert await talk.says(said) == ["I want to check. Are you OK?"]
    assert await wanted(talk, concern_id) == []
    assert said in [one.words for one in await talk.store.writing(concerns.for_lead, house.lead)]
    await nothing_for_the_house(talk, house)
    assert (await talk.taps("😊 I am OK"))[-1] == QUESTION


@pytest.mark.parametrize("words", ["hello", "thank you"])
async def test_small_talk_is_no_answer_and_the_question_stays(talk: Talk, house: House, words: str) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    assert KEPT not in await talk.says(words)
    question = await asked(talk)
    assert question is not None and question.kind is QuestionKind.WHAT_DO_YOU_WANT
    assert await wanted(talk, concern_id) == []
    await nothing_for_the_house(talk, house)


@pytest.mark.parametrize("words", ["tea was nice", "the bus was late again", "the food is bad too"])
async def test_what_sounds_told_is_asked_about_and_not_said_again(talk: Talk, house: House, words: str) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    before = await talk.store.reading(read_words)
    assert await talk.says(words) == [IS_THAT_IT]
    assert await wanted(talk, concern_id) == []
    assert await talk.taps("It is what I want") == [KEPT]
    assert await talk.store.reading(read_words) == before
    assert await wanted(talk, concern_id) == [(OutcomeAsked.YES_EXPRESSED, words)]
    await nothing_for_the_house(talk, house)
    assert not [one for one in await talk.store.reading(outbox.conversation, talk.person_id) if words in one.text]


async def test_no_makes_it_something_told_and_the_question_comes_back(talk: Talk, house: House) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    await talk.says("tea was nice")
    assert (await talk.says("no"))[0] == "You said: “tea was nice”"
    assert await talk.store.reading(feedback.of_person, talk.person_id) == ()
    assert (await talk.taps("📨 Send it"))[-1] != QUESTION
    while (question := await asked(talk)) is not None and question.kind is not QuestionKind.WHAT_DO_YOU_WANT:
        await talk.presses("skip")
    assert await wanted(talk, concern_id) == [] and talk.bubbles[-1].text == QUESTION
    assert [one.words for one in await talk.store.reading(feedback.of_person, talk.person_id)] == ["tea was nice"]


async def test_nothing_is_kept_of_it_where_that_is_said(talk: Talk, house: House) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    await talk.says("tea was nice")
    assert await talk.taps("Say nothing") == [KEPT]
    assert await wanted(talk, concern_id) == [(OutcomeAsked.YES_NONE_EXPRESSED, None)]
    await nothing_for_the_house(talk, house)


async def test_other_words_in_place_of_yes_and_no_are_the_answer(talk: Talk, house: House) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    await talk.says("tea was nice")
    assert await talk.says("i want a new keyworker") == [KEPT]
    assert await wanted(talk, concern_id) == [(OutcomeAsked.YES_EXPRESSED, "i want a new keyworker")]


async def test_it_is_asked_once(talk: Talk, house: House) -> None:
    await is_asked_what_they_want(talk, house)
    await talk.presses("skip")
    for _ in range(3):
        await talk.service.schedule.round()
    assert await talk.looks() == []


async def test_are_you_ok_goes_first(talk: Talk, house: House) -> None:
    await talk.says("the night man hits me")
    await talk.says("nobody hit me")
    for one in await talk.store.writing(concerns.for_lead, house.lead):
        await talk.store.writing(concerns.acknowledge, house.lead, one.id)
    await talk.service.schedule.round()
    assert await talk.looks() == ["I have told the safety lead."]
    said = await talk.taps("😊 I am OK")
    assert said[-1] == QUESTION


async def test_of_a_check_nobody_is_asked(talk: Talk, house: House) -> None:
    await talk.says("nobody hit me")
    await talk.taps("😊 I am OK")
    [check] = await talk.store.writing(concerns.for_lead, house.lead)
    await talk.store.writing(concerns.acknowledge, house.lead, check.id)
    await talk.service.schedule.round()
    assert await talk.looks() == []


async def test_what_was_being_told_comes_back_after_it(talk: Talk, house: House) -> None:
    await read_back(talk)
    await is_asked_what_they_want(talk, house)
    said = await talk.says("i want a new keyworker")
    assert said[0] == KEPT and "the shower is cold every morning" in said[1]


async def test_once_it_is_gone_from_the_screen_words_are_feedback_again(
    talk: Talk, house: House, clock: SetClock
) -> None:
    concern_id = await is_asked_what_they_want(talk, house)
    clock.passes(hours=1, seconds=1)
    await talk.service.schedule.round()
    assert await asked(talk) is None
    await talk.tells("the bus was late again", "😞 Bad")
    await talk.taps("📨 Send it")
    assert [one.words for one in await talk.store.reading(feedback.of_person, talk.person_id)] == [
        "the bus was late again"
    ]
    assert await wanted(talk, concern_id) == []


@pytest.mark.parametrize("breaks", [(turns, "load"), (Reader, "read")])
async def test_an_answer_that_nobody_could_handle_goes_to_the_lead_and_not_to_the_house(
    talk: Talk, house: House, monkeypatch: pytest.MonkeyPatch, breaks: tuple[object, str]
) -> None:
    concern_id = await is_asked_what_they_want(talk, house)

    def broken(*_: object) -> None:
        raise RuntimeError("invented")

    monkeypatch.setattr(*breaks, broken)
    monkeypatch.setattr("bot.worker.AFTER_A_FAILURE", (0.0,))
    assert await talk.says("i want a new keyworker") == [KEPT]
    monkeypatch.undo()
    assert await wanted(talk, concern_id) == [(OutcomeAsked.YES_EXPRESSED, "i want a new keyworker")]
    await nothing_for_the_house(talk, house)
    assert await talk.store.reading(inbox.all_waiting, talk.person_id) == ()
    assert await talk.store.reading(questions.open_question, talk.person_id) is None
