"""What a program heard in a voice message that the house has, for staff who support its person: they listen, and say whether it
is right (R18, R24).

What the person says of it counts more: nobody is asked after them, and their answer takes the place of what staff said before.
"""

from __future__ import annotations

from sqlalchemy import select, update

from storage import audit, feedback, sight, staff_names, transcripts
from storage.database import NotFound, Refused, Transaction
from storage.feedback import Feedback
from storage.staff_accounts import StaffMember
from storage.tables.conversation import inbox
from storage.tables.safeguarding import concerns
from storage.tables.transcripts import transcripts as transcripts_table
from storage.transcripts import Transcript
from storage.vocabulary import HEARD_RIGHTLY, HEARD_WRONGLY

ANSWERS = (HEARD_RIGHTLY, HEARD_WRONGLY)


def of(tx: Transaction, item: Feedback) -> Transcript | None:
    """What was heard in it, if anything. Nothing before the rules and the assistant have looked for harm in it, nor where they
    found some: those words are with the leads, whatever a human heard in the sound (R13, R19)."""
    found = transcripts.of(tx, item.content_id)
    return found if found is not None and found.is_read and not _is_held(tx, item) else None


def may_answer(tx: Transaction, member: StaffMember, item: Feedback, found: Transcript | None) -> bool:
    """Whether this member is asked about it: the person has not said what it is, and it does not name this member."""
    if found is None or found.is_settled or not member.may_act:
        return False
    return member.id not in {one.id for one in staff_names.named(tx, item.house_id, found.words)}


def answer(tx: Transaction, member: StaffMember, feedback_id: str, said: str) -> None:
    """This member says that it is right, or that it is not (`ANSWERS`); the last answer of staff counts. Raises NotFound for who
    may not see it or only looks, and where nothing was heard; Refused where the person has said it, where it names this member,
    and for any other answer."""
    sight.acting(member)
    item = feedback.seen(tx, member, feedback_id)
    found = of(tx, item)
    if found is None:
        raise NotFound("There is nothing to confirm.")
    if said not in ANSWERS or not may_answer(tx, member, item, found):
        raise Refused("Look at the page again: it says who said whether it is right, or who can.")
    content_id = str(item.content_id)
    values = {"staff_answer": said, "staff_answer_by_id": member.id, "staff_answered_at": tx.now}
    tx.execute(update(transcripts_table).where(transcripts_table.c.content_id == content_id).values(**values))
    audit.record(tx, member.actor, "confirm_transcript", "feedback", feedback_id, detail=said)
    transcripts.look_for_complaint(tx, member.actor, content_id)


def _is_held(tx: Transaction, item: Feedback) -> bool:
    """Whether there is a concern about what was heard, beside that by which a human listened."""
    messages = tx.execute(select(inbox.c.id).where(inbox.c.content_id == item.content_id)).scalars()
    sources = [transcripts.source_of(one) for one in messages]
    return tx.execute(select(concerns.c.id).where(concerns.c.source_id.in_(sources))).first() is not None
