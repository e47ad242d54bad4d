"""References to words, names and days: what a turn and a queued update carry in place of the thing itself.

A reference is a short text `kind:key`. It may lie in the assistant's memory or in a log without telling anything; only
the gateway turns it into words, when the message is queued for its person.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from sqlalchemy import select

from storage import drafts, one_time_codes, supporters
from storage.database import NotFound, Transaction
from storage.tables.check_ins import check_in_things
from storage.tables.choices import choice_options, choice_sets
from storage.tables.choices import supporters as supporters_table
from storage.tables.complaints import complaints
from storage.tables.conversation import contents
from storage.tables.pending_actions import pending_actions
from storage.tables.people import houses, people, staff
from storage.tables.risk import risk_plan_versions
from storage.vocabulary import Post


def content_ref(content_id: str) -> str:
    """The exact words kept under this id."""
    return f"content:{content_id}"


def content_of(ref: str) -> str:
    """The id of the words that a `content_ref` means."""
    return ref.partition(":")[2]


NOBODY = "nobody"
"""In place of a post, where there is nobody who has one."""
VOICE_REF = "voice:message"
"""What was said is a sound: in a text it is only called by its name."""


def draft_ref(draft_id: str) -> str:
    """The words told so far."""
    return f"draft:{draft_id}"


def thing_ref(draft_id: str, number: int) -> str:
    """The words of one of the things told in a draft, counted from 0."""
    return f"thing:{draft_id}.{number}"


def thing_number(ref: str) -> int:
    """Which of the things a `thing_ref` means."""
    return int(ref.rpartition(".")[2])


def things_ref(draft_id: str) -> str:
    """All the things told in a draft, one below the other."""
    return f"things:{draft_id}"


def number_ref(number: int) -> str:
    return f"number:{number}"


def signs_ref(draft_id: str) -> str:
    """What the emoji told so far are called in words."""
    return f"signs:{draft_id}"


def outcome_ref(outcome: str) -> str:
    """The words of a face: where a person only tapped one, these are what they said."""
    return f"outcome:{outcome}"


def heard_ref(outcome: str) -> str:
    """The sentence that reads the face back: "You said it was good." """
    return f"heard:{outcome}"


def said_by_ref(who: str) -> str:
    """Who said what is quoted, where it was not the person: "Someone told us"."""
    return f"said_by:{who}"


def telling_ref(post: Post | None) -> str:
    """The sentence that whoever has this post is being told; None: there is nobody but the pager."""
    return f"telling:{post or NOBODY}"


def who_ref(post: Post | None) -> str:
    """What people call whoever has this post; None: nobody in particular."""
    return f"who:{post or NOBODY}"


def asked_ref(response: str) -> str:
    """The words of a question, by its name `utter_ask_…`."""
    return f"ask:{response.removeprefix('utter_ask_')}"


def day_ref(day: date) -> str:
    return f"day:{day.isoformat()}"


def event_day_ref(day: date) -> str:
    """The day of something that was: "today", "yesterday", "on Monday 2 March"."""
    return f"event_day:{day.isoformat()}"


def weekdays_ref(weekdays: Iterable[int]) -> str:
    """Days of each week, by number: "every day", "each Monday"."""
    return f"weekdays:{''.join(map(str, sorted(weekdays)))}"


def clock_ref(at: time) -> str:
    """A time of day by the clock on the wall."""
    return f"clock:{at.isoformat('minutes')}"


def check_in_thing_ref(thing_id: str) -> str:
    """What staff prepared to be asked about, with its picture."""
    return f"check_in_thing:{thing_id}"


def check_ins_ref(person_id: str) -> str:
    """The check-ins of a person, one below the other."""
    return f"check_ins:{person_id}"


def quiet_ref(person_id: str) -> str:
    """The sentence about this person's own quiet times."""
    return f"quiet:{person_id}"


def person_ref(person_id: str) -> str:
    return f"person:{person_id}"


def house_ref(house_id: str) -> str:
    return f"house:{house_id}"


def staff_ref(staff_id: str) -> str:
    return f"staff:{staff_id}"


def change_ref(pending_action_id: str) -> str:
    """What will be different for the person."""
    return f"change:{pending_action_id}"


def easy_words_ref(pending_action_id: str) -> str:
    """The sentence about what was done, or why it cannot be done."""
    return f"easy_words:{pending_action_id}"


def choice_question_ref(choice_set_id: str) -> str:
    """The question of a prepared choice."""
    return f"choice:{choice_set_id}"


def option_ref(option_id: str) -> str:
    """What an option of a choice is called."""
    return f"option:{option_id}"


def whole_option_ref(option_id: str) -> str:
    """The same with its sign, and with what it would mean for the person on a line of its own."""
    return f"whole_option:{option_id}"


def helper_ref(who: str) -> str:
    """Who can help to choose, where there is nobody in particular: "Your staff"."""
    return f"helper:{who}"


def supporter_ref(supporter_id: str) -> str:
    """What a person calls somebody whom they chose to help them."""
    return f"supporter:{supporter_id}"


def helpers_ref(person_id: str) -> str:
    """Everybody whom a person chose, by name."""
    return f"helpers:{person_id}"


def helper_code_ref(seed: str) -> str:
    """A one-time code for somebody new, which is worked out from this."""
    return f"helper_code:{seed}"


def complaint_answer_ref(complaint_id: str) -> str:
    """The sentence about what came of a complaint."""
    return f"complaint_answer:{complaint_id}"


def ruled_ref(outcome: str) -> str:
    """How a complaint ended, in words: "You were right." """
    return f"complaint_ruled:{outcome}"


def outside_ref(who: str) -> str:
    """Whom a person can turn to outside of the service: "ombudsman", or "council" where that pays for their care."""
    return f"complaint_outside:{who}"


def risk_about_ref(version_id: str) -> str:
    """What a risk plan is about, in easy words."""
    return f"risk_about:{version_id}"


def risk_agreed_ref(version_id: str) -> str:
    """The sentence about what was agreed in it."""
    return f"risk_agreed:{version_id}"


_COLUMNS = {
    "content": contents.c.words,
    "person": people.c.name,
    "house": houses.c.name,
    "staff": staff.c.name,
    "change": pending_actions.c.what_will_be_different,
    "easy_words": pending_actions.c.easy_words,
    "complaint_answer": complaints.c.answer,
    "risk_about": risk_plan_versions.c.about,
    "risk_agreed": risk_plan_versions.c.easy_words,
    "choice": choice_sets.c.question,
    "option": choice_options.c.label,
    "supporter": supporters_table.c.name,
}


def resolve(tx: Transaction, kind: str, key: str) -> str:
    """The text behind a reference to a record. Raises NotFound if it is gone."""
    if kind == "draft":
        return drafts.words(tx, key)
    if kind == "thing":
        draft_id, _, number = key.rpartition(".")
        found = drafts.thing_words(tx, draft_id, int(number))
        if found is None:
            raise NotFound("The thing a message speaks of is not in its draft any more.")
        return found
    if kind == "check_in_thing":
        return _thing(tx, key)
    if kind == "helpers":
        return ", ".join(one.name for one in supporters.of_person(tx, key))
    if kind == "helper_code":
        return one_time_codes.spaced(one_time_codes.of_seed(tx, key))
    if kind == "whole_option":
        return _whole_option(tx, key)
    column = _COLUMNS[kind]
    text = tx.execute(select(column).where(column.table.c.id == key)).scalar()
    if text is None:
        raise NotFound(f"The {kind} a message speaks of is not in the store any more.")
    return str(text)


def _thing(tx: Transaction, thing_id: str) -> str:
    columns = (check_in_things.c.sign, check_in_things.c.words)
    row = tx.execute(select(*columns).where(check_in_things.c.id == thing_id)).one()
    return " ".join(filter(None, row))


def _whole_option(tx: Transaction, option_id: str) -> str:
    row = tx.execute(select(choice_options).where(choice_options.c.id == option_id)).first()
    if row is None:
        raise NotFound("The option a message speaks of is not in the store any more.")
    return option_in_words(row.label, row.sign, row.meaning)


def option_in_words(label: str, sign: str | None, meaning: str | None) -> str:
    """An option as it is told: with its sign, and with what it would mean on a line of its own."""
    named = f"{sign} {label}" if sign else label
    return f"{named}\n{meaning}" if meaning else named
