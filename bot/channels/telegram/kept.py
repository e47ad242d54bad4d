"""What a batch of updates led to, once it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Kept:
    """People who wrote, people to whom something is to be sent, chats of supporters who are answered, places to leave."""

    wrote: list[str] = field(default_factory=list)
    to_send: list[str] = field(default_factory=list)
    supporters: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    has_strangers: bool = False
