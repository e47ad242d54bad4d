"""What somebody prepares for a person to choose from, and what it still lacks before it may be offered (R30, R32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage import houses, pictures, sight, signs
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


_MATTERS = {
    SignificantMatter.TREATMENT: (
        "Treatment is never decided in a chat.",
        "It needs the person's consent, given to whoever treats them, or a best-interests decision (Mental Capacity Act 2005, "
        "sections 3 to 5).",
    ),
    SignificantMatter.MOVING: (
        "Where to live is never decided in a chat.",
        "It needs support and time, and an advocate where there is nobody else (Mental Capacity Act 2005, sections 1 and 39).",
    ),
    SignificantMatter.LARGE_MONEY: (
        "A large sum of money is never decided on in a chat.",
        "It is the person's own, or for whoever may act for them by law: an attorney, a deputy or an appointee (Mental Capacity "
        "Act 2005, sections 9 and 16).",
    ),
    SignificantMatter.CONTACT: (
        "Whom a person sees is never decided in a chat.",
        "Private and family life are protected (Human Rights Act 1998, Article 8).",
    ),
    SignificantMatter.RESTRICTION: (
        "A restriction is never decided on in a chat.",
        "It needs an authority, and must be the least there can be (Mental Capacity Act 2005, sections 1(6) and 6; Human Rights "
        "Act 1998, Article 5).",
    ),
    SignificantMatter.SEX_AND_RELATIONSHIPS: (
        "Sex and relationships are never decided on in a chat.",
        "Nobody may decide about marriage or sex for another person (Mental Capacity Act 2005, section 27).",
    ),
    SignificantMatter.VOTING: (
        "How to vote is never decided in a chat.",
        "Nobody may vote for another person, or decide how they vote (Mental Capacity Act 2005, section 29).",
    ),
    SignificantMatter.POLICE_OR_COURT: (
        "Matters of police or courts are never decided in a chat.",
        "Advice from a solicitor comes first, as a fair hearing needs (Human Rights Act 1998, Article 6).",
    ),
    SignificantMatter.END_OF_LIFE: (
        "The end of life is never decided about in a chat.",
        "Decisions made ahead have rules of their own (Mental Capacity Act 2005, sections 24 to 26).",
    ),
    SignificantMatter.WORK: (
        "Giving up or taking on work, a course or a place is never decided in a chat.",
        "It changes rights and money, so all help to decide comes first (Mental Capacity Act 2005, section 1(3)).",
    ),
    SignificantMatter.OTHER: (
        "A decision as big as this is never made in a chat.",
        "All help to decide comes first (Mental Capacity Act 2005, section 1(3)).",
    ),
}
"""That a chat is no place for it, and the law's short why."""


def refusal(matter: SignificantMatter) -> str:
    """Why a choice about this is not prepared, and what to do."""
    return f"{_MATTERS[matter][0]} Plan a talk with the person and whoever supports them."


def law(matter: SignificantMatter) -> str:
    """The law's short why, for whoever prepared it."""
    return _MATTERS[matter][1]


def problems(tx: Transaction, person_id: str, wanted: NewChoice) -> dict[str, str]:
    """What keeps it from being offered and what to do about each, by field: `matter`, `question`, `options`, `owner_id`,
    `offer_until`, `review_on`, `carry_out_days`, and `label_0`, `sign_0`, `meaning_0` and on. Its words are the linter's."""
    found = {} if wanted.matter is None else {"matter": refusal(wanted.matter)}
    found |= _question(wanted.question) | _options(wanted.options) | _days(tx, wanted)
    found |= _photos(tx, person_id, wanted.options)
    here = houses.person(tx, person_id).house_id
    if wanted.owner_id not in {one.id for one in sight.owners(tx, person_id, here)}:
        found["owner_id"] = "Choose who carries it out. They must work in this person's house."
    return found


def usual_owner(tx: Transaction, person_id: str) -> str | None:
    """Who carries out what is chosen where nobody says so: the keyworker, or else a manager, or else whoever may; None where
    nobody works with this person."""
    person = houses.person(tx, person_id)
    owners = sight.owners(tx, person_id, person.house_id)
    ranked = sorted(owners, key=lambda one: (one.id != person.keyworker_id, not one.is_manager))
    return ranked[0].id if ranked else None


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


def _photos(tx: Transaction, person_id: str, options: tuple[NewOption, ...]) -> dict[str, str]:
    theirs = pictures.what_they_show(tx, person_id, {one.picture_id for one in options if one.picture_id is not None})
    gone = (place for place, one in enumerate(options) if one.picture_id is not None and one.picture_id not in theirs)
    return {f"sign_{place}": "This photo is there no more. Choose another one, or an emoji." for place in gone}


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
