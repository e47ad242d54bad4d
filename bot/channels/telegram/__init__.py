"""Telegram: the one place that knows of it. Messages in by its Bot API, messages out into linked private chats."""

from bot.channels.telegram.channel import TelegramChannel, TelegramSettings, username_of

__all__ = ["TelegramChannel", "TelegramSettings", "username_of"]
