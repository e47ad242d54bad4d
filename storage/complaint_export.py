"""The file for an inspector: the register as Regulation 16(3) asks for it, without tests, duplicates and the names of others
(R49)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage import audit, complaints, views
from storage.complaints import Complaint, Filter
from storage.database import Transaction
from storage.notifications import reference_of
from storage.staff_accounts import StaffMember
from storage.vocabulary import ComplaintState

LEFT_OUT = "[left out]"
NOT_GONE_THROUGH = "[not gone through yet]"


@dataclass(frozen=True)
class Line:
    """One complaint as it leaves the service. Its person is a reference, as in notices; `words`, `answer` and `learning` are
    without what was to be left out, and all left out where nobody has gone through them."""

    reference: str
    house: str
    received_on: date
    words: str
    handler: str
    acknowledged_on: date | None
    acknowledged_how: str
    state: ComplaintState
    answer: str
    outcome: ComplaintState | None
    learning: str
    told_on: date | None
    told_how: str


def lines(tx: Transaction, member: StaffMember, which: Filter) -> tuple[Line, ...]:
    """What the register of this member holds of complaints, the first received first; that it was taken along is in the
    trail, and whose words are in it. Raises NotFound for who has no such page."""
    found = [one for one in reversed(complaints.register(tx, member, which)) if _counts(one)]
    found = [one for one in found if not _is_said_again_as_another(tx, one)]
    audit.record(tx, member.actor, "export_complaints", "complaint", "all", detail=f"{len(found)}")
    shown = [one for one in found if one.words_left_out is not None]
    views.words_shown(tx, member.actor, "complaints export", (one.said.person_id for one in shown))
    return tuple(_line(tx, one) for one in found)


def without(text: str | None, left_out: Sequence[str] | None) -> str:
    """The text without these words, whatever their capitals, each as whole words; nothing of it while nobody has said which
    they are."""
    if not text:
        return ""
    if left_out is None:
        return NOT_GONE_THROUGH
    # The longest first, or "Wes Sample" would leave a last name behind.
    for name in sorted(left_out, key=len, reverse=True):
        spaced = r"\s+".join(re.escape(part) for part in name.split())
        text = re.sub(rf"(?<!\w){spaced}(?!\w)", LEFT_OUT, text, flags=re.IGNORECASE)
    return text


def _counts(one: Complaint) -> bool:
    return one.is_complaint and one.left_out is None


def _is_said_again_as_another(tx: Transaction, one: Complaint) -> bool:
    """Whether its person put other words in its place that were taken as a complaint, too: one of the two counts."""
    return one.is_said_again and complaints.is_replaced_by_one(tx, one.said)


def _line(tx: Transaction, one: Complaint) -> Line:
    return Line(
        reference=reference_of(one.id),
        house=one.said.house,
        received_on=one.received_on,
        words=without(one.said.in_words, one.words_left_out),
        handler=one.handler or "",
        acknowledged_on=_day(tx, one.acknowledged_at),
        acknowledged_how=one.acknowledged_how or "",
        state=one.state,
        answer=without(one.answer, one.words_left_out),
        outcome=one.outcome,
        learning=without(one.learning, one.words_left_out),
        told_on=_day(tx, one.told_at),
        told_how=one.told_how or "",
    )


def _day(tx: Transaction, at: datetime | None) -> date | None:
    return None if at is None else tx.calendar.day(at)
