"""What an update of Telegram's means to us: plain values, no question asked of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update
from telegram.ext.filters import StatusUpdate

from storage.recordings import Recording

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that Telegram is asked for."""

SENT_VOICE, SENT_PHOTO, SENT_VIDEO, SENT_FILE = "sent_voice", "sent_photo", "sent_video", "sent_file"
SENT_PLACE, SENT_CONTACT, SENT_POLL, SENT_OTHER = "sent_place", "sent_contact", "sent_poll", "sent_other"
EDITED = "edited"
LOST_VOICE, NO_SOUND, TOO_LONG = "lost_voice", "no_sound", "too_long"
"""A voice message that Telegram did not hand out, in which there is no sound, or too much; known to this channel alone."""
# What can be in a message, and what it is to us; the first one that is there counts.
_KINDS = (
    ("voice", SENT_VOICE),
    ("photo", SENT_PHOTO),
    ("animation", SENT_VIDEO),
    ("video", SENT_VIDEO),
    ("video_note", SENT_VIDEO),
    ("audio", SENT_VOICE),
    ("document", SENT_FILE),
    ("venue", SENT_PLACE),
    ("location", SENT_PLACE),
    ("contact", SENT_CONTACT),
    ("poll", SENT_POLL),
)


@dataclass(frozen=True)
class Voice:
    """A voice message that lies at Telegram's, `size` bytes as it says."""

    file_id: str
    size: int


@dataclass(frozen=True)
class Wrote:
    """Something a person sent in a private chat. `key` is the same whenever the same thing is delivered again."""

    chat_id: int
    message_id: int
    key: str
    sent_at: datetime
    words: str | None = None
    control: str | None = None
    voice: Voice | None = None
    recording: Recording | None = None


@dataclass(frozen=True)
class Started:
    """/start, with the code of the link that was opened, if one was."""

    chat_id: int
    message_id: int
    key: str
    sent_at: datetime
    code: str | None


@dataclass(frozen=True)
class Tapped:
    """A button under one of our messages: what it carries, and its label as the person sees it."""

    chat_id: int
    query_id: str
    data: str
    label: str


@dataclass(frozen=True)
class ShutOut:
    """The person blocked the bot."""

    chat_id: int


@dataclass(frozen=True)
class LetIn:
    """The person let the bot in again."""

    chat_id: int


@dataclass(frozen=True)
class Elsewhere:
    """Anything from a place that is not a private chat: nothing of it is kept, and we leave (R62)."""

    chat_id: int


Arrival = Wrote | Started | Tapped | ShutOut | LetIn | Elsewhere


def arrival(found: dict[str, Any], bot: Bot) -> Arrival | None:
    """What this update (as JSON) means; None for what is nothing to us, such as a pinned message. Raises whatever
    python-telegram-bot raises for a shape it cannot read."""
    update = Update.de_json(found, bot)
    if update.callback_query is not None:
        return _tapped(update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.type != "private":
        return Elsewhere(message.chat.id)
    if update.edited_message is not None:
        return _edited(message)
    return _written(message)


def unreadable(found: dict[str, Any]) -> Arrival | None:
    """An update of a shape that is not known, as far as it says where it came from; None where not even that."""
    try:
        message, sent_at = found["message"], datetime.fromtimestamp(found["message"]["date"], UTC)
        chat_id, message_id = int(message["chat"]["id"]), int(message["message_id"])
        if message["chat"]["type"] != "private":
            return Elsewhere(chat_id)
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    words = message.get("text") or message.get("caption")
    control = SENT_OTHER if words is None else None
    return Wrote(chat_id, message_id, f"m:{chat_id}:{message_id}", sent_at, words and str(words), control)


def message_ids(found: Sequence[dict[str, Any]]) -> list[int]:
    """The numbers of all messages in private chats that these updates bring, whatever is in them."""
    messages = [one["message"] for one in found if isinstance(one.get("message"), dict)]
    chats = [(one.get("message_id"), one.get("chat")) for one in messages]
    return [number for number, chat in chats if isinstance(number, int) and _is_private(chat)]


def _is_private(chat: object) -> bool:
    return isinstance(chat, dict) and chat.get("type") == "private"


def message_id_of(key: str) -> int | None:
    """The number of the message that a key names; None for a tap."""
    kind, *parts = key.split(":")
    return int(parts[1]) if kind in ("m", "e") else None


def chat_id_of(key: str) -> int:
    """The private chat that a key names."""
    return int(key.split(":")[1])


def _tapped(query: CallbackQuery) -> Arrival | None:
    message = query.message
    if message is not None and message.chat.type != "private":
        return Elsewhere(message.chat.id)
    # In a private chat the chat has the number of its person, also where the message is too old to be shown.
    return Tapped(query.from_user.id, query.id, query.data or "", _label(query))


def _label(query: CallbackQuery) -> str:
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    rows = () if markup is None else markup.inline_keyboard
    return next((button.text for row in rows for button in row if button.callback_data == query.data), "")


def _membership(change: ChatMemberUpdated) -> Arrival | None:
    is_out = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    if change.chat.type != "private":
        return None if is_out else Elsewhere(change.chat.id)
    return ShutOut(change.chat.id) if is_out else LetIn(change.chat.id)


def _edited(message: Message) -> Arrival | None:
    """A place that moves on is "edited" every few seconds: only changed words are something said."""
    words = message.text or message.caption
    if words is None:
        return None
    at = message.edit_date or message.date
    key = f"e:{message.chat.id}:{message.message_id}:{int(at.timestamp())}"
    return Wrote(message.chat.id, message.message_id, key, at.astimezone(UTC), words, EDITED)


def _written(message: Message) -> Arrival | None:
    key, sent_at = f"m:{message.chat.id}:{message.message_id}", message.date.astimezone(UTC)
    about = (message.chat.id, message.message_id, key, sent_at)
    if message.text is not None:
        command, _, rest = message.text.partition(" ")
        if command == "/start":
            return Started(*about, rest.strip() or None)
        return Wrote(*about, words=message.text)
    if message.sticker is not None and message.sticker.emoji:
        return Wrote(*about, words=message.sticker.emoji)
    for name, control in _KINDS:
        if getattr(message, name):
            return _thing(message, about, control)
    return None if StatusUpdate.ALL.filter(Update(0, message=message)) else Wrote(*about, control=SENT_OTHER)


def _thing(message: Message, about: tuple[int, int, str, datetime], control: str) -> Wrote:
    # A sound file is what the recorder of a phone makes of somebody's words.
    sound = message.voice or message.audio
    if sound is not None:
        voice = Voice(sound.file_id, sound.file_size or 0)
        return Wrote(*about, words=message.caption, control=control, voice=voice)
    if message.media_group_id is not None and message.caption is None:
        # An album is one thing to its sender: it is answered once, beside what its captions say.
        about = (*about[:2], f"g:{message.chat.id}:{message.media_group_id}", about[3])
    return Wrote(*about, words=message.caption, control=control)
