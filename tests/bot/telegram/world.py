"""A house with one person in it, a strict local Telegram, and the channel between them; the tests play the assistant."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.gateway import Gateway
from bot.hub import Hub
from bot.rendering import Renderer, ServiceWords
from bot.voices import Voices
from speech import Speech
from storage import Store, Transaction, concerns, houses, inbox, linking, outbox, questions, staff_accounts
from storage.audit import SYSTEM
from storage.concerns import Concern
from storage.houses import Person
from storage.inbox import InboxMessage
from storage.outbox import Outgoing
from storage.questions import Question
from storage.staff_accounts import StaffMember
from storage.staff_requests import waiting as requests_waiting
from storage.tables.base import new_id
from storage.vocabulary import QuestionKind, Role
from tests.support.team import staffed
from tests.support.telegram_server import TelegramServer
from tests.support.telegram_server.users import User
from wording.catalogue import Catalogue

PATIENCE = 8.0
WORDS = ServiceWords(
    "the safety lead",
    "the second safety lead",
    "another safety lead",
    "Monday to Friday, 9 to 5",
    "https://said.example/supporter/",
)


@dataclass
class World:
    """Robin Invented lives in the house; `alex` is Robin's Telegram user, linked by `linked`."""

    store: Store
    catalogue: Catalogue
    speech: Speech
    server: TelegramServer
    robin: Person
    manager: StaffMember
    lead: StaffMember
    hub: Hub = field(default_factory=Hub)
    wanted: list[str] = field(default_factory=list)
    channel: TelegramChannel | None = None

    @asynccontextmanager
    async def running(self, *, between_messages: float = 0.0, webhook_url: str = "") -> AsyncIterator[TelegramChannel]:
        """The channel takes part."""
        gateway = Gateway(self.store, self.hub, self.wanted.append, lambda: None)
        renderer = Renderer(self.catalogue, WORDS)
        voices = Voices(self.speech, self.catalogue, self.store)
        about = TelegramSettings(
            self.server.token, self.server.url, webhook_url=webhook_url, between_messages=between_messages
        )
        self.channel = TelegramChannel(self.store, gateway, self.hub, renderer, voices, about)
        async with self.channel.running():
            yield self.channel

    def code(self, person: Person | None = None) -> str:
        with self.store.write() as tx:
            return linking.make_code(tx, SYSTEM, (person or self.robin).id).code

    async def linked(self, name: str = "Robin Invented", person: Person | None = None, *, audio: bool = False) -> User:
        """A Telegram user whose chat is linked; the controls are there."""
        person = person or self.robin
        with self.store.write() as tx:
            houses.set_audio(tx, person.id, audio)
        user = self.server.user(name)
        await user.starts(self.code(person))
        await self.until(lambda tx: linking.linked_chats(tx, person.id) > 0)
        self.received(person)
        await user.hears()
        return user

    def says(
        self,
        text: str,
        *,
        kind: str = "reply",
        response: str = "utter_example",
        person: Person | None = None,
        **more: object,
    ) -> str:
        """The assistant says something; returns the message's id."""
        whom = (person or self.robin).id
        with self.store.write() as tx:
            said = outbox.queue(tx, Outgoing(whom, new_id(), 0, kind, response, text, **more))  # type: ignore[arg-type]
        assert said is not None
        self.hub.wake(whom)
        return said

    def asks(self, kind: QuestionKind = QuestionKind.FEEDBACK_OUTCOME) -> Question:
        """The assistant asks a question, with the catalogue's words and labels."""
        response = f"utter_ask_{kind}"
        wording = self.catalogue[response]
        labels = {option.answer: option.label for option in wording.options}
        with self.store.write() as tx:
            asked = questions.ask(tx, self.robin.id, kind, response)
            about = (self.robin.id, new_id(), 0, "question", response, wording.bubbles[-1])
            outbox.queue(tx, Outgoing(*about, question_id=asked.id, options=asked.shown(labels)))
        self.hub.wake(self.robin.id)
        return asked

    def received(self, person: Person | None = None) -> list[InboxMessage]:
        """Everything this person sent and that was not looked at yet, oldest first."""
        with self.store.write() as tx:
            found = inbox.all_waiting(tx, (person or self.robin).id)
            for message in found:
                inbox.close(tx, message.id)
        return list(found)

    async def receives(self, count: int = 1) -> list[InboxMessage]:
        """The same once there are so many."""
        await self.until(lambda tx: len(inbox.all_waiting(tx, self.robin.id)) >= count)
        return self.received()

    async def until(self, holds: object) -> None:
        """Until this holds in the store."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not self._read(holds):
            assert asyncio.get_running_loop().time() < deadline, "it did not come to this in the store"
            await asyncio.sleep(0.005)

    def _read(self, holds: object) -> bool:
        with self.store.read() as tx:
            return bool(holds(tx))  # type: ignore[operator]

    def sent(self, outbox_id: str) -> bool:
        """Whether this message is known to have arrived."""
        with self.store.read() as tx:
            found = outbox.message(tx, self.robin.id, outbox_id)
        return found is not None and found.sent_at is not None

    def requests(self) -> list[str]:
        """What waits for staff of the house."""
        with self.store.read() as tx:
            return [str(one.kind) for one in requests_waiting(tx, self.manager)]

    def concerns(self) -> list[Concern]:
        with self.store.write() as tx:
            return list(concerns.for_lead(tx, self.lead))


def settle(tx: Transaction) -> tuple[Person, StaffMember, StaffMember]:
    """Robin, the manager and the lead."""
    house = houses.add_house(tx, SYSTEM, "Invented House", is_demo=True)
    robin = houses.add_person(tx, SYSTEM, house.id, "Robin Invented")
    add = staff_accounts.add
    manager = add(tx, SYSTEM, "Mina Invented", "mina@invented.example", Role.MANAGER, "-", (house.id,))
    lead = add(tx, SYSTEM, "Lea Invented", "lea@invented.example", Role.SAFEGUARDING_LEAD, "-", ())
    staffed(tx, lead)
    return robin, manager, lead
