"""The methods that send: sendMessage, sendVoice, sendAudio, sendPhoto, sendDocument, sendChatAction."""

from typing import Any

from tests.support.telegram_server.keyboards import Markup, read_markup
from tests.support.telegram_server.media import File, opus_seconds, photo_size, sound_kind
from tests.support.telegram_server.parameters import Parameters, Upload
from tests.support.telegram_server.refusals import JSON, bad
from tests.support.telegram_server.texts import read_caption, read_text
from tests.support.telegram_server.world import Chat, Message, World

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "record_audio",
    "upload_audio", "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def send_message(world: World, given: Parameters) -> JSON:
    text, entities = read_text(given)
    content: JSON = {"text": text, **({"entities": entities} if entities else {})}
    return _send(world, given, content)


def send_voice(world: World, given: Parameters) -> JSON:
    """OGG with Opus is a voice message, anything else what it is. Raises Refused where the person takes no voice."""
    return _send_file(world, given, "voice")


def send_audio(world: World, given: Parameters) -> JSON:
    return _send_file(world, given, "audio")


def send_photo(world: World, given: Parameters) -> JSON:
    return _send_file(world, given, "photo")


def send_document(world: World, given: Parameters) -> JSON:
    return _send_file(world, given, "document")


def send_chat_action(world: World, given: Parameters) -> bool:
    action = given.text("action").lower()
    if not action:
        raise bad('parameter "action" is required')
    if action not in _ACTIONS:
        raise bad("wrong parameter action in request")
    world.actions.append((world.open_chat(given.text("chat_id")).id, action))
    return True


def _send_file(world: World, given: Parameters, kind: str) -> JSON:
    upload = given.upload(kind)
    if upload is None:
        raise bad(f"there is no {kind} in the request")
    caption, entities = read_caption(given)
    markup = read_markup(given)
    chat = world.open_chat(given.text("chat_id"))
    file = _file(world, given, kind, upload)
    if file.kind == "voice" and chat.person and chat.person.forbids_voice:
        raise bad("VOICE_MESSAGES_FORBIDDEN")
    content = file.shape()
    if caption:
        content["caption"] = caption
        if entities:
            content["caption_entities"] = entities
    return _place(world, given, chat, content, markup, file)


def _file(world: World, given: Parameters, kind: str, upload: Upload | str) -> File:
    if isinstance(upload, str) and upload.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    if isinstance(upload, str):
        file = world.files.by_id(upload)
        if file.kind != kind:
            raise bad(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file
    if not upload.data:
        raise bad("file must be non-empty")
    if kind == "photo":
        return world.files.keep(kind, upload.data, photo_size(upload.data))
    about: JSON = {}
    if kind == "voice":
        kind = sound_kind(upload.data)
    if kind == "voice":
        about = {"duration": given.integer("duration", opus_seconds(upload.data), 0), "mime_type": "audio/ogg"}
    elif kind == "audio":
        about = {"duration": given.integer("duration", 0, 0), "mime_type": "audio/mpeg", "file_name": upload.name}
        about |= {name: given.text(name) for name in ("title", "performer") if given.text(name)}
    else:
        about = {"file_name": upload.name, "mime_type": upload.content_type}
    return world.files.keep(kind, upload.data, about)


def photo_of(world: World, given: Parameters, name: str) -> File:
    """The photo of a field. Raises Refused where there is none."""
    upload = given.upload(name)
    if upload is None:
        raise bad("there is no photo in the request")
    return _file(world, given, "photo", upload)


def _send(world: World, given: Parameters, content: JSON) -> JSON:
    markup = read_markup(given)
    chat = world.open_chat(given.text("chat_id"))
    return _place(world, given, chat, content, markup, None)


def _place(
    world: World, given: Parameters, chat: Chat, content: JSON, markup: Markup | None, file: File | None
) -> JSON:
    """What every message goes through at last: the one replied to, the limits, the reply keyboard."""
    reply_to = _replied(given, chat)
    world.limits.count(chat.id, world.clock())
    message = world.add(chat, None, content, markup=markup, file=file, reply_to=reply_to)
    if chat.person and markup and markup.kind != "inline":
        chat.person.keyboard = markup if markup.kind == "keyboard" else None
        chat.person.keyboard_message = message.id
    return world.shape(message)


def _replied(given: Parameters, chat: Chat) -> Message | None:
    asked: Any = given.json("reply_parameters", "can't parse reply parameters JSON object")
    if asked is None and given.text("reply_to_message_id"):
        asked = {
            "message_id": given.integer("reply_to_message_id"),
            "allow_sending_without_reply": given.boolean("allow_sending_without_reply"),
        }
    if asked is None:
        return None
    if not isinstance(asked, dict) or not isinstance(asked.get("message_id"), int):
        raise bad("can't parse reply parameters JSON object")
    message = chat.messages.get(asked["message_id"])
    if message and not message.deleted:
        return message
    if asked.get("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")
