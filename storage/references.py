"""References to words, names and days: what a turn and a queued update carry in place of the thing itself.

A reference is a short text `kind:key`. It may lie in the assistant's memory or in a log without telling anything; only
the gateway turns it into words, when the message is queued for its person.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from storage import drafts
from storage.database import NotFound, Transaction
from storage.tables.complaints import complaints
from storage.tables.conversation import contents
from storage.tables.pending_actions import pending_actions
from storage.tables.people import houses, people, staff
from storage.vocabulary import Post


def content_ref(content_id: str) -> str:
    """The exact words kept under this id."""
    return f"content:{content_id}"


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


def complaint_answer_ref(complaint_id: str) -> str:
    """The sentence about what came of a complaint."""
    return f"complaint_answer:{complaint_id}"


def ruled_ref(outcome: str) -> str:
    """How a complaint ended, in words: "You were right." """
    return f"complaint_ruled:{outcome}"


def outside_ref(who: str) -> str:
    """Whom a person can turn to outside of the service: "ombudsman", or "council" where that pays for their care."""
    return f"complaint_outside:{who}"


_COLUMNS = {
    "content": contents.c.words,
    "person": people.c.name,
    "house": houses.c.name,
    "staff": staff.c.name,
    "change": pending_actions.c.what_will_be_different,
    "easy_words": pending_actions.c.easy_words,
    "complaint_answer": complaints.c.answer,
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
    column = _COLUMNS[kind]
    text = tx.execute(select(column).where(column.table.c.id == key)).scalar()
    if text is None:
        raise NotFound(f"The {kind} a message speaks of is not in the store any more.")
    return str(text)
