"""The person says how they want messages: by small taps or in words; the very next message comes that way (R50)."""

from __future__ import annotations

import pytest

from storage import communication_profiles, feedback, how_messages
from storage.communication_profiles import KeptProfile
from storage.how_messages import HowMessages
from storage.vocabulary import OfferForm, Outcome, Pictures, QuestionKind, Sound, Speed
from tests.conversation.choosing import OFFERED, WAYS_OUT, chosen_labels, prepared
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import asked, to
from tests.support.talk import Talk

FACES = ["😊 Good", "😐 So-so", "😞 Bad", "💬 Something else", "🤷 Not sure"]
WITHOUT = ["Good", "So-so", "Bad", "Something else", "Not sure"]
NEXT = "➡️ Next"


async def how(talk: Talk) -> HowMessages:
    return await talk.store.reading(how_messages.of_person, talk.person_id)


async def versions(talk: Talk, house: House) -> tuple[KeptProfile, ...]:
    return await talk.store.writing(communication_profiles.versions, house.worker, talk.person_id)


@pytest.mark.parametrize(
    ("path", "question", "label", "wish", "told"),
    [
        (
            ["🔊 Sound"],
            "How do you want to hear my messages?",
            "⏳ With slower sound",
            Sound.SLOWER,
            "OK. You can hear my messages now, in a slow voice.",
        ),
        (
            ["🔊 Sound"],
            "How do you want to hear my messages?",
            "🔇 No sound",
            Sound.OFF,
            "OK. My messages have no sound now.",
        ),
        (
            ["🖼️ Pictures"],
            "What pictures do you want in my messages?",
            "❎ No pictures",
            Pictures.OFF,
            "OK. My messages have no pictures now.",
        ),
        (
            ["🖼️ Pictures"],
            "What pictures do you want in my messages?",
            "📷 Only my own photos",
            Pictures.OWN_PHOTOS,
            "OK. My messages have only your own photos now.",
        ),
        (
            ["💬 Something else", "⏱️ How fast"],
            "How fast do you want my messages?",
            "⏳ Slow",
            Speed.SLOW,
            "OK. I wait a bit now before I say more.",
        ),
        (
            ["💬 Something else", "🔘 The answers"],
            "How do you want to see the answers?",
            "👣 One at a time",
            OfferForm.ONE_AT_A_TIME,
            "You see one answer at a time now. Tap “Next” to see another.",
        ),
    ],
)
async def test_it_is_picked_in_small_steps_and_told_back(
    talk: Talk, house: House, path: list[str], question: str, label: str, wish: how_messages.Wish, told: str
) -> None:
    said = await talk.presses("how_messages")
    assert said == ["What do you want to change about my messages?"]
    for step in path:
        said = await talk.taps(step)
    assert said == [question]
    assert await talk.taps(label) == [told]
    assert wish in (await how(talk)).wishes
    [kept] = await versions(talk, house)
    assert kept.kept_by is None and wish in kept.profile.wishes


async def test_nothing_can_be_changed_after_all(talk: Talk, house: House) -> None:
    await talk.says("how i want messages")
    assert await talk.taps("↩️ Nothing, go back") == ["OK. My messages stay as they are."]
    assert await versions(talk, house) == ()


async def test_pictures_off_is_in_the_next_message_and_leaves_own_words_alone(talk: Talk, house: House) -> None:
    await talk.says("hello")
    assert talk.buttons() == FACES
    said = await talk.says("no emojis please")
    assert said == ["OK. My messages have no pictures now.", "Think of one thing from today. How was it?"]
    assert talk.buttons() == WITHOUT
    await talk.taps("Bad")
    assert (await talk.says("the telly is broken 😡"))[0] == "You said: “the telly is broken 😡”"
    assert talk.buttons()[0] == "Send it"
    await talk.taps("Send it")
    [sent] = await talk.store.reading(feedback.of_person, talk.person_id)
    assert (sent.words, sent.outcome) == ("the telly is broken 😡", Outcome.DID_NOT_WORK)


async def test_a_face_is_still_understood_where_none_is_shown(talk: Talk) -> None:
    await talk.says("pictures off")
    await talk.says("hello")
    assert (await talk.says("😞"))[-1] == "What was bad? Tell me in your own words or emoji."


async def test_pictures_come_back(talk: Talk) -> None:
    await talk.says("pictures off")
    await talk.says("turn the pictures on")
    await talk.says("hello")
    assert talk.buttons() == FACES


async def test_one_at_a_time_shows_one_answer_and_the_next(talk: Talk, house: House) -> None:
    await talk.says("hello")
    said = await talk.says("one at a time")
    assert said[-1] == "Think of one thing from today. How was it?"
    seen = [talk.buttons()[0]]
    assert talk.buttons() == [seen[0], NEXT] and seen[0] in FACES[:3]
    for _ in range(4):
        assert await talk.taps(NEXT) == ["Think of one thing from today. How was it?"]
        seen.append(talk.buttons()[0])
    start = FACES.index(seen[0])
    assert seen == FACES[start:] + FACES[:start]
    await talk.says("next")
    assert talk.buttons() == [seen[0], NEXT]
    await talk.taps(seen[0])
    question = await asked(talk)
    assert question is None or question.response != "utter_ask_feedback_outcome"


async def test_an_answer_that_is_not_in_sight_can_be_typed(talk: Talk) -> None:
    await talk.says("one by one")
    await talk.says("hello")
    assert (await talk.says("bad"))[-1] == "What was bad? Tell me in your own words or emoji."


async def test_one_at_a_time_number_one_is_the_one_in_sight(talk: Talk) -> None:
    await talk.says("one by one")
    await talk.says("hello")
    shown = talk.buttons()[0]
    await talk.says("1")
    question = await asked(talk)
    assert (
        question is not None
        and question.response
        == {
            "😊 Good": "utter_ask_feedback_words_worked",
            "😐 So-so": "utter_ask_feedback_words_mixed",
            "😞 Bad": "utter_ask_feedback_words_did_not_work",
        }[shown]
    )


async def test_what_becomes_of_own_words_is_always_shown_in_full(talk: Talk) -> None:
    await talk.says("one by one")
    await talk.says("hello")
    await talk.says("bad")
    await talk.says("the telly is broken")
    assert talk.buttons() == ["📨 Send it", "✏️ Change it", "❌ Do not send it", "👥 Pick who sees it"]


async def test_are_you_ok_is_always_shown_in_full(talk: Talk) -> None:
    await talk.says("one by one")
    await talk.says("nobody hit me")
    assert talk.buttons() == ["😊 I am OK", "😞 I am not OK", "👤 Talk to a person"]


async def test_next_on_an_old_question_changes_nothing(talk: Talk) -> None:
    await talk.says("one by one")
    await talk.says("hello")
    old = next(one for one in talk.bubbles[-1].options if one.label == NEXT)
    await talk.says("bad")
    await talk.drops_in(option_token=old.token)
    await talk.hears()
    question = await asked(talk)
    assert question is not None and question.response == "utter_ask_feedback_words_did_not_work"


async def test_together_again_shows_all(talk: Talk) -> None:
    await talk.says("one by one")
    await talk.says("hello")
    await talk.says("show me all the answers")
    assert talk.buttons() == FACES


async def test_without_pictures_a_choice_has_its_words_alone(talk: Talk, house: House) -> None:
    kept = await prepared(talk, house)
    await talk.says("no pictures in my messages")
    assert await talk.says("my choices") == [OFFERED]
    plain = ["Something else", "Not now", "Talk to a person"]
    assert sorted(talk.buttons()[:3]) == ["Swimming", "The cinema", "The park"] and talk.buttons()[3:] == plain
    await talk.taps("Swimming")
    await talk.taps("Send it")
    assert await chosen_labels(talk, kept) == ["Swimming"]


async def test_how_answers_are_shown_is_how_choices_are_offered(talk: Talk, house: House) -> None:
    await prepared(talk, house)
    await talk.says("one at a time")
    assert (await talk.says("my choices"))[0].startswith("Soon you can choose.")
    for _ in range(2):
        assert talk.buttons() == [NEXT]
        await talk.taps(NEXT)
    assert await talk.says("next") == [OFFERED]
    assert talk.buttons()[3:] == WAYS_OUT, "what is chosen stands in full"


async def test_a_check_in_is_shown_as_any_other_question(talk: Talk, house: House, clock: SetClock) -> None:
    await talk.says("one at a time")
    await to(talk, QuestionKind.CHECK_IN, house, clock)
    assert talk.buttons()[0] in FACES[:3] and talk.buttons()[1:] == [NEXT]


async def test_it_can_be_changed_before_the_first_yes(newcomer: Talk) -> None:
    assert (await newcomer.says("turn the sound off"))[0] == "OK. My messages have no sound now."


async def test_each_message_knows_how_it_came(talk: Talk, house: House) -> None:
    await talk.says("turn the sound off")
    await talk.says("messages slower")
    await talk.says("hello")
    newest = (await versions(talk, house))[0]
    assert newest.profile.wishes == (Sound.OFF, Speed.SLOW, Pictures.ON, OfferForm.TOGETHER)
    assert newest.version == 2
