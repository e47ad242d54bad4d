"""What a person said face to face, on paper or through an advocate, written down by staff: a feedback row like any other,
with how it came beside it (R36, R57)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from storage import concerns, contents, feedback, people_for_staff, sight
from storage.concerns import HOW_IT_CAME
from storage.database import NotFound, Refused, Transaction
from storage.feedback import UNDO_WITHIN, Feedback
from storage.findings import Found
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.other_ways import feedback_entries
from storage.updates import moment_of
from storage.vocabulary import OTHER_WAYS, ComplaintSign, FeedbackStatus, Outcome, Present, Route, VisibleTo, Voice

MOST_LETTERS = 4000
LONGEST_HELPER = 120


@dataclass(frozen=True)
class Entry:
    """What was written down. `form`: an id of the form it was sent with, so that a form sent twice counts once;
    `instead_of`: the id of an entry that was written down wrongly."""

    form: str
    route: Route
    voice: Voice
    outcome: Outcome
    words: str | None
    said_on: date
    present: Present
    helper: str | None
    visible_to: VisibleTo
    instead_of: str | None = None


def write_down(
    tx: Transaction,
    member: StaffMember,
    person_id: str,
    entry: Entry,
    found: Found | None,
    complaint_signs: Sequence[ComplaintSign] = (),
) -> Feedback | None:
    """Keep it; `complaint_signs`: why its words may be a complaint. What the screen found serious goes to the safeguarding lead alone, in the exact words, and None comes back:
    the house has no row of it (R01, R11). Raises NotFound for a person elsewhere and for who only looks, Refused for an
    entry that will not do."""
    sight.acting(member)
    person = people_for_staff.for_member(tx, member, person_id)
    _check(tx, entry)
    source_id = _source(entry)
    known = tx.execute(select(feedback_entries.c.feedback_id).where(feedback_entries.c.source_id == source_id)).first()
    if known is not None:
        return feedback.one(tx, known.feedback_id)
    replaced = None if entry.instead_of is None else _written_wrongly(tx, member, person_id, entry.instead_of)
    if found is not None:
        facts = _facts(member, entry)
        to_lead(tx, member, person_id, source_id, found, words=entry.words, said_on=entry.said_on, facts=facts)
        if found.is_serious:
            return None
    words = entry.words
    row = {
        "id": new_id(),
        "person_id": person_id,
        "house_id": person.house_id,
        "outcome": entry.outcome,
        "content_id": None if words is None else contents.keep(tx, member.actor, person_id, words),
        "voice": entry.voice,
        "route": entry.route,
        "visible_to": entry.visible_to,
        "replaces_id": replaced,
        "said_at": moment_of(tx, entry.said_on),
    }
    feedback.keep(tx, member.actor, [row], {str(row["id"]): complaint_signs}, verb="write_down_feedback")
    beside = {"feedback_id": row["id"], "entered_by_id": member.id, "said_on": entry.said_on, "source_id": source_id}
    tx.execute(insert(feedback_entries), {**beside, "present": entry.present, "helper": entry.helper, "at": tx.now})
    return feedback.one(tx, str(row["id"]))


def may_correct(tx: Transaction, item: Feedback) -> bool:
    """Whether it can still be written down again: for a day, and while nobody has decided about it. What a person typed
    is theirs alone to change."""
    is_young = item.entered_at is not None and item.entered_at >= tx.now - UNDO_WITHIN
    return is_young and item.status is FeedbackStatus.RECEIVED


def _check(tx: Transaction, entry: Entry) -> None:
    if entry.route not in OTHER_WAYS:
        raise Refused("Choose face to face, on paper, or through an advocate.")
    if entry.said_on > tx.today:
        raise Refused("This day has not come yet. Choose the day on which it was said.")
    if not entry.words and entry.outcome is Outcome.UNCLEAR:
        raise Refused("Write the words, or choose how it was for them.")
    if entry.words is not None and len(entry.words) > MOST_LETTERS:
        raise Refused(f"This is too long. Use {MOST_LETTERS} letters or fewer, or write down two things.")
    if entry.voice is Voice.STAFF_OBSERVATION and entry.outcome is Outcome.WANT:
        raise Refused("A wish that a person shows or says is their own. Choose whose words it is in.")
    if entry.voice is Voice.STAFF_OBSERVATION and entry.route is Route.ADVOCATE:
        raise Refused("What comes through an advocate is not what staff saw. Choose whose words it is in.")
    if entry.helper is not None and len(entry.helper) > LONGEST_HELPER:
        raise Refused(f"Use {LONGEST_HELPER} letters or fewer for who helped.")


def _source(entry: Entry) -> str:
    """Of all that was sent: a form that is sent twice counts once, and one that was changed in between counts again."""
    return "entry:" + hashlib.sha256(repr(entry).encode()).hexdigest()[:40]


def _written_wrongly(tx: Transaction, member: StaffMember, person_id: str, feedback_id: str) -> str:
    item = feedback.seen(tx, member, feedback_id)
    if item.person_id != person_id:
        raise NotFound("There is no such feedback.")
    if not may_correct(tx, item):
        raise Refused("This cannot be written down again: it is too old, decided about, or what the person typed.")
    return item.id


def to_lead(
    tx: Transaction,
    member: StaffMember,
    person_id: str,
    source_id: str,
    found: Found,
    *,
    words: str | None,
    said_on: date,
    facts: str,
) -> None:
    """The exact words as the original of a concern; `facts`, how they came, as a note apart from them (R18). Once for each
    source."""
    concern_id = concerns.raise_concern(
        tx,
        member.actor,
        person_id,
        source_id,
        tier=found.tier,
        kind=found.kind,
        reasons=found.reasons,
        rules_version=found.rules_version,
        words=words,
        said_at=moment_of(tx, said_on),
    )
    if not concerns.has_note(tx, concern_id, HOW_IT_CAME):
        concerns.add_note(tx, member.actor, concern_id, HOW_IT_CAME, note=facts)


def _facts(member: StaffMember, entry: Entry) -> str:
    helper = "" if entry.helper is None else f" Helper: {entry.helper}."
    return (
        f"Written down by {member.name}. Said on {entry.said_on:%d %m %Y}. How it came: {_plain(entry.route)}. "
        f"Whose words: {_plain(entry.voice)}. Who else was there: {_plain(entry.present)}.{helper} "
        f"Who may see it: {_plain(entry.visible_to)}."
    )


def _plain(value: str) -> str:
    return value.replace("_", " ")
