"""What a program heard in a voice message: screened like typed words at once, and read back to its person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.reading import Reader
from bot.service import Service
from bot.transcribing import Transcribing
from speech import Transcriber
from storage import complaints, concerns, feedback, listening, questions, transcripts
from storage.concerns import Concern
from storage.recordings import Recording
from storage.vocabulary import HEARD_RIGHTLY, ComplaintSign, QuestionKind, Sent
from tests.conversation.conftest import House
from tests.conversation.states import asked
from tests.support.listening_engine import a_model, with_engines
from tests.support.running_assistant import RunningAssistant
from tests.support.sounds import tone
from tests.support.talk import Talk
from wording.catalogue import Catalogue

SOUND = Recording(tone(), "audio/ogg", 2.0)
Hears = Callable[..., Awaitable[list[str]]]
TELLS = "the night man hits me"


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_engines(monkeypatch, tmp_path)


async def listened(
    talk: Talk, catalogue: Catalogue, address: str, token: str, folder: Path, words: str, **says: object
) -> list[str]:
    """The operator's engine hears these words in all that waits; returns what the person gets of it."""
    async with Assistant(lambda: address, token) as client:
        service = talk.service
        reader = Reader(talk.store, catalogue, client)
        engine = Transcriber(a_model(folder, "vosk", words, **says))
        work = Transcribing(talk.store, engine, reader, client, service.schedule.speaker, service.hub)
        while await work.round():
            pass
    return await talk.looks()


async def found(talk: Talk, house: House) -> list[tuple[str, bool]]:
    """Tier of each concern, and whether a human is to listen."""
    all_: tuple[Concern, ...] = await talk.store.writing(concerns.for_lead, house.lead)
    return sorted((one.tier, one.is_to_listen) for one in all_)


@pytest.fixture
def hears(talk: Talk, catalogue: Catalogue, assistant: RunningAssistant, tmp_path: Path) -> Hears:
    async def hear(words: str, **says: object) -> list[str]:
        await talk.sends(Sent.VOICE, recording=SOUND)
        return await listened(talk, catalogue, assistant.url, assistant.token, tmp_path, words, **says)

    return hear


async def test_it_is_read_back_and_counts_once_its_person_says_so(talk: Talk, house: House, hears: Hears) -> None:
    assert await hears("dinner was cold") == ["I heard: “dinner was cold”", "Is that what you said?"]
    assert talk.buttons() == ["👌 That is right", "👎 That is wrong", "🤷 Not sure"]
    assert await found(talk, house) == [("check", True)]
    assert (await talk.taps("👌 That is right"))[0] == "Thank you. I keep this with your voice."
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    await talk.store.writing(concerns.heard_by_lead, house.lead, concern.id)
    await talk.store.writing(listening.pass_on, house.lead, concern.id)
    [item] = await talk.store.reading(feedback.of_person, talk.person_id)
    assert (item.words, item.heard, item.is_voice_message) == (None, "dinner was cold", True)


async def test_what_they_say_is_right_may_be_a_complaint_as_typed_words_may(
    talk: Talk, house: House, hears: Hears
) -> None:
    await hears("i want to complain about the cold dinner")
    await talk.taps("👌 That is right")
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    await talk.store.writing(concerns.heard_by_lead, house.lead, concern.id)
    await talk.store.writing(listening.pass_on, house.lead, concern.id)
    [item] = await talk.store.reading(feedback.of_person, talk.person_id)
    found = await talk.store.reading(complaints.of_feedback, house.manager, item.id)
    assert found is not None and ComplaintSign.SAYS_COMPLAINT in found.signs


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("👎 That is wrong", "Thank you. A person will listen to your voice."),
        ("🤷 Not sure", "That is OK. A person will listen to your voice."),
    ],
)
async def test_whatever_else_they_say_it_stays_a_suggestion(
    talk: Talk, house: House, hears: Hears, label: str, says: str
) -> None:
    await hears("dinner was cold")
    assert (await talk.taps(label))[0] == says
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    await talk.store.writing(concerns.heard_by_lead, house.lead, concern.id)
    await talk.store.writing(listening.pass_on, house.lead, concern.id)
    [item] = await talk.store.reading(feedback.of_person, talk.person_id)
    assert item.heard is None
    heard = await talk.store.reading(transcripts.of, item.content_id)
    assert heard is not None and heard.answer != HEARD_RIGHTLY


async def test_harm_in_it_is_told_at_once_and_never_read_back(talk: Talk, house: House, hears: Hears) -> None:
    said = await hears(TELLS)
    assert said[0].startswith("If you are hurt or in danger now, call 999.")
    assert TELLS not in " ".join(said)
    # The human listens all the same: nothing of that is taken away.
    assert await found(talk, house) == [("amber", False), ("check", True)]
    assert await asked(talk) is None


async def test_danger_in_it_is_red_at_once(talk: Talk, house: House, hears: Hears) -> None:
    await hears("help me he has a knife")
    assert await found(talk, house) == [("check", True), ("red", False)]


async def test_what_may_be_harm_is_on_no_screen_and_asks_nothing(talk: Talk, house: House, hears: Hears) -> None:
    assert await hears("nobody hit me") == []
    assert await found(talk, house) == [("check", True)]


async def test_a_guess_tells_of_harm_too_but_is_never_read_back(talk: Talk, house: House, hears: Hears) -> None:
    assert await hears("dinner was cold", conf=0.3) == []
    await hears(TELLS, conf=0.3)
    assert ("amber", False) in await found(talk, house)


async def test_where_the_engine_falls_over_a_human_hears_it_as_ever(talk: Talk, house: House, hears: Hears) -> None:
    assert await hears("dinner was cold", does="import os; os._exit(3)") == []
    assert await found(talk, house) == [("check", True)]
    assert await talk.store.reading(transcripts.waiting) is None


async def test_with_the_assistant_down_the_rules_tell_at_once_and_the_model_reads_later(
    talk: Talk, house: House, catalogue: Catalogue, assistant: RunningAssistant, tmp_path: Path
) -> None:
    await talk.sends(Sent.VOICE, recording=SOUND)
    said = await listened(talk, catalogue, "http://127.0.0.1:9", "-", tmp_path, TELLS)
    assert said and await found(talk, house) == [("amber", False), ("check", True)]
    await talk.sends(Sent.VOICE, recording=SOUND)
    assert await listened(talk, catalogue, "http://127.0.0.1:9", "-", tmp_path, "dinner was cold") == []
    later = await listened(talk, catalogue, assistant.url, assistant.token, tmp_path, "-")
    assert later == ["I heard: “dinner was cold”", "Is that what you said?"]


async def test_a_question_that_is_open_is_not_pushed_aside(talk: Talk, service: Service, hears: Hears) -> None:
    await talk.says("hello")
    assert await hears("dinner was cold") == []
    now = await asked(talk)
    assert now is not None and now.kind is QuestionKind.FEEDBACK_OUTCOME
    waiting = await talk.store.reading(questions.waiting_of, talk.person_id, QuestionKind.HEARD_YOU)
    assert len(waiting) == 1 and service is talk.service
