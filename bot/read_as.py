"""What a message was read as, as it is kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from storage.heard import Heard
from storage.questions import Question


@dataclass(frozen=True)
class Reading:
    """Names, ids and numbers only. `asked` is the kind of the open question, `answer` what was picked of it; both may be
    "none". `heard`: what words say; `tier` and `reasons`: where the model heard more than the screening rules; `is_sure`: whether
    words were read at once, or the person has to be asked, None where the model had nothing to read."""

    intent: str
    question_id: str | None = None
    asked: str = "none"
    answer: str = "none"
    heard: Heard | None = None
    tier: str | None = None
    reasons: tuple[str, ...] = ()
    is_sure: bool | None = None

    @property
    def kind(self) -> str | None:
        """How what was told was for the person, where the words alone say so."""
        return self.heard.outcome if self.heard is not None and self.intent == "feedback" else None

    def as_json(self) -> dict[str, Any]:
        answer = None if self.answer == "none" else self.answer
        heard = None if self.heard is None else self.heard.as_json()
        found = {"intent": self.intent, "question_id": self.question_id, "asked": self.asked, "answer": answer}
        return {**found, "heard": heard, "tier": self.tier, "reasons": list(self.reasons), "is_sure": self.is_sure}

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Reading:
        """Of what was kept; a message that waited through an upgrade has no more than its first four."""
        heard = Heard.from_json(found["heard"]) if found.get("heard") else None
        harm = (found.get("tier"), tuple(found.get("reasons", ())))
        about = (found["intent"], found["question_id"], found["asked"], found["answer"] or "none")
        return cls(*about, heard, *harm, found.get("is_sure"))


def about(asked: Question | None, intent: str, answer: str = "none") -> Reading:
    """Of a message that leaves the open question to what becomes of it."""
    return Reading(intent) if asked is None else Reading(intent, asked.id, asked.kind, answer)
