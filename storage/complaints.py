"""Complaints as managers and reviewers may know of them: what may be one, what is one, and where it is (R46-R49).

The words are those of the feedback. Whoever may not read that, or is whom it is about, has no such complaint.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from storage import audit, feedback, sight
from storage.database import NotFound, Transaction
from storage.feedback import Feedback
from storage.replaced import NOT_REPLACED
from storage.staff_accounts import StaffMember
from storage.tables.complaints import complaint_staff, complaints
from storage.tables.feedback import feedback as feedback_table
from storage.tables.people import people, staff
from storage.vocabulary import (
    ANSWERED_COMPLAINTS,
    NO_COMPLAINT,
    ComplaintSign,
    ComplaintState,
    FeedbackStatus,
    LeftOut,
    Role,
)


@dataclass(frozen=True)
class Concerned:
    """A member of staff whom the words name or somebody says that it is about; `is_about` is False where a manager has
    said that it is not."""

    id: str
    name: str
    is_about: bool


@dataclass(frozen=True)
class Complaint:
    """`said`: the person's words and all that is known of them; `handler`: who looks into it, None while nobody does;
    `answer`: what the person gets, in easy words; `words_left_out`: what the file for an inspector leaves out, None while
    nobody has gone through it; `is_said_again`: its person has put other words in place of these."""

    id: str
    said: Feedback
    state: ComplaintState
    signs: tuple[ComplaintSign, ...]
    received_on: date
    acknowledge_by: date
    handler_id: str | None
    handler: str | None
    expected_on: date | None
    is_council_funded: bool | None
    acknowledged_at: datetime | None
    acknowledged_how: str | None
    answer: str | None
    outcome: ComplaintState | None
    learning: str | None
    told_at: datetime | None
    told_how: str | None
    checked_at: datetime | None
    words_left_out: tuple[str, ...] | None
    left_out: LeftOut | None
    is_said_again: bool
    concerned: tuple[Concerned, ...]

    @property
    def is_complaint(self) -> bool:
        """Whether a person took it as one."""
        return self.state not in NO_COMPLAINT

    @property
    def is_open(self) -> bool:
        """Whether its person still waits for the answer."""
        return self.is_complaint and self.state not in ANSWERED_COMPLAINTS

    @property
    def is_conduct(self) -> bool:
        """Whether it may be about what staff did: a manager looks at such a one, whatever others decided (R46)."""
        return ComplaintSign.STAFF_CONDUCT in self.signs or any(one.is_about for one in self.concerned)

    @property
    def waits_for_a_look(self) -> bool:
        return self.state is ComplaintState.NOTED and self.is_conduct and self.checked_at is None

    def is_acknowledgement_late(self, today: date) -> bool:
        return self.state is ComplaintState.CONFIRMED and self.acknowledge_by < today

    def is_answer_late(self, today: date) -> bool:
        return self.is_open and self.expected_on is not None and self.expected_on < today


@dataclass(frozen=True)
class Filter:
    """Which of the register: in this state (None: every complaint, and what may be one), received on these days, both
    included."""

    state: ComplaintState | None = None
    from_day: date | None = None
    to_day: date | None = None


def for_member(tx: Transaction, member: StaffMember, complaint_id: str) -> Complaint:
    """One that this member may know of; raises NotFound for any other as for none at all. The view is in the trail."""
    found = seen(tx, member, complaint_id)
    audit.record(tx, member.actor, "view_complaint", "complaint", complaint_id)
    return found


def seen(tx: Transaction, member: StaffMember, complaint_id: str) -> Complaint:
    """The same without a line in the trail: for what goes on while the page is open, such as checking words."""
    found = _those(tx, member, [complaints.c.id == complaint_id])
    if not found:
        raise NotFound("There is no such page.")
    return found[0]


def of_feedback(tx: Transaction, member: StaffMember, feedback_id: str) -> Complaint | None:
    """The complaint that this may be, for everybody who may read the words: a page of theirs says why it may be one."""
    found = _fetched(tx, [complaints.c.feedback_id == feedback_id, feedback.readable(member)])
    return found[0] if found else None


def register(tx: Transaction, member: StaffMember, which: Filter) -> tuple[Complaint, ...]:
    """The register, the last received first. Raises NotFound for who has no such page."""
    where: list[ColumnElement[bool]] = []
    if which.state is not None:
        where.append(complaints.c.state == which.state)
    if which.from_day is not None:
        where.append(complaints.c.received_on >= which.from_day)
    if which.to_day is not None:
        where.append(complaints.c.received_on <= which.to_day)
    return tuple(reversed(_those(tx, member, where)))


def waiting(tx: Transaction, member: StaffMember) -> tuple[Complaint, ...]:
    """What waits for this manager, the longest waiting first: something that may be a complaint and lies in no list of new
    things, a note on the conduct of staff, a complaint that nobody handles, theirs, and what is late."""
    if not member.is_manager:
        return ()
    done = (ComplaintState.SERVICE_REQUEST, ComplaintState.CLOSED, ComplaintState.TO_LGSCO)
    found = _those(tx, member, [complaints.c.state.not_in(done)])
    return tuple(one for one in found if _waits(one, member, tx.today))


def is_replaced_by_one(tx: Transaction, said: Feedback) -> bool:
    """Whether words that its person put in its place were taken as a complaint."""
    where = (
        feedback_table.c.replaces_id.in_((said.id, said.first_id or said.id)),
        complaints.c.feedback_id == feedback_table.c.id,
        complaints.c.state.not_in(NO_COMPLAINT),
    )
    return tx.execute(select(complaints.c.id).where(*where)).first() is not None


def is_conduct(tx: Transaction, complaint_id: str) -> bool:
    """`Complaint.is_conduct`, for a rule of the store."""
    return _fetched(tx, [complaints.c.id == complaint_id])[0].is_conduct


def may_open(member: StaffMember) -> bool:
    """Whether the register is for them: managers, and reviewers, who look on."""
    return member.is_manager or member.role is Role.REVIEWER


def for_manager(tx: Transaction, member: StaffMember, complaint_id: str) -> Complaint:
    """One that this manager may do something about. Raises NotFound for anybody else."""
    sight.acting(member)
    return for_member(tx, member, complaint_id)


def _waits(one: Complaint, member: StaffMember, today: date) -> bool:
    if one.state is ComplaintState.POSSIBLE:
        # One that nobody has decided about stands among the new things.
        return one.said.status is not FeedbackStatus.RECEIVED and not one.is_said_again
    if one.state is ComplaintState.NOTED:
        return one.waits_for_a_look
    is_nobodys = one.is_open and one.handler_id is None
    is_late = one.is_acknowledgement_late(today) or one.is_answer_late(today)
    return one.handler_id == member.id or is_nobodys or is_late


def _those(tx: Transaction, member: StaffMember, where: Sequence[ColumnElement[bool]]) -> tuple[Complaint, ...]:
    if not may_open(member):
        raise NotFound("There is no such page.")
    return _fetched(tx, [*where, feedback.readable(member)])


_handlers = staff.alias("handlers")
_COMPLAINT: Select[Any] = (
    select(complaints, _handlers.c.name.label("handler"), NOT_REPLACED.label("holds"))
    .join(feedback_table, feedback_table.c.id == complaints.c.feedback_id)
    .join(people, people.c.id == feedback_table.c.person_id)
    .outerjoin(_handlers, _handlers.c.id == complaints.c.handler_id)
)


def _fetched(tx: Transaction, where: Sequence[ColumnElement[bool]]) -> tuple[Complaint, ...]:
    """The first received first, in four reads however many they are."""
    rows = tx.execute(_COMPLAINT.where(*where).order_by(complaints.c.received_on, complaints.c.id)).all()
    said = feedback.those(tx, [row.feedback_id for row in rows])
    concerned = _concerned(tx, [row.id for row in rows])
    return tuple(_complaint(row, said[row.feedback_id], concerned[row.id]) for row in rows)


def _concerned(tx: Transaction, ids: Sequence[str]) -> dict[str, list[Concerned]]:
    found: dict[str, list[Concerned]] = defaultdict(list)
    rows = tx.execute(
        select(complaint_staff.c.complaint_id, staff.c.id, staff.c.name, complaint_staff.c.is_about)
        .join(staff, staff.c.id == complaint_staff.c.staff_id)
        .where(complaint_staff.c.complaint_id.in_(ids))
        .order_by(staff.c.name, staff.c.id)
    )
    for complaint_id, *one in rows:
        found[complaint_id].append(Concerned(*one))
    return found


def _complaint(row: Any, said: Feedback, concerned: Sequence[Concerned]) -> Complaint:
    return Complaint(
        id=row.id,
        said=said,
        state=ComplaintState(row.state),
        signs=tuple(ComplaintSign(one) for one in row.signs),
        received_on=row.received_on,
        acknowledge_by=row.acknowledge_by,
        handler_id=row.handler_id,
        handler=row.handler,
        expected_on=row.expected_on,
        is_council_funded=row.is_council_funded,
        acknowledged_at=row.acknowledged_at,
        acknowledged_how=row.acknowledged_how,
        answer=row.answer,
        outcome=None if row.outcome is None else ComplaintState(row.outcome),
        learning=row.learning,
        told_at=row.told_at,
        told_how=row.told_how,
        checked_at=row.checked_at,
        words_left_out=None if row.words_left_out is None else tuple(row.words_left_out),
        left_out=None if row.left_out is None else LeftOut(row.left_out),
        is_said_again=not row.holds,
        concerned=tuple(concerned),
    )
