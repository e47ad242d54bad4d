"""The real assistant for every turn, with readings that a test sets: so a test of what becomes of a reading does not hang on
what the model has learnt."""

from __future__ import annotations

from bot.assistant import Assistant, Parsed, Part


def read_as(
    kind: str = "unclear",
    *,
    sure: float = 0.9,
    intent: str = "feedback",
    topics: tuple[str, ...] = (),
    parts: tuple[Part, ...] = (),
    tier: str = "none",
    intent_sure: float = 0.9,
) -> Parsed:
    """A reading."""
    return Parsed(intent, intent_sure, kind, sure, parts, topics, tier)


class TaughtAssistant(Assistant):
    """Reads what it was taught, by the exact words; of all else it is not sure how it was."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.taught: dict[str, Parsed] = {}
        self.asked: list[str] = []

    async def parse(self, asked: str, words: str) -> Parsed:
        self.asked.append(asked)
        return self.taught.get(words) or read_as()
