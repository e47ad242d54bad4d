"""A turn that is torn off at any point is done once all the same: nothing lost, nothing doubled, nothing out of order."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.assistant import Assistant, AssistantDown, Parsed, TurnFailed
from bot.service import Service, build
from storage import Store, concerns, feedback, inbox, staff_requests
from storage.turns import TurnResult
from storage.vocabulary import RequestKind
from tests.conversation.conftest import NO_QUIET, SERVICE_WORDS, House
from tests.support.running_assistant import RunningAssistant
from tests.support.talk import Talk
from wording.catalogue import Catalogue


class Dies(BaseException):
    """The process is gone here: nothing after it runs, not even an except clause."""


class TornAssistant(Assistant):
    """The real assistant, and a process that ends at a chosen point of the next turn."""

    dies = "never"

    async def parse(self, asked: str, words: str) -> Parsed:
        if self.dies == "before the words are read":
            raise Dies
        return await super().parse(asked, words)

    async def turn(self, intent: str, asked: str, answer: str, message_id: str, tries: int) -> TurnResult:
        if self.dies == "before the turn":
            raise Dies
        result = await super().turn(intent, asked, answer, message_id, tries)
        # Rasa has saved the turn, the action has committed, and our own commit is still to come.
        if self.dies == "between Rasa's save and our commit":
            raise Dies
        return result


Restart = Callable[[str], Service]


@pytest.fixture
async def restart(
    store: Store, service: Service, catalogue: Catalogue, assistant: RunningAssistant
) -> AsyncIterator[Restart]:
    """A new process on the same store, which will die at the given point."""
    clients: list[TornAssistant] = []
    services: list[Service] = []

    def start(dies: str) -> Service:
        client = TornAssistant(lambda: assistant.url, assistant.token)
        client.dies = dies
        clients.append(client)
        services.append(build(store, catalogue, client, SERVICE_WORDS, NO_QUIET))
        return services[-1]

    yield start
    for one in services:
        await one.workers.stop()
    for client in clients:
        await client.__aexit__()


async def torn_off(talk: Talk, restart: Restart, dies: str, words: str) -> bool:
    """The person writes, and the process ends at this point of the turn; False if the turn does not come to it."""
    assert not await talk.store.reading(inbox.all_waiting, talk.person_id)
    talk.service = restart(dies)
    await talk.drops_in(words=words)
    try:
        await talk.service.workers.idle()
    except Dies:
        return True
    return False


@pytest.mark.parametrize("dies", ["before the words are read", "before the turn", "between Rasa's save and our commit"])
async def test_every_step_of_feedback_survives_a_kill(talk: Talk, restart: Restart, dies: str, house: House) -> None:
    deaths = 0
    for words in ("hello", "bad", "dinner was cold", "send it", "just me"):
        deaths += await torn_off(talk, restart, dies, words)
        talk.service = restart("never")
        await talk.service.workers.wake_all()
        said = await talk.hears()
        assert said, words
        assert len(said) == len(set(said))
    # Answers that are the words of a button are known without the assistant.
    assert deaths == (2 if dies == "before the words are read" else 5)
    [kept] = await talk.store.reading(feedback.of_person, talk.person_id)
    assert (kept.words, kept.helped_by) == ("dinner was cold", "alone")


async def test_messages_sent_meanwhile_are_answered_in_order(talk: Talk, restart: Restart) -> None:
    assert await torn_off(talk, restart, "between Rasa's save and our commit", "hello")
    for words in ("bad", "dinner was cold", "send it"):
        await talk.drops_in(words=words)
    talk.service = restart("never")
    await talk.service.workers.wake_all()
    said = await talk.hears()

    order = ["How was it?", "What was bad?", "dinner was cold", "Thank you, I sent it."]
    places = [next(place for place, text in enumerate(said) if part in text) for part in order]
    assert places == sorted(places)


class DownAssistant(Assistant):
    """Nobody answers until it is told to."""

    is_down = True

    async def parse(self, asked: str, words: str) -> Parsed:
        if self.is_down:
            raise AssistantDown("ConnectError")
        return await super().parse(asked, words)

    async def is_there(self) -> bool:
        return not self.is_down and await super().is_there()


async def test_while_the_assistant_is_down_messages_wait_and_the_person_hears_so_once(
    talk: Talk, store: Store, catalogue: Catalogue, assistant: RunningAssistant, house: House
) -> None:
    async with DownAssistant(lambda: assistant.url, assistant.token) as client:
        talk.service = build(store, catalogue, client, SERVICE_WORDS, NO_QUIET)
        await talk.drops_in(words="hello")
        await talk.drops_in(words="bad")
        while not (said := await talk.looks()):
            pass
        assert said == ["I have your message. I will answer when I can."]

        await talk.drops_in(words="the night man hits me")
        while not (said := await talk.looks()):
            pass
        assert "call 999" in said[0]
        assert len(await store.writing(concerns.for_lead, house.lead)) == 1

        client.is_down = False
        answers = await talk.hears()
        assert [text for text in answers if "have your message" in text] == []
        assert answers[-1] == "What was bad? Tell me in your own words or emoji."
        await talk.service.workers.stop()


class FailingAssistant(Assistant):
    """Answers every turn with nothing, as Rasa does when an action or a rule failed."""

    async def turn(self, intent: str, asked: str, answer: str, message_id: str, tries: int) -> TurnResult:
        raise TurnFailed("0 replies")


async def test_after_three_tries_a_person_reads_it(
    talk: Talk, store: Store, catalogue: Catalogue, assistant: RunningAssistant, house: House
) -> None:
    async with FailingAssistant(lambda: assistant.url, assistant.token) as client:
        talk.service = build(store, catalogue, client, SERVICE_WORDS, NO_QUIET)
        assert await talk.says("the bus was late") == ["I kept your words. A person will read them."]
        await talk.service.workers.stop()
    [asked] = await store.reading(staff_requests.waiting, house.worker)
    assert (asked.kind, asked.words) == (RequestKind.UNREAD_MESSAGE, "the bus was late")


async def test_what_the_screen_found_is_not_forgotten_over_a_failed_turn(
    talk: Talk, store: Store, catalogue: Catalogue, assistant: RunningAssistant, house: House
) -> None:
    async with FailingAssistant(lambda: assistant.url, assistant.token) as client:
        talk.service = build(store, catalogue, client, SERVICE_WORDS, NO_QUIET)
        await talk.says("nobody hit me")
        await talk.service.workers.stop()
    assert [one.tier for one in await store.writing(concerns.for_lead, house.lead)] == ["check"]
