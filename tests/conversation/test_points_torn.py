"""What only the model heard is not forgotten over a torn or a failed turn, and several things are sent once all the same."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.assistant import Parsed, Part, TurnFailed
from bot.service import Service, build
from storage import Store, concerns, feedback
from storage.turns import TurnResult
from tests.conversation.conftest import NO_QUIET, SERVICE_WORDS, House
from tests.support.running_assistant import RunningAssistant
from tests.support.talk import Talk
from tests.support.taught_assistant import TaughtAssistant, read_as
from wording.catalogue import Catalogue

HARM, MIXED = "he does it again at night", "bus late but pub was brill"
SIDES = (Part("bus late", "did_not_work", ()), Part("pub was brill", "worked", ()))


class Dies(BaseException):
    """The process is gone here: nothing after it runs, not even an except clause."""


class TornAssistant(TaughtAssistant):
    """Ends the process, or fails the turn, at a chosen point."""

    dies = "never"

    async def parse(self, asked: str, words: str) -> Parsed:
        found = await super().parse(asked, words)
        if self.dies == "when the words are read":
            raise Dies
        return found

    async def turn(self, intent: str, asked: str, answer: str, message_id: str, tries: int) -> TurnResult:
        if self.dies == "every turn fails":
            raise TurnFailed("0 replies")
        if self.dies == "before the turn":
            raise Dies
        result = await super().turn(intent, asked, answer, message_id, tries)
        if self.dies == "before our commit":
            raise Dies
        return result


Restart = Callable[..., Service]


@pytest.fixture
async def restart(
    store: Store, service: Service, catalogue: Catalogue, assistant: RunningAssistant
) -> AsyncIterator[Restart]:
    """A new process on the same store, which will die at the given point, and hears so much in what is said."""
    started: list[tuple[Service, TornAssistant]] = []

    def start(dies: str, tier: str = "none") -> Service:
        client = TornAssistant(lambda: assistant.url, assistant.token)
        client.dies = dies
        client.taught = {HARM: read_as("did_not_work", tier=tier), MIXED: read_as("mixed", parts=SIDES)}
        started.append((build(store, catalogue, client, SERVICE_WORDS, NO_QUIET), client))
        return started[-1][0]

    yield start
    for one, client in started:
        await one.workers.stop()
        await client.__aexit__()


async def torn_off(talk: Talk, words: str) -> bool:
    await talk.drops_in(words=words)
    try:
        await talk.service.workers.idle()
    except Dies:
        return True
    return False


async def raised(talk: Talk, house: House) -> list[tuple[str, str | None]]:
    return [(one.tier, one.words) for one in await talk.store.writing(concerns.for_lead, house.lead)]


async def test_a_kill_after_the_reading_leaves_a_serious_one_to_be_read_again(
    talk: Talk, restart: Restart, house: House
) -> None:
    talk.service = restart("when the words are read", "amber")
    assert await torn_off(talk, HARM)
    assert await raised(talk, house) == []
    talk.service = restart("never", "amber")
    await talk.service.workers.wake_all()
    assert "999" in (await talk.hears())[0]
    assert await raised(talk, house) == [("amber", HARM)]
    assert await talk.store.reading(feedback.of_person, talk.person_id) == ()


@pytest.mark.parametrize("dies", ["when the words are read", "before the turn", "before our commit"])
async def test_a_check_of_the_model_is_kept_once(talk: Talk, restart: Restart, house: House, dies: str) -> None:
    talk.service = restart(dies, "check")
    assert await torn_off(talk, HARM)
    # Another process may have learnt something else: what was read before stands.
    talk.service = restart("never", "check" if dies == "when the words are read" else "none")
    await talk.service.workers.wake_all()
    assert await talk.hears() == ["I want to check. Are you OK?"]
    assert await raised(talk, house) == [("check", HARM)]


async def test_what_the_model_heard_is_not_forgotten_over_failed_turns(
    talk: Talk, restart: Restart, house: House
) -> None:
    talk.service = restart("every turn fails", "check")
    assert await talk.says(HARM) == ["I kept your words. A person will read them."]
    assert await raised(talk, house) == [("check", HARM)]


@pytest.mark.parametrize("dies", ["before the turn", "before our commit"])
async def test_several_things_are_sent_once(talk: Talk, restart: Restart, dies: str) -> None:
    for words in (MIXED, "send it"):
        talk.service = restart(dies)
        assert await torn_off(talk, words)
        talk.service = restart("never")
        await talk.service.workers.wake_all()
        assert await talk.hears()
    kept = await talk.store.reading(feedback.of_person, talk.person_id)
    assert [one.words for one in kept] == ["bus late", "pub was brill"]
