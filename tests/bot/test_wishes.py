"""R10: what is said after a disclosure to take it back is a wish, kept beside the concern; what tells more is new harm."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.assistant import Assistant
from bot.rendering import ServiceWords
from bot.schedule import QuietHours
from bot.service import Service, build
from storage import Store, Transaction, concerns, inbox, meanings, migrate
from storage.concerns import Concern, ConcernNote
from storage.inbox import Incoming
from storage.meanings import Meaning
from storage.tables.conversation import outbox
from storage.vocabulary import MeaningKind
from tests.safeguarding.test_retractions import HARM as NEW_HARM
from tests.safeguarding.test_retractions import said_so
from tests.storage.invented import Life, SetClock, settle
from tests.support.team import staffed
from wording.catalogue import Catalogue

ENGLISH = Path(__file__).parents[2] / "domain" / "en"
NOWHERE = "http://127.0.0.1:9"
HARM = "the night man hits me"
UNCLEAR = "nobody hit me"
TOLD, HAVE_TO_TELL = "utter_amber", "utter_have_to_tell"


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    store = Store(f"sqlite:///{tmp_path / 'said.db'}", clock=SetClock())
    migrate.upgrade(store)
    people = settle(store)
    with store.write() as tx:
        staffed(tx, people.lead)
    yield Life(store, store.clock, people)  # type: ignore[arg-type]
    store.close()


@asynccontextmanager
async def service(life: Life) -> AsyncIterator[Service]:
    """With its assistant down: the model cannot say anything to a wish."""
    words = ServiceWords("the safety lead", "the second safety lead", "another safety lead", "9 to 5", "the page")
    async with Assistant(lambda: NOWHERE, "token") as assistant:
        service = build(life.store, Catalogue.load(ENGLISH), assistant, words, QuietHours(time(0), time(0)))
        yield service
        await service.workers.stop()


async def says(life: Life, running: Service, *said: str) -> None:
    """One after another, each answered before the next is written."""
    for words in said:
        life.clock.forward(minutes=1)
        life.write(words)
        running.workers.wake(life.people.person_id)
        async with asyncio.timeout(5):
            while life.do(inbox.all_waiting, life.people.person_id):
                await asyncio.sleep(0.005)


def answers(tx: Transaction) -> list[str]:
    """The first bubble of each answer, by the name of its text."""
    rows = tx.execute(select(outbox.c.response).where(outbox.c.part == 0).order_by(outbox.c.position))
    return [str(one) for one in rows.scalars()]


def raised(life: Life) -> list[tuple[Concern, tuple[ConcernNote, ...]]]:
    lead = life.people.lead
    return [life.do(concerns.one_for_lead, lead, one.id) for one in reversed(life.do(concerns.for_lead, lead))]


@pytest.mark.parametrize(
    "wish",
    [
        *("dont tell no one", "its a secret", "dont tell anyone i told you", "pls dont say nothing to staff"),
        *("keep it secret", "forget it", "keep it quiet", "🤐", "u cant tell no one", "promise not to tell"),
    ],
)
async def test_a_wish_is_kept_beside_the_concern_and_answered_as_one(life: Life, wish: str) -> None:
    async with service(life) as running:
        await says(life, running, HARM, wish)
    assert life.do(answers) == [TOLD, HAVE_TO_TELL]
    [(concern, [note])] = raised(life)
    assert (concern.tier, concern.status, note.words) == ("amber", "raised", wish)
    assert concern.acknowledged_at is None


async def test_every_wish_goes_that_way(life: Life) -> None:
    said = [*said_so("do_not_tell"), *said_so("joking")]
    async with service(life) as running:
        await says(life, running, HARM, *said)
    assert life.do(answers) == [TOLD, *[HAVE_TO_TELL] * len(said)]
    [(_, notes)] = raised(life)
    assert [note.words for note in notes] == said


async def test_what_tells_more_is_new_harm(life: Life) -> None:
    said = said_so(NEW_HARM)
    async with service(life) as running:
        await says(life, running, HARM, *said)
    assert HAVE_TO_TELL not in life.do(answers)
    assert [concern.words for concern, notes in raised(life) if not notes] == [HARM, *said]


async def test_with_nothing_open_the_words_are_screened_as_ever(life: Life) -> None:
    async with service(life) as running:
        await says(life, running, "dont tell no one")
        [(first, _)] = raised(life)
        life.do(concerns.acknowledge, life.people.lead, first.id)
        await says(life, running, "dont tell no one")
    assert life.do(answers) == [TOLD, TOLD]
    assert [concern.tier for concern, _ in raised(life)] == ["amber", "amber"]


async def test_a_wish_of_more_weight_than_what_is_open_is_not_put_beside_it(life: Life) -> None:
    life.worry(UNCLEAR, tier="check")
    async with service(life) as running:
        await says(life, running, "dont tell anyone", "dont tell no one")
    assert life.do(answers) == [HAVE_TO_TELL, TOLD]
    assert [concern.tier for concern, _ in raised(life)] == ["check", "amber"]


async def test_what_waited_together_is_a_disclosure_and_a_wish(life: Life) -> None:
    for number, words in enumerate([HARM, "the bus was late", "dont tell no one", "forget it"]):
        life.clock.forward(minutes=1)
        incoming = Incoming(life.people.person_id, "web", f"number {number}", life.clock.now, words=words)
        life.do(inbox.receive, incoming)
    async with service(life) as running:
        running.workers.wake(life.people.person_id)
        async with asyncio.timeout(5):
            while len(life.do(answers)) < 4:
                await asyncio.sleep(0.005)
    assert life.do(answers) == [TOLD, HAVE_TO_TELL, HAVE_TO_TELL, "utter_waiting"]
    [(_, notes)] = raised(life)
    assert [note.words for note in notes] == ["dont tell no one", "forget it"]


async def test_a_sign_of_their_own_may_say_it_and_hides_nothing(life: Life) -> None:
    add = (life.people.worker, life.people.person_id)
    life.do(meanings.add, *add, Meaning("🐻", "dont tell anyone", MeaningKind.NONE))
    life.do(meanings.add, *add, Meaning("🦊", "he hits me", MeaningKind.NONE))
    async with service(life) as running:
        await says(life, running, HARM, "🐻", "dont tell anyone 🦊")
    assert life.do(answers) == [TOLD, HAVE_TO_TELL, TOLD]
