"""What the reader sends to the model and makes of its answer: a person's own signs, and whether the reading was sure."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from bot.assistant import Assistant
from bot.assistant_child import free_port
from bot.model_reading import model_reading
from bot.read_as import Reading
from bot.reading import Reader
from bot.safety import nothing_found
from storage import Store, houses, inbox, meanings, migrate, questions, staff_accounts
from storage.audit import SYSTEM
from storage.inbox import Incoming
from storage.meanings import Meaning
from storage.staff_accounts import StaffMember
from storage.vocabulary import MeaningKind, QuestionKind, Role
from wording.catalogue import Catalogue

MARK = "\u2063"
ENGLISH = Path(__file__).parents[2] / "domain" / "en"


@dataclass
class ModelStandIn:
    """Answers in the model's form what a test wants it to, and keeps what it was asked. `as_typed`: the intent and tier of
    words without a mark, where they are others."""

    intent: str = "feedback"
    sure: float = 0.9
    kind: str = "worked"
    sure_of_kind: float = 0.9
    as_typed: tuple[str, str] | None = None
    asked: list[str] = field(default_factory=list)

    async def parse(self, request: web.Request) -> web.Response:
        text = (await request.json())["text"]
        self.asked.append(text)
        is_marked = f"{MARK}sign=" in text
        name, heard = (self.intent, "none") if is_marked or self.as_typed is None else self.as_typed
        kind = {"name": self.kind, "confidence": self.sure_of_kind}
        part = {"text": "pub", "kind": self.kind, "topics": []}
        answer = {"intent": {"name": name, "confidence": self.sure}, "kind": kind, "parts": [part], "topics": []}
        return web.json_response({**answer, "tier": {"name": heard, "confidence": 0.9}})


@dataclass(frozen=True)
class Reads:
    """A person who said yes to the chat, one of their staff, and the reader of their messages."""

    store: Store
    reader: Reader
    assistant: Assistant
    model: ModelStandIn
    person_id: str
    worker: StaffMember

    async def means(self, sign: str, means: str, kind: MeaningKind) -> None:
        await self.store.writing(meanings.add, self.worker, self.person_id, Meaning(sign, means, kind))

    async def read(self, words: str) -> Reading:
        incoming = Incoming(self.person_id, "web", f"number {words}", self.store.clock(), words=words)
        message_id, _ = await self.store.writing(inbox.receive, incoming)
        return await self.reader.read(await self.store.reading(inbox.message, message_id), nothing_found())


@pytest.fixture
async def reads(tmp_path: Path) -> AsyncIterator[Reads]:
    store, model, port = Store(f"sqlite:///{tmp_path / 'said.db'}"), ModelStandIn(), free_port()
    migrate.upgrade(store)
    with store.write() as tx:
        house = houses.add_house(tx, SYSTEM, "Invented House")
        person = houses.add_person(tx, SYSTEM, house.id, "Asha Invented")
        houses.keep_notice_answer(tx, person.id, "1", "yes")
        worker = staff_accounts.add(tx, SYSTEM, "Will", "w@example.org", Role.SUPPORT_WORKER, "-", (house.id,))
    app = web.Application()
    app.router.add_post("/model/parse", model.parse)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with Assistant(lambda: f"http://127.0.0.1:{port}", None) as assistant:
        reader = Reader(store, Catalogue.load(ENGLISH), assistant)
        yield Reads(store, reader, assistant, model, person.id, worker)
    await runner.cleanup()
    store.close()


async def test_the_model_gets_the_words_with_what_the_signs_of_this_person_mean(reads: Reads) -> None:
    await reads.means("🐻", "a bad day", MeaningKind.DID_NOT_WORK)
    await reads.read("today 🐻🏽 again")
    asked = f"{MARK}asked=open{MARK}"
    marked = f"{asked}today {MARK}sign=🐻🏽{MARK}means=a bad day{MARK} again"
    assert reads.model.asked == [marked, f"{asked}today 🐻🏽 again"]
    await reads.read("nothing of theirs")
    assert reads.model.asked[2:] == [f"{asked}nothing of theirs"]


@pytest.mark.parametrize(
    ("words", "kind"), [("🐻", "did_not_work"), ("🐻🐻", "did_not_work"), ("🐻 pub", "worked"), ("pub", "worked")]
)
async def test_signs_alone_say_how_it_was_before_the_model_does(reads: Reads, words: str, kind: str) -> None:
    await reads.means("🐻", "a bad day", MeaningKind.DID_NOT_WORK)
    reading = await reads.read(words)
    assert (reading.kind, reading.is_sure) == (kind, True)


@pytest.mark.parametrize(
    ("model", "kind", "is_sure"),
    [
        (ModelStandIn(), "worked", True),
        (ModelStandIn(sure_of_kind=0.5), None, False),
        (ModelStandIn(kind="unclear"), None, False),
        (ModelStandIn(sure=0.1), "worked", False),
        (ModelStandIn(intent="want"), None, True),
        (ModelStandIn(intent="want", sure=0.1), "worked", False),  # kept as something to tell
    ],
)
async def test_only_what_is_sure_counts_as_read_at_once(
    reads: Reads, model: ModelStandIn, kind: str | None, is_sure: bool
) -> None:
    for name in ("intent", "sure", "kind", "sure_of_kind"):
        setattr(reads.model, name, getattr(model, name))
    reading = await reads.read("more cake on sundays")
    assert (reading.kind, reading.is_sure) == (kind, is_sure)
    assert Reading.from_json(reading.as_json()) == reading


async def test_an_answer_that_needs_no_model_is_no_reading_of_it(reads: Reads) -> None:
    await reads.means("zoop", "bad", MeaningKind.NONE)
    await reads.means("👍", "swimming", MeaningKind.WORKED)
    kind, response = QuestionKind.FEEDBACK_OUTCOME, "utter_ask_feedback_outcome"
    await reads.store.writing(questions.ask, reads.person_id, kind, response)
    reading = await reads.read("Zoop!")
    assert (reading.intent, reading.answer, reading.is_sure, reads.model.asked) == ("choose", "did_not_work", None, [])
    assert (await reads.read("👍")).is_sure  # good for everybody else
    assert len(reads.model.asked) == 2


async def test_a_meaning_hides_neither_harm_nor_a_cry_for_help_from_the_model(reads: Reads) -> None:
    own = (Meaning("zed", "a game", MeaningKind.WORKED),)
    assistant, reads.model.as_typed = reads.assistant, ("feedback", "amber")
    found = await model_reading(assistant, None, "zed", own)
    assert (found.tier, found.intent, found.kind, found.parts[0].kind) == ("amber", "feedback", "worked", "worked")
    reads.model.as_typed = ("help_now", "none")
    assert (await model_reading(assistant, None, "zed", own)).intent == "help_now"
    reads.model.sure = 0.2
    assert (await model_reading(assistant, None, "zed", own)).intent == "feedback"
