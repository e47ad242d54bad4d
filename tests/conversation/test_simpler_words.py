"""After "I did not get that" a question comes in simpler words, never louder, and staff have one request for it (rule 38)."""

from __future__ import annotations

import pytest

from storage import questions, staff_requests
from storage.staff_requests import StaffRequest
from storage.vocabulary import QuestionKind, RequestKind
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import AFTER_YES, asked, to
from tests.support.talk import Talk

NONSENSE = ("qwertyuiop asdfgh", "zxcvb jjjj", "asdf ghjk", "asdf jjjj")
PERSON = "I still did not get that. I put it on the list for your staff."
ANSWERED_BY_ANY_WORDS = (
    QuestionKind.FEEDBACK_WORDS,
    QuestionKind.WHAT_DO_YOU_WANT,
    QuestionKind.CHECK_IN_WORDS,
    QuestionKind.CHOICE_WORDS,
    QuestionKind.CHOICE_WHY,
    QuestionKind.WHAT_MATTERS,
)
ASKED_AGAIN = [kind for kind in AFTER_YES if kind not in (*ANSWERED_BY_ANY_WORDS, QuestionKind.NOT_UNDERSTOOD)]


async def requests(talk: Talk, house: House) -> tuple[StaffRequest, ...]:
    found = await talk.store.reading(staff_requests.waiting, house.worker)
    return tuple(one for one in found if one.kind is RequestKind.NOT_UNDERSTOOD)


@pytest.mark.parametrize("kind", ASKED_AGAIN)
async def test_the_question_comes_back_once_in_other_words_with_the_same_answers(
    talk: Talk, kind: QuestionKind, house: House, clock: SetClock
) -> None:
    await to(talk, kind, house, clock)
    before, buttons = talk.bubbles[-1].text, talk.buttons()
    said = await talk.says(NONSENSE[0])
    assert said[0] == "I did not get that." and said[1] != before and len(said) == 2
    assert talk.buttons() == buttons
    question = await asked(talk)
    assert question is not None and question.kind is kind

    assert await talk.says(NONSENSE[1]) == [PERSON]
    still = await asked(talk)
    assert still is not None and still.id == question.id
    await talk.taps(buttons[0])
    assert (await talk.store.reading(questions.question, still.id)).status == "answered"


async def test_the_simpler_words_are_those_that_are_said_again(talk: Talk) -> None:
    await talk.says("hello")
    await talk.says(NONSENSE[0])
    assert await talk.presses("repeat") == ["Pick one: good, so-so or bad."]
    assert await talk.says("3") == ["What was bad? Tell me in your own words or emoji."]


async def test_own_words_are_still_read_back_in_full(talk: Talk, house: House, clock: SetClock) -> None:
    await to(talk, QuestionKind.READ_BACK, house, clock)
    assert (await talk.says(NONSENSE[0]))[1] == "Pick one: send it, change it, or do not send it."
    assert (await talk.presses("repeat"))[0] == "You said: “the shower is cold every morning”"


async def test_whoever_has_not_said_yes_hears_all_of_it_again(newcomer: Talk) -> None:
    full = await newcomer.says("hello")
    assert await newcomer.says(NONSENSE[0]) == ["I did not get that.", "Pick one: yes, no or not sure."]
    again = await newcomer.presses("repeat")
    assert again[:-1] == full[:-1] and again[-1] == "Pick one: yes, no or not sure."
    assert (await newcomer.says("yes"))[0] == "OK. You can use this chat now."


async def test_further_misses_are_counted_on_one_request(talk: Talk, house: House) -> None:
    await talk.says("hello")
    for words in NONSENSE:
        await talk.says(words)
    [request] = await requests(talk, house)
    assert (request.words, request.more) == (NONSENSE[1], 2)

    await talk.store.writing(staff_requests.finish, house.worker, request.id, "We talked.")
    assert await talk.says(NONSENSE[0]) == [PERSON]
    [another] = await requests(talk, house)
    assert (another.words, another.more) == (NONSENSE[0], 0)


async def test_with_nothing_open_there_are_choices_then_a_person_and_one_request_for_all_of_it(
    talk: Talk, house: House
) -> None:
    for _ in range(2):
        assert await talk.says(NONSENSE[0]) == ["I did not get that. Was it one of these?"]
        assert await talk.says(NONSENSE[1]) == [PERSON]
    [request] = await requests(talk, house)
    assert request.more == 1
