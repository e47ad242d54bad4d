"""In any state, by tap or words: nothing is a dead end and the middle of a question is never lost."""

from __future__ import annotations

import pytest

from storage import concerns, how_messages, staff_requests
from storage.vocabulary import RequestKind, Sound, Speed
from tests.conversation.conftest import House, SetClock
from tests.support.talk import Talk

CONTROLS = (
    "repeat",
    "slower",
    "go_back",
    "skip",
    "not_sure",
    "need_person",
    "what_happened",
    "who_sees",
    "are_you_real",
)
WORDS = "What was bad? Tell me in your own words or emoji."


async def to_words(talk: Talk) -> None:
    await talk.says("hello")
    await talk.taps("😞 Bad")


async def to_read_back(talk: Talk) -> None:
    await to_words(talk)
    await talk.says("the telly is broken")


@pytest.mark.parametrize(
    ("control", "typed"),
    [
        ("who_sees", "who sees this?"),
        ("are_you_real", "are you a person?"),
        ("need_person", "can i talk to a person"),
        ("what_happened", "what did you do about my things?"),
        ("repeat", "say it again"),
        ("slower", "slower"),
    ],
)
async def test_an_interruption_shows_the_open_question_again(talk: Talk, control: str, typed: str) -> None:
    await to_words(talk)
    by_tap = await talk.presses(control)
    by_words = await talk.says(typed)

    assert by_tap[-1] == by_words[-1] == WORDS
    assert by_tap == by_words


@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize("state", ["nothing", "outcome", "words", "read_back"])
async def test_every_control_answers_in_every_state_and_words_survive(talk: Talk, control: str, state: str) -> None:
    steps = {"outcome": ["hello"], "words": ["hello", "bad"], "read_back": ["hello", "bad", "the telly is broken"]}
    for words in steps.get(state, []):
        await talk.says(words)
    said = await talk.presses(control)

    assert said
    if state == "read_back":
        assert "the telly is broken" in " ".join(bubble.text for bubble in talk.bubbles)
        await talk.says("send it") if talk.buttons() else await talk.says("more words")


async def test_say_again_repeats_the_question_in_full(talk: Talk) -> None:
    await to_read_back(talk)
    assert await talk.presses("repeat") == [
        "You said: “the telly is broken”",
        "You said it was bad. If you send it, your staff will see it.",
    ]


async def test_say_again_without_a_question_repeats_the_last_thing(talk: Talk) -> None:
    assert await talk.presses("repeat") == ["There is nothing to say again yet. You can tell me about your day."]
    await talk.says("thank you")
    assert await talk.presses("repeat") == ["You are welcome. You can tell me more any time."]


async def test_slower_is_kept_for_this_person(talk: Talk) -> None:
    await talk.presses("slower")
    how = await talk.store.reading(how_messages.of_person, talk.person_id)
    assert (how.sound, how.speed) == (Sound.SLOWER, Speed.SLOW)


async def test_back_goes_one_step_and_loses_nothing(talk: Talk) -> None:
    await to_read_back(talk)
    assert await talk.presses("back") == [WORDS]
    assert await talk.presses("back") == ["I kept your words. How was it?"]
    assert (await talk.taps("😊 Good"))[0] == "You said: “the telly is broken”"


async def test_stop_ends_at_once_and_carry_on_goes_on(talk: Talk, clock: SetClock) -> None:
    await to_read_back(talk)
    assert await talk.says("stop") == ["OK, I stop now. I kept what you told me.", "You can come back any time."]
    clock.passes(hours=72)
    assert (await talk.says("hello"))[-1] == "You did not finish last time. What do you want to do now?"
    assert (await talk.taps("▶️ Carry on"))[0] == "You said: “the telly is broken”"


async def test_start_again_begins_anew(talk: Talk) -> None:
    await to_read_back(talk)
    await talk.presses("stop")
    await talk.says("hello")
    assert await talk.taps("↩️ Start again") == ["Think of one thing from today. How was it?"]


async def test_nothing_is_timed_out(talk: Talk, clock: SetClock) -> None:
    await to_words(talk)
    clock.passes(hours=72)
    assert (await talk.says("the telly is broken"))[0] == "You said: “the telly is broken”"


async def test_stop_inside_an_answer_is_an_answer(talk: Talk) -> None:
    await to_words(talk)
    assert (await talk.says("stop the noise at night"))[0] == "You said: “stop the noise at night”"


async def test_a_person_to_talk_to_is_on_the_list_at_once(talk: Talk, house: House) -> None:
    await to_words(talk)
    assert (await talk.presses("need_person"))[
        0
    ] == "I put this on the list for your staff. They read it Monday to Friday, 9 to 5."
    [asked] = await talk.store.reading(staff_requests.waiting, house.worker)
    assert asked.kind is RequestKind.WANTS_TO_TALK


async def test_two_misunderstandings_then_a_person(talk: Talk, house: House) -> None:
    assert await talk.says("qwertyuiop asdfgh") == ["I did not get that. Was it one of these?"]
    assert await talk.says("zxcvb jjjj") == ["I still did not get that. I put it on the list for your staff."]
    [asked] = await talk.store.reading(staff_requests.waiting, house.worker)
    assert (asked.kind, asked.words) == (RequestKind.NOT_UNDERSTOOD, "zxcvb jjjj")


async def test_what_was_not_understood_can_be_meant_for_staff(talk: Talk) -> None:
    await talk.says("qwertyuiop asdfgh")
    assert await talk.taps("📝 Tell my staff something") == ["I kept your words. How was it?"]
    assert (await talk.taps("😊 Good"))[0] == "You said: “qwertyuiop asdfgh”"


async def test_help_now_is_red_in_any_state(talk: Talk, house: House) -> None:
    await to_words(talk)
    said = await talk.presses("help_now")

    assert said[0] == "Call 999 now. Say: I need help."
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    assert concern.tier == "red"
    assert (await talk.says("the telly is broken"))[0] == "You said: “the telly is broken”"
