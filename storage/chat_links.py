"""How a one-time code becomes a linked chat: the addresses that carry it, for a person's page and the command line."""

from __future__ import annotations

from dataclasses import dataclass

WEB, TELEGRAM = "web", "telegram"
CHANNELS = (WEB, TELEGRAM)


@dataclass(frozen=True)
class ChatLink:
    """One way in. `channel` is one of `CHANNELS`."""

    channel: str
    address: str


def links(code: str, public_address: str, telegram_username: str | None) -> tuple[ChatLink, ...]:
    """Every way this code can be used; Telegram's only where the name of the service's bot there is known."""
    web = ChatLink(WEB, f"{public_address}/chat/link?code={code}")
    if telegram_username is None:
        return (web,)
    return (ChatLink(TELEGRAM, f"https://t.me/{telegram_username.removeprefix('@')}?start={code}"), web)
