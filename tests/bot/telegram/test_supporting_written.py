"""One message becomes a question and options, however it is typed."""

from __future__ import annotations

import pytest

from bot.channels.telegram.supporting.written import option_named, read

QUESTION = "What do you want to do on Saturday?"


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("🏊 Swimming", ("🏊", "Swimming", None)),
        ("🏊Swimming", ("🏊", "Swimming", None)),
        ("Swimming 🏊", ("🏊", "Swimming", None)),
        ("🎬 Cinema: We go with Sam", ("🎬", "Cinema", "We go with Sam")),
        ("🎬 Cinema : We go: with Sam", ("🎬", "Cinema", "We go: with Sam")),
        ("🎬 Cinema at 5:30", ("🎬", "Cinema at 5:30", None)),
        ("- 🏊 Swimming", ("🏊", "Swimming", None)),
        ("1. 🏊 Swimming", ("🏊", "Swimming", None)),
        ("2 tickets", (None, "2 tickets", None)),
        ("Swimming", (None, "Swimming", None)),
        ("👩‍🍳 Cooking", ("👩‍🍳", "Cooking", None)),
        ("🏊🏽 Swimming", ("🏊🏽", "Swimming", None)),
        ("🏊🎬 Both", ("🏊🎬", "Both", None)),
        ("🏊", ("🏊", "", None)),
        ("Fish 🐟 and chips", (None, "Fish 🐟 and chips", None)),
    ],
)
def test_an_option_is_emoji_label_and_what_it_would_mean(line: str, option: tuple[str | None, str, str | None]) -> None:
    found = read(f"  {QUESTION}\r\n\n{line}\n")
    assert found is not None and found.question == QUESTION
    assert [(one.sign, one.label, one.meaning) for one in found.options] == [option]


@pytest.mark.parametrize("words", ["", QUESTION, "Thank you!\n\n", "\n\n", "\u200b\n\u2063\n."])
def test_one_line_is_no_choice(words: str) -> None:
    assert read(words) is None


@pytest.mark.parametrize(
    ("caption", "place"),
    [
        *[("2 Cinema", 1), ("1", 0), (" 3. Park", 2), ("2: Cinema", 1)],
        *[("4", None), ("0", None), ("22", None), ("2nd", None), ("Cinema", None), ("", None), (None, None)],
    ],
)
def test_a_photo_names_its_option_by_number(caption: str | None, place: int | None) -> None:
    assert option_named(caption) == place
