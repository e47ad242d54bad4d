"""Voice messages, pictures, places and edited messages: a true answer each, and a human who hears what nobody screened."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant, AssistantDown
from bot.service import Service
from storage import concerns, inbox, listening, staff_requests
from storage.concerns import Concern, ConcernNote
from storage.recordings import Recording
from storage.vocabulary import UNSCREENED, QuestionKind, Sent
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import AFTER_YES, UNSURE, asked, has_sent, to
from tests.support.talk import Talk

SOUND = Recording(b"OggS invented sound", "audio/ogg", 4.0)
ANSWERS = {
    Sent.VOICE: [
        "I got your voice message. A person will listen to it.",
        "They listen Monday to Friday, 9 to 5. If you are in danger, call 999 now.",
    ],
    Sent.PHOTO: [
        "I cannot look at pictures. I did not keep it.",
        "A person will ask you about it. If you are in danger, call 999 now.",
    ],
    Sent.VIDEO: [
        "I cannot look at videos. I did not keep it.",
        "A person will ask you about it. If you are in danger, call 999 now.",
    ],
    Sent.FILE: [
        "I cannot open what you sent. I did not keep it.",
        "A person will ask you about it. If you are in danger, call 999 now.",
    ],
    Sent.PLACE: ["I cannot use places. I did not keep it.", "If you are in danger, call 999 now."],
    Sent.CONTACT: ["I did not keep that number. You can tell me in your own words."],
    Sent.POLL: ["I cannot use this. You can tell me in your own words."],
    Sent.OTHER: ["I cannot read this kind of message. You can tell me in your own words."],
    Sent.EDITED: [
        "I keep your first words too. If you delete them in the app, I still have them.",
        "To change what you told me, use “✏️ Change what I said”.",
    ],
}


async def raised(talk: Talk, house: House) -> tuple[Concern, ...]:
    return await talk.store.writing(concerns.for_lead, house.lead)


async def notes(talk: Talk, house: House) -> tuple[ConcernNote, ...]:
    [concern] = await raised(talk, house)
    return (await talk.store.writing(concerns.one_for_lead, house.lead, concern.id))[1]


@pytest.mark.parametrize("sent", Sent)
async def test_each_has_its_answer_and_only_the_unscreened_are_heard_by_a_human(
    talk: Talk, house: House, sent: Sent
) -> None:
    recording = SOUND if sent is Sent.VOICE else None
    words = "the bus was late" if sent is Sent.EDITED else None
    assert await talk.sends(sent, words, recording) == ANSWERS[sent]
    # None of them is kept from being read aloud, as what is said of harm is: who speaks may not read.
    assert {bubble.kind for bubble in talk.bubbles[-len(ANSWERS[sent]) :]} == {"reply"}
    found = await raised(talk, house)
    assert [(one.tier, one.kind, one.reasons) for one in found] == [
        ("check", concerns.LISTEN, (sent,)) for _ in range(sent in UNSCREENED)
    ]
    assert await asked(talk) is None


async def test_a_voice_message_is_heard_by_a_lead_as_it_was_sent(talk: Talk, house: House) -> None:
    await talk.sends(Sent.VOICE, recording=SOUND)
    [concern] = await raised(talk, house)
    assert concern.is_to_listen and concern.seconds == 4.0
    assert await talk.store.writing(concerns.heard_by_lead, house.lead, concern.id) == SOUND


@pytest.mark.parametrize("kind", AFTER_YES)
async def test_the_open_question_is_shown_again(talk: Talk, kind: QuestionKind, house: House, clock: SetClock) -> None:
    await to(talk, kind, house, clock)
    before = await asked(talk)
    answer = await talk.sends(Sent.VOICE, recording=SOUND)
    assert answer[:2] == ANSWERS[Sent.VOICE] and len(answer) == 3
    after = await asked(talk)
    assert before is not None and after is not None and after.id == before.id
    assert talk.bubbles[-1].question_id == after.id


@pytest.mark.parametrize("sent", [Sent.VOICE, Sent.PHOTO, Sent.EDITED, Sent.POLL])
async def test_before_yes_it_is_answered_and_the_person_is_asked_first(
    newcomer: Talk, house: House, sent: Sent
) -> None:
    answer = await newcomer.sends(sent, recording=SOUND if sent is Sent.VOICE else None)
    assert answer[: len(ANSWERS[sent])] == ANSWERS[sent]
    assert answer[-1] == "Do you want to use this chat?"
    assert len(await raised(newcomer, house)) == (sent in UNSCREENED)


async def test_a_caption_that_tells_of_harm_comes_first_and_the_sound_is_still_heard(talk: Talk, house: House) -> None:
    said = await talk.sends(Sent.VOICE, "the night man hits me", SOUND)
    assert said[0].startswith("If you are hurt or in danger now, call 999.")
    assert sorted((one.tier, one.kind == concerns.LISTEN) for one in await raised(talk, house)) == [
        ("amber", False),
        ("check", True),
    ]


async def test_a_caption_to_check_is_asked_about_after_the_answer(talk: Talk, house: House) -> None:
    said = await talk.sends(Sent.PHOTO, "nobody hit me")
    assert said == [*ANSWERS[Sent.PHOTO], "I want to check. Are you OK?"]
    assert [one.tier for one in await raised(talk, house)] == ["check", "check"]


async def test_a_caption_is_kept_as_words_for_whoever_asks(talk: Talk, house: House) -> None:
    await talk.sends(Sent.PHOTO, "look at my new hat")
    [concern] = await raised(talk, house)
    assert concern.words == "look at my new hat"


async def test_an_edit_adds_to_a_concern_and_takes_nothing_back(talk: Talk, house: House) -> None:
    await talk.says("the night man hits me")
    assert await talk.sends(Sent.EDITED, "the night man is nice") == ANSWERS[Sent.EDITED]
    [concern] = await raised(talk, house)
    assert (concern.tier, concern.words) == ("amber", "the night man hits me")
    assert [(one.kind, one.words) for one in await notes(talk, house)] == [("edited", "the night man is nice")]


async def test_an_edit_that_tells_of_harm_is_a_concern(talk: Talk, house: House) -> None:
    await has_sent(talk, "the night man is nice")
    said = await talk.sends(Sent.EDITED, "the night man hits me")
    assert said[0].startswith("If you are hurt or in danger now, call 999.")
    assert [one.words for one in await raised(talk, house)] == ["the night man hits me"]


async def test_an_edit_into_a_joke_is_told_kindly_that_it_stays(talk: Talk, house: House) -> None:
    await talk.says("the night man hits me")
    assert (await talk.sends(Sent.EDITED, "only joking"))[0].startswith("I have to tell")
    assert [one.kind for one in await notes(talk, house)] == ["joking"]


async def test_an_edit_changes_nothing_that_is_being_told(talk: Talk) -> None:
    await talk.says(UNSURE)
    said = await talk.sends(Sent.EDITED, "the shower is warm")
    assert said == [*ANSWERS[Sent.EDITED], "I kept your words. How was it?"]
    assert (await talk.taps("😞 Bad"))[0] == f"You said: “{UNSURE}”"


async def test_with_the_assistant_down_it_waits_but_a_human_knows_at_once(
    talk: Talk, house: House, monkeypatch: pytest.MonkeyPatch, service: Service
) -> None:
    up = [False]

    async def is_there(self: Assistant) -> bool:
        return up[0]

    turn = Assistant.turn

    async def down(self: Assistant, *a: object) -> object:
        if not up[0]:
            raise AssistantDown("down")
        return await turn(self, *a)  # type: ignore[arg-type]

    monkeypatch.setattr(Assistant, "is_there", is_there)
    monkeypatch.setattr(Assistant, "turn", down)
    await talk.drops_in(control=Sent.VOICE, recording=SOUND)
    while not await talk.looks():
        pass
    assert len(await talk.store.reading(inbox.all_waiting, talk.person_id)) == 1
    assert [one.kind for one in await raised(talk, house)] == [concerns.LISTEN]
    up[0] = True
    assert await talk.hears() == ANSWERS[Sent.VOICE]
    assert len(await raised(talk, house)) == 1


async def test_what_cannot_be_answered_is_still_heard_and_no_request_of_the_house(
    talk: Talk, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(self: Assistant, *a: object) -> object:
        raise ValueError("broken")

    monkeypatch.setattr(Assistant, "turn", fails)
    monkeypatch.setattr("bot.worker.AFTER_A_FAILURE", (0.0,))
    assert await talk.sends(Sent.VOICE, recording=SOUND) == ANSWERS[Sent.VOICE]
    assert await talk.store.reading(staff_requests.waiting, house.manager) == ()
    assert len(await raised(talk, house)) == 1


async def test_a_voice_message_given_to_the_house_is_one_of_the_persons_things(talk: Talk, house: House) -> None:
    await talk.sends(Sent.VOICE, recording=SOUND)
    [concern] = await raised(talk, house)
    await talk.store.writing(concerns.heard_by_lead, house.lead, concern.id)
    await talk.store.writing(listening.pass_on, house.lead, concern.id)
    told = await talk.presses("what_happened")
    assert told[1] == "You said: “Voice message”\nA person will read it by Thursday 5 March."
