"""Alerts: whoever keeps people safe is told at once, and somebody else after a while, until a person acknowledges it (R15).

The ladder: first whoever is there by the rota, with the lead and the deputy; then everybody else who is told; then, again
and again, all of them and the pager. Whoever may be meant by the words is on no step (R12). An alert holds no words and no
name, and nothing of one is in any trail but its own (R13, R14).
"""

from __future__ import annotations

from collections.abc import Iterable
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
from storage.tables.alerts import alert_messages, alerts
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


@dataclass(frozen=True)
class Cause:
    """What is raised, and what makes it another time. `part`: of an outage, which part of the service."""

    kind: AlertKind
    tier: str
    once: str
    concern_id: str | None = None
    part: str = ""


def of_concern(tx: Transaction, concern_id: str, tier: str, *, is_test: bool = False) -> None:
    """Tell of a concern, once for each tier it comes to; what was raised for a lower one is over."""
    tx.execute(update(alerts).where(alerts.c.concern_id == concern_id, _IS_OPEN).values(ended_at=tx.now))
    kind = AlertKind.DRILL if is_test else AlertKind.CONCERN
    raise_alert(tx, Cause(kind, tier, f"{concern_id}:{tier}", concern_id))


def raise_alert(tx: Transaction, cause: Cause) -> None:
    """Begin at the foot of the ladder; the same cause again changes nothing."""
    if tx.execute(select(alerts.c.id).where(alerts.c.once == cause.once)).first():
        return
    alert_id = new_id()
    row = {**vars(cause), "id": alert_id, "reference": reference_of(cause.concern_id or alert_id)}
    # A list that waits for its day is told of once: nobody is woken for it.
    ended_at = tx.now if cause.kind is AlertKind.CHECKS else None
    tx.execute(insert(alerts), {**row, "raised_at": tx.now, "step": AT_ONCE, "step_at": tx.now, "ended_at": ended_at})
    audit.record(tx, SYSTEM, "raise_alert", "alert", alert_id, detail=cause.tier)
    _climb(tx, alert_id, cause.concern_id, AT_ONCE)


def escalate(tx: Transaction, ladder: Ladder) -> int:
    """Every alert that nobody acknowledged in time, or that no channel took, goes one step on; returns how many did."""
    rows = tx.execute(select(alerts).where(_IS_OPEN).order_by(alerts.c.raised_at)).all()
    late = [row for row in rows if _must_go_on(tx, row, ladder)]
    for row in late:
        step = row.step + 1
        tx.execute(update(alerts).where(alerts.c.id == row.id).values(step=step, step_at=tx.now))
        audit.record(tx, SYSTEM, "escalate_alert", "alert", row.id, detail=str(step))
        _climb(tx, row.id, row.concern_id, step)
    return len(late)


def must_escalate(tx: Transaction, ladder: Ladder) -> bool:
    """Whether `escalate` has something to do."""
    rows = tx.execute(select(alerts).where(_IS_OPEN)).all()
    return any(_must_go_on(tx, row, ladder) for row in rows)


def acknowledged(tx: Transaction, member: StaffMember, concern_id: str) -> None:
    """A person took the concern on: nobody else has to be told. That they know is as good as a message that arrived."""
    post = next((one.post for one in safeguarding_team.contacts(tx) if one.member.id == member.id), Post.LEAD)
    where = (alerts.c.concern_id == concern_id, _IS_OPEN)
    for row in tx.execute(select(alerts.c.id, alerts.c.accepted_at).where(*where)).all():
        values = {"acknowledged_at": tx.now, "acknowledged_by_id": member.id, "ended_at": tx.now}
        if row.accepted_at is None:
            values |= {"accepted_at": tx.now, "accepted_post": post}
        tx.execute(update(alerts).where(alerts.c.id == row.id).values(**values))
        _no_more(tx, alert_messages.c.alert_id == row.id)
        audit.record(tx, member.actor, "acknowledge_alert", "alert", row.id)


def over(tx: Transaction, once: str) -> None:
    """What it was raised for is over, as when a part of the service is back."""
    row = tx.execute(select(alerts.c.id).where(alerts.c.once == once, _IS_OPEN)).first()
    if row is not None:
        tx.execute(update(alerts).where(alerts.c.id == row.id).values(ended_at=tx.now))
        _no_more(tx, alert_messages.c.alert_id == row.id)


def withdraw(tx: Transaction, concern_id: str) -> None:
    """Whoever may not know of it any more gets no message that waits (R12)."""
    ids = select(alerts.c.id).where(alerts.c.concern_id == concern_id).scalar_subquery()
    left_out = exclusions.excluded(tx, concern_id)
    _no_more(tx, alert_messages.c.alert_id.in_(ids) & alert_messages.c.staff_id.in_(left_out))


def first_told(tx: Transaction, concern_id: str) -> Post | None:
    """What the first of those is who are being told of this concern; None where there is nobody but the pager."""
    told = {one.member.id: one.post for one in safeguarding_team.contacts(tx)}
    rows = tx.execute(
        select(alert_messages.c.staff_id)
        .join(alerts, alerts.c.id == alert_messages.c.alert_id)
        .where(alerts.c.concern_id == concern_id, alert_messages.c.staff_id.is_not(None))
    )
    posts = {told[one] for one in rows.scalars() if one in told}
    return next((post for post in Post if post in posts), None)


def to_tell(tx: Transaction) -> tuple[tuple[str, str, Post], ...]:
    """(concern id, person id, who) where a channel of a contact took the alert of a red or amber concern that the person's
    own words raised, and they were not told so (R16)."""
    rows = tx.execute(_own(alerts.c.accepted_at.is_not(None)).order_by(alerts.c.accepted_at)).all()
    return tuple({row.id: (row.id, row.person_id, Post(row.accepted_post)) for row in rows}.values())


def to_say_still_trying(tx: Transaction) -> tuple[tuple[str, str, str], ...]:
    """(alert id, concern id, person id) where no channel took it for a while, and the person did not hear of that (R16)."""
    waits = (alerts.c.accepted_at.is_(None), alerts.c.raised_at <= tx.now - UNSENT_FOR)
    rows = tx.execute(_own(*waits, _IS_OPEN, alerts.c.still_trying_at.is_(None)).order_by(alerts.c.raised_at)).all()
    return tuple((row.alert_id, row.id, row.person_id) for row in rows)


def mark_still_trying(tx: Transaction, alert_id: str) -> None:
    tx.execute(update(alerts).where(alerts.c.id == alert_id).values(still_trying_at=tx.now))


def _own(*where: ColumnElement[bool]) -> Any:
    """Concerns of people's own words that are serious and of which they were not told, joined with their alerts."""
    mine = (concerns.c.told_person_at.is_(None), concerns.c.person_id.is_not(None), concerns.c.raised_by_id.is_(None))
    # What was heard in a voice message is for the lead to speak of: the person was not told that it is a concern.
    is_words = concerns.c.kind != "listen"
    columns = (concerns.c.id, concerns.c.person_id, alerts.c.id.label("alert_id"), alerts.c.accepted_post)
    joined = select(*columns).join(alerts, alerts.c.concern_id == concerns.c.id)
    return joined.where(alerts.c.tier.in_(SERIOUS), *mine, is_words, *where)


_IS_OPEN: ColumnElement[bool] = alerts.c.ended_at.is_(None)


def _must_go_on(tx: Transaction, alert: Any, ladder: Ladder) -> bool:
    if alert.step_at <= tx.now - ladder.rest(alert.tier):
        return True
    where = (alert_messages.c.alert_id == alert.id, alert_messages.c.step == alert.step)
    found = tx.execute(select(alert_messages.c.status).where(*where)).scalars().all()
    if AlertStatus.SENT in found or alert.step >= ALL:
        return False
    return AlertStatus.WAITING not in found or alert.step_at <= tx.now - UNSENT_FOR


def _climb(tx: Transaction, alert_id: str, concern_id: str | None, step: int) -> None:
    """The messages of this step."""
    told = _on_step(tx, step, frozenset() if concern_id is None else exclusions.excluded(tx, concern_id))
    ids = [one.member.id for one in told]
    # The same again, not twice: what still waits from an earlier step is sent by this one.
    _no_more(tx, (alert_messages.c.alert_id == alert_id) & alert_messages.c.staff_id.in_(ids))
    ways = [(one.member.id, AlertChannel.EMAIL) for one in told]
    ways += [(one.member.id, AlertChannel.DIRECT) for one in told if one.has_direct]
    pager = [(None, AlertChannel.PAGER)] if step >= ALL else []
    rows = [_message(tx, alert_id, step, staff_id, channel) for staff_id, channel in (*ways, *pager)]
    if rows:
        tx.execute(insert(alert_messages), rows)


def _on_step(tx: Transaction, step: int, excluded: Iterable[str]) -> list[Contact]:
    everybody = safeguarding_team.contacts(tx)
    there = {one.member.id for one in safeguarding_team.on_rota(tx)}
    first = {one.member.id for one in everybody if one.post is not Post.ALTERNATE} | there
    told = {
        AT_ONCE: [one for one in everybody if one.member.id in first],
        OTHERS: [one for one in everybody if one.member.id not in first],
    }.get(step, list(everybody))
    return [one for one in told if one.member.id not in excluded]


def _message(
    tx: Transaction, alert_id: str, step: int, staff_id: str | None, channel: AlertChannel
) -> dict[str, object]:
    way = {"id": new_id(), "alert_id": alert_id, "staff_id": staff_id, "channel": channel, "step": step}
    return {**way, "status": AlertStatus.WAITING, "tries": 0, "created_at": tx.now, "next_try_at": tx.now}


def _no_more(tx: Transaction, which: ColumnElement[bool]) -> None:
    waiting = alert_messages.c.status == AlertStatus.WAITING
    tx.execute(update(alert_messages).where(which, waiting).values(status=AlertStatus.NOT_NEEDED))
