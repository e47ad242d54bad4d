"""Who is there and what was said: people, chats, messages, the queue of updates. One bot has one world."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tests.support.telegram_server.faults import Faults
from tests.support.telegram_server.keyboards import Markup
from tests.support.telegram_server.limits import Limits
from tests.support.telegram_server.media import File, Files
from tests.support.telegram_server.refusals import JSON, bad, forbidden
from tests.support.telegram_server.updates import Updates

Clock = Callable[[], float]
_LINGERING = 15.0


class Hands:
    """A clock that a test moves; starts at now."""

    def __init__(self, now: float | None = None) -> None:
        self.now = time.time() if now is None else now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Person:
    id: int
    name: str
    language: str = "en"
    username: str | None = None
    started: bool = False
    blocked_bot: bool = False
    deactivated: bool = False
    forbids_voice: bool = False
    keyboard: Markup | None = None
    """The reply keyboard now shown, and the message that brought it."""
    keyboard_message: int | None = None

    def shape(self) -> JSON:
        first, _, last = self.name.partition(" ")
        shape: JSON = {"id": self.id, "is_bot": False, "first_name": first}
        if last:
            shape["last_name"] = last
        if self.username:
            shape["username"] = self.username
        return {**shape, "language_code": self.language}


@dataclass
class Chat:
    """A private chat has the id of its person."""

    id: int
    kind: Literal["private", "group", "supergroup"]
    title: str = ""
    person: Person | None = None
    bot_status: Literal["member", "left", "kicked"] = "member"
    messages: "dict[int, Message]" = field(default_factory=dict)

    def shape(self) -> JSON:
        if self.person:
            named = {key: value for key, value in self.person.shape().items() if key not in {"is_bot", "language_code"}}
            return {**named, "type": "private"}
        shape: JSON = {"id": self.id, "title": self.title, "type": self.kind}
        return {**shape, "all_members_are_administrators": True} if self.kind == "group" else shape


@dataclass
class Message:
    id: int
    chat: Chat
    sender: Person | None
    """None is the bot."""
    date: float
    content: JSON
    markup: Markup | None = None
    file: File | None = None
    reply_to: "Message | None" = None
    edited: float | None = None
    deleted: bool = False


@dataclass
class Query:
    """A tap on an inline button, which waits for an answer."""

    id: str
    person: Person
    at: float
    answers: list[JSON] = field(default_factory=list)


class World:
    """Everything the server knows; all of it changes at once, between two awaits."""

    def __init__(self, bot: JSON, clock: Clock, limits: Limits, faults: Faults) -> None:
        self.bot, self.clock, self.limits = bot, clock, limits
        self.files = Files()
        self.updates = Updates(clock, faults)
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.actions: list[tuple[int, str]] = []
        self.commands: list[JSON] = []
        self.menu_button: JSON = {"type": "default"}
        self.query_seconds = _LINGERING
        """After how long a tap can no longer be answered."""
        self.changed: Callable[[Chat], None] = lambda chat: None
        self._account_ids = itertools.count(1)
        self._supergroup_ids: dict[int, itertools.count[int]] = {}

    def add(
        self,
        chat: Chat,
        sender: Person | None,
        content: JSON,
        *,
        markup: Markup | None = None,
        file: File | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """A new message. Ids are one sequence over all private chats and basic groups, as they belong to the account."""
        ids = self._account_ids
        if chat.kind == "supergroup":
            ids = self._supergroup_ids.setdefault(chat.id, itertools.count(1))
        message = Message(next(ids), chat, sender, self.clock(), content, markup, file, reply_to)
        chat.messages[message.id] = message
        self.changed(chat)
        return message

    def shape(self, message: Message) -> JSON:
        """A message as the Bot API shows it."""
        shape: JSON = {
            "message_id": message.id,
            "from": message.sender.shape() if message.sender else self.bot_user,
            "chat": message.chat.shape(),
            "date": int(message.date),
        }
        if message.edited is not None:
            shape["edit_date"] = int(message.edited)
        if message.reply_to and not message.reply_to.deleted:
            replied = self.shape(message.reply_to)
            replied.pop("reply_to_message", None)
            shape["reply_to_message"] = replied
        shape.update(message.content)
        if message.markup and message.markup.kind == "inline":
            shape["reply_markup"] = message.markup.shape()
        return shape

    @property
    def bot_user(self) -> JSON:
        return {key: self.bot[key] for key in ("id", "is_bot", "first_name", "username")}

    def chat(self, chat_id: str) -> Chat:
        """The chat of a call. Raises Refused where there is none."""
        if not chat_id:
            raise bad("chat_id is empty")
        try:
            return self.chats[int(chat_id)]
        except (KeyError, ValueError) as wrong:
            raise bad("chat not found") from wrong

    def open_chat(self, chat_id: str) -> Chat:
        """A chat the bot can write to. Raises Refused where it cannot."""
        chat = self.chat(chat_id)
        kind = f"{chat.kind} chat"
        if chat.bot_status == "kicked":
            raise forbidden(f"bot was kicked from the {kind}")
        if chat.bot_status == "left":
            raise forbidden(f"bot is not a member of the {kind}")
        if chat.person and chat.person.deactivated:
            raise forbidden("user is deactivated")
        if chat.person and not chat.person.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.person and chat.person.blocked_bot:
            raise forbidden("bot was blocked by the user")
        return chat
