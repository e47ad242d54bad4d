"""How what is written is said. The left side is shown, the right side is heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech import Respelling
from speech.saying import said

TIMES = [
    ("3:30pm", "half past three in the afternoon"),
    ("3.30 pm", "half past three in the afternoon"),
    ("3:30 p.m. today", "half past three in the afternoon today"),
    ("at 7:30am", "at half past seven in the morning"),
    ("15:30", "half past three in the afternoon"),
    ("19:00", "seven in the evening"),
    ("00:30", "half past twelve at night"),
    ("9am", "nine in the morning"),
    ("9 AM", "nine in the morning"),
    ("12pm", "twelve at midday"),
    ("12am", "twelve at midnight"),
    ("10:30", "half past ten"),
    ("9:00", "nine o'clock"),
    ("9:05", "five past nine"),
    ("9:15", "quarter past nine"),
    ("9:20", "twenty past nine"),
    ("9:45", "quarter to ten"),
    ("12:40", "twenty to one"),
    ("9:07", "nine oh seven"),
    ("9:17", "nine seventeen"),
    ("at 10.30", "at half past ten"),
    ("9am-5pm", "nine in the morning to five in the evening"),
    ("9-5pm", "nine to five in the evening"),
    ("9 to 5", "nine to five"),
    ("half past 9 in the morning", "half past nine in the morning"),
]
DATES = [
    ("Tue 2 Dec", "Tuesday the second of December"),
    ("Tuesday 2 December", "Tuesday the second of December"),
    ("on Thurs 1st May", "on Thursday the first of May"),
    ("Sat 31 Jan 2026", "Saturday the thirty-first of January twenty twenty-six"),
    ("the 2nd of December", "the second of December"),
    ("2 Sept.", "the second of September"),
    ("2/12/2026", "the second of December twenty twenty-six"),
    ("02.12.26", "the second of December twenty twenty-six"),
    ("2026-12-02", "the second of December twenty twenty-six"),
    ("in 1998", "in nineteen ninety-eight"),
    ("in 2009", "in two thousand and nine"),
    ("The cat sat. 2 dogs came.", "The cat sat. two dogs came."),
    ("Sunday 6 December at 6pm", "Sunday the sixth of December at six in the evening"),
]
MONEY = [
    ("£5", "five pounds"),
    ("£1", "one pound"),
    ("£4.50", "four pounds fifty"),
    ("£4.5", "four pounds fifty"),
    ("£4.05", "four pounds five"),
    ("£10.00", "ten pounds"),
    ("£0.50", "fifty pence"),
    ("£1,250", "one thousand two hundred and fifty pounds"),
    ("£5-£10", "five pounds to ten pounds"),
    ("It was £5.", "It was five pounds."),
    ("50p", "fifty pence"),
    ("1p", "one penny"),
    ("€20", "twenty euros"),
]
NUMBERS = [
    ("Call 999 now.", "Call nine nine nine now."),
    ("call 111", "call one one one"),
    ("116 123", "one one six, one two three"),
    ("0800 1111", "zero eight zero zero, one one one one"),
    ("020 7946 0123", "zero two zero, seven nine four six, zero one two three"),
    ("I have 2 cats", "I have two cats"),
    ("1,200", "one thousand two hundred"),
    ("15", "fifteen"),
    ("1st and 22nd", "first and twenty-second"),
    ("1.5 litres", "one point five litres"),
    ("5mg", "five milligrams"),
    ("10%", "ten per cent"),
    ("20°C", "twenty degrees"),
    ("2–3 days", "two to three days"),
    ("No. 5", "number five"),
    ("#1", "number one"),
    ("No. That is 3.", "No. That is three."),
    ("B12", "B12"),
    ("12345678901", "one two three four five six seven eight nine zero one"),
]
LETTERS = [
    ("NHS", "N H S"),
    ("my GP", "my G P"),
    ("N.H.S.", "N H S"),
    ("TJ came", "T J came"),
    ("J. Smith", "J Smith"),
    ("A&E", "A and E"),
    ("the TV", "the T V"),
    ("fish & chips", "fish and chips"),
    ("e.g. tea", "for example tea"),
    ("OK", "OK"),
    ("MAN! OH NO!", "MAN! OH NO!"),
    ("SHH", "SHH"),
    ("Mr. Nguyễn", "Mr. Nguyễn"),
]
EMOJI = [
    ("😊 Good", "Good"),
    ("It was 😂 so funny", "It was so funny"),
    ("You said: “😡”", "You said: “angry face”"),
    ("😂", "laughing face"),
    ("🌅 Morning, at 10", "Morning, at ten"),
]


@pytest.mark.parametrize(("shown", "heard"), [*TIMES, *DATES, *MONEY, *NUMBERS, *LETTERS, *EMOJI])
def test_it_is_said_as_people_say_it(shown: str, heard: str) -> None:
    assert said(shown) == heard


NAMES = (
    Respelling("Siobhan", "shivawn"),
    Respelling("TJ", "tee jay"),
    Respelling("Ann", "an"),
    Respelling("Ann Lee", "anna lee"),
)


@pytest.mark.parametrize(
    ("shown", "heard"),
    [
        ("Siobhan came", "shivawn came"),
        ("SIOBHAN’s bus", "shivawn’s bus"),
        ("Siobhan-Ann, siobhan!", "shivawn-an, shivawn!"),
        ("TJ has £5", "tee jay has five pounds"),
        ("Ann Lee and Ann", "anna lee and an"),
        ("Annie and Siobhans", "Annie and Siobhans"),
        ("Good", "Good"),
    ],
)
def test_a_name_is_said_as_it_was_written_down_and_only_as_a_word_of_its_own(shown: str, heard: str) -> None:
    assert said(shown, NAMES) == heard


def test_what_is_written_in_a_respelling_is_said_as_it_stands() -> None:
    assert said("TJ and R2", (Respelling("TJ", "TJ \\1 £5"), Respelling("R2", "are two"))) == "TJ \\1 £5 and are two"


@given(st.text(), st.text(min_size=1))
def test_any_text_and_any_name_is_safe(shown: str, name: str) -> None:
    said(shown, (Respelling(name, "somebody"),)).encode()


@given(st.from_regex(r"[0-9£:./, apm-]{1,30}", fullmatch=True))
def test_any_figures_are_said_somehow(shown: str) -> None:
    assert said(shown) == said(said(shown))
