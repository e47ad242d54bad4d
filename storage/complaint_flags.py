"""What may be a complaint: marked as such by itself, and decided about by people alone (R42, R46)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from storage import complaint_steps, contents, heard_rightly, staff_names
from storage.audit import SYSTEM
from storage.complaint_sight import TOLD_WITH
from storage.database import Transaction
from storage.replaced import NOT_REPLACED
from storage.tables.base import new_id
from storage.tables.complaints import complaint_staff, complaints
from storage.tables.feedback import feedback, feedback_follow_ups
from storage.vocabulary import ComplaintSign, ComplaintState, FeedbackStatus, Outcome, Topic

ACKNOWLEDGE_WORKING_DAYS = 3
SAME_THING_WITHIN = timedelta(days=90)
SAME_THING_TIMES = 3


def flag_told(
    tx: Transaction, rows: Sequence[dict[str, Any]], signs: Mapping[str, Sequence[ComplaintSign]]
) -> tuple[str, ...]:
    """Mark what may be a complaint of things told at once, which are feedback rows by now; `signs`: what was found in the
    words of each, by its id. Returns the ids of the complaints, which are only possible ones."""
    return tuple(
        flag(tx, row["id"], found) for row in rows if (found := (*signs.get(row["id"], ()), *_repeats(tx, row)))
    )


def flag(tx: Transaction, feedback_id: str, signs: Sequence[ComplaintSign]) -> str:
    """This may be a complaint, for these reasons; what is known as one gets them as well. Whom its words name counts as
    whom it is about until a person says otherwise. Returns the id of the complaint."""
    known = tx.execute(select(complaints).where(complaints.c.feedback_id == feedback_id)).first()
    if known is not None:
        both = list(dict.fromkeys((*known.signs, *signs)))
        complaint_steps.change(tx, known.id, signs=both)
        return str(known.id)
    said = tx.execute(select(feedback, TOLD_WITH.label("told_id")).where(feedback.c.id == feedback_id)).one()
    row = {
        "id": new_id(),
        "feedback_id": feedback_id,
        "told_id": said.told_id,
        "person_id": said.person_id,
        "state": ComplaintState.POSSIBLE,
        "signs": list(dict.fromkeys(signs)),
        "received_on": tx.today,
        "acknowledge_by": tx.calendar.working_days_after(tx.today, ACKNOWLEDGE_WORKING_DAYS),
    }
    tx.execute(insert(complaints), row)
    complaint_id = str(row["id"])
    complaint_steps.record(tx, SYSTEM, complaint_id, ComplaintState.POSSIBLE)
    this = feedback_follow_ups.c.feedback_id == feedback_id
    tx.execute(update(feedback_follow_ups).where(this).values(possible_complaint=True))
    _name(tx, complaint_id, said)
    return complaint_id


def flag_heard(tx: Transaction, content_id: str) -> str | None:
    """What was heard in a voice message counts as words from now on: if the house has it, it is marked for the signs in them,
    and whom they name counts as whom it is about. Returns the id of the complaint if a manager has to look, because all else
    about this message was decided before."""
    said = tx.execute(
        select(feedback, feedback_follow_ups.c.status, complaints.c.id.label("complaint_id"))
        .join(feedback_follow_ups, feedback_follow_ups.c.feedback_id == feedback.c.id)
        .outerjoin(complaints, complaints.c.feedback_id == feedback.c.id)
        .where(feedback.c.content_id == content_id)
    ).first()
    signs = heard_rightly.complaint_signs(tx, content_id)
    if said is None or (not signs and said.complaint_id is None):
        return None
    complaint_id = flag(tx, said.id, signs)
    if said.complaint_id is not None:
        _name(tx, complaint_id, said)  # it was marked when nobody knew what these words are
        return None
    return None if said.status == FeedbackStatus.RECEIVED else complaint_id


def about(tx: Transaction, complaint_id: str, staff_ids: Iterable[str], by_id: str | None) -> None:
    """It is about these members as well; who was said not to be meant stays so unless a person says it of them anew."""
    of_this = complaint_staff.c.complaint_id == complaint_id
    known = set(tx.execute(select(complaint_staff.c.staff_id).where(of_this)).scalars())
    for staff_id in dict.fromkeys(staff_ids):
        values = {"is_about": True, "by_id": by_id, "at": tx.now}
        if staff_id not in known:
            tx.execute(insert(complaint_staff), {"complaint_id": complaint_id, "staff_id": staff_id, **values})
        elif by_id is not None:
            tx.execute(update(complaint_staff).where(of_this, complaint_staff.c.staff_id == staff_id).values(**values))


def day_missed(tx: Transaction, action_id: str) -> str | None:
    """A day was promised anew after it had not helped, and is past: this may be a complaint, whatever was decided before
    (R42). Returns the id of the one that waits for a decision because of it now; what was chosen and not said is none."""
    linked = feedback_follow_ups.c.pending_action_id == action_id
    first = (
        select(feedback.c.id)
        .join(feedback_follow_ups, feedback_follow_ups.c.feedback_id == feedback.c.id)
        .where(linked)
        .order_by(feedback.c.said_at, feedback.c.part)
    )
    said = tx.execute(first.limit(1)).scalar()
    if said is None:
        return None
    complaint_id = flag(tx, said, [ComplaintSign.DAY_MISSED])
    state = tx.execute(select(complaints.c.state).where(complaints.c.id == complaint_id)).scalar_one()
    if state in (ComplaintState.NOTED, ComplaintState.SERVICE_REQUEST):
        complaint_steps.move(tx, SYSTEM, complaint_id, ComplaintState.POSSIBLE)
    is_open = state in (ComplaintState.POSSIBLE, ComplaintState.NOTED, ComplaintState.SERVICE_REQUEST)
    return complaint_id if is_open else None


def _name(tx: Transaction, complaint_id: str, said: Any) -> None:
    """Whom all that was said at once names; and whom the words that this replaces were about, as it is the same story."""
    content_id = said.whole_id or said.content_id
    words = None if content_id is None else contents.words_of(tx, content_id) or heard_rightly.words(tx, content_id)
    about(tx, complaint_id, (one.id for one in staff_names.named(tx, said.house_id, words)), None)
    if said.replaces_id is not None:
        before = (
            select(complaint_staff.c.staff_id)
            .join(complaints, complaints.c.id == complaint_staff.c.complaint_id)
            .where(complaints.c.feedback_id == said.replaces_id, complaint_staff.c.is_about)
        )
        about(tx, complaint_id, tx.execute(before).scalars().all(), None)


def _repeats(tx: Transaction, row: dict[str, Any]) -> tuple[ComplaintSign, ...]:
    """Whether this is the third time in 90 days that the same did not work for this person. "Something else" is no thing
    that could be the same."""
    topics = set(row.get("topics") or ()) - {Topic.OTHER}
    if row["outcome"] != Outcome.DID_NOT_WORK or not topics:
        return ()
    earlier = (
        feedback.c.person_id == row["person_id"],
        feedback.c.outcome == Outcome.DID_NOT_WORK,
        feedback.c.said_at >= row["said_at"] - SAME_THING_WITHIN,
        feedback.c.said_at <= row["said_at"],
        NOT_REPLACED,
    )
    told: dict[str, set[str]] = {topic: set() for topic in topics}
    for said in tx.execute(select(feedback.c.topics, TOLD_WITH.label("told_id")).where(*earlier)):
        for topic in topics.intersection(said.topics or ()):
            told[topic].add(said.told_id)  # twice in one message is once
    return (ComplaintSign.THIRD_TIME,) if max(map(len, told.values())) >= SAME_THING_TIMES else ()
