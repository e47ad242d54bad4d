"""What somebody prepares for a person to choose from, and what it still lacks before it may be offered (R30, R32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage import houses, sight, signs
from storage.database import Transaction
from storage.vocabulary import SignificantMatter, Topic, WhatChanges

LONGEST_QUESTION, LONGEST_LABEL, LONGEST_MEANING = 200, 40, 200
FEWEST, MOST = 2, 3
MOST_SYNONYMS = 10
MOST_DAYS = 60


@dataclass(frozen=True)
class NewOption:
    """One real option: a short label with a sign or a photo, what it would mean for the person, and what else they may call
    it."""

    label: str
    sign: str | None = None
    picture_id: str | None = None
    meaning: str | None = None
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewChoice:
    """A choice as its author writes it. `offer_from`: when it may be offered by itself, None for only when the person asks;
    `matter`: the author says that it is about something significant."""

    question: str
    options: tuple[NewOption, ...]
    owner_id: str | None = None
    what_changes: WhatChanges = WhatChanges.OTHER
    offer_from: datetime | None = None
    offer_until: date | None = None
    review_on: date | None = None
    carry_out_days: int = 5
    topic: Topic | None = None
    matter: SignificantMatter | None = None


REFUSED_MATTERS = {
    SignificantMatter.TREATMENT: "Treatment is never decided in a chat.",
    SignificantMatter.MOVING: "Where to live is never decided in a chat.",
    SignificantMatter.LARGE_MONEY: "A large sum of money is never decided on in a chat.",
    SignificantMatter.CONTACT: "Whom a person sees is never decided in a chat.",
    SignificantMatter.RESTRICTION: "A restriction is never decided on in a chat.",
    SignificantMatter.SEX_AND_RELATIONSHIPS: "Sex and relationships are never decided on in a chat.",
    SignificantMatter.VOTING: "How to vote is never decided in a chat.",
    SignificantMatter.OTHER: "A decision as big as this is never made in a chat.",
}


def refusal(matter: SignificantMatter) -> str:
    """Why a choice about this is not prepared, and what to do."""
    return f"{REFUSED_MATTERS[matter]} Plan a talk with the person and whoever supports them."


def problems(tx: Transaction, person_id: str, wanted: NewChoice) -> dict[str, str]:
    """What keeps it from being offered and what to do about each, by field: `matter`, `question`, `options`, `owner_id`,
    `offer_until`, `review_on`, `carry_out_days`, and `label_0`, `sign_0`, `meaning_0` and on. Its words are the linter's."""
    found = {} if wanted.matter is None else {"matter": refusal(wanted.matter)}
    found |= _question(wanted.question) | _options(wanted.options) | _days(tx, wanted)
    here = houses.person(tx, person_id).house_id
    if wanted.owner_id not in {one.id for one in sight.owners(tx, person_id, here)}:
        found["owner_id"] = "Choose who carries it out. They must work in this person's house."
    return found


def _question(question: str) -> dict[str, str]:
    if not question.strip().endswith("?"):
        return {"question": "Write the question in easy words. It ends with a question mark."}
    if len(question) > LONGEST_QUESTION:
        return {"question": f"This is too long. Use {LONGEST_QUESTION} letters or fewer."}
    return {}


def _options(options: tuple[NewOption, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    if not FEWEST <= len(options) <= MOST:
        found["options"] = "One option is no choice. Prepare two or three real ones."
        if len(options) > MOST:
            found["options"] = f"These are too many to hold in mind. Use {MOST} or fewer."
    taken: set[str] = set()
    for place, one in enumerate(options):
        names = [plain(name) for name in (one.label, *one.synonyms) if plain(name)]
        found |= {f"{field}_{place}": text for field, text in _option(one).items()}
        if taken & set(names):
            found[f"label_{place}"] = "Another option is called the same. Give each a different name."
        taken |= set(names)
    return found


def _option(one: NewOption) -> dict[str, str]:
    found = {}
    if not plain(one.label):
        found["label"] = "Write a short label."
    elif len(one.label) > LONGEST_LABEL:
        found["label"] = f"This is too long. Use {LONGEST_LABEL} letters or fewer."
    if one.sign is None and one.picture_id is None:
        found["sign"] = "Give it one emoji or a photo."
    elif one.sign is not None and not _is_one_emoji(one.sign):
        found["sign"] = "Use one emoji and nothing else."
    if one.meaning is not None and len(one.meaning) > LONGEST_MEANING:
        found["meaning"] = f"This is too long. Use {LONGEST_MEANING} letters or fewer."
    if len(one.synonyms) > MOST_SYNONYMS:
        found["label"] = f"Give it {MOST_SYNONYMS} other names or fewer."
    return found


def _days(tx: Transaction, wanted: NewChoice) -> dict[str, str]:
    found = {}
    if wanted.offer_until is None or wanted.offer_until <= tx.today:
        found["offer_until"] = "Choose a day in the future until which the person can choose."
    elif wanted.offer_from is not None and tx.calendar.day(wanted.offer_from) > wanted.offer_until:
        found["offer_until"] = "Choose a day after the one on which it is offered."
    if wanted.review_on is None or wanted.review_on <= tx.today:
        found["review_on"] = "Choose a day in the future on which you look at it again."
    if not 0 < wanted.carry_out_days <= MOST_DAYS:
        found["carry_out_days"] = f"Say in how many working days it is carried out, from 1 to {MOST_DAYS}."
    return found


def plain(name: str) -> str:
    """The same for every way of writing this name."""
    return signs.key(name)


def _is_one_emoji(sign: str) -> bool:
    return signs.is_sign(sign) and len(signs.units(sign)) == 1 and signs.units(sign)[0].is_emoji
