"""The methods that change what was sent: edits, deletions, and the answer to a tap."""

from tests.support.telegram_server.keyboards import Markup, read_markup, same
from tests.support.telegram_server.parameters import Parameters
from tests.support.telegram_server.refusals import JSON, bad
from tests.support.telegram_server.texts import read_caption, read_text, units
from tests.support.telegram_server.world import Chat, Message, World

_DELETABLE_SECONDS = 48 * 60 * 60
_DICE_SECONDS = 24 * 60 * 60


def edit_message_text(world: World, given: Parameters) -> JSON:
    text, entities = read_text(given)
    markup = read_markup(given, only_inline=True)
    message = _to_edit(world, given)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    return _edit(world, message, {"text": text, **({"entities": entities} if entities else {})}, markup)


def edit_message_caption(world: World, given: Parameters) -> JSON:
    caption, entities = read_caption(given)
    markup = read_markup(given, only_inline=True)
    message = _to_edit(world, given)
    if message.file is None:
        raise bad("there is no caption in the message to edit")
    content = message.file.shape() | ({"caption": caption} if caption else {})
    return _edit(world, message, content | ({"caption_entities": entities} if entities else {}), markup)


def edit_message_reply_markup(world: World, given: Parameters) -> JSON:
    markup = read_markup(given, only_inline=True)
    message = _to_edit(world, given)
    return _edit(world, message, message.content, markup)


def delete_message(world: World, given: Parameters) -> bool:
    chat = world.chat(given.text("chat_id"))
    message = chat.messages.get(given.integer("message_id"))
    if message is None or message.deleted:
        raise bad("message to delete not found")
    if not _deletable(world, message):
        raise bad("message can't be deleted for everyone")
    delete(world, message)
    return True


def delete_messages(world: World, given: Parameters) -> bool:
    """Those that are not found, or cannot be deleted, are passed over."""
    ids = given.json("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(ids, list) or not all(isinstance(number, int) for number in ids):
        raise bad("expected an Array of message identifiers")
    if not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > 100:
        raise bad("too many message identifiers specified")
    chat = world.chat(given.text("chat_id"))
    for message in [chat.messages[number] for number in ids if number in chat.messages]:
        if not message.deleted and _deletable(world, message):
            delete(world, message)
    return True


def answer_callback_query(world: World, given: Parameters) -> bool:
    """A second answer to the same tap is taken, too. Raises Refused for one that never was, or is too old."""
    query = world.queries.get(given.text("callback_query_id"))
    if query is None or world.clock() - query.at > world.query_seconds:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if units(given.text("text")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    query.answers.append({"text": given.text("text"), "show_alert": given.boolean("show_alert")})
    return True


def _to_edit(world: World, given: Parameters) -> Message:
    if not given.text("chat_id") and not given.text("message_id"):
        raise bad("message identifier is not specified")
    chat: Chat = world.chat(given.text("chat_id"))
    message = chat.messages.get(given.integer("message_id"))
    if message is None or message.deleted:
        raise bad("message to edit not found")
    if message.sender is not None or (message.markup and message.markup.kind != "inline"):
        raise bad("message can't be edited")
    return message


def _edit(world: World, message: Message, content: JSON, markup: Markup | None) -> JSON:
    world.limits.check_flood(message.chat.id, world.clock())
    if content == message.content and same(markup, message.markup):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    if content != message.content:
        message.edited = world.clock()
    message.content, message.markup = content, markup
    world.changed(message.chat)
    return world.shape(message)


def _deletable(world: World, message: Message) -> bool:
    age = world.clock() - message.date
    if message.chat.kind != "private":
        return message.sender is None and age < _DELETABLE_SECONDS
    return age < _DELETABLE_SECONDS and ("dice" not in message.content or age > _DICE_SECONDS)


def delete(world: World, message: Message) -> None:
    """Take a message away for everybody. With the message that brought it, the reply keyboard goes from the screen, as in Telegram's own apps."""
    message.deleted = True
    person = message.chat.person
    if person and person.keyboard_message == message.id:
        person.keyboard = person.keyboard_message = None
    world.changed(message.chat)
