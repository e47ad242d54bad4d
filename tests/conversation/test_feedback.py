"""Feedback in three steps, by tap, words or emoji."""

from __future__ import annotations

from storage import Store, feedback
from storage.vocabulary import HelpedBy, Outcome
from tests.conversation.conftest import House
from tests.support.talk import Talk


async def test_three_taps_and_words_make_a_feedback_row(talk: Talk, store: Store, house: House) -> None:
    assert (await talk.says("hello"))[-1] == "Think of one thing from today. How was it?"
    assert talk.buttons() == ["😊 Good", "😐 So-so", "😞 Bad", "💬 Something else", "🤷 Not sure"]
    assert await talk.taps("😞 Bad") == ["What was bad? Tell me in your own words or emoji."]
    words = "shower is freezin  COLD 🥶\nevry morning"
    assert await talk.says(words) == [
        f"You said: “{words}”",
        "You said it was bad. If you send it, your staff will see it.",
    ]
    assert talk.buttons() == ["📨 Send it", "✏️ Change it", "❌ Do not send it", "👥 Pick who sees it"]
    assert await talk.taps("📨 Send it") == [
        "Thank you, I sent it. A person will read it by Thursday 5 March.",
        "How did you tell me this? You can skip this one.",
    ]
    assert await talk.taps("Someone read it to me") == ["Thank you. I kept that."]
    [kept] = await store.reading(feedback.of_person, house.person.id)
    assert (kept.words, kept.outcome, kept.helped_by) == (words, Outcome.DID_NOT_WORK, HelpedBy.READ_TO_ME)
