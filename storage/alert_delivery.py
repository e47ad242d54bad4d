"""Alerts on their way: which messages are due, and what became of each try. They are tried until somebody acknowledges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, insert, or_, select, update

from storage import alerts as ladder
from storage import concern_steps, safeguarding_team
from storage.database import Transaction
from storage.notice_delivery import Tried
from storage.tables.alerts import alert_attempts, alert_messages, alerts, concern_exclusions, safeguarding_contacts
from storage.tables.base import new_id
from storage.tables.people import staff
from storage.vocabulary import AlertChannel, AlertKind, AlertStatus, Role

RESTS = (timedelta(seconds=10), timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5))
"""Between two tries; the last one again and again."""


@dataclass(frozen=True)
class AlertMessage:
    """One message to send: what it says, and where to. `address`: an e-mail or an Apprise address, None for the pager."""

    id: str
    channel: AlertChannel
    address: str | None
    kind: AlertKind
    tier: str
    reference: str
    concern_id: str | None
    part: str
    step: int


@dataclass(frozen=True)
class Told:
    """A message and its tries, for the timeline of a concern. `who` is None for the pager."""

    who: str | None
    channel: AlertChannel
    step: int
    status: AlertStatus
    tries: tuple[tuple[datetime, str, str | None], ...]
    created_at: datetime


def due(
    tx: Transaction, channel: AlertChannel, *, most: int = 20, besides: Iterable[str] = ()
) -> tuple[AlertMessage, ...]:
    """The messages to send by this channel now, red ones first; none to somebody who is no contact any more, or may not
    know of it. `besides`: the ids of those in hand."""
    tier_last = alerts.c.tier != "red"
    rows = tx.execute(
        select(alert_messages, alerts, staff.c.email)
        .join(alerts, alerts.c.id == alert_messages.c.alert_id)
        .outerjoin(staff, staff.c.id == alert_messages.c.staff_id)
        .outerjoin(safeguarding_contacts, safeguarding_contacts.c.staff_id == alert_messages.c.staff_id)
        .where(*_due(tx, channel), _may_be_told(), alert_messages.c.id.not_in(list(besides)))
        .order_by(tier_last, alert_messages.c.next_try_at, alert_messages.c.id)
        .limit(most)
    )
    return tuple(_to_send(tx, row._mapping) for row in rows)


def keep_attempt(tx: Transaction, message_id: str, tried: Tried, error: str | None = None) -> None:
    """Record a try, with the kind of what went wrong. The first way to a contact that took it makes the alert accepted,
    and its concern one that was notified of."""
    row = tx.execute(select(alert_messages).where(alert_messages.c.id == message_id)).one()
    attempt = {"id": new_id(), "message_id": message_id, "at": tx.now, "outcome": tried, "error": error}
    tx.execute(insert(alert_attempts), attempt)
    if row.status != AlertStatus.WAITING:  # somebody acknowledged it meanwhile
        return
    values: dict[str, Any] = {"tries": row.tries + 1}
    if tried is Tried.SENT:
        values |= {"status": AlertStatus.SENT, "sent_at": tx.now}
    elif tried is Tried.REFUSED:
        values |= {"status": AlertStatus.FAILED}
    else:
        values |= {"next_try_at": tx.now + RESTS[min(row.tries, len(RESTS) - 1)]}
    tx.execute(update(alert_messages).where(alert_messages.c.id == message_id).values(**values))
    if tried is Tried.SENT and ladder.accept(tx, row.alert_id):
        concern_id = tx.execute(select(alerts.c.concern_id).where(alerts.c.id == row.alert_id)).scalar_one()
        if concern_id is not None:
            concern_steps.mark_notified(tx, concern_id)


def is_stuck(tx: Transaction, longest: timedelta) -> bool:
    """Whether some alert was taken by no channel for so long. Nobody but who answers for the service may learn of it: it
    tells that there is an alert (R13)."""
    where = (alerts.c.ended_at.is_(None), alerts.c.kind != AlertKind.OUTAGE, alerts.c.raised_at <= tx.now - longest)
    sent = exists().where(alert_messages.c.alert_id == alerts.c.id, alert_messages.c.status == AlertStatus.SENT)
    return tx.execute(select(alerts.c.id).where(*where, ~sent).limit(1)).first() is not None


def of_concern(tx: Transaction, concern_id: str) -> tuple[Told, ...]:
    """Every message about this concern with its tries, in the order in which they were queued."""
    rows = tx.execute(
        select(alert_messages, staff.c.name.label("who"))
        .join(alerts, alerts.c.id == alert_messages.c.alert_id)
        .outerjoin(staff, staff.c.id == alert_messages.c.staff_id)
        .where(alerts.c.concern_id == concern_id)
        .order_by(alert_messages.c.created_at, alert_messages.c.step, alert_messages.c.id)
    )
    return tuple(
        Told(
            row.who,
            AlertChannel(row.channel),
            row.step,
            AlertStatus(row.status),
            _tries(tx, row.id),
            row.created_at,
        )
        for row in rows
    )


def _tries(tx: Transaction, message_id: str) -> tuple[tuple[datetime, str, str | None], ...]:
    columns = (alert_attempts.c.at, alert_attempts.c.outcome, alert_attempts.c.error)
    where = alert_attempts.c.message_id == message_id
    return tuple(tuple(row) for row in tx.execute(select(*columns).where(where).order_by(alert_attempts.c.at)))


def _may_be_told() -> ColumnElement[bool]:
    """The pager, or a contact with an open account who is not left out of the concern."""
    is_contact = and_(safeguarding_contacts.c.staff_id.is_not(None), staff.c.is_active)
    is_lead = staff.c.role == Role.SAFEGUARDING_LEAD
    same = (concern_exclusions.c.concern_id == alerts.c.concern_id, concern_exclusions.c.staff_id == staff.c.id)
    return or_(alert_messages.c.staff_id.is_(None), and_(is_contact, is_lead, ~exists().where(*same)))


def _due(tx: Transaction, channel: AlertChannel) -> tuple[ColumnElement[bool], ...]:
    waiting = alert_messages.c.status == AlertStatus.WAITING
    return waiting, alert_messages.c.channel == channel, alert_messages.c.next_try_at <= tx.now


def _to_send(tx: Transaction, row: Any) -> AlertMessage:
    channel, address = AlertChannel(row[alert_messages.c.channel]), None
    if channel is AlertChannel.EMAIL:
        address = row[staff.c.email]
    elif channel is AlertChannel.DIRECT:
        address = safeguarding_team.direct_way(tx, row[alert_messages.c.staff_id])
    return AlertMessage(
        row[alert_messages.c.id],
        channel,
        address,
        AlertKind(row[alerts.c.kind]),
        row[alerts.c.tier],
        row[alerts.c.reference],
        row[alerts.c.concern_id],
        row[alerts.c.part],
        row[alert_messages.c.step],
    )
