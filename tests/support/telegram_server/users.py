"""People with Telegram on their phone: what they do, and what they see and hear."""

import asyncio
import itertools
import re
import time
from collections.abc import Callable

from tests.support.telegram_server.about import bot_joins_or_leaves, push_member_change
from tests.support.telegram_server.editing import delete
from tests.support.telegram_server.groups import Group
from tests.support.telegram_server.media import File
from tests.support.telegram_server.refusals import JSON
from tests.support.telegram_server.seen import Button, Seen, see
from tests.support.telegram_server.sends import Sends
from tests.support.telegram_server.texts import TEXT_UNITS, found_entities, units
from tests.support.telegram_server.world import Chat, Message, Person, Query, World

_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


class User(Sends):
    """One person. What they do reaches the bot as updates; what they see is `chat`, `keyboard` and `hears`."""

    def __init__(self, world: World, person: Person) -> None:
        self._world, self.person, self.id, self.name = world, person, person.id, person.name
        self._private = Chat(person.id, "private", person=person)
        self._changed = asyncio.Event()
        self._heard = 0
        self._numbers = itertools.count(1)

    # What they see

    @property
    def chat(self) -> list[Seen]:
        """Every message of the private chat, in order."""
        return [see(message) for message in self._private.messages.values()]

    @property
    def from_bot(self) -> list[Seen]:
        """What the bot sent them and is still there."""
        return [seen for seen in self.chat if seen.from_bot and not seen.deleted]

    @property
    def keyboard(self) -> list[list[str]] | None:
        """The labels of the reply keyboard now shown."""
        return self.person.keyboard.labels if self.person.keyboard else None

    async def hears(self, count: int = 1, seconds: float = 5.0) -> list[Seen]:
        """The next `count` messages of the bot they have not heard yet. Raises TimeoutError where they do not come."""
        await self._until(lambda: len(self._new()) >= count, seconds, f"{count} new messages")
        heard = self._new()[:count]
        self._heard = heard[-1].id if heard else self._heard
        return heard

    def heard_all(self) -> None:
        """Whatever is there by now counts as heard."""
        new = self._new()
        self._heard = new[-1].id if new else self._heard

    async def hears_nothing(self, seconds: float = 0.2) -> None:
        """Raises AssertionError where the bot sends something within this time."""
        try:
            await self._until(lambda: bool(self._new()), seconds, "nothing")
        except TimeoutError:
            return
        raise AssertionError(f"{self.name} heard: {[seen.words for seen in self._new()]}")

    async def sees(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until something holds of what they see: an edit, a deletion, the keyboard. Raises TimeoutError."""
        await self._until(condition, seconds, "what was waited for")

    def notice(self) -> None:
        """Something in their chat changed."""
        self._changed.set()

    def _new(self) -> list[Seen]:
        later = itertools.takewhile(lambda message: message.id > self._heard, reversed(self._private.messages.values()))
        return [see(message) for message in reversed([message for message in later if message.sender is None])]

    async def _until(self, condition: Callable[[], bool], seconds: float, what: str) -> None:
        end = time.monotonic() + seconds
        while not condition():
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), max(0.0, end - time.monotonic()))
            except TimeoutError as late:
                if condition():
                    return
                new = [seen.words for seen in self._new()]
                raise TimeoutError(f"{self.name}: {what} did not come within {seconds} s; new: {new}") from late

    # What they do

    async def starts(self, code: str | None = None) -> Message:
        """Press Start, from a link `t.me/BOT?start=CODE` where there is a code. Raises ValueError for a code no link has."""
        if code is not None and not _START.fullmatch(code):
            raise ValueError("a start code is 1 to 64 of A-Z, a-z, 0-9, _ and -")
        if self.person.blocked_bot:
            await self.unblocks()
        return await self.writes("/start" if code is None else f"/start {code}")

    async def writes(self, text: str, *, to: Group | None = None, reply_to: int | None = None) -> Message:
        """Write and send; what is longer than a message is sent as several, as the apps do, and the last is returned."""
        pieces = _pieces(text.strip())
        for piece in pieces:
            message = self.say(_text(piece), to=to, reply_to=reply_to)
        return message

    async def edits(self, message: Message, text: str) -> None:
        """Change the words of a message of their own, or its caption."""
        name = "text" if "text" in message.content else "caption"
        message.content = {**message.content, **(_text(text) if name == "text" else {name: text})}
        message.edited = self._world.clock()
        self._world.changed(message.chat)
        if message.chat.bot_status == "member":
            self._push("edited_message", self._world.shape(message), message.chat)

    async def deletes(self, message: Message | Seen) -> None:
        """Delete for both. No update tells a bot."""
        found = message if isinstance(message, Message) else self._private.messages[message.id]
        delete(self._world, found)

    async def taps(self, button: str | Button, *, inaccessible: bool = False) -> Query | Message:
        """Tap an inline button, the newest of this label, or else a key of the reply keyboard, which sends its text.

        `inaccessible`: the bot can no longer see the message, as when it was deleted in the same moment.
        Raises LookupError where there is no such button.
        """
        if isinstance(button, Button):
            return self._query(button.message_id, button.data, inaccessible)
        for seen in reversed(self.from_bot):
            if any(button in row for row in seen.labels):
                return self._query(seen.id, seen.button(button).data, inaccessible)
        if not any(button in row for row in self.keyboard or []):
            shown = [seen.labels for seen in self.from_bot if seen.buttons]
            raise LookupError(f"{self.name} has no button {button!r}; keyboard {self.keyboard}, buttons {shown}")
        if self.person.keyboard and self.person.keyboard.one_time:
            self.person.keyboard = None
        return await self.writes(button)

    async def forges(self, message: Seen, data: str) -> Query:
        """What a changed app can do: a callback with data of its own under a message of the bot."""
        return self._query(message.id, data, False)

    async def blocks_bot(self) -> None:
        self.person.blocked_bot = True
        push_member_change(self._world, self._private, "member", "kicked", self.person.shape())

    async def unblocks(self) -> None:
        self.person.blocked_bot = False
        push_member_change(self._world, self._private, "kicked", "member", self.person.shape())

    def forbids_voice(self, forbidden: bool = True) -> None:
        """A setting of Telegram Premium: nobody may send them voice messages."""
        self.person.forbids_voice = forbidden

    def deletes_account(self) -> None:
        self.person.deactivated = True

    async def adds_bot(self, group: Group) -> None:
        self._world.chats[group.id] = group.chat
        bot_joins_or_leaves(self._world, group.chat, "member", self.person.shape())
        bot = self._world.bot_user
        self.say({"new_chat_participant": bot, "new_chat_member": bot, "new_chat_members": [bot]}, to=group)

    async def removes_bot(self, group: Group) -> None:
        bot_joins_or_leaves(self._world, group.chat, "kicked", self.person.shape())

    async def reacts(self, message: Seen, emoji: str) -> None:
        """A reaction reaches a bot only where it asked for `message_reaction`."""
        body: JSON = {
            "chat": self._private.shape(), "message_id": message.id, "user": self.person.shape(),
            "date": int(self._world.clock()), "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }  # fmt: skip
        self._push("message_reaction", body, self._private)

    def say(
        self, content: JSON, *, file: File | None = None, to: Group | None = None, reply_to: int | None = None
    ) -> Message:
        """Any message. Raises RuntimeError from someone who has blocked the bot: the app does not let them."""
        chat = to.chat if to else self._private
        if to is None:
            if self.person.blocked_bot or self.person.deactivated:
                raise RuntimeError(f"{self.name} cannot write: the bot is blocked, or the account is gone")
            self.person.started = True
        replied = chat.messages[reply_to] if reply_to else None
        message = self._world.add(chat, self.person, content, file=file, reply_to=replied)
        if to is None or to.reaches_bot(content, replied):
            self._world.chats[self.id] = self._private
            self._push("message", self._world.shape(message), chat)
        return message

    def _query(self, message_id: int, data: str | None, inaccessible: bool) -> Query:
        message = self._private.messages[message_id]
        if data is None or self.person.blocked_bot or (message.deleted and not inaccessible):
            raise LookupError("this button cannot be tapped: an address, a deleted message, or the bot is blocked")
        query = Query(f"{self.id}{next(self._numbers):08}", self.person, self._world.clock())
        self._world.queries[query.id] = query
        shape = self._world.shape(message)
        if inaccessible:
            shape = {"chat": shape["chat"], "message_id": message_id, "date": 0}
        body: JSON = {
            "id": query.id, "from": self.person.shape(), "message": shape, "chat_instance": str(self.id * 7),
            "data": data,
        }  # fmt: skip
        self._world.updates.push("callback_query", body, f"callback {self.id}")
        return query

    def _push(self, kind: str, body: JSON, chat: Chat) -> None:
        self._world.updates.push(kind, body, f"chat {chat.id}")


def _text(text: str) -> JSON:
    entities = found_entities(text)
    return {"text": text, **({"entities": entities} if entities else {})}


def _pieces(text: str) -> list[str]:
    if not text:
        raise ValueError("an empty message cannot be sent")
    pieces: list[str] = []
    piece = ""
    for sign in text:
        if units(piece + sign) > TEXT_UNITS:
            pieces, piece = [*pieces, piece], ""
        piece += sign
    return [*pieces, piece]
