"""A house with one person in it and a chat; the tests themselves play the assistant."""

from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.channels.web import WebChatSettings, application
from bot.gateway import Gateway
from bot.hub import Hub
from speech import Speech
from storage import Store, houses, images, inbox, linking, outbox, pictures, questions
from storage.audit import SYSTEM
from storage.houses import Person
from storage.inbox import InboxMessage
from storage.outbox import Line, Outgoing, ShownOption
from storage.questions import Question
from storage.tables.base import new_id
from storage.vocabulary import QuestionKind
from tests.support import uploads
from wording.catalogue import Catalogue


@dataclass
class World:
    """One house, Robin Example who lives there, and the chat."""

    store: Store
    hub: Hub
    gateway: Gateway
    catalogue: Catalogue
    speech: Speech
    robin: Person
    wanted: list[str] = field(default_factory=list)
    wake: Callable[[str], None] = lambda person_id: None

    def app(self, *, is_demo: bool = False, secure_cookies: bool = False) -> Starlette:
        """The web chat mounted as the app mounts it."""
        settings = WebChatSettings(is_demo=is_demo, secure_cookies=secure_cookies)
        chat = application(self.store, self.gateway, self.catalogue, self.speech, settings)
        return Starlette(routes=[Mount("/chat", chat)])

    def client(self, app: Starlette | None = None) -> httpx.AsyncClient:
        """A browser without script, as far as one is needed."""
        transport = httpx.ASGITransport(app or self.app(), client=("192.0.2.7", 4711))
        return httpx.AsyncClient(transport=transport, base_url="http://said.test", follow_redirects=False)

    def add_person(self, name: str) -> Person:
        with self.store.write() as tx:
            return houses.add_person(tx, SYSTEM, self.robin.house_id, name)

    def code(self, person: Person | None = None) -> str:
        with self.store.write() as tx:
            return linking.make_code(tx, SYSTEM, (person or self.robin).id).code

    def says(self, text: str, *, kind: str = "reply", person: Person | None = None) -> str:
        """The assistant says something; returns the message's id."""
        with self.store.write() as tx:
            said = outbox.queue(tx, Outgoing((person or self.robin).id, new_id(), 0, kind, "utter_example", text))
        assert said is not None
        self.wake((person or self.robin).id)
        return said

    def photo(self, colour: str = "teal", shows: str = "The pool", person: Person | None = None) -> str:
        """One more photo of a person's own; returns its id."""
        made = images.made(uploads.photo(colour=colour))
        with self.store.write() as tx:
            return pictures.keep(tx, SYSTEM, (person or self.robin).id, shows, made, supporter_id="somebody")

    def offers(self, *picture_ids: str | None, own: str | None = None) -> Question:
        """A choice whose answers have these photos; `own`: the photo of the message itself."""
        with self.store.write() as tx:
            asked = questions.ask(tx, self.robin.id, QuestionKind.FEEDBACK_OUTCOME, "utter_example")
            labels = ("🏊 Swimming", "Bowling", "💬 Something else")
            options = tuple(map(ShownOption, asked.tokens.values(), labels, picture_ids))
            about = (self.robin.id, new_id(), 0, "question", "utter_example", "What do you want to do?")
            more = {"question_id": asked.id, "options": options, "picture_id": own}
            outbox.queue(tx, Outgoing(*about, **more))  # type: ignore[arg-type]
        self.wake(self.robin.id)
        return asked

    def asks(self, kind: QuestionKind = QuestionKind.FEEDBACK_OUTCOME, person: Person | None = None) -> Question:
        """The assistant asks a question, with the catalogue's words and labels."""
        whom, response = (person or self.robin).id, f"utter_ask_{kind}"
        wording = self.catalogue[response]
        labels = {option.answer: option.label for option in wording.options}
        with self.store.write() as tx:
            asked = questions.ask(tx, whom, kind, response)
            bubble = Outgoing(
                *(whom, new_id(), 0, "question", response, wording.bubbles[-1]),
                question_id=asked.id,
                options=asked.shown(labels),
            )
            outbox.queue(tx, bubble)
        self.wake(whom)
        return asked

    def received(self, person: Person | None = None) -> list[InboxMessage]:
        """Everything this person sent but the greeting's own start, oldest first; each is worked off by looking."""
        with self.store.write() as tx:
            found = inbox.all_waiting(tx, (person or self.robin).id)
            for message in found:
                inbox.close(tx, message.id)
        return [message for message in found if message.control != "start"]

    def lines(self) -> tuple[Line, ...]:
        with self.store.read() as tx:
            return outbox.conversation(tx, self.robin.id)

    def unsent(self) -> list[str]:
        """The texts that are not known to have arrived."""
        with self.store.read() as tx:
            return [message.text for message in outbox.unsent(tx, self.robin.id, 10**9)]
