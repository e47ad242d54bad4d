"""The part of a concern that may be a complaint: what leads decided about it, and what has become of it (R46).

A row here leads from the concern to what the house has. Nothing leads back, and no page of a house reads this table (R13).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select

from storage import audit, concern_rows, whose_concern
from storage.concern_access import must_see
from storage.database import Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.complaints import complaints
from storage.tables.conversation import contents, inbox
from storage.tables.feedback import draft_words, drafts, feedback
from storage.tables.other_ways import feedback_entries
from storage.tables.people import staff
from storage.tables.safeguarding import concern_complaints, concerns
from storage.vocabulary import OWN_VOICES, ComplaintPart, ComplaintState

_RAISED_AT_TRIAGE = "triage:"


@dataclass(frozen=True)
class DecidedPart:
    """One decision. `words`: what the house has of it, `is_own` where these are the person's own; `reason`: why there is no
    complaint in it."""

    decision: ComplaintPart
    words: str | None
    is_own: bool
    reason: str | None
    by: str
    at: datetime


@dataclass(frozen=True)
class Beside:
    """Where it stands: what was decided last; the feedback that holds these very words, where the house has them; and the
    state of the complaint that either of them may be. None of each: there is none."""

    decided: DecidedPart | None
    in_house_id: str | None
    state: ComplaintState | None

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to decide any more if there is a complaint in it."""
        return self.decided is not None or self.state is not None


def of_concern(tx: Transaction, concern_id: str) -> tuple[DecidedPart, ...]:
    """Every decision, in the order in which they came."""
    rows = tx.execute(
        select(concern_complaints, contents.c.words, feedback.c.voice, staff.c.name)
        .join(staff, staff.c.id == concern_complaints.c.staff_id)
        .outerjoin(feedback, feedback.c.id == concern_complaints.c.feedback_id)
        .outerjoin(contents, contents.c.id == feedback.c.content_id)
        .where(concern_complaints.c.concern_id == concern_id)
        .order_by(concern_complaints.c.number)
    )
    return tuple(
        DecidedPart(ComplaintPart(row.decision), row.words, row.voice in OWN_VOICES, row.reason, row.name, row.at)
        for row in rows
    )


def beside(tx: Transaction, concern_id: str) -> Beside:
    """Where it stands now."""
    in_house_id = _in_the_house(tx, concern_id)
    passed = select(concern_complaints.c.feedback_id).where(concern_complaints.c.concern_id == concern_id)
    its = complaints.c.feedback_id.in_(passed) | (complaints.c.feedback_id == in_house_id)
    state = tx.execute(select(complaints.c.state).where(its)).scalar()
    decided = of_concern(tx, concern_id)
    return Beside(decided[-1] if decided else None, in_house_id, None if state is None else ComplaintState(state))


def record_none(tx: Transaction, member: StaffMember, concern_id: str, reason: str) -> None:
    """There is no complaint in it. Raises NotFound for who may not know of the concern, Refused without a reason, and where
    it is with the house."""
    must_see(tx, member, concern_id)
    if beside(tx, concern_id).state is not None:
        raise Refused("It is with the house already, and goes its own way there.")
    if not reason.strip():
        raise Refused("Write why there is no complaint in it.")
    write(tx, member, concern_id, ComplaintPart.NOT_NEEDED, reason=reason.strip())


def write(
    tx: Transaction,
    member: StaffMember,
    concern_id: str,
    decision: ComplaintPart,
    *,
    feedback_id: str | None = None,
    reason: str | None = None,
) -> None:
    """Keep a decision, which is asked for before, and put it into the trail without words."""
    row = {"decision": decision, "feedback_id": feedback_id, "reason": reason}
    concern_rows.add(tx, member.actor, concern_complaints, concern_id, **row)
    audit.record(tx, member.actor, "record_complaint_part", "concern", concern_id, detail=decision)


def is_from_chat(tx: Transaction, concern_id: str) -> bool:
    """Whether the person said it in the chat themselves, and no member of staff or supporter raised it."""
    own = select(concerns.c.id).where(concerns.c.id == concern_id, whose_concern.is_own())
    return tx.execute(own).first() is not None


def was_passed_on() -> ColumnElement[bool]:
    """For a query of `feedback`: whether a lead gave this to the house, so that its person never sent it."""
    passed = concern_complaints.c.decision == ComplaintPart.PASSED_ON
    return exists().where(concern_complaints.c.feedback_id == feedback.c.id, passed)


def _in_the_house(tx: Transaction, concern_id: str) -> str | None:
    """The feedback that was worried about, that staff wrote down, or that the person sent although it was a check; the first
    part of it. What was passed on here is another."""
    source_id = tx.execute(select(concerns.c.source_id).where(concerns.c.id == concern_id)).scalar_one()
    if source_id.startswith(_RAISED_AT_TRIAGE):
        return str(source_id.removeprefix(_RAISED_AT_TRIAGE))
    written = select(feedback_entries.c.feedback_id).where(feedback_entries.c.source_id == source_id)
    # A draft is closed in the very transaction that makes its rows.
    sent_from = and_(drafts.c.person_id == feedback.c.person_id, drafts.c.closed_at == feedback.c.said_at)
    sent = (
        select(feedback.c.id)
        .join(drafts, sent_from)
        .join(draft_words, draft_words.c.draft_id == drafts.c.id)
        .join(inbox, inbox.c.content_id == draft_words.c.content_id)
        .where(inbox.c.id == source_id, drafts.c.status == "sent", feedback.c.part == 1)
    )
    found = tx.execute(written).scalar() or tx.execute(sent).scalar()
    return None if found is None else str(found)
