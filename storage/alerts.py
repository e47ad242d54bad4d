"""Alerts: whoever keeps people safe is told at once, and somebody else after a while, until a person acknowledges it (R15).

The ladder: first whoever is there by the rota, with the lead and the deputy; then everybody else who is told; then, again
and again, all of them and the pager. A step on which nobody is left is passed over, so that somebody is told at once. Whoever
may be meant by the words is on no step (R12). An alert holds no words and no name (R14), and only who may know of its concern
can tell that it exists (R13).
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from storage import audit, exclusions, safeguarding_team
from storage.audit import SYSTEM
from storage.database import Transaction
from storage.notifications import reference_of
from storage.safeguarding_team import Contact
from storage.staff_accounts import StaffMember
from storage.tables.alerts import alert_messages, alerts, safeguarding_contacts
from storage.tables.base import new_id
from storage.tables.safeguarding import concerns
from storage.vocabulary import AlertChannel, AlertKind, AlertStatus, Post

AT_ONCE, OTHERS, ALL = 0, 1, 2
"""The steps of the ladder; all after the last are like it."""
UNSENT_FOR = timedelta(minutes=2)
"""After so long without any channel that took it, the next step begins, and the person hears that we are still trying."""
SERIOUS = ("red", "amber")


@dataclass(frozen=True)
class Ladder:
    """How long to wait for a person to acknowledge it before the next step (R15)."""

    red: timedelta = timedelta(minutes=15)
    amber: timedelta = timedelta(minutes=60)

    def rest(self, tier: str) -> timedelta:
        """For an alert of this tier."""
        return self.red if tier == "red" else self.amber


USUAL = Ladder()


@dataclass(frozen=True)
class Cause:
    """What is raised, and what makes it another time. `part`: of an outage, which part of the service."""

    kind: AlertKind
    tier: str
    once: str
    concern_id: str | None = None
    part: str = ""


def of_concern(tx: Transaction, concern_id: str, tier: str) -> None:
    """Tell of a concern, once for each tier it comes to; what was raised for a lower one is over."""
    for row in tx.execute(select(alerts.c.id).where(alerts.c.concern_id == concern_id, _IS_OPEN)).all():
        _end(tx, row.id)
    is_test = tx.execute(select(concerns.c.is_test).where(concerns.c.id == concern_id)).scalar_one()
    kind = AlertKind.DRILL if is_test else AlertKind.CONCERN
    raise_alert(tx, Cause(kind, tier, f"{concern_id}:{tier}", concern_id))


def raise_alert(tx: Transaction, cause: Cause) -> None:
    """Begin at the foot of the ladder; the same cause again changes nothing. Of an outage the pager hears at once."""
    if tx.execute(select(alerts.c.id).where(alerts.c.once == cause.once)).first():
        return
    alert_id, step = new_id(), ALL if cause.kind is AlertKind.OUTAGE else AT_ONCE
    row = {**vars(cause), "id": alert_id, "reference": reference_of(cause.concern_id or alert_id)}
    # A list that waits for its day is told of once: nobody is woken for it.
    ended_at = tx.now if cause.kind is AlertKind.CHECKS else None
    tx.execute(insert(alerts), {**row, "raised_at": tx.now, "step": step, "step_at": tx.now, "ended_at": ended_at})
    audit.record(tx, SYSTEM, "raise_alert", "alert", alert_id, detail=cause.tier)
    _climb(tx, alert_id, step)


def escalate(tx: Transaction, ladder: Ladder) -> int:
    """Every alert that nobody acknowledged in time, or that no channel took, goes one step on; returns how many did."""
    late = [row for row in _open_ones(tx) if _must_go_on(tx, row, ladder)]
    for row in late:
        step = _climb(tx, row.id, row.step + 1)
        audit.record(tx, SYSTEM, "escalate_alert", "alert", row.id, detail=str(step))
    return len(late)


def must_escalate(tx: Transaction, ladder: Ladder) -> bool:
    """Whether `escalate` has something to do."""
    return any(_must_go_on(tx, row, ladder) for row in _open_ones(tx))


def acknowledged(tx: Transaction, member: StaffMember, concern_id: str) -> None:
    """A person took the concern on: nobody else has to be told. That they know is as good as a message that arrived."""
    post = next((one.post for one in safeguarding_team.contacts(tx) if one.member.id == member.id), Post.LEAD)
    where = (alerts.c.concern_id == concern_id, _IS_OPEN)
    for row in tx.execute(select(alerts.c.id, alerts.c.accepted_at).where(*where)).all():
        values = {"acknowledged_at": tx.now, "acknowledged_by_id": member.id}
        if row.accepted_at is None:
            values |= {"accepted_at": tx.now, "accepted_post": post}
        tx.execute(update(alerts).where(alerts.c.id == row.id).values(**values))
        _end(tx, row.id)
        audit.record(tx, member.actor, "acknowledge_alert", "alert", row.id)


def over(tx: Transaction, once: str) -> None:
    """What it was raised for is over, as when a part of the service is back."""
    row = tx.execute(select(alerts.c.id).where(alerts.c.once == once, _IS_OPEN)).first()
    if row is not None:
        _end(tx, row.id)


def open_outages(tx: Transaction) -> dict[str, str]:
    """What each outage that is not over was raised with, by the part that is down."""
    where = (alerts.c.kind == AlertKind.OUTAGE, _IS_OPEN)
    return {row.part: row.once for row in tx.execute(select(alerts.c.part, alerts.c.once).where(*where))}


def withdraw(tx: Transaction, concern_id: str) -> None:
    """Whoever may not know of it any more gets no message that waits, and that they were reached counts no more (R12)."""
    left_out = exclusions.excluded(tx, concern_id)
    where = (alerts.c.concern_id == concern_id, _IS_OPEN)
    for row in tx.execute(select(alerts.c.id, alerts.c.accepted_at).where(*where)).all():
        _no_more(tx, (alert_messages.c.alert_id == row.id) & alert_messages.c.staff_id.in_(left_out))
        if row.accepted_at is not None:
            tx.execute(update(alerts).where(alerts.c.id == row.id).values(accepted_at=None, accepted_post=None))
            accept(tx, row.id)


def accept(tx: Transaction, alert_id: str) -> bool:
    """The first contact who may know of it and whom a channel reached makes it accepted; returns whether there is one. An
    alert that is accepted stays so."""
    alert = tx.execute(select(alerts).where(alerts.c.id == alert_id)).one()
    if alert.accepted_at is not None:
        return True
    reached = (alert_messages.c.alert_id == alert_id, alert_messages.c.status == AlertStatus.SENT)
    left_out = alert_messages.c.staff_id.not_in(_left_out(tx, alert.concern_id))
    row = tx.execute(
        select(alert_messages.c.sent_at, safeguarding_contacts.c.post)
        .join(safeguarding_contacts, safeguarding_contacts.c.staff_id == alert_messages.c.staff_id)
        .where(*reached, left_out)
        .order_by(alert_messages.c.sent_at, alert_messages.c.id)
    ).first()
    if row is None:
        return False
    values = {"accepted_at": row.sent_at, "accepted_post": row.post}
    tx.execute(update(alerts).where(alerts.c.id == alert_id).values(**values))
    return True


_IS_OPEN: ColumnElement[bool] = alerts.c.ended_at.is_(None)


def _open_ones(tx: Transaction) -> Sequence[Any]:
    rows: Sequence[Any] = tx.execute(select(alerts).where(_IS_OPEN).order_by(alerts.c.raised_at, alerts.c.id)).all()
    return rows


def _must_go_on(tx: Transaction, alert: Any, ladder: Ladder) -> bool:
    if alert.step_at <= tx.now - ladder.rest(alert.tier):
        return True
    if alert.step >= ALL:
        return False
    # What reached somebody who is no contact any more, or may not know of it now, reached nobody.
    told = {one.member.id for one in safeguarding_team.contacts(tx)} - _left_out(tx, alert.concern_id)
    where = (alert_messages.c.alert_id == alert.id, alert_messages.c.step == alert.step)
    rows = tx.execute(select(alert_messages.c.status, alert_messages.c.staff_id).where(*where)).all()
    found = {row.status for row in rows if row.staff_id in told}
    if AlertStatus.SENT in found:
        return False
    return AlertStatus.WAITING not in found or alert.step_at <= tx.now - UNSENT_FOR


def _climb(tx: Transaction, alert_id: str, step: int) -> int:
    """The messages of this step, or of the next one that has anybody on it; returns which it was."""
    alert = tx.execute(select(alerts).where(alerts.c.id == alert_id)).one()
    kind, left_out = AlertKind(alert.kind), _left_out(tx, alert.concern_id)
    while not (told := _on_step(tx, kind, step, left_out)) and step < ALL:
        step += 1
    tx.execute(update(alerts).where(alerts.c.id == alert_id).values(step=step, step_at=tx.now))
    # The same again, not twice: what still waits from an earlier step is sent by this one.
    ids = [one.member.id for one in told]
    again = alert_messages.c.staff_id.in_(ids) | alert_messages.c.staff_id.is_(None)
    _no_more(tx, (alert_messages.c.alert_id == alert_id) & again)
    ways: list[tuple[str | None, AlertChannel]] = [(one, AlertChannel.EMAIL) for one in ids]
    ways += [(one.member.id, AlertChannel.DIRECT) for one in told if one.has_direct]
    if step >= ALL and kind is not AlertKind.CHECKS:
        ways.append((None, AlertChannel.PAGER))
    if rows := [_message(tx, alert_id, step, staff_id, channel) for staff_id, channel in ways]:
        tx.execute(insert(alert_messages), rows)
    return step


def _on_step(tx: Transaction, kind: AlertKind, step: int, left_out: Set[str]) -> list[Contact]:
    everybody = [one for one in safeguarding_team.contacts(tx) if one.member.id not in left_out]
    there = {one.member.id for one in safeguarding_team.on_rota(tx)}
    if kind is AlertKind.OUTAGE:
        return [one for one in everybody if one.member.id in there] or everybody
    first = {one.member.id for one in everybody if one.post is not Post.ALTERNATE} | there
    if step == AT_ONCE:
        return [one for one in everybody if one.member.id in first]
    return [one for one in everybody if step >= ALL or one.member.id not in first]


def _left_out(tx: Transaction, concern_id: str | None) -> frozenset[str]:
    return frozenset() if concern_id is None else exclusions.excluded(tx, concern_id)


def _message(
    tx: Transaction, alert_id: str, step: int, staff_id: str | None, channel: AlertChannel
) -> dict[str, object]:
    way = {"id": new_id(), "alert_id": alert_id, "staff_id": staff_id, "channel": channel, "step": step}
    return {**way, "status": AlertStatus.WAITING, "tries": 0, "created_at": tx.now, "next_try_at": tx.now}


def _end(tx: Transaction, alert_id: str) -> None:
    tx.execute(update(alerts).where(alerts.c.id == alert_id).values(ended_at=tx.now))
    _no_more(tx, alert_messages.c.alert_id == alert_id)


def _no_more(tx: Transaction, which: ColumnElement[bool]) -> None:
    waiting = alert_messages.c.status == AlertStatus.WAITING
    tx.execute(update(alert_messages).where(which, waiting).values(status=AlertStatus.NOT_NEEDED))
