"""What a person hears about who was told of their worry, and nothing that is not so (R16)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select, update

from storage import exclusions, safeguarding_team, whose_concern
from storage.alerts import SERIOUS, UNSENT_FOR
from storage.concerns import LISTEN
from storage.database import Transaction
from storage.references import telling_ref
from storage.strangers import Worry
from storage.tables.alerts import alert_messages, alerts
from storage.tables.safeguarding import concerns
from storage.turns import Reply
from storage.vocabulary import Post

NOBODY_THERE = "utter_nobody_there"


def first_told(tx: Transaction, concern_id: str) -> Post | None:
    """What the first of those is who are being told of this concern and may know of it; None where there is nobody but
    the pager."""
    told, left_out = safeguarding_team.contacts(tx), exclusions.excluded(tx, concern_id)
    rows = tx.execute(
        select(alert_messages.c.staff_id)
        .join(alerts, alerts.c.id == alert_messages.c.alert_id)
        .where(alerts.c.concern_id == concern_id, alert_messages.c.staff_id.is_not(None))
    )
    ids = set(rows.scalars()) - left_out
    return next((one.post for one in told if one.member.id in ids), None)


def is_anybody_there(tx: Transaction, concern_id: str) -> bool:
    """Whether somebody who may know of this concern is on the rota at this moment (R17)."""
    there = {one.member.id for one in safeguarding_team.on_rota(tx)}
    return not there <= exclusions.excluded(tx, concern_id)


def worry_of(tx: Transaction, concern_id: str) -> Worry:
    """What somebody who is no person of ours is told of this concern, which they raised."""
    return Worry(first_told(tx, concern_id), is_anybody_there(tx, concern_id))


def replies(tx: Transaction, concern_id: str, response: str) -> tuple[Reply, ...]:
    """The signed text that answers this concern, which says who is told of it: never anybody whom its words may mean (R12).
    While nobody is there, that is said as well."""
    said = Reply(response, {"telling": telling_ref(first_told(tx, concern_id))})
    return (said,) if is_anybody_there(tx, concern_id) else (said, Reply(NOBODY_THERE))


def to_tell(tx: Transaction) -> tuple[tuple[str, str, Post], ...]:
    """(concern id, person id, who) where a channel of a contact took the alert of a red or amber concern that the person's
    own words raised, and they were not told so."""
    rows = tx.execute(_own(alerts.c.accepted_at.is_not(None)).order_by(alerts.c.accepted_at, alerts.c.id)).all()
    return tuple({row.id: (row.id, row.person_id, Post(row.accepted_post)) for row in rows}.values())


def to_say_still_trying(tx: Transaction) -> tuple[tuple[str, str, str], ...]:
    """(alert id, concern id, person id) where no channel took it for a while, and the person did not hear of that."""
    waits = (alerts.c.accepted_at.is_(None), alerts.c.raised_at <= tx.now - UNSENT_FOR, alerts.c.ended_at.is_(None))
    rows = tx.execute(_own(*waits, alerts.c.still_trying_at.is_(None)).order_by(alerts.c.raised_at, alerts.c.id)).all()
    return tuple((row.alert_id, row.id, row.person_id) for row in rows)


def mark_still_trying(tx: Transaction, alert_id: str) -> None:
    tx.execute(update(alerts).where(alerts.c.id == alert_id).values(still_trying_at=tx.now))


def _own(*where: ColumnElement[bool]) -> Any:
    """Concerns of people's own words that are serious and of which they were not told, joined with their alerts."""
    mine = (concerns.c.told_person_at.is_(None), concerns.c.person_id.is_not(None), whose_concern.is_own())
    # What was heard in a voice message is for the lead to speak of: the person was not told that it is a concern.
    is_words = concerns.c.kind != LISTEN
    columns = (concerns.c.id, concerns.c.person_id, alerts.c.id.label("alert_id"), alerts.c.accepted_post)
    joined = select(*columns).join(alerts, alerts.c.concern_id == concerns.c.id)
    return joined.where(alerts.c.tier.in_(SERIOUS), *mine, is_words, *where)
