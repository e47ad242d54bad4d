"""How what is written is said: names as their owners say them, times, dates, money, numbers and initials in words.

Engines differ in all of these, and read "3:30pm" or "£4.50" as nobody says it. What is said holds no sign that they could
stumble over. Plain values in and out; British English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from num2words import num2words

from speech.spoken import spoken_text

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY = r"(0?[1-9]|[12][0-9]|3[01])"
_WEEKDAY = r"(?:\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:day|sday|nesday|urday)?,? )?"
_MONTH = r"(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]*)\b\.?"
_YEAR = r"((?:19|20)[0-9]{2})"
_COINS = {"£": ("pound", "pounds", "pence"), "€": ("euro", "euros", "cents"), "$": ("dollar", "dollars", "cents")}
_UNITS = {
    "mg": "milligrams", "ml": "millilitres", "kg": "kilograms", "km": "kilometres", "cm": "centimetres", "mm": "millimetres",
    "%": "per cent", "°C": "degrees", "°": "degrees",
}  # fmt: skip
_PARTS = ((5, "at night"), (12, "in the morning"), (17, "in the afternoon"), (21, "in the evening"), (24, "at night"))
_PAST = {5: "five", 10: "ten", 15: "quarter", 20: "twenty", 25: "twenty-five"}
_LONGEST = 9
"""Digits of a number that is said as one; more are said one by one, as an account's."""
# Without a vowel they can only be spelled: "TJ", "NHS", "GP". These are sounds, and the others look like words.
_SOUNDS = frozenset(
    ("HM", "HMM", "MM", "MMM", "SH", "SHH", "PST", "PSST", "BRR", "GRR", "TSK", "ZZ", "ZZZ", "MR", "MRS", "DR", "ST")
)
_SPELLED = "UK|USA|ID|PA|MP|ADHD|PIP|DLA|UTI|PE|ICB|LGBT|TV|DVD|CD"


@dataclass(frozen=True)
class Respelling:
    """How a name is said: wherever `written` stands as a word of its own, `said` is said."""

    written: str
    said: str


def said(shown: str, respellings: Sequence[Respelling] = ()) -> str:
    """The words to say for a shown text; empty if there is nothing to say."""
    text = spoken_text(shown)
    if not respellings:
        return _in_words(text)
    by_written = {one.written.casefold(): one.said for one in respellings}
    longest_first = sorted(by_written, key=len, reverse=True)
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    # What stands for a name is said as it was written down, and nothing in it is taken for initials or a number.
    parts, at = [], 0
    for found in names.finditer(text):
        parts += [_in_words(text[at : found.start()]), by_written.get(found[0].casefold(), found[0])]
        at = found.end()
    return "".join((*parts, _in_words(text[at:])))


def _in_words(text: str) -> str:
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return text


def _number(digits: str) -> str:
    plain = digits.replace(",", "")
    if len(plain) > _LONGEST or (len(plain) > 1 and plain.startswith("0")):
        return _one_by_one(plain)
    return str(num2words(int(plain), lang="en_GB")).replace(",", "")


def _one_by_one(digits: str) -> str:
    """Groups are kept: a telephone number is said as it is written."""
    return ", ".join(" ".join(map(_digit, group)) for group in re.split(r"[ -]+", digits))


def _digit(digit: str) -> str:
    return str(num2words(int(digit)))


def _ordinal(digits: str) -> str:
    return str(num2words(int(digits), to="ordinal", lang="en_GB")).replace(",", "")


def _year(digits: str) -> str:
    return str(num2words(int(digits), to="year", lang="en_GB")).replace(",", "")


def _money(found: re.Match[str]) -> str:
    one, many, small = _COINS[found[1]]
    whole, part = found[2], (found[3] or "").ljust(2, "0")
    cents = "" if not part.strip("0") else _number(part.lstrip("0"))
    if not whole.replace(",", "").strip("0") and cents:
        return f"{cents} {small}"
    return f"{_number(whole)} {one if whole == '1' else many}{f' {cents}' if cents else ''}"


def _pence(found: re.Match[str]) -> str:
    return "one penny" if found[1] == "1" else f"{_number(found[1])} pence"


def _clock(found: re.Match[str]) -> str:
    """Of hour, minutes and am or pm, of which one of the two last may be missing."""
    hour, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "").lower()
    if hour == 12 and minutes == 0 and half:
        return "twelve at midday" if half == "pm" else "twelve at midnight"
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    # Without am or pm "9:30" may be either; "15:30" and "00:30" are not.
    is_known = bool(half) or hour == 0 or hour > 12
    part = f" {next(part for until, part in _PARTS if hour < until)}" if is_known else ""
    return f"{_time(hour, minutes, is_short=bool(part))}{part}"


def _time(hour: int, minutes: int, *, is_short: bool) -> str:
    this, following = (_number(str((one - 1) % 12 + 1)) for one in (hour, hour + 1))
    if minutes == 0:
        return this if is_short else f"{this} o'clock"
    if minutes == 30:
        return f"half past {this}"
    if minutes in _PAST:
        return f"{_PAST[minutes]} past {this}"
    if 60 - minutes in _PAST:
        return f"{_PAST[60 - minutes]} to {following}"
    return f"{this} {'oh ' if minutes < 10 else ''}{_number(str(minutes))}"


def _date(weekday: str | None, day: str, month: str, year: str | None) -> str:
    first = "" if weekday is None else f"{next(one for one in _WEEKDAYS if one.startswith(weekday))} "
    last = "" if year is None else f" {_year(year)}"
    return f"{first}the {_ordinal(day)} of {month}{last}"


def _named_month(short: str) -> str:
    return next(one for one in _MONTHS if one.startswith(short[:3]))


def _day_first(found: re.Match[str]) -> str:
    return _date(found[1], found[2], _named_month(found[3]), found[4])


def _in_figures(found: re.Match[str]) -> str:
    """2/12/2026 and 02.12.26."""
    year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
    return _date(None, found[1], _MONTHS[int(found[2]) - 1], year)


def _decimal(found: re.Match[str]) -> str:
    return f"{_number(found[1])} point {' '.join(map(_digit, found[2]))}"


def _measured(found: re.Match[str]) -> str:
    return f"{found[1]} {_UNITS[found[2]]}"


def _initials(found: re.Match[str]) -> str:
    letters = found[0].replace(".", "")
    return found[0] if letters in _SOUNDS else " ".join(letters)


def _rule(
    pattern: str, words: Callable[[re.Match[str]], str]
) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    return re.compile(pattern), words


# In this order: what one made holds no figures any more, and is left alone by those after it.
_RULES = (
    _rule(r"£([0-9,.]+) ?- ?£?([0-9])", lambda found: f"£{found[1]} to £{found[2]}"),
    _rule(r"([£€$])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?(?![0-9])", _money),
    _rule(r"\b([1-9][0-9]?)p\b", _pence),
    _rule(
        rf"\b{_YEAR}-(0[1-9]|1[0-2])-{_DAY}\b",
        lambda found: _date(None, found[3], _MONTHS[int(found[2]) - 1], found[1]),
    ),
    _rule(rf"\b{_DAY}[/.](0?[1-9]|1[0-2])[/.]((?:20)?[0-9]{{2}})\b", _in_figures),
    _rule(rf"{_WEEKDAY}\b(?:the )?{_DAY}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR}\b)?", _day_first),
    _rule(
        r"\b([0-9]{1,2})(?:[:.]([0-5][0-9]))? ?-(?=[0-9])(?=[0-9:.]+ ?[ap]\.?m)",
        lambda found: f"{found[0][:-1].strip()} to ",
    ),
    _rule(r"(?<=[ap]m) ?[-–] ?(?=[0-9])", lambda found: " to "),
    _rule(r"\b(0?[0-9]|1[0-9]|2[0-3])(?:[:.]([0-5][0-9]))? ?([ap]m\b|[AP]M\b|[ap]\.m\.)", _clock),
    _rule(r"\b([01]?[0-9]|2[0-3]):([0-5][0-9])()\b", _clock),
    _rule(r"(?<=\bat )(1[0-2]|[1-9])\.([0-5][0-9])()\b(?![.0-9])", _clock),
    _rule(
        r"(?<![\w.])(?:999|111|112|101|0[0-9]{2,4}(?:[ -]?[0-9]{3,4}){1,3}|[0-9]{3} [0-9]{3})(?![\w])",
        lambda found: _one_by_one(found[0]),
    ),
    _rule(r"\b([0-9]+)(?:st|nd|rd|th)\b", lambda found: _ordinal(found[1]) if len(found[1]) <= _LONGEST else found[0]),
    _rule(r"(?:#|\bNo\. ?)(?=[0-9])", lambda found: "number "),
    _rule(r"(?<![\w.])([0-9.]+) ?(mg|ml|kg|km|cm|mm|%|°C|°)(?!\w)", _measured),
    _rule(r"(?<=[0-9]) ?[-–] ?(?=[0-9])", lambda found: " to "),
    _rule(rf"(?<![\w.,]){_YEAR}(?![\w,]|\.[0-9])", lambda found: _year(found[1])),
    _rule(r"(?<![\w.])([0-9]{1,9})\.([0-9]{1,6})(?![\w]|\.[0-9])", _decimal),
    _rule(r"(?<!\w)[0-9]{1,3}(?:,[0-9]{3})+(?!\w)|(?<!\w)[0-9]+(?!\w)", lambda found: _number(found[0])),
    _rule(r"\be\.g\.", lambda found: "for example"),
    _rule(r"\bi\.e\.", lambda found: "that is"),
    _rule(r"\bA&E\b", lambda found: "A and E"),
    _rule(r" & ", lambda found: " and "),
    _rule(r"\b(?:[A-Z]\.){2,}", _initials),
    _rule(r"\b[A-Z]\.(?= [A-Z][a-z])", lambda found: found[0][0]),
    _rule(rf"\b(?:[B-DF-HJ-NP-TV-XZ]{{2,5}}|{_SPELLED})\b", _initials),
)
