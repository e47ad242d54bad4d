"""The methods that ask about, or set up: the bot itself, its chats, its files."""

from typing import Any

from tests.support.telegram_server.media import DOWNLOAD_BYTES
from tests.support.telegram_server.parameters import Parameters
from tests.support.telegram_server.refusals import JSON, bad
from tests.support.telegram_server.world import Chat, World


def get_me(world: World, given: Parameters) -> JSON:
    return world.bot


def get_file(world: World, given: Parameters) -> JSON:
    """Raises Refused for an unknown file, and for one over 20 MB."""
    if not given.text("file_id"):
        raise bad("file_id not specified")
    file = world.files.by_id(given.text("file_id"))
    if file.size > DOWNLOAD_BYTES:
        raise bad("file is too big")
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": file.path}


def get_chat(world: World, given: Parameters) -> JSON:
    chat = world.chat(given.text("chat_id"))
    full: JSON = {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": _GIFTS}
    if chat.person and chat.person.forbids_voice:
        full["has_restricted_voice_and_video_messages"] = True
    return {**chat.shape(), **full}


_GIFTS = {
    "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
    "gifts_from_channels": False,
}  # fmt: skip


def leave_chat(world: World, given: Parameters) -> bool:
    chat = world.chat(given.text("chat_id"))
    if chat.kind == "private":
        raise bad("chat not found")
    if chat.bot_status != "member":
        world.open_chat(given.text("chat_id"))
    bot_joins_or_leaves(world, chat, "left", world.bot_user)
    return True


def bot_joins_or_leaves(world: World, chat: Chat, status: Any, by: JSON) -> None:
    """The bot's place in a chat changes, and it hears so."""
    before, chat.bot_status = chat.bot_status, status
    push_member_change(world, chat, before, status, by)


def push_member_change(world: World, chat: Chat, before: str, after: str, by: JSON) -> None:
    """`my_chat_member`: of a group, or of a person who blocks or unblocks the bot."""
    body: JSON = {"chat": chat.shape(), "from": by, "date": int(world.clock())}
    for name, status in (("old_chat_member", before), ("new_chat_member", after)):
        body[name] = {"user": world.bot_user, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    world.updates.push("my_chat_member", body, f"member {chat.id}")


def set_my_commands(world: World, given: Parameters) -> bool:
    commands = given.json("commands", "can't parse commands JSON object")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad("expected an Array of BotCommand")
    for command in commands:
        if not isinstance(command, dict) or not command.get("command") or not command.get("description"):
            raise bad("can't parse BotCommand")
        name = str(command["command"]).removeprefix("/")
        if not (name.isascii() and name.replace("_", "a").isalnum() and name == name.lower() and len(name) <= 32):
            raise bad("BOT_COMMAND_INVALID")
        if len(str(command["description"])) > 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands = commands
    return True


def get_my_commands(world: World, given: Parameters) -> list[JSON]:
    return world.commands


def set_chat_menu_button(world: World, given: Parameters) -> bool:
    button = given.json("menu_button", "can't parse menu button JSON object")
    if button is not None and (
        not isinstance(button, dict) or button.get("type") not in {"commands", "web_app", "default"}
    ):
        raise bad("MenuButton has unsupported type")
    world.menu_button = button or {"type": "default"}
    return True
