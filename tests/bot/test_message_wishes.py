"""What people type about how messages come is the whole message, and nothing that can mean something else."""

from __future__ import annotations

import pytest

from bot.message_wishes import wish_in


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        ("How I want messages", "how_messages", "none"),
        ("please can you change how you talk to me", "how_messages", "none"),
        ("I want to change my messages!", "how_messages", "none"),
        ("Turn the sound off please", "set_messages", "sound_off"),
        ("don’t read to me", "set_messages", "sound_off"),
        ("can you turn on the sound?", "set_messages", "sound_on"),
        ("your voice is too fast", "set_messages", "sound_slower"),
        ("no emojis pls", "set_messages", "pictures_off"),
        ("PICTURES ON", "set_messages", "pictures_on"),
        ("only my photos", "set_messages", "own_photos"),
        ("one at a time please", "set_messages", "one_at_a_time"),
        ("show me all the answers", "set_messages", "together"),
        ("messages slower", "set_messages", "slow_speed"),
        ("talk faster", "set_messages", "usual_speed"),
    ],
)
def test_a_wish_is_read(words: str, intent: str, answer: str) -> None:
    found = wish_in(None, words)
    assert found is not None and (found.intent, found.answer) == (intent, answer)


@pytest.mark.parametrize(
    "words",
    [
        "no sound",
        "the sound on my telly is off",
        "turn the sound off in the lounge at night",
        "staff talk faster than me",
        "they took the pictures off my wall",
        "one at a time we went on the slide",
        "off",
        "please",
        "",
    ],
)
def test_what_may_tell_of_something_is_left_to_the_model(words: str) -> None:
    assert wish_in(None, words) is None
