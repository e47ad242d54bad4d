"""What a person sees of a chat on their screen."""

from dataclasses import dataclass

from tests.support.telegram_server.refusals import JSON
from tests.support.telegram_server.world import Message

_KINDS = (
    "text", "voice", "audio", "photo", "document", "video", "video_note", "sticker", "location", "contact", "poll",
    "dice", "new_chat_members",
)  # fmt: skip


@dataclass(frozen=True)
class Button:
    """An inline button under a message."""

    message_id: int
    label: str
    data: str | None
    url: str | None = None


@dataclass(frozen=True)
class Seen:
    """One message, as it stands now; a deleted one stays in the list, marked."""

    id: int
    from_bot: bool
    kind: str
    text: str | None
    caption: str | None
    file: bytes | None
    buttons: list[list[Button]]
    at: float
    edited: bool
    deleted: bool
    content: JSON
    reply_to: int | None = None

    @property
    def words(self) -> str:
        """Text or caption."""
        return self.text or self.caption or ""

    @property
    def voice(self) -> bytes | None:
        """The sound, where it is shown as a voice message."""
        return self.file if self.kind == "voice" else None

    @property
    def labels(self) -> list[list[str]]:
        return [[button.label for button in row] for row in self.buttons]

    def button(self, label: str) -> Button:
        """Raises LookupError where there is none of this label."""
        for row in self.buttons:
            for button in row:
                if button.label == label:
                    return button
        raise LookupError(f"no button {label!r} under this message, only {self.labels}")


def see(message: Message) -> Seen:
    content, markup = message.content, message.markup
    rows = markup.rows if markup and markup.kind == "inline" else []
    return Seen(
        id=message.id,
        from_bot=message.sender is None,
        kind=next((kind for kind in _KINDS if kind in content), "other"),
        text=content.get("text"),
        caption=content.get("caption"),
        file=message.file.data if message.file else None,
        buttons=[[Button(message.id, b["text"], b.get("callback_data"), b.get("url")) for b in row] for row in rows],
        at=message.date,
        edited=message.edited is not None,
        deleted=message.deleted,
        content=content,
        reply_to=message.reply_to.id if message.reply_to else None,
    )
