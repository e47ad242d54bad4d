"""Group chats."""

import itertools
from typing import Literal

from tests.support.telegram_server.refusals import JSON
from tests.support.telegram_server.seen import Seen, see
from tests.support.telegram_server.world import Chat, Message, World

_group_ids = itertools.count(1)


class Group:
    """A group chat; the bot knows it once it was added. With privacy on it hears only what is meant for it."""

    def __init__(self, world: World, title: str, kind: Literal["group", "supergroup"]) -> None:
        number = next(_group_ids)
        self._world = world
        self.chat = Chat(
            -1_002_200_000_000 - number if kind == "supergroup" else -4_100_000_000 - number,
            kind,
            title,
            bot_status="left",
        )
        self.id = self.chat.id

    @property
    def messages(self) -> list[Seen]:
        return [see(message) for message in self.chat.messages.values()]

    def reaches_bot(self, content: JSON, reply_to: Message | None) -> bool:
        """Privacy mode: commands, mentions, replies to the bot (https://core.telegram.org/bots/features#privacy-mode)."""
        text = str(content.get("text") or content.get("caption") or "")
        meant = text.startswith("/") or f"@{self._world.bot['username']}" in text
        answered = reply_to is not None and reply_to.sender is None
        return self.chat.bot_status == "member" and (
            meant or answered or ("text" not in content and "new_chat_members" in content)
        )
