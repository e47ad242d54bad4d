"""A message to staff, and the e-mail that carries it: what notices and alerts have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime


@dataclass(frozen=True)
class Text:
    title: str
    body: str


def letter(message_id: str, to: str, text: Text, sender: str, now: datetime) -> EmailMessage:
    """The e-mail. Raises ValueError where the address is none. The same id always makes the same Message-ID."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, text.title
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2]}>"
    # No out-of-office note comes back.
    message["Auto-Submitted"], message["X-Auto-Response-Suppress"] = "auto-generated", "All"
    message.set_content(text.body)
    return message
