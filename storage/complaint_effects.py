"""What came after a complaint: does its person say less, and is less done for them? Facts of the same number of days before
and after, side by side; no score, and nothing that decides (R48)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from storage.complaints import Complaint
from storage.database import Transaction
from storage.replaced import NOT_REPLACED
from storage.tables.feedback import feedback
from storage.tables.pending_actions import outcomes, pending_actions
from storage.vocabulary import OWN_VOICES

MOST_DAYS = 90


@dataclass(frozen=True)
class BeforeAndAfter:
    """How many in the days before and in as many days after."""

    before: int
    after: int

    @property
    def fell_by_half(self) -> bool:
        """Whether there is half as much as before, or less: somebody looks into it."""
        return self.before > 0 and 2 * self.after <= self.before


@dataclass(frozen=True)
class Effects:
    """`days`: how many there are on each side, up to 90, today included. `said`: things in the person's own voice, the
    complaint itself left out; `answered`: their answers to "Did it help?"; `done`: actions for them that were finished."""

    days: int
    said: BeforeAndAfter
    answered: BeforeAndAfter
    done: BeforeAndAfter


def of(tx: Transaction, complaint: Complaint) -> Effects | None:
    """None on the day itself, of which there is no after yet."""
    days = min(MOST_DAYS, (tx.today - complaint.received_on).days)
    if days < 1:
        return None
    day = complaint.received_on
    before = (_start(tx, day - timedelta(days=days)), _start(tx, day))
    # The day itself belongs to neither side: the complaint is on it.
    after = (_start(tx, day + timedelta(days=1)), _start(tx, day + timedelta(days=days + 1)))
    return Effects(
        days,
        *(
            BeforeAndAfter(count(tx, complaint.said.person_id, *before), count(tx, complaint.said.person_id, *after))
            for count in (_said, _answered, _done)
        ),
    )


def _said(tx: Transaction, person_id: str, since: datetime, until: datetime) -> int:
    where = (feedback.c.person_id == person_id, feedback.c.voice.in_(OWN_VOICES), NOT_REPLACED)
    within = (feedback.c.said_at >= since, feedback.c.said_at < until)
    return int(tx.execute(select(func.count(feedback.c.id)).where(*where, *within)).scalar_one())


def _answered(tx: Transaction, person_id: str, since: datetime, until: datetime) -> int:
    where = (outcomes.c.person_id == person_id, outcomes.c.at >= since, outcomes.c.at < until)
    return int(tx.execute(select(func.count(outcomes.c.id)).where(*where)).scalar_one())


def _done(tx: Transaction, person_id: str, since: datetime, until: datetime) -> int:
    finished = pending_actions.c.finished_at
    where = (pending_actions.c.person_id == person_id, finished >= since, finished < until)
    return int(tx.execute(select(func.count(pending_actions.c.id)).where(*where)).scalar_one())


def _start(tx: Transaction, day: date) -> datetime:
    return datetime.combine(day, time.min, tx.calendar.zone)
