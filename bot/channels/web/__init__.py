"""The web chat: one person's conversation as a page for their phone, with or without JavaScript."""

from bot.channels.web.application import application
from bot.channels.web.web_chat import WebChatSettings

__all__ = ["WebChatSettings", "application"]
