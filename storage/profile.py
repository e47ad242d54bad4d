"""What a communication profile is, and what may stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from storage.database import Refused
from storage.how_messages import Wish
from storage.vocabulary import Faces, Format, OfferForm, Pictures, Sound, Speed, Voice

LONGEST, LONGEST_WORD, LONGEST_MEANING, LONGEST_FORMAT = 500, 40, 120, 200
MOST_WORDS = 40
MONTHS_TO_REVIEW, MOST_MONTHS = 6, 12
SAID_BY = (Voice.SELF, Voice.SELF_WITH_SUPPORT, Voice.STAFF_OBSERVATION)
"""Who can have said it. Nobody speaks on behalf of a person about how they communicate: what others see is an observation."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?: [^\W\d_]+(?:['’-][^\W\d_]+)*){0,2}")


@dataclass(frozen=True)
class OwnWord:
    """What a person calls somebody or some place, and who or what that is, for staff: "Nan's" is the house of the grandmother."""

    word: str
    means: str


@dataclass(frozen=True)
class Profile:
    """`yes_no`: how they show yes and no; `helps`: what helps when they do not follow. `said_by`, `said_on` and
    `next_review_on` are None until somebody asked the person for all of it."""

    sound: Sound = Sound.ON
    speed: Speed = Speed.USUAL
    pictures: Pictures = Pictures.ON
    choices_form: OfferForm = OfferForm.TOGETHER
    words: tuple[OwnWord, ...] = ()
    formats: tuple[Format, ...] = ()
    other_format: str | None = None
    yes_no: str | None = None
    helps: str | None = None
    faces: Faces = Faces.NOT_TRIED
    said_by: Voice | None = None
    said_on: date | None = None
    next_review_on: date | None = None

    @property
    def is_recorded(self) -> bool:
        """Whether the person was asked for all of it."""
        return self.next_review_on is not None

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been looked at again by now."""
        return self.next_review_on is not None and self.next_review_on < today

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """How messages come, by name."""
        return (self.sound, self.speed, self.pictures, self.choices_form)


def review_after(day: date, months: int = MONTHS_TO_REVIEW) -> date:
    """So many months later; the 28th stands for the last days of a month."""
    later = day.month + months - 1
    return date(day.year + later // 12, later % 12 + 1, min(day.day, 28))


def problems(wanted: Profile, today: date) -> dict[str, str]:
    """What is wrong and what to do, by field, in the order of the form."""
    found: dict[str, str] = {}
    if problem := _about_words(wanted.words):
        found["words"] = problem
    if (Format.OTHER in wanted.formats) != bool(wanted.other_format):
        found["other_format"] = "Tick “something else” and write what it is, or do neither."
    elif wanted.other_format is not None and len(wanted.other_format) > LONGEST_FORMAT:
        found["other_format"] = f"This is too long. Use {LONGEST_FORMAT} letters or fewer."
    for field in ("yes_no", "helps"):
        if len(getattr(wanted, field) or "") > LONGEST:
            found[field] = f"This is too long. Use {LONGEST} letters or fewer."
    if wanted.said_by not in SAID_BY:
        found["said_by"] = "Choose who said so."
    return found | _about_days(wanted, today)


def refuse_what_will_not_do(wanted: Profile, today: date) -> None:
    """Raises Refused with the first problem."""
    for problem in problems(wanted, today).values():
        raise Refused(problem)


def _about_words(words: tuple[OwnWord, ...]) -> str | None:
    if len(words) > MOST_WORDS:
        return f"These are too many. Keep the {MOST_WORDS} that are used most."
    for one in words:
        if not _WORD.fullmatch(one.word) or len(one.word) > LONGEST_WORD:
            return f"“{one.word}”: write one to three words, without numbers or signs."
        if not one.means:
            return f"Write who or what “{one.word}” is, behind a “=”."
        if len(one.means) > LONGEST_MEANING:
            return f"What “{one.word}” is, is too long. Use {LONGEST_MEANING} letters or fewer."
    return None


def _about_days(wanted: Profile, today: date) -> dict[str, str]:
    said, following = wanted.said_on, wanted.next_review_on
    if said is None or said > today:
        return {"said-day": "Type the day on which it was said, which is today or before."}
    if following is None or following <= today:
        return {"next-day": "Choose a day in the future for the next review."}
    if following > review_after(today, MOST_MONTHS):
        return {"next-day": f"Look at it again within {MOST_MONTHS} months."}
    return {}
