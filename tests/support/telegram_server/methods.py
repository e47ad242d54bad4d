"""The methods of the Bot API that there are here."""

from collections.abc import Callable
from typing import Any

from tests.support.telegram_server import about, albums, editing, sending
from tests.support.telegram_server.parameters import Parameters
from tests.support.telegram_server.world import World

METHODS: dict[str, Callable[[World, Parameters], Any]] = {
    "getMe": about.get_me,
    "getChat": about.get_chat,
    "getFile": about.get_file,
    "leaveChat": about.leave_chat,
    "setMyCommands": about.set_my_commands,
    "getMyCommands": about.get_my_commands,
    "setChatMenuButton": about.set_chat_menu_button,
    "sendMessage": sending.send_message,
    "sendVoice": sending.send_voice,
    "sendAudio": sending.send_audio,
    "sendPhoto": sending.send_photo,
    "sendMediaGroup": albums.send_media_group,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": editing.answer_callback_query,
}
OF_UPDATES = ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")
NAMES = {name.lower(): name for name in (*METHODS, *OF_UPDATES)}
"""Methods are found whatever the case of their letters, as on the real server."""
